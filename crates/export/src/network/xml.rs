//! Words in XML.
//!
//! `Procter & Gamble` is `Procter &amp; Gamble`; characters that XML 1.0 does not admit are dropped.

/// Text for an element or an attribute, with white space as one blank.
pub(super) fn escaped(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_ascii_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_controls() {
        assert_eq!(
            escaped("a<b> &\n \"c\"\u{1}"),
            "a&lt;b&gt; &amp; &quot;c&quot;"
        );
    }
}
