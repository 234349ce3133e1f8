//! Reads one file of frames: TOML to typed frames, each error with its place.

use chancery_model::{CameoCode, Context, EventType, Mode};
use serde::{Deserialize, Deserializer, de};

use super::{Conditions, Entry, Frame, Frames, Needs, Oblique, Operator, Part, Slot, WordSet};
use crate::error::{FrameError, Location};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "type", deserialize_with = "coded_type")]
    event_type: Option<EventType>,
    source: Option<Vec<Slot>>,
    target: Option<Vec<Slot>>,
    noun_source: Option<Vec<Slot>>,
    noun_target: Option<Vec<Slot>>,
    #[serde(default)]
    frame: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: toml::Spanned<String>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    object: Option<Vec<String>>,
    not_object: Option<Vec<String>>,
    subject: Option<Vec<String>>,
    not_subject: Option<Vec<String>>,
    #[serde(default)]
    subjunctive: bool,
    modifier: Option<Vec<String>>,
    not_modifier: Option<Vec<String>>,
    #[serde(default)]
    oblique: Vec<String>,
    #[serde(default)]
    not_oblique: Vec<String>,
    source: Option<Vec<Slot>>,
    target: Option<Vec<Slot>>,
    noun_source: Option<Vec<Slot>>,
    noun_target: Option<Vec<Slot>>,
    #[serde(default, deserialize_with = "coded_mode")]
    mode: Option<Mode>,
    #[serde(default, deserialize_with = "coded_cameo")]
    cameo: Option<CameoCode>,
    #[serde(default, deserialize_with = "coded_contexts")]
    contexts: Vec<Context>,
    #[serde(default)]
    reciprocal: bool,
    #[serde(default)]
    needs: Needs,
    #[serde(default, deserialize_with = "coded_operator")]
    operator: Option<Operator>,
    inner: Option<Vec<Slot>>,
    #[serde(default)]
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

impl<'de> Deserialize<'de> for Slot {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let word = String::deserialize(input)?;
        Ok(match word.as_str() {
            "subject" => Self::Subject,
            "object" => Self::Object,
            "possessor" => Self::Possessor,
            "adjective" => Self::Adjective,
            "complement" => Self::Complement,
            "clause" => Self::Clause,
            preposition
                if preposition.chars().all(|c| c.is_ascii_lowercase())
                    && !preposition.is_empty() =>
            {
                Self::Preposition(preposition.into())
            }
            _ => {
                return Err(de::Error::custom(format!(
                    "expected subject, object, possessor, adjective, complement, clause or a preposition, found `{word}`"
                )));
            }
        })
    }
}

fn coded<'de, D: Deserializer<'de>, T>(
    input: D,
    expected: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    let code = String::deserialize(input)?;
    parse(&code).ok_or_else(|| de::Error::custom(format!("expected {expected}, found `{code}`")))
}

fn coded_type<'de, D: Deserializer<'de>>(input: D) -> Result<Option<EventType>, D::Error> {
    coded(input, "a PLOVER type", EventType::from_code).map(Some)
}

fn coded_mode<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Mode>, D::Error> {
    coded(input, "a PLOVER mode", Mode::from_code).map(Some)
}

fn coded_cameo<'de, D: Deserializer<'de>>(input: D) -> Result<Option<CameoCode>, D::Error> {
    coded(input, "a CAMEO code of two to four digits", CameoCode::new).map(Some)
}

fn coded_operator<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Operator>, D::Error> {
    let expected = format!("an operator ({})", Operator::codes());
    coded(input, &expected, Operator::from_code).map(Some)
}

fn coded_contexts<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<Context>, D::Error> {
    Vec::<String>::deserialize(input)?
        .iter()
        .map(|code| {
            Context::from_code(code).ok_or_else(|| {
                de::Error::custom(format!("expected a PLOVER context, found `{code}`"))
            })
        })
        .collect()
}

/// Adds the frames of one file; `is_own` for a file that comes with the crate.
pub(super) fn add(
    frames: &mut Frames,
    name: &str,
    text: &str,
    is_own: bool,
) -> Result<(), FrameError> {
    let file: File = toml::from_str(text).map_err(|error| FrameError::Format {
        at: Location::of_byte(name, text, error.span().map_or(0, |span| span.start)),
        message: error.message().to_owned(),
    })?;
    let stem = name
        .rsplit('/')
        .next()
        .unwrap_or(name)
        .trim_end_matches(".toml");
    let first = frames.frames.len();
    let defaults = Defaults::of(&file);
    for row in file.frame {
        let at = || Location::of_byte(name, text, row.id.span().start);
        let id: Box<str> = format!("{stem}/{}", row.id.get_ref()).into();
        if frames.frames[first..].iter().any(|frame| frame.id == id) {
            return Err(FrameError::DuplicateId {
                at: at(),
                id: id.into(),
            });
        }
        if row.verbs.is_empty() && row.nouns.is_empty() && row.adjectives.is_empty() {
            return Err(FrameError::NoTrigger {
                at: at(),
                id: id.into(),
            });
        }
        if file.event_type.is_none() && row.operator.is_none() {
            return Err(FrameError::NoMeaning {
                at: at(),
                id: id.into(),
            });
        }
        if let (Some(mode), Some(event_type)) = (row.mode, file.event_type)
            && !mode.belongs_to(event_type)
        {
            return Err(FrameError::ModeOfOtherType {
                at: at(),
                mode: mode.to_string(),
                event_type: event_type.to_string(),
            });
        }
        let index = frames.frames.len();
        let conditions = conditions(frames, &row)
            .map_err(|class| FrameError::UnknownClass { at: at(), class })?;
        index_triggers(frames, index, &row, is_own);
        frames
            .examples
            .extend(row.yes.into_iter().map(|text| (index, true, text)));
        frames
            .examples
            .extend(row.no.into_iter().map(|text| (index, false, text)));
        frames.frames.push(Frame {
            id,
            event_type: file.event_type,
            mode: row.mode,
            cameo: row.cameo,
            contexts: row.contexts,
            reciprocal: row.reciprocal,
            needs: row.needs,
            operator: row.operator,
            inner: row
                .inner
                .unwrap_or_else(|| vec![Slot::Complement, Slot::Object]),
            source: row.source.unwrap_or_else(|| defaults.source.clone()),
            target: row.target.unwrap_or_else(|| defaults.target.clone()),
            noun_source: row
                .noun_source
                .unwrap_or_else(|| defaults.noun_source.clone()),
            noun_target: row
                .noun_target
                .unwrap_or_else(|| defaults.noun_target.clone()),
            conditions,
        });
    }
    Ok(())
}

/// Slots of frames that name none.
struct Defaults {
    source: Vec<Slot>,
    target: Vec<Slot>,
    noun_source: Vec<Slot>,
    noun_target: Vec<Slot>,
}

impl Defaults {
    fn of(file: &File) -> Self {
        let or = |slots: &Option<Vec<Slot>>, default: &[Slot]| {
            slots.clone().unwrap_or_else(|| default.to_vec())
        };
        Self {
            source: or(&file.source, &[Slot::Subject]),
            target: or(&file.target, &[Slot::Object]),
            noun_source: or(
                &file.noun_source,
                &[
                    Slot::Possessor,
                    Slot::Preposition("by".into()),
                    Slot::Adjective,
                ],
            ),
            noun_target: or(&file.noun_target, &[]),
        }
    }
}

fn conditions(frames: &Frames, row: &Row) -> Result<Conditions, String> {
    let set = |words: &Option<Vec<String>>| -> Result<Option<WordSet>, String> {
        words
            .as_ref()
            .map(|words| frames.classes.resolve(words))
            .transpose()
    };
    let phrase = |condition: &String| -> Result<Oblique, String> {
        let mut words = condition.split(' ');
        let preposition = words.next().unwrap_or_default().into();
        let words: Vec<&str> = words.collect();
        let words = if words.is_empty() {
            None
        } else {
            Some(frames.classes.resolve(&words)?)
        };
        Ok(Oblique { preposition, words })
    };
    Ok(Conditions {
        object: set(&row.object)?,
        not_object: set(&row.not_object)?,
        subject: set(&row.subject)?,
        not_subject: set(&row.not_subject)?,
        subjunctive: row.subjunctive,
        modifier: set(&row.modifier)?,
        not_modifier: set(&row.not_modifier)?,
        oblique: row.oblique.iter().map(phrase).collect::<Result<_, _>>()?,
        not_oblique: row
            .not_oblique
            .iter()
            .map(phrase)
            .collect::<Result<_, _>>()?,
    })
}

fn index_triggers(frames: &mut Frames, frame: usize, row: &Row, is_own: bool) {
    let parts = [
        (Part::Verb, &row.verbs),
        (Part::Noun, &row.nouns),
        (Part::Adjective, &row.adjectives),
    ];
    for (part, triggers) in parts {
        for trigger in triggers {
            let (lemma, particle) = match trigger.split_once(' ') {
                Some((lemma, particle)) => (lemma, Some(particle.into())),
                None => (trigger.as_str(), None),
            };
            frames.index.entry(lemma.into()).or_default().push(Entry {
                frame,
                part,
                particle,
                is_own,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut frames = Frames::embedded().expect("the embedded frames are valid");
        let error = frames
            .add("mine.toml", text)
            .expect_err("the file is wrong");
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn errors_say_where_and_what() {
        check(
            "type = \"HUG\"",
            "mine.toml:1:8: expected a PLOVER type, found `HUG`",
        );
        check(
            "type = \"AID\"\n[[frame]]\nid = \"x\"\n",
            "mine.toml:3:6: expected `verbs`, `nouns` or `adjectives` in frame `mine/x`, found none",
        );
        check(
            "type = \"AID\"\n[[frame]]\nid = \"x\"\nverbs = [\"a\"]\nmode = \"visit\"",
            "mine.toml:3:6: expected a mode of AID, found `visit`",
        );
        check(
            "type = \"AID\"\n[[frame]]\nid = \"x\"\nverbs = [\"a\"]\nobject = [\"@nobody\"]",
            "mine.toml:3:6: expected a word class that a file defines, found `@nobody`",
        );
        check(
            "[[frame]]\nid = \"x\"\nverbs = [\"a\"]",
            "mine.toml:2:6: expected `type` in the file or `operator` in frame `mine/x`, found neither",
        );
    }

    #[test]
    fn the_embedded_files_are_valid() {
        let frames = Frames::embedded().expect("the embedded frames are valid");
        assert!(frames.trigger_count() > 2000, "{}", frames.trigger_count());
        assert!(EventType::ALL.iter().all(|&t| {
            frames
                .examples()
                .any(|example| example.event_type == t && example.fires)
        }));
    }
}
