//! Decides where a document's text stands in the bytes of its input.
//!
//! `<p>Fish &amp; chips` became `Fish & chips`. The bytes are unpacked once more in steps that remember places (encoding,
//! JSON strings or XML, tags), and the document's text is aligned to what comes out. The steps know nothing of how the
//! text was made, so they hold for any extractor; what cannot be found again stays without a place.

mod align;
mod encoding;
mod fold;
mod json;
mod markup;
mod table;
mod traced;

use std::borrow::Cow;
use std::ops::Range;

use chancery_model::{Origin, Segment, SegmentKind, Span};
use encoding_rs::{Encoding, UTF_8};
use sha2::{Digest, Sha256};

use crate::markdown;
use align::Cut;
use markup::Dialect;
pub(crate) use traced::Traced;

/// The bytes of one document in its input.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Excerpt<'b> {
    /// The bytes themselves.
    pub(crate) bytes: Cow<'b, [u8]>,
    /// Where they start in the unpacked input.
    pub(crate) start: u64,
    /// Their encoding.
    pub(crate) encoding: &'static Encoding,
    /// What is around the text or page.
    pub(crate) wrapping: Wrapping,
    /// What the text was taken from.
    pub(crate) content: Content,
    /// Parts of the bytes that hold it, in order: all, but for the head of a record and the lengths of its chunks.
    pub(crate) pieces: Vec<Range<usize>>,
}

/// Where the characters of an input stand in its bytes.
pub(crate) struct Places(Option<Traced>);

impl Places {
    /// Those of an input in the encoding that decoding found.
    pub(crate) fn of(bytes: &[u8], encoding: &str) -> Self {
        Self(encoding::decode(bytes, named(encoding)))
    }

    /// Bytes of the input that a part of the decoded text was.
    pub(crate) fn bytes(&self, range: Range<usize>) -> Option<Range<usize>> {
        Some(self.0.as_ref()?.source(range)?.0)
    }
}

/// The encoding of this name, as decoding gave it.
fn named(encoding: &str) -> &'static Encoding {
    Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8)
}

/// What is around the text or page of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrapping {
    /// Nothing.
    Bare,
    /// It is a string somewhere in a JSON value.
    Json,
    /// Marks and facts of a Markdown file.
    Markdown,
    /// It is a field of a row, fields parted by this byte.
    Table(u8),
    /// It is the content of XML elements: escaped, as CDATA, or as elements of its own.
    Xml,
}

/// What a text was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    Text,
    Markup,
}

impl<'b> Excerpt<'b> {
    /// A whole input, in the encoding that decoding found.
    pub(crate) fn whole(bytes: &'b [u8], encoding: &str, content: Content) -> Self {
        Self {
            bytes: Cow::Borrowed(bytes),
            start: 0,
            encoding: named(encoding),
            wrapping: Wrapping::Bare,
            content,
            pieces: std::iter::once(0..bytes.len()).collect(),
        }
    }

    /// A part of an input, from byte `start` on.
    pub(crate) fn part(
        bytes: Vec<u8>,
        start: u64,
        encoding: &str,
        wrapping: Wrapping,
        content: Content,
    ) -> Self {
        Self {
            pieces: std::iter::once(0..bytes.len()).collect(),
            bytes: Cow::Owned(bytes),
            start,
            encoding: named(encoding),
            wrapping,
            content,
        }
    }

    /// The bytes that hold the text.
    fn held(&self) -> Cow<'_, [u8]> {
        match self.pieces.as_slice() {
            [piece] => Cow::Borrowed(&self.bytes[piece.clone()]),
            pieces => {
                let pieces = pieces.iter().map(|piece| &self.bytes[piece.clone()]);
                Cow::Owned(pieces.collect::<Vec<_>>().concat())
            }
        }
    }

    /// The origin of a document with this text.
    pub(crate) fn origin(&self, text: &str) -> Origin {
        let range = self.start..self.start + self.bytes.len() as u64;
        let hash = Sha256::digest(&self.bytes).into();
        let mut origin = Origin::new(range, hash, self.encoding.name());
        let Some(characters) = encoding::decode(&self.held(), self.encoding) else {
            return origin;
        };
        let characters = characters.within(&self.pieces);
        let layers = match self.wrapping {
            Wrapping::Bare => vec![characters],
            Wrapping::Json => json::strings(&characters.text)
                .into_iter()
                .map(|string| string.of(&characters))
                .collect(),
            Wrapping::Markdown => vec![markdown::words(&characters.text).of(&characters)],
            Wrapping::Table(separator) => table::fields(&characters.text, separator)
                .into_iter()
                .map(|field| field.of(&characters))
                .collect(),
            Wrapping::Xml => {
                vec![markup::text(&characters.text, Dialect::Xml).of(&characters)]
            }
        };
        if let Some(same) = layers.iter().find(|layer| layer.text == text) {
            for part in same.parts(0..text.len()) {
                add(&mut origin, text, part.text, part.source, part.kind);
            }
            return origin;
        }
        let mut page = Traced::default();
        for layer in layers {
            let shown = match self.content {
                Content::Text => layer,
                Content::Markup => markup::text(&layer.text, Dialect::Html).of(&layer),
            };
            page.append(fold::fold(&shown.text).of(&shown));
        }
        self.anchor(text, &page, &mut origin);
        origin
    }

    /// Adds a segment for each run that the text shares with the page.
    fn anchor(&self, text: &str, page: &Traced, origin: &mut Origin) {
        let words = fold::fold(text);
        let cut = |at: usize| {
            let before = words
                .source(at..at + 1)
                .map_or("", |(range, _)| &text[..range.start]);
            let gap = &before[before.trim_end().len()..];
            if gap.contains('\n') {
                Cut::Line
            } else if gap.is_empty() {
                Cut::Inside
            } else {
                Cut::Word
            }
        };
        for run in align::align(&words.text, &page.text, cut) {
            let ours = words.characters(run.text..run.text + run.len);
            let theirs = page.characters(run.page..run.page + run.len);
            for (ours, theirs) in ours.zip(theirs) {
                self.bridge(text, ours.source.start, theirs.source.start, origin);
                let kind = ours.kind.max(theirs.kind);
                add(origin, text, ours.source, theirs.source, kind);
            }
        }
    }

    /// Where the same white space stands before a character in both, it was copied, too.
    fn bridge(&self, text: &str, text_end: usize, source_end: usize, origin: &mut Origin) {
        let Some(last) = origin.segments().last() else {
            return;
        };
        let gap = last.text.end() as usize..text_end;
        let source = last.source.end as usize..source_end;
        let same = gap.len() == source.len()
            && text.as_bytes().get(gap.clone()) == self.bytes.get(source.clone());
        if same {
            add(origin, text, gap, source, SegmentKind::Copied);
        }
    }
}

fn add(
    origin: &mut Origin,
    text: &str,
    range: Range<usize>,
    source: Range<usize>,
    kind: SegmentKind,
) {
    let (Ok(start), Ok(end)) = (u32::try_from(source.start), u32::try_from(source.end)) else {
        return;
    };
    if let Ok(text) = Span::in_text(text, range) {
        origin.push(Segment {
            text,
            source: start..end,
            kind,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Error, Limits, Meta, Record, feed, read_html, read_text, records};
    use chancery_model::Document;
    use proptest::prelude::*;

    /// The source bytes of some words of a document, its first ones that read so.
    fn source<'i>(doc: &Document, input: &'i [u8], words: &str) -> Option<&'i [u8]> {
        let at = doc.text().find(words).unwrap();
        let span = Span::in_text(doc.text(), at..at + words.len()).unwrap();
        let range = doc.origin.as_ref()?.source_range(span)?;
        Some(&input[range.start as usize..range.end as usize])
    }

    fn check(doc: &Document, input: &[u8], words: &str, expected: &[u8]) {
        let found = source(doc, input, words);
        assert_eq!(found, Some(expected), "{words}");
    }

    const STORY: &str = "The envoys of three states met in the old palace and spoke for two hours about the border.";

    #[test]
    fn a_text_is_one_segment() {
        let input = "\u{feff}Envoys met\r\n in Zürich.".as_bytes();
        let doc = read_text(Meta::default(), input, &Limits::default());
        let doc = doc.unwrap().document;
        let origin = doc.origin.as_ref().unwrap();
        assert_eq!(origin.bytes, 0..input.len() as u64);
        assert_eq!(origin.sha256[..4], *b"\xca\x99\xf6\xd4");
        assert_eq!(origin.segments().len(), 1);
        check(&doc, input, "Zürich", "Zürich".as_bytes());
    }

    #[test]
    fn other_encodings_lead_back_to_their_own_bytes() {
        let input = b"\x93We agree,\x94 she said in Z\xfcrich.";
        let doc = read_text(Meta::default(), input, &Limits::default());
        let doc = doc.unwrap().document;
        check(&doc, input, "agree,” she", b"agree,\x94 she");
        check(&doc, input, "rich.", b"rich.");
        let wide: Vec<u8> = "Envoys met."
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let doc = read_text(Meta::default(), &wide, &Limits::default());
        check(&doc.unwrap().document, &wide, "met", b"m\0e\0t\0");
    }

    #[test]
    fn the_article_of_a_page_leads_back_across_markup() {
        let page = format!(
            "<html><head><meta charset=iso-8859-1><title>Envoys meet in Z\u{fc}rich</title></head><body><nav>Envoys meet</nav>\
             <article><h1>Envoys meet in Zürich</h1><p>{STORY}</p><p>&ldquo;Fish &amp; <b>chips</b>\n  for&nbsp;all,&rdquo; he said in Z\u{fc}rich. {STORY}</p></article>"
        );
        let input: Vec<u8> = page.chars().map(|c| c as u8).collect();
        let doc = read_html(Meta::default(), &input, &Limits::default());
        let doc = doc.unwrap().document;
        check(
            &doc,
            &input,
            "& chips for all",
            b"&amp; <b>chips</b>\n  for&nbsp;all",
        );
        check(&doc, &input, "he said in Zürich", b"he said in Z\xfcrich");
        check(&doc, &input, "“Fish", b"&ldquo;Fish");
    }

    #[test]
    fn lines_lead_back_into_their_file() {
        let input = format!(
            "\u{feff}{{\"id\":\"a\",\"title\":\"x\",\"text\":\"Envoys \\\"met\\\".\"}}\n\n{{\"html\":\"<article><p>{STORY}</p><p class=\\\"a\\\">Fish &amp; \\u0063hips, he said. {STORY}</p>\"}}\n"
        );
        let limits = Limits::default();
        let docs: Vec<_> = records(input.as_bytes(), Meta::default(), limits)
            .map(|record| record.unwrap().ingest(&limits).unwrap().document)
            .collect();
        let bytes = |doc: &Document| doc.origin.as_ref().unwrap().bytes.clone();
        let first_end = input.find('\n').unwrap() as u64;
        assert_eq!(bytes(&docs[0]), 3..first_end);
        assert_eq!(bytes(&docs[1]), first_end + 2..input.len() as u64 - 1);
        check(&docs[0], input.as_bytes(), "\"met\"", b"\\\"met\\\"");
        check(&docs[1], input.as_bytes(), "& chips", b"&amp; \\u0063hips");
    }

    #[test]
    fn items_lead_back_into_their_feed() {
        let rss = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss version=\"2.0\"><channel><title>B\u{fc}ro</title><item><guid>a</guid><description>Z\u{fc}rich&lt;br&gt;&lt;b&gt;Fish&lt;/b&gt; &amp;amp; chips, he said.</description></item></channel></rss>";
        let rss: Vec<u8> = rss.chars().map(|c| c as u8).collect();
        let json = br#" {"version":"https://jsonfeed.org/version/1.1","items":[{"id":"x","content_text":"-"},{"id":"a","content_html":"Z\u00fcrich<br>Fish &amp; chips, he said."}]}"#;
        let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>B</title><entry><id>a</id><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Zürich</p><p><![CDATA[Fish]]> &#38; chips, he said.</p></div></content></entry></feed>".as_bytes();
        for (input, item, words) in [
            (
                &rss[..],
                &b"<item>"[..],
                &b"Fish&lt;/b&gt; &amp;amp; chips"[..],
            ),
            (json, b"{\"id\":\"a\"", b"Fish &amp; chips"),
            (atom, b"<entry>", b"Fish]]> &#38; chips"),
        ] {
            let limits = Limits::default();
            let record = feed(input, &Meta::default(), &limits).unwrap().pop();
            let doc = record.unwrap().unwrap().ingest(&limits).unwrap().document;
            let start = doc.origin.as_ref().unwrap().bytes.start as usize;
            assert!(input[start..].starts_with(item));
            check(&doc, input, "Fish & chips", words);
        }
    }

    /// The only document of an input.
    fn only(records: impl IntoIterator<Item = Result<Record, Error>>) -> Document {
        let record = records.into_iter().next().unwrap().unwrap();
        record.ingest(&Limits::default()).unwrap().document
    }

    /// Words lead back, and the document is the bytes from `head` to `tail`.
    fn check_part(doc: &Document, input: &[u8], (head, tail): (&str, &str), found: (&str, &[u8])) {
        check(doc, input, found.0, found.1);
        let bytes = doc.origin.as_ref().unwrap().bytes.clone();
        let part = &input[bytes.start as usize..bytes.end as usize];
        assert!(part.starts_with(head.as_bytes()), "{}", part.escape_ascii());
        assert!(part.ends_with(tail.as_bytes()), "{}", part.escape_ascii());
    }

    #[test]
    fn items_of_agencies_lead_back_into_their_file() {
        let (meta, limits) = (Meta::default(), Limits::default());
        let xml = format!("<p>{STORY}</p><p>Fish &amp;\n <em>chips</em>, he said.</p>");
        let nitf = format!(
            "<?xml version='1.0'?><nitf><body><body.head><dateline><location>Vienna</location></dateline></body.head><body.content>{xml}</body.content></body></nitf>\n"
        );
        let doc = only(crate::nitf(nitf.as_bytes(), &meta, &limits).unwrap());
        let words = ("& chips, he", b"&amp;\n <em>chips</em>, he".as_slice());
        check_part(&doc, nitf.as_bytes(), ("<nitf>", "</nitf>"), words);
        check(&doc, nitf.as_bytes(), "The envoys", b"The envoys");
        let escaped = xml.replace('&', "&amp;").replace('<', "&lt;");
        let newsml = format!(
            "<newsMessage><newsItem><contentSet><inlineData contenttype='text/html'>{escaped}</inlineData></contentSet></newsItem></newsMessage>"
        );
        let doc = only(crate::newsml(newsml.as_bytes(), &meta, &limits).unwrap());
        let words = (
            "& chips, he",
            b"&amp;amp;\n &lt;em>chips&lt;/em>, he".as_slice(),
        );
        check_part(
            &doc,
            newsml.as_bytes(),
            ("<newsItem>", "</newsItem>"),
            words,
        );
        let object = serde_json::json!({ "uri": "a", "body_html": xml }).to_string();
        let words = ("& chips, he", b"&amp;\\n <em>chips</em>, he".as_slice());
        for ninjs in [
            format!(" {object}\n{object}"),
            format!("[{object}, {object}]"),
        ] {
            let doc = only(crate::ninjs(ninjs.as_bytes(), &meta, &limits).unwrap());
            check_part(&doc, ninjs.as_bytes(), ("{\"", "\"}"), words);
        }
    }

    #[test]
    fn documents_of_exports_lead_back_into_their_file() {
        let (meta, limits) = (Meta::default(), Limits::default());
        let story = STORY
            .replace("palace and", "palace\nand")
            .replace("old", "\u{f6}ld");
        let words = ("öld palace and spoke", "\u{f6}ld palace\nand spoke");
        let latin = |text: &str| text.chars().map(|c| c as u8).collect::<Vec<_>>();
        let lexisnexis = latin(&format!(
            "1 of 2 DOCUMENTS\n\n   Beispiel Post\n\n   October 24, 2015\n\nEnvoys meet\n\nLENGTH: 20 words\n\n{story}\n\nLANGUAGE: ENGLISH\n\n2 of 2 DOCUMENTS\n\nx"
        ));
        let reader = std::io::Cursor::new(lexisnexis.clone());
        let doc = only(crate::lexisnexis(reader, meta.clone(), limits));
        check_part(
            &doc,
            &lexisnexis,
            ("\n   Beispiel", "ENGLISH\n\n"),
            (words.0, &latin(words.1)),
        );
        let factiva = latin(&format!(
            "HD   Envoys meet\nBY   Anna Beispiel\nWC   20 words\nPD   24 October 2015\nSN   Beispiel Post\nLP   {story}\nAN   Document BPST000020151024eb1234567\n\nSearch Summary\n"
        ));
        let reader = std::io::Cursor::new(factiva.clone());
        let doc = only(crate::factiva(reader, meta, limits));
        check_part(
            &doc,
            &factiva,
            ("HD ", "1234567\n"),
            (words.0, &latin(words.1)),
        );
    }

    #[test]
    fn rows_lead_back_into_their_table() {
        let table = b"\xef\xbb\xbfid;title;text;html\r\na;\"x;\";\"Envoys\r\n\"\"met\"\"; all\";\r\n\r\nb;Z\xfcrich;;\"<p>Fish &amp;amp; ch\xeeps</p>\"\r\n";
        let rows = crate::csv(
            &table[..],
            Meta::default(),
            &crate::Columns::default(),
            Limits::default(),
        );
        let docs: Vec<_> = rows.unwrap().map(|row| only([row])).collect();
        let words = ("\"met\"; all", b"\"\"met\"\"; all".as_slice());
        check_part(&docs[0], table, ("a;\"x", "all\";"), words);
        check_part(
            &docs[1],
            table,
            ("b;Z", "</p>\""),
            ("ch\u{ee}ps", b"ch\xeeps"),
        );
    }

    #[test]
    fn pages_lead_back_into_their_web_archive() {
        let read = |fields: &str, body: &[u8]| {
            let http = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n{fields}\r\n"
            );
            let length = http.len() + body.len();
            let head = format!(
                "\r\nWARC/1.0\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n{http}"
            );
            let bytes = [head.as_bytes(), body, b"\r\n\r\n"].concat();
            let doc = only(crate::warc(&bytes[..], Meta::default(), Limits::default()));
            (doc, bytes)
        };
        let (doc, bytes) = read("", "Envoys met in Zürich.".as_bytes());
        check_part(
            &doc,
            &bytes,
            ("WARC/1.0", "Zürich."),
            ("met in Zü", "met in Zü".as_bytes()),
        );
        let (doc, bytes) = read(
            "Transfer-Encoding: chunked\r\n",
            b"c\r\nEnvoys met i\r\n4\r\nn Z\xc3\r\n5\r\n\xbcrich\r\n0\r\n\r\n",
        );
        check_part(&doc, &bytes, ("WARC/1.0", "0\r\n\r\n"), ("met", b"met"));
        check(&doc, &bytes, "in", b"i\r\n4\r\nn");
        check(&doc, &bytes, "ürich", b"\xc3\r\n5\r\n\xbcrich");
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut gzip, b"Envoys met.").unwrap();
        let (doc, bytes) = read("Content-Encoding: gzip\r\n", &gzip.finish().unwrap());
        let origin = doc.origin.unwrap();
        assert_eq!(
            (origin.bytes.clone(), origin.segments()),
            (2..bytes.len() as u64 - 4, &[][..])
        );
    }

    #[test]
    fn markdown_leads_back_across_its_marks() {
        let file = format!(
            "---\ntitle: x\n---\n# Envoys meet\n\n{STORY}\n\n> **Fish** &amp; [chips](https://example.org/a), he said.\n"
        );
        let doc = crate::read_markdown(Meta::default(), file.as_bytes(), &Limits::default());
        let doc = doc.unwrap().document;
        let words = ("Fish & chips", b"Fish** &amp; [chips".as_slice());
        check_part(&doc, file.as_bytes(), ("---", "said.\n"), words);
    }

    #[test]
    fn what_is_not_in_the_source_leads_nowhere() {
        let excerpt = Excerpt::whole(b"<p>Envoys met.<p>Envoys left.", "UTF-8", Content::Markup);
        let origin = excerpt.origin("Ministers met. Envoys");
        assert_eq!(origin.source_range(Span::new(0, 9)), None);
        assert_eq!(origin.source_range(Span::new(15, 21)), None);
    }

    /// A word of a page: what the reader sees, and how the page writes it.
    fn word() -> impl Strategy<Value = (String, String)> {
        ("[A-Za-zéß“”’&]{1,9}", 0_u8..6).prop_map(|(word, how)| {
            let escaped = word.replace('&', "&amp;");
            let half = word.char_indices().nth(1).map_or(word.len(), |(at, _)| at);
            let (head, tail) = word.split_at(half);
            let (head, tail) = (head.replace('&', "&#38;"), tail.replace('&', "&AMP;"));
            let written = match how {
                0 => word
                    .chars()
                    .map(|c| format!("&#{};", u32::from(c)))
                    .collect(),
                1 => format!("{head}<i class='>'>{tail}"),
                2 => format!("{head}&shy;{tail}"),
                3 => format!("{head}<!-- x -->{tail}"),
                _ => escaped,
            };
            let written = written
                .trim_end_matches("&shy;")
                .trim_end_matches("<!-- x -->");
            let written = written.trim_end_matches("<i class='>'>").to_owned();
            (word.replace(['“', '”'], "\""), written)
        })
    }

    fn paragraph() -> impl Strategy<Value = Vec<(String, String)>> {
        prop::collection::vec(word(), 16..40)
    }

    proptest! {
        #[test]
        fn each_word_of_a_page_is_found(paragraphs in prop::collection::vec(paragraph(), 1..6), gap in " |\n  |&nbsp;|<br>|</b> <b>| <script>x</script>") {
            let seen = |words: &[(String, String)]| words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ");
            // The teaser repeats the first paragraph; the story has an advertisement between all.
            let mut page = format!("<title>A</title><nav>{}", seen(&paragraphs[0]).replace('&', "&amp;"));
            let (mut text, mut expected) = (String::new(), Vec::new());
            for words in &paragraphs {
                page.push_str("</nav><p>Advertisement</p><p>");
                for (seen, written) in words {
                    expected.push((text.len()..text.len() + seen.len(), page.len()..page.len() + written.len()));
                    text = text + seen + " ";
                    page = page + written + &gap;
                }
                text.push('\n');
            }
            let origin = Excerpt::whole(page.as_bytes(), "UTF-8", Content::Markup).origin(&text);
            // With one paragraph both copies keep the order, and the first is as good as the other.
            for (word, bytes) in expected.into_iter().filter(|_| paragraphs.len() > 1) {
                let found = origin.source_range(Span::in_text(&text, word.clone()).unwrap());
                prop_assert_eq!(found, Some(bytes.start as u64..bytes.end as u64), "{} of {}", &text[word], page);
            }
        }

        #[test]
        fn no_bytes_panic(bytes in any::<Vec<u8>>(), text in any::<String>(), label in "utf-8|windows-1252|utf-16le|gb18030") {
            for wrapping in [Wrapping::Bare, Wrapping::Json, Wrapping::Markdown, Wrapping::Table(b','), Wrapping::Xml] {
                let excerpt = Excerpt { wrapping, ..Excerpt::whole(&bytes, &label, Content::Markup) };
                let characters = excerpt.encoding.decode_without_bom_handling(&bytes).0;
                for text in [&text, characters.as_ref()] {
                    let origin = excerpt.origin(text);
                    let ends = origin.segments().iter().map(|s| (s.text.end() as usize, s.source.end as usize));
                    prop_assert!(ends.into_iter().all(|(ours, theirs)| text.is_char_boundary(ours) && theirs <= bytes.len()));
                    prop_assert_eq!(&origin, &excerpt.origin(text));
                }
            }
        }
    }
}
