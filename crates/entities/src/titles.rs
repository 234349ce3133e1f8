//! What stands before a person's name: titles, whose they are, and what changes them.
//!
//! `former Russian foreign minister Anna Beispiel`, `Olmert's spokeswoman Anna Beispiel`, `his Italian counterpart Anna Beispiel`:
//! title, owner and `former` are a mention of their own beside the name.

use std::ops::Range;

use chancery_gazetteer::{Detail, EntryId, Modifier, SenseKind};
use chancery_model::{Upos, Xpos};

use crate::lists::{LISTS, NounClass};
use crate::names::STATE;
use crate::reader::Reader;

/// Titles before a name.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Lead {
    /// First word of the whole mention.
    pub(crate) start: usize,
    /// Titles and roles, the nearest to the name first.
    pub(crate) titles: Vec<EntryId>,
    /// What changes the title.
    pub(crate) modifier: Option<Modifier>,
    /// Words that tell whose title it is: a state, body or person.
    pub(crate) owner: Option<Range<usize>>,
    /// `counterpart`: the same office as another's.
    pub(crate) counterpart: bool,
    /// The title is a plural that holds for the names joined to this one.
    pub(crate) plural: bool,
}

/// At most so many words stand before a name.
const MAX_WORDS: usize = 14;

const TITLE: [SenseKind; 4] = [
    SenseKind::Title,
    SenseKind::TitlePlural,
    SenseKind::Nominal,
    SenseKind::NominalPlural,
];
const BODY: [SenseKind; 4] = [
    SenseKind::Organization,
    SenseKind::Group,
    SenseKind::Place,
    SenseKind::Capital,
];

/// Reads leftwards from a name; `name_ending` tells the words of the name that ends with a word.
pub(crate) fn leading(
    reader: &Reader<'_>,
    name: &Range<usize>,
    name_ending: &dyn Fn(usize) -> Option<Range<usize>>,
) -> Lead {
    let mut lead = Lead {
        start: name.start,
        ..Lead::default()
    };
    let sentence = reader.sentence(name.start);
    let mut start = name.start;
    while start > sentence.start && name.start - start < MAX_WORDS {
        let at = start - 1;
        let token = &reader.syntax.tokens()[at];
        let has_title = !lead.titles.is_empty() || lead.counterpart;
        if let Some((words, sense)) = title_ending(reader, at, has_title) {
            lead.plural |= lead.titles.is_empty()
                && matches!(
                    sense.kind,
                    SenseKind::TitlePlural | SenseKind::NominalPlural
                );
            lead.titles.push(sense.entry);
            start = words.start;
        } else if lead.titles.is_empty() && is_counterpart(reader, at) {
            lead.counterpart = true;
            start = at;
        } else if !has_title
            && let Some(modifier) = modifier_behind_title(reader, at, sentence.start)
        {
            lead.modifier = Some(modifier);
            start = at - 1;
        } else if !has_title {
            break;
        } else if token.upos != Upos::Verb
            && let Some((words, modifier)) = modifier_ending(reader, at)
        {
            lead.modifier = lead.modifier.or(modifier);
            start = words.start;
        } else if let Some((words, _)) = reader.longest_ending(at, &STATE) {
            lead.owner = lead.owner.or(Some(words.clone()));
            start = words.start;
        } else if lead.owner.is_none()
            && let Some(words) = reader
                .longest_ending(at, &BODY)
                .map(|(words, _)| words)
                .or_else(|| name_ending(at))
            && token.upos != Upos::Part
        {
            lead.owner = Some(words.clone());
            start = words.start;
        } else if token.xpos == Xpos::Pos && at > sentence.start {
            if let Some(words) = name_ending(at - 1).or_else(|| {
                reader
                    .longest_ending(at - 1, &STATE)
                    .map(|(words, _)| words)
            }) {
                lead.owner = lead.owner.or(Some(words.clone()));
                start = words.start;
            }
            break;
        } else if token.xpos == Xpos::PrpPoss || token.upos == Upos::Det {
            start = at;
            break;
        } else if token.upos == Upos::Adj && !reader.is_capitalised(at)
            || reader.word(at) == "-" && at > sentence.start
        {
            start = at;
        } else {
            break;
        }
    }
    if !lead.titles.is_empty() || lead.counterpart {
        lead.start = start;
    }
    // A hyphen or adjective at the edge that leads nowhere is left out.
    while lead.start < name.start && matches!(reader.word(lead.start), "-" | "'s" | "’s") {
        lead.start += 1;
    }
    lead
}

/// True when the words before a name describe its bearer by themselves, as *the foreign minister* does and *Mr.* does not.
pub(crate) fn is_description(reader: &Reader<'_>, lead: &Lead) -> bool {
    lead.counterpart
        || lead.titles.iter().any(|&title| {
            let entry = reader.entry(title);
            let has_role = matches!(entry.detail, Detail::Title { role: Some(_), .. });
            (has_role || !entry.sectors.is_empty()) && !entry.name.ends_with('.')
        })
}

/// A title that ends with a word; common nouns for people count beside a title or when the tree ties them.
fn title_ending(
    reader: &Reader<'_>,
    at: usize,
    has_title: bool,
) -> Option<(Range<usize>, chancery_gazetteer::Sense)> {
    let (words, sense) = reader.longest_ending(at, &TITLE)?;
    let is_noun = matches!(
        reader.syntax.tokens()[at].upos,
        Upos::Noun | Upos::Propn | Upos::X | Upos::Adj
    );
    let is_title = matches!(sense.kind, SenseKind::Title | SenseKind::TitlePlural);
    // `the ministry spokesman`: a body may own the title that follows it.
    let is_body = matches!(reader.entry(sense.entry).detail, Detail::Nominal { .. });
    (is_noun && (is_title || is_body && has_title)).then_some((words, sense))
}

fn is_counterpart(reader: &Reader<'_>, at: usize) -> bool {
    let noun = LISTS.back_noun(&reader.word(at).to_lowercase());
    noun.is_some_and(|noun| !noun.plural && noun.class == NounClass::Side)
}

/// `designate` of `Prime Minister-designate`: a modifier that a hyphen ties to the title before it.
fn modifier_behind_title(reader: &Reader<'_>, at: usize, from: usize) -> Option<Modifier> {
    let title = at.checked_sub(2).filter(|&title| title >= from)?;
    let is_tied = reader.word(at - 1) == "-" && reader.is_joined(at) && reader.is_joined(at - 1);
    let (_, modifier) = modifier_ending(reader, at).filter(|_| is_tied)?;
    title_ending(reader, title, false)?;
    modifier
}

fn modifier_ending(reader: &Reader<'_>, at: usize) -> Option<(Range<usize>, Option<Modifier>)> {
    let (words, sense) = reader.longest_ending(at, &[SenseKind::Modifier])?;
    let Detail::Modifier { modifier } = reader.entry(sense.entry).detail else {
        return None;
    };
    Some((words, (modifier != Modifier::Rank).then_some(modifier)))
}
