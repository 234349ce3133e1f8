"""Opens the Parquet files and the SQLite database of one run with the programs that users have.

    python3 tables.py FOLDER

The folder holds what one set of stories was written to: `out.jsonl`, `out.parquet`, `out.sqlite`, and
`out.events.parquet`, `out.quotes.parquet`, `out.entities.parquet`, `out.documents.parquet` (`--table`). Counts are held
against the record. Needs pandas, pyarrow, polars, duckdb and datasette.
"""

import asyncio
import json
import sqlite3
import sys
from pathlib import Path

DATES = {"published", "dateline_date", "time_start", "time_end"}
NUMBERS = {"goldstein", "plover_score", "confidence"}
FLAGS = {"reciprocal", "cue_negated"}
COUNTS = {"characters", "sentences", "entities", "mentions", "quotes", "events"}


def records(folder):
    with open(folder / "out.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def check_flat(folder, table, n_rows):
    """One flat table: rows, types, and the same contents in four readers."""
    import duckdb
    import pandas
    import polars
    import pyarrow
    import pyarrow.parquet

    path = str(folder / f"out.{table}.parquet")
    arrow = pyarrow.parquet.read_table(path)
    assert arrow.num_rows == n_rows, (table, arrow.num_rows, n_rows)
    metadata = pyarrow.parquet.read_metadata(path).metadata
    assert metadata[b"chancery.schema"] == b"chancery/1" and metadata[b"chancery.table"] == table.encode(), metadata
    for field in arrow.schema:
        expected = (
            pyarrow.date32() if field.name in DATES
            else pyarrow.float64() if field.name in NUMBERS
            else pyarrow.bool_() if field.name in FLAGS
            else pyarrow.int64() if field.name in COUNTS
            else field.type
        )
        assert field.type == expected, (table, field)
        text = pyarrow.types.is_string(field.type) or pyarrow.types.is_list(field.type)
        assert field.name in DATES | NUMBERS | FLAGS | COUNTS or text, (table, field)
    rows = arrow.to_pylist()
    assert polars.read_parquet(path).to_dicts() == rows, table
    assert len(pandas.read_parquet(path)) == n_rows, table
    relation = duckdb.sql(f"SELECT * FROM read_parquet('{path}')")
    names = relation.columns
    assert [dict(zip(names, row)) for row in relation.fetchall()] == rows, table
    return rows


def check_parquet(folder):
    import duckdb
    import polars
    import pyarrow.parquet

    whole = records(folder)
    path = str(folder / "out.parquet")
    rows = pyarrow.parquet.read_table(path).to_pylist()

    def plain(value):
        if isinstance(value, dict):
            return {key: plain(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [plain(inner) for inner in value]
        return value.isoformat() if hasattr(value, "isoformat") else value

    assert plain(rows) == whole, "the nested rows are the record"
    assert polars.read_parquet(path).height == len(whole)
    for part in ("entities", "mentions", "times", "quotes", "events"):
        n_parts = sum(len(record[part]) for record in whole)
        query = f"SELECT count(*) FROM (SELECT unnest({part}) FROM read_parquet('{path}'))"
        assert duckdb.sql(query).fetchall()[0][0] == n_parts, part

    for part in ("entities", "quotes", "events"):
        rows = check_flat(folder, part, sum(len(record[part]) for record in whole))
        ids = [(record["id"], one["id"]) for record in whole for one in record[part]]
        one = {"entities": "entity", "quotes": "quote", "events": "event"}[part]
        assert [(row["document"], row[one]) for row in rows] == ids, part
    rows = check_flat(folder, "documents", len(whole))
    assert [row["events"] for row in rows] == [len(record["events"]) for record in whole]


def check_sqlite(folder):
    from datasette.app import Datasette

    whole = records(folder)
    path = str(folder / "out.sqlite")
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    ask = lambda query, *values: database.execute(query, values).fetchall()
    assert ask("PRAGMA integrity_check") == [("ok",)]
    assert ask("PRAGMA foreign_key_check") == []

    flat = lambda *names: sum(1 for record in whole for _ in walk(record, names))

    def walk(value, names):
        if not names:
            yield value
            return
        inner = (value or {}).get(names[0])
        for item in inner if isinstance(inner, list) else [inner] if inner is not None else []:
            yield from walk(item, names[1:])

    expected = {
        "documents": len(whole),
        "sentences": flat("sentences"),
        "entities": flat("entities"),
        "entity_sectors": flat("entities", "sectors"),
        "mentions": flat("mentions"),
        "mention_entities": flat("mentions", "entities"),
        "times": flat("times"),
        "quotes": flat("quotes"),
        "quote_content": flat("quotes", "content"),
        "quote_speakers": flat("quotes", "speaker", "entities"),
        "quote_addressees": flat("quotes", "addressees"),
        "events": flat("events"),
        "event_triggers": flat("events", "trigger"),
        "event_parties": flat("events", "source") + flat("events", "target"),
        "event_contexts": flat("events", "contexts"),
        "same_events": flat("events", "same_as"),
        "warnings": flat("warnings"),
    }
    found = {table: ask(f"SELECT count(*) FROM {table}")[0][0] for table in expected}
    assert found == expected, (found, expected)

    # The words of every mention, trigger and quote are those that its span covers.
    for table in ("mentions", "times"):
        words = [row[0] for row in ask(f"SELECT words FROM {table} ORDER BY id")]
        spans = [(record["text"], one["span"]) for record in whole for one in record[table]]
        assert words == [text[start:end] for text, (start, end) in spans], table
    content = [row[0] for row in ask("SELECT content FROM quotes ORDER BY id")]
    assert content == [
        " … ".join(record["text"][start:end] for start, end in quote["content"])
        for record in whole for quote in record["quotes"]
    ]
    parties = ask(
        "SELECT d.record_id, v.record_id, p.role, e.record_id FROM event_parties p JOIN events v ON v.id = p.event"
        " JOIN entities e ON e.id = p.entity AND e.document = v.document JOIN documents d ON d.id = v.document"
        " ORDER BY v.id, p.role, p.position"
    )
    assert parties == [
        (record["id"], event["id"], role, party)
        for record in whole for event in record["events"] for role in ("source", "target") for party in event[role]
    ]

    for view in ("who_to_whom", "quotes_with_speaker", "planned_meetings"):
        ask(f"SELECT * FROM {view}")
    word = whole[0]["text"].split()[0].strip(".,:;()“”\"'—-")
    assert ask("SELECT count(*) FROM documents_fts WHERE documents_fts MATCH ?", f'"{word}"')[0][0] >= 1, word
    database.close()

    async def indexes():
        datasette = Datasette([path])
        await datasette.invoke_startup()
        database = datasette.get_database("out")
        return [await database.fts_table(table) for table in ("documents", "quotes", "events")]

    assert asyncio.run(indexes()) == ["documents_fts", "quotes_fts", None]


def check(folder):
    """Raises AssertionError where a reader sees something else than the record."""
    folder = Path(folder)
    stories = len(records(folder))
    check_parquet(folder)
    print(f"parquet: {stories} items, ok")
    check_sqlite(folder)
    print(f"sqlite: {stories} items, ok")


if __name__ == "__main__":
    check(sys.argv[1])
