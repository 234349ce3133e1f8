//! The brief as Markdown, for notes, wikis and pull requests: headings, lists, and the words that prove each line as a quotation.
//!
//! Words of a story never become markup: `*_[]<>` and what else Markdown reads are escaped, so `5 * 3 < 20` stays as it is.

use std::io::Write;

use chancery_model::{Analysis, EntityKind, Event, Quote, Setting, Span, Status};

use crate::labels::{
    acts, circumstances, content, excerpt, facts, named, one_line, parties, role, speaker,
};
use crate::{ExportError, Exporter};

/// The brief in CommonMark.
pub(crate) struct Markdown;

impl Exporter for Markdown {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        let doc = &analysis.document;
        writeln!(
            out,
            "# {}\n",
            escaped(doc.title.as_deref().unwrap_or(doc.id()))
        )?;
        let mut facts: Vec<_> = facts(doc).iter().map(|fact| escaped(fact)).collect();
        facts.extend(doc.provenance.url.as_deref().and_then(link));
        if !facts.is_empty() {
            writeln!(out, "{}\n", facts.join(" · "))?;
        }
        actors(analysis, "People", &[EntityKind::Person], out)?;
        let bodies = [
            EntityKind::State,
            EntityKind::Organization,
            EntityKind::Group,
        ];
        actors(analysis, "States and bodies", &bodies, out)?;
        for (title, setting) in [
            ("Events", Setting::News),
            ("Background", Setting::Background),
            ("Analysis", Setting::Analysis),
        ] {
            let rows = acts(analysis).filter(|(_, event)| event.setting == setting);
            section(title, out, rows, |(_, event), out| {
                act(analysis, event, out)
            })?;
        }
        section("Quotes", out, &analysis.quotes, |quote, out| {
            speech(analysis, quote, out)
        })?;
        section("Notices", out, &analysis.warnings, |warning, out| {
            let place = warning
                .span
                .map(|span| format!(": {}", excerpt(doc.slice(span))));
            let place = place.unwrap_or_default();
            writeln!(out, "- {}", escaped(&format!("{}{place}", warning.message)))
        })
    }
}

/// A heading with the number of items, and the items; nothing where there are none.
fn section<T>(
    title: &str,
    out: &mut dyn Write,
    items: impl IntoIterator<Item = T>,
    item: impl Fn(T, &mut dyn Write) -> std::io::Result<()>,
) -> Result<(), ExportError> {
    let items: Vec<_> = items.into_iter().collect();
    if items.is_empty() {
        return Ok(());
    }
    writeln!(out, "## {title} ({})\n", items.len())?;
    for each in items {
        item(each, out)?;
    }
    Ok(writeln!(out)?)
}

/// An address as a link, where Markdown can hold it.
fn link(url: &str) -> Option<String> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    let fits = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>');
    (is_web && url.bytes().all(fits)).then(|| format!("<{url}>"))
}

fn actors(
    analysis: &Analysis,
    title: &str,
    kinds: &[EntityKind],
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let rows = named(analysis, kinds);
    section(title, out, rows, |(_, entity, mentions), out| {
        let mut facts = Vec::new();
        facts.extend(entity.country.map(|code| code.to_string()));
        facts.extend(Some(role(entity)).filter(|role| !role.is_empty()));
        facts.push(format!("×{mentions}"));
        let facts = escaped(&facts.join(", "));
        writeln!(out, "- **{}** {facts}", escaped(&entity.name))
    })
}

fn act(analysis: &Analysis, event: &Event, out: &mut dyn Write) -> std::io::Result<()> {
    let mut line = match event.status {
        Status::Actual => String::new(),
        Status::Negated => "not ".to_owned(),
        status => format!("{status} "),
    };
    line.push_str(event.event_type.code());
    if let Some(mode) = event.mode {
        line.push_str(&format!("/{mode}"));
    }
    let mut facts = vec![parties(analysis, event)];
    facts.extend(circumstances(analysis, event));
    writeln!(
        out,
        "- **{}** {}  \n  > {}",
        escaped(&line),
        escaped(&facts.join(", ")),
        evidence(analysis, event)
    )
}

/// The sentence of an act without the dateline, the words that state it in bold.
fn evidence(analysis: &Analysis, event: &Event) -> String {
    let doc = &analysis.document;
    let sentence = analysis.syntax.sentence(event.sentence).span;
    let filed = doc.dateline.as_ref().map_or(0, |line| line.span.end());
    let mut at = sentence.start().max(filed.min(sentence.end()));
    let mut line = String::new();
    for &words in &event.trigger {
        line.push_str(&inside(doc.slice(Span::new(at, words.start().max(at)))));
        let bold = escaped(doc.slice(words));
        if !bold.is_empty() {
            line.push_str(&format!("**{bold}**"));
        }
        at = words.end().max(at);
    }
    line.push_str(&inside(doc.slice(Span::new(at, sentence.end().max(at)))));
    line.trim().to_owned()
}

/// Words between others: escaped, with one blank at each end where white space stood.
fn inside(text: &str) -> String {
    let blank = |is_blank: bool| if is_blank { " " } else { "" };
    let words = escaped(text);
    if words.is_empty() {
        return blank(!text.is_empty()).to_owned();
    }
    let before = blank(text.starts_with(char::is_whitespace));
    let after = blank(text.ends_with(char::is_whitespace));
    format!("{before}{words}{after}")
}

fn speech(analysis: &Analysis, quote: &Quote, out: &mut dyn Write) -> std::io::Result<()> {
    let how = quote.cue.as_ref().map_or_else(
        || quote.kind.to_string(),
        |cue| {
            let not = if cue.negated { "not " } else { "" };
            format!("{not}{}, {}", cue.class, quote.kind)
        },
    );
    writeln!(
        out,
        "- **{}** {}  \n  > {}",
        escaped(&speaker(analysis, quote)),
        escaped(&how),
        escaped(&content(analysis, quote))
    )
}

/// The text on one line, with a backslash before what Markdown would read as markup.
fn escaped(text: &str) -> String {
    let line = one_line(text);
    let mut escaped = String::with_capacity(line.len());
    // `1.`, `-`, `#` make lists and headings at the start of a line only.
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in line.char_indices() {
        let begins_block = (at == 0 && matches!(c, '-' | '+' | '#' | '='))
            || (at == digits && digits > 0 && matches!(c, '.' | ')'));
        if begins_block
            || matches!(
                c,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~'
            )
        {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_model::EventType;
    use proptest::prelude::*;

    #[test]
    fn words_of_a_story_are_no_markup() {
        let check = |text: &str, expected: &str| assert_eq!(escaped(text), expected);
        check("5 * 3 < 20\n& [a_b]", r"5 \* 3 \< 20 \& \[a\_b\]");
        check("1. A first", r"1\. A first");
        check("- a-b", r"\- a-b");
        check("2016 was 1.5", "2016 was 1.5");
    }

    #[test]
    fn an_act_shows_its_words() {
        let mut analysis = crate::testing::analysis(
            "They  PRON 2 nsubj
             met\\ VERB 0 root
             _     X    2 dep",
        );
        let mut event = crate::testing::event(EventType::Consult, Status::Planned, &[], &[]);
        event.trigger = vec![Span::new(5, 8)];
        analysis.events.push(event);
        let mut out = Vec::new();
        Markdown
            .document(&analysis, &mut out)
            .expect("a vector takes all");
        insta::assert_snapshot!(String::from_utf8(out).expect("UTF-8"), @r"
        # test

        ## Events (1)

        - **planned CONSULT** someone  
          > They **met**\_
        ");
    }

    #[test]
    fn only_a_web_address_is_a_link() {
        let check = |url: &str, expected| assert_eq!(link(url).is_some(), expected);
        check("https://news.example/a_b?c=*d", true);
        check("javascript:alert(1)", false);
        check("https://news.example/a> b", false);
    }

    proptest! {
        #[test]
        fn escaping_adds_backslashes_only(text in any::<String>()) {
            let kept: String = {
                let mut chars = escaped(&text).chars().collect::<Vec<_>>().into_iter();
                std::iter::from_fn(|| match chars.next()? {
                    '\\' => chars.next(),
                    c => Some(c),
                }).collect()
            };
            prop_assert_eq!(kept, one_line(&text));
        }
    }
}
