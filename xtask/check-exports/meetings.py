"""The calendar of planned meetings, opened by the icalendar package."""

import datetime

from icalendar import Calendar

from _check import run, same


def day_of_meeting(event):
    """The one day of a planned meeting."""
    time = event["time"]
    if event["status"] == "planned" and event["type"] == "CONSULT" and time and time["start"] == time["end"]:
        return time["start"]
    return None


def meetings(record):
    """Days of the entries of a document: an earlier mention of the same meeting on the same day has one already."""
    days = {}
    for event in record["events"]:
        day = day_of_meeting(event)
        if day and all(days.get(other) != day for other in event["same_as"]):
            yield day
        days[event["id"]] = day


def calendar(path, records):
    entries = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    expected = [day for record in records for day in meetings(record)]
    same("entries", len(entries), len(expected))
    for entry, day in zip(entries, expected):
        start, end = entry.decoded("DTSTART"), entry.decoded("DTEND")
        same("first day", start.isoformat(), day)
        same("end, the day after", end - start, datetime.timedelta(days=1))
        same("errors", entry.errors, [])
        for name in ("UID", "DTSTAMP", "SUMMARY", "DESCRIPTION"):
            same(f"entry of {day} has {name}", name in entry, True)
    same("distinct ids", len({str(entry["UID"]) for entry in entries}), len(entries))
    return len(entries)


run([("ics", "out.ics", calendar)])
