//! A document: its text, what kind of paragraph each part is, and where it came from.
//!
//! The text is the article's own, unchanged but for decoding. Wire furniture (slug lines, bylines,
//! credits) stays in it; paragraphs say what is story and what is not.

use jiff::civil::Date;

use crate::{Origin, Span, SpanError};

/// One news text with its metadata. Everything else points into [`text`](Self::text).
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    id: String,
    text: String,
    paragraphs: Vec<Paragraph>,
    /// Headline: as given beside the text, or the headline paragraph's words.
    pub title: Option<String>,
    /// Day of publication, as given by the input or the user.
    pub published: Option<Date>,
    /// Place, day and agency at the head of the story.
    pub dateline: Option<Dateline>,
    /// Where the text came from.
    pub provenance: Provenance,
    /// The document read before that this one is a copy of, where somebody looked for one.
    pub duplicate_of: Option<Duplicate>,
    /// Where it stood in the input, and the way back to its bytes; `None` where the input has no bytes of it.
    pub origin: Option<Origin>,
}

/// Which document another one is a copy of.
#[derive(Debug, Clone, PartialEq)]
pub struct Duplicate {
    /// Id of the first document of its kind.
    pub id: String,
    /// Estimated share of five-word runs in common, 0 to 1.
    pub similarity: f32,
}

/// A block of text between line breaks, trimmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    /// Bytes of the paragraph without surrounding white space; never empty.
    pub span: Span,
    /// What the paragraph is for.
    pub kind: ParagraphKind,
}

/// What a paragraph is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParagraphKind {
    /// The story's title.
    Headline,
    /// Running text.
    Body,
    /// `By Anna Beispiel`.
    Byline,
    /// A line for editors: `ATTENTION - UPDATES with reaction ///`.
    Slug,
    /// A date or dateline that stands on its own line.
    Dateline,
    /// A closing line: `(Source: …)`, `Reporting by …`.
    Credit,
}

impl ParagraphKind {
    /// True when the paragraph tells the story: headline and body.
    pub const fn is_story(self) -> bool {
        matches!(self, Self::Headline | Self::Body)
    }
}

/// `VIENNA, Oct. 24 (Agency) --`: where and when the story was filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// From the place to the separator, separator included.
    pub span: Span,
    /// Places in title case, in order (`["Beijing", "Washington"]` of `BEIJING/WASHINGTON`); empty for
    /// `(Reuters) - `.
    pub places: Vec<String>,
    /// The day, its year taken from the line or nearest before publication.
    pub date: Option<Date>,
    /// Agency in its usual spelling (`Xinhua` for `Xinhuanet`); several are joined by `/`.
    pub agency: Option<String>,
}

/// Format that a document was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceFormat {
    /// Plain text.
    Text,
    /// A web page.
    Html,
    /// One line of a JSON Lines file.
    Jsonl,
    /// One item of an RSS, Atom or JSON feed.
    Feed,
    /// One record of a web archive.
    Warc,
    /// One row of a table whose fields are parted by commas or tabs.
    Csv,
    /// One row of a Parquet table.
    Parquet,
    /// Text with the marks of Markdown.
    Markdown,
    /// A story in NITF.
    Nitf,
    /// One item of NewsML-G2 or NewsML 1.2.
    Newsml,
    /// One object of ninjs.
    Ninjs,
    /// One document of a LexisNexis text export.
    Lexisnexis,
    /// One document of a Factiva text export.
    Factiva,
}

/// Where a document came from. Unknown is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// File that was read, as the user named it.
    pub path: Option<String>,
    /// Address of the story.
    pub url: Option<String>,
    /// Format of the input.
    pub format: SourceFormat,
    /// Outlet that published it.
    pub publisher: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// Closing credit (`CNTV.cn` of `(Source: CNTV.cn)`).
    pub credit: Option<String>,
}

impl Provenance {
    /// Nothing known but the format.
    pub const fn of_format(format: SourceFormat) -> Self {
        Self {
            path: None,
            url: None,
            format,
            publisher: None,
            byline: None,
            credit: None,
        }
    }
}

impl Document {
    /// A document whose paragraphs lie in the text, in order, without overlap.
    ///
    /// # Errors
    /// When a paragraph is empty, leaves the text, cuts a character, or starts before its
    /// predecessor ends ([`SpanError::Reversed`] carries the two bytes).
    pub fn new(
        id: impl Into<String>,
        text: impl Into<String>,
        paragraphs: Vec<Paragraph>,
        provenance: Provenance,
    ) -> Result<Self, SpanError> {
        let text = text.into();
        let mut last_end = 0;
        for paragraph in &paragraphs {
            let span = Span::in_text(&text, paragraph.span.range())?;
            if span.is_empty() || span.start() < last_end {
                return Err(SpanError::Reversed {
                    start: last_end as usize,
                    end: span.start() as usize,
                });
            }
            last_end = span.end();
        }
        Ok(Self {
            id: id.into(),
            text,
            paragraphs,
            title: None,
            published: None,
            dateline: None,
            provenance,
            duplicate_of: None,
            origin: None,
        })
    }

    /// A document of running text: each line that is not blank is one body paragraph.
    pub fn from_plain(id: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let mut paragraphs = Vec::new();
        let mut line_start = 0;
        for line in text.split_inclusive('\n') {
            let start = line_start + (line.len() - line.trim_start().len());
            let end = line_start + line.trim_end().len();
            if start < end {
                let span =
                    Span::in_text(&text, start..end).expect("trimming keeps character boundaries");
                paragraphs.push(Paragraph {
                    span,
                    kind: ParagraphKind::Body,
                });
            }
            line_start += line.len();
        }
        Self::new(
            id,
            text,
            paragraphs,
            Provenance::of_format(SourceFormat::Text),
        )
        .expect("lines are in order and do not overlap")
    }

    /// Id of the document, unique within a run.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The text that every span points into.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The words of a span.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Paragraphs in order.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// The day that relative times count from: the dateline's, else that of publication.
    pub fn reference_date(&self) -> Option<Date> {
        self.dateline
            .as_ref()
            .and_then(|line| line.date)
            .or(self.published)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_become_paragraphs() {
        let doc = Document::from_plain("d", "One.\r\n\r\n  Two. \nThree");
        let words: Vec<_> = doc.paragraphs().iter().map(|p| doc.slice(p.span)).collect();
        assert_eq!(words, ["One.", "Two.", "Three"]);
    }

    #[test]
    fn paragraphs_must_not_overlap() {
        let at = |start, end| Paragraph {
            span: Span::new(start, end),
            kind: ParagraphKind::Body,
        };
        let make = |paragraphs| {
            Document::new(
                "d",
                "abcdef",
                paragraphs,
                Provenance::of_format(SourceFormat::Text),
            )
        };
        assert!(make(vec![at(0, 2), at(2, 4)]).is_ok());
        assert!(make(vec![at(0, 3), at(2, 4)]).is_err());
        assert!(make(vec![at(0, 0)]).is_err());
        assert!(make(vec![at(0, 9)]).is_err());
    }

    proptest! {
        #[test]
        fn plain_paragraphs_hold_every_visible_character(text in any::<String>()) {
            let doc = Document::from_plain("d", text.clone());
            let kept: String = doc.paragraphs().iter().map(|p| doc.slice(p.span)).collect();
            let squeeze = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(squeeze(&kept), squeeze(&text));
        }
    }
}
