//! Opens the inputs one after the other and hands over their documents, not yet taken apart.
//!
//! A JSON Lines file, web archive, table or the export of an archive is streamed; a text or page is one item; an archive is as many inputs as it has files. What cannot be opened or read is an item, too:
//! the failure stands where the document would have stood.

use std::collections::VecDeque;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chancery_ingest::{Columns, Ingested, Limits, Meta, Record};
use chancery_model::SourceFormat;
use jiff::civil::Date;

use crate::args::{From, ReadArgs};
use crate::error::InputError;
use crate::inputs::{self, Input, Listed};
use crate::open::{self, Opened};

/// One document to be, with the name of its input for messages.
pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) body: Body,
}

/// What was taken from an input. Decoding and extraction are left to the threads.
pub(crate) enum Body {
    Text(Meta, Vec<u8>),
    Html(Meta, Vec<u8>),
    Markdown(Meta, Vec<u8>),
    Record(Box<Record>),
    Failed(InputError),
}

impl Body {
    /// Bytes held, as far as they are known: batches are cut by it.
    pub(crate) fn weight(&self) -> usize {
        match self {
            Self::Text(_, bytes) | Self::Html(_, bytes) | Self::Markdown(_, bytes) => bytes.len(),
            Self::Record(record) => record.weight(),
            Self::Failed(_) => 0,
        }
    }

    /// The document, or why there is none.
    pub(crate) fn ingest(self, limits: &Limits) -> Result<Ingested, InputError> {
        Ok(match self {
            Self::Text(meta, bytes) => chancery_ingest::read_text(meta, &bytes, limits)?,
            Self::Html(meta, bytes) => chancery_ingest::read_html(meta, &bytes, limits)?,
            Self::Markdown(meta, bytes) => chancery_ingest::read_markdown(meta, &bytes, limits)?,
            Self::Record(record) => record.ingest(limits)?,
            Self::Failed(why) => return Err(why),
        })
    }
}

/// The documents of one file that holds several.
type Documents = Box<dyn Iterator<Item = Result<Record, chancery_ingest::Error>>>;

/// The documents of all inputs, in order.
pub(crate) struct Sources {
    inputs: VecDeque<Listed>,
    /// Bytes of the files before the one that is open.
    passed: u64,
    /// Bytes of all files up to where reading has come.
    meter: Arc<AtomicU64>,
    open: Option<(String, Documents)>,
    from: From,
    published: Option<Date>,
    columns: Columns,
    limits: Limits,
}

impl Sources {
    pub(crate) fn new(inputs: Vec<Listed>, args: &ReadArgs, limits: Limits) -> Self {
        Self {
            inputs: inputs.into(),
            passed: 0,
            meter: Arc::default(),
            open: None,
            from: args.from,
            published: args.published,
            columns: args.columns.clone().unwrap_or_default(),
            limits,
        }
    }

    /// Bytes of the files that were read so far, as they lie on the disk.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.meter.load(Ordering::Relaxed)
    }

    /// Whether anything may follow: an input that is open or waits.
    pub(crate) fn has_more(&self) -> bool {
        self.open.is_some() || !self.inputs.is_empty()
    }

    /// Opens one input: its only document, the start of its lines, or an archive, whose files come next.
    fn open(&mut self, input: &Input) -> Result<Option<Body>, InputError> {
        if let Input::File(path) = input {
            self.meter.store(self.passed, Ordering::Relaxed);
            self.passed += fs::metadata(path).map_or(0, |facts| facts.len());
        }
        let (reader, head, size) = match open::open(input, &self.limits, &self.meter)? {
            Opened::Stream { reader, head, size } => (reader, head, size),
            Opened::Archive(archive, members) => {
                for member in members.into_iter().rev() {
                    let name = format!("{}/{}", input.name(), member.name);
                    let input = Input::Member(archive.clone(), member, name);
                    self.inputs.push_front(Ok(input));
                }
                return Ok(None);
            }
        };
        let path = match input {
            Input::Stdin => None,
            Input::File(path) => Some(path.to_string_lossy().into_owned()),
            Input::Member(_, _, name) => Some(name.clone()),
        };
        let bare = path.as_deref().map(|path| inputs::bare(Path::new(path)));
        let name = bare.as_ref().map(|bare| bare.to_string_lossy());
        let format = match self.from {
            From::Auto => chancery_ingest::sniff(name.as_deref(), &head),
            From::Text => SourceFormat::Text,
            From::Html => SourceFormat::Html,
            From::Jsonl => SourceFormat::Jsonl,
            From::Feed => SourceFormat::Feed,
            From::Warc => SourceFormat::Warc,
            From::Csv => SourceFormat::Csv,
            From::Parquet => SourceFormat::Parquet,
            From::Markdown => SourceFormat::Markdown,
            From::Factiva => SourceFormat::Factiva,
            From::Lexisnexis => SourceFormat::Lexisnexis,
            From::Newsml => SourceFormat::Newsml,
            From::Ninjs => SourceFormat::Ninjs,
            From::Nitf => SourceFormat::Nitf,
        };
        let id = path.clone().unwrap_or_else(|| "stdin".to_owned());
        let meta = Meta {
            id,
            path,
            published: self.published,
            ..Meta::default()
        };
        let (columns, limits) = (&self.columns, self.limits);
        let documents: Documents = match format {
            SourceFormat::Factiva => Box::new(chancery_ingest::factiva(reader, meta, limits)),
            SourceFormat::Jsonl => Box::new(chancery_ingest::records(reader, meta, limits)),
            SourceFormat::Lexisnexis => Box::new(chancery_ingest::lexisnexis(reader, meta, limits)),
            SourceFormat::Warc => Box::new(chancery_ingest::warc(reader, meta, limits)),
            SourceFormat::Csv => Box::new(chancery_ingest::csv(reader, meta, columns, limits)?),
            SourceFormat::Parquet => {
                let file = open::seekable(input, reader, size)?;
                Box::new(chancery_ingest::parquet(file, meta, columns)?)
            }
            _ => return self.whole(input, format, meta, reader, size),
        };
        self.open = Some((input.name(), documents));
        Ok(None)
    }

    /// Reads an input that is held whole.
    fn whole(
        &mut self,
        input: &Input,
        format: SourceFormat,
        meta: Meta,
        reader: open::Reader,
        size: Option<u64>,
    ) -> Result<Option<Body>, InputError> {
        let items = match format {
            SourceFormat::Feed => Some(chancery_ingest::feed as fn(&[u8], &Meta, &Limits) -> _),
            SourceFormat::Newsml => Some(chancery_ingest::newsml as _),
            SourceFormat::Ninjs => Some(chancery_ingest::ninjs as _),
            SourceFormat::Nitf => Some(chancery_ingest::nitf as _),
            _ => None,
        };
        let limit = match format {
            SourceFormat::Html => self.limits.page_bytes,
            _ if items.is_some() => self.limits.feed_bytes,
            _ => self.limits.text_bytes,
        };
        let bytes = chancery_ingest::read_bytes(reader, size, limit)?;
        if bytes.is_empty() {
            return Err(InputError::Empty);
        }
        if let Some(items) = items {
            let records: Vec<_> = items(&bytes, &meta, &self.limits)?;
            self.open = Some((input.name(), Box::new(records.into_iter())));
            return Ok(None);
        }
        Ok(Some(match format {
            SourceFormat::Html => Body::Html(meta, bytes),
            SourceFormat::Markdown => Body::Markdown(meta, bytes),
            _ => Body::Text(meta, bytes),
        }))
    }
}

impl Iterator for Sources {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some((name, records)) = &mut self.open {
                if let Some(record) = records.next() {
                    let body = record.map_or_else(
                        |why| Body::Failed(why.into()),
                        |record| Body::Record(Box::new(record)),
                    );
                    return Some(Item {
                        name: name.clone(),
                        body,
                    });
                }
                self.open = None;
            }
            let input = match self.inputs.pop_front()? {
                Ok(input) => input,
                Err((name, why)) => {
                    let body = Body::Failed(why);
                    return Some(Item { name, body });
                }
            };
            let body = match self.open(&input) {
                Ok(None) => continue,
                Ok(Some(body)) => body,
                Err(why) => Body::Failed(why),
            };
            let name = input.name();
            return Some(Item { name, body });
        }
    }
}
