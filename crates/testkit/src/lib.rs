//! Analysed documents from a few CoNLL-like lines, and texts for property tests.
//!
//! A quote test must not fail when the tagger changes, so stages are tested on trees written by hand:
//!
//! ```
//! let (doc, syntax) = chancery_testkit::parse(
//!     "Beispiel  PROPN  2  nsubj  @PER
//!      said      VERB   0  root
//!      .         PUNCT  2  punct",
//! );
//! assert_eq!(doc.text(), "Beispiel said .");
//! assert_eq!(syntax.names().len(), 1);
//! ```
//!
//! One word a line: form, tag (`UPOS` or `UPOS/XPOS`), head (1-based, 0 for the root), relation, then optional
//! `=lemma` and `@PER`, `@ORG`, `@LOC` for a name. A form that ends in `\` is followed by no space. A blank line ends
//! the sentence, a line `#par` the paragraph.

mod texts;

use chancery_model::{
    Document, Feats, Id, Lemmas, NameKind, NameSpan, Relation, Sentence, SentenceId, Span, Syntax,
    Token, TokenId, Upos, Xpos,
};

pub use texts::{news_text, quirky_text};

/// The document and its syntax layer.
///
/// # Panics
/// When a line cannot be read or the lines make no tree: the test is wrong, not the code under test.
pub fn parse(lines: &str) -> (Document, Syntax) {
    let mut builder = Builder::default();
    for (number, line) in lines.lines().map(str::trim).enumerate() {
        match line {
            "" => builder.end_sentence(),
            "#par" => builder.end_paragraph(),
            _ => builder
                .word(line)
                .unwrap_or_else(|why| panic!("line {}: {why}: {line}", number + 1)),
        }
    }
    builder.end_sentence();
    let doc = Document::from_plain("test", builder.text);
    let syntax = Syntax::new(
        doc.text(),
        builder.tokens,
        builder.lemmas,
        builder.sentences,
        builder.names,
    )
    .unwrap_or_else(|why| panic!("{why}"));
    (doc, syntax)
}

#[derive(Default)]
struct Builder {
    text: String,
    tokens: Vec<Token>,
    lemmas: Lemmas,
    sentences: Vec<Sentence>,
    names: Vec<NameSpan>,
    sentence_start: usize,
    paragraph: usize,
    /// What stands between the last word and the next.
    gap: &'static str,
}

impl Builder {
    fn word(&mut self, line: &str) -> Result<(), String> {
        let mut columns = line.split_whitespace();
        let mut column = |name: &str| columns.next().ok_or(format!("no {name}"));
        let (form, tag, head, relation) = (
            column("form")?,
            column("tag")?,
            column("head")?,
            column("relation")?,
        );
        let (upos, xpos) = tag.split_once('/').unwrap_or((tag, ""));
        let upos = Upos::from_code(upos).ok_or(format!("unknown tag {upos}"))?;
        let xpos = match xpos {
            "" => default_xpos(upos, form),
            code => Xpos::from_code(code).ok_or(format!("unknown tag {code}"))?,
        };
        let head: usize = head
            .parse()
            .map_err(|_| format!("head {head} is no number"))?;
        let relation =
            Relation::from_code(relation).ok_or(format!("unknown relation {relation}"))?;
        let (mut lemma, mut name) = (None, None);
        for extra in columns {
            if let Some(word) = extra.strip_prefix('=') {
                lemma = Some(word.to_owned());
            } else {
                let code = extra
                    .strip_prefix('@')
                    .ok_or(format!("unknown column {extra}"))?;
                name = Some(NameKind::from_code(code).ok_or(format!("unknown name kind {code}"))?);
            }
        }

        self.text.push_str(self.gap);
        let joined = form.strip_suffix('\\').filter(|rest| !rest.is_empty());
        let word = joined.unwrap_or(form);
        let continues = self.gap.is_empty()
            && !self.tokens.is_empty()
            && matches!(word, "'s" | "n't" | "’s" | "n’t" | "'");
        self.gap = if joined.is_some() { "" } else { " " };
        let start = self.text.len();
        self.text.push_str(word);
        let at = self.tokens.len();
        self.tokens.push(Token {
            span: Span::in_text(&self.text, start..self.text.len())
                .expect("the word was just added"),
            sentence: SentenceId::from_index(self.sentences.len()),
            continues,
            upos,
            xpos,
            feats: Feats::default(),
            head: head
                .checked_sub(1)
                .map(|h| TokenId::from_index(self.sentence_start + h)),
            relation,
            tag_probability: 1.0,
            arc_probability: 1.0,
        });
        self.lemmas
            .push(&lemma.unwrap_or_else(|| default_lemma(upos, word)));
        if let Some(kind) = name {
            match self.names.last_mut() {
                Some(last) if last.kind == kind && last.tokens.end == at => last.tokens.end += 1,
                _ => self.names.push(NameSpan {
                    tokens: at..at + 1,
                    kind,
                    probability: 1.0,
                }),
            }
        }
        Ok(())
    }

    fn end_sentence(&mut self) {
        let tokens = self.sentence_start..self.tokens.len();
        let (Some(first), Some(last)) = (self.tokens.get(tokens.start), self.tokens.last()) else {
            return;
        };
        if tokens.is_empty() {
            return;
        }
        self.sentences.push(Sentence {
            span: first.span.cover(last.span),
            tokens,
            paragraph: self.paragraph,
        });
        self.sentence_start = self.tokens.len();
        self.gap = " ";
    }

    fn end_paragraph(&mut self) {
        self.end_sentence();
        self.paragraph += 1;
        self.gap = "\n";
    }
}

fn default_xpos(upos: Upos, form: &str) -> Xpos {
    match upos {
        Upos::Propn => Xpos::Nnp,
        Upos::Noun if form.ends_with('s') => Xpos::Nns,
        Upos::Noun => Xpos::Nn,
        Upos::Verb | Upos::Aux if form.ends_with("ing") => Xpos::Vbg,
        Upos::Aux
            if matches!(
                form,
                "will" | "would" | "may" | "might" | "can" | "could" | "should" | "must"
            ) =>
        {
            Xpos::Md
        }
        Upos::Verb | Upos::Aux
            if form.ends_with("ed") || matches!(form, "said" | "met" | "was" | "were" | "did") =>
        {
            Xpos::Vbd
        }
        Upos::Verb | Upos::Aux if form.ends_with('s') => Xpos::Vbz,
        Upos::Verb | Upos::Aux => Xpos::Vb,
        Upos::Adj => Xpos::Jj,
        Upos::Adv => Xpos::Rb,
        Upos::Det => Xpos::Dt,
        Upos::Pron => Xpos::Prp,
        Upos::Num => Xpos::Cd,
        Upos::Cconj => Xpos::Cc,
        Upos::Part if form == "to" => Xpos::To,
        Upos::Part if form.ends_with('s') => Xpos::Pos,
        Upos::Part => Xpos::Rb,
        Upos::Punct if form == "," => Xpos::Comma,
        Upos::Punct => Xpos::Period,
        _ => Xpos::In,
    }
}

/// The form, in lower case except for proper nouns; regular endings are for the test to name.
fn default_lemma(upos: Upos, form: &str) -> String {
    match (upos, form) {
        (Upos::Propn, _) => form.to_owned(),
        (_, "said" | "says") => "say".to_owned(),
        (_, "met") => "meet".to_owned(),
        (_, "was" | "were" | "is" | "are") => "be".to_owned(),
        (_, "did" | "does") => "do".to_owned(),
        (_, "n't") => "not".to_owned(),
        _ => form.to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_sentences_paragraphs_and_names() {
        let (doc, syntax) = parse(
            "Anna      PROPN  3  nsubj  @PER
             Beispiel  PROPN  1  flat   @PER
             left\\     VERB/VBD  0  root  =leave
             .         PUNCT  3  punct

             #par
             She       PRON   2  nsubj
             rested    VERB   0  root  =rest",
        );
        assert_eq!(doc.text(), "Anna Beispiel left.\nShe rested");
        assert_eq!(
            (syntax.sentences().len(), syntax.sentences()[1].paragraph),
            (2, 1)
        );
        assert_eq!(syntax.names()[0].tokens, 0..2);
        assert_eq!(syntax.lemma(TokenId::from_index(2)), "leave");
        assert_eq!(syntax.children(TokenId::from_index(2)).len(), 2);
    }

    #[test]
    fn says_which_line_is_wrong() {
        let result = std::panic::catch_unwind(|| parse("a NOUN 0 root\nb NOON 1 dep"));
        let message = result.unwrap_err();
        assert!(
            message
                .downcast_ref::<String>()
                .is_some_and(|m| m.starts_with("line 2: unknown tag NOON"))
        );
    }
}
