"""How long it takes to mark a case, and to let every simulated learner play every case.

    python benchmarks/case_marks.py

Two numbers of the shipped content on one core, each against its limit: the marks of one finished case as a careful
novice plays it, the slowest of the authored ones (100 ms), and all learners over all authored cases and twenty
generated patients (60 s).
"""

from __future__ import annotations

import json
import os
import platform
import time
from pathlib import Path
from statistics import median

import numpy as np

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.draws import BAND_SEED, SampledTable, sample_rates
from sciatica_teach.reasoning.generator.patient import generate_case
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.case import CaseSession
from sciatica_teach.session.debrief import grade_state
from sciatica_teach.session.learners import LEARNERS, NOVICE, play, play_all
from sciatica_teach.settings import Settings

RESULTS = Path(__file__).resolve().parent / "results"
MARK_MS, ALL_SECONDS = 100, 60
GENERATED = 20
ROUNDS = 5


def time_marking(kb: KnowledgeBase, sampled: SampledTable) -> float:
    """Milliseconds of the case that takes longest, median of the rounds."""
    slowest = 0.0
    for number, case in enumerate(kb.cases):
        session = CaseSession(kb, case)
        state = play(NOVICE, session, sampled, np.random.default_rng(number))
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            grade_state(session, state, sampled)
            times.append(time.perf_counter() - start)
        slowest = max(slowest, 1000 * median(times))
    return slowest


def measure() -> dict[str, float]:
    kb = load_knowledge(Settings.from_environment(os.environ))
    sampled = sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(BAND_SEED))
    cases = (*kb.cases, *(generate_case(kb, seed) for seed in range(GENERATED)))
    start = time.perf_counter()
    play_all(kb, cases, LEARNERS, sampled)
    seconds = time.perf_counter() - start
    return {"learners": len(LEARNERS), "cases": len(cases), "mark_ms": time_marking(kb, sampled), "all_s": seconds}


def report(measured: dict[str, float]) -> str:
    mark, whole = measured["mark_ms"], measured["all_s"]
    return "\n".join([
        f"{measured['learners']} learners, {measured['cases']} cases, Python {platform.python_version()}, one core",
        "",
        "| | measured | limit | of the limit |",
        "| --- | --- | --- | --- |",
        f"| marks of one case, ms at most | {mark:.0f} | {MARK_MS} | {mark / MARK_MS:.2f} |",
        f"| all learners over all cases, s at most | {whole:.0f} | {ALL_SECONDS} | {whole / ALL_SECONDS:.2f} |",
    ])


def main() -> None:
    measured = measure()
    text = report(measured)
    print(text)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "case_marks.md").write_text(text + "\n", encoding="utf-8")
    (RESULTS / "case_marks.json").write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
