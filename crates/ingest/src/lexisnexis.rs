//! Decides what the documents of a LexisNexis text export say, in the old form and in that of Nexis Uni.
//!
//! Old: `2 of 50 DOCUMENTS`, outlet and day centred, title, labels (`BYLINE: By Anna Beispiel`), `BODY:`, text, more labels. New:
//! title, outlet, day, labels, `Body`, text, labels, `End of Document`. The line with the day tells which: it is centred, or
//! has only the outlet before it, in the old form.

use std::collections::HashMap;
use std::io::BufRead;
use std::sync::LazyLock;

use chancery_model::SourceFormat;
use jiff::civil::Date;

use crate::calendar::{self, WrittenDate};
use crate::error::Error;
use crate::limits::Limits;
use crate::nitf::authors;
use crate::read::Meta;
use crate::record::Record;
use crate::story::Story;
use crate::text_export::{self, Kind, Mark, Parsed, is_copyright, unwrapped};
use crate::tsv;

/// Spaces before a line that is centred.
const CENTRED: usize = 8;
/// Longest name of an edition in bytes.
const MAX_EDITION: usize = 60;
/// Longest label in bytes.
const MAX_LABEL: usize = 24;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Title,
    Byline,
    Dateline,
    Body,
    Url,
    Published,
    Head,
    Tail,
}

static LABELS: LazyLock<HashMap<&'static str, Part>> = LazyLock::new(|| {
    tsv::rows(include_str!("../data/lexisnexis.tsv"))
        .map(|[label, part]| {
            let part = match part {
                "title" => Part::Title,
                "byline" => Part::Byline,
                "dateline" => Part::Dateline,
                "body" => Part::Body,
                "url" => Part::Url,
                "published" => Part::Published,
                "head" => Part::Head,
                _ => Part::Tail,
            };
            (label, part)
        })
        .collect()
});

const KIND: Kind = Kind {
    format: SourceFormat::Lexisnexis,
    mark,
    parse,
    expected: "a document of a LexisNexis export",
};

/// The documents of a LexisNexis text export in order, each a record or an error; one is held at a time. `defaults` hold where
/// a document is silent. Lines of the text that were wrapped by hand are joined.
pub fn lexisnexis(
    reader: impl BufRead + 'static,
    defaults: Meta,
    limits: Limits,
) -> impl Iterator<Item = Result<Record, Error>> {
    text_export::documents(reader, KIND, defaults, limits)
}

/// True when the first lines of a text are those of such an export.
pub(crate) fn opens(head: &str) -> bool {
    let lines = || head.lines().map(str::trim);
    let has =
        |wanted: &str| lines().any(|line| label(line).is_some_and(|(name, ..)| name == wanted));
    let length = lines().any(|line| {
        label(line).is_some_and(|(name, _, rest)| name == "LENGTH" && rest.ends_with(" words"))
    });
    lines().any(|line| mark(line) == Mark::Begins)
        || (length && ["BODY", "BYLINE", "SECTION"].into_iter().any(has))
}

/// `1 of 250 DOCUMENTS`, `Document 1 of 50`; `End of Document`.
fn mark(line: &str) -> Mark {
    let words: Vec<_> = line.split_whitespace().map(str::to_lowercase).collect();
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    match words.as_slice() {
        ["end", "of", "document"] => Mark::Ends,
        [at, "of", all, "document" | "documents"] | ["document", at, "of", all]
            if is_number(at) && is_number(all) =>
        {
            Mark::Begins
        }
        _ => Mark::None,
    }
}

/// The label that a line opens with, in capitals, its part, and what follows it. `Body` and the like may stand alone.
fn label(line: &str) -> Option<(String, Part, &str)> {
    let line = line.trim();
    let (name, rest) = match line.split_once(':') {
        Some((name, rest)) => (name, rest.trim()),
        None => (line, ""),
    };
    if name.len() > MAX_LABEL || name.starts_with(char::is_lowercase) {
        return None;
    }
    let name = name.to_uppercase();
    let part = *LABELS.get(name.as_str())?;
    let may_stand_alone = line.contains(':') || matches!(part, Part::Body | Part::Tail);
    may_stand_alone.then_some((name, part, rest))
}

/// What stands above the body.
#[derive(Default)]
struct Head<'t> {
    /// Lines before the first label: title, outlet, day, edition.
    title: Vec<Unlabelled<'t>>,
    /// Lines without a label after one: they have no place.
    unplaced: Vec<&'t str>,
    /// First line of the body, or the line with its label.
    body: Option<usize>,
    /// There is a label.
    labelled: bool,
}

struct Unlabelled<'t> {
    text: &'t str,
    centred: bool,
    /// A blank line stands before it.
    opens: bool,
}

fn parse(text: &str) -> Option<Parsed> {
    let lines: Vec<&str> = text.lines().collect();
    let mut story = Story::default();
    let head = head(&lines, &mut story);
    let mut unplaced = place_title(&head.title, &mut story);
    unplaced.extend(head.unplaced);
    // Labels without a text are a document, too: an index, a picture.
    let body = head.body.or(head.labelled.then_some(lines.len()))?;
    let (first, start) = match lines.get(body).and_then(|line| label(line)) {
        Some((_, Part::Body, rest)) => (rest, body + 1),
        _ => ("", body),
    };
    let end = tail_start(&lines, start);
    unplaced.extend(read_tail(&lines[end..], &mut story));
    story.byline = authors(story.byline.into_iter());
    Some(Parsed {
        story,
        text: unwrapped(std::iter::once(first).chain(lines[start..end].iter().copied())),
        unplaced: unwrapped(unplaced),
    })
}

/// Reads what stands above the body. Where nothing says `BODY:`, the body opens below the label with the length, and where
/// there is no length below the first labels.
fn head<'t>(lines: &[&'t str], story: &mut Story) -> Head<'t> {
    let labels: Vec<_> = lines.iter().map(|line| label(line)).collect();
    let is_body = |found: &Option<(String, Part, &str)>| {
        found.as_ref().is_some_and(|found| found.1 == Part::Body)
    };
    let is_length = |found: &Option<(String, Part, &str)>| {
        found.as_ref().is_some_and(|found| found.0 == "LENGTH")
    };
    let mut head = Head {
        body: labels.iter().position(is_body),
        ..Head::default()
    };
    let told = head.body.unwrap_or(lines.len());
    let from = labels[..told]
        .iter()
        .position(is_length)
        .or_else(|| labels[..told].iter().position(Option::is_some))
        .unwrap_or(lines.len());
    let (mut opens, mut field) = (true, None);
    for (at, (line, found)) in lines.iter().zip(&labels).enumerate().take(told) {
        let text = line.trim();
        if text.is_empty() {
            (opens, field) = (true, None);
            continue;
        }
        if let Some((_, part, rest)) = found {
            set(story, *part, rest);
            (head.labelled, field) = (true, Some(*part));
        } else if let Some(part) = field {
            set(story, part, text);
        } else if is_copyright(text) {
            // The outlet may stand on the next line.
        } else if !head.labelled {
            head.title.push(Unlabelled {
                text,
                centred: line.len() - line.trim_start().len() >= CENTRED,
                opens,
            });
        } else if head.body.is_none() && opens && at > from {
            head.body = Some(at);
            return head;
        } else {
            head.unplaced.push(text);
        }
        opens = false;
    }
    head
}

/// Adds a line of a field to what it says.
fn set(story: &mut Story, part: Part, text: &str) {
    let field = match part {
        Part::Title => &mut story.title,
        Part::Byline => &mut story.byline,
        Part::Dateline => &mut story.dateline,
        Part::Url => &mut story.url,
        Part::Published => {
            story.published = story.published.or_else(|| calendar::parse_date(text));
            return;
        }
        Part::Body | Part::Head | Part::Tail => return,
    };
    match field {
        Some(before) => before.extend([" ", text]),
        None => *field = Some(text.to_owned()).filter(|text| !text.is_empty()),
    }
}

/// Tells title, outlet and day from the lines above the labels. Returns the lines that are none of them; an edition below the
/// day goes.
fn place_title<'t>(lines: &[Unlabelled<'t>], story: &mut Story) -> Vec<&'t str> {
    let joined = |lines: &[Unlabelled<'_>]| {
        let words: Vec<_> = lines.iter().map(|line| line.text).collect();
        Some(words.join(" ")).filter(|text| !text.is_empty())
    };
    let day = lines
        .iter()
        .enumerate()
        .find_map(|(at, line)| Some((at, day(line.text)?)));
    let Some((at, day)) = day else {
        let title = lines.iter().skip(1).position(|line| line.opens);
        let (title, rest) = lines.split_at(title.map_or(lines.len(), |end| end + 1));
        story.title = story.title.take().or_else(|| joined(title));
        return rest.iter().map(|line| line.text).collect();
    };
    story.published = day.or(story.published);
    let (before, after) = (&lines[..at], &lines[at + 1..]);
    let is_old = lines[at].centred || before.len() < 2;
    let (publisher, title) = if is_old {
        (
            before,
            &after[after
                .iter()
                .rposition(|line| line.opens && !line.centred)
                .unwrap_or(after.len())..],
        )
    } else {
        (&before[before.len() - 1..], &before[..before.len() - 1])
    };
    story.publisher = joined(publisher);
    let is_titled = story.title.is_some();
    story.title = story.title.take().or_else(|| joined(title));
    let rest = match (is_old, is_titled) {
        (true, false) => &after[..after.len() - title.len()],
        _ => after,
    };
    let is_edition = |line: &&Unlabelled<'_>| {
        line.text.len() <= MAX_EDITION && (!is_old || line.centred || !line.opens)
    };
    rest.iter()
        .skip_while(is_edition)
        .map(|line| line.text)
        .collect()
}

/// The day that a line opens with, `None` inside when it gives but month and year: `October 24, 2015, Saturday, Late Edition`.
fn day(line: &str) -> Option<Option<Date>> {
    let mut written = WrittenDate::default();
    let words = line.split(|c: char| c.is_whitespace() || c == ',');
    for word in words.filter(|word| !word.is_empty()) {
        if written.take(word).is_none() {
            break;
        }
    }
    let (year, month) = (written.year?, written.month?);
    Some(written.day.and_then(|day| Date::new(year, month, day).ok()))
}

/// First line of what stands below the body: the first block of lines with a label of which on three of four blocks have one.
fn tail_start(lines: &[&str], body: usize) -> usize {
    let is_tail = |line: &str| {
        matches!(
            label(line),
            Some((_, Part::Tail | Part::Published | Part::Url, _))
        ) || is_copyright(line)
            || mark(line.trim()) == Mark::Ends
    };
    let (mut found, mut blocks, mut tails) = (lines.len(), 0, 0);
    for at in (body..lines.len()).rev() {
        let opens = at == body || lines[at - 1].trim().is_empty();
        if lines[at].trim().is_empty() || !opens {
            continue;
        }
        blocks += 1;
        if is_tail(lines[at]) {
            tails += 1;
            if 4 * tails >= 3 * blocks {
                found = at;
            }
        }
    }
    found
}

/// Reads what stands below the body. Returns the lines that belong to no label.
fn read_tail<'t>(lines: &[&'t str], story: &mut Story) -> Vec<&'t str> {
    let (mut unplaced, mut field) = (Vec::new(), None);
    for line in lines {
        let text = line.trim();
        if let Some((_, part, rest)) = label(text) {
            set(story, part, rest);
            field = Some(part);
        } else if is_copyright(text) || mark(text) == Mark::Ends {
            field = Some(Part::Tail);
        } else if text.is_empty() {
            field = None;
            unplaced.push(text);
        } else if let Some(part) = field {
            set(story, part, text);
        } else {
            unplaced.push(text);
        }
    }
    unplaced
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
        let records = lexisnexis(bytes, meta, Limits::default()).collect();
        lines(Ok(records), |read| facts(&read))
    }

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(read(text), expected);
    }

    const TEXT: &str = "VIENNA — Envoys of the three states met in the old palace on Friday and talked for over two hours, officials said.\n\nThey left.";

    const OLD: &str = "
                               1 of 2 DOCUMENTS


                              The Beispiel Times

                       October 24, 2015, Saturday
                              Late Edition - Final

Envoys meet in
Vienna

BYLINE: By Anna Beispiel

SECTION: Section A; Pg. 4

LENGTH: 21 words

DATELINE: Vienna

BODY:
   Envoys of the three states met in the old palace on Friday and
talked for over two hours, officials said.

   They left.

LOAD-DATE: October 25, 2015

LANGUAGE: ENGLISH

GRAPHIC: Photo: A hall.

PUBLICATION-TYPE: Newspaper

                       Copyright 2015 Beispiel Ltd
                              All Rights Reserved
";

    #[test]
    fn the_old_form() {
        let expected =
            format!("Envoys meet in Vienna|The Beispiel Times|Anna Beispiel|2015-10-24|{TEXT}|");
        check(OLD, &[&expected]);
        check(
            &format!("{OLD}{}", OLD.replace("1 of 2", "2 of 2")),
            &[&expected, &expected],
        );
        let bare = OLD.replace("BODY:\n", "").replace('\n', "\r\n");
        check(&bare, &[&expected]);
    }

    #[test]
    fn the_older_form_has_labels_for_the_title() {
        let text = "Document 1 of 1\n\n          Copyright 1999 Beispiel Ltd\n             The Beispiel Times\n\n          October 24, 1999, Sunday\n\n\
                    SECTION: World\n\nLENGTH: 2 words\n\nHEADLINE: Envoys\n meet\n\nBYLINE: Anna Beispiel\n\nBODY:\n  Envoys met.\n";
        check(
            text,
            &["Envoys meet|The Beispiel Times|Anna Beispiel|1999-10-24|Envoys met.|"],
        );
    }

    #[test]
    fn the_new_form() {
        let text = "Envoys meet in Vienna\n\nThe Beispiel Times\n\nOctober 24, 2015 Saturday 10:05 PM GMT\n\nCopyright 2015 Beispiel Ltd All Rights Reserved\n\n\
                    Section: WORLD; Pg. 4\n\nLength: 21 words\n\nByline: Anna Beispiel\n\nDateline: VIENNA \n\nBody\n\nEnvoys met.\n\nNotes: none were taken.\n\nThey left.\n\n\
                    They came back.\n\nLoad-Date: October 24, 2015\n\nEnd of Document\n";
        let expected = "Envoys meet in Vienna|The Beispiel Times|Anna Beispiel|2015-10-24|VIENNA — Envoys met.\n\nNotes: none were taken.\n\nThey left.\n\nThey came back.|";
        check(&format!("{text}\n{text}"), &[expected, expected]);
    }

    #[test]
    fn what_has_no_place_is_kept_and_told() {
        let text = OLD
            .replace("Photo: A hall.", "Photos\n\nA hall.")
            .replace("SECTION", "Odd\n\nSECTION");
        let read = read(&text);
        assert!(
            read[0].ends_with("They left.\n\nOdd\n\nA hall.|unplaced-text"),
            "{read:?}"
        );
        check(
            "1 of 1 DOCUMENTS\n\nEnvoys met.\n",
            &["||||Envoys met.|unplaced-text no-article"],
        );
        check(
            "Search of today\n\n1 of 1 DOCUMENTS\n\nPaper\n\nOctober 24, 2015\n\nTitle\n\nLENGTH: 0 words\n\nBODY:\n",
            &["Title|Paper||2015-10-24||unplaced-text no-article empty-document"],
        );
        check(
            "Envoys met.",
            &["a document of a LexisNexis export is missing: is this the right format?"],
        );
    }

    #[test]
    fn the_first_lines_tell_the_format() {
        assert!(opens(OLD) && opens("T\nP\nCopyright 2015\nLength: 3 words\nByline: A\n"));
        assert!(
            !opens("VIENNA (AP) — Envoys met.\nLength: 3 words\n")
                && !opens("He read 3 of 4 documents.")
        );
    }

    proptest! {
        #[test]
        fn no_word_of_the_body_is_lost(body in "([a-zA-Z.]{1,9}[ \n]{1,3}|Notes:\n|GRAPHIC: |\n\n){0,40}") {
            let text = OLD.replace("   They left.", &format!("{body}\n\nThey left."));
            let kept = read(&text).concat();
            prop_assert!(kept.contains("They left."), "{kept}");
        }

        #[test]
        fn any_text_reads_the_same_twice(text in "(BODY:|Body|LENGTH: 3 words|1 of 2 DOCUMENTS|End of Document|Oct. 24, 2015|LANGUAGE:|GRAPHIC|x|Copyright |é| |\n|\n\n){0,40}", noise in any::<String>()) {
            prop_assert_eq!(read(&text), read(&text));
            prop_assert_eq!(read(&noise), read(&noise));
        }
    }
}
