//! Finds who speaks: subject, agent, possessor, or the nearest noun phrase beside the cue.
//!
//! `"We go," said Anna Beispiel, foreign minister of Austria.`: the subject follows its verb, and the whole phrase with
//! its apposition is the speaker's span. Where the tree has no subject beside quotation marks, the words next to the
//! cue decide.

use std::ops::Range;

use chancery_model::tree::{self, Argument};
use chancery_model::{EntityKind, Id, MentionId, Relation, Speaker, TokenId, Upos, Xpos};

use crate::cues::CueSite;
use crate::lexicon::CuePos;
use crate::phrase::{mention_of, phrase, with_mention};
use crate::view::View;

/// Who speaks at `site`. `beside_marks`: its content is direct speech, so someone must stand next to the cue.
pub(crate) fn speaker(view: &View<'_>, site: &CueSite, beside_marks: bool) -> Option<Speaker> {
    let token = subject_of(view, site).or_else(|| {
        (beside_marks && site.pos == CuePos::Verb && !is_passive(view, site))
            .then(|| neighbour(view, site))
            .flatten()
    })?;
    let words = phrase(view, token, &site.words);
    let span = with_mention(view, token, view.span_of(words)?, site.span(view));
    Some(Speaker {
        span,
        mention: mention_of(view, referent(view, site, token), span),
        carried: false,
    })
}

/// The phrase around `token` as a speaker without a cue.
pub(crate) fn named(view: &View<'_>, token: TokenId) -> Option<Speaker> {
    let at = view.syntax.tokens().len();
    let span = view.span_of(phrase(view, token, &(at..at)))?;
    Some(Speaker {
        span,
        mention: mention_of(view, token, span),
        carried: false,
    })
}

/// Head word of the speaker's phrase, by the tree.
pub(crate) fn subject_of(view: &View<'_>, site: &CueSite) -> Option<TokenId> {
    match site.pos {
        CuePos::Verb | CuePos::Adjective => verb_subject(view, site),
        CuePos::Noun => noun_owner(view, site),
        CuePos::Preposition => complement_of(view, site),
    }
}

fn verb_subject(view: &View<'_>, site: &CueSite) -> Option<TokenId> {
    let heads = [site.token, TokenId::from_index(site.words.start)];
    heads.iter().find_map(|&head| {
        // A relative pronoun is the phrase as written; its antecedent is what it refers to.
        let own = own_subject(view, head);
        let finite = misplaced(view, head)
            .and_then(|infinitive| view.syntax.token(infinitive).head)
            .unwrap_or(head);
        let shared = tree::subjects(view.syntax, finite);
        let passive = is_passive_verb(view, head);
        let actor = shared.iter().find_map(|argument| match *argument {
            Argument::Actor(noun) => Some(noun),
            Argument::Undergoer(noun) => site.takes.passive.then_some(noun),
        });
        match own {
            Some(own) if !passive || site.takes.passive => Some(own),
            _ => actor.or_else(|| governing_subject(view, head)),
        }
        .filter(|&noun| {
            noun != site.token
                && is_nominal(view, noun)
                && !inside_other_run(view, noun, site)
                && !is_expletive(view, site, noun)
        })
    })
}

/// `it is known that`, `it was announced that`: nobody speaks.
fn is_expletive(view: &View<'_>, site: &CueSite, noun: TokenId) -> bool {
    view.lemma(noun.index()) == "it"
        && (site.pos == CuePos::Adjective
            || is_passive_verb(view, site.token)
            || view.relation(site.token) == Relation::Xcomp)
}

/// The infinitive that the tree coordinates a finite verb with, which grammar forbids: `vowed to stay and said`.
pub(crate) fn misplaced(view: &View<'_>, verb: TokenId) -> Option<TokenId> {
    let row = view.syntax.token(verb);
    let finite = matches!(row.xpos, Xpos::Vbd | Xpos::Vbz)
        && row.relation == Relation::Conj
        && own_subject(view, verb).is_none();
    row.head.filter(|&head| {
        finite
            && head < verb
            && view.syntax.token(head).xpos == Xpos::Vb
            && tree::modality(view.syntax, head).infinitive
    })
}

/// The subject that hangs from `head` itself.
pub(crate) fn own_subject(view: &View<'_>, head: TokenId) -> Option<TokenId> {
    // Of two subjects the nearer one is right: the other one belongs to a clause that the tree put below the cue.
    let subjects = view.syntax.children(head).iter().copied();
    subjects
        .filter(|&c| {
            matches!(
                view.relation(c),
                Relation::Nsubj | Relation::NsubjPass | Relation::NsubjOuter
            )
        })
        .min_by_key(|&c| c.index().abs_diff(head.index()))
}

/// `joined him in calling for talks`, `said no, adding that`: the subject of the clause above.
fn governing_subject(view: &View<'_>, verb: TokenId) -> Option<TokenId> {
    let row = view.syntax.token(verb);
    let above = row.head?;
    let adverbial = row.xpos == Xpos::Vbg
        && matches!(
            row.relation.universal(),
            Relation::Advcl | Relation::Xcomp | Relation::Conj | Relation::Acl
        );
    adverbial
        .then(|| {
            tree::subjects(view.syntax, above)
                .into_iter()
                .find_map(|argument| match argument {
                    Argument::Actor(noun) => Some(noun),
                    Argument::Undergoer(_) => None,
                })
        })
        .flatten()
}

fn is_passive(view: &View<'_>, site: &CueSite) -> bool {
    !site.takes.passive && is_passive_verb(view, site.token)
}

fn is_passive_verb(view: &View<'_>, verb: TokenId) -> bool {
    view.syntax
        .children(verb)
        .iter()
        .any(|&c| matches!(view.relation(c), Relation::NsubjPass | Relation::AuxPass))
}

/// A subject inside quotation marks that the cue is not in belongs to the quoted words.
fn inside_other_run(view: &View<'_>, noun: TokenId, site: &CueSite) -> bool {
    let run = view.run_of(noun.index());
    run.is_some() && run != view.run_of(site.token.index())
}

/// `Austria's claim that`, `the claim by Austria that`, `Austria made the claim that`.
fn noun_owner(view: &View<'_>, site: &CueSite) -> Option<TokenId> {
    let noun = site.token;
    if let Some(owner) = tree::possessor(view.syntax, noun) {
        return Some(owner);
    }
    let own_preposition = |p: &str| site.words.clone().skip(1).any(|at| view.lemma(at) == p);
    for preposition in ["by", "from", "of", "among"] {
        if !own_preposition(preposition)
            && let Some(&owner) = tree::obliques(view.syntax, noun, preposition).first()
        {
            return Some(owner);
        }
    }
    let relation = view.relation(noun).universal();
    let head = view.syntax.token(noun).head?;
    matches!(relation, Relation::Obj | Relation::Obl | Relation::Xcomp)
        .then(|| {
            tree::subjects(view.syntax, head)
                .into_iter()
                .find_map(|argument| match argument {
                    Argument::Actor(actor) => Some(actor),
                    Argument::Undergoer(_) => None,
                })
        })
        .flatten()
        .filter(|&actor| actor != noun && is_nominal(view, actor))
}

/// The noun that a prepositional cue governs: `Beispiel` of `according to Beispiel`.
pub(crate) fn complement_of(view: &View<'_>, site: &CueSite) -> Option<TokenId> {
    let sentence = view.sentence_of(site.words.start);
    let case_of = site
        .words
        .clone()
        .map(TokenId::from_index)
        .filter(|&word| {
            matches!(
                view.relation(word),
                Relation::Case | Relation::Fixed | Relation::Mark
            )
        })
        .find_map(|word| {
            view.syntax
                .token(word)
                .head
                .filter(|head| head.index() >= site.words.end)
        });
    case_of.or_else(|| {
        (site.words.end..sentence.end)
            .take_while(|&at| !view.is_punct(at))
            .map(TokenId::from_index)
            .find(|&word| is_nominal(view, word))
            .map(|word| climb(view, word, &(site.words.end..sentence.end)))
    })
}

/// The noun phrase next to a cue beside quotation marks: behind it when the marks or a comma stand before it.
pub(crate) fn neighbour(view: &View<'_>, site: &CueSite) -> Option<TokenId> {
    let sentence = view.sentence_of(site.token.index());
    let before = site
        .words
        .start
        .checked_sub(1)
        .filter(|&at| at >= sentence.start);
    // `"…," said Beispiel`, not `"…," Beispiel, the envoy, said`.
    let behind_marks = |at: usize| {
        view.run_of(at).is_some()
            || view.is_punct(at)
                && at
                    .checked_sub(1)
                    .is_some_and(|at| view.run_of(at).is_some())
    };
    let inverted = before.is_none_or(behind_marks);
    let right = || {
        let range = site.words.end..sentence.end;
        first_nominal(view, range.clone()).map(|word| climb(view, word, &range))
    };
    let left = || {
        let range = sentence.start..site.words.start;
        let skip = |at: &usize| {
            matches!(view.upos(*at), Upos::Aux | Upos::Adv | Upos::Part) || view.text(*at) == ","
        };
        let word = range.clone().rev().find(|at| !skip(at))?;
        let word = out_of_clause(view, TokenId::from_index(word));
        (is_nominal(view, word) && view.run_of(word.index()).is_none())
            .then(|| climb(view, word, &range))
    };
    let nearest = if inverted {
        right().or_else(left)
    } else {
        left()
    };
    nearest
        .or_else(|| subject_above(view, site.token))
        .or_else(right)
}

/// `Beispiel, who spoke this week, wrote`: the noun that the relative clause around `word` modifies, else `word`.
fn out_of_clause(view: &View<'_>, word: TokenId) -> TokenId {
    let clause = view
        .syntax
        .token(word)
        .head
        .filter(|&verb| view.relation(verb) == Relation::AclRelcl);
    clause
        .and_then(|verb| view.syntax.token(verb).head)
        .filter(|&noun| noun < word)
        .unwrap_or(word)
}

/// The subject of the nearest verb above that has one.
fn subject_above(view: &View<'_>, verb: TokenId) -> Option<TokenId> {
    let mut at = verb;
    while let Some(head) = view.syntax.token(at).head {
        let clause = matches!(
            view.relation(at).universal(),
            Relation::Conj
                | Relation::Advcl
                | Relation::Xcomp
                | Relation::Parataxis
                | Relation::Dep
        );
        if !clause {
            return None;
        }
        at = head;
        if let Some(subject) = own_subject(view, at).filter(|&subject| subject < verb) {
            return Some(subject);
        }
    }
    None
}

fn first_nominal(view: &View<'_>, range: Range<usize>) -> Option<TokenId> {
    range
        .take_while(|&at| {
            !view.is_punct(at)
                && view.upos(at) != Upos::Verb
                && view.upos(at) != Upos::Adp
                && view.run_of(at).is_none()
        })
        .map(TokenId::from_index)
        .find(|&word| is_nominal(view, word))
}

/// The head of the noun phrase of `word`, not leaving `range`.
fn climb(view: &View<'_>, word: TokenId, range: &Range<usize>) -> TokenId {
    let mut at = word;
    while let Some(head) = view.syntax.token(at).head {
        let inside = range.contains(&head.index()) && is_nominal(view, head);
        let modifies = !matches!(
            view.relation(at),
            Relation::Obl | Relation::Nsubj | Relation::Obj
        );
        if !inside || !modifies {
            break;
        }
        at = head;
    }
    at
}

fn is_nominal(view: &View<'_>, word: TokenId) -> bool {
    matches!(
        view.upos(word.index()),
        Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::Det
    )
}

/// What the phrase refers to: the antecedent of a relative pronoun, else its own head.
fn referent(view: &View<'_>, site: &CueSite, token: TokenId) -> TokenId {
    let relative = matches!(view.syntax.token(token).xpos, Xpos::Wp | Xpos::Wdt)
        || view.lemma(token.index()) == "that";
    if !relative {
        return token;
    }
    tree::subjects(view.syntax, site.token)
        .into_iter()
        .find_map(|argument| match argument {
            Argument::Actor(noun) => Some(noun),
            Argument::Undergoer(_) => None,
        })
        .unwrap_or(token)
}

/// True when the subject of `verb` is a person, a state, a body or a pronoun.
pub(crate) fn can_speak(view: &View<'_>, verb: TokenId) -> bool {
    tree::subjects(view.syntax, verb)
        .into_iter()
        .any(|argument| match argument {
            Argument::Actor(noun) => is_someone(view, noun),
            Argument::Undergoer(_) => false,
        })
}

/// A person, state, body, group or name, or a pronoun for one.
pub(crate) fn is_someone(view: &View<'_>, noun: TokenId) -> bool {
    if view.upos(noun.index()) == Upos::Pron {
        return matches!(
            view.lemma(noun.index()),
            "he" | "she" | "they" | "I" | "i" | "we" | "who"
        );
    }
    let span = view.syntax.token(noun).span;
    let linked = mention_of(view, noun, span).is_some_and(|mention| {
        view.entities.of(mention).iter().any(|&entity| {
            matches!(
                view.entities.entities[entity].kind,
                EntityKind::Person
                    | EntityKind::State
                    | EntityKind::Organization
                    | EntityKind::Group
            )
        })
    });
    linked || view.upos(noun.index()) == Upos::Propn
}

/// Addressees: `reporters` of `told reporters that`, `the council` of `said to the council`.
pub(crate) fn addressees(view: &View<'_>, site: &CueSite) -> Vec<MentionId> {
    let mut nouns = Vec::new();
    if site.pos == CuePos::Verb && site.takes.person {
        nouns.extend(tree::objects(view.syntax, site.token));
    }
    if site.pos == CuePos::Verb && site.takes.direct {
        nouns.extend(tree::obliques(view.syntax, site.token, "to"));
    }
    let mut found: Vec<_> = nouns
        .into_iter()
        .filter(|noun| view.run_of(noun.index()) == view.run_of(site.token.index()))
        .filter_map(|noun| mention_of(view, noun, view.syntax.token(noun).span))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
