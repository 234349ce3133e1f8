//! Whole-stage tests on trees made by hand, and what must hold for any text.

mod naming;
mod parties;

use std::sync::LazyLock;

use chancery_gazetteer::Gazetteer;
use chancery_model::{
    Document, Entities, Feats, Id, Lemmas, Quote, QuoteId, QuoteKind, Relation, RuleId, Sentence,
    SentenceId, Span, Speaker, Syntax, Table, Token, TokenId, Upos, Xpos,
};
use proptest::prelude::*;

use super::{find, resolve};

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

/// One line an entity: kind, name, country, then its mentions.
fn render(doc: &Document, entities: &Entities) -> Vec<String> {
    let line = |(id, entity): (_, &chancery_model::Entity)| {
        let mentions: Vec<_> = entities
            .mentions_of(id)
            .map(|m| doc.slice(entities.mentions[m].span))
            .collect();
        let country = entity
            .country
            .map_or("-".to_owned(), |country| country.to_string());
        format!(
            "{} {} {country}: {}",
            entity.kind,
            entity.name,
            mentions.join(" | ")
        )
    };
    entities.entities.enumerate().map(line).collect()
}

/// Checks that the resolved entities contain the expected lines.
fn check(lines: &str, expected: &[&str]) {
    check_quoted(lines, None, expected);
}

/// As [`check`], with one direct quote: the words of its content and of its speaker.
fn check_quoted(lines: &str, quote: Option<(&str, &str)>, expected: &[&str]) {
    let (mut doc, syntax) = chancery_testkit::parse(lines);
    doc.published = Some(jiff::civil::date(2015, 10, 24));
    let entities = find(&doc, &syntax, &GAZETTEER);
    let span = |words: &str| {
        let start = doc
            .text()
            .rfind(words)
            .expect("the words stand in the text");
        Span::in_text(doc.text(), start..start + words.len()).expect("words are whole")
    };
    let quotes: Table<QuoteId, Quote> = quote
        .iter()
        .map(|(content, speaker)| {
            let speaker = span(speaker);
            let mention = entities
                .mentions
                .enumerate()
                .find(|(_, row)| row.span.end() == speaker.end())
                .map(|(id, _)| id);
            Quote {
                kind: QuoteKind::Direct,
                content: vec![span(content)],
                cue: None,
                speaker: Some(Speaker {
                    span: speaker,
                    mention,
                    carried: false,
                }),
                addressees: Vec::new(),
                medium: None,
                parent: None,
                confidence: 1.0,
                rule: RuleId::new("test"),
            }
        })
        .collect();
    let found = render(&doc, &resolve(&doc, &syntax, &GAZETTEER, entities, &quotes));
    for line in expected {
        assert!(
            found.iter().any(|row| row == line),
            "{line}\nis not among\n{}",
            found.join("\n")
        );
    }
}

#[test]
fn titles_surnames_and_pronouns_make_one_person() {
    check(
        "Austrian  ADJ    2  amod
         Minister  PROPN  3  nmod:desc
         Anna      PROPN  5  nsubj  @PER
         Beispiel  PROPN  3  flat   @PER
         arrived   VERB   0  root
         .         PUNCT  5  punct

         Ms        PROPN  2  nmod:desc
         Beispiel  PROPN  3  nsubj  @PER
         said      VERB   0  root
         she       PRON   5  nsubj
         agreed    VERB   3  ccomp
         .         PUNCT  3  punct",
        &[
            "person Anna Beispiel AUT: Austrian Minister | Anna Beispiel | Beispiel | she",
            "state Austria AUT: Austrian",
        ],
    );
}

#[test]
fn two_first_names_are_two_persons() {
    check(
        "Anna      PROPN  3  nsubj  @PER
         Beispiel  PROPN  1  flat   @PER
         met       VERB   0  root
         Karl      PROPN  3  obj    @PER
         Beispiel  PROPN  4  flat   @PER
         .         PUNCT  3  punct

         Mr        PROPN  2  nmod:desc
         Beispiel  PROPN  3  nsubj  @PER
         left      VERB   0  root
         .         PUNCT  3  punct",
        &[
            "person Anna Beispiel -: Anna Beispiel",
            "person Karl Beispiel -: Karl Beispiel | Beispiel",
        ],
    );
}

#[test]
fn a_capital_is_a_state_or_a_place() {
    check(
        "Moscow    PROPN  2  nsubj  @LOC
         rejected  VERB   0  root   =reject
         talks     NOUN   2  obj    =talk
         in        ADP    5  case
         Vienna    PROPN  3  nmod   @LOC
         .         PUNCT  2  punct",
        &["state Russia RUS: Moscow", "place Vienna AUT: Vienna"],
    );
}

#[test]
fn the_capital_of_a_state_is_a_place() {
    check(
        "Talks     NOUN   5  nsubj  =talk
         in        ADP    4  case
         the       DET    4  det
         Austrian  ADJ    5  amod
         capital   NOUN   6  obl
         ended     VERB   0  root",
        &["place Vienna AUT: the Austrian capital"],
    );
}

#[test]
fn an_apposition_tells_the_office() {
    check(
        "Karl      PROPN  8  nsubj  @PER
         Muster    PROPN  1  flat   @PER
         ,         PUNCT  6  punct
         Israel\\   PROPN  6  nmod:poss  @LOC
         's        PART   4  case
         envoy     NOUN   1  appos
         ,         PUNCT  6  punct
         left      VERB   0  root
         .         PUNCT  8  punct

         The       DET    2  det
         envoy     NOUN   3  nsubj
         returned  VERB   0  root
         .         PUNCT  3  punct",
        &["person Karl Muster ISR: Karl Muster | Israel's envoy | The envoy"],
    );
}

#[test]
fn collectives_take_what_is_joined() {
    check(
        "Austria    PROPN  4  nsubj  @LOC
         and        CCONJ  3  cc
         Iran       PROPN  1  conj   @LOC
         met        VERB   0  root
         in         ADP    6  case
         Oman       PROPN  4  obl    @LOC
         .          PUNCT  4  punct

         The        DET    3  det
         two        NUM    3  nummod
         countries  NOUN   4  nsubj  =country
         agreed     VERB   0  root
         .          PUNCT  4  punct",
        &[
            "state Austria AUT: Austria | The two countries",
            "state Iran IRN: Iran | The two countries",
        ],
    );
}

#[test]
fn unnamed_officials_have_country_and_sector() {
    check(
        "Israeli    ADJ    2  amod
         officials  NOUN   3  nsubj  =official
         said       VERB   0  root
         they       PRON   5  nsubj
         agreed     VERB   3  ccomp",
        &["group Israeli officials ISR: Israeli officials | they"],
    );
}

#[test]
fn we_is_the_state_of_an_official() {
    check_quoted(
        "\"          PUNCT  3  punct
         We         PRON   3  nsubj
         agree      VERB   6  ccomp
         ,          PUNCT  3  punct
         \"         PUNCT  3  punct
         said       VERB   0  root
         Austrian   ADJ    8  amod
         President  PROPN  9  nmod:desc
         Karl       PROPN  6  nsubj  @PER
         Muster     PROPN  9  flat   @PER",
        Some(("We agree ,", "Austrian President Karl Muster")),
        &["state Austria AUT: We | Austrian"],
    );
}

#[test]
fn the_speaker_is_not_he_in_his_own_words() {
    check_quoted(
        "Karl      PROPN  3  nsubj  @PER
         Muster    PROPN  1  flat   @PER
         met       VERB   0  root
         Otto      PROPN  3  obj    @PER
         Probst    PROPN  4  flat   @PER
         .         PUNCT  3  punct

         \"        PUNCT  3  punct
         He        PRON   3  nsubj
         agrees    VERB   5  ccomp
         \"        PUNCT  3  punct
         said      VERB   0  root
         Muster    PROPN  5  nsubj  @PER",
        Some(("He agrees", "Muster")),
        &["person Otto Probst -: Otto Probst | He"],
    );
}

#[test]
fn a_body_introduces_its_acronym() {
    check(
        "The       DET    3  det
         Alpine    PROPN  3  compound  @ORG
         Council   PROPN  7  nsubj     @ORG
         (         PUNCT  5  punct
         AC        PROPN  3  appos
         )         PUNCT  5  punct
         met       VERB   0  root
         .         PUNCT  7  punct

         AC        PROPN  2  nsubj
         agreed    VERB   0  root",
        &["organization Alpine Council -: Alpine Council | AC | AC"],
    );
}

#[test]
fn a_hyphen_does_not_cut_a_name() {
    check(
        "Syrian     ADJ    2  amod
         President  PROPN  3  nmod:desc
         Bashar     PROPN  7  nsubj  @PER
         al\\       PROPN  3  flat   @PER
         -\\        PUNCT  4  punct  @PER
         Assad      PROPN  3  flat   @PER
         left       VERB   0  root
         .          PUNCT  7  punct

         Assad      PROPN  2  nsubj  @PER
         returned   VERB   0  root",
        &["person Bashar al-Assad SYR: Syrian President | Bashar al-Assad | Assad"],
    );
}

/// Runs of letters and single marks as words; a line end or full stop ends the sentence; the first word of a sentence is its root.
fn flat(text: &str) -> (Document, Syntax) {
    let doc = Document::from_plain("test", text);
    let mut tokens: Vec<Token> = Vec::new();
    let mut lemmas = Lemmas::default();
    let mut sentences = Vec::new();
    for (paragraph, row) in doc.paragraphs().iter().enumerate() {
        let mut from = tokens.len();
        let base = row.span.start();
        let words = doc
            .slice(row.span)
            .split_inclusive(|c: char| !c.is_alphanumeric());
        let mut at = base;
        let mut pieces = Vec::new();
        for piece in words {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            let (length, rest) = (word.len() as u32, piece.len() as u32);
            pieces.push(Span::new(at, at + length));
            pieces.push(Span::new(at + length, at + rest));
            at += rest;
        }
        for span in pieces {
            let word = doc.slice(span);
            if word.trim().is_empty() {
                continue;
            }
            let upos = match word.chars().next() {
                Some(c) if !c.is_alphanumeric() => Upos::Punct,
                Some(c) if c.is_uppercase() => Upos::Propn,
                _ if ["she", "they", "he", "it", "we"].contains(&word) => Upos::Pron,
                _ => Upos::Noun,
            };
            let head = (tokens.len() > from).then(|| TokenId::from_index(from));
            tokens.push(Token {
                span,
                sentence: SentenceId::from_index(sentences.len()),
                continues: false,
                upos,
                xpos: Xpos::Nn,
                feats: Feats::default(),
                head,
                relation: if head.is_some() {
                    Relation::Dep
                } else {
                    Relation::Root
                },
                tag_probability: 1.0,
                arc_probability: 1.0,
            });
            lemmas.push(&word.to_lowercase());
            if word == "." {
                end_sentence(&tokens, &mut sentences, &mut from, paragraph);
            }
        }
        end_sentence(&tokens, &mut sentences, &mut from, paragraph);
    }
    let syntax = Syntax::new(doc.text(), tokens, lemmas, sentences, Vec::new())
        .expect("a flat tree is a tree");
    (doc, syntax)
}

fn end_sentence(
    tokens: &[Token],
    sentences: &mut Vec<Sentence>,
    from: &mut usize,
    paragraph: usize,
) {
    if let (Some(first), Some(last)) = (tokens.get(*from), tokens.last()) {
        sentences.push(Sentence {
            span: first.span.cover(last.span),
            tokens: *from..tokens.len(),
            paragraph,
        });
    }
    *from = tokens.len();
}

proptest! {
    #[test]
    fn any_text_gives_a_valid_layer(text in chancery_testkit::quirky_text()) {
        let (doc, syntax) = flat(&text);
        let found = find(&doc, &syntax, &GAZETTEER);
        let quotes = Table::new();
        let resolved = resolve(&doc, &syntax, &GAZETTEER, found.clone(), &quotes);
        prop_assert_eq!(&found, &find(&doc, &syntax, &GAZETTEER));
        prop_assert_eq!(&resolved, &resolve(&doc, &syntax, &GAZETTEER, found.clone(), &quotes));
        prop_assert_eq!(&resolved.mentions, &found.mentions);
        prop_assert!(resolved.entities.len() >= found.entities.len());
        for entities in [&found, &resolved] {
            prop_assert_eq!(entities.links.len(), entities.mentions.len());
            for link in entities.links.iter().flatten() {
                prop_assert!(!link.entities.is_empty() && link.entities.is_sorted_by(|a, b| a < b));
                prop_assert!(link.entities.iter().all(|&id| entities.entities.get(id).is_some()));
                prop_assert!((0.0..=1.0).contains(&link.confidence));
            }
        }
        for mention in &found.mentions {
            prop_assert!(Span::in_text(doc.text(), mention.span.range()).is_ok());
            prop_assert!(mention.span.contains(mention.head) && !mention.head.is_empty());
            let head = syntax.token(mention.head_token).span;
            let in_title = mention.form == chancery_model::MentionForm::Name && head.end() <= mention.span.start();
            prop_assert!(mention.span.contains(head) || in_title);
        }
        let order = |m: &chancery_model::Mention| (m.span.start(), std::cmp::Reverse(m.span.end()));
        let mentions: Vec<_> = found.mentions.iter().map(order).collect();
        prop_assert!(mentions.is_sorted_by(|a, b| a < b));
    }
}
