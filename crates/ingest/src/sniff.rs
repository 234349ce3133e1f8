//! Decides which format an input has when the user does not say: by the ending of its name, then by its first characters.

use chancery_model::SourceFormat;

use crate::{csv_table, factiva, lexisnexis, markdown, ninjs};

/// Bytes that are looked at.
const HEAD: usize = 4096;

/// Root elements of NewsML, in small letters.
const NEWSML: [&str; 4] = ["newsitem", "newsmessage", "newsml", "packageitem"];

/// The format of an input. `name` is its file name or path; `bytes` its first bytes (four kilobytes are enough).
///
/// `.jsonl` and `.ndjson` are JSON Lines, `.html`, `.htm` and `.xhtml` pages, `.rss` and `.atom` feeds, `.nitf`, `.newsml` and
/// `.ninjs` what they say, `.txt` text; but lines may be ninjs, and a text the export of an archive. Any other name is told by
/// its content: the elements of NewsML and NITF tell them, `<rss`, `<feed`, `<rdf:RDF` and the version of a JSON Feed tell a feed, `{"` opens JSON Lines, `<!doctype html` or `<html` a page, all else is text.
pub fn sniff(name: Option<&str>, bytes: &[u8]) -> SourceFormat {
    let ending = name
        .and_then(|name| name.rsplit(['/', '\\']).next()?.rsplit_once('.'))
        .map(|(_, ending)| ending.to_ascii_lowercase());
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).replace('\0', "");
    let text = text
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{fffd}'));
    let head = text.to_ascii_lowercase();
    match ending.as_deref() {
        Some("jsonl" | "ndjson") if ninjs::opens(&head) => return SourceFormat::Ninjs,
        Some("jsonl" | "ndjson") => return SourceFormat::Jsonl,
        Some("html" | "htm" | "xhtml") => return SourceFormat::Html,
        Some("rss" | "atom") => return SourceFormat::Feed,
        Some("nitf") => return SourceFormat::Nitf,
        Some("newsml") => return SourceFormat::Newsml,
        Some("ninjs") => return SourceFormat::Ninjs,
        Some("csv" | "tsv") => return SourceFormat::Csv,
        Some("parquet") => return SourceFormat::Parquet,
        Some("md" | "markdown") => return SourceFormat::Markdown,
        Some("warc") => return SourceFormat::Warc,
        Some("txt" | "text") => return plain(text),
        _ => {}
    }
    if bytes.starts_with(b"WARC/") {
        return SourceFormat::Warc;
    }
    if bytes.starts_with(b"PAR1") {
        return SourceFormat::Parquet;
    }
    if csv_table::is_table(bytes) {
        return SourceFormat::Csv;
    }
    let after_brace = head.strip_prefix('{').map(str::trim_start);
    let is_feed =
        |root: &str| head.starts_with('<') && head.contains(root) && !head.contains("<html");
    let has_element = |name: &str| {
        head.starts_with('<')
            && [format!("<{name}"), format!(":{name}")]
                .iter()
                .any(|tag| head.contains(tag))
    };
    if NEWSML.iter().any(|name| has_element(name)) {
        SourceFormat::Newsml
    } else if has_element("nitf") && !head.contains("<html") {
        SourceFormat::Nitf
    } else if after_brace.is_some() && head.contains("jsonfeed.org/version/")
        || ["<rss", "<feed", "<rdf:rdf"].into_iter().any(is_feed)
    {
        SourceFormat::Feed
    } else if ninjs::opens(&head) {
        SourceFormat::Ninjs
    } else if after_brace.is_some_and(|rest| rest.starts_with('"')) {
        SourceFormat::Jsonl
    } else if head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with(['<']) && head.contains("<html"))
    {
        SourceFormat::Html
    } else if markdown::is_markdown(&head) {
        SourceFormat::Markdown
    } else {
        plain(text)
    }
}

/// Text, or the export of an archive.
fn plain(head: &str) -> SourceFormat {
    if lexisnexis::opens(head) {
        SourceFormat::Lexisnexis
    } else if factiva::opens(head) {
        SourceFormat::Factiva
    } else {
        SourceFormat::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use SourceFormat::{Factiva, Feed, Html, Jsonl, Lexisnexis, Newsml, Ninjs, Nitf, Text};

    fn check(name: &str, head: &str, expected: SourceFormat) {
        assert_eq!(sniff(Some(name), head.as_bytes()), expected);
    }

    #[test]
    fn names_go_before_content() {
        check("a/b.JSONL", "", Jsonl);
        check("a.txt", "<html>", Text);
        check("page.htm", "", Html);
        check("jsonl", "", Text);
    }

    #[test]
    fn formats_of_agencies_and_archives() {
        check(
            "a.xml",
            "<?xml version='1.0'?>\n<!DOCTYPE nitf SYSTEM 'nitf-3-6.dtd'>\n<nitf>",
            Nitf,
        );
        check("a.xml", "<newsItem guid='a'><inlineXML><nitf>", Newsml);
        check("a", "<n:newsMessage xmlns:n='x'>", Newsml);
        check("a", "<NewsML Version='1.2'>", Newsml);
        check(
            "a.json",
            "[\n {\"uri\": \"a\", \"versionCreated\": \"2015-10-24\"}]",
            Ninjs,
        );
        check("a.jsonl", "{\"body_html\": \"<p>\"}", Ninjs);
        check("a.jsonl", "{\"versioncreated\": 1, \"text\": \"x\"}", Jsonl);
        check("a.txt", "\n      2 of 9 DOCUMENTS\n", Lexisnexis);
        check("a.txt", "HD\nEnvoys meet\nBY\nAnna Beispiel\n", Factiva);
        check("a.nitf", "", Nitf);
    }

    #[test]
    fn content_tells_where_the_name_does_not() {
        check("a", "\u{feff}{ \"id\": 1}", Jsonl);
        check(
            "a.xml",
            "<?xml version='1.0'?>\n<!DOCTYPE html>\n<html>",
            Html,
        );
        check("a.b/c", "\n<!DOCTYPE HTML><p>", Html);
        check("a", "VIENNA (AP) — Envoys met.", Text);
        check("a", "{the envoys}", Text);
        check("a.xml", "<?xml version='1.0'?>\n<rss version='2.0'>", Feed);
        check("a", "<feed xmlns='http://www.w3.org/2005/Atom'>", Feed);
        check(
            "a.json",
            "{\"version\": \"https://jsonfeed.org/version/1.1\"",
            Feed,
        );
        assert_eq!(sniff(None, b"\xff\xfe<\0h\0t\0m\0l\0>\0"), Html);
    }
}
