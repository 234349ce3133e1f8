//! Decides what the documents of a Factiva text export say, with the codes of its fields or without.
//!
//! With codes: `HD` title, `BY`, `PD 24 October 2015`, `SN` outlet, `LP` and `TD` text, `AN Document BWIR…`. Without: title, byline,
//! `523 words`, day, outlet, code, language, copyright, text, `Document BWIR…`. Lines that open with codes tell the first form,
//! the number of words the second.

use std::collections::HashMap;
use std::io::BufRead;
use std::sync::LazyLock;

use chancery_model::SourceFormat;

use crate::calendar::{self, WrittenDate};
use crate::error::Error;
use crate::limits::Limits;
use crate::nitf::authors;
use crate::read::Meta;
use crate::record::Record;
use crate::story::Story;
use crate::text_export::{self, Kind, Mark, Parsed, is_copyright, unwrapped};
use crate::tsv;

/// Lines between the outlet and the text: time, code, volume, edition, page, language, copyright.
const MAX_HEAD: usize = 10;
/// Shortest line that the next may go on, in bytes.
const MIN_WRAPPED: usize = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Title,
    Byline,
    Published,
    Publisher,
    Credit,
    Text,
    Id,
    Other,
}

static CODES: LazyLock<HashMap<&'static str, Part>> = LazyLock::new(|| {
    tsv::rows(include_str!("../data/factiva.tsv"))
        .map(|[code, part]| {
            let part = match part {
                "title" => Part::Title,
                "byline" => Part::Byline,
                "published" => Part::Published,
                "publisher" => Part::Publisher,
                "credit" => Part::Credit,
                "text" => Part::Text,
                "id" => Part::Id,
                _ => Part::Other,
            };
            (code, part)
        })
        .collect()
});

const KIND: Kind = Kind {
    format: SourceFormat::Factiva,
    mark,
    parse,
    expected: "a document of a Factiva export",
};

/// The documents of a Factiva text export in order, each a record or an error; one is held at a time. `defaults` hold where a
/// document is silent. Lines of the text that were wrapped by hand are joined.
pub fn factiva(
    reader: impl BufRead + 'static,
    defaults: Meta,
    limits: Limits,
) -> impl Iterator<Item = Result<Record, Error>> {
    text_export::documents(reader, KIND, defaults, limits)
}

/// True when the first lines of a text are those of such an export.
pub(crate) fn opens(head: &str) -> bool {
    let lines: Vec<_> = head
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let coded = lines.iter().filter_map(|line| field(line)).take(2).count() == 2
        && lines.first().is_some_and(|line| field(line).is_some());
    let counted = lines
        .windows(2)
        .any(|pair| is_count(pair[0]) && calendar::parse_date(pair[1]).is_some());
    coded || counted
}

/// The last line of a document: `Document BWIR000020151024ebao001yk`, or the field that holds it.
fn mark(line: &str) -> Mark {
    if number(line).is_some() {
        Mark::Ends
    } else {
        Mark::None
    }
}

/// The number of a document, as its last line gives it.
fn number(line: &str) -> Option<&str> {
    let (rest, is_field) = match line.strip_prefix("AN") {
        Some(rest) if rest.starts_with(char::is_whitespace) => (rest.trim_start(), true),
        _ => (line, false),
    };
    let (rest, is_named) = match rest.strip_prefix("Document ") {
        Some(rest) => (rest.trim(), true),
        None => (rest, false),
    };
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    let fits = rest.starts_with(|c: char| c.is_ascii_uppercase())
        && rest.bytes().all(|b| b.is_ascii_alphanumeric());
    (fits && digits >= 8 && (is_field || is_named)).then_some(rest)
}

/// The part that a line opens with its code, and what follows: `HD  Envoys meet`, or the code alone.
fn field(line: &str) -> Option<(Part, &str)> {
    let line = line.trim_end();
    let (code, rest) = line.split_at(line.find([' ', '\t']).unwrap_or(line.len()));
    let parted = rest.is_empty() || rest.starts_with("  ") || rest.starts_with('\t');
    let part = *CODES.get(code).filter(|_| parted)?;
    Some((part, rest.trim()))
}

/// `523 words`, `1,523 words`.
fn is_count(line: &str) -> bool {
    let count = line.trim().strip_suffix(" words");
    count.is_some_and(|count| {
        count.starts_with(|c: char| c.is_ascii_digit())
            && count.bytes().all(|b| b.is_ascii_digit() || b == b',')
    })
}

fn parse(text: &str) -> Option<Parsed> {
    let lines: Vec<&str> = text
        .lines()
        .map(|line| line.trim_start_matches('\u{feff}'))
        .collect();
    let n_fields = lines.iter().filter_map(|line| field(line)).take(3).count();
    if n_fields == 3 {
        Some(with_codes(&lines))
    } else {
        without_codes(&lines)
    }
}

fn with_codes(lines: &[&str]) -> Parsed {
    let (mut story, mut unplaced, mut text) = (Story::default(), Vec::new(), Vec::new());
    let (mut part, mut column) = (None, 0);
    for line in lines {
        if let Some((found, rest)) = field(line) {
            part = Some(found);
            column = if rest.is_empty() {
                0
            } else {
                line.trim_end().len() - rest.len()
            };
            match found {
                Part::Text => text.extend(["", rest]),
                _ => set(&mut story, found, rest),
            }
            continue;
        }
        // Lines below the code stand under the first word.
        let indent = line.len() - line.trim_start_matches(' ').len();
        let words = line.get(indent.min(column)..).unwrap_or_default();
        match part {
            Some(Part::Text) => text.push(words),
            Some(part) => set(&mut story, part, words.trim()),
            None => unplaced.push(words),
        }
    }
    story.byline = authors(story.byline.into_iter());
    Parsed {
        story,
        text: unwrapped(text),
        unplaced: unwrapped(unplaced),
    }
}

/// Adds a line of a field to what it says.
fn set(story: &mut Story, part: Part, words: &str) {
    let field = match part {
        Part::Title => &mut story.title,
        Part::Byline => &mut story.byline,
        Part::Publisher => &mut story.publisher,
        Part::Credit => &mut story.credit,
        Part::Published => {
            story.published = story.published.or_else(|| calendar::parse_date(words));
            return;
        }
        Part::Id => {
            let number = words.strip_prefix("Document ").unwrap_or(words).trim();
            let known = || Some(number.to_owned()).filter(|number| !number.is_empty());
            story.id = story.id.take().or_else(known);
            return;
        }
        Part::Text | Part::Other => return,
    };
    match field {
        Some(before) => before.extend([" ", words]),
        None => *field = Some(words.to_owned()).filter(|words| !words.is_empty()),
    }
}

/// `None` when no line gives the number of words: nothing tells where the text begins.
fn without_codes(lines: &[&str]) -> Option<Parsed> {
    let count = lines.iter().position(|line| is_count(line))?;
    let mut story = Story::default();
    let unplaced = place_title(&lines[..count], &mut story);
    let mut rest: Vec<&str> = lines[count + 1..].to_vec();
    if let Some(last) = rest.iter().rposition(|line| !line.trim().is_empty())
        && let Some(number) = number(rest[last].trim())
    {
        story.id = Some(number.to_owned());
        rest.truncate(last);
    }
    let start = place_source(&rest, &mut story);
    Some(Parsed {
        story,
        text: unwrapped(rest[start..].iter().copied()),
        unplaced: unwrapped(unplaced),
    })
}

/// Tells title and byline from the lines above the number of words. Returns what is neither.
fn place_title<'t>(lines: &[&'t str], story: &mut Story) -> Vec<&'t str> {
    let mut blocks: Vec<Vec<&str>> = lines
        .split(|line| line.trim().is_empty())
        .filter(|block| !block.is_empty())
        .map(|block| block.iter().map(|line| line.trim()).collect())
        .collect();
    let opens_with_by = |line: &&str| {
        line.get(..3)
            .is_some_and(|by| by.eq_ignore_ascii_case("by "))
    };
    let n_blocks = blocks.len();
    let byline = match blocks.last_mut() {
        Some(last) if last.len() > 1 && last.last().is_some_and(opens_with_by) => {
            last.pop().map(str::to_owned)
        }
        Some(last) if n_blocks > 1 => Some(std::mem::take(last).join(" ")),
        _ => None,
    };
    blocks.retain(|block| !block.is_empty());
    story.byline = authors(byline.into_iter());
    let mut title = blocks.pop().unwrap_or_default();
    // A short line above another is no title that was wrapped, but the section.
    let above = &title[..title.len().saturating_sub(1)];
    let section = above.iter().rposition(|line| line.len() < MIN_WRAPPED);
    let opens = section.map_or(0, |at| at + 1);
    blocks.push(title.drain(..opens).collect());
    story.title = Some(title.join(" ")).filter(|title| !title.is_empty());
    blocks.concat()
}

/// Reads day and outlet from the lines below the number of words. Returns the first line of the text: what follows the
/// copyright line, else the language, else the first blank line.
fn place_source(lines: &[&str], story: &mut Story) -> usize {
    let filled = || {
        lines
            .iter()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
    };
    let is_day = |line: &str| WrittenDate::parse(line).is_some();
    let is_time = |line: &str| {
        line.len() < 12 && line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(':')
    };
    let mut start = 0;
    for (at, line) in filled().take(3) {
        let line = line.trim();
        start = at + 1;
        if is_day(line) {
            story.published = story.published.or_else(|| calendar::parse_date(line));
        } else if !is_time(line) {
            story.publisher = Some(line.to_owned());
            break;
        }
    }
    let head = || filled().filter(|(at, _)| *at >= start).take(MAX_HEAD);
    let copyright = head().find(|(_, line)| is_copyright(line));
    if let Some((at, _)) = copyright {
        let more = lines[at + 1..]
            .iter()
            .take_while(|line| is_copyright(line))
            .count();
        return at + 1 + more;
    }
    let language = head().find(|(_, line)| line.trim() == "English");
    let blank = || {
        lines
            .iter()
            .skip(start)
            .position(|line| line.trim().is_empty())
    };
    match language {
        Some((at, _)) => at + 1,
        None => blank().map_or(start, |found| start + found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{facts, lines};
    use proptest::prelude::*;
    use std::io::Cursor;

    fn read(text: &str) -> Vec<String> {
        let meta = Meta {
            id: "f".into(),
            ..Meta::default()
        };
        let bytes = Cursor::new(text.as_bytes().to_vec());
        let records = factiva(bytes, meta, Limits::default()).collect();
        lines(Ok(records), |read| {
            format!("{}|{}", read.document.id(), facts(&read))
        })
    }

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(read(text), expected);
    }

    const FACTS: &str = "BWIR000020151024ebao001yk|Envoys meet|Beispiel Wire|Anna Beispiel|2015-10-24|VIENNA (BW) - Envoys met.\n\nThey left.|";

    const PLAIN: &str = "\nEnvoys meet\n\nBy Anna Beispiel\n1,523 words\n24 October 2015\n18:05\nBeispiel Wire\nBWIR\nEnglish\n\
                         (c) 2015 Beispiel Wire Ltd.\n\nVIENNA (BW) - Envoys met.\n\nThey left.\n\nDocument BWIR000020151024ebao001yk\n";

    #[test]
    fn documents_without_codes() {
        check(PLAIN, &[FACTS]);
        check(
            &PLAIN
                .replace("\n\nBy", "\nBy")
                .replace('\n', "\r\n")
                .repeat(2),
            &[FACTS, FACTS],
        );
        check(
            &PLAIN
                .replace("By Anna", "Anna")
                .replace("(c) 2015 Beispiel Wire Ltd.\n", ""),
            &[FACTS],
        );
        let summary = format!("{PLAIN}\n\nSearch Summary\nDate  All Dates\n");
        check(&summary, &[&format!("{FACTS}unplaced-text")]);
        check(
            &PLAIN.replace("\nEnvoys meet", "\nNews\nEnvoys meet"),
            &[&FACTS.replace("left.|", "left.\n\nNews|unplaced-text")],
        );
        check(
            &format!("World News\n\n{}", PLAIN.trim_start()),
            &[&FACTS.replace("left.|", "left.\n\nWorld News|unplaced-text")],
        );
    }

    #[test]
    fn documents_with_codes() {
        let text = "HD   Envoys\n     meet\nBY   By Anna Beispiel\nWC   9 words\nPD   24 October 2015\nET   18:05\nSN   Beispiel Wire\nSC   BWIR\n\
                    LA   English\nCY   (c) 2015 Beispiel Wire Ltd.\nLP   VIENNA (BW) - Envoys met.\nTD   They left.\n\nNS   gdip : Relations\n\
                    RE   austr : Austria\nIPD  EDNO\nAN   Document BWIR000020151024ebao001yk\n";
        check(&text.repeat(2), &[FACTS, FACTS]);
        let alone: String = text
            .lines()
            .map(|line| match line.get(..4) {
                Some(code) => format!("{}\n{}\n", code.trim(), line[4..].trim()),
                None => "\n".to_owned(),
            })
            .collect();
        check(&alone, &[FACTS]);
    }

    #[test]
    fn what_has_no_form_is_kept_and_told() {
        check(
            "Envoys met.\n\nDocument BWIR000020151024ebao001yk\n",
            &["f#1|||||Envoys met.\n\nDocument BWIR000020151024ebao001yk|unplaced-text no-article"],
        );
        check(
            "Envoys met.",
            &["a document of a Factiva export is missing: is this the right format?"],
        );
    }

    #[test]
    fn the_first_lines_tell_the_format() {
        assert!(opens(PLAIN) && opens("HD\nEnvoys meet\nWC\n9 words\n"));
        assert!(!opens("It has 9 words\nOct. 24") && !opens("CO  is a code\nHe said.\n"));
    }

    proptest! {
        #[test]
        fn no_word_of_the_text_is_lost(body in "([a-zA-Z.]{1,9}[ \n]{1,3}|9 words\n|HD\n|\n\n){0,40}") {
            let text = PLAIN.replace("They left.", &format!("{body}\n\nThey left."));
            let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let kept = squeeze(&read(&text).concat());
            let n_fields = body.lines().filter(|line| field(line).is_some()).count();
            prop_assert!(n_fields > 2 || kept.contains(&squeeze(&body)), "{kept}");
        }

        #[test]
        fn any_text_reads_the_same_twice(text in "(HD|HD  x|LP|TD|AN|9 words|24 October 2015|English|Document A12345678|x|(c) 2015|é| |\n|\n\n){0,40}", noise in any::<String>()) {
            prop_assert_eq!(read(&text), read(&text));
            prop_assert_eq!(read(&noise), read(&noise));
        }
    }
}
