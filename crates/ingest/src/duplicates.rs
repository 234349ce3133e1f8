//! Decides whether a document is an edited copy of one that was read before.
//!
//! Wire copy is printed with another headline, a credit more, a paragraph less. Two stories are compared by their runs of five
//! words (`the foreign minister said on`): copies share at least half of all the runs that either has, reports of one event in
//! other words next to none. A [`Sketch`] estimates that share by minwise hashing (Broder 1997); [`Duplicates`] finds the stories that
//! may share so much by bands of the sketch. Only body paragraphs count, without dateline, case and punctuation.

use std::collections::HashMap;

use chancery_model::{Document, Duplicate, ParagraphKind, PlainView};

/// Words in a run: common phrases are shorter, edits rarely leave less between them.
const RUN: usize = 5;
/// Hash values in a band: a story comes into question when all of one band agree.
const BAND: usize = 3;
/// Two stories that share half of their runs agree in one of so many bands with a probability of 0.995.
const BANDS: usize = 40;
const HASHES: usize = BAND * BANDS;
/// Share of runs from which on a story is a copy. An editor's cut of half the words is just one; a later report that repeats a
/// third of the background is none, and dropping it would lose news.
const COPY: f32 = 0.5;
/// Agreement of one kept byte by chance.
const CHANCE: f32 = 1.0 / 256.0;
/// Stories remembered by [`Duplicates::default`], at most: below 200 MB.
const STORIES: usize = 200_000;

/// What is kept of a story's words for comparison. The same words give the same sketch everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// The least value of each hash over all runs.
    least: [u32; HASHES],
}

impl Sketch {
    /// The sketch of a document's body; `None` when it has fewer than five words. Takes time linear to the text.
    pub fn of(doc: &Document) -> Option<Self> {
        let mut least = [u32::MAX; HASHES];
        let mut run = [0_u64; RUN];
        let mut n = 0;
        let line_end = doc.dateline.as_ref().map_or(0, |line| line.span.end());
        for paragraph in doc.paragraphs() {
            let mut range = paragraph.span.range();
            range.start = range.start.max((line_end as usize).min(range.end));
            if paragraph.kind != ParagraphKind::Body {
                continue;
            }
            let words = &doc.text()[range];
            let view = PlainView::of(words);
            let plain = view.as_ref().map_or(words, PlainView::plain);
            for word in plain.split(|c: char| !c.is_alphanumeric()) {
                if word.is_empty() {
                    continue;
                }
                run.rotate_left(1);
                run[RUN - 1] = hash_word(word);
                n += 1;
                if n >= RUN {
                    lower(&mut least, hash_run(&run));
                }
            }
        }
        (n >= RUN).then_some(Self { least })
    }

    /// The estimated share of five-word runs that two stories have in common, 0 to 1; the error is 0.05 at most two times in three.
    pub fn similarity(&self, other: &Self) -> f32 {
        similarity(&self.low(), &other.low())
    }

    /// The low byte of each value: enough to compare.
    fn low(&self) -> [u8; HASHES] {
        self.least.map(|value| value as u8)
    }

    /// One key for each band.
    fn keys(&self) -> impl Iterator<Item = u32> + '_ {
        self.least.chunks_exact(BAND).enumerate().map(|(n, band)| {
            let key = band
                .iter()
                .fold(n as u64, |key, &value| mix(key ^ u64::from(value)));
            (key >> 32) as u32
        })
    }
}

/// The stories read so far, in the order in which they are [added](Self::add): the first of its kind is kept, its copies are not.
///
/// A story takes about 1 KB. When as many as the capacity would be kept, the older half is forgotten. What is decided
/// depends on nothing but the documents and their order.
///
/// # Examples
///
/// ```
/// use chancery_ingest::{Duplicates, Sketch};
/// use chancery_model::Document;
///
/// let mut seen = Duplicates::default();
/// let mut copy_of = |id: &str, text: &str| {
///     let sketch = Sketch::of(&Document::from_plain(id, text))?;
///     seen.add(id, &sketch).map(|copy| copy.id)
/// };
/// let story = "The foreign ministers of Norway and Kenya met in Oslo on Friday and signed a treaty on fisheries.";
/// assert_eq!(copy_of("a", story), None);
/// assert_eq!(copy_of("b", &format!("{story} More follows.")).as_deref(), Some("a"));
/// assert_eq!(copy_of("c", "In Oslo the governments of Norway and Kenya signed a treaty."), None);
/// ```
#[derive(Debug, Clone)]
pub struct Duplicates {
    capacity: usize,
    /// Stories that new ones join.
    young: Stories,
    /// Stories that are forgotten next.
    old: Stories,
}

#[derive(Debug, Clone, Default)]
struct Stories {
    kept: Vec<Kept>,
    /// The last story with a key. Copies mostly follow within hours.
    by_key: HashMap<u32, u32>,
}

#[derive(Debug, Clone)]
struct Kept {
    id: Box<str>,
    low: [u8; HASHES],
}

impl Default for Duplicates {
    /// Remembers at least the last 100,000 different stories, and never more than 200,000.
    fn default() -> Self {
        Self::with_capacity(STORIES)
    }
}

impl Duplicates {
    /// Remembers at most `stories` stories (two at the least), and at least the last half of them.
    pub fn with_capacity(stories: usize) -> Self {
        Self {
            capacity: stories.max(2),
            young: Stories::default(),
            old: Stories::default(),
        }
    }

    /// The first story that this one is a copy of, the most similar one where there are several; else it is kept under its id.
    pub fn add(&mut self, id: &str, sketch: &Sketch) -> Option<Duplicate> {
        let low = sketch.low();
        let candidates = self
            .old
            .candidates(sketch)
            .chain(self.young.candidates(sketch));
        let best = candidates.fold(None, |best: Option<(&Kept, f32)>, kept| {
            let similarity = similarity(&kept.low, &low);
            match best {
                Some((_, least)) if similarity <= least => best,
                _ => Some((kept, similarity)),
            }
        });
        if let Some((kept, similarity)) = best.filter(|(_, similarity)| *similarity >= COPY) {
            return Some(Duplicate {
                id: kept.id.to_string(),
                similarity,
            });
        }
        if self.young.kept.len() >= self.capacity / 2 {
            self.old = std::mem::take(&mut self.young);
        }
        let kept = Kept { id: id.into(), low };
        self.young.keep(kept, sketch);
        None
    }
}

impl Stories {
    fn candidates(&self, sketch: &Sketch) -> impl Iterator<Item = &Kept> {
        let mut found: Vec<_> = sketch
            .keys()
            .filter_map(|key| self.by_key.get(&key).copied())
            .collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|at| &self.kept[at as usize])
    }

    fn keep(&mut self, kept: Kept, sketch: &Sketch) {
        let at = u32::try_from(self.kept.len()).expect("a capacity in stories fits in memory");
        self.kept.push(kept);
        self.by_key.extend(sketch.keys().map(|key| (key, at)));
    }
}

/// The estimated share of runs in common, 0 to 1, without what agrees by chance.
fn similarity(one: &[u8; HASHES], other: &[u8; HASHES]) -> f32 {
    let equal = one.iter().zip(other).filter(|(a, b)| a == b).count();
    let share = equal as f32 / HASHES as f32;
    ((share - CHANCE) / (1.0 - CHANCE)).max(0.0)
}

/// Takes one run into the sketch.
fn lower(least: &mut [u32; HASHES], run: u64) {
    for (value, factor) in least.iter_mut().zip(&FACTORS) {
        *value = (*value).min((run.wrapping_mul(*factor) >> 32) as u32);
    }
}

/// FNV-1a over the lower-case word.
fn hash_word(word: &str) -> u64 {
    let mut buffer = [0; 4];
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in word.chars().flat_map(char::to_lowercase) {
        for byte in c.encode_utf8(&mut buffer).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

fn hash_run(run: &[u64; RUN]) -> u64 {
    run.iter().fold(0, |hash, &word| mix(hash ^ word))
}

/// The finalizer of SplitMix64: every bit of the input tells on every bit of the output.
const fn mix(mut hash: u64) -> u64 {
    hash = hash.wrapping_add(0x9e37_79b9_7f4a_7c15);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// An odd factor for each hash function.
const FACTORS: [u64; HASHES] = {
    let mut factors = [0; HASHES];
    let mut n = 0;
    while n < HASHES {
        factors[n] = mix(n as u64) | 1;
        n += 1;
    }
    factors
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sketch(text: &str) -> Option<Sketch> {
        Sketch::of(&Document::from_plain("d", text))
    }

    /// A text of the words `w0 w1 …` with these numbers.
    fn words(numbers: impl Iterator<Item = usize>) -> String {
        numbers.map(|n| format!("w{n} ")).collect()
    }

    #[test]
    fn words_alone_count() {
        assert_eq!(
            sketch("“The envoys met,” she said; they LEFT."),
            sketch("The en\u{ad}voys met she\u{a0}said\n\nthey left")
        );
        assert_eq!(sketch("Only four words here."), None);
    }

    #[test]
    fn the_estimate_is_near_the_share() {
        let all = sketch(&words(0..2000)).expect("words");
        for share in [0.9, 0.5, 0.2] {
            let part = (0..(2000.0 * share) as usize).chain(10_000..10_001);
            let part = sketch(&words(part)).expect("words");
            let found = all.similarity(&part);
            assert!((found - share as f32).abs() < 0.1, "{share} {found}");
        }
    }

    #[test]
    fn the_older_half_is_forgotten() {
        let mut seen = Duplicates::with_capacity(4);
        let mut add = |n: usize| {
            let story = sketch(&words(1000 * n..1000 * n + 50)).expect("words");
            seen.add(&n.to_string(), &story).map(|copy| copy.id)
        };
        for n in 0..5 {
            assert_eq!(add(n), None);
        }
        assert_eq!(add(2).as_deref(), Some("2"));
        assert_eq!(add(4).as_deref(), Some("4"));
        assert_eq!(add(0), None);
    }

    proptest! {
        #[test]
        fn a_story_is_a_copy_of_itself(text in any::<String>(), numbers in proptest::collection::vec(0usize..40, 0..60)) {
            for text in [text, words(numbers.into_iter())] {
                let Some(story) = sketch(&text) else { continue };
                let mut seen = Duplicates::default();
                prop_assert_eq!(seen.add("a", &story), None);
                prop_assert_eq!(seen.add("b", &story), Some(Duplicate { id: "a".into(), similarity: 1.0 }));
            }
        }
    }
}
