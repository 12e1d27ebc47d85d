"""How long the server takes to open the progress page of a long record.

    python benchmarks/progress_page.py

Ten thousand events over half a year: answers to the shipped bank, and steps of patients and lessons between them. They
lie in SQLite, and the page is made as a kernel makes it, with no review of FSRS kept from before. The limit: 300 ms
from the first read to the last state. Medians of the processor's time, so that whatever else the machine does is left
out; the clock on the wall stands beside it. What the parts of it take is timed apart. Files are no part of opening.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from sciatica_teach.apps.context import Context
from sciatica_teach.apps.progress import ProgressPage
from sciatica_teach.apps.recorder import Recorder
from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.model.events import CaseOpened, Entry, Event, FindingAsked, ItemAnswered, ItemShown
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case_history import list_attempts
from sciatica_teach.session.learning import build_model
from sciatica_teach.session.learning.memory import review_card
from sciatica_teach.session.record_files import digest_of, read_record, write_record
from sciatica_teach.session.record_secrets import find_secrets
from sciatica_teach.session.standings import read_certainty
from sciatica_teach.settings import Settings
from sciatica_teach.store.opening import open_store
from sciatica_teach.views.progress_pages import Told, progress_parts
from sciatica_teach.views.record_pages import answers_table, record_state

RESULTS = Path(__file__).resolve().parent / "results"
EVENTS, RUNS, LIMIT_MS = 10_000, 7, 300
TOKEN = "the-token-of-the-benchmark-and-of-nobody"


def make_events(kb: KnowledgeBase, rng: np.random.Generator) -> Iterator[tuple[str, Event]]:
    """Subject and event: three in four are answers, the others steps of quizzes and of patients."""
    items, cases = [one.id for one in kb.items], [one.id for one in kb.cases]
    findings = [one.id for one in kb.findings]
    for number in range(EVENTS):
        attempt = number // 40
        if number % 40 == 0:
            yield f"case/{cases[attempt % len(cases)]}/{attempt}", CaseOpened(case_id=cases[attempt % len(cases)])
        elif number % 40 < 6:
            yield f"case/{cases[attempt % len(cases)]}/{attempt}", FindingAsked(
                finding_id=str(rng.choice(findings)), value="absent", minutes=1.0)
        elif number % 10 == 9:
            yield f"quiz/benchmark/{attempt}", ItemShown(item_id=str(rng.choice(items)))
        else:
            yield f"practice/all/{attempt}", ItemAnswered(
                item_id=str(rng.choice(items)), response=("a",), certainty=int(rng.integers(1, 4)),
                earned=float(rng.choice([0.0, 0.5, 1.0], p=[0.25, 0.1, 0.65])), possible=1.0,
                hints=int(rng.choice([0, 1], p=[0.9, 0.1])))


def make_record(kb: KnowledgeBase) -> list[Entry]:
    rng = np.random.default_rng(7)
    at = 1_760_000_000.0
    entries = []
    for number, (subject, event) in enumerate(make_events(kb, rng)):
        at += 40 if rng.random() < 0.95 else 20 * 86_400 * 182 / EVENTS
        entries.append(Entry(event=event, at=at, subject=subject, content_version=kb.version, command_id=str(number)))
    return entries


def median_ms(
    work: Callable[[], object], before: Callable[[], object] = lambda: None,
    clock: Callable[[], float] = time.process_time,
) -> float:
    taken = []
    for _ in range(RUNS):
        before()
        gc.collect()  # a kernel opens one page; the pages before this one are not its to clear away
        taken.append(time_ms(work, clock))
    return statistics.median(taken)


def measure(kb: KnowledgeBase, folder: Path) -> dict[str, float]:
    entries = make_record(kb)
    now = entries[-1].at + 60
    store = open_store(Settings(data_dir=folder, cache_dir=folder, database=f"sqlite:///{folder}/records.sqlite",
                                content_dir=None))
    learner = store.enrol(TOKEN, now)
    restore = time_ms(lambda: store.restore(learner, entries))

    def read() -> Recorder:
        return Recorder(store, TOKEN, lambda: now, kb.version, kb.former_case_ids)

    def open_page() -> ProgressPage:
        return ProgressPage(Context(
            kb=kb, recorder=read(), query={}, hosted=True, secret=TOKEN, clock=lambda: now))

    first = time_ms(open_page)
    held = read().entries
    told = Told(model=build_model(kb, held), certainty=read_certainty(held), attempts=list_attempts(held), now=now)
    text = write_record(held, now=now, program="benchmark")
    return {
        "first_ms": first, "open_ms": median_ms(open_page, review_card.cache_clear),
        "wall_ms": median_ms(open_page, review_card.cache_clear, time.perf_counter),
        "open_again_ms": median_ms(open_page),
        "read_ms": median_ms(read), "model_ms": median_ms(lambda: build_model(kb, held), review_card.cache_clear),
        "attempts_ms": median_ms(lambda: list_attempts(held)),
        "secrets_ms": median_ms(lambda: find_secrets(held, told.attempts, ())),
        "parts_ms": median_ms(lambda: progress_parts(kb, told)), "digest_ms": median_ms(lambda: digest_of(held)),
        "record_ms": median_ms(lambda: record_state(held, 1)),
        "write_ms": median_ms(lambda: write_record(held, now=now, program="benchmark")),
        "load_ms": median_ms(lambda: read_record(text, now=now)), "restore_ms": restore,
        "table_ms": median_ms(lambda: answers_table(kb, held)), "file_kb": len(text) / 1000,
    }


def time_ms(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    start = clock()
    work()
    return 1000 * (clock() - start)


LINES = (
    ("open_ms", "the page opened", f"{LIMIT_MS}"), ("wall_ms", "the same by the clock on the wall", ""),
    ("open_again_ms", "the same with all reviews of FSRS kept", ""),
    ("first_ms", "the same for the first time in a kernel", ""), ("read_ms", "· the record read from SQLite", ""),
    ("model_ms", "· the learner model", ""), ("attempts_ms", "· the attempts at patients", ""),
    ("secrets_ms", "· what stays out of files", ""), ("parts_ms", "· states and figures of all parts", ""),
    ("record_ms", "· the record's own part, with its digest", ""),
    ("write_ms", "the record written as a file", ""), ("table_ms", "the answers written as a table", ""),
    ("load_ms", "a file read and checked", ""), ("restore_ms", "a file put into SQLite", ""),
)


def report(measured: dict[str, float]) -> str:
    lines = [f"| {words} | {measured[name]:.0f} | {limit} |" for name, words, limit in LINES]
    return "\n".join((
        f"Python {platform.python_version()}, {os.cpu_count()} cores; {EVENTS:,} events, a file of "
        f"{measured['file_kb']:,.0f} kB", "", "| what | ms | limit |", "| --- | --- | --- |", *lines))


def main() -> int:
    kb = load_knowledge(Settings.from_environment(os.environ))
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(kb, Path(folder))
    text = report(measured)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "progress_page.md").write_text(text + "\n", encoding="utf-8")
    (RESULTS / "progress_page.json").write_text(json.dumps(measured, indent=2), encoding="utf-8")
    print(text)
    return 0 if measured["open_ms"] <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
