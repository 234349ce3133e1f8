//! Reading trees, on sentences analysed by hand.

use chancery_model::tree::{self, Argument};
use chancery_model::{Id, Relation, Syntax, TokenId};
use chancery_testkit::parse;

fn at(syntax: &Syntax, doc: &chancery_model::Document, word: &str) -> TokenId {
    let found = syntax
        .token_ids()
        .find(|&t| doc.slice(syntax.token(t).span) == word);
    found.unwrap_or_else(|| panic!("no word {word}"))
}

/// Actors and undergoers of `verb`, as `actors > undergoers`.
fn check_subjects(lines: &str, verb: &str, expected: &str) {
    let (doc, syntax) = parse(lines);
    let (mut actors, mut undergoers) = (vec![], vec![]);
    for argument in tree::subjects(&syntax, at(&syntax, &doc, verb)) {
        match argument {
            Argument::Actor(t) => actors.push(doc.slice(syntax.token(t).span)),
            Argument::Undergoer(t) => undergoers.push(doc.slice(syntax.token(t).span)),
        }
    }
    assert_eq!(
        format!("{} > {}", actors.join(" "), undergoers.join(" ")),
        expected
    );
}

#[test]
fn subjects_are_shared_by_coordinated_verbs_and_spelled_out() {
    let lines = "Austria PROPN 4 nsubj
                 and CCONJ 3 cc
                 Oman PROPN 1 conj
                 met VERB 0 root
                 and CCONJ 6 cc
                 agreed VERB 4 conj";
    check_subjects(lines, "met", "Austria Oman > ");
    check_subjects(lines, "agreed", "Austria Oman > ");
}

#[test]
fn passives_turn_the_roles() {
    let lines = "Talks NOUN 3 nsubj:pass
                 were AUX 3 aux:pass
                 held VERB 0 root
                 by ADP 5 case
                 Oman PROPN 3 obl:agent";
    check_subjects(lines, "held", "Oman > Talks");
}

#[test]
fn control_follows_the_object_then_the_subject() {
    let urged = "Austria PROPN 2 nsubj
                 urged VERB 0 root
                 Oman PROPN 2 obj
                 to PART 5 mark
                 return VERB/VB 2 xcomp";
    check_subjects(urged, "return", "Oman > ");
    let vowed = "Austria PROPN 2 nsubj
                 vowed VERB 0 root
                 to PART 4 mark
                 return VERB/VB 2 xcomp";
    check_subjects(vowed, "return", "Austria > ");
}

#[test]
fn relative_pronouns_stand_for_their_noun() {
    let lines = "envoy NOUN 0 root
                 who PRON/WP 3 nsubj
                 left VERB/VBD 1 acl:relcl";
    check_subjects(lines, "left", "envoy > ");
    check_subjects(
        "deal NOUN 0 root\nsigned VERB/VBN 1 acl\nby ADP 4 case\nOman PROPN 2 obl",
        "signed",
        "Oman > deal",
    );
}

/// Words of the noun phrase of `head`.
fn check_phrase(lines: &str, head: &str, expected: &str) {
    let (doc, syntax) = parse(lines);
    let words = tree::noun_phrase(&syntax, at(&syntax, &doc, head));
    assert_eq!(
        syntax.span_of(words).map(|span| doc.slice(span)),
        Some(expected)
    );
}

#[test]
fn noun_phrases_end_before_what_only_follows() {
    let lines = "with ADP 4 case
                 the DET 4 det
                 Austrian ADJ 4 amod
                 minister NOUN 0 root
                 of ADP 6 case
                 defence NOUN 4 nmod
                 , PUNCT 10 punct
                 who PRON/WP 10 nsubj
                 then ADV 10 advmod
                 left VERB/VBD 4 acl:relcl";
    check_phrase(lines, "minister", "the Austrian minister of defence");
    check_phrase(
        "Austria PROPN 0 root\nand CCONJ 3 cc\nOman PROPN 1 conj",
        "Austria",
        "Austria",
    );
}

#[test]
fn obliques_go_by_preposition_with_their_conjuncts() {
    let (doc, syntax) = parse(
        "talks NOUN 0 root
         with ADP 3 case
         Oman PROPN 1 nmod
         and CCONJ 5 cc
         Iran PROPN 3 conj
         on ADP 7 case
         trade NOUN 1 nmod",
    );
    let words = |preposition| {
        let found = tree::obliques(&syntax, TokenId::from_index(0), preposition);
        found
            .into_iter()
            .map(|t| doc.slice(syntax.token(t).span))
            .collect::<Vec<_>>()
    };
    assert_eq!(words("with"), ["Oman", "Iran"]);
    assert_eq!(words("on"), ["trade"]);
    assert!(words("by").is_empty());
    assert!(tree::descends_from(
        &syntax,
        TokenId::from_index(4),
        TokenId::from_index(0)
    ));
    assert_eq!(
        tree::child(&syntax, TokenId::from_index(2), Relation::Case),
        Some(TokenId::from_index(1))
    );
}

/// negated, modal, infinitive, past, has a condition
fn check_modality(lines: &str, verb: &str, expected: (bool, Option<&str>, bool, bool, bool)) {
    let (doc, syntax) = parse(lines);
    let m = tree::modality(&syntax, at(&syntax, &doc, verb));
    assert_eq!(
        (
            m.negated,
            m.modal,
            m.infinitive,
            m.past,
            m.condition.is_some()
        ),
        expected
    );
}

#[test]
fn modality_is_read_off_the_words_around() {
    let would = "Oman PROPN 5 nsubj\nwould AUX/MD 5 aux\nnot PART/RB 5 advmod\nhave AUX 5 aux\nleft VERB/VBN 0 root";
    check_modality(would, "left", (true, Some("would"), false, true, false));
    check_modality(
        "Oman PROPN 2 nsubj\nleft VERB/VBD 0 root",
        "left",
        (false, None, false, true, false),
    );
    check_modality(
        "if SCONJ 3 mark\nOman PROPN 3 nsubj\nleaves VERB/VBZ 0 root",
        "leaves",
        (false, None, false, false, true),
    );
    check_modality(
        "vowed VERB 0 root\nto PART 3 mark\nleave VERB/VB 1 xcomp",
        "leave",
        (false, None, true, false, false),
    );
}
