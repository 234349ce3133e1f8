"""Tables of delimited text, opened by pandas: ours (csv, tsv) and those of the field (polecat, icews, gdelt)."""

import functools

import pandas
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from _check import run, same
from _folding import acts, folded_type, has_code, pairs

TABLES = ["documents", "entities", "events", "quotes"]
NUMBERS = {
    "documents": ["characters", "sentences", "entities", "quotes", "events"],
    "entities": ["mentions"],
    "events": ["goldstein", "plover_score", "confidence"],
    "quotes": ["confidence"],
}
POLECAT = {0: "Event ID", 2: "Event Type", 7: "Actor Name", 15: "Recipient Name", 39: "Version"}
ICEWS = {0: "Event ID", 6: "CAMEO Code", 11: "Story ID", 19: "Longitude"}
GDELT_COLUMNS = 61
GDELT_CODE, GDELT_QUAD, GDELT_DAY = 26, 29, 1


def table(name, separator, path, records):
    """Checks one table of ours against the record; gives its number of rows."""
    path = path.with_name(f"out.{name}{path.suffix}")
    rows = pandas.read_csv(path, sep=separator, dtype={"cameo": str})
    key = {"documents": None, "entities": "entity", "events": "event", "quotes": "quote"}[name]
    if key is None:
        expected = [record["id"] for record in records]
        found = rows["document"].tolist()
        for count in ("entities", "quotes", "events", "sentences"):
            same(f"sum of {count}", int(rows[count].sum()), sum(len(record[count]) for record in records))
    else:
        expected = [(record["id"], item["id"]) for record in records for item in record[name]]
        found = list(zip(rows["document"], rows[key]))
    same(f"rows of {path.name}", len(found), len(expected))
    same(f"ids of {path.name}", found, expected)
    for column in NUMBERS[name]:
        same(f"{path.name}, column {column} is numeric", is_numeric_dtype(rows[column]), True)
    if name == "events":
        same("reciprocal is a truth value", is_bool_dtype(rows["reciprocal"]), True)
        codes = [event["cameo"] for record in records for event in record["events"]]
        same("CAMEO codes", rows["cameo"].where(rows["cameo"].notna(), None).tolist(), codes)
    return len(found)


def tables(separator, path, records):
    """All four tables; the file without a table's name is that of events."""
    same("the default table is events", path.read_bytes(), path.with_name(f"out.events{path.suffix}").read_bytes())
    return sum(table(name, separator, path, records) for name in TABLES)


def header(rows, length, names):
    """Checks the number of columns and the names at some places."""
    same("columns", len(rows.columns), length)
    for at, name in names.items():
        same(f"column {at + 1}", rows.columns[at], name)


def polecat(path, records):
    rows = pandas.read_csv(path, sep="\t", keep_default_na=False, na_values=["None"], dtype=str)
    header(rows, 40, POLECAT)
    expected = [
        (f"{record['id']}:{event['id']}", folded_type(event))
        for record in records
        for event in acts(record)
        if event["source"] or (event["reciprocal"] and event["target"])
    ]
    same("rows", len(rows), len(expected))
    same("ids and types", list(zip(rows["Event ID"], rows["Event Type"])), expected)
    pandas.to_datetime(rows["Event Date"], format="%Y-%m-%d")
    return len(rows)


def icews(path, records):
    rows = pandas.read_csv(path, sep="\t", dtype={"CAMEO Code": str})
    header(rows, 20, ICEWS)
    expected = [
        f"{record['id']}:{event['id']}:{at}"
        for record in records
        for event in acts(record)
        if has_code(event)
        for at, _ in enumerate(pairs(event), 1)
    ]
    same("rows", len(rows), len(expected))
    same("ids", rows["Event ID"].tolist(), expected)
    same("CAMEO codes begin with two digits", rows["CAMEO Code"].str.match(r"\d\d").all(), True)
    same("intensity is numeric", is_numeric_dtype(rows["Intensity"]), True)
    return len(rows)


def gdelt(path, records):
    rows = pandas.read_csv(path, sep="\t", header=None, dtype={GDELT_CODE: str, GDELT_CODE + 1: str, GDELT_CODE + 2: str})
    same("columns", len(rows.columns), GDELT_COLUMNS)
    expected = 0
    for record in records:
        for event in filter(has_code, acts(record)):
            expected += len(pairs(event)) if event["target"] else len(event["source"])
    same("rows", len(rows), expected)
    same("ids are distinct", rows[0].nunique(), expected)
    same("root codes begin the codes", (rows[GDELT_CODE].str[:2] == rows[GDELT_CODE + 2]).all(), True)
    same("quad classes", set(rows[GDELT_QUAD]) <= {1, 2, 3, 4}, True)
    pandas.to_datetime(rows[GDELT_DAY].dropna().astype(int).astype(str), format="%Y%m%d")
    return len(rows)


run(
    [
        ("csv", "out.csv", functools.partial(tables, ",")),
        ("gdelt", "out.export.csv", gdelt),
        ("icews", "out.icews.tsv", icews),
        ("polecat", "out.polecat.tsv", polecat),
        ("tsv", "out.tsv", functools.partial(tables, "\t")),
    ]
)
