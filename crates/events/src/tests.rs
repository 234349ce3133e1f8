//! Whole sentences on hand-made trees: what comes out of all steps together.

use std::sync::LazyLock;

use chancery_model::{Entities, Table};
use proptest::prelude::*;

use crate::Frames;
use crate::testing::{check, check_quoted};

#[test]
fn a_meeting_of_equals() {
    check(
        "Austria  PROPN 4 nsubj @LOC
         and      CCONJ 3 cc
         Iran     PROPN 1 conj @LOC
         met      VERB  0 root
         in       ADP   6 case
         Muscat   PROPN 4 obl @LOC",
        &["CONSULT Austria+Iran=Austria+Iran actual in Muscat"],
    );
}

#[test]
fn a_noun_with_two_adjectives_under_a_support_verb() {
    check(
        "Russian  ADJ   4 amod @LOC
         -        PUNCT 3 punct
         Turkish  ADJ   1 conj @LOC
         talks    NOUN  5 nsubj =talk
         began    VERB/VBD  0 root =begin
         .        PUNCT 5 punct",
        &["CONSULT Russia+Turkey=Russia+Turkey actual"],
    );
}

#[test]
fn the_subject_of_a_clause_takes_part_in_its_circumstances() {
    // Who smiles after talks need not have been at them; who smiles after talks with Iran has.
    let lines = "Austria PROPN 2 nsubj @LOC
         smiled  VERB/VBD 0 root =smile
         after   ADP   4 case
         talks   NOUN  2 obl =talk";
    check(lines, &[]);
    check(
        &format!("{lines}\nwith ADP 6 case\nIran PROPN 4 nmod @LOC"),
        &["CONSULT Austria=Iran actual"],
    );
}

#[test]
fn targets_below_the_words_of_a_slot() {
    check(
        "Austria  PROPN 2 nsubj @LOC
         sent     VERB/VBD 0 root =send
         food     NOUN  2 obj
         for      ADP   5 case
         victims  NOUN  3 nmod =victim
         of       ADP   8 case
         the      DET   8 det
         war      NOUN  5 nmod
         in       ADP   10 case
         Iran     PROPN 8 nmod @LOC",
        &["AID Austria>Iran actual in Iran"],
    );
}

#[test]
fn an_announcement_with_unless_is_a_threat() {
    check(
        "Austria  PROPN 3 nsubj @LOC
         will     AUX/MD 3 aux
         withdraw VERB/VB 0 root
         soldiers NOUN  3 obj =soldier
         from     ADP   6 case
         Iran     PROPN 3 obl @LOC
         unless   SCONJ 9 mark
         Oman     PROPN 9 nsubj @LOC
         mediates VERB/VBZ 3 advcl =mediate",
        &["THREATEN/relations Austria>Iran actual"],
    );
}

#[test]
fn relative_pronouns_stand_for_their_nouns() {
    check(
        "Iran     PROPN 4 nsubj @LOC
         ,        PUNCT 1 punct
         whom     PRON/WP 6 obj
         protests VERB/VBZ 0 root =protest
         Austria  PROPN 6 nsubj @LOC
         accused  VERB/VBD 1 acl:relcl =accuse",
        &["ACCUSE/allege Austria>Iran actual"],
    );
}

#[test]
fn sanctions_as_noun_and_as_verb_phrase() {
    check(
        "Austrian  ADJ   2 amod @LOC
         sanctions NOUN  5 nsubj =sanction
         on        ADP   4 case
         Iran      PROPN 2 nmod @LOC
         hurt      VERB/VBD  0 root =hurt",
        &["SANCTION/discontinue Austria>Iran actual"],
    );
    check(
        "Austria   PROPN 2 nsubj @LOC
         imposed   VERB/VBD  0 root =impose
         sanctions NOUN  2 obj =sanction
         on        ADP   5 case
         Iran      PROPN 2 obl @LOC",
        &["SANCTION/discontinue Austria>Iran actual"],
    );
}

#[test]
fn refusing_to_lift_sanctions_is_one_act() {
    check(
        "Austria   PROPN 2 nsubj @LOC
         refused   VERB/VBD  0 root =refuse
         to        PART/TO 4 mark
         lift      VERB/VB 2 xcomp
         sanctions NOUN  4 obj =sanction
         on        ADP   7 case
         Iran      PROPN 5 nmod @LOC",
        &["REJECT/yield Austria>Iran actual"],
    );
}

#[test]
fn threatening_to_pull_out_of_talks() {
    check(
        "Austria    PROPN 2 nsubj @LOC
         threatened VERB/VBD  0 root =threaten
         to         PART/TO 4 mark
         pull       VERB/VB 2 xcomp
         out        ADP/RP 4 compound:prt
         of         ADP   7 case
         talks      NOUN  4 obl =talk
         with       ADP   9 case
         Iran       PROPN 7 nmod @LOC",
        &["THREATEN/relations Austria>Iran actual"],
    );
}

#[test]
fn ruling_out_force_leaves_it_negated() {
    check(
        "Austria   PROPN 2 nsubj @LOC
         ruled     VERB/VBD  0 root =rule
         out       ADP/RP 2 compound:prt
         sending   VERB/VBG 2 xcomp =send
         troops    NOUN  4 obj =troop
         to        ADP   7 case
         Iran      PROPN 4 obl @LOC",
        &["MOBILIZE/troops Austria>Iran negated"],
    );
}

#[test]
fn who_is_urged_is_who_would_act() {
    check(
        "Austria PROPN 2 nsubj @LOC
         urged   VERB/VBD  0 root =urge
         Iran    PROPN 2 obj @LOC
         to      PART/TO 5 mark
         resume  VERB/VB 2 xcomp
         talks   NOUN  5 obj =talk",
        &["REQUEST/meet Austria>Iran actual"],
    );
    check(
        "Austria    PROPN 2 nsubj @LOC
         called     VERB/VBD  0 root =call
         for        ADP 5 case
         an         DET 5 det
         end        NOUN 2 obl
         to         ADP 8 case
         Iranian    ADJ 8 amod @LOC
         raids      NOUN 5 nmod =raid",
        &["REQUEST/yield Austria>Iran actual"],
    );
}

#[test]
fn plans_refusals_and_doubts() {
    check(
        "Austria PROPN 3 nsubj @LOC
         will    AUX/MD 3 aux
         visit   VERB/VB 0 root
         Iran    PROPN 3 obj @LOC",
        &["CONSULT/visit Austria>Iran planned"],
    );
    check(
        "Austria PROPN 4 nsubj @LOC
         did     AUX/VBD 4 aux
         not     PART 4 advmod
         meet    VERB/VB 0 root
         Iran    PROPN 4 obj @LOC",
        &["CONSULT Austria=Iran negated"],
    );
    check(
        "An       DET 4 det
         alleged  ADJ 4 amod
         Iranian  ADJ 4 amod @LOC
         attack   NOUN 0 root
         on       ADP 6 case
         Austria  PROPN 4 nmod @LOC",
        &["ASSAULT Iran>Austria uncertain"],
    );
    check(
        "If       SCONJ 3 mark
         Iran     PROPN 3 nsubj @LOC
         attacks  VERB/VBZ 7 advcl =attack
         Austria  PROPN 3 obj @LOC
         ,        PUNCT 7 punct
         Oman     PROPN 7 nsubj @LOC
         mediates VERB/VBZ 0 root =mediate",
        &["CONSULT Oman> conditional"],
    );
}

#[test]
fn passives_and_modified_nouns() {
    check(
        "Two      NUM 2 nummod
         diplomats NOUN 4 nsubj:pass =diplomat
         were     AUX/VBD 4 aux:pass
         expelled VERB/VBN 0 root =expel
         by       ADP 6 case
         Austria  PROPN 4 obl:agent @LOC",
        &["SANCTION/expel Austria> actual"],
    );
    check(
        "Israeli  ADJ 2 amod @LOC
         jets     NOUN 3 nsubj =jet
         attacked VERB/VBD 0 root =attack
         targets  NOUN 3 obj =target
         in       ADP 6 case
         Iran     PROPN 4 nmod @LOC",
        &["ASSAULT/aerial Israel>Iran actual in Iran"],
    );
}

#[test]
fn refusing_help_is_no_help_that_failed() {
    check(
        "Austria PROPN 4 nsubj @LOC
         will    AUX/MD 4 aux
         not     PART 4 advmod
         visit   VERB/VB 0 root
         Iran    PROPN 4 obj @LOC",
        &["REJECT/meet Austria>Iran actual"],
    );
}

#[test]
fn what_speakers_say_of_others_is_a_request_and_of_themselves_a_threat() {
    check_quoted(
        "Iran    PROPN 3 nsubj @LOC
         must    AUX/MD 3 aux =must
         open    VERB/VB 5 ccomp
         ,       PUNCT 3 punct
         said    VERB 0 root
         Austria PROPN 5 nsubj @LOC",
        0..3,
        5,
        &["REQUEST Austria>Iran actual"],
    );
    check_quoted(
        "Austria PROPN 2 nsubj @LOC
         said    VERB 0 root
         Austria PROPN 5 nsubj @LOC
         will    AUX/MD 5 aux
         attack  VERB/VB 2 ccomp
         Iran    PROPN 5 obj @LOC",
        2..6,
        0,
        &["THREATEN/violence Austria>Iran actual"],
    );
}

#[test]
fn misread_trees_still_give_parties() {
    // A clause read as a noun phrase.
    check(
        "Austria   PROPN 3 compound @LOC
         lifted    VERB/VBN 3 amod =lift
         sanctions NOUN 0 root =sanction
         on        ADP 5 case
         Iran      PROPN 3 nmod @LOC",
        &["CONCEDE Austria>Iran actual"],
    );
    // A subject read as an address, an object as an oblique.
    check(
        "Austria PROPN 3 vocative @LOC
         today   NOUN 3 obl:unmarked
         met     VERB 0 root
         Iran    PROPN 3 obl @LOC",
        &["CONSULT Austria=Iran actual"],
    );
}

#[test]
fn background_needs_more_parties() {
    check(
        "Austria PROPN 2 nsubj @LOC
         rested  VERB/VBD 0 root =rest
         after   ADP 5 case
         the     DET 5 det
         raid    NOUN 2 obl
         on      ADP 7 case
         Iran    PROPN 5 nmod @LOC",
        &[],
    );
}

#[test]
fn two_mentions_of_one_meeting_are_linked() {
    check(
        "Austria  PROPN 2 nsubj @LOC
         met      VERB  0 root
         Iran     PROPN 2 obj @LOC
         .        PUNCT 2 punct

         The      DET 2 det
         talks    NOUN 5 nsubj =talk
         between  ADP 4 case
         Austria  PROPN 2 nmod @LOC
         ended    VERB/VBD 0 root =end",
        &[
            "CONSULT Austria=Iran actual same [1]",
            "CONSULT Austria> actual same [0]",
        ],
    );
}

#[test]
fn statements_and_strangers_are_no_events() {
    check(
        "Austria PROPN 2 nsubj @LOC\nsaid VERB 0 root\nso ADV 2 advmod",
        &[],
    );
    check("They PRON 2 nsubj\nmet VERB 0 root", &[]);
}

static FRAMES: LazyLock<Frames> =
    LazyLock::new(|| Frames::embedded().expect("the embedded frames are valid"));

/// A flat tree over any words: the first is the root, all others hang from it.
fn flat(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| !word.starts_with(['#', '\\']))
        .take(60)
        .collect();
    let names = ["Austria", "Iran", "Austrian", "Russian"];
    let line = |(at, word): (usize, &&str)| {
        let (head, relation) = if at == 0 {
            (0, "root")
        } else {
            (1, ["obj", "obl", "nsubj", "xcomp", "conj"][at % 5])
        };
        let tag = ["NOUN", "VERB", "ADJ"][word.len() % 3];
        let name = if names.contains(word) { " @LOC" } else { "" };
        format!(
            "{} {tag} {head} {relation}{name}",
            word.trim_end_matches('\\')
        )
    };
    (!words.is_empty()).then(|| {
        words
            .iter()
            .enumerate()
            .map(line)
            .collect::<Vec<_>>()
            .join("\n")
    })
}

proptest! {
    #[test]
    fn any_tree_gives_valid_events(text in chancery_testkit::quirky_text()) {
        let Some(lines) = flat(&text) else { return Ok(()) };
        let (doc, syntax) = chancery_testkit::parse(&lines);
        let entities = crate::testing::entities(&syntax);
        let code = || crate::code(&doc, &syntax, &entities, &Table::new(), &Table::new(), &FRAMES);
        let events = code();
        prop_assert_eq!(&events, &code());
        for (id, event) in events.enumerate() {
            prop_assert!(!event.trigger.is_empty() && event.trigger.is_sorted());
            prop_assert!(event.trigger.iter().all(|span| doc.text().get(span.range()).is_some_and(|s| !s.is_empty())));
            prop_assert!(!(event.source.is_empty() && event.target.is_empty()));
            prop_assert!(event.same_as.iter().all(|&other| other != id && events.get(other).is_some()));
            prop_assert!((0.0..=1.0).contains(&event.confidence));
        }
        let nobody = Entities::default();
        prop_assert!(crate::code(&doc, &syntax, &nobody, &Table::new(), &Table::new(), &FRAMES).is_empty());
    }
}
