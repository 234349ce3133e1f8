//! Decides what the lines `Name: value` at the head of a message are: those of HTTP, of WARC records, of front matter.
//!
//! Names are told without regard to case. A line that begins with white space goes on with the one before.

/// Fields in order, each with its trimmed value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads lines; one without a colon is no field and is passed over.
    pub(crate) fn parse(lines: &[u8]) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in lines.split(|&b| b == b'\n') {
            let line = String::from_utf8_lossy(line);
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Self(fields)
    }

    /// Value of the first field of this lower-case name; `None` where it is empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(known, _)| known == name)?;
        Some(value.as_str()).filter(|value| !value.is_empty())
    }
}

/// Bytes of a head with the blank line that ends it; `None` where none does.
pub(crate) fn head(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'\n', &bytes[from..]) {
        from += at + 1;
        let rest = &bytes[from..];
        for blank in [&b"\n"[..], b"\r\n"] {
            if rest.starts_with(blank) {
                return Some(from + blank.len());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_case_and_lines_go_on() {
        let fields = Fields::parse(b"HTTP/1.1 200 OK\r\nContent-TYPE: text/html;\r\n  charset=utf-8\r\nEmpty:\r\nA: 1\r\na: 2");
        assert_eq!(fields.get("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(fields.get("empty"), None);
        assert_eq!(fields.get("a"), Some("1"));
    }

    #[test]
    fn a_head_ends_at_a_blank_line() {
        assert_eq!(head(b"a: b\r\n\r\nbody"), Some(8));
        assert_eq!(head(b"a: b\n\nbody"), Some(6));
        assert_eq!(head(b"a: b\r\nbody"), None);
    }
}
