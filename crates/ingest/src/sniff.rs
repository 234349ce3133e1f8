//! Decides which format an input has when the user does not say: by the ending of its name, then by its first characters.

use chancery_model::SourceFormat;

use crate::{csv_table, markdown};

/// Bytes that are looked at.
const HEAD: usize = 1024;

/// The format of an input. `name` is its file name or path; `head` its first bytes (a kilobyte is enough).
///
/// `.jsonl` and `.ndjson` are JSON Lines, `.html`, `.htm` and `.xhtml` pages, `.rss` and `.atom` feeds, `.txt` text; any other
/// name is told by its content: `<rss`, `<feed`, `<rdf:RDF` and the version of a JSON Feed tell a feed, `{"` opens JSON Lines, `<!doctype html` or `<html` a page, all else is text.
pub fn sniff(name: Option<&str>, head: &[u8]) -> SourceFormat {
    let ending = name
        .and_then(|name| name.rsplit(['/', '\\']).next()?.rsplit_once('.'))
        .map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("jsonl" | "ndjson") => return SourceFormat::Jsonl,
        Some("html" | "htm" | "xhtml") => return SourceFormat::Html,
        Some("rss" | "atom") => return SourceFormat::Feed,
        Some("csv" | "tsv") => return SourceFormat::Csv,
        Some("parquet") => return SourceFormat::Parquet,
        Some("md" | "markdown") => return SourceFormat::Markdown,
        Some("warc") => return SourceFormat::Warc,
        Some("txt" | "text") => return SourceFormat::Text,
        _ => {}
    }
    if head.starts_with(b"WARC/") {
        return SourceFormat::Warc;
    }
    if head.starts_with(b"PAR1") {
        return SourceFormat::Parquet;
    }
    if csv_table::is_table(head) {
        return SourceFormat::Csv;
    }
    let head = String::from_utf8_lossy(&head[..head.len().min(HEAD)])
        .replace('\0', "")
        .to_ascii_lowercase();
    let head = head
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{fffd}'));
    let after_brace = head.strip_prefix('{').map(str::trim_start);
    let is_feed =
        |root: &str| head.starts_with('<') && head.contains(root) && !head.contains("<html");
    if after_brace.is_some() && head.contains("jsonfeed.org/version/")
        || ["<rss", "<feed", "<rdf:rdf"].into_iter().any(is_feed)
    {
        SourceFormat::Feed
    } else if after_brace.is_some_and(|rest| rest.starts_with('"')) {
        SourceFormat::Jsonl
    } else if head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with(['<']) && head.contains("<html"))
    {
        SourceFormat::Html
    } else if markdown::is_markdown(head) {
        SourceFormat::Markdown
    } else {
        SourceFormat::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use SourceFormat::{Feed, Html, Jsonl, Text};

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
