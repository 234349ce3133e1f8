"""Dependency trees, opened by the conllu package."""

import conllu

from _check import run, same


def trees(path, records):
    with open(path, encoding="utf-8") as file:
        sentences = list(conllu.parse_incr(file))
    sentences = [sentence for sentence in sentences if sentence]
    same("sentences", len(sentences), sum(len(record["sentences"]) for record in records))
    ids = [sentence.metadata["sent_id"] for sentence in sentences]
    same("distinct sentence ids", len(set(ids)), len(ids))
    for sentence in sentences:
        name = sentence.metadata["sent_id"]
        words = sentence.filter(id=lambda id: isinstance(id, int))
        same(f"{name}: word ids", [word["id"] for word in words], list(range(1, len(words) + 1)))
        same(f"{name}: heads in range", all(0 <= word["head"] <= len(words) for word in words), True)
        same(f"{name}: roots", sum(word["head"] == 0 for word in words), 1)
        sentence.to_tree()
        same(f"{name}: words make the text", spelled(sentence), sentence.metadata["text"])
    return len(sentences)


def spelled(sentence):
    """The text of the words, by ranges of contractions and SpaceAfter=No."""
    text, until = [], 0
    for word in sentence:
        last = word["id"][2] if isinstance(word["id"], tuple) else word["id"]
        if last <= until:
            continue
        until = last
        text.append(word["form"])
        if (word["misc"] or {}).get("SpaceAfter") != "No":
            text.append(" ")
    return "".join(text).rstrip()


run([("conllu", "out.conllu", trees)])
