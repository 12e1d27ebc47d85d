"""How long a search over everything that is taught takes.

    python benchmarks/search.py

The shipped content and the headings of the lessons: the index is built once, and each query asked many times. The
limit: 30 ms for the slowest query, slips of the pen and a text of 200 characters among them. Medians.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sciatica_teach.apps.search import make_index
from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.settings import Settings, find_resources

RESULTS = Path(__file__).resolve().parent / "results"
QUERIES = ("g", "gb30", "peroneal", "cauda equina", "nerve", "the", "striaght leg raise", "xyzzy", "pirifromis syndrom",
           ("piriformus nervve stenossis " * 8)[:200])
QUERY_MS, TIMES = 30, 40


def median_ms(act: Callable[[], object], times: int) -> float:
    """The median time of so many calls, in milliseconds."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        spent.append((time.perf_counter() - start) * 1e3)
    return statistics.median(spent)


def main() -> int:
    kb = load_knowledge(Settings.from_environment(os.environ))
    notebooks = find_resources("notebooks")
    index = make_index(kb, notebooks)
    index.search("striaght")  # the first slip of a kernel imports rapidfuzz
    queries = {query: median_ms(lambda query=query: index.search(query), TIMES) for query in QUERIES}
    result = {
        "python": platform.python_version(), "entries": len(index.entries),
        "build_ms": round(median_ms(lambda: make_index(kb, notebooks), 5), 1),
        "query_ms": {query[:30]: round(spent, 2) for query, spent in queries.items()},
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "search.json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2, ensure_ascii=False))
    return int(max(queries.values()) > QUERY_MS)


if __name__ == "__main__":
    sys.exit(main())
