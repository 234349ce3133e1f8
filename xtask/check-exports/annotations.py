"""Reads spaCy's lines, brat's archive, Markdown and PLOVER's lines of a folder and holds them against the record.

python3 annotations.py FOLDER    FOLDER has out.spacy.jsonl, out.brat.tar, out.md, out.plover.jsonl, out.polecat.tsv and
out.jsonl. Needs spacy and markdown-it-py.
"""

import csv
import json
import pathlib
import re
import sys
import tarfile

import spacy
from markdown_it import MarkdownIt
from spacy import displacy
from spacy.tokens import DocBin


def expect(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: {found}, the record has {expected}")


def read_lines(path):
    with open(path, encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


def check_spacy(folder, records):
    lines = read_lines(folder / "out.spacy.jsonl")
    expect("spacy: documents", len(lines), len(records))
    nlp, binary = spacy.blank("en"), DocBin()
    n_items = 0
    for line, record in zip(lines, records):
        expect("spacy: text", line["text"], record["text"])
        kinds = {mention["id"]: mention for mention in record["mentions"]}
        names, end = [], 0
        for mention in kinds.values():
            is_name = mention["form"] in ("name", "demonym") and mention["entities"]
            if is_name and mention["span"][0] >= end:
                end = mention["span"][1]
                names.append((*mention["span"], mention["entities"][0]))
        expect("spacy: ents", [(ent["start"], ent["end"], ent["id"]) for ent in line["ents"]], names)
        expected = [(*span, "QUOTE", quote["id"]) for quote in record["quotes"] for span in quote["content"]]
        expected += [(*span, event["type"], event["id"]) for event in record["events"] for span in event["trigger"]]
        spans = [(span["start"], span["end"], span["label"], span["id"]) for span in line["spans"]]
        expect("spacy: spans", spans, expected)
        for style in ("ent", "span"):
            html = displacy.render(line, style=style, manual=True, page=False)
            marks = html.count('<mark class="entity"') if style == "ent" else len(spans)
            expect(f"spacy: {style} drawn", marks, len(names) if style == "ent" else len(expected))
        doc = nlp.make_doc(line["text"])
        ents = [doc.char_span(e["start"], e["end"], e["label"], kb_id=e["kb_id"], alignment_mode="expand") for e in line["ents"]]
        doc.ents = spacy.util.filter_spans(ents)
        groups = [doc.char_span(s["start"], s["end"], s["label"], alignment_mode="expand") for s in line["spans"]]
        expect("spacy: spans without words", groups.count(None), 0)
        doc.spans["chancery"] = groups
        binary.add(doc)
        n_items += len(names) + len(spans)
        for span in line["spans"]:
            words = "".join(line["tokens"][span["start_token"] : span["end_token"]])
            text = "".join(record["text"][span["start"] : span["end"]].split())
            if text not in "".join(words.split()):
                sys.exit(f"spacy: tokens of {span}: {words!r} for {text!r}")
    again = DocBin().from_bytes(binary.to_bytes())
    expect("spacy: DocBin", len(list(again.get_docs(nlp.vocab))), len(records))
    print(f"spacy: {n_items} items, ok")


def check_brat(folder, records):
    files = {}
    with tarfile.open(folder / "out.brat.tar") as archive:
        for member in archive:
            files[member.name] = archive.extractfile(member).read().decode("utf-8")
    expect("brat: first file", next(iter(files)), "annotation.conf")
    texts = [name for name in files if name.endswith(".txt")]
    expect("brat: texts", len(texts), len(records))
    n_items = 0
    for name, record in zip(texts, records):
        text = files[name]
        expect("brat: text", text, record["text"])
        seen, roles = {}, {}
        # As brat does: every line end that Python knows ends a line.
        for line in files[name.removesuffix(".txt") + ".ann"].splitlines():
            number, rest = line.split("\t", 1)
            if number in seen:
                sys.exit(f"brat: {number} comes twice in {name}")
            seen[number] = rest
            if number[0] == "T":
                kind, words = rest.split("\t", 1)
                label, offsets = kind.split(" ", 1)
                pieces = [text[int(a) : int(b)] for a, b in (pair.split() for pair in offsets.split(";"))]
                expect(f"brat: words of {number} in {name}", words, " ".join(pieces))
                roles[number] = label
            elif number[0] == "E":
                head, *arguments = rest.split()
                label, trigger = head.split(":")
                expect(f"brat: trigger of {number}", roles[trigger], label)
                names = [argument.split(":")[0] for argument in arguments]
                expect(f"brat: roles of {number}", len(set(names)), len(names))
                for argument in arguments:
                    if argument.split(":")[1] not in roles:
                        sys.exit(f"brat: {argument} of {number} is nowhere in {name}")
        expect("brat: events", sum(key[0] == "E" for key in seen), len(record["events"]))
        expect("brat: quotes", sum(label == "Quote" for label in roles.values()), len(record["quotes"]))
        tied = [mention for mention in record["mentions"] if mention["entities"]]
        kinds = ("Person", "State", "Organization", "Place", "Group", "Other")
        expect("brat: mentions", sum(label in kinds for label in roles.values()), len(tied))
        statuses = [rest.split()[2] for rest in seen.values() if rest.startswith("Status ")]
        expect("brat: statuses", statuses, [event["status"] for event in record["events"]])
        n_items += len(seen)
    print(f"brat: {n_items} items, ok")


def plain(inline):
    return "".join(child.content for child in inline.children if child.type in ("text", "text_special"))


def check_markdown(folder, records):
    tokens = MarkdownIt("commonmark").parse((folder / "out.md").read_text(encoding="utf-8"))
    titles, sections, n_items = [], [], 0
    urls = {record["source"]["url"] for record in records}
    for before, token in zip(tokens, tokens[1:]):
        if token.type == "inline":
            allowed = {"text", "text_special", "strong_open", "strong_close", "hardbreak", "softbreak", "link_close"}
            links = [child.attrs["href"] for child in token.children if child.type == "link_open"]
            expect("markdown: links to no story", [link for link in links if link not in urls], [])
            allowed.add("link_open")
            odd = [child.type for child in token.children if child.type not in allowed]
            expect(f"markdown: markup in {token.content[:60]!r}", odd, [])
        if before.type == "heading_open" and before.tag == "h1":
            titles.append(plain(token))
        if before.type == "heading_open" and before.tag == "h2":
            sections.append([plain(token), 0])
        if token.type == "list_item_open":
            expect("markdown: depth of lists", token.level, 1)
            sections[-1][1] += 1
            n_items += 1
    expected = [" ".join((record["title"] or record["id"]).split()) for record in records]
    expect("markdown: titles", titles, expected)
    for title, n_rows in sections:
        expect(f"markdown: {title}", int(re.search(r"\((\d+)\)$", title)[1]), n_rows)
    total = sum(n_rows for title, n_rows in sections if title.startswith("Quotes"))
    expect("markdown: quotes", total, sum(len(record["quotes"]) for record in records))
    first = [e for record in records for e in record["events"] if all(int(e["id"][1:]) < int(o[1:]) for o in e["same_as"])]
    total = sum(n_rows for title, n_rows in sections if title.split(" (")[0] in ("Events", "Background", "Analysis"))
    expect("markdown: acts", total, len(first))
    print(f"markdown: {n_items} items, ok")


def check_plover(folder, records):
    lines = read_lines(folder / "out.plover.jsonl")
    events = {f"{record['id']}:{event['id']}": event for record in records for event in record["events"]}
    with open(folder / "out.polecat.tsv", encoding="utf-8", newline="") as file:
        rows = {row["Event ID"]: row for row in csv.DictReader(file, delimiter="\t")}
    for line in lines:
        event = events[line["id"]]
        expect(f"plover: status of {line['id']}", event["status"] in ("actual", "planned"), True)
        if event["status"] == "actual":
            expect(f"plover: type of {line['id']}", line["event"], [event["type"]])
        if line["actor"]:
            # A cell of a table holds no line break.
            row = rows.pop(" ".join(line["id"].split()))
            expect(f"plover: type of {line['id']}", line["event"], [row["Event Type"]])
            names = "; ".join(actor["identifier_text"].replace(";", ",") for actor in line["actor"])
            expect(f"plover: actors of {line['id']}", names, row["Actor Name"])
    expect("plover: rows of polecat that are missing", list(rows), [])
    print(f"plover: {len(lines)} items, ok")


def check(folder):
    folder = pathlib.Path(folder)
    records = read_lines(folder / "out.jsonl")
    check_spacy(folder, records)
    check_brat(folder, records)
    check_markdown(folder, records)
    check_plover(folder, records)


if __name__ == "__main__":
    check(sys.argv[1])
