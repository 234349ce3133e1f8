"""Reads the pages of a file of JSON lines with trafilatura, article and metadata, on one thread; prints CPU seconds.

Usage: compare_trafilatura.py PAGES PASSES fast|full. The best pass counts; the first also fills caches.
"""

import json
import logging
import sys
import time

from trafilatura import bare_extraction


def main(path, passes, how):
    logging.disable(logging.CRITICAL)
    with open(path, encoding="utf-8") as lines:
        pages = [json.loads(line)["html"] for line in lines if line.strip()]
    shortest = float("inf")
    for _ in range(passes):
        start = time.process_time()
        for page in pages:
            bare_extraction(page, fast=how == "fast", with_metadata=True)
        shortest = min(shortest, time.process_time() - start)
    print(shortest)


main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
