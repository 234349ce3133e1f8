//! Decides how bytes and what is known beside them become a document: decode, extract, structure.
//!
//! [`read_bytes`] is the crate's only contact with the outside: it takes from an open reader, never more than the limit.

use std::io::Read;

use chancery_model::{Document, Provenance, SourceFormat, Warning, WarningCode};
use encoding_rs::Encoding;
use jiff::civil::Date;

use crate::decode::{Decoded, decode, decode_as};
use crate::error::{Error, Size};
use crate::html;
use crate::limits::Limits;
use crate::origin::{Content, Excerpt};
use crate::structure::{self, Beside, Garbled, warning};

/// What the caller knows of an input. Fields that the input itself gives go before these.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// Id of the document, unique within the run.
    pub id: String,
    /// File that is read, as the user named it.
    pub path: Option<String>,
    /// Address of the story.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Agency that it came from.
    pub credit: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
}

impl Meta {
    /// These facts, and others where they are missing or blank. The id stays.
    pub(crate) fn or(self, others: &Self) -> Self {
        let known = |own: Option<String>, other: &Option<String>| {
            own.filter(|text| !text.trim().is_empty())
                .or_else(|| other.clone())
        };
        Self {
            id: self.id,
            path: known(self.path, &others.path),
            url: known(self.url, &others.url),
            title: known(self.title, &others.title),
            publisher: known(self.publisher, &others.publisher),
            byline: known(self.byline, &others.byline),
            credit: known(self.credit, &others.credit),
            published: self.published.or(others.published),
        }
    }
}

/// A document and what the reader should know of how it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Ingested {
    /// The document.
    pub document: Document,
    /// In the order in which they arose.
    pub warnings: Vec<Warning>,
}

/// Reads an input to its end.
///
/// `known_size` is the size in bytes that the file system gives, if any: a file that is too large is refused unread.
///
/// # Errors
/// [`Error::TooLarge`] when there are more than `limit` bytes, [`Error::Read`] when the reader fails.
pub fn read_bytes(
    reader: impl Read,
    known_size: Option<u64>,
    limit: usize,
) -> Result<Vec<u8>, Error> {
    let too_large = |found| Error::TooLarge {
        what: "input",
        found,
        limit,
    };
    if let Some(size) = known_size.filter(|&size| size > limit as u64) {
        return Err(too_large(Size::Exactly(size)));
    }
    let mut bytes = Vec::new();
    let result = reader.take(limit as u64 + 1).read_to_end(&mut bytes);
    result.map_err(|source| Error::Read {
        offset: bytes.len() as u64,
        source,
    })?;
    if bytes.len() > limit {
        return Err(too_large(Size::MoreThan(limit as u64)));
    }
    Ok(bytes)
}

/// Makes a document of a plain text.
///
/// # Errors
/// When the bytes are no text or more than the limit.
pub fn read_text(meta: Meta, bytes: &[u8], limits: &Limits) -> Result<Ingested, Error> {
    check_size("text", bytes.len(), limits.text_bytes)?;
    let decoded = decode(bytes)?;
    let mut warnings = decoding_warnings(&decoded);
    check_size("text", decoded.text.len(), limits.text_bytes)?;
    let mut document = structure::document(
        decoded.text,
        Garbled::Repair,
        beside(meta, SourceFormat::Text),
        &mut warnings,
    );
    let excerpt = Excerpt::whole(bytes, decoded.encoding, Content::Text);
    document.origin = Some(excerpt.origin(document.text()));
    Ok(Ingested { document, warnings })
}

/// Makes a document of the article of a web page. A page without an article gives an empty document and a warning.
///
/// # Errors
/// When the bytes are no text, more than the limit or nested too deeply.
pub fn read_html(meta: Meta, bytes: &[u8], limits: &Limits) -> Result<Ingested, Error> {
    check_size("page", bytes.len(), limits.page_bytes)?;
    let decoded = decode_as(bytes, declared_charset(bytes))?;
    let mut warnings = decoding_warnings(&decoded);
    let mut document = page(
        beside(meta, SourceFormat::Html),
        &decoded.text,
        limits,
        &mut warnings,
    )?;
    let excerpt = Excerpt::whole(bytes, decoded.encoding, Content::Markup);
    document.origin = Some(excerpt.origin(document.text()));
    Ok(Ingested { document, warnings })
}

/// Makes a document of a page that is decoded already.
pub(crate) fn page(
    beside: Beside,
    html: &str,
    limits: &Limits,
    warnings: &mut Vec<Warning>,
) -> Result<Document, Error> {
    check_size("page", html.len(), limits.page_bytes)?;
    let article = html::extract(html, limits)?;
    if article.text.trim().is_empty() {
        warnings.push(warning(
            WarningCode::NoArticle,
            "the page has no article body",
        ));
    }
    let Provenance {
        path,
        url,
        format,
        publisher,
        byline,
        credit,
    } = beside.provenance;
    let beside = Beside {
        id: beside.id,
        title: beside.title.or(article.title),
        published: beside.published.or(article.published),
        provenance: Provenance {
            path,
            url: url.or(article.url),
            format,
            publisher: publisher.or(article.site),
            byline: byline.or(article.author),
            credit,
        },
    };
    Ok(structure::document(
        article.text,
        Garbled::Repair,
        beside,
        warnings,
    ))
}

pub(crate) fn check_size(what: &'static str, found: usize, limit: usize) -> Result<(), Error> {
    if found > limit {
        Err(Error::TooLarge {
            what,
            found: Size::Exactly(found as u64),
            limit,
        })
    } else {
        Ok(())
    }
}

/// Brings the caller's knowledge into the document's form.
pub(crate) fn beside(meta: Meta, format: SourceFormat) -> Beside {
    let Meta {
        id,
        path,
        url,
        title,
        publisher,
        byline,
        credit,
        published,
    } = meta;
    Beside {
        id,
        title,
        published,
        provenance: Provenance {
            path,
            url,
            publisher,
            byline,
            credit,
            format,
        },
    }
}

pub(crate) fn decoding_warnings(decoded: &Decoded) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if decoded.guessed {
        warnings.push(warning(
            WarningCode::GuessedEncoding,
            format!("the encoding was guessed: {}", decoded.encoding),
        ));
    }
    if decoded.replacements > 0 {
        let message = format!(
            "not valid {1} in {0} place(s), which became U+FFFD",
            decoded.replacements, decoded.encoding
        );
        warnings.push(warning(WarningCode::InvalidEncoding, message));
    }
    warnings
}

/// The encoding that an XML declaration names.
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    declared(bytes, b"encoding=")
}

/// The charset that a `<meta>` element among the first kilobytes declares.
pub(crate) fn declared_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    declared(bytes, b"charset=")
}

/// The encoding whose name stands after a key among the first kilobytes.
fn declared(bytes: &[u8], key: &[u8]) -> Option<&'static Encoding> {
    const HEAD: usize = 4096;
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let at = memchr::memmem::find(&head, key)? + key.len();
    let value = head[at..].trim_ascii_start();
    let value = value
        .strip_prefix(b"\"")
        .or(value.strip_prefix(b"'"))
        .unwrap_or(value);
    let len = value
        .iter()
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':')))
        .unwrap_or(value.len());
    Encoding::for_label(&value[..len])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn codes(ingested: &Ingested) -> Vec<&'static str> {
        ingested
            .warnings
            .iter()
            .map(|warning| warning.code.code())
            .collect()
    }

    #[test]
    fn no_more_than_the_limit_is_read() {
        assert_eq!(read_bytes(&b"abc"[..], None, 3).unwrap(), b"abc");
        let message = |size| {
            read_bytes(std::io::repeat(b'a'), size, 100)
                .unwrap_err()
                .to_string()
        };
        assert!(
            message(None).starts_with("the input has more than 100 bytes, the limit is 100: split")
        );
        assert!(
            message(Some(50_000_000)).starts_with("the input has 50000000 bytes, the limit is 100")
        );
    }

    #[test]
    fn text_is_kept_and_what_is_odd_is_said() {
        let read = |bytes: &[u8]| {
            read_text(
                Meta {
                    id: "d".into(),
                    ..Meta::default()
                },
                bytes,
                &Limits::default(),
            )
            .unwrap()
        };
        let ingested = read(b"  Envoys met\r\n in Z\xfcrich. \n");
        assert_eq!(ingested.document.text(), "  Envoys met\r\n in Zürich. \n");
        assert_eq!(codes(&ingested), ["guessed-encoding", "no-date"]);
        assert_eq!(codes(&read(b"")), ["empty-document", "no-date"]);
        assert_eq!(
            codes(&read("K\u{f6}ln, Z\u{fc}rich".as_bytes())),
            ["no-date"]
        );
    }

    #[test]
    fn what_the_caller_knows_goes_before_the_page() {
        let html = "<html><head><title>A b c</title></head><body><article><p>Envoys met in the old palace for long talks.</p></article></body></html>";
        let meta = Meta {
            id: "d".into(),
            title: Some("Mine".into()),
            published: "2015-10-24".parse().ok(),
            ..Meta::default()
        };
        let ingested = read_html(meta, html.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(ingested.document.title.as_deref(), Some("Mine"));
        assert_eq!(
            ingested.document.text().trim(),
            "Envoys met in the old palace for long talks."
        );
        assert_eq!(
            codes(&read_html(Meta::default(), b"<html></html>", &Limits::default()).unwrap()),
            ["no-article", "empty-document", "no-date"]
        );
    }

    #[test]
    fn charsets_of_pages() {
        let name = |html: &str| declared_charset(html.as_bytes()).map(Encoding::name);
        assert_eq!(name("<meta charset='ISO-8859-1'>"), Some("windows-1252"));
        assert_eq!(
            name("<meta http-equiv=content-type content=\"text/html; charset=koi8-r\">"),
            Some("KOI8-R")
        );
        assert_eq!(name("<meta charset=>"), None);
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in any::<Vec<u8>>()) {
            let limits = Limits::default();
            if let Ok(ingested) = read_text(Meta::default(), &bytes, &limits) {
                prop_assert_eq!(Ok(ingested), read_text(Meta::default(), &bytes, &limits).map_err(|error| error.to_string()));
            }
            let _ = read_html(Meta::default(), &bytes, &limits);
        }
    }
}
