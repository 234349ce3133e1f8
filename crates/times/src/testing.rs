//! Decides how tests write a sentence and what was found in it: one line each.

use crate::find;

/// What is found in a sentence of words with optional tags (`met/VERB/VBD`; digits are `NUM`, capitals `PROPN`, the rest `NOUN`),
/// each as `words=value`, `; ` between them. The first verb is the root and all else depends on it.
pub(crate) fn found(sentence: &str, reference: Option<&str>) -> String {
    let words: Vec<(&str, &str)> = sentence
        .split(' ')
        .map(|word| {
            word.split_once('/')
                .filter(|(_, tag)| tag.starts_with(char::is_uppercase))
                .unwrap_or((word, guess(word)))
        })
        .collect();
    let root = words
        .iter()
        .position(|(_, tag)| tag.starts_with("VERB"))
        .unwrap_or(0);
    let line =
        |(at, (word, tag)): (usize, &(&str, &str))| match (at == root, tag.starts_with("AUX")) {
            (true, _) => format!("{word} {tag} 0 root"),
            (_, true) => format!("{word} {tag} {} aux", root + 1),
            _ => format!("{word} {tag} {} dep", root + 1),
        };
    let (mut doc, syntax) = chancery_testkit::parse(
        &words
            .iter()
            .enumerate()
            .map(line)
            .collect::<Vec<_>>()
            .join("\n"),
    );
    doc.published = reference.map(|date| date.parse().unwrap());
    let times = find(&doc, &syntax);
    let shown = times.iter().map(|time| {
        format!(
            "{}={}",
            doc.slice(time.span),
            time.value.as_deref().unwrap_or("?")
        )
    });
    shown.collect::<Vec<_>>().join("; ")
}

fn guess(word: &str) -> &'static str {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        "NUM"
    } else if word.starts_with(char::is_uppercase) {
        "PROPN"
    } else if word.chars().any(char::is_alphanumeric) {
        "NOUN"
    } else {
        "PUNCT"
    }
}
