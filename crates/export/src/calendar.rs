//! iCalendar (RFC 5545) of planned meetings: one all-day entry for each that has a day.
//!
//! `The ministers will meet in Vienna on May 20` is an entry of May 20, tentative, because plans change. `next month` is no day
//! and gets no entry. The stamp is the day of the report, so that the same story gives the same bytes.

use std::io::Write;

use chancery_model::{Analysis, EntityId, Event, EventId, EventType, Status};
use jiff::civil::Date;

use crate::assembly::Frame;
use crate::hash::stable_hash;
use crate::record::event_name;
use crate::{Assembly, ExportError, Exporter};

/// A line is folded before it grows beyond this many bytes.
const MAX_BYTES: usize = 75;

/// The calendar.
pub(crate) struct Calendar;

impl Exporter for Calendar {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        for (id, event) in analysis.events.enumerate() {
            if let Some(day) = day_of_meeting(event)
                && !is_told_before(analysis, id, day)
            {
                entry(analysis, id, day, out)?;
            }
        }
        Ok(())
    }

    fn assembly(&self) -> Box<dyn Assembly> {
        let head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Chancery//Planned meetings//EN\r\n";
        Box::new(Frame {
            head: head.into(),
            foot: "END:VCALENDAR\r\n",
            ..Frame::default()
        })
    }
}

/// The one day of a planned meeting.
fn day_of_meeting(event: &Event) -> Option<Date> {
    let time = event.time?;
    let is_planned_meeting =
        event.status == Status::Planned && event.event_type == EventType::Consult;
    (is_planned_meeting && time.start == time.end).then_some(time.start)
}

/// An earlier mention of the same meeting has an entry on the same day.
fn is_told_before(analysis: &Analysis, id: EventId, day: Date) -> bool {
    let others = analysis.events[id].same_as.iter();
    others
        .filter(|&&other| other < id)
        .any(|&other| day_of_meeting(&analysis.events[other]) == Some(day))
}

fn entry(
    analysis: &Analysis,
    id: EventId,
    day: Date,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let doc = &analysis.document;
    let event = &analysis.events[id];
    let name = |id: EntityId| analysis.entities.entities[id].name.as_str();
    let mut parties = event.source.clone();
    parties.extend(event.target.iter().filter(|id| !event.source.contains(id)));
    let parties: Vec<_> = parties.into_iter().map(name).collect();
    let sentence = doc.slice(analysis.syntax.sentence(event.sentence).span);
    let stamp = doc.reference_date().unwrap_or(day);

    line(out, "BEGIN", "VEVENT")?;
    let key = stable_hash(doc.id());
    line(
        out,
        "UID",
        &format!("{key:016x}-{}@chancery", event_name(id)),
    )?;
    line(
        out,
        "DTSTAMP",
        &stamp.strftime("%Y%m%dT000000Z").to_string(),
    )?;
    line(
        out,
        "DTSTART;VALUE=DATE",
        &day.strftime("%Y%m%d").to_string(),
    )?;
    // The end is the day after; a calendar's last day has none.
    if let Ok(next) = day.tomorrow() {
        line(
            out,
            "DTEND;VALUE=DATE",
            &next.strftime("%Y%m%d").to_string(),
        )?;
    }
    line(out, "STATUS", "TENTATIVE")?;
    line(out, "TRANSP", "TRANSPARENT")?;
    let summary = match parties.as_slice() {
        [] => "Meeting".to_owned(),
        parties => format!("Meeting: {}", parties.join(", ")),
    };
    line(out, "SUMMARY", &escaped(&summary))?;
    if let Some(place) = event.place {
        line(out, "LOCATION", &escaped(name(place)))?;
    }
    line(out, "DESCRIPTION", &escaped(sentence))?;
    if let Some(url) = doc.provenance.url.as_deref().filter(|url| is_uri(url)) {
        line(out, "URL", url)?;
    }
    line(out, "END", "VEVENT")
}

/// Whether an address may stand as it is: visible ASCII, nothing that would end the line.
fn is_uri(url: &str) -> bool {
    url.contains(':') && url.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Text with white space as one blank, and what has a meaning in a text value marked.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !escaped.is_empty() {
            escaped.push(' ');
        }
        for c in word.chars().filter(|c| !c.is_control()) {
            if matches!(c, '\\' | ';' | ',') {
                escaped.push('\\');
            }
            escaped.push(c);
        }
    }
    escaped
}

/// Writes one property, folded between characters; a folded line begins with a blank, which counts.
fn line(out: &mut dyn Write, name: &str, value: &str) -> Result<(), ExportError> {
    let content = format!("{name}:{value}");
    let mut width = 0;
    for c in content.chars() {
        if width + c.len_utf8() > MAX_BYTES {
            out.write_all(b"\r\n ")?;
            width = 1;
        }
        write!(out, "{c}")?;
        width += c.len_utf8();
    }
    Ok(out.write_all(b"\r\n")?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_planned_meetings_with_a_day() {
        let day = Date::constant(2015, 5, 20);
        let check = |event_type, status, end, expected| {
            let mut event = crate::testing::event(event_type, status, &[], &[]);
            event.time = Some(chancery_model::EventTime {
                start: day,
                end,
                basis: chancery_model::TimeBasis::Act,
            });
            assert_eq!(day_of_meeting(&event), expected);
        };
        check(EventType::Consult, Status::Planned, day, Some(day));
        check(EventType::Consult, Status::Actual, day, None);
        check(EventType::Agree, Status::Planned, day, None);
        check(
            EventType::Consult,
            Status::Planned,
            day.last_of_month(),
            None,
        );
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escaped("a, b;\n\\c"), "a\\, b\\; \\\\c");
    }

    proptest! {
        #[test]
        fn folded_lines_are_short_and_unfold(text in "[a-z é中👩]{0,300}") {
            let mut out = Vec::new();
            line(&mut out, "SUMMARY", &text).expect("a vector takes all");
            let folded = String::from_utf8(out).expect("folds lie between characters");
            let whole = format!("SUMMARY:{text}\r\n");
            prop_assert!(folded.split("\r\n").all(|line| line.len() <= MAX_BYTES));
            prop_assert_eq!(folded.replace("\r\n ", ""), whole);
        }
    }
}
