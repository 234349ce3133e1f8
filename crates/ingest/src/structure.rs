//! Decides what each paragraph of a text is for, and builds the document.
//!
//! Furniture stands at the head and at the foot: slug lines, headline, byline and date before the story, credits after it.
//! `Envoys meet in Vienna / By Anna Beispiel / VIENNA (AP) — Envoys …` has a headline, a byline and one body paragraph.
//! A text of one paragraph is always story: callers analyse single sentences.

use std::ops::Range;

use chancery_model::{
    Dateline, Document, Paragraph, ParagraphKind, PlainView, Provenance, Span, Warning, WarningCode,
};

use crate::calendar::WrittenDate;
use crate::{dateline, furniture, language, lines, mojibake};

/// Paragraphs at the foot that may be credits: agencies add contacts below them.
const FOOT: usize = 5;
/// Longest headline in characters.
const MAX_HEADLINE: usize = 150;

/// How a garbled text is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Garbled {
    /// It is read right: offsets count from what we decode.
    Repair,
    /// It is kept: somebody's offsets may count from the characters as they were given.
    Keep,
}

/// What is known of a document beside its text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Beside {
    pub(crate) id: String,
    pub(crate) title: Option<String>,
    pub(crate) published: Option<jiff::civil::Date>,
    pub(crate) provenance: Provenance,
}

/// Builds the document of a text, which is kept as it is but for garbled characters, where they are to be repaired.
pub(crate) fn document(
    text: String,
    garbled: Garbled,
    beside: Beside,
    warnings: &mut Vec<Warning>,
) -> Document {
    let Beside {
        id,
        title,
        mut published,
        mut provenance,
    } = beside;
    let (text, repaired) = read_right(text, garbled, warnings);
    let right = |line: String| {
        if repaired {
            mojibake::repair_line(&line)
        } else {
            line
        }
    };
    let title = title.map(&right);
    provenance.byline = provenance.byline.map(&right);
    // All that follows reads the plain view, and points into the text.
    let view = PlainView::of(&text);
    let plain = view.as_ref().map_or(text.as_str(), PlainView::plain);
    let in_text = |range: Range<usize>| {
        let span = Span::in_text(plain, range)
            .expect("lines are cut at character boundaries of a text below 4 GiB");
        view.as_ref().map_or(span, |view| view.to_text(span))
    };
    let foreign = language::other_than_english(plain);
    if let Some(language) = foreign {
        warnings.push(warning(
            WarningCode::OtherLanguage,
            format!("the text is in {language}; only English is analysed"),
        ));
    }
    // A text without paragraphs is kept, and nothing is looked for in it.
    let ranges = if foreign.is_some() {
        Vec::new()
    } else {
        lines::paragraphs(plain)
    };
    let mut kinds = vec![ParagraphKind::Body; ranges.len()];
    let words: Vec<&str> = ranges.iter().map(|range| &plain[range.clone()]).collect();
    if words.len() > 1 {
        for (line, kind) in words.iter().zip(&mut kinds) {
            if furniture::is_mark(line) {
                *kind = ParagraphKind::Slug;
            }
        }
        mark_foot(&words, &mut kinds);
        mark_head(&words, &mut kinds, title.as_deref(), published);
    }

    let of_kind = |kind| {
        words
            .iter()
            .zip(&kinds)
            .find(move |(_, k)| **k == kind)
            .map(|(line, _)| *line)
    };
    let title = title.or_else(|| of_kind(ParagraphKind::Headline).map(fold_space));
    provenance.byline = provenance
        .byline
        .or_else(|| of_kind(ParagraphKind::Byline).map(|line| fold_space(furniture::author(line))));
    provenance.credit = provenance
        .credit
        .or_else(|| of_kind(ParagraphKind::Credit).map(|line| fold_space(furniture::credit(line))));
    let mut own_lines = words
        .iter()
        .zip(&kinds)
        .filter(|(_, kind)| **kind == ParagraphKind::Dateline);
    published = published
        .or_else(|| own_lines.find_map(|(line, _)| WrittenDate::parse(line)?.resolve(None)));

    let dateline = dateline_of(plain, &ranges, &kinds, published).map(|(range, found)| Dateline {
        span: in_text(range),
        places: found.places,
        date: found.date,
        agency: found.agency,
    });
    let paragraphs = ranges.iter().zip(&kinds).map(|(range, &kind)| Paragraph {
        span: in_text(range.clone()),
        kind,
    });
    let paragraphs: Vec<_> = paragraphs.collect();
    if foreign.is_none() && !paragraphs.iter().any(|paragraph| paragraph.kind.is_story()) {
        warnings.push(warning(
            WarningCode::EmptyDocument,
            "the document has no running text",
        ));
    }
    let mut doc = Document::new(id, text, paragraphs, provenance)
        .expect("paragraphs are trimmed, ordered and inside the text");
    (doc.title, doc.published, doc.dateline) = (title, published, dateline);
    if doc.reference_date().is_none() {
        warnings.push(warning(
            WarningCode::NoDate,
            "no date in a dateline and no publication date: relative times have no value",
        ));
    }
    doc
}

/// Repairs a garbled text, or says that it is one. True when it was repaired.
fn read_right(text: String, garbled: Garbled, warnings: &mut Vec<Warning>) -> (String, bool) {
    let Some(found) = mojibake::repair(&text) else {
        return (text, false);
    };
    let mojibake::Repaired {
        text: right,
        sequences,
        first,
    } = found;
    let (text, what) = match garbled {
        Garbled::Repair => (right, "were repaired"),
        Garbled::Keep => (text, "were left, since the text is kept as given"),
    };
    warnings.push(warning(
        WarningCode::GarbledEncoding,
        format!("{sequences} garbled characters, such as `{first}`, {what}"),
    ));
    (text, garbled == Garbled::Repair)
}

pub(crate) fn warning(code: WarningCode, message: impl Into<String>) -> Warning {
    Warning {
        code,
        message: message.into(),
        span: None,
    }
}

/// Marks credits and end marks among the last paragraphs.
fn mark_foot(words: &[&str], kinds: &mut [ParagraphKind]) {
    let first = words.len().saturating_sub(FOOT).max(1);
    for (line, kind) in words.iter().zip(kinds).skip(first) {
        if let Some(found @ (ParagraphKind::Credit | ParagraphKind::Slug)) = furniture::kind(line) {
            *kind = found;
        }
    }
}

/// Marks slug lines, the headline, the byline and dates from the first paragraph to the story's first.
fn mark_head(
    words: &[&str],
    kinds: &mut [ParagraphKind],
    title: Option<&str>,
    published: Option<jiff::civil::Date>,
) {
    let mut headline_open = true;
    for at in 0..words.len() {
        let line = words[at];
        if kinds[at] != ParagraphKind::Body {
            continue;
        }
        let Some(follower) = (at + 1..words.len()).find(|&next| kinds[next] == ParagraphKind::Body)
        else {
            return;
        };
        kinds[at] = match furniture::kind(line) {
            Some(kind) => kind,
            None if is_date_line(line, published) => ParagraphKind::Dateline,
            None if headline_open && is_headline(line, words[follower], title) => {
                ParagraphKind::Headline
            }
            None => return,
        };
        headline_open &= kinds[at] == ParagraphKind::Slug || kinds[at] == ParagraphKind::Dateline;
    }
}

/// `Friday, August 21, 2015` or `ROME, Dec 13, 2006 (AFP)` and nothing after it.
fn is_date_line(line: &str, published: Option<jiff::civil::Date>) -> bool {
    WrittenDate::parse(line).is_some()
        || dateline::find(line, published).is_some_and(|found| found.len == line.len())
}

/// A short first line that ends no sentence and is followed by one that is longer or opens with a dateline. Where the
/// title is given, the line must repeat it.
fn is_headline(line: &str, follower: &str, title: Option<&str>) -> bool {
    if let Some(title) = title {
        let (line, title) = (
            fold_space(line).to_lowercase(),
            fold_space(title).to_lowercase(),
        );
        return line == title || (line.len() > 20 && title.contains(&line));
    }
    let bare = line.trim_end_matches(['"', '”', '’', '\'', ')']);
    let ends = bare.ends_with(['.', ':', ';', ',', '…'])
        && !bare.ends_with("U.S.")
        && !bare.ends_with("U.N.");
    let starts = line.starts_with(|c: char| !c.is_lowercase());
    let opens = dateline::find(line, None).is_some();
    let leads = follower.len() > line.len()
        || furniture::kind(follower).is_some()
        || is_date_line(follower, None);
    line.chars().count() <= MAX_HEADLINE && starts && !ends && !opens && leads
}

/// The dateline of a line of its own, or at the head of the first body paragraph, and its bytes.
fn dateline_of(
    text: &str,
    ranges: &[Range<usize>],
    kinds: &[ParagraphKind],
    published: Option<jiff::civil::Date>,
) -> Option<(Range<usize>, dateline::Found)> {
    let first_body = kinds.iter().position(|kind| *kind == ParagraphKind::Body);
    let own_lines = (0..kinds.len()).filter(|&at| kinds[at] == ParagraphKind::Dateline);
    own_lines.chain(first_body).find_map(|at| {
        let range = ranges[at].clone();
        let found = dateline::find(&text[range.clone()], published)?;
        Some((range.start..range.start + found.len, found))
    })
}

fn fold_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_model::SourceFormat;
    use proptest::prelude::*;

    fn read(text: &str, title: Option<&str>) -> (Document, Vec<Warning>) {
        let beside = Beside {
            id: "d".into(),
            title: title.map(str::to_owned),
            published: None,
            provenance: Provenance::of_format(SourceFormat::Text),
        };
        let mut warnings = Vec::new();
        (
            document(text.to_owned(), Garbled::Repair, beside, &mut warnings),
            warnings,
        )
    }

    /// One letter a paragraph: Headline, Body, bYline, Slug, Dateline, Credit.
    fn check(text: &str, expected: &str) -> Document {
        let (doc, _) = read(text, None);
        let letter = |paragraph: &Paragraph| match paragraph.kind {
            ParagraphKind::Headline => 'H',
            ParagraphKind::Body => 'B',
            ParagraphKind::Byline => 'Y',
            ParagraphKind::Slug => 'S',
            ParagraphKind::Dateline => 'D',
            ParagraphKind::Credit => 'C',
        };
        assert_eq!(
            doc.paragraphs().iter().map(letter).collect::<String>(),
            expected,
            "{text}"
        );
        doc
    }

    #[test]
    fn a_single_paragraph_is_story() {
        check("Envoys met", "B");
        check("(Source: Beispiel.at)", "B");
        check("VIENNA (AP) — Envoys met.", "B");
        check("", "");
    }

    #[test]
    fn head_of_a_story() {
        let doc = check(
            "Envoys meet in Vienna\n\nFriday, August 21, 2015\n\nEnvoys of three states met for talks.",
            "HDB",
        );
        assert_eq!(doc.title.as_deref(), Some("Envoys meet in Vienna"));
        assert_eq!(
            doc.published.map(|date| date.to_string()).as_deref(),
            Some("2015-08-21")
        );
        assert_eq!(doc.dateline, None);

        let doc = check(
            "ATTENTION - UPDATES with talks ///\n\nROME, Dec 13, 2006 (AFP)\n\nEnvoys met. It rained.",
            "SDB",
        );
        assert_eq!(
            doc.dateline
                .as_ref()
                .map(|line| line.places.join("+"))
                .as_deref(),
            Some("Rome")
        );
        assert_eq!(
            doc.reference_date().map(|date| date.to_string()).as_deref(),
            Some("2006-12-13")
        );

        let doc = check(
            "Envoys meet\nBy Anna Beispiel\nVIENNA (AP) — Envoys met for talks.\nThey left.",
            "HYBB",
        );
        assert_eq!(doc.provenance.byline.as_deref(), Some("Anna Beispiel"));
        assert_eq!(doc.dateline.map(|line| line.span), Some(Span::new(29, 44)));
    }

    #[test]
    fn garbled_text_is_repaired_where_its_characters_are_ours() {
        let text = "â€œWe donâ€™t agree,â€\u{9d} she said in ZÃ¼rich.";
        let read = |garbled| {
            let beside = Beside {
                id: "d".into(),
                title: Some("ZÃ¼rich".into()),
                published: None,
                provenance: Provenance::of_format(SourceFormat::Text),
            };
            let mut warnings = Vec::new();
            let doc = document(text.to_owned(), garbled, beside, &mut warnings);
            (doc, warnings.remove(0))
        };
        let (doc, warning) = read(Garbled::Repair);
        assert_eq!(doc.text(), "“We don’t agree,” she said in Zürich.");
        assert_eq!(doc.title.as_deref(), Some("Zürich"));
        assert_eq!(
            warning.message,
            "4 garbled characters, such as `â€œ`, were repaired"
        );
        let (doc, warning) = read(Garbled::Keep);
        assert_eq!(
            (doc.text(), warning.code),
            (text, WarningCode::GarbledEncoding)
        );
    }

    #[test]
    fn lines_are_read_in_the_plain_view() {
        let doc = check(
            "\u{feff}En\u{ad}voys meet\n\u{200b}\nVIENNA,\u{a0}Oct.\u{a0}24\u{202f}(AP)\u{a0}—\u{a0}Envoys of three states met.\nThey left.",
            "HBB",
        );
        assert_eq!(doc.title.as_deref(), Some("Envoys meet"));
        let line = doc.dateline.as_ref().expect("a dateline");
        assert_eq!(
            doc.slice(line.span),
            "VIENNA,\u{a0}Oct.\u{a0}24\u{202f}(AP)\u{a0}—"
        );
        assert_eq!(doc.slice(doc.paragraphs()[0].span), "En\u{ad}voys meet");
    }

    #[test]
    fn foot_of_a_story() {
        let doc = check(
            "BEIJING, Oct. 24 (Xinhua) -- Envoys met.\nThey left.\n(Source: Beispiel.at)\n\n\n",
            "BBC",
        );
        assert_eq!(doc.provenance.credit.as_deref(), Some("Beispiel.at"));
        check(
            "Envoys met.\nThey left.\n(Reporting by Anna Beispiel; Editing by Max Muster)\n-30-",
            "BBCS",
        );
    }

    #[test]
    fn marks_within_a_story_are_no_part_of_it() {
        check(
            "Envoys met.\n(MORE)\nThey talked.\n* * *\nThey ate.\nThey sang.\nThey left.\nIt rained.\nIt stopped.\nENDIT",
            "BSBSBBBBBS",
        );
    }

    #[test]
    fn agencies_stand_without_a_place() {
        let doc = check("(Reuters) - Envoys met.\nThey left.", "BB");
        let line = doc.dateline.expect("a dateline");
        assert_eq!(
            (line.places.len(), line.agency.as_deref()),
            (0, Some("Reuters"))
        );
    }

    #[test]
    fn sentences_are_no_headlines() {
        check("Envoys met.\nThey left after two long days.", "BB");
        check("Envoys met\nThey left", "BB");
        check(
            "VIENNA (AP) — Envoys of three states met\nThey left after two long days of talks in the capital.",
            "BB",
        );
    }

    #[test]
    fn a_given_title_tells_the_headline() {
        let (doc, _) = read(
            "Envoys meet\n\nThe envoys of three states met.",
            Some("Talks end"),
        );
        assert_eq!(
            (doc.paragraphs()[0].kind, doc.title.as_deref()),
            (ParagraphKind::Body, Some("Talks end"))
        );
        let (doc, _) = read(
            "Talks  end\n\nThe envoys of three states met.",
            Some("Talks end"),
        );
        assert_eq!(doc.paragraphs()[0].kind, ParagraphKind::Headline);
    }

    #[test]
    fn what_is_missing_is_said() {
        let codes = |text| {
            read(text, None)
                .1
                .into_iter()
                .map(|w| w.code)
                .collect::<Vec<_>>()
        };
        assert_eq!(codes(""), [WarningCode::EmptyDocument, WarningCode::NoDate]);
        assert_eq!(codes("Envoys met."), [WarningCode::NoDate]);
        assert_eq!(codes("VIENNA, Oct. 24, 2015 — Envoys met."), []);
    }

    proptest! {
        #[test]
        fn any_text_makes_a_document(text in any::<String>(), head in "((By A|VIENNA \\(AP\\) —|-30-|May 3|May 3, 2015|A b c|\\(Source: x\\))[ .]?\n{1,2}){0,6}") {
            for text in [text, head] {
                let (doc, _) = read(&text, None);
                prop_assert_eq!(doc.text(), mojibake::repair(&text).map_or(text, |found| found.text));
            }
        }
    }
}
