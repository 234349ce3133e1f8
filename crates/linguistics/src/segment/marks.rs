//! Tells how many characters make one mark: `...`, `?!`, `--` and drawn lines are one, `")` is two.

use unicode_segmentation::UnicodeSegmentation;

/// Bytes of the mark at the front of `rest`, which starts with `c`, no word character or apostrophe.
pub(super) fn length(rest: &str, c: char) -> usize {
    let drawn = rest.bytes().take_while(|&b| is_drawn(b)).count();
    if drawn > 3 && !rest[..drawn].starts_with('#') {
        return drawn;
    }
    match c {
        '.' => {
            // `.?` is one mark, `...?` is two.
            let dots = same_run(rest, c);
            let more = exclamations(&rest[dots..]);
            dots + if dots < 3 { more } else { 0 }
        }
        '!' | '?' => {
            // `!.` is one mark, `!...` and `!.pdf` begin with `!`.
            let length = exclamations(rest);
            let stop = rest[length..].strip_prefix('.');
            let ends = |after: &str| !after.starts_with(|c: char| c == '.' || c.is_alphanumeric());
            length + usize::from(stop.is_some_and(ends))
        }
        '…' => {
            let length = same_run(rest, c);
            length + same_run(&rest[length..], '.')
        }
        '-' | '/' | '=' | '*' | '#' | '~' | '$' | '|' | '^' | '<' | '>' | '–' | '—' | '+' => {
            same_run(rest, c)
        }
        '`' if rest.starts_with("``") => 2,
        '\'' if rest.starts_with("''") => 2,
        '‘' | '’' if rest[c.len_utf8()..].starts_with('’') => c.len_utf8() + '’'.len_utf8(),
        _ if c.is_ascii() => 1,
        _ => rest.graphemes(true).next().map_or(c.len_utf8(), str::len),
    }
}

/// Marks that lines and arrows are drawn from: `---===>`.
fn is_drawn(b: u8) -> bool {
    b"-=_*~#+<>|{}^".contains(&b)
}

fn exclamations(text: &str) -> usize {
    text.len() - text.trim_start_matches(['!', '?']).len()
}

/// Bytes of the run of `c` at the front.
fn same_run(text: &str, c: char) -> usize {
    text.len() - text.trim_start_matches(c).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let c = text.chars().next().expect("a mark");
        assert_eq!(&text[..length(text, c)], expected);
    }

    #[test]
    fn marks_end() {
        check("...\" he", "...");
        check("?!\"", "?!");
        check(".?", ".?");
        check("!.", "!.");
        check("!...", "!");
        check("….", "….");
        check("\")", "\"");
        check("--a", "--");
        check("--==>> x", "--==>>");
        check("**-x", "**");
    }
}
