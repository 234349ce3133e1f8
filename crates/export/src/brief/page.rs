//! Lines, headings and weights of a page that knows its width.

use anstyle::{AnsiColor, Style};

use super::BriefStyle;

/// A page under construction.
pub(super) struct Page {
    text: String,
    style: BriefStyle,
}

/// What a stretch of text is, as far as its look goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Names and types.
    Strong,
    /// Codes, places, days.
    Faint,
    /// The words that prove something.
    Evidence,
    /// An act that has not happened, or not for certain.
    Caution,
    /// An act that was denied or undone.
    Denied,
}

impl Page {
    pub(super) fn new(style: BriefStyle) -> Self {
        Self {
            text: String::new(),
            style: BriefStyle {
                width: style.width.max(BriefStyle::MIN_WIDTH),
                ..style
            },
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn title(&mut self, title: &str) {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let title = self.styled(Weight::Strong, &title);
        self.line("", &title);
    }

    pub(super) fn heading(&mut self, name: &str, count: usize) {
        let name = self.styled(Weight::Strong, &name.to_uppercase());
        let count = self.styled(Weight::Faint, &format!("({count})"));
        self.text.push('\n');
        self.line("", &format!("{name} {count}"));
    }

    /// One item, wrapped; further lines stand two columns deeper.
    pub(super) fn line(&mut self, indent: &str, text: &str) {
        let deeper = if indent.is_empty() {
            String::new()
        } else {
            format!("{indent}  ")
        };
        let options = textwrap::Options::new(self.style.width)
            .initial_indent(indent)
            .subsequent_indent(&deeper)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .break_words(false);
        for line in textwrap::wrap(text, options) {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    /// The text in its weight. A plain page marks evidence by asterisks and nothing else.
    pub(super) fn styled(&self, weight: Weight, text: &str) -> String {
        match (self.style.colour, weight) {
            _ if text.is_empty() => return String::new(),
            (false, Weight::Evidence) => return format!("*{text}*"),
            (false, _) => return text.to_owned(),
            (true, _) => {}
        }
        let style = match weight {
            Weight::Strong => Style::new().bold(),
            Weight::Faint => Style::new().dimmed(),
            Weight::Evidence => Style::new().underline(),
            Weight::Caution => AnsiColor::Yellow.on_default(),
            Weight::Denied => AnsiColor::Red.on_default(),
        };
        format!("{style}{text}{style:#}")
    }

    /// Text padded to `width` columns, measured before styling.
    pub(super) fn column(&self, weight: Option<Weight>, text: &str, width: usize) -> String {
        let pad = " ".repeat(width.saturating_sub(unicode_width::UnicodeWidthStr::width(text)));
        let text = weight.map_or_else(|| text.to_owned(), |weight| self.styled(weight, text));
        text + &pad
    }
}
