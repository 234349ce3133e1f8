//! Decides how the row of a table becomes a record.
//!
//! `17;2015-10-24;Envoys meet;…` has an id, a day, a title and a text once it is known which column is which. An empty field is
//! no fact; a text is kept as it is.

use chancery_model::{SourceFormat, Warning, WarningCode};

use crate::calendar;
use crate::columns::Part;
use crate::read::Meta;
use crate::record::{Body, Place, Record};
use crate::structure::warning;

/// Makes a record of the fields of a row. `id` is that of a row without one.
pub(crate) fn record(
    fields: impl IntoIterator<Item = (Part, String)>,
    place: Place,
    id: String,
    format: SourceFormat,
    defaults: &Meta,
    mut warnings: Vec<Warning>,
) -> Record {
    let mut meta = Meta {
        id,
        ..defaults.clone()
    };
    let (mut text, mut html) = (None, None);
    let known = |(_, field): &(Part, String)| !field.trim().is_empty();
    for (part, field) in fields.into_iter().filter(known) {
        match part {
            Part::Id => meta.id = field,
            Part::Text => text = Some(field),
            Part::Html => html = Some(field),
            Part::Title => meta.title = Some(field),
            Part::Published => match calendar::parse_date(&field) {
                Some(date) => meta.published = Some(date),
                None => warnings.push(warning(
                    WarningCode::NoDate,
                    format!("`published` is `{field}`, which is no date such as 2015-10-24"),
                )),
            },
            Part::Publisher => meta.publisher = Some(field),
            Part::Byline => meta.byline = Some(field),
            Part::Url => meta.url = Some(field),
        }
    }
    let body = match (text, html) {
        (None, Some(html)) => Body::Html(html),
        (text, _) => Body::Text(text.unwrap_or_default()),
    };
    Record {
        place,
        format,
        meta,
        body,
        warnings,
        excerpt: None,
    }
}
