"""How long the learner model takes with a large bank and a long record.

    python benchmarks/next_item.py

A thousand items in families of one or two, and ten thousand answers over half a year, a fifth of them rehearsal. The
limits: a choice of the next question within 50 ms, an answer taken in within 5 ms, and the model built from the record
within 200 ms, with no review of FSRS kept from before. Medians; the first build of a kernel, which imports FSRS too, is
timed by itself.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.model.events import Entry, ItemAnswered
from sciatica_teach.model.items import Hardness, ItemBank, Option, SingleItem, TextItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.learning import build_model, choose_next
from sciatica_teach.session.learning.looking import look
from sciatica_teach.session.learning.memory import review_card
from sciatica_teach.session.learning.weakness import choose_by_weakness
from sciatica_teach.settings import Settings

RESULTS = Path(__file__).resolve().parents[1] / "benchmarks" / "results"
ITEMS, ANSWERS, CHOICES, BUILDS = 1_000, 10_000, 60, 5
DAYS = 182
NEXT_MS, ADD_MS, BUILD_MS = 50, 5, 200


def make_bank(kb: KnowledgeBase) -> KnowledgeBase:
    """The shipped objectives and blueprint, with made-up items: half of them choices, half typed; a third are twins."""
    objectives = [one.id for one in kb.objectives]
    hardness = get_args(Hardness)
    common = [
        {
            "id": f"item-{n}", "stem": f"Question {n}?", "explanation": "So.",
            "objective": objectives[n % len(objectives)], "hardness": hardness[n % 3],
            "twin_of": f"item-{n - 2}" if n % 6 > 3 else "", "mark": "opinion", "sources": ("made-up",),
        }
        for n in range(ITEMS)
    ]
    options = tuple(Option(id=one, text=one, right=one == "a", feedback=one) for one in "abcd")
    single = tuple(SingleItem(options=options, **one) for one in common[::2])
    text = tuple(TextItem(asks="?", accepted=("a",), feedback_right="Yes.", feedback_wrong="No.", **one)
                 for one in common[1::2])
    return replace(kb, version="benchmark", items=ItemBank(single=single, text=text), item_sets=())


def make_record(rng: np.random.Generator) -> Iterator[Entry]:
    """Answers in rounds: an item of the last ten again one time in five, else any."""
    at, before = 1_760_000_000.0, ["item-0"]
    for number in range(ANSWERS):
        item_id = str(rng.choice(before[-10:])) if rng.random() < 0.2 else f"item-{rng.integers(ITEMS)}"
        before.append(item_id)
        at += 40 if rng.random() < 0.95 else 20 * 86_400 * DAYS / ANSWERS
        event = ItemAnswered(
            item_id=item_id, response=("a",), certainty=int(rng.integers(1, 4)), possible=1.0,
            earned=float(rng.choice([0.0, 0.5, 1.0], p=[0.25, 0.1, 0.65])), hints=int(rng.choice([0, 1], p=[0.9, 0.1])))
        yield Entry(event=event, at=at, subject="practice/all/1", content_version="", command_id=str(number))


def time_ms(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def measure(kb: KnowledgeBase) -> dict[str, float]:
    rng = np.random.default_rng(7)
    entries = list(make_record(rng))
    now = entries[-1].at + 60
    first = time_ms(lambda: build_model(kb, entries))
    cold = [(review_card.cache_clear(), time_ms(lambda: build_model(kb, entries)))[1] for _ in range(BUILDS)]
    warm = [time_ms(lambda: build_model(kb, entries)) for _ in range(BUILDS)]
    model = build_model(kb, entries)
    fresh, fresh_at = build_model(kb, entries[:200]), entries[200].at
    return {
        "first_build_ms": first, "build_ms": statistics.median(cold), "build_again_ms": statistics.median(warm),
        "add_ms": median_ms(lambda: model.add(entries[-1])),
        "next_ms": median_ms(lambda: choose_next(kb, model, now=now, mode="practice", rng=rng)),
        "weighed_ms": median_ms(lambda: choose_by_weakness(look(kb, model, now, "", (), rng), ())),
        "new_learner_ms": median_ms(lambda: choose_next(kb, fresh, now=fresh_at, mode="practice", rng=rng)),
        "due": len(model.due(now)),
    }


def median_ms(work: Callable[[], object]) -> float:
    return statistics.median(time_ms(work) for _ in range(CHOICES))


def report(measured: dict[str, float]) -> str:
    return "\n".join((
        f"Python {platform.python_version()}, {os.cpu_count()} cores; {ITEMS:,} items, {ANSWERS:,} answers, "
        f"{measured['due']:.0f} families due", "",
        "| what | ms | limit |", "| --- | --- | --- |",
        f"| the next question, much is due | {measured['next_ms']:.1f} | {NEXT_MS} |",
        f"| the next question, all weighed | {measured['weighed_ms']:.1f} | {NEXT_MS} |",
        f"| the next question, 200 answers | {measured['new_learner_ms']:.1f} | {NEXT_MS} |",
        f"| one more answer | {measured['add_ms']:.2f} | {ADD_MS} |",
        f"| the model from the record | {measured['build_ms']:.0f} | {BUILD_MS} |",
        f"| the same with the import of FSRS | {measured['first_build_ms']:.0f} | |",
        f"| the same with all its reviews kept from before | {measured['build_again_ms']:.0f} | |",
    ))


def main() -> int:
    measured = measure(make_bank(load_knowledge(Settings.from_environment(os.environ))))
    text = report(measured)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "next_item.md").write_text(text + "\n", encoding="utf-8")
    (RESULTS / "next_item.json").write_text(json.dumps(measured, indent=2), encoding="utf-8")
    print(text)
    slowest = max(measured["next_ms"], measured["weighed_ms"], measured["new_learner_ms"])
    within = slowest <= NEXT_MS and measured["add_ms"] <= ADD_MS and measured["build_ms"] <= BUILD_MS
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
