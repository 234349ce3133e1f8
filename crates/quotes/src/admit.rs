//! Decides which finds are reports of what someone said, thought or wanted.
//!
//! `Iran condemned the attack` reports a judgement; `Iran condemned Beispiel` names a target; `those who condemned it`
//! says which people are meant.

use std::ops::Range;

use chancery_model::{CueClass, Id, Relation, Span, TokenId, Upos, Xpos, tree};

use crate::cues::CueSite;
use crate::draft::Rule;
use crate::lexicon::CuePos;
use crate::phrase::mention_of;
use crate::speakers;
use crate::view::View;

/// True when `pieces`, found by `rule` beside `site`, are a report.
pub(crate) fn is_report(
    view: &View<'_>,
    site: &CueSite,
    rule: Rule,
    pieces: &[Span],
    has_speaker: bool,
) -> bool {
    let by_nobody = needs_speaker(site, rule) && (!has_speaker || is_purpose(view, site));
    let of_someone = rule == Rule::Thing && is_target(view, site, pieces);
    let in_passing = is_mental(site, rule) && (restricts(view, site) || is_writers(view, site));
    // `to find out whether`: nothing has been found.
    let unfound = site.class == CueClass::Finding && view.syntax.token(site.token).xpos == Xpos::Vb;
    let aside = rule == Rule::Clause && !has_speaker && is_writers_own(view, site);
    !(by_nobody || of_someone || in_passing || unfound || aside)
}

/// `It should be noted that`, `it is worth noting that`: the writer's own words, told under a modal or by a bare participle.
fn is_writers_own(view: &View<'_>, site: &CueSite) -> bool {
    let is_gerund = view.syntax.token(site.token).xpos == Xpos::Vbg;
    let row = tree::modality(view.syntax, site.token);
    site.pos == CuePos::Verb && (row.modal.is_some() || row.infinitive || is_gerund)
}

/// Without someone who speaks, these words are no report: `the tools required to code`, `no sign that talks will end`.
fn needs_speaker(site: &CueSite, rule: Rule) -> bool {
    match rule {
        Rule::Thing | Rule::Order | Rule::Infinitive | Rule::OpenClause => true,
        Rule::Clause | Rule::Remainder => {
            site.pos != CuePos::Verb
                || matches!(
                    site.class,
                    CueClass::Thought
                        | CueClass::Hope
                        | CueClass::Plan
                        | CueClass::Finding
                        | CueClass::Writing
                        | CueClass::Question
                )
        }
        _ => false,
    }
}

/// `flocked to see the lights`: the infinitive of purpose or of a noun reports nothing.
fn is_purpose(view: &View<'_>, site: &CueSite) -> bool {
    let relation = view.syntax.token(site.token).relation.universal();
    site.pos == CuePos::Verb
        && matches!(relation, Relation::Advcl | Relation::Acl)
        && tree::modality(view.syntax, site.token).infinitive
}

/// `criticized Beispiel`, `to discuss the plan`, `denied that`: someone spoken of is no content, nor is what nobody has
/// said yet, nor a pronoun.
fn is_target(view: &View<'_>, site: &CueSite, pieces: &[Span]) -> bool {
    let unsaid = site.pos == CuePos::Verb && tree::modality(view.syntax, site.token).infinitive;
    unsaid
        || pieces.iter().all(|&piece| {
            let words = view.syntax.words_in(piece);
            words.len() < 2 && view.upos(words.start) != Upos::Noun
                || is_someone_alone(view, piece, words)
        })
}

/// What someone wants, thinks or does with words, other than saying them.
fn is_mental(site: &CueSite, rule: Rule) -> bool {
    matches!(rule, Rule::Thing | Rule::Infinitive)
        || matches!(
            site.class,
            CueClass::Thought | CueClass::Hope | CueClass::Finding
        )
}

/// Outside marks `we think` is what the writer thinks.
fn is_writers(view: &View<'_>, site: &CueSite) -> bool {
    view.run_of(site.token.index()).is_none()
        && speakers::subject_of(view, site).is_some_and(|subject| {
            view.upos(subject.index()) == Upos::Pron
                && matches!(
                    view.text(subject.index()).to_lowercase().as_str(),
                    "i" | "we" | "you"
                )
        })
}

/// `those who pledged to return`: the clause says which people are meant and reports nothing.
fn restricts(view: &View<'_>, site: &CueSite) -> bool {
    let Some(subject) = speakers::own_subject(view, site.token) else {
        return false;
    };
    let relative = matches!(view.syntax.token(subject).xpos, Xpos::Wp | Xpos::Wdt);
    let behind_comma = subject
        .index()
        .checked_sub(1)
        .is_some_and(|at| view.is_punct(at));
    relative && !behind_comma
}

/// A noun phrase whose head is someone, without a clause that says what they did: `accused Iran of stalling` has one.
fn is_someone_alone(view: &View<'_>, piece: Span, words: Range<usize>) -> bool {
    let Some(top) = view.top_of(words.clone()) else {
        return false;
    };
    let is_head = mention_of(view, top, piece)
        .is_some_and(|mention| view.entities.mentions[mention].head_token == top);
    let has_clause = words.map(TokenId::from_index).any(|word| {
        word > top
            && view.upos(word.index()) == Upos::Verb
            && view.relation(word) != Relation::AclRelcl
    });
    is_head && !has_clause
}
