//! Tests of what a name stands for when the story has to tell.

use super::check;

#[test]
fn a_shared_adjective_is_the_state_that_the_story_names() {
    let story = |capital: &str| {
        format!(
            "{capital}  PROPN  2  nsubj
             protested  VERB   0  root
             .          PUNCT  2  punct

             Congolese  ADJ    2  amod
             troops     NOUN   3  nsubj
             left       VERB   0  root
             .          PUNCT  3  punct"
        )
    };
    check(
        &story("Brazzaville"),
        &[
            "state Republic of the Congo COG: Brazzaville | Congolese",
            "group Congolese troops COG: Congolese troops",
        ],
    );
    let kinshasa = "group Congolese troops COD: Congolese troops";
    check(&story("Kinshasa"), &[kinshasa]);
    check(&story("Vienna"), &[kinshasa]);
}

#[test]
fn a_surname_of_two_words_and_one_with_a_slip_are_known_persons() {
    check(
        "Anna         PROPN  6  nsubj  @PER
         St.          PROPN  1  flat   @PER
         Beispiel     PROPN  1  flat   @PER
         and          CCONJ  5  cc
         Karl         PROPN  1  conj   @PER
         spoke        VERB   0  root
         .            PUNCT  6  punct

         St.          PROPN  3  nsubj  @PER
         Beispiel     PROPN  1  flat   @PER
         left         VERB   0  root
         .            PUNCT  3  punct

         Ms           PROPN  2  nmod:desc
         Beispeil     PROPN  3  nsubj  @PER
         laughed      VERB   0  root
         .            PUNCT  3  punct",
        &["person Anna St. Beispiel -: Anna St. Beispiel | St. Beispiel | Beispeil"],
    );
}

#[test]
fn a_spokeswoman_without_an_owner_speaks_for_whom_the_story_is_about() {
    check(
        "Austria      PROPN  2  nsubj
         protested    VERB   0  root
         .            PUNCT  2  punct

         Spokeswoman  NOUN   2  nmod:desc
         Anna         PROPN  4  nsubj  @PER
         Beispiel     PROPN  2  flat   @PER
         spoke        VERB   0  root
         .            PUNCT  4  punct",
        &["person Anna Beispiel AUT: Spokeswoman | Anna Beispiel"],
    );
}

#[test]
fn ships_are_no_persons_and_papers_are_bodies() {
    check(
        "the            DET    2  det
         newspaper      NOUN   4  nsubj
         Beispielblatt  PROPN  2  appos  @PER
         saw            VERB   0  root
         the            DET    6  det
         tanker         NOUN   4  obj
         Anna           PROPN  6  appos  @PER
         Luise          PROPN  7  flat   @PER
         .              PUNCT  4  punct",
        &["organization Beispielblatt -: the newspaper | Beispielblatt"],
    );
    let (doc, syntax) = chancery_testkit::parse(
        "the     DET    2  det
         tanker  NOUN   5  nsubj
         Anna    PROPN  2  appos  @PER
         Luise   PROPN  3  flat   @PER
         sank    VERB   0  root",
    );
    assert_eq!(
        crate::find(&doc, &syntax, &super::GAZETTEER).entities.len(),
        0
    );
}

#[test]
fn the_town_of_a_name_is_a_place_wherever_it_stands() {
    check(
        "they     PRON   2  nsubj
         left     VERB   0  root
         the      DET    4  det
         town     NOUN   2  obj
         of       ADP    6  case
         Testoria  PROPN  4  nmod
         .        PUNCT  2  punct

         troops   NOUN   2  nsubj
         shelled  VERB   0  root
         Testoria  PROPN  2  obj
         .        PUNCT  2  punct",
        &["place Testoria -: Testoria | Testoria"],
    );
}

#[test]
fn the_head_of_a_named_body_is_its_holder_on_the_day() {
    check(
        "the        DET    4  det
         NATO       PROPN  4  compound  @ORG
         secretary  NOUN   4  compound
         general    NOUN   5  nsubj
         spoke      VERB   0  root
         .          PUNCT  5  punct",
        &["person Jens Stoltenberg IGO: the NATO secretary general"],
    );
}

#[test]
fn a_capital_may_act_for_the_body_that_sits_there() {
    let story = |other: &str| {
        format!(
            "Brussels   PROPN  2  nsubj
             warned     VERB   0  root
             Poland     PROPN  2  obj
             .          PUNCT  2  punct

             {other}    PROPN  2  nsubj
             agreed     VERB   0  root
             .          PUNCT  2  punct"
        )
    };
    check(
        &story("EU"),
        &["organization European Union EUR: Brussels | EU"],
    );
    check(
        &story("Belgium"),
        &["state Belgium BEL: Brussels | Belgium"],
    );
}
