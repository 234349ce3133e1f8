//! Finds quotes whose only cue is a colon: speakers as labels before their words, as in interviews, transcripts and round-ups.
//!
//! `Beispiel: "We are ready."` or, line by line, `Q: …` / `BEISPIEL: …`. Without quotation marks a label counts when
//! the document has several of them, since `Vienna: a city of spies` is a headline.

use std::ops::Range;

use chancery_model::{CueClass, Id, NameKind, Relation, Span, Speaker, TokenId, Upos, tree};

use crate::cues::CueSite;
use crate::draft::{Draft, Rule};
use crate::lexicon::{CuePos, Takes};
use crate::phrase::mention_of;
use crate::speakers;
use crate::speech::is_speech;
use crate::view::View;

/// `The vote did not surprise Beispiel: "…"`: speech behind the colon of a sentence without a cue, said by its person.
pub(crate) fn after_colon(view: &View<'_>, taken: &[bool]) -> Vec<Draft> {
    (0..view.marks.runs.len())
        .filter(|&run| !taken[run] && is_speech(view, run))
        .filter_map(|run| {
            let row = &view.marks.runs[run];
            let first = view.syntax.first_word_from(row.outer.start());
            let colon = first
                .checked_sub(1)
                .filter(|&at| view.text(at) == ":" && view.paragraph_of(at) == row.paragraph)?;
            let sentence = view.sentence_of(colon).start..colon;
            let speaker = speaker_before(view, sentence)?;
            Some(draft(view, colon, speaker, row.inner))
        })
        .collect()
}

/// The subject of the sentence when it is someone, else the person named last before the colon, else the subject.
fn speaker_before(view: &View<'_>, sentence: Range<usize>) -> Option<Range<usize>> {
    let subject = sentence.clone().map(TokenId::from_index).find(|&word| {
        view.relation(word) == Relation::Nsubj
            && view.relation(view.syntax.token(word).head.unwrap_or(word)) == Relation::Root
    });
    let names = view.syntax.names();
    let from = names.partition_point(|name| name.tokens.start < sentence.start);
    let person = names[from..]
        .iter()
        .take_while(|name| name.tokens.end <= sentence.end)
        .filter(|name| name.kind == NameKind::Person)
        .last()
        .map(|name| name.tokens.clone());
    let phrase = |word| tree::noun_phrase(view.syntax, word);
    subject
        .filter(|&word| speakers::is_someone(view, word))
        .map(phrase)
        .or(person)
        .or(subject.map(phrase))
}

/// `"We stay," - Anna Beispiel`: speech whose speaker follows behind a dash, at the end of its paragraph.
pub(crate) fn before_dash(view: &View<'_>, taken: &[bool]) -> Vec<Draft> {
    (0..view.marks.runs.len())
        .filter(|&run| !taken[run])
        .filter_map(|run| {
            let row = &view.marks.runs[run];
            let paragraph = view.doc.paragraphs()[row.paragraph].span;
            let dash = view.syntax.first_word_from(row.outer.end());
            let end = view.syntax.words_in(paragraph).end;
            let name = dash + 1
                ..(dash + 1..end)
                    .find(|&at| view.text(at) == ".")
                    .unwrap_or(end);
            let is_dash = dash < end && matches!(view.text(dash), "-" | "–" | "—" | "--");
            let is_last = name.end + 1 >= end;
            let is_name = !name.is_empty()
                && name.len() <= MAX_LABEL
                && (is_person(view, &name) || name.clone().all(|at| view.upos(at) == Upos::Propn));
            (is_dash && is_last && is_name).then(|| draft(view, dash, name, row.inner))
        })
        .collect()
}

/// Longest label, in words.
const MAX_LABEL: usize = 6;
/// Labels without quotation marks that make a transcript, when some come back: `Beispiel: win in Linz` once a name is a list.
const MIN_LABELS: usize = 3;

/// A label at the start of a paragraph.
#[derive(Debug, Clone)]
struct Label {
    words: Range<usize>,
    colon: usize,
    content: Span,
    is_marked: bool,
}

/// Quotes of labelled paragraphs, in order. `taken` are the runs that a cue has.
pub(crate) fn drafts(view: &View<'_>, taken: &[bool]) -> Vec<Draft> {
    let labels: Vec<Label> = (0..view.doc.paragraphs().len())
        .filter_map(|paragraph| label(view, paragraph))
        .collect();
    let is_transcript = takes_turns(view, &labels);
    labels
        .into_iter()
        .filter(|label| label.is_marked || is_transcript)
        .filter(|label| {
            view.marks
                .run_at(label.content.start())
                .is_none_or(|run| !taken[run])
        })
        .map(|label| draft(view, label.colon, label.words, label.content))
        .collect()
}

/// Several labels without marks, and fewer speakers than labels.
fn takes_turns(view: &View<'_>, labels: &[Label]) -> bool {
    let mut speakers: Vec<&str> = labels
        .iter()
        .filter(|label| !label.is_marked)
        .map(|label| view.text(label.colon - 1))
        .collect();
    let n_labels = speakers.len();
    speakers.sort_unstable();
    speakers.dedup();
    n_labels >= MIN_LABELS && speakers.len() < n_labels
}

fn label(view: &View<'_>, paragraph: usize) -> Option<Label> {
    let row = view.doc.paragraphs().get(paragraph)?;
    let words = view.syntax.words_in(row.span);
    let window = words.start..words.end.min(words.start + MAX_LABEL + 1);
    let colon = window.clone().find(|&at| view.text(at) == ":")?;
    let name = words.start..colon;
    let named = !name.is_empty()
        && name.clone().all(|at| {
            matches!(
                view.upos(at),
                Upos::Propn | Upos::Noun | Upos::Adp | Upos::Det | Upos::Punct | Upos::X
            ) || is_name_elsewhere(view, at)
                || view.text(at).chars().all(char::is_uppercase)
        })
        && view.text(name.start).starts_with(char::is_uppercase);
    if !named || colon + 1 >= words.end {
        return None;
    }
    let after = view.syntax.tokens()[colon].span.end();
    let rest = view.trimmed(after, row.span.end())?;
    let run = view
        .marks
        .run_at(rest.start())
        .map(|run| view.marks.runs[run]);
    let content = match run {
        Some(run) if run.outer.start() == rest.start() => run.inner,
        _ => rest,
    };
    let is_marked = run.is_some_and(|run| run.outer.start() == rest.start());
    // `Beispiel: "…"` needs a name only; without marks, a person's or `Q`, `BEISPIEL`.
    let is_speaker = is_person(view, &name)
        || view.text(name.start).chars().all(char::is_uppercase)
        || is_marked
            && name
                .clone()
                .all(|at| view.upos(at) == Upos::Propn || is_name_elsewhere(view, at));
    is_speaker.then_some(Label {
        words: name,
        colon,
        content,
        is_marked,
    })
}

/// The word is the last one of a person's name in the document, whatever the tagger thinks of it in a label.
fn is_name_elsewhere(view: &View<'_>, word: usize) -> bool {
    let text = view.text(word);
    view.syntax.names().iter().any(|name| {
        name.kind == NameKind::Person
            && name
                .tokens
                .end
                .checked_sub(1)
                .is_some_and(|last| view.text(last) == text)
    })
}

/// A person's name stands in the label.
fn is_person(view: &View<'_>, words: &Range<usize>) -> bool {
    let names = view.syntax.names();
    let from = names.partition_point(|name| name.tokens.end <= words.start);
    names[from..]
        .iter()
        .take_while(|name| name.tokens.start < words.end)
        .any(|name| name.kind == NameKind::Person)
}

fn draft(view: &View<'_>, colon: usize, speaker: Range<usize>, content: Span) -> Draft {
    let head = TokenId::from_index(speaker.end - 1);
    let speaker = view.syntax.span_of(speaker).map(|span| Speaker {
        span,
        mention: mention_of(view, head, span),
        carried: false,
    });
    Draft {
        content: vec![content],
        cue: Some(CueSite {
            token: TokenId::from_index(colon),
            words: colon..colon + 1,
            pos: CuePos::Preposition,
            class: CueClass::Statement,
            takes: Takes::default(),
            negated: false,
            is_open: false,
        }),
        speaker,
        rule: Rule::SpeakerLabel,
        last_run: view.marks.run_at(content.end() - 1),
    }
}
