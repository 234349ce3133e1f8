//! Decides title, byline, day, outlet and address of a page: of an ordered list of places, the first with a usable value.
//!
//! The list is `data/metadata.tsv`. `<meta property=og:title content="Envoys meet | Beispiel Post">` gives `Envoys meet`
//! where JSON-LD has no headline.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use trafilatura::dom::{Document, NodeId};

use super::clean;
use super::json_ld::Article;
use crate::calendar;
use crate::limits::Limits;
use crate::{fragment, tsv};

/// Longest text of an element, in bytes, that may be an author line or a date.
const MAX_LINE: usize = 200;

/// Elements whose order on the page matters, since some stand above the headline.
const DATED: [Place; 2] = [(Source::Element, "time"), (Source::Element, "line")];

/// What a page says of its article.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) published: Option<Date>,
    pub(super) outlet: Option<String>,
    /// Absolute address.
    pub(super) address: Option<String>,
    /// Every wording of the title that the page has.
    pub(super) titles: Vec<String>,
    /// Summaries, which some pages repeat above the story.
    pub(super) summaries: Vec<String>,
    /// The article's text as JSON-LD has it.
    pub(super) body: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Json,
    Meta,
    Link,
    Item,
    Rel,
    Class,
    Element,
    Path,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Type,
    Title,
    Byline,
    Published,
    Outlet,
    Address,
    Summary,
}

type Place = (Source, &'static str);

static PLACES: LazyLock<Vec<(Field, Place)>> = LazyLock::new(|| {
    tsv::rows(include_str!("../../data/metadata.tsv"))
        .map(|[field, source, key]| {
            let field = match field {
                "type" => Field::Type,
                "title" => Field::Title,
                "byline" => Field::Byline,
                "published" => Field::Published,
                "outlet" => Field::Outlet,
                "summary" => Field::Summary,
                _ => Field::Address,
            };
            let source = match source {
                "json" => Source::Json,
                "meta" => Source::Meta,
                "link" => Source::Link,
                "item" => Source::Item,
                "rel" => Source::Rel,
                "class" => Source::Class,
                "element" => Source::Element,
                _ => Source::Path,
            };
            (field, (source, key))
        })
        .collect()
});

/// The places as they are written in pages, for look-up while the page is walked through.
static KNOWN: LazyLock<BTreeMap<Place, Place>> =
    LazyLock::new(|| PLACES.iter().map(|&(_, place)| (place, place)).collect());

/// Reads what a page says of its article.
pub(super) fn read(page: &Document) -> Metadata {
    let mut found = Found::default();
    found.walk(page);
    let article = Article::find(&found.blocks, places(Field::Type).map(|(_, key)| key));
    if let Some(article) = &article {
        for (source, key) in PLACES.iter().map(|&(_, place)| place) {
            if source == Source::Json && !found.values.contains_key(&(source, key)) {
                let values = article.get(key).iter().map(|value| plain(value)).collect();
                found.values.insert((source, key), values);
            }
        }
    }

    let address = found.first(Field::Address, |value| {
        (value.starts_with("http://") || value.starts_with("https://")).then(|| value.to_owned())
    });
    let host = address.as_deref().and_then(host);
    let outlet = found.first(Field::Outlet, |value| {
        let named = value.contains(char::is_alphabetic) && !value.contains("://");
        let name = value.split(" | ").next().map(str::trim)?;
        (named && value.len() <= MAX_LINE && !name.is_empty()).then(|| name.to_owned())
    });
    let names: Vec<String> = outlet
        .iter()
        .map(String::as_str)
        .chain(host)
        .map(str::to_owned)
        .collect();
    // Of several first headings, none is known to be the headline.
    let one = |values: &&Vec<String>| values.len() == 1;
    let titles: Vec<String> = places(Field::Title)
        .filter_map(|place| {
            found
                .values
                .get(&place)
                .filter(|values| place.1 != "h1" || one(values))
        })
        .flatten()
        .map(|raw| clean::title(raw, &names))
        .filter(|title| !title.is_empty())
        .collect();
    let summaries: Vec<String> = places(Field::Summary)
        .filter_map(|place| found.values.get(&place))
        .flatten()
        .cloned()
        .collect();
    let day_of_address = address.as_deref().and_then(day_of_path);
    found
        .values
        .insert((Source::Path, "date"), day_of_address.into_iter().collect());
    Metadata {
        title: whole_title(&titles),
        byline: found.byline(&names),
        published: found.first(Field::Published, day),
        outlet,
        address,
        titles,
        summaries,
        body: article
            .map(|article| article.get("articlebody").join("\n\n"))
            .filter(|body| !body.is_empty()),
    }
}

/// The first title; where it is cut short, the one that completes it.
fn whole_title(titles: &[String]) -> Option<String> {
    let first = titles.first()?;
    let start = first
        .strip_suffix("...")
        .or(first.strip_suffix('…'))
        .map(str::trim_end);
    let whole = start.and_then(|start| {
        titles
            .iter()
            .find(|other| other.len() > first.len() && other.starts_with(start))
    });
    Some(whole.unwrap_or(first).clone())
}

/// What the elements of a page say, by place.
#[derive(Default)]
struct Found {
    values: BTreeMap<Place, Vec<String>>,
    /// Blocks of JSON-LD.
    blocks: Vec<String>,
}

impl Found {
    fn walk(&mut self, page: &Document) {
        let mut before = None;
        for id in page.iter(page.root(), &[]) {
            match page.tag_name(id) {
                "meta" => {
                    let names = ["property", "name", "itemprop"]
                        .into_iter()
                        .filter_map(|name| page.get_attribute(id, name));
                    for key in names {
                        self.put(Source::Meta, &key, || page.get_attribute(id, "content"));
                    }
                    continue;
                }
                "link" => {
                    if let Some(rel) = page.get_attribute(id, "rel") {
                        self.put(Source::Link, &rel, || page.get_attribute(id, "href"));
                    }
                    continue;
                }
                "script" => {
                    let kind = page.get_attribute(id, "type").unwrap_or_default();
                    if kind.to_ascii_lowercase().contains("ld+json") {
                        self.blocks.push(page.text_content(id));
                    }
                    continue;
                }
                "h1" => {
                    before
                        .get_or_insert(DATED.map(|key| self.values.get(&key).map_or(0, Vec::len)));
                    self.put(Source::Element, "h1", || Some(page.text_content(id)));
                }
                "title" if !self.values.contains_key(&(Source::Element, "title")) => {
                    self.put(Source::Element, "title", || Some(page.text_content(id)));
                }
                "time" => self.put(Source::Element, "time", || dated(page, id)),
                "p" | "span" | "div" | "td" | "em" | "small" | "font" => {
                    if let Some(line) = short_line(page, id) {
                        self.put(Source::Element, "line", || Some(line));
                    }
                }
                _ => {}
            }
            if let Some(key) = page.get_attribute(id, "itemprop") {
                self.put(Source::Item, &key, || dated(page, id));
            }
            if let Some(key) = page.get_attribute(id, "rel") {
                self.put(Source::Rel, &key, || Some(page.text_content(id)));
            }
            if let Some(classes) = page.get_attribute(id, "class") {
                for class in classes.split_ascii_whitespace() {
                    self.put(Source::Class, class, || dated(page, id));
                }
            }
        }
        // A day below the headline is that of the article; one above it may be today's.
        for (key, n_before) in DATED.into_iter().zip(before.unwrap_or_default()) {
            if let Some(days) = self.values.get_mut(&key) {
                days.rotate_left(n_before);
            }
        }
    }

    fn put(&mut self, source: Source, key: &str, value: impl FnOnce() -> Option<String>) {
        let key = key.to_ascii_lowercase();
        let Some(&place) = KNOWN.get(&(source, key.as_str())) else {
            return;
        };
        let value = value()
            .map(|value| plain(&value))
            .filter(|value| !value.is_empty());
        self.values.entry(place).or_default().extend(value);
    }

    /// The first usable value of a field.
    fn first<T>(&self, field: Field, usable: impl Fn(&str) -> Option<T>) -> Option<T> {
        places(field).find_map(|place| {
            self.values
                .get(&place)?
                .iter()
                .find_map(|value| usable(value))
        })
    }

    /// Names of the first place that has any: all that metadata list, but one element only.
    fn byline(&self, outlets: &[String]) -> Option<String> {
        places(Field::Byline).find_map(|place| {
            let values: Vec<String> = self
                .values
                .get(&place)?
                .iter()
                .filter(|value| value.len() <= MAX_LINE)
                .cloned()
                .collect();
            if matches!(place.0, Source::Json | Source::Meta) {
                return clean::byline(&values, outlets);
            }
            values
                .chunks(1)
                .find_map(|value| clean::byline(value, outlets))
        })
    }
}

fn places(field: Field) -> impl Iterator<Item = Place> {
    PLACES
        .iter()
        .filter(move |(other, _)| *other == field)
        .map(|&(_, place)| place)
}

/// A line that may be a date: short, with a year, and in one element.
fn short_line(page: &Document, id: NodeId) -> Option<String> {
    let nodes = page.child_nodes(id);
    let [only] = nodes.as_slice() else {
        return None;
    };
    let line = if page.is_text(*only) {
        page.text_content(*only)
    } else {
        return None;
    };
    let is_short = line.len() <= MAX_LINE && (line.contains("20") || line.contains("19"));
    (is_short && day(&line).is_some()).then_some(line)
}

/// What an element says to machines, else its text.
fn dated(page: &Document, id: NodeId) -> Option<String> {
    ["content", "datetime"]
        .into_iter()
        .find_map(|name| page.get_attribute(id, name))
        .or_else(|| Some(page.text_content(id)))
}

/// White space single; entities and elements that stand within a value resolved.
fn plain(value: &str) -> String {
    let escaped = value.len() <= 10 * MAX_LINE && value.contains(['&', '<']);
    let resolved = escaped
        .then(|| fragment::text(value, &Limits::default()).ok())
        .flatten();
    resolved
        .as_deref()
        .unwrap_or(value)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The day of a text that is a date, or a date behind a label or a place: `Published: 24 October 2015`, `Vienna, 24 October 2015`.
fn day(value: &str) -> Option<Date> {
    if value.len() > MAX_LINE {
        return None;
    }
    let label = value.split_once(':').map(|(_, rest)| rest);
    let place = value
        .split_once(',')
        .filter(|(place, _)| place.split_whitespace().count() <= 3)
        .map(|(_, rest)| rest);
    let parts = value.split(['|', '•', '·']).chain(value.split(" - "));
    std::iter::once(value)
        .chain(parts)
        .chain(label)
        .chain(place)
        .find_map(calendar::parse_date)
        .filter(|day| (1800..2100).contains(&day.year()))
}

/// `https://www.example.org/a` is at `example.org`.
fn host(address: &str) -> Option<&str> {
    let host = address
        .split_once("://")?
        .1
        .split(['/', '?', '#', ':'])
        .next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

/// `…/2015/10/24/…` names a day.
fn day_of_path(address: &str) -> Option<String> {
    let parts: Vec<&str> = address.split(['/', '?']).collect();
    parts.windows(3).find_map(|parts| {
        let [year, month, day] = parts else {
            return None;
        };
        let digits = |text: &str, len: std::ops::RangeInclusive<usize>| {
            len.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
        };
        (digits(year, 4..=4) && digits(month, 1..=2) && digits(day, 1..=2))
            .then(|| format!("{year}-{month:0>2}-{day:0>2}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Title, byline, day, outlet and address, parted by ` / `; `-` where there is none.
    fn check(html: &str, expected: &str) {
        let found = read(&Document::parse(html));
        let day = found.published.map(|day| day.to_string());
        let fields = [found.title, found.byline, day, found.outlet, found.address];
        let fields: Vec<_> = fields
            .into_iter()
            .map(|field| field.unwrap_or_else(|| "-".to_owned()))
            .collect();
        assert_eq!(fields.join(" / "), expected, "{html}");
    }

    #[test]
    fn json_ld_goes_before_meta_and_both_before_what_is_shown() {
        let json = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Envoys &amp; ministers meet","author":{"name":"Anna Beispiel"},
            "datePublished":"2015-10-24T10:00:00+02:00","publisher":{"name":"Beispiel Post"},"mainEntityOfPage":{"@id":"https://example.org/a"}}</script>"#;
        let meta = "<title>T</title><meta property=og:title content='Envoys meet | Beispiel Post'><meta property=og:site_name content='Beispiel Post'>\
            <meta name=author content='Max Muster'><meta property=article:published_time content=2015-10-25>";
        let shown = "<h1>Envoys meet in Vienna</h1><p class='byline'>By Max Muster, Editor</p><time datetime=2015-10-26>today</time>";
        check(
            json,
            "Envoys & ministers meet / Anna Beispiel / 2015-10-24 / Beispiel Post / https://example.org/a",
        );
        check(
            &format!("{meta}{json}{shown}"),
            "Envoys & ministers meet / Anna Beispiel / 2015-10-24 / Beispiel Post / https://example.org/a",
        );
        check(
            &format!("{meta}{shown}"),
            "Envoys meet / Max Muster / 2015-10-25 / Beispiel Post / -",
        );
        check(
            shown,
            "Envoys meet in Vienna / Max Muster / 2015-10-26 / - / -",
        );
        check("", "- / - / - / - / -");
    }

    #[test]
    fn a_title_that_is_cut_short_is_completed() {
        check(
            "<meta property=og:title content='Envoys of three…'><h1>Envoys of three states meet</h1>",
            "Envoys of three states meet / - / - / - / -",
        );
    }

    #[test]
    fn days_of_the_page() {
        check(
            "<time datetime=2020-01-01>now</time><h1>A b</h1><time>24 October 2015</time>",
            "A b / - / 2015-10-24 / - / -",
        );
        check(
            "<span class=date>Published: October 24, 2015</span>",
            "- / - / 2015-10-24 / - / -",
        );
        check(
            "<span class=date>soon</span><link rel=canonical href=https://example.org/2015/10/24/a>",
            "- / - / 2015-10-24 / - / https://example.org/2015/10/24/a",
        );
        check(
            "<link rel=canonical href=/a><meta property=og:url content=http://example.org/b>",
            "- / - / - / - / http://example.org/b",
        );
    }

    proptest! {
        #[test]
        fn never_panics(html in "(<meta name=|<h1>|<time>|author|date|og:title| content=| class=byline|>|'|&amp;|<|2015|-10|…|é| ){0,40}") {
            let found = read(&Document::parse(&html));
            prop_assert_eq!(found.title, read(&Document::parse(&html)).title);
        }
    }
}
