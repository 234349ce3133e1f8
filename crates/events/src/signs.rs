//! What speaks for and against a found event: plain facts of its words, parties and place in the sentence.
//!
//! A noun without a party near it (`fled after a raid`) is doubtful, `Chad raided a camp in Sudan` is not. A sign is a name with
//! a value, `article` = `the`, or with two, `rule` = `request/urge`, `concede/allow`. `docs/events.md` lists them,
//! `confidence` weighs them.

use chancery_model::tree;
use chancery_model::{EntityId, Event, Relation, Syntax, TokenId, Upos, Xpos};

use crate::acts::{Act, Reading};
use crate::frames::Part;

/// Words that are climbed from a party towards the trigger.
const MAX_CLIMB: usize = 8;
/// Value of a sign that has no second one.
const NONE: &str = "-";

/// An event with the act that it was read from.
pub(crate) type Found<'a> = (Act<'a>, Event);

/// Calls `visit` with name and values of each sign of `found[index]`. `found` holds all events of the story, in order.
pub(crate) fn each(
    reading: &Reading<'_>,
    found: &[Found<'_>],
    index: usize,
    visit: &mut dyn FnMut(&'static str, &str, &str),
) {
    let (act, event) = &found[index];
    let syntax = reading.syntax;
    let head = syntax.token(act.head);
    let event_type = event.event_type.code();
    let target = kind(reading, &event.target);

    visit("type", event_type, NONE);
    visit("type-and-parties", event_type, parties(act));
    visit("type-and-target", event_type, target);
    visit("frame", &act.frame.id, NONE);
    if let Some((outer, inner)) = event.rule.as_str().split_once('+') {
        visit("outer-frame", outer, NONE);
        visit("rule", outer, inner);
    }
    visit("status", event.status.code(), NONE);
    visit("tag", head.xpos.code(), NONE);
    visit("tag-probability", probability(head.tag_probability), NONE);
    let first = syntax.token(act.words[0]).relation.universal();
    visit("relation", first.code(), NONE);
    visit("words", words(act), NONE);
    visit("source", kind(reading, &event.source), NONE);
    visit("source-at", distance(reading, act, &event.source), NONE);
    visit("target", target, NONE);
    visit("target-at", distance(reading, act, &event.target), NONE);
    if act.part == Part::Noun {
        visit("article", article(syntax, act.head), NONE);
    }
    let is_second = found[..index]
        .iter()
        .rev()
        .map(|(_, other)| other)
        .take_while(|other| other.sentence == event.sentence)
        .any(|other| other.event_type == event.event_type);
    if is_second {
        visit("second-of-type", "yes", NONE);
    }
}

/// Which sides have a party.
fn parties(act: &Act<'_>) -> &'static str {
    match (act.source.is_empty(), act.target.is_empty()) {
        _ if act.is_between_equals() => "equals",
        (false, false) => "both",
        (false, true) => "source",
        (true, false) => "target",
        (true, true) => "none",
    }
}

/// What the first party is.
fn kind(reading: &Reading<'_>, parties: &[EntityId]) -> &'static str {
    match parties.first() {
        None => "none",
        Some(&first) if !reading.actors.is_known(first) => "unknown",
        Some(&first) => reading.entities.entities[first].kind.code(),
    }
}

fn words(act: &Act<'_>) -> &'static str {
    match act.words.len() {
        0 | 1 => "1",
        2 => "2",
        _ => "3",
    }
}

/// How near to the trigger the nearest mention of a party stands.
fn distance(reading: &Reading<'_>, act: &Act<'_>, parties: &[EntityId]) -> &'static str {
    const STEPS: [&str; 6] = ["word", "below", "clause", "above", "sentence", "text"];
    if parties.is_empty() {
        return "none";
    }
    let syntax = reading.syntax;
    let clause = tree::clause_head(syntax, act.head);
    let words = || act.words.iter().copied();
    let step = |word: TokenId| {
        let steps = [
            words().any(|trigger| trigger == word || syntax.token(word).head == Some(trigger)),
            words().any(|trigger| is_below(syntax, word, trigger)),
            tree::clause_head(syntax, word) == clause,
            is_below(syntax, act.head, word),
        ];
        steps.iter().position(|&holds| holds).unwrap_or(steps.len())
    };
    let nearest = reading
        .actors
        .heads_in(syntax.token(act.head).sentence, parties)
        .map(step)
        .min();
    STEPS[nearest.unwrap_or(STEPS.len() - 1)]
}

fn is_below(syntax: &Syntax, word: TokenId, ancestor: TokenId) -> bool {
    std::iter::successors(syntax.token(word).head, |&at| syntax.token(at).head)
        .take(MAX_CLIMB)
        .any(|at| at == ancestor)
}

/// What determines a noun.
fn article(syntax: &Syntax, noun: TokenId) -> &'static str {
    let determiner = syntax.children(noun).iter().copied().find(|&child| {
        let row = syntax.token(child);
        matches!(row.upos, Upos::Det | Upos::Num) || row.relation == Relation::NmodPoss
    });
    match determiner {
        Some(word) if syntax.token(word).relation == Relation::NmodPoss => "owner",
        Some(word) => match syntax.lemma(word) {
            "the" => "the",
            "a" | "an" => "a",
            "no" => "no",
            _ => "other",
        },
        None if syntax.token(noun).xpos == Xpos::Nns => "plural",
        None => "none",
    }
}

/// Bins of a probability.
fn probability(probability: f32) -> &'static str {
    match probability {
        p if p < 0.6 => "below .60",
        p if p < 0.8 => "below .80",
        p if p < 0.95 => "below .95",
        p if p < 0.99 => "below .99",
        _ => "1",
    }
}
