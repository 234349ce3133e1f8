//! Tells speech in quotation marks from titles, names and words held at a distance.
//!
//! `"We are ready to talk."` is speech without any cue; `"The Long Road Home"` is a title; the marks of `the "reform"`
//! say that the word is someone else's.

use chancery_model::Upos;

use crate::view::View;

/// Words that a run must have to be speech without a cue.
const MIN_WORDS: usize = 5;
/// The same within a sentence of the reporter's and without a speaker: `the book "How We Got Here," which …`.
const MIN_WORDS_INSIDE: usize = 12;

/// True when a run can be the words of someone: several words with a verb, written as a sentence.
pub(crate) fn is_speech(view: &View<'_>, run: usize) -> bool {
    let row = &view.marks.runs[run];
    let inner = without_inner_marks(view.doc.slice(row.inner));
    let as_sentence = inner
        .starts_with(|c: char| c.is_uppercase() || c == '[' || c == '…' || c == '.')
        && inner.ends_with(['.', '?', '!', '…', ',', ']']);
    is_clause(view, run)
        && (row.continues || as_sentence && !row.is_guess && !has_byline(view, run))
}

/// `He said, 'We go,'` inside other marks ends with a comma.
pub(crate) fn without_inner_marks(inner: &str) -> &str {
    inner.trim_end_matches(['\'', '’', '”', '"', ' '])
}

/// True when a run has several words with a verb.
pub(crate) fn is_clause(view: &View<'_>, run: usize) -> bool {
    let words = view.words_of_run(run);
    let n_words = words.clone().filter(|&at| !view.is_punct(at)).count();
    let has_verb = words
        .clone()
        .any(|at| matches!(view.upos(at), Upos::Verb | Upos::Aux));
    n_words >= MIN_WORDS && has_verb
}

/// True when a run can be speech although neither a cue nor a speaker stands beside it.
pub(crate) fn stands_alone(view: &View<'_>, run: usize) -> bool {
    let words = view.words_of_run(run);
    let sentence = view.sentence_of(words.start.min(view.syntax.tokens().len() - 1));
    let lead =
        (sentence.start..words.start).rfind(|&at| view.text(at) == ":" || !view.is_punct(at));
    lead.is_none_or(|at| view.text(at) == ":")
        || words.filter(|&at| !view.is_punct(at)).count() >= MIN_WORDS_INSIDE
}

/// `"Talks end in Vienna," by Anna Beispiel`: a headline with its author.
fn has_byline(view: &View<'_>, run: usize) -> bool {
    let next = view
        .syntax
        .first_word_from(view.marks.runs[run].outer.end());
    next + 1 < view.syntax.tokens().len()
        && view.text(next) == "by"
        && view.text(next + 1).starts_with(char::is_uppercase)
}

/// True for a title of a work or the name of a thing: all longer words have a capital, and no punctuation ends it.
pub(crate) fn is_title(view: &View<'_>, run: usize) -> bool {
    let inner = view.doc.slice(view.marks.runs[run].inner);
    let capitals = inner
        .split_whitespace()
        .filter(|word| word.chars().count() > 3)
        .all(|word| !word.starts_with(char::is_lowercase));
    inner.starts_with(char::is_uppercase)
        && capitals
        && inner.contains(' ')
        && !inner.ends_with(['!', '?'])
}
