"""The record itself: every object against `chancery schema`, by jsonschema; and the brief, which names what the record counts."""

import json
import re

from jsonschema import Draft202012Validator

from _check import Differs, run, same


def check(found, path):
    """Checks objects against the schema; gives their number."""
    schema = json.loads(path.with_name("schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for number, record in enumerate(found, 1):
        for error in validator.iter_errors(record):
            raise Differs(f"object {number}, {error.json_path}: {error.message}")
        check_spans(number, record)
    return len(found)


def check_spans(number, record):
    """Offsets are code points of the text, as Python counts them."""
    length = len(record["text"])
    for kind in ("sentences", "mentions"):
        for item in record[kind]:
            start, end = item["span"]
            same(f"object {number}, {kind}: span {start}..{end} lies in the text", 0 <= start < end <= length, True)


def lines(path, records):
    return check(records, path)


def indented(path, records):
    text, decoder, at, found = path.read_text(encoding="utf-8"), json.JSONDecoder(), 0, []
    while at < len(text):
        record, at = decoder.raw_decode(text, at)
        found.append(record)
        at += len(text[at:]) - len(text[at:].lstrip())
    same("objects are those of jsonl", found == records, True)
    return check(found, path)


def brief(path, records):
    text = path.read_text(encoding="utf-8")
    for heading, key in (("NOTICES", "warnings"), ("QUOTES", "quotes")):
        counts = [int(count) for count in re.findall(rf"^{heading} \((\d+)\)$", text, re.MULTILINE)]
        same(f"{key} under {heading}", sum(counts), sum(len(record[key]) for record in records))
    return len(records)


run([("brief", "out.txt", brief), ("json", "out.json", indented), ("jsonl", "out.jsonl", lines)])
