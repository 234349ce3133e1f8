//! Frames: which words state which act, and where its parties stand.
//!
//! `impose sanctions on Iran` is a verb with an object of a class, a type, a mode, and `on` for the target. All of it is data
//! (`data/frames/*.toml`, `data/classes.toml`, `data/composition.tsv`); the format is described in `docs/formats/frames.md`.

mod algebra;
mod read;
mod words;

use chancery_model::{CameoCode, Context, EventType, Mode};
use rustc_hash::FxHashMap;

pub(crate) use algebra::{Algebra, Effect, Operator, Outcome};
pub(crate) use words::{WordSet, repairs};

use crate::confidence::Confidence;
use crate::error::FrameError;
use words::Classes;

/// Where a party stands in relation to the trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Who acts: active subject, `by` phrase of a passive.
    Subject,
    /// Who is acted on: object, passive subject.
    Object,
    /// `Austria's visit`, `her visit`.
    Possessor,
    /// `Austrian sanctions`, `Russian-Turkish talks`.
    Adjective,
    /// A clause: `to …`, `that …`. Holds acts, not parties.
    Complement,
    /// The subject of the clause in which a noun is a circumstance: `said during a visit to Oman`. Asked last.
    Clause,
    /// A phrase with this preposition.
    Preposition(Box<str>),
}

/// Which parties an event of a frame must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Needs {
    /// At least one.
    #[default]
    Any,
    /// A source.
    Source,
    /// A target.
    Target,
    /// Both, or two equals.
    Both,
}

/// Part of speech of a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Verb,
    Noun,
    Adjective,
}

/// A preposition that must be present, with the words that may follow it; no words means any.
#[derive(Debug)]
pub(crate) struct Oblique {
    pub(crate) preposition: Box<str>,
    pub(crate) words: Option<WordSet>,
}

/// What must stand around a trigger for a frame to fire. Absent conditions hold.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    pub(crate) object: Option<WordSet>,
    pub(crate) not_object: Option<WordSet>,
    pub(crate) subject: Option<WordSet>,
    pub(crate) not_subject: Option<WordSet>,
    /// A clause in the bare form must be there: `insisted that Iran stop`.
    pub(crate) subjunctive: bool,
    pub(crate) modifier: Option<WordSet>,
    pub(crate) not_modifier: Option<WordSet>,
    pub(crate) oblique: Vec<Oblique>,
    /// Phrases none of which may be there.
    pub(crate) not_oblique: Vec<Oblique>,
}

/// One way to state one act.
#[derive(Debug)]
pub(crate) struct Frame {
    /// `consult/meet`.
    pub(crate) id: Box<str>,
    /// Absent for operators that state nothing alone (`begin`, `plan`).
    pub(crate) event_type: Option<EventType>,
    pub(crate) mode: Option<Mode>,
    pub(crate) cameo: Option<CameoCode>,
    pub(crate) contexts: Vec<Context>,
    pub(crate) reciprocal: bool,
    pub(crate) needs: Needs,
    pub(crate) operator: Option<Operator>,
    /// Where the inner act of an operator stands.
    pub(crate) inner: Vec<Slot>,
    /// Slots in order of preference: the first that holds a party wins.
    pub(crate) source: Vec<Slot>,
    pub(crate) target: Vec<Slot>,
    pub(crate) noun_source: Vec<Slot>,
    pub(crate) noun_target: Vec<Slot>,
    pub(crate) conditions: Conditions,
}

/// An entry of the trigger index: a frame under one part of speech, with the particle that must follow the verb.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) frame: usize,
    pub(crate) part: Part,
    pub(crate) particle: Option<Box<str>>,
    /// False for a file that the user added: it wins a draw.
    pub(crate) is_own: bool,
}

/// An example sentence of a frame file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Frame it stands under (`consult/meet`).
    pub frame: String,
    /// The sentence.
    pub text: String,
    /// The type that must be found in it, or must not.
    pub event_type: EventType,
    /// True when the type must be found.
    pub fires: bool,
}

/// All frames, indexed by the lemma of their trigger.
#[derive(Debug)]
pub struct Frames {
    frames: Vec<Frame>,
    index: FxHashMap<Box<str>, Vec<Entry>>,
    classes: Classes,
    algebra: Algebra,
    confidence: Confidence,
    examples: Vec<(usize, bool, String)>,
}

macro_rules! frame_files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../data/frames/", $name)))),+]
    };
}

/// One file for each PLOVER type and one for acts that only say how far another act has come.
const FILES: &[(&str, &str)] = frame_files![
    "accuse.toml",
    "agree.toml",
    "aid.toml",
    "assault.toml",
    "coerce.toml",
    "concede.toml",
    "consult.toml",
    "cooperate.toml",
    "mobilize.toml",
    "operators.toml",
    "protest.toml",
    "reject.toml",
    "request.toml",
    "retreat.toml",
    "sanction.toml",
    "support.toml",
    "threaten.toml",
];

impl Frames {
    /// The frames that come with the crate.
    ///
    /// # Errors
    /// When an embedded file is damaged; a test sees to it that none is.
    pub fn embedded() -> Result<Self, FrameError> {
        let classes = Classes::parse("classes.toml", include_str!("../data/classes.toml"))?;
        let algebra = Algebra::parse("composition.tsv", include_str!("../data/composition.tsv"))?;
        let confidence =
            Confidence::parse("confidence.tsv", include_str!("../data/confidence.tsv"))?;
        let mut frames = Self {
            frames: Vec::new(),
            index: FxHashMap::default(),
            classes,
            algebra,
            confidence,
            examples: Vec::new(),
        };
        for (name, text) in FILES {
            read::add(&mut frames, name, text, true)?;
        }
        Ok(frames)
    }

    /// Adds the frames of one more file; they win a draw against those that are there. `name` stands in messages.
    ///
    /// # Errors
    /// When the file breaks the format; see [`FrameError`]. The frames are then unusable.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), FrameError> {
        read::add(self, name, text, false)
    }

    /// Number of trigger words and phrases.
    pub fn trigger_count(&self) -> usize {
        let mut count = 0;
        for entries in self.sorted_entries() {
            count += entries.len();
        }
        count
    }

    /// The example sentences of all files, in order.
    pub fn examples(&self) -> impl Iterator<Item = Example> + '_ {
        self.examples.iter().filter_map(|(frame, fires, text)| {
            let frame = &self.frames[*frame];
            Some(Example {
                frame: frame.id.to_string(),
                text: text.clone(),
                event_type: frame.event_type?,
                fires: *fires,
            })
        })
    }

    pub(crate) fn frame(&self, index: usize) -> &Frame {
        &self.frames[index]
    }

    /// The frame with this id.
    pub(crate) fn named(&self, id: &str) -> Option<&Frame> {
        self.frames.iter().find(|frame| *frame.id == *id)
    }

    pub(crate) fn entries(&self, lemma: &str) -> &[Entry] {
        let found = self
            .index
            .get(lemma)
            .or_else(|| words::repairs(lemma).find_map(|form| self.index.get(form.as_str())));
        found.map_or(&[], Vec::as_slice)
    }

    pub(crate) fn algebra(&self) -> &Algebra {
        &self.algebra
    }

    pub(crate) fn confidence(&self) -> &Confidence {
        &self.confidence
    }

    /// The words of a class; empty when no file defines it.
    pub(crate) fn class(&self, name: &str) -> &WordSet {
        self.classes.get(name)
    }

    fn sorted_entries(&self) -> Vec<&Vec<Entry>> {
        let mut keys: Vec<_> = self.index.keys().collect();
        keys.sort_unstable();
        keys.into_iter().map(|key| &self.index[key]).collect()
    }
}
