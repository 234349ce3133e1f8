//! Names for GUM: its marked mentions of persons, organisations and places, cut down to their proper names.
//!
//! GUM marks whole phrases, *President Ann Example , who ..*; Universal NER marks the name alone, *Ann Example*. So of
//! each mention headed by a proper noun the run of proper nouns around the head is kept, and titles are cut off in front.
//! What is a title is learned from sentences that have names: a proper noun just before a person, outside the name.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::corpus::Sentence;

/// A mention: first word, end, type.
type Mention<'a> = (usize, usize, &'a str);

/// Gives the sentence the names among its mentions. `entities` holds the `Entity=` values of its words.
pub(crate) fn with_names(
    mut sentence: Sentence,
    entities: &[String],
    titles: &[String],
) -> Sentence {
    let mut labels = vec!["O".to_owned(); sentence.words.len()];
    let mut mentions = mentions(entities);
    // Longer mentions first, so that the university keeps the name of its town.
    mentions.sort_by_key(|&(start, end, _)| (Reverse(end - start), start));
    for (start, end, kind) in mentions {
        let Some((start, end)) = name(&sentence, start, end, kind, titles) else {
            continue;
        };
        if labels[start..end].iter().all(|label| label == "O") {
            labels[start..end].fill(format!("I-{kind}"));
            labels[start] = format!("B-{kind}");
        }
    }
    sentence.names = Some(labels);
    sentence
}

/// Words that stand before names of persons in sentences with names.
pub(crate) fn titles(sentences: &[Sentence]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for sentence in sentences {
        let Some(names) = &sentence.names else {
            continue;
        };
        for at in 1..names.len() {
            if names[at] == "B-PER" && names[at - 1] == "O" && sentence.upos[at - 1] == "PROPN" {
                *counts.entry(&sentence.words[at - 1]).or_default() += 1;
            }
        }
    }
    counts
        .into_iter()
        .filter(|&(_, count)| count > 1)
        .map(|(word, _)| word.to_owned())
        .collect()
}

/// The mentions of the three types that names have.
fn mentions(entities: &[String]) -> Vec<Mention<'static>> {
    let mut open: Vec<(&str, usize, &str)> = Vec::new();
    let mut mentions = Vec::new();
    for (at, value) in entities.iter().enumerate() {
        let mut rest = value.as_str();
        while !rest.is_empty() {
            if let Some(opening) = rest.strip_prefix('(') {
                let end = opening.find(['(', ')']).unwrap_or(opening.len());
                let mut parts = opening[..end].split('-');
                let (id, kind) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
                open.push((id, at, kind));
                rest = &opening[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    rest = after;
                    close(&mut open, id, at, &mut mentions);
                }
            } else {
                let end = rest.find(')').unwrap_or(rest.len() - 1);
                close(&mut open, &rest[..end], at, &mut mentions);
                rest = &rest[end + 1..];
            }
        }
    }
    mentions
}

fn close(
    open: &mut Vec<(&str, usize, &str)>,
    id: &str,
    at: usize,
    mentions: &mut Vec<Mention<'static>>,
) {
    if let Some(found) = open.iter().rposition(|(open, ..)| *open == id) {
        let (_, start, kind) = open.remove(found);
        let kind = match kind {
            "person" => "PER",
            "organization" => "ORG",
            "place" => "LOC",
            _ => return,
        };
        mentions.push((start, at + 1, kind));
    }
}

/// The proper name in a mention: first word and end.
fn name(
    sentence: &Sentence,
    start: usize,
    end: usize,
    kind: &str,
    titles: &[String],
) -> Option<(usize, usize)> {
    let heads_mention = |at: &usize| {
        let head = sentence.heads[*at];
        sentence.upos[*at] != "PUNCT" && (head == 0 || head <= start || head > end)
    };
    let head = (start..end).find(heads_mention)?;
    if sentence.upos[head] != "PROPN" {
        return None;
    }
    let proper = |at: usize| (start..end).contains(&at) && sentence.xpos[at].starts_with("NNP");
    let joins = |at: usize| {
        sentence.xpos[at] == "HYPH"
            || (kind != "PER" && matches!(sentence.words[at].as_str(), "of" | "&"))
    };
    let (mut first, mut last) = (head, head);
    while first > start
        && (proper(first - 1) || (first > start + 1 && joins(first - 1) && proper(first - 2)))
    {
        first -= 1;
    }
    while proper(last + 1) || (proper(last + 2) && joins(last + 1)) {
        last += 1;
    }
    while kind == "PER" && first < last && titles.contains(&sentence.words[first]) {
        first += 1;
    }
    Some((first, last + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `rows` holds `word tag head entity` for each word.
    fn check(rows: &[&str], expected: &str) {
        let column = |at: usize| {
            rows.iter()
                .map(move |row| row.split(' ').nth(at).unwrap_or("").to_owned())
        };
        let tags: Vec<String> = column(1).collect();
        let upos = tags
            .iter()
            .map(|tag| if tag == "NNP" { "PROPN" } else { "X" }.to_owned())
            .collect();
        let sentence = Sentence {
            words: column(0).collect(),
            upos,
            heads: column(2).map(|head| head.parse().unwrap_or(0)).collect(),
            relations: tags.clone(),
            xpos: tags,
            names: None,
        };
        let entities: Vec<String> = column(3).collect();
        let named = with_names(sentence, &entities, &["Senator".to_owned()]);
        assert_eq!(named.names.unwrap_or_default().join(" "), expected);
    }

    #[test]
    fn a_title_is_not_part_of_the_name() {
        check(
            &[
                "Senator NNP 0 (1-person-new",
                "Mara NNP 1",
                "Quillfeather NNP 1 1)",
                "left VBD 1",
            ],
            "O B-PER I-PER O",
        );
    }

    #[test]
    fn the_longer_mention_keeps_the_inner_name() {
        check(
            &[
                "the DT 2 (1-organization-new",
                "University NNP 0",
                "of IN 4",
                "Lund NNP 2 (2-place-new)1)",
            ],
            "O B-ORG I-ORG I-ORG",
        );
    }

    #[test]
    fn a_mention_without_a_proper_head_has_no_name() {
        check(&["the DT 2 (1-organization-new", "court NN 0 1)"], "O O");
    }
}
