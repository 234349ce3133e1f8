//! Decides which run of a page each part of an extracted text is.
//!
//! Common runs of at least [`GRAM`] bytes are looked up through a table of the text's grams, in one pass over the page. Of
//! these the row that keeps the order and covers most of the text is kept: a headline that also stands in a teaser goes to
//! the copy next to its story. In the gaps, shorter runs count where the page has them once. What then is left is looked for
//! out of order, and left alone where the page has it twice.

use std::ops::Range;

use memchr::memmem;

/// Bytes of a run that is believed by itself: some five words.
const GRAM: usize = 32;
/// Bytes of a run that is believed between two others.
const SHORT: usize = 8;
/// Bytes of the page in which a gap of the text is looked for, at most.
const GAP: usize = 4096;
/// Places of the text that one gram is compared with.
const PLACES: usize = 8;
/// Runs before one that may precede it in a row.
const WINDOW: usize = 64;
/// Bytes by which the border of two runs is moved, at most.
const MOVED: usize = 256;
/// Comparisons a byte of both texts; a page that repeats itself without end gets no further.
const WORK: usize = 8;

/// What begins at a place of the text, the better place to cut it last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cut {
    Inside,
    Word,
    Line,
}

/// Bytes that are the same in the text and in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) text: usize,
    pub(crate) page: usize,
    pub(crate) len: usize,
}

impl Run {
    fn text_end(self) -> usize {
        self.text + self.len
    }

    fn page_end(self) -> usize {
        self.page + self.len
    }

    /// Without its first bytes.
    fn without(self, len: usize) -> Self {
        Self {
            text: self.text + len,
            page: self.page + len,
            len: self.len - len,
        }
    }

    /// The part that lies in a range of the text.
    fn within(self, gap: &Range<usize>) -> Self {
        let start = self.text.max(gap.start);
        let end = self.text_end().min(gap.end).max(start);
        Self {
            text: start,
            page: self.page + (start - self.text).min(self.len),
            len: end - start,
        }
    }
}

/// Runs that the text and the page share, in order of the text, without overlap there. `cut` tells what
/// begins at a byte of the text.
pub(crate) fn align(text: &str, page: &str, cut: impl Fn(usize) -> Cut) -> Vec<Run> {
    let (words, shown) = (text.as_bytes(), page.as_bytes());
    if let Some(found) = only(words, shown) {
        return vec![found];
    }
    let long = common(words, shown, GRAM);
    let row = row(&long);
    let mut found = row.clone();
    for (gap, around) in gaps(&row, words.len(), shown.len()) {
        between(words, shown, gap, around, &mut found);
    }
    found.sort_by_key(|run| run.text);
    out_of_order(&long, words.len(), &mut found);
    for at in 1..found.len() {
        let (before, after) = found.split_at_mut(at);
        settle(words, shown, &cut, &mut before[at - 1], &mut after[0]);
    }
    found.retain_mut(|run| trim(text, page, run));
    found
}

/// The page as a whole, or its only part, is the text.
fn only(words: &[u8], shown: &[u8]) -> Option<Run> {
    let page = once(words, shown)?;
    Some(Run {
        text: 0,
        page,
        len: words.len(),
    })
}

/// Where a needle stands, if it does so once.
fn once(needle: &[u8], hay: &[u8]) -> Option<usize> {
    let at = memmem::find(hay, needle).filter(|_| !needle.is_empty())?;
    let again = memmem::find(&hay[at + 1..], needle);
    again.is_none().then_some(at)
}

/// All longest common runs of at least `gram` bytes, by place in the page.
fn common(words: &[u8], shown: &[u8], gram: usize) -> Vec<Run> {
    if words.len() < gram || shown.len() < gram {
        return Vec::new();
    }
    // Half of a hash and the place, in one number: texts are below 4 GiB, and what is alike is compared anyway.
    let half = |hash: u64| hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    let mut places: Vec<u64> = hashes(words, gram)
        .zip(0_u64..)
        .map(|(hash, text)| half(hash) << 32 | text)
        .collect();
    places.sort_unstable();
    // Most grams of a page are none of the text: one bit tells so.
    let bits = (words.len() * 16).next_power_of_two();
    let bit = |half: u64| half as usize & (bits - 1);
    let mut seen = vec![0_u64; bits.div_ceil(64)];
    for place in &places {
        let bit = bit(place >> 32);
        seen[bit / 64] |= 1 << (bit % 64);
    }
    let mut work = WORK * (words.len() + shown.len());
    let mut runs = Vec::new();
    let mut open: Vec<Run> = Vec::new();
    for (hash, page) in hashes(shown, gram).zip(0..) {
        let half = half(hash);
        if seen[bit(half) / 64] & 1 << (bit(half) % 64) == 0 {
            continue;
        }
        open.retain(|run| page + gram <= run.page_end());
        let first = places.partition_point(|place| place >> 32 < half);
        let same = places[first..]
            .iter()
            .take_while(|&&place| place >> 32 == half);
        for place in same.take(PLACES) {
            let text = (place & u64::from(u32::MAX)) as usize;
            let known = |run: &Run| run.page + text == run.text + page;
            if open.iter().any(known) {
                continue;
            }
            let pairs = words[text..].iter().zip(&shown[page..]);
            let len = pairs.take(work).take_while(|(a, b)| a == b).count();
            work -= len;
            if len >= gram {
                let run = Run { text, page, len };
                open.push(run);
                runs.push(run);
            }
        }
        if work == 0 {
            break;
        }
    }
    runs
}

/// A rolling hash of each gram, in order.
fn hashes(bytes: &[u8], gram: usize) -> impl Iterator<Item = u64> + '_ {
    const BASE: u64 = 0x0000_0100_0000_01b3;
    let oldest = (1..gram).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let mut hash = 0_u64;
    bytes.iter().enumerate().filter_map(move |(at, &byte)| {
        if let Some(gone) = at.checked_sub(gram) {
            hash = hash.wrapping_sub(oldest.wrapping_mul(u64::from(bytes[gone]) + 1));
        }
        hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(byte) + 1);
        (at + 1 >= gram).then_some(hash)
    })
}

/// The row of runs, each after the last in both texts, that covers most; of equals the one that stands closest together.
fn row(runs: &[Run]) -> Vec<Run> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(runs.len());
    for (at, run) in runs.iter().enumerate() {
        let mut top = (run.len, None);
        for before in (at.saturating_sub(WINDOW)..at).rev() {
            let other = runs[before];
            if other.text >= run.text || other.page >= run.page {
                continue;
            }
            let score = best[before].0 + run.len.saturating_sub(overlap(other, *run));
            if score > top.0 && overlap(other, *run) < run.len {
                top = (score, Some(before));
            }
        }
        best.push(top);
    }
    // The first of equals: `max_by_key` would give the last.
    let top = best.iter().map(|(score, _)| *score).max();
    let mut next = best.iter().position(|(score, _)| Some(*score) == top);
    let mut row: Vec<Run> = Vec::new();
    while let Some(at) = next {
        row.push(runs[at]);
        next = best[at].1;
    }
    row.reverse();
    for at in 1..row.len() {
        row[at] = row[at].without(overlap(row[at - 1], row[at]).min(row[at].len));
    }
    row.retain(|run| run.len > 0);
    row
}

/// Bytes of `run` that the one before it has already, in either text.
fn overlap(before: Run, run: Run) -> usize {
    let text = before.text_end().saturating_sub(run.text);
    text.max(before.page_end().saturating_sub(run.page))
}

/// The parts of the text without a run, each with the part of the page in which it must lie.
fn gaps(row: &[Run], words: usize, shown: usize) -> Vec<(Range<usize>, Range<usize>)> {
    let mut gaps = Vec::new();
    let (mut text, mut page) = (0, None);
    for run in row {
        let from = page.unwrap_or(run.page.saturating_sub(GAP));
        gaps.push((text..run.text, from..run.page));
        (text, page) = (run.text_end(), Some(run.page_end()));
    }
    if let Some(page) = page {
        gaps.push((text..words, page..shown.min(page + GAP)));
    }
    gaps.retain(|(text, page)| !text.is_empty() && !page.is_empty() && page.len() <= GAP);
    gaps
}

/// Fills a gap with what the page has once between the same neighbours.
fn between(
    words: &[u8],
    shown: &[u8],
    gap: Range<usize>,
    around: Range<usize>,
    found: &mut Vec<Run>,
) {
    let (words, shown) = (&words[gap.clone()], &shown[around.clone()]);
    let runs = match only(words, shown) {
        Some(run) => vec![run],
        None => row(&common(words, shown, SHORT)),
    };
    let sure = runs
        .into_iter()
        .filter(|run| once(&words[run.text..run.text_end()], shown).is_some());
    found.extend(sure.map(|run| Run {
        text: run.text + gap.start,
        page: run.page + around.start,
        len: run.len,
    }));
}

/// Fills what is left with long runs that stand elsewhere, where only one is the longest.
fn out_of_order(long: &[Run], words: usize, found: &mut Vec<Run>) {
    let mut gaps: Vec<(Range<usize>, Option<Run>, bool)> = Vec::new();
    let mut text = 0;
    for run in found.iter() {
        gaps.push((text..run.text, None, false));
        text = run.text_end();
    }
    gaps.push((text..words, None, false));
    gaps.retain(|(gap, ..)| gap.len() >= GRAM);
    for run in long {
        let first = gaps.partition_point(|(gap, ..)| gap.end <= run.text);
        let Some((gap, best, tied)) = gaps.get_mut(first) else {
            continue;
        };
        let part = run.within(gap);
        let longest = best.map_or(GRAM - 1, |best| best.len);
        if part.len > longest {
            (*best, *tied) = (Some(part), false);
        } else if part.len == longest {
            *tied = true;
        }
    }
    found.extend(
        gaps.into_iter()
            .filter(|gap| !gap.2)
            .filter_map(|gap| gap.1),
    );
    found.sort_by_key(|run| run.text);
}

/// Where the text goes on and the page does not, the last letters of one run may as well be the first of the next: after
/// `They met.` and the teaser `Talks fail` the story goes on with `They left`. The cut is best between lines, else between words.
fn settle(words: &[u8], shown: &[u8], cut: impl Fn(usize) -> Cut, before: &mut Run, run: &mut Run) {
    if before.text_end() != run.text || before.page_end() == run.page {
        return;
    }
    let pairs = words[before.text..run.text].iter().rev();
    let both = pairs.zip(shown[..run.page].iter().rev());
    let most = both.take(MOVED).take_while(|(a, b)| a == b).count();
    // Of equals the first, which is the smallest move.
    let len = (0..=most)
        .max_by_key(|&len| (cut(run.text - len), std::cmp::Reverse(len)))
        .unwrap_or(0);
    before.len -= len;
    *run = Run {
        text: run.text - len,
        page: run.page - len,
        len: run.len + len,
    };
}

/// Cuts a run to whole characters; false when nothing remains.
fn trim(text: &str, page: &str, run: &mut Run) -> bool {
    let whole =
        |at: usize| text.is_char_boundary(run.text + at) && page.is_char_boundary(run.page + at);
    let start = (0..run.len).find(|&at| whole(at));
    let end = (0..=run.len).rev().find(|&at| whole(at));
    match (start, end) {
        (Some(start), Some(end)) if start < end => {
            run.len = end;
            *run = run.without(start);
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Page places of the runs, and the text that has none in brackets.
    fn shown(text: &str, page: &str) -> String {
        let (mut shown, mut at) = (String::new(), 0);
        for run in align(text, page, cuts(text)) {
            if at < run.text {
                shown += &format!("[{}]", &text[at..run.text]);
            }
            shown += &format!("@{}", run.page);
            assert_eq!(
                text[run.text..run.text_end()],
                page[run.page..run.page_end()]
            );
            at = run.text_end();
        }
        if at < text.len() {
            shown += &format!("[{}]", &text[at..]);
        }
        shown
    }

    /// A word begins at each capital letter, and a line at each after a full stop.
    fn cuts(text: &str) -> impl Fn(usize) -> Cut {
        |at| match (&text.as_bytes()[..at], text.as_bytes().get(at)) {
            (before, Some(b'A'..=b'Z')) if before.ends_with(b".") => Cut::Line,
            (_, Some(b'A'..=b'Z')) => Cut::Word,
            _ => Cut::Inside,
        }
    }

    const HEAD: &str = "EnvoysOfThreeStatesMeetInViennaOnTheBorder.";
    const ONE: &str = "TheEnvoysMetInTheOldPalaceAndSpokeForTwoHours.";
    const TWO: &str = "TheyLeftWithoutAWordToTheReportersAtTheGate.";

    fn check(text: &[&str], page: &[&str], expected: &str) {
        assert_eq!(shown(&text.concat(), &page.concat()), expected);
    }

    #[test]
    fn what_the_page_has_between_is_passed_over() {
        check(
            &[ONE, TWO],
            &["Menu", ONE, "Advertisement", TWO, "Foot"],
            "@4@63",
        );
        check(
            &[ONE, "Yes.", TWO],
            &[ONE, "Picture", "Yes.", "Share", TWO],
            "@0@53@62",
        );
        check(&["-", ONE], &["Menu", ONE], "[-]@4");
    }

    #[test]
    fn the_copy_that_keeps_the_order_counts() {
        let len = HEAD.len();
        check(
            &[HEAD, ONE],
            &[HEAD, "Menu", HEAD, "Share", ONE],
            &format!("@{}@{}", len + 4, 2 * len + 9),
        );
        check(
            &[HEAD, ONE, TWO],
            &[HEAD, "By", ONE, "x", TWO, "Also:", HEAD, ONE],
            &format!("@0@{}@{}", len + 2, len + 3 + ONE.len()),
        );
    }

    #[test]
    fn words_stay_whole() {
        check(&[ONE, TWO], &[ONE, "TheyAlsoRead", TWO], "@0@58");
        check(&[ONE, TWO], &[ONE, "TalksFail", TWO], "@0@55");
    }

    #[test]
    fn what_stands_elsewhere_is_found_unless_twice() {
        check(&[ONE, TWO], &[TWO, "x", ONE], "@45@0");
        check(
            &[HEAD, ONE, TWO],
            &[ONE, "x", TWO, HEAD, HEAD],
            &format!("[{HEAD}]@0@{}", ONE.len() + 1),
        );
    }

    #[test]
    fn nothing_is_guessed() {
        check(&["Yes."], &["Yes.", "x", "Yes."], "[Yes.]");
        check(&["Yes."], &["No."], "[Yes.]");
        check(&[], &["No."], "");
        check(
            &[ONE, "Vienna"],
            &[ONE, "x", "ViennaBernVienna"],
            "@0[Vienna]",
        );
        check(&["é", ONE], &["è", ONE], "[é]@2");
    }

    #[test]
    fn a_page_without_end_comes_to_one() {
        let page = "a".repeat(1 << 20);
        assert!(align(&"a".repeat(1 << 16), &page, |_| Cut::Inside).len() <= 1);
        let page = "TheEnvoysMetInVienna".repeat(10_000);
        align(&"TheEnvoysMetInVienna".repeat(5_000), &page, |_| Cut::Word);
    }

    proptest! {
        #[test]
        fn runs_are_equal_and_in_order(parts in prop::collection::vec(0_usize..6, 0..12), page in prop::collection::vec(0_usize..6, 0..20)) {
            let stock = [HEAD, ONE, TWO, "é", "Yes.", "ViennaBern"];
            let join = |parts: &[usize]| parts.iter().map(|&part| stock[part]).collect::<String>();
            let (text, page) = (join(&parts), join(&page));
            let runs = align(&text, &page, cuts(&text));
            for run in &runs {
                prop_assert_eq!(&text[run.text..run.text_end()], &page[run.page..run.page_end()]);
            }
            prop_assert!(runs.windows(2).all(|pair| pair[0].text_end() <= pair[1].text));
            prop_assert_eq!(runs, align(&text, &page, cuts(&text)));
        }
    }
}
