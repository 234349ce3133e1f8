//! The dictionary form of a word, from its tags and its letters.
//!
//! *agreed* with a past tag is `agree`, *talks* as a plural noun is `talk`, *them* is `they`. Forms that follow no rule are
//! listed in `data/lemmas.tsv`; what is left of a verb or adjective after `-ing`, `-ed`, `-er` is mended by its last
//! letters (`data/stems.tsv`): *creat* gets its `e` back, *stopp* loses a `p`. Names keep their capitals;
//! *VIENNA* is *Vienna*, unless it is listed in `data/acronyms.tsv`.

use std::sync::LazyLock;

use chancery_model::{Upos, Xpos};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lists::rows;

/// A word in its sentence, as far as its lemma depends on it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InSentence<'a> {
    pub(crate) word: &'a str,
    pub(crate) upos: Upos,
    pub(crate) xpos: Xpos,
    /// The word before it, or `""`.
    pub(crate) previous: &'a str,
    /// The word after it, or `""`.
    pub(crate) next: &'a str,
}

struct Tables {
    /// Lemmas by class and lower-cased word.
    lemmas: FxHashMap<&'static str, FxHashMap<&'static str, &'static str>>,
    /// Names in capitals that may be long or stand beside others.
    acronyms: FxHashSet<&'static str>,
    /// What happens to a stem with this ending; `^` marks the whole stem.
    stems: FxHashMap<&'static str, &'static str>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut lemmas: FxHashMap<_, FxHashMap<_, _>> = FxHashMap::default();
    for (class, row) in rows(include_str!("../data/lemmas.tsv")) {
        if let Some((word, lemma)) = row.split_once('\t') {
            lemmas.entry(class).or_default().insert(word, lemma);
        }
    }
    Tables {
        lemmas,
        acronyms: rows(include_str!("../data/acronyms.tsv"))
            .map(|(name, _)| name)
            .collect(),
        stems: rows(include_str!("../data/stems.tsv")).collect(),
    }
});

/// Longest ending in `data/stems.tsv`, in bytes.
const LONGEST_ENDING: usize = 9;

/// Writes the lemma of a word to `out`; `lower` is scratch space.
pub(crate) fn write(at: InSentence<'_>, lower: &mut String, out: &mut String) {
    out.clear();
    lower.clear();
    let word = at.word;
    if word.is_ascii() && !word.contains('`') {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(word.chars().flat_map(char::to_lowercase).map(|c| {
            if matches!(c, '’' | '`' | '´') {
                '\''
            } else {
                c
            }
        }));
    }
    let class = class(at.upos, at.xpos);
    if let Some(lemma) = TABLES
        .lemmas
        .get(class)
        .and_then(|table| table.get(lower.as_str()))
    {
        // `he's been` is `has`; `Sears` and all capitals stay as the table has them.
        let has = *lemma == "be"
            && lower.ends_with("'s")
            && matches!(at.next, "been" | "got" | "had" | "become");
        out.push_str(if has { "have" } else { lemma });
        return;
    }
    match at.upos {
        Upos::Punct => out.extend(word.chars().map(plain_mark)),
        Upos::Sym if at.xpos == Xpos::Nfp => out.push_str(lower),
        Upos::Sym => out.extend(word.chars().map(plain_mark)),
        Upos::X => out.push_str(word),
        Upos::Num if word.starts_with(|c: char| c.is_ascii_digit()) => {
            out.extend(word.chars().filter(|&c| c != ','))
        }
        Upos::Num if is_roman(word) => out.push_str(word),
        Upos::Propn if is_shouted(at) => push_title(lower, at.xpos, out),
        Upos::Propn if at.xpos == Xpos::Nnps => singular(word, out),
        Upos::Propn => out.push_str(word),
        Upos::Noun if at.xpos == Xpos::Nns && keeps_capitals(word.trim_end_matches('s')) => {
            singular(word, out)
        }
        Upos::Noun if at.xpos == Xpos::Nns => singular(lower, out),
        Upos::Noun if keeps_capitals(word) && !is_shouted(at) => out.push_str(word),
        Upos::Adj if at.xpos == Xpos::Nnp && is_shouted(at) => push_title(lower, at.xpos, out),
        Upos::Adj if keeps_capital(at) => out.push_str(word),
        Upos::Adj | Upos::Adv if is_drawn_out(lower) => push_short(lower, out),
        Upos::Verb | Upos::Aux | Upos::Adj | Upos::Adv => inflected(lower, at.xpos, out),
        _ => out.push_str(lower),
    }
}

/// The class of `data/lemmas.tsv` that a word with these tags is looked up in.
fn class(upos: Upos, xpos: Xpos) -> &'static str {
    match upos {
        Upos::Aux if xpos == Xpos::Md => "modal",
        Upos::Verb | Upos::Aux => "verb",
        Upos::Noun => "noun",
        Upos::Propn => "proper",
        Upos::Adj | Upos::Adv if matches!(xpos, Xpos::Jjr | Xpos::Jjs) => "adjective",
        Upos::Adj | Upos::Adv if matches!(xpos, Xpos::Rbr | Xpos::Rbs) => "adverb",
        Upos::Adj | Upos::Adv | Upos::Intj => "plain",
        Upos::Num => "number",
        Upos::Pron if xpos == Xpos::PrpPoss => "possessive",
        Upos::Pron | Upos::Det => "pronoun",
        Upos::Part | Upos::Adp | Upos::Sconj | Upos::Cconj => "other",
        Upos::Punct | Upos::Sym | Upos::X => "",
    }
}

/// A typewriter's mark for each typesetter's.
fn plain_mark(c: char) -> char {
    match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' => '\'',
        '–' | '—' | '―' | '‐' | '‑' => '-',
        '…' => '.',
        _ => c,
    }
}

/// True for nouns that keep their capitals: short ones in capitals (*TV*, *GDP*, *CO2*) and those with a capital inside
/// (*iPhone*).
fn keeps_capitals(word: &str) -> bool {
    let in_capitals = word.len() < 4
        && word.chars().any(char::is_uppercase)
        && word
            .chars()
            .all(|c| c.is_uppercase() || c.is_numeric() || c == '.' || c == '&');
    let has_inner = || {
        word.bytes().all(|b| b.is_ascii_alphabetic())
            && word
                .as_bytes()
                .windows(2)
                .any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
    };
    in_capitals || has_inner()
}

/// True for a word in capitals that is no acronym: a long one, or a shorter one beside another word in capitals.
fn is_shouted(at: InSentence<'_>) -> bool {
    let in_capitals = |word: &str, least: usize| {
        word.len() >= least && word.bytes().all(|b| b.is_ascii_uppercase())
    };
    let least = if at.upos == Upos::Noun { 3 } else { 4 };
    let beside = || in_capitals(at.previous, 3) || in_capitals(at.next, 3);
    in_capitals(at.word, least)
        && (at.word.len() > 5 || beside())
        && !TABLES.acronyms.contains(at.word)
}

/// *VIENNA* is *Vienna*.
fn push_title(lower: &str, xpos: Xpos, out: &mut String) {
    if xpos == Xpos::Nnps {
        singular(lower, out);
    } else {
        out.push_str(lower);
    }
    if let Some(first) = out.get_mut(..1) {
        first.make_ascii_uppercase();
    }
}

/// True for words with a letter thrice: *soooo*.
fn is_drawn_out(lower: &str) -> bool {
    let letters = lower.as_bytes();
    letters
        .windows(3)
        .any(|three| three[0] == three[1] && three[1] == three[2] && three[0].is_ascii_alphabetic())
}

/// Adds a word with one vowel or two consonants where it has three and more of the same.
fn push_short(lower: &str, out: &mut String) {
    let letters: Vec<char> = lower.chars().collect();
    for run in letters.chunk_by(|a, b| a == b) {
        let keep = match run {
            [_, _, _, ..] if matches!(run[0], 'a' | 'e' | 'i' | 'o' | 'u' | 'y') => 1,
            _ => run.len().min(2),
        };
        out.extend(&run[..keep]);
    }
}

fn is_roman(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| b"IVXLCDM".contains(&b))
}

/// *American* keeps its capital, and *United* where the tag takes it for a part of a name; *New* otherwise does not.
fn keeps_capital(at: InSentence<'_>) -> bool {
    let capital = at.word.starts_with(char::is_uppercase);
    let shouts = at.word.len() > 5 && !at.word.contains(char::is_lowercase);
    let of_people = [
        "an", "ish", "ese", "nch", "tch", "ech", "eek", "i", "ab", "im", "lamic",
    ]
    .iter()
    .any(|ending| at.word.ends_with(ending));
    // `pro-Beijing`
    let holds_name =
        at.word.starts_with(char::is_lowercase) && at.word.contains(char::is_uppercase);
    holds_name || capital && (at.xpos == Xpos::Nnp || at.xpos == Xpos::Jj && !shouts && of_people)
}

/// Removes the ending that the tag names and mends the stem.
fn inflected(lower: &str, xpos: Xpos, out: &mut String) {
    let endings: &[&str] = match xpos {
        Xpos::Vbz => return third_person(lower, out),
        Xpos::Vbg => &["ing", "in'"],
        Xpos::Vbd | Xpos::Vbn => &["ed"],
        Xpos::Jjr | Xpos::Rbr => &["er"],
        Xpos::Jjs | Xpos::Rbs => &["est"],
        _ => &[],
    };
    match endings.iter().find_map(|ending| lower.strip_suffix(ending)) {
        Some(stem) if stem.contains(['a', 'e', 'i', 'o', 'u', 'y']) || stem.len() > 2 => {
            mend(stem, out)
        }
        _ => out.push_str(lower),
    }
}

fn mend(stem: &str, out: &mut String) {
    let stems = &TABLES.stems;
    let whole = ["^", stem].concat();
    let endings = (0..stem.len())
        .filter(|&at| stem.len() - at <= LONGEST_ENDING)
        .filter_map(|at| stem.get(at..));
    let action = std::iter::once(whole.as_str())
        .chain(endings)
        .find_map(|ending| stems.get(ending));
    let shorter = &stem[..stem.char_indices().next_back().map_or(0, |(at, _)| at)];
    match action.copied() {
        Some("e") => out.extend([stem, "e"]),
        Some("u") => out.push_str(shorter),
        Some("y") => out.extend([shorter, "y"]),
        _ => out.push_str(stem),
    }
}

/// *agrees*, *tries*, *goes*, *watches*.
fn third_person(lower: &str, out: &mut String) {
    if let Some(stem) = lower.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        out.extend([stem, "y"]);
        return;
    }
    let takes_es = ["sses", "shes", "ches", "xes", "zzes", "oes"]
        .iter()
        .any(|ending| lower.ends_with(ending));
    let cut = if takes_es { "es" } else { "s" };
    out.push_str(
        lower
            .strip_suffix(cut)
            .filter(|stem| !stem.ends_with('s') || takes_es)
            .unwrap_or(lower),
    );
}

/// *talks*, *countries*, *boxes*, *spokesmen*; keeps capitals.
fn singular(word: &str, out: &mut String) {
    let lower = word.to_lowercase();
    let ends = |ending: &str| lower.len() > ending.len() + 1 && lower.ends_with(ending);
    let cut = |n: usize| word.get(..word.len() - n).unwrap_or(word);
    if ends("ies") {
        out.extend([cut(3), "y"]);
    } else if ends("men") {
        out.extend([cut(2), "an"]);
    } else if ends("women") || ends("children") {
        out.push_str(word);
    } else if [
        "sses", "shes", "ches", "xes", "zzes", "oes", "viruses", "buses",
    ]
    .iter()
    .any(|&ending| ends(ending))
    {
        out.push_str(cut(2));
    } else if ends("'s") || ends("’s") {
        out.push_str(word.trim_end_matches(['s', '\'', '’']));
    } else if word.ends_with(['s', 'S'])
        && !ends("ss")
        && !ends("us")
        && word.len() > 1
        && !is_decade(word)
    {
        out.push_str(cut(1));
    } else {
        out.push_str(word);
    }
}

/// *1990s* is its own lemma.
fn is_decade(word: &str) -> bool {
    word.trim_end_matches('s')
        .ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[(&str, &str)], upos: Upos, xpos: Xpos) {
        let (mut lower, mut out) = (String::new(), String::new());
        for &(word, lemma) in words {
            write(
                InSentence {
                    word,
                    upos,
                    xpos,
                    previous: "",
                    next: "",
                },
                &mut lower,
                &mut out,
            );
            assert_eq!(out, lemma, "{word}");
        }
    }

    #[test]
    fn tables_are_sorted_and_read() {
        let lemmas = include_str!("../data/lemmas.tsv");
        let stems = include_str!("../data/stems.tsv");
        assert!(rows(lemmas).is_sorted() && rows(stems).is_sorted());
        assert!(rows(include_str!("../data/acronyms.tsv")).is_sorted());
        assert_eq!(
            TABLES.lemmas.values().map(FxHashMap::len).sum::<usize>(),
            rows(lemmas).count()
        );
        assert!(
            rows(stems).all(|(ending, action)| ending.len() <= LONGEST_ENDING
                && "-euy".contains(action)
                || ending.starts_with('^'))
        );
    }

    #[test]
    fn verbs() {
        let past = [
            ("agreed", "agree"),
            ("stopped", "stop"),
            ("created", "create"),
            ("said", "say"),
            ("tried", "try"),
            ("called", "call"),
            ("visited", "visit"),
            ("united", "unite"),
            ("discussed", "discuss"),
            ("urged", "urge"),
            ("used", "use"),
            ("controlled", "control"),
            ("offered", "offer"),
            ("required", "require"),
            ("met", "meet"),
        ];
        check(&past, Upos::Verb, Xpos::Vbd);
        let present = [
            ("making", "make"),
            ("running", "run"),
            ("lying", "lie"),
            ("hanging", "hang"),
            ("BEING", "be"),
        ];
        check(&present, Upos::Verb, Xpos::Vbg);
        check(
            &[
                ("goes", "go"),
                ("tries", "try"),
                ("watches", "watch"),
                ("has", "have"),
                ("uses", "use"),
            ],
            Upos::Verb,
            Xpos::Vbz,
        );
        check(
            &[("’ve", "have"), ("are", "be"), ("'m", "be")],
            Upos::Aux,
            Xpos::Vbp,
        );
        check(
            &[("ca", "can"), ("'d", "would"), ("Should", "should")],
            Upos::Aux,
            Xpos::Md,
        );
    }

    #[test]
    fn nouns_and_names() {
        let plural = [
            ("talks", "talk"),
            ("Countries", "country"),
            ("spokesmen", "spokesman"),
            ("crises", "crisis"),
            ("boxes", "box"),
            ("houses", "house"),
            ("abuses", "abuse"),
            ("coronaviruses", "coronavirus"),
            ("MPs", "MP"),
            ("1990s", "1990s"),
            ("series", "series"),
        ];
        check(&plural, Upos::Noun, Xpos::Nns);
        check(
            &[
                ("Talk", "talk"),
                ("TV", "TV"),
                ("news", "news"),
                ("LOVE", "love"),
                ("iPhone", "iPhone"),
            ],
            Upos::Noun,
            Xpos::Nn,
        );
        check(
            &[("States", "State"), ("Emirates", "Emirates")],
            Upos::Propn,
            Xpos::Nnps,
        );
        check(
            &[
                ("Beispiel", "Beispiel"),
                ("Sept.", "September"),
                ("VIENNA", "Vienna"),
                ("UNESCO", "UNESCO"),
                ("NATO", "NATO"),
            ],
            Upos::Propn,
            Xpos::Nnp,
        );
    }

    #[test]
    fn other_words() {
        check(
            &[
                ("larger", "large"),
                ("bigger", "big"),
                ("happier", "happy"),
                ("better", "good"),
            ],
            Upos::Adj,
            Xpos::Jjr,
        );
        check(
            &[("better", "well"), ("faster", "fast")],
            Upos::Adv,
            Xpos::Rbr,
        );
        check(
            &[
                ("American", "American"),
                ("shiite", "Shiite"),
                ("pro-Beispiel", "pro-Beispiel"),
                ("new", "new"),
                ("loooong", "long"),
                ("prettty", "pretty"),
            ],
            Upos::Adj,
            Xpos::Jj,
        );
        check(&[("them", "they"), ("I", "I")], Upos::Pron, Xpos::Prp);
        check(&[("n’t", "not")], Upos::Part, Xpos::Rb);
        check(
            &[
                ("10,000", "10000"),
                ("bn", "billion"),
                ("Two", "two"),
                ("II", "II"),
            ],
            Upos::Num,
            Xpos::Cd,
        );
        check(&[("“", "\""), ("—", "-")], Upos::Punct, Xpos::Colon);
    }
}
