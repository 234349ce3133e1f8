//! Which acts the event tables of the field list, and under which type.
//!
//! Those tables have no column for status: a row says that it happened. So a planned meeting becomes what has happened,
//! the agreement to meet (`Austria will meet Oman` is AGREE), and what was denied, is conditional or uncertain has no row.

use chancery_model::{Analysis, CameoCode, EntityId, Event, EventId, EventType, Mode, Status};
use jiff::civil::Date;

/// An act as the field's tables have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Coding {
    pub(crate) event_type: EventType,
    pub(crate) mode: Option<Mode>,
    pub(crate) cameo: Option<CameoCode>,
}

/// One row before pairs are expanded.
pub(crate) struct Act<'a> {
    pub(crate) id: EventId,
    pub(crate) event: &'a Event,
    pub(crate) coding: Coding,
    /// First day of an act that happened; the day of the report for a plan, because the promise was made then.
    pub(crate) date: Option<Date>,
}

/// The acts of a document that have a row, in order; of several mentions of one act the first.
pub(crate) fn acts(analysis: &Analysis) -> impl Iterator<Item = Act<'_>> {
    let events = &analysis.events;
    let coding = |id: EventId| coding(&events[id]);
    events.enumerate().filter_map(move |(id, event)| {
        let told_before = event
            .same_as
            .iter()
            .any(|&other| other < id && events.get(other).is_some() && coding(other).is_some());
        if told_before {
            return None;
        }
        let report = analysis.document.reference_date();
        let date = match event.status {
            Status::Planned => report,
            _ => event.time.map(|time| time.start).or(report),
        };
        Some(Act {
            id,
            event,
            coding: coding(id)?,
            date,
        })
    })
}

/// Pairs of one who acts and one acted on: each source with each target, and the way back where all meet as equals.
/// Nobody is paired with himself, no pair comes twice.
pub(crate) fn pairs(event: &Event) -> Vec<(EntityId, EntityId)> {
    let mut pairs = Vec::new();
    let mut add = |from: EntityId, to: EntityId| {
        if from != to && !pairs.contains(&(from, to)) {
            pairs.push((from, to));
        }
    };
    for &source in &event.source {
        for &target in &event.target {
            add(source, target);
            if event.reciprocal {
                add(target, source);
            }
        }
    }
    pairs
}

/// Type, mode and code of a row; `None` when the act has no row.
fn coding(event: &Event) -> Option<Coding> {
    use EventType as T;
    let as_it_is = Coding {
        event_type: event.event_type,
        mode: event.mode,
        cameo: event.cameo,
    };
    let folded = |event_type, mode, cameo| Coding {
        event_type,
        mode,
        cameo: CameoCode::new(cameo),
    };
    match (event.status, event.event_type) {
        (Status::Actual, _) | (Status::Planned, T::Agree | T::Concede) => Some(as_it_is),
        (Status::Planned, T::Consult) => Some(folded(T::Agree, None, "036")),
        (Status::Planned, T::Support) => Some(folded(T::Agree, None, "032")),
        (Status::Planned, T::Cooperate) => Some(folded(T::Agree, None, "031")),
        (Status::Planned, T::Aid) => Some(folded(T::Agree, None, "033")),
        (Status::Planned, T::Retreat) => Some(folded(T::Concede, None, "035")),
        (Status::Planned, T::Protest) => Some(folded(T::Threaten, None, "133")),
        (Status::Planned, T::Sanction) => {
            let mode = match event.mode {
                Some(Mode::Expel) => Mode::Expel,
                _ => Mode::Relations,
            };
            Some(folded(T::Threaten, Some(mode), "131"))
        }
        (Status::Planned, T::Coerce) => {
            let mode = match event.mode {
                Some(Mode::Arrest) => Some(Mode::Arrest),
                Some(Mode::Deport) => Some(Mode::Expel),
                Some(Mode::Restrict | Mode::Censor | Mode::Curfew | Mode::MartialLaw) => {
                    Some(Mode::Restrict)
                }
                _ => None,
            };
            Some(folded(T::Threaten, mode, "132"))
        }
        (Status::Planned, T::Mobilize | T::Assault) => {
            Some(folded(T::Threaten, Some(Mode::Violence), "138"))
        }
        (Status::Planned, T::Request | T::Accuse | T::Reject | T::Threaten)
        | (Status::Negated | Status::Conditional | Status::Uncertain, _) => None,
    }
}

/// Quad class of a CAMEO code, 1 to 4: verbal cooperation (roots 01 to 05), material cooperation (to 08), verbal conflict
/// (to 13), material conflict (to 20), as in the R package `icews`.
pub(crate) fn cameo_quad(code: CameoCode) -> u8 {
    match code.root() {
        "01" | "02" | "03" | "04" | "05" => 1,
        "06" | "07" | "08" => 2,
        "09" | "10" | "11" | "12" | "13" => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::event;
    use chancery_model::Id;

    fn check(event_type: EventType, mode: Option<Mode>, status: Status, expected: &str) {
        let mut event = event(event_type, status, &[0], &[1]);
        event.mode = mode;
        let shown = coding(&event).map_or("-".to_owned(), |coding| {
            let mode = coding.mode.map_or(String::new(), |mode| format!(" {mode}"));
            let cameo = coding
                .cameo
                .map_or(String::new(), |code| format!(" {code}"));
            assert!(
                coding
                    .mode
                    .is_none_or(|mode| mode.belongs_to(coding.event_type))
            );
            format!("{}{mode}{cameo}", coding.event_type)
        });
        assert_eq!(shown, expected);
    }

    #[test]
    fn status_folds_into_type() {
        use EventType as T;
        use Status::{Actual, Conditional, Negated, Planned, Uncertain};
        check(T::Consult, Some(Mode::Visit), Actual, "CONSULT visit 040");
        check(T::Consult, Some(Mode::Visit), Planned, "AGREE 036");
        check(T::Retreat, Some(Mode::Release), Planned, "CONCEDE 035");
        check(T::Concede, None, Planned, "CONCEDE 040");
        check(
            T::Sanction,
            Some(Mode::Expel),
            Planned,
            "THREATEN expel 131",
        );
        check(
            T::Coerce,
            Some(Mode::Curfew),
            Planned,
            "THREATEN restrict 132",
        );
        check(
            T::Assault,
            Some(Mode::Drone),
            Planned,
            "THREATEN violence 138",
        );
        check(T::Request, None, Planned, "-");
        for status in [Negated, Conditional, Uncertain] {
            check(T::Consult, None, status, "-");
        }
    }

    #[test]
    fn pairs_skip_oneself() {
        let pairs_of = |source: &[usize], target: &[usize], reciprocal| {
            let mut event = event(EventType::Consult, Status::Actual, source, target);
            event.reciprocal = reciprocal;
            pairs(&event)
                .iter()
                .map(|(a, b)| format!("{}>{}", a.index(), b.index()))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(pairs_of(&[0, 1], &[2], false), "0>2 1>2");
        assert_eq!(pairs_of(&[0, 1], &[0, 1], true), "0>1 1>0");
        assert_eq!(pairs_of(&[0], &[1], true), "0>1 1>0");
        assert_eq!(pairs_of(&[0], &[], false), "");
    }
}
