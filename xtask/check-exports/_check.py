"""What the readers share: the record to compare with, and the line that says what a file holds.

A reader is a list of checks `(format, file, function)`. A function opens the file with what users use, compares it with the
record and gives the number of items; it raises where they differ.
"""

import json
import sys
from pathlib import Path


class Differs(Exception):
    """A file that holds something else than the record."""


def same(what, found, expected):
    """Raises unless what was found is what the record says; of lists it names the first items that differ."""
    if isinstance(found, list) and isinstance(expected, list):
        for at, (one, other) in enumerate(zip(found, expected), 1):
            same(f"{what}, item {at}", one, other)
        same(f"{what}, number", len(found), len(expected))
    elif found != expected:
        raise Differs(f"{what}: {found!r} found, {expected!r} expected")


def records(folder, name="out.jsonl"):
    """The record, one object a document."""
    with open(folder / name, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def run(checks):
    """Runs the checks whose file is in the folder of the command line; ends with 1 when one of them fails."""
    folder = Path(sys.argv[1])
    has_failed = False
    for name, file, check in checks:
        path = folder / file
        if not path.exists():
            continue
        try:
            print(f"{name}: {check(path, records(folder))} items, ok", flush=True)
        except Exception as why:  # a reader that refuses the file may raise anything
            print(f"{name}: {path}: {type(why).__name__}: {why}", flush=True)
            has_failed = True
    sys.exit(has_failed)
