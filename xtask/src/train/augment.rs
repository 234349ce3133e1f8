//! Rewrites some training sentences as news would print them, so that marks and capitals alone do not mislead.
//!
//! *"We will talk," she said.* is the same sentence with single or no quotation marks; *TALKS END IN OSLO* has the tree of
//! its plain form.

use super::corpus::Sentence;
use super::random::Random;

/// Share of the sentences that are rewritten.
const SHARE: f32 = 0.15;
/// Share of the sentences that lose all their capitals.
const LOWER_SHARE: f32 = 0.04;

/// Leaves the sentence as it is, or rewrites it at random where that is possible.
pub(crate) fn vary(sentence: &mut Sentence, random: &mut Random) {
    if random.chance(LOWER_SHARE) {
        sentence
            .words
            .iter_mut()
            .for_each(|word| *word = word.to_lowercase());
    }
    if random.chance(SHARE) {
        match random.below(6) {
            0 => sentence
                .words
                .iter_mut()
                .filter(|word| is_quote(word))
                .for_each(|word| "'".clone_into(word)),
            1 => remove(sentence, |sentence, at| is_quote(&sentence.words[at])),
            2 => remove(sentence, |sentence, at| {
                at + 1 == sentence.words.len() && sentence.words[at] == "."
            }),
            3 => sentence
                .words
                .iter_mut()
                .for_each(|word| *word = word.to_uppercase()),
            4 => capitalize(sentence, |upos| {
                !matches!(upos, "ADP" | "DET" | "CCONJ" | "PART" | "PUNCT")
            }),
            _ => capitalize(sentence, |_| true),
        }
    }
}

fn is_quote(word: &str) -> bool {
    matches!(word, "\"" | "“" | "”" | "``" | "''")
}

/// Gives the chosen words, and the first one, a capital.
fn capitalize(sentence: &mut Sentence, chosen: impl Fn(&str) -> bool) {
    for (at, (word, upos)) in sentence.words.iter_mut().zip(&sentence.upos).enumerate() {
        // A split-off *n't* or *'s* stays as it is.
        if (at == 0 || chosen(upos)) && !word.contains('\'') {
            let mut chars = word.chars();
            *word = chars
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .chain(chars)
                .collect();
        }
    }
}

/// Takes out the words that `unwanted` names, unless another word depends on one of them or nothing would be left.
fn remove(sentence: &mut Sentence, unwanted: impl Fn(&Sentence, usize) -> bool) {
    let n = sentence.words.len();
    let keep: Vec<bool> = (0..n).map(|at| !unwanted(sentence, at)).collect();
    let kept = keep.iter().filter(|&&keep| keep).count();
    if kept == 0
        || kept == n
        || sentence
            .heads
            .iter()
            .any(|&head| head > 0 && !keep[head - 1])
    {
        return;
    }
    let place = |head: usize| keep[..head].iter().filter(|&&keep| keep).count();
    let heads = sentence.heads.iter().map(|&head| place(head)).collect();
    sentence.heads = heads;
    retain(&mut sentence.words, &keep);
    retain(&mut sentence.upos, &keep);
    retain(&mut sentence.xpos, &keep);
    retain(&mut sentence.heads, &keep);
    retain(&mut sentence.relations, &keep);
    if let Some(names) = &mut sentence.names {
        retain(names, &keep);
    }
}

fn retain<T>(items: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    items.retain(|_| *keep.next().expect("one flag a word"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(words: &str, heads: &[usize]) -> Sentence {
        let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
        let tags = vec!["X".to_owned(); words.len()];
        let heads = heads.to_vec();
        Sentence {
            upos: tags.clone(),
            xpos: tags.clone(),
            relations: tags,
            words,
            heads,
            names: None,
        }
    }

    fn check_without_quotes(
        words: &str,
        heads: &[usize],
        expected: &str,
        expected_heads: &[usize],
    ) {
        let mut sentence = sentence(words, heads);
        remove(&mut sentence, |sentence, at| is_quote(&sentence.words[at]));
        assert_eq!(sentence.words.join(" "), expected);
        assert_eq!(sentence.heads, expected_heads);
    }

    #[test]
    fn heads_follow_removed_marks() {
        check_without_quotes(
            "\" Stay \" , she said .",
            &[2, 6, 2, 6, 6, 0, 6],
            "Stay , she said .",
            &[4, 4, 4, 0, 4],
        );
    }

    #[test]
    fn a_mark_with_dependents_stays() {
        check_without_quotes("\" Stay", &[0, 1], "\" Stay", &[0, 1]);
    }
}
