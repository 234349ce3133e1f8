//! Whole-stage tests of parties that no table knows, of sets, and of officials whose state the story tells.

use super::check;

#[test]
fn an_unknown_subject_or_object_is_a_party() {
    check(
        "Beispielia  PROPN  2  nsubj
         urged       VERB   0  root  =urge
         Musteria    PROPN  2  obj
         to          PART   5  mark
         leave       VERB   2  xcomp
         .           PUNCT  2  punct",
        &[
            "organization Beispielia -: Beispielia",
            "organization Musteria -: Musteria",
        ],
    );
}

#[test]
fn an_unknown_name_with_a_title_behind_is_a_person() {
    check(
        "Beispiel  PROPN  6  nsubj
         ,         PUNCT  5  punct
         Austrian  ADJ    5  amod
         foreign   ADJ    5  amod
         minister  NOUN   1  appos
         resigned  VERB   0  root
         .         PUNCT  6  punct",
        &["person Beispiel AUT: Beispiel | Austrian foreign minister"],
    );
}

#[test]
fn an_unknown_word_in_which_something_happens_is_a_place() {
    check(
        "Syria     PROPN  2  nsubj  @LOC
         closed    VERB   0  root   =close
         a         DET    4  det
         bridge    NOUN   2  obj
         in        ADP    6  case
         Musteria  PROPN  2  obl
         .         PUNCT  2  punct",
        &["place Musteria -: Musteria"],
    );
}

#[test]
fn a_full_name_is_found_again_where_the_network_cuts_it() {
    check(
        "Anna      PROPN  3  nsubj  @PER
         Beispiel  PROPN  1  flat   @PER
         arrived   VERB   0  root
         .         PUNCT  3  punct

         Anna      PROPN  3  nsubj  @PER
         Beispiel  PROPN  1  appos
         left      VERB   0  root
         .         PUNCT  3  punct

         Beispiel  PROPN  2  nsubj
         returned  VERB   0  root
         .         PUNCT  2  punct",
        &["person Anna Beispiel -: Anna Beispiel | Anna Beispiel | Beispiel"],
    );
}

#[test]
fn ministers_of_two_states_are_their_holders_and_two_men() {
    check(
        "The       DET    3  det
         foreign   ADJ    3  amod
         ministers NOUN   8  nsubj      =minister
         of        ADP    5  case
         Austria   PROPN  3  nmod       @LOC
         and       CCONJ  7  cc
         Oman      PROPN  5  conj       @LOC
         met       VERB   0  root       =meet
         .         PUNCT  8  punct

         Austrian  ADJ    3  amod
         Foreign   PROPN  3  compound
         Minister  PROPN  4  nmod:desc
         Anna      PROPN  6  nsubj      @PER
         Beispiel  PROPN  4  flat       @PER
         thanked   VERB   0  root
         Omani     ADJ    9  amod
         Foreign   PROPN  9  compound
         Minister  PROPN  10 nmod:desc
         Karl      PROPN  6  obj        @PER
         Muster    PROPN  10 flat       @PER
         .         PUNCT  6  punct

         The       DET    3  det
         two       NUM    3  nummod
         ministers NOUN   4  nsubj      =minister
         agreed    VERB   0  root
         .         PUNCT  4  punct",
        &[
            "person Anna Beispiel AUT: The foreign ministers of Austria and Oman | Austrian Foreign Minister | Anna Beispiel | The two ministers",
            "person Karl Muster OMN: The foreign ministers of Austria and Oman | Omani Foreign Minister | Karl Muster | The two ministers",
        ],
    );
}

#[test]
fn north_and_south_are_two_states() {
    check(
        "North  PROPN  4  nsubj
         and    CCONJ  4  cc
         South  PROPN  4  compound
         Korea  PROPN  5  nsubj  @LOC
         agreed VERB   0  root
         .      PUNCT  5  punct",
        &[
            "state North Korea PRK: North",
            "state South Korea KOR: South Korea",
        ],
    );
}

#[test]
fn an_official_may_belong_to_the_state_of_the_same_office() {
    check(
        "Austria\\   PROPN  3  nmod:poss  @LOC
         's         PART   1  case
         ambassador NOUN   6  nsubj
         to         ADP    5  case
         Oman       PROPN  3  nmod       @LOC
         left       VERB   0  root
         .          PUNCT  6  punct

         Ambassador PROPN  2  nmod:desc
         Anna       PROPN  4  nsubj      @PER
         Beispiel   PROPN  2  flat       @PER
         returned   VERB   0  root
         .          PUNCT  4  punct",
        &["person Anna Beispiel AUT: Ambassador | Anna Beispiel"],
    );
}

#[test]
fn an_official_of_no_known_state_has_none() {
    check(
        "Austria   PROPN  2  nsubj  @LOC
         thanked   VERB   0  root
         Oman      PROPN  2  obj    @LOC
         .         PUNCT  2  punct

         President PROPN  2  nmod:desc
         Muster    PROPN  3  nsubj  @PER
         agreed    VERB   0  root
         .         PUNCT  3  punct",
        &["person Muster -: President | Muster"],
    );
}

#[test]
fn a_side_taken_is_no_state_of_ones_own() {
    check(
        "US       PROPN  3  obl
         -        PUNCT  1  punct
         backed   VERB   4  amod
         rebels   NOUN   5  nsubj  =rebel
         met      VERB   0  root
         pro      ADJ    8  amod
         -        PUNCT  6  punct
         Iranian  ADJ    9  amod
         militias NOUN   5  obj    =militia
         .        PUNCT  5  punct",
        &["group US - backed rebels -: US - backed rebels"],
    );
}

#[test]
fn unnamed_people_live_where_they_act() {
    check(
        "Villagers  NOUN   2  nsubj  =villager
         blocked    VERB   0  root   =block
         a          DET    4  det
         street     NOUN   2  obj
         in         ADP    6  case
         Bulgaria   PROPN  2  obl    @LOC
         .          PUNCT  2  punct",
        &["group Villagers BGR: Villagers"],
    );
    check(
        "Tourists   NOUN   2  nsubj  =tourist
         met        VERB   0  root   =meet
         in         ADP    4  case
         Bulgaria   PROPN  2  obl    @LOC
         .          PUNCT  2  punct",
        &["group Tourists -: Tourists"],
    );
}

#[test]
fn a_place_is_in_the_state_that_its_name_holds() {
    check(
        "Rain      NOUN   2  nsubj
         fell      VERB   0  root  =fall
         in        ADP    6  case
         West      PROPN  6  compound  @LOC
         Beispiel  PROPN  6  compound  @LOC
         Bulgaria  PROPN  2  obl       @LOC
         .         PUNCT  2  punct",
        &["place West Beispiel Bulgaria BGR: West Beispiel Bulgaria"],
    );
}

#[test]
fn people_of_several_places_have_no_one_state() {
    check(
        "Villagers  NOUN   2  nsubj  =villager
         marched    VERB   0  root   =march
         in         ADP    4  case
         Bulgaria   PROPN  2  obl    @LOC
         .          PUNCT  2  punct

         Villagers  NOUN   2  nsubj  =villager
         marched    VERB   0  root   =march
         in         ADP    4  case
         Romania    PROPN  2  obl    @LOC
         .          PUNCT  2  punct",
        &["group Villagers -: Villagers | Villagers"],
    );
}
