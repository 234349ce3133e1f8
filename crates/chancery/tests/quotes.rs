//! Every class of cue against its own sentences, through the whole chain.
//!
//! `quotes.tsv` beside this file says how a row reads.

use chancery::{Analysis, Document, Pipeline};
use chancery_model::{CueClass, MentionId, Quote};

const ROWS: &str = include_str!("quotes.tsv");

/// Fields of the rows: class, kind, text, content, cue, speaker, notes.
fn rows() -> impl Iterator<Item = [&'static str; 7]> {
    ROWS.lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| {
            let mut fields = line.split('\t');
            std::array::from_fn(|_| fields.next().unwrap_or(""))
        })
}

#[test]
fn sentences_give_their_quotes() {
    let pipeline = Pipeline::new().expect("the embedded tables are sound");
    let mut wrong = Vec::new();
    for [class, kind, text, content, cue, speaker, notes] in rows() {
        let analysis = pipeline.analyze(Document::from_plain("example", text.replace('¶', "\n\n")));
        let found: Vec<_> = analysis
            .quotes
            .iter()
            .map(|quote| render(&analysis, quote))
            .collect();
        let wanted = [class, kind, content, cue, speaker, notes].join(" | ");
        let right = if class == "-" {
            found.is_empty()
        } else {
            found.contains(&wanted)
        };
        if !right {
            wrong.push(format!("{text}\n  {wanted}\n  {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_class_has_a_sentence() {
    for class in CueClass::ALL {
        assert!(rows().any(|row| row[0] == class.code()), "{class}");
    }
}

fn render(analysis: &Analysis, quote: &Quote) -> String {
    let doc = &analysis.document;
    let pieces: Vec<_> = quote.content.iter().map(|&span| doc.slice(span)).collect();
    let cue = quote.cue.as_ref();
    let speaker = quote.speaker.as_ref();
    let mut notes = Vec::new();
    notes.extend(
        cue.is_some_and(|cue| cue.negated)
            .then(|| "negated".to_owned()),
    );
    notes.extend(
        speaker
            .is_some_and(|s| s.carried)
            .then(|| "carried".to_owned()),
    );
    notes.extend(quote.parent.map(|_| "inner".to_owned()));
    notes.extend(quote.medium.map(|medium| format!("medium={}", medium.kind)));
    let named = |&mention: &MentionId| {
        let span = analysis.entities.mentions[mention].span;
        format!("to={}", doc.slice(span))
    };
    // An agency or paper that was told is the medium.
    if quote.medium.is_none() {
        notes.extend(quote.addressees.iter().map(named));
    }
    [
        cue.map_or("-", |cue| cue.class.code()),
        quote.kind.code(),
        &pieces.join(" // "),
        cue.map_or("-", |cue| doc.slice(cue.span)),
        speaker.map_or("-", |speaker| doc.slice(speaker.span)),
        &notes.join(", "),
    ]
    .join(" | ")
}
