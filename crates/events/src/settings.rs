//! Whether an act is told as news, as background or as analysis.
//!
//! `Austria expelled the envoy on Monday` is news; `In 1998 the two fought a war`, `which had lifted sanctions` and `since Iran
//! closed the border` tell what went before; what an analyst says, habits (`often accuses`) and what nobody says could happen
//! (`might attack`) are analysis. Nothing is dropped. Words: `data/settings.tsv`.

mod cues;
mod openings;

use chancery_model::tree::{self, modality};
use chancery_model::{
    Document, Entities, EntityId, Event, Id, ParagraphKind, Quote, QuoteId, QuoteKind, Relation,
    Setting, Span, Status, Syntax, Table, TimeBasis, TimeExpression, TimeId, TokenId, Xpos,
};
use jiff::civil::Date;

use cues::{Kind, is_cue, is_title, starts_with};
use openings::Openings;

/// What ended longer ago than this is no news, days before the story's.
const MEMORY: i64 = 31;
/// Clauses that are climbed in search of `since`.
const MAX_CLIMB: usize = 8;

/// The layers that say how an act is told.
pub(crate) struct View<'a> {
    pub(crate) doc: &'a Document,
    pub(crate) syntax: &'a Syntax,
    pub(crate) entities: &'a Entities,
    pub(crate) times: &'a Table<TimeId, TimeExpression>,
    pub(crate) quotes: &'a Table<QuoteId, Quote>,
}

/// Sets `setting` of events. Time and `said_in` must be filled, `same_as` need not.
pub(crate) fn mark(view: &View<'_>, events: &mut [Event]) {
    let openings = Openings::new(view);
    let analysts = analysts(view);
    let is_analyst: Vec<bool> = view
        .quotes
        .iter()
        .map(|quote| is_analyst(view, &analysts, quote))
        .collect();
    for event in events {
        event.setting = setting(view, &openings, &is_analyst, event);
    }
}

fn setting(view: &View<'_>, openings: &Openings, is_analyst: &[bool], event: &Event) -> Setting {
    let Some(&trigger) = event.trigger.first() else {
        return Setting::News;
    };
    let mut quotes = std::iter::successors(event.said_in, |&quote| view.quotes[quote].parent);
    let is_comment = |quote: QuoteId| is_analyst[quote.index()] && !is_party(view, quote, event);
    if quotes.any(is_comment) {
        return Setting::Analysis;
    }
    if in_headline(view.doc, trigger) {
        return Setting::News;
    }
    let word = TokenId::from_index(view.syntax.words_in(trigger).start);
    let clause = tree::clause_head(view.syntax, word);
    if is_supposed(view, event, clause) || is_habit(view, clause) {
        return Setting::Analysis;
    }
    if event.status == Status::Planned {
        return Setting::News;
    }
    match age(view.doc, event) {
        Some(Age::Old) => return Setting::Background,
        Some(Age::Fresh) => return Setting::News,
        None => {}
    }
    let lies_back = is_since(view, clause)
        || is_earlier(view, event, clause)
        || has_adverb(view, clause, Kind::Adverb)
        || openings.hold(trigger);
    if lies_back {
        Setting::Background
    } else {
        Setting::News
    }
}

fn in_headline(doc: &Document, span: Span) -> bool {
    let paragraphs = doc.paragraphs();
    let after = paragraphs.partition_point(|paragraph| paragraph.span.start() <= span.start());
    after > 0 && paragraphs[after - 1].kind == ParagraphKind::Headline
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Age {
    /// Ended more than [`MEMORY`] days before the story.
    Old,
    /// On the day of the story, or in the week before.
    Fresh,
}

/// How long ago a dated act was; nothing when the text does not date it, or it lies between.
fn age(doc: &Document, event: &Event) -> Option<Age> {
    let time = event.time.filter(|time| {
        matches!(
            time.basis,
            TimeBasis::Act | TimeBasis::Clause | TimeBasis::Sentence
        )
    })?;
    let days = days_between(time.end, doc.reference_date()?);
    match days {
        _ if days > MEMORY => Some(Age::Old),
        _ if days <= 7 => Some(Age::Fresh),
        _ => None,
    }
}

fn days_between(day: Date, later: Date) -> i64 {
    later.duration_since(day).as_hours() / 24
}

/// `Iran might attack`, when no speaker is named.
fn is_supposed(view: &View<'_>, event: &Event, clause: TokenId) -> bool {
    event.said_in.is_none()
        && matches!(event.status, Status::Conditional | Status::Uncertain)
        && modality(view.syntax, clause)
            .modal
            .is_some_and(|modal| is_cue(Kind::Modal, modal))
}

/// `often accuses`.
fn is_habit(view: &View<'_>, clause: TokenId) -> bool {
    matches!(view.syntax.token(clause).xpos, Xpos::Vbz | Xpos::Vbp)
        && has_adverb(view, clause, Kind::Habit)
}

fn has_adverb(view: &View<'_>, clause: TokenId, kind: Kind) -> bool {
    view.syntax.children(clause).iter().any(|&child| {
        view.syntax.token(child).relation.universal() == Relation::Advmod
            && is_cue(kind, &view.syntax.lemma(child).to_lowercase())
    })
}

/// Inside a clause that `since` opens.
fn is_since(view: &View<'_>, clause: TokenId) -> bool {
    let mut at = clause;
    for _ in 0..MAX_CLIMB {
        let row = view.syntax.token(at);
        let is_marked = view.syntax.children(at).iter().any(|&child| {
            view.syntax.token(child).relation == Relation::Mark
                && is_cue(Kind::Mark, &view.syntax.lemma(child).to_lowercase())
        });
        if is_marked {
            return true;
        }
        match row.head {
            Some(head) if row.relation != Relation::Parataxis => at = head,
            _ => return false,
        }
    }
    false
}

/// The pluperfect of the story's own voice, and the perfect of an aside: `had expelled`, `Iran, which has threatened Israel,`.
fn is_earlier(view: &View<'_>, event: &Event, clause: TokenId) -> bool {
    let syntax = view.syntax;
    // `said it had expelled` tells in the pluperfect what the speaker told in the perfect.
    let is_reported = event
        .said_in
        .is_some_and(|quote| view.quotes[quote].kind != QuoteKind::Direct);
    let perfect = |clause: TokenId| {
        syntax.children(clause).iter().copied().find(|&child| {
            syntax.token(child).relation == Relation::Aux && syntax.lemma(child) == "have"
        })
    };
    let first = tree::first_conjunct(syntax, clause);
    let Some(have) = perfect(clause).or_else(|| perfect(first)) else {
        return false;
    };
    if syntax.token(have).xpos == Xpos::Vbd {
        return !is_reported && !is_below_report(view, clause);
    }
    // `would have` tells of nothing that was; what has been going on goes on.
    matches!(syntax.token(have).xpos, Xpos::Vbz | Xpos::Vbp)
        && syntax.token(first).relation == Relation::AclRelcl
        && syntax.token(clause).xpos != Xpos::Vbg
}

/// In a complement clause: `it emerged that Iran had …` is what is new.
fn is_below_report(view: &View<'_>, clause: TokenId) -> bool {
    let first = tree::first_conjunct(view.syntax, clause);
    view.syntax.token(first).relation == Relation::Ccomp
}

/// True when the speaker takes part: `"Oman has invited me," the professor said`.
fn is_party(view: &View<'_>, quote: QuoteId, event: &Event) -> bool {
    let speaker = view.quotes[quote].speaker.as_ref();
    let entities = speaker
        .and_then(|speaker| speaker.mention)
        .map_or(&[][..], |mention| view.entities.of(mention));
    entities
        .iter()
        .any(|entity| event.source.contains(entity) || event.target.contains(entity))
}

/// For each entity, whether some mention describes it as an analyst.
fn analysts(view: &View<'_>) -> Vec<bool> {
    let mut found = vec![false; view.entities.entities.len()];
    for (id, mention) in view.entities.mentions.enumerate() {
        if describes_analyst(view.syntax, mention.head_token) {
            for &entity in view.entities.of(id) {
                found[entity.index()] = true;
            }
        }
    }
    found
}

/// True for a speaker who comments for a living and holds no other office.
fn is_analyst(view: &View<'_>, analysts: &[bool], quote: &Quote) -> bool {
    let Some(speaker) = &quote.speaker else {
        return false;
    };
    let entities = speaker
        .mention
        .map_or(&[][..], |mention| view.entities.of(mention));
    let holds_office = |&entity: &EntityId| {
        let office = view.entities.entities[entity].office.as_ref();
        office.is_some_and(|office| !is_title(&office.title))
    };
    let words = view.syntax.words_in(speaker.span);
    let mut heads = words.clone().map(TokenId::from_index).filter(|&word| {
        let head = view.syntax.token(word).head;
        head.is_none_or(|head| !words.contains(&head.index()))
    });
    !entities.iter().any(holds_office)
        && (entities.iter().any(|&entity| analysts[entity.index()])
            || heads.any(|head| describes_analyst(view.syntax, head)))
}

/// True when a noun, its apposition or the employer it names is one of an analyst's.
fn describes_analyst(syntax: &Syntax, noun: TokenId) -> bool {
    about(syntax, noun).into_iter().any(|word| {
        starts_with(syntax, word, Kind::Speaker) || starts_with(syntax, word, Kind::Institution)
    })
}

/// The words that say what someone is: the noun, what stands before it, its appositions, and where they work.
fn about(syntax: &Syntax, noun: TokenId) -> Vec<TokenId> {
    let mut found = vec![noun];
    found.extend(tree::appositions(syntax, noun));
    // `analyst Karl Muster`, with either as the head.
    found.extend(syntax.children(noun).iter().copied().filter(|&child| {
        matches!(
            syntax.token(child).relation.universal(),
            Relation::Compound | Relation::Flat
        )
    }));
    for at in 0..found.len() {
        for preposition in ["of", "at", "with", "from"] {
            found.extend(tree::obliques(syntax, found[at], preposition));
        }
    }
    found
}
