//! Which words may state an act: triggers whose conditions hold in the tree.
//!
//! `call off`, `call for` and `call` are three triggers of one lemma; `severed ties` fires where `severed an arm` does not.

use chancery_model::tree;
use chancery_model::{Id, Relation, TokenId, Upos, Xpos};

use crate::acts::Reading;
use crate::arguments::{self, content};
use crate::frames::{Conditions, Entry, Frame, Operator, Part, Slot, WordSet, repairs};
use crate::site::Site;

/// A trigger in the text with the frame that fits it best.
#[derive(Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) frame: &'a Frame,
    pub(crate) site: Site,
    /// Words that state the act, in order.
    pub(crate) words: Vec<TokenId>,
}

/// Triggers of the story, in text order, one a word.
pub(crate) fn candidates<'a>(reading: &Reading<'a>) -> Vec<Candidate<'a>> {
    let mut found = Vec::new();
    for sentence in reading.syntax.sentences() {
        let is_story = reading
            .doc
            .paragraphs()
            .get(sentence.paragraph)
            .is_none_or(|p| p.kind.is_story());
        if !is_story {
            continue;
        }
        for token in sentence.tokens.clone().map(TokenId::from_index) {
            found.extend(best(reading, token));
        }
    }
    found
}

/// The frame with the most conditions met at `token`; a user's frame wins a draw, then the earlier frame.
fn best<'a>(reading: &Reading<'a>, token: TokenId) -> Option<Candidate<'a>> {
    let row = reading.syntax.token(token);
    let part = part_of(row.upos, row.xpos)?;
    let lemma = reading.syntax.lemma(token);
    let lower;
    let lemma = if lemma.bytes().any(|b| b.is_ascii_uppercase()) {
        lower = lemma.to_ascii_lowercase();
        &lower
    } else {
        lemma
    };
    let form;
    let (part, lemma) = if part == Part::Verb && is_won(reading, token) {
        form = reading.doc.slice(row.span).to_ascii_lowercase();
        (Part::Noun, form.as_str())
    } else {
        (part, lemma)
    };
    let entries = reading.frames.entries(lemma);
    if entries.is_empty() {
        return None;
    }
    let site = Site::new(reading, token, part);
    if is_mere_modifier(reading, &site) {
        return None;
    }
    let mut best: Option<(usize, Candidate<'a>)> = None;
    for entry in entries.iter().filter(|entry| entry.part == part) {
        let frame = reading.frames.frame(entry.frame);
        let Some((weight, words)) = fit(reading, &site, entry, frame) else {
            continue;
        };
        if best.as_ref().is_none_or(|(found, _)| weight > *found) {
            best = Some((
                weight,
                Candidate {
                    frame,
                    site: site.clone(),
                    words,
                },
            ));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// `Malaysia severed ties`: where the two tags differ, a finite verb form is a verb.
fn part_of(upos: Upos, xpos: Xpos) -> Option<Part> {
    match upos {
        Upos::Adj | Upos::Noun if matches!(xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) => {
            Some(Part::Verb)
        }
        Upos::Verb => Some(Part::Verb),
        Upos::Noun => Some(Part::Noun),
        Upos::Adj => Some(Part::Adjective),
        _ => None,
    }
}

/// A noun in `-ing` that was taken for a verb: `won backing for its plan`.
fn is_won(reading: &Reading<'_>, token: TokenId) -> bool {
    let row = reading.syntax.token(token);
    let is_gerund = row.xpos == Xpos::Vbg
        && matches!(row.relation, Relation::Xcomp | Relation::Obj)
        && tree::objects(reading.syntax, token).is_empty();
    let has = |word: &str, wanted: &dyn Fn(&Entry) -> bool| {
        reading.frames.entries(word).iter().any(wanted)
    };
    let form = reading.doc.slice(row.span).to_ascii_lowercase();
    is_gerund
        && has(&form, &|entry| entry.part == Part::Noun)
        && row.head.is_some_and(|head| {
            has(reading.syntax.lemma(head), &|entry| {
                reading.frames.frame(entry.frame).operator == Some(Operator::Receive)
            })
        })
}

/// A noun before another noun (`peace talks` has one act, not two), a participle before a noun.
fn is_mere_modifier(reading: &Reading<'_>, site: &Site) -> bool {
    let relation = reading.syntax.token(site.token).relation;
    match site.part {
        Part::Noun => matches!(relation.universal(), Relation::Compound | Relation::Flat),
        Part::Verb | Part::Adjective => relation == Relation::Amod && site.hidden_subject.is_none(),
    }
}

/// Weight and trigger words of a frame at a site, or nothing when a condition fails.
fn fit(
    reading: &Reading<'_>,
    site: &Site,
    entry: &Entry,
    frame: &Frame,
) -> Option<(usize, Vec<TokenId>)> {
    let mut words = vec![site.token];
    let mut weight = usize::from(!entry.is_own);
    match (&entry.particle, particle_of(reading, site)) {
        (None, None) => {}
        // `call` is not `call off`.
        (None, Some(_)) => return None,
        (Some(wanted), found) => {
            let word = found
                .filter(|&word| reading.syntax.lemma(word).eq_ignore_ascii_case(wanted))
                .or_else(|| adverb(reading, site, wanted))?;
            words.push(word);
            weight += 4;
        }
    }
    weight += conditions(reading, site, &frame.conditions, &mut words)?;
    words.sort_unstable();
    words.dedup();
    Some((weight, words))
}

fn particle_of(reading: &Reading<'_>, site: &Site) -> Option<TokenId> {
    match site.part {
        Part::Verb => tree::particle(reading.syntax, site.token),
        Part::Noun | Part::Adjective => None,
    }
}

/// A particle that the parser took for an adverb or preposition: a dependent, or the next word.
fn adverb(reading: &Reading<'_>, site: &Site, wanted: &str) -> Option<TokenId> {
    let syntax = reading.syntax;
    let is_wanted = |word: TokenId| syntax.lemma(word).eq_ignore_ascii_case(wanted);
    let dependent = syntax.children(site.token).iter().copied().find(|&child| {
        is_wanted(child)
            && matches!(
                syntax.token(child).relation.universal(),
                Relation::Advmod
                    | Relation::Obl
                    | Relation::Compound
                    | Relation::Xcomp
                    | Relation::Amod
            )
    });
    dependent.or_else(|| {
        let next = site.token.index() + 1;
        let same_sentence = syntax
            .tokens()
            .get(next)
            .is_some_and(|row| row.sentence == syntax.token(site.token).sentence);
        let next = TokenId::from_index(next);
        (same_sentence && is_wanted(next)).then_some(next)
    })
}

/// The sum of the conditions' weights; the words that meet them join the trigger.
fn conditions(
    reading: &Reading<'_>,
    site: &Site,
    wanted: &Conditions,
    words: &mut Vec<TokenId>,
) -> Option<usize> {
    let mut weight = 0;
    if let Some(set) = &wanted.object {
        let object = site
            .objects
            .iter()
            .copied()
            .find(|&object| admits(reading, set, object));
        match object {
            // The object belongs to the trigger (`hold talks`) unless it is a party (`meet Austria`) or stands outside its clause
            // (`the talks that Austria holds`).
            Some(object) if site.is_outside(reading.syntax, object) => {}
            Some(object)
                if !reading
                    .actors
                    .is_party(content(reading, object), reading.frames.class("people")) =>
            {
                words.push(content(reading, object));
            }
            Some(_) => {}
            None if set.nothing && site.objects.is_empty() => {}
            None => return None,
        }
        weight += 2;
    }
    if let Some(set) = &wanted.not_object
        && site
            .objects
            .iter()
            .any(|&object| admits(reading, set, object))
    {
        return None;
    }
    if let Some(set) = &wanted.subject {
        let subjects = arguments::words(reading, site, &Slot::Subject);
        subjects
            .into_iter()
            .find(|&subject| admits(reading, set, subject))?;
        weight += 3;
    }
    if let Some(set) = &wanted.not_subject
        && arguments::words(reading, site, &Slot::Subject)
            .into_iter()
            .any(|subject| admits(reading, set, subject))
    {
        return None;
    }
    let is_banned = wanted.not_oblique.iter().any(|oblique| {
        let nouns = arguments::phrase_groups(reading, site, &oblique.preposition).concat();
        nouns.into_iter().any(|noun| {
            oblique
                .words
                .as_ref()
                .is_none_or(|set| admits(reading, set, noun))
        })
    });
    if is_banned {
        return None;
    }
    if wanted.subjunctive {
        arguments::words(reading, site, &Slot::Complement)
            .into_iter()
            .find(|&clause| is_subjunctive(reading, clause))?;
        weight += 2;
    }
    if let Some(set) = &wanted.modifier {
        words.push(modifier(reading, site.token, set)?);
        weight += 2;
    }
    if let Some(set) = &wanted.not_modifier
        && modifier(reading, site.token, set).is_some()
    {
        return None;
    }
    if !wanted.oblique.is_empty() {
        let found = wanted.oblique.iter().find_map(|oblique| {
            let mut nouns = arguments::phrase_groups(reading, site, &oblique.preposition).concat();
            nouns.extend(arguments::clauses(
                reading.syntax,
                site,
                &oblique.preposition,
            ));
            match &oblique.words {
                None => nouns.first().map(|_| None),
                Some(set) => nouns
                    .into_iter()
                    .find(|&noun| admits(reading, set, noun))
                    .map(|noun| (!set.actor).then_some(noun)),
            }
        })?;
        words.extend(found);
        weight += 2;
    }
    Some(weight)
}

fn admits(reading: &Reading<'_>, set: &WordSet, word: TokenId) -> bool {
    let word = content(reading, word);
    let lemma = reading.syntax.lemma(word).to_lowercase();
    set.something
        || set.contains(&lemma)
        || repairs(&lemma).any(|form| set.contains(&form))
        || (set.has_pairs && admits_pair(reading, set, word, &lemma))
        // `Algerians` are people.
        || (set.contains("people") && reading.actors.is_people(word))
        || (set.state && reading.actors.is_state(word))
        || (set.place && reading.actors.is_place(word))
        || (set.actor
            && reading
                .actors
                .is_party(word, reading.frames.class("people")))
}

/// `aid worker`: the noun with one of the words before it.
fn admits_pair(reading: &Reading<'_>, set: &WordSet, noun: TokenId, lemma: &str) -> bool {
    reading.syntax.children(noun).iter().any(|&child| {
        matches!(
            reading.syntax.token(child).relation.universal(),
            Relation::Amod | Relation::Compound
        ) && {
            let modifier = reading.syntax.lemma(child).to_lowercase();
            let mut nouns = std::iter::once(lemma.to_owned()).chain(repairs(lemma));
            nouns.any(|noun| set.contains(&format!("{modifier} {noun}")))
        }
    })
}

/// A clause whose verb stands in the bare form after its subject: `that Iran stop`.
fn is_subjunctive(reading: &Reading<'_>, clause: TokenId) -> bool {
    let found = tree::modality(reading.syntax, clause);
    let row = reading.syntax.token(clause);
    let has_bare_copula = tree::child(reading.syntax, clause, Relation::Cop)
        .or_else(|| tree::child(reading.syntax, clause, Relation::Aux))
        .is_some_and(|word| reading.syntax.token(word).xpos == Xpos::Vb);
    // `that Belarus close the camp` with the bare form tagged as a past.
    let is_bare = row.xpos == Xpos::Vb
        || row.xpos == Xpos::Vbd && reading.syntax.lemma(clause) == reading.doc.slice(row.span);
    is_bare && found.modal.is_none() && !found.infinitive
        || has_bare_copula && found.modal.is_none()
        || found
            .modal
            .is_some_and(|modal| reading.frames.class("duty").contains(modal))
}

/// An adjective or compound before a noun, or the noun's hyphenated first part.
fn modifier(reading: &Reading<'_>, noun: TokenId, set: &WordSet) -> Option<TokenId> {
    reading
        .syntax
        .children(noun)
        .iter()
        .copied()
        .find(|&child| {
            child < noun
                && matches!(
                    reading.syntax.token(child).relation.universal(),
                    Relation::Amod | Relation::Compound | Relation::Nmod | Relation::Flat
                )
                && set.contains(&reading.syntax.lemma(child).to_lowercase())
        })
}
