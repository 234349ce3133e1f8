//! Acts that take acts: what an outer act makes of the inner one.
//!
//! `refused to lift sanctions`: lifting a SANCTION is a CONCEDE, refusing a CONCEDE is a REJECT. The table
//! `data/composition.tsv` gives the result for an operator and an inner type; the most specific row wins: type with mode,
//! type, quad class, `*`.

use chancery_model::{CameoCode, EventType, Mode, Status};

use crate::error::{FrameError, Location};

macro_rules! operators {
    ($($(#[$meta:meta])* $variant:ident => $code:literal,)+) => {
        /// What an act does to the act inside it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Operator { $($(#[$meta])* $variant,)+ }

        impl Operator {
            const ALL: &'static [(&'static str, Self)] = &[$(($code, Self::$variant),)+];

            pub(crate) fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().find(|(known, _)| *known == code).map(|(_, operator)| *operator)
            }

            /// All codes, for messages.
            pub(crate) fn codes() -> String {
                Self::ALL.iter().map(|(code, _)| *code).collect::<Vec<_>>().join(", ")
            }
        }
    };
}

operators! {
    /// `hold`, `begin`, `manage to`: the inner act takes place.
    Do => "do",
    /// `win`, `suffer`: the inner act is done to the subject.
    Receive => "receive",
    /// `plan`, `be due to`.
    Plan => "plan",
    /// `consider`.
    Consider => "consider",
    /// `try`, `hope`.
    Attempt => "attempt",
    /// `fail`.
    Fail => "fail",
    /// `deny`.
    Deny => "deny",
    /// `postpone`.
    Postpone => "postpone",
    /// `cancel`, `pull out of`.
    Cancel => "cancel",
    /// `lift`, `end`, `suspend`.
    End => "end",
    /// `announce`.
    Announce => "announce",
    /// `agree to`, `offer`.
    Promise => "promise",
    /// `refuse`.
    Refuse => "refuse",
    /// `rule out`.
    Exclude => "exclude",
    /// `reject`.
    Reject => "reject",
    /// `call for`.
    Request => "request",
    /// `threaten`.
    Threaten => "threaten",
    /// `accuse of`.
    Accuse => "accuse",
    /// `condemn`.
    Condemn => "condemn",
    /// `praise`.
    Praise => "praise",
    /// `violate`.
    Violate => "violate",
    /// `allow`.
    Allow => "allow",
    /// `discuss`, `talks on`.
    Discuss => "discuss",
}

impl Operator {
    /// True when the inner act's doer is who the outer act turns to: `urged Iran to stop`, `condemned the Iranian attack`.
    pub(crate) fn turns_to_inner_source(self) -> bool {
        matches!(
            self,
            Self::Request
                | Self::Accuse
                | Self::Condemn
                | Self::Praise
                | Self::Reject
                | Self::Allow
                | Self::Violate
        )
    }
}

/// What becomes of the type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Effect {
    /// The outer act counts and has this type; the inner act is its content.
    Becomes {
        event_type: EventType,
        mode: Option<Mode>,
        cameo: Option<CameoCode>,
    },
    /// The inner act counts, with the row's status.
    Inner,
    /// Neither counts: what is only weighed is no event.
    Nothing,
}

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) effect: Effect,
    /// Status of the inner act under this operator; `None` leaves it.
    pub(crate) status: Option<Status>,
    /// True when the inner act is presupposed and stands as an event of its own.
    pub(crate) keeps_inner: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Pattern {
    Mode(EventType, Mode),
    Type(EventType),
    Quad(chancery_model::Quad),
    Any,
}

/// The composition table.
#[derive(Debug)]
pub(crate) struct Algebra {
    rows: Vec<(Operator, Pattern, Outcome)>,
}

const COLUMNS: usize = 7;

impl Algebra {
    pub(crate) fn parse(file: &str, text: &str) -> Result<Self, FrameError> {
        let mut rows = Vec::new();
        for (number, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let row = parse_row(line).map_err(|(column, expected, found)| FrameError::Row {
                at: Location {
                    file: file.to_owned(),
                    line: number + 1,
                    column: line
                        .split('\t')
                        .take(column)
                        .map(|field| field.chars().count() + 1)
                        .sum::<usize>()
                        + 1,
                },
                expected,
                found: found.to_owned(),
            })?;
            rows.push(row);
        }
        Ok(Self { rows })
    }

    /// What `operator` makes of an inner act of this type and mode; `None` when the table is silent.
    pub(crate) fn outcome(
        &self,
        operator: Operator,
        event_type: EventType,
        mode: Option<Mode>,
    ) -> Option<Outcome> {
        let rank = |pattern: &Pattern| match *pattern {
            Pattern::Mode(t, m) => (t == event_type && mode == Some(m)).then_some(3),
            Pattern::Type(t) => (t == event_type).then_some(2),
            Pattern::Quad(quad) => (event_type.quad() == quad).then_some(1),
            Pattern::Any => Some(0),
        };
        self.rows
            .iter()
            .filter(|(of, _, _)| *of == operator)
            .filter_map(|(_, pattern, outcome)| Some((rank(pattern)?, outcome)))
            .max_by_key(|(rank, _)| *rank)
            .map(|(_, outcome)| *outcome)
    }
}

type RowError<'l> = (usize, &'static str, &'l str);

fn parse_row(line: &str) -> Result<(Operator, Pattern, Outcome), RowError<'_>> {
    let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
    if fields.len() != COLUMNS {
        return Err((0, "7 tab-separated fields", line));
    }
    let field = |column: usize, expected| (column, expected, fields[column]);
    let operator = Operator::from_code(fields[0]).ok_or(field(0, "an operator"))?;
    let pattern = parse_pattern(fields[1]).ok_or(field(1, "a type, type/mode, quad class or *"))?;
    let effect = if fields[2] == "inner" {
        Effect::Inner
    } else if fields[2] == "none" {
        Effect::Nothing
    } else {
        let event_type =
            EventType::from_code(fields[2]).ok_or(field(2, "a type, `inner` or `none`"))?;
        let mode = optional(fields[3], Mode::from_code)
            .filter(|mode| mode.is_none_or(|mode| mode.belongs_to(event_type)))
            .ok_or(field(3, "a mode of the result, or `-`"))?;
        let cameo = optional(fields[4], CameoCode::new).ok_or(field(4, "a CAMEO code or `-`"))?;
        Effect::Becomes {
            event_type,
            mode,
            cameo,
        }
    };
    let status = optional(fields[5], Status::from_code).ok_or(field(5, "a status or `-`"))?;
    let keeps_inner = match fields[6] {
        "keep" => true,
        "-" => false,
        _ => return Err(field(6, "`keep` or `-`")),
    };
    Ok((
        operator,
        pattern,
        Outcome {
            effect,
            status,
            keeps_inner,
        },
    ))
}

fn parse_pattern(field: &str) -> Option<Pattern> {
    if field == "*" {
        return Some(Pattern::Any);
    }
    if let Some((event_type, mode)) = field.split_once('/') {
        return Some(Pattern::Mode(
            EventType::from_code(event_type)?,
            Mode::from_code(mode)?,
        ));
    }
    EventType::from_code(field)
        .map(Pattern::Type)
        .or_else(|| chancery_model::Quad::from_code(field).map(Pattern::Quad))
}

/// `-` is `Some(None)`, a good value `Some(Some(_))`, a bad one `None`.
fn optional<T>(field: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if field == "-" {
        Some(None)
    } else {
        parse(field).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Algebra {
        Algebra::parse(
            "composition.tsv",
            include_str!("../../data/composition.tsv"),
        )
        .expect("the embedded table is valid")
    }

    #[track_caller]
    fn check(operator: &str, inner: EventType, mode: Option<Mode>, expected: Option<EventType>) {
        let operator = Operator::from_code(operator).expect("known");
        let found = table()
            .outcome(operator, inner, mode)
            .map(|outcome| outcome.effect);
        let found = match found {
            Some(Effect::Becomes { event_type, .. }) => Some(event_type),
            Some(Effect::Inner | Effect::Nothing) | None => None,
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn every_operator_has_a_default_row() {
        for (code, operator) in Operator::ALL {
            let found = EventType::ALL
                .iter()
                .all(|&t| table().outcome(*operator, t, None).is_some());
            assert!(found, "{code}");
        }
    }

    #[test]
    fn the_manuals_deciding_rules() {
        use EventType as T;
        check("promise", T::Aid, None, Some(T::Agree));
        check("promise", T::Retreat, None, Some(T::Agree));
        check("promise", T::Assault, None, Some(T::Threaten));
        check("end", T::Sanction, None, Some(T::Concede));
        check("end", T::Aid, None, Some(T::Sanction));
        check("refuse", T::Concede, None, Some(T::Reject));
        check("cancel", T::Consult, Some(Mode::Visit), Some(T::Reject));
        check("threaten", T::Reject, None, Some(T::Threaten));
        check("plan", T::Consult, None, None);
    }

    #[test]
    fn a_bad_row_is_named() {
        let error =
            Algebra::parse("c.tsv", "do\tHUG\tinner\t-\t-\t-\t-").expect_err("no such type");
        assert_eq!(
            error.to_string(),
            "c.tsv:1:4: expected a type, type/mode, quad class or *, found `HUG`"
        );
    }
}
