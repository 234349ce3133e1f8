//! CoNLL-U: ten columns a word, ranges for contractions, `SpaceAfter=No`.
//!
//! `don't` comes out as the range `1-2 don't` over the words `do` and `n't`, as in UD English.

use std::io::Write;

use chancery_model::{Analysis, Document, Id, SentenceId, Syntax, TokenId};

use crate::{ExportError, Exporter};

/// CoNLL-U with document, paragraph and sentence comments.
pub(crate) struct Conllu;

impl Exporter for Conllu {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        let (doc, syntax) = (&analysis.document, &analysis.syntax);
        writeln!(out, "# newdoc id = {}", one_line(doc.id()))?;
        if syntax.sentences().is_empty() {
            writeln!(out)?;
        }
        let mut paragraph = None;
        for (at, sentence) in syntax.sentences().iter().enumerate() {
            if paragraph != Some(sentence.paragraph) {
                writeln!(out, "# newpar")?;
                paragraph = Some(sentence.paragraph);
            }
            writeln!(out, "# sent_id = {}-{}", one_line(doc.id()), at + 1)?;
            writeln!(out, "# text = {}", one_line(doc.slice(sentence.span)))?;
            words(doc, syntax, SentenceId::from_index(at), out)?;
            writeln!(out)?;
        }
        Ok(())
    }
}

fn words(
    doc: &Document,
    syntax: &Syntax,
    sentence: SentenceId,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let range = syntax.sentence(sentence).tokens.clone();
    let number = |word: usize| word - range.start + 1;
    let tokens = syntax.tokens();
    let mut covered = range.start;
    for word in range.clone() {
        let token = &tokens[word];
        if word >= covered {
            let end = (word + 1..range.end)
                .find(|&next| !tokens[next].continues)
                .unwrap_or(range.end);
            if end > word + 1 {
                let span = token.span.cover(tokens[end - 1].span);
                let misc = spacing(syntax, end - 1, range.end);
                writeln!(
                    out,
                    "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}",
                    number(word),
                    number(end - 1),
                    one_line(doc.slice(span))
                )?;
            }
            covered = end;
        }
        let inside_range = covered > word + 1 || token.continues;
        let misc = if inside_range {
            "_"
        } else {
            spacing(syntax, word, range.end)
        };
        let id = TokenId::from_index(word);
        let feats = match token.feats.as_str() {
            "" => "_",
            feats => feats,
        };
        let head = token.head.map_or(0, |head| number(head.index()));
        writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t{feats}\t{head}\t{}\t_\t{misc}",
            number(word),
            one_line(doc.slice(token.span)),
            one_line(syntax.lemma(id)),
            token.upos,
            token.xpos,
            token.relation,
        )?;
    }
    Ok(())
}

/// `SpaceAfter=No` when the next word of the sentence follows without a gap.
fn spacing(syntax: &Syntax, word: usize, end: usize) -> &'static str {
    let tokens = syntax.tokens();
    if word + 1 < end && tokens[word].span.end() == tokens[word + 1].span.start() {
        "SpaceAfter=No"
    } else {
        "_"
    }
}

/// The text with each run of white space as one blank: columns and comments hold no tab or line break.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::analysis;

    #[test]
    fn contractions_are_ranges() {
        let analysis = analysis(
            "She     PRON  4 nsubj
             did\\   AUX/VBD 4 aux
             n't     PART  4 advmod
             agree\\ VERB  0 root
             .       PUNCT 4 punct",
        );
        let mut out = Vec::new();
        Conllu
            .document(&analysis, &mut out)
            .expect("a vector takes all");
        insta::assert_snapshot!(String::from_utf8(out).expect("UTF-8").replace('\t', " "), @r"
        # newdoc id = test
        # newpar
        # sent_id = test-1
        # text = She didn't agree.
        1 She she PRON PRP _ 4 nsubj _ _
        2-3 didn't _ _ _ _ _ _ _ _
        2 did do AUX VBD _ 4 aux _ _
        3 n't not PART RB _ 4 advmod _ _
        4 agree agree VERB VB _ 0 root _ SpaceAfter=No
        5 . . PUNCT . _ 4 punct _ _
        ");
    }
}
