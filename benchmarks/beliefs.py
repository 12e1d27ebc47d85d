"""How many beliefs a second the engine works out, and how long it takes to rank every question there is.

    python benchmarks/beliefs.py

Three numbers of the shipped content on one core, each against its limit in the same run: updates a second with 1 to 12
findings known (10,000), a ranking of all questions by value of information (50 ms), and a belief with its band from
draws that were made before (25 ms). The plain enumeration that the tests take for an oracle is timed beside them: what
it costs to do the same without arrays.
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

import numpy as np

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.belief import infer, mid_weights, normalised
from sciatica_teach.reasoning.draws import BAND_SEED, sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.reasoning.value import rank_questions
from sciatica_teach.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"
UPDATES_A_SECOND, RANKING_MS, BAND_MS = 10_000, 50, 25
ROUNDS = 7


def draw_patients(kb: KnowledgeBase, count: int) -> list[dict[str, Answer]]:
    """So many lists of 1 to 12 findings, each present or absent."""
    rng = np.random.default_rng(4)
    ids = [finding.id for finding in kb.findings]
    answers: tuple[Answer, Answer] = ("present", "absent")
    return [
        {str(one): answers[int(rng.integers(2))] for one in rng.choice(ids, size=rng.integers(1, 13), replace=False)}
        for _ in range(count)
    ]


def median_seconds(work: Callable[[], object]) -> float:
    """Median over the rounds, the first of which only warms up."""
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def measure() -> dict[str, float]:
    sys.path.insert(0, str(ROOT / "tests"))
    import reasoning_oracle  # the tests' own enumeration

    kb = load_knowledge(Settings.from_environment(os.environ))
    table = LikelihoodTable.from_knowledge(kb)
    prior = kb.settings[0].prior
    patients = draw_patients(kb, 500)
    longest = max(patients, key=len)
    sampled = sample_rates(table, np.random.default_rng(BAND_SEED))
    updates = median_seconds(lambda: [normalised(mid_weights(table, prior, one)) for one in patients])
    oracle = median_seconds(lambda: reasoning_oracle.posterior(kb, longest))
    return {
        "causes": len(kb.causes),
        "findings": len(kb.findings),
        "updates_a_second": len(patients) / updates,
        "plain_updates_a_second": 1 / oracle,
        "ranking_ms": 1000 * median_seconds(lambda: rank_questions(kb, prior, longest, table=table)),
        "band_ms": 1000 * median_seconds(lambda: infer(sampled, prior, longest)),
    }


def report(measured: dict[str, float]) -> str:
    rate, ranking, band = measured["updates_a_second"], measured["ranking_ms"], measured["band_ms"]
    return "\n".join([
        f"{measured['causes']} causes, {measured['findings']} findings, Python {platform.python_version()}, one core",
        "",
        "| | measured | limit | of the limit |",
        "| --- | --- | --- | --- |",
        f"| updates a second, at least | {rate:,.0f} | {UPDATES_A_SECOND:,} | {rate / UPDATES_A_SECOND:.2f} |",
        f"| ranking of all questions, ms at most | {ranking:.1f} | {RANKING_MS} | {ranking / RANKING_MS:.2f} |",
        f"| belief with its band, ms at most | {band:.1f} | {BAND_MS} | {band / BAND_MS:.2f} |",
        "",
        f"Plain enumeration: {measured['plain_updates_a_second']:,.0f} updates a second.",
    ])


def main() -> None:
    measured = measure()
    text = report(measured)
    print(text)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "beliefs.md").write_text(text + "\n", encoding="utf-8")
    (RESULTS / "beliefs.json").write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
