"""How long it takes to draw a patient in a warm kernel, and to find one of a wanted level.

    python benchmarks/generated_patients.py

The limit for one patient is 20 ms, for the median of a thousand numbers; finding one of a level draws several. The
first patient of a kernel also lays out the table of rates, and is timed apart.
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
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.generator.patient import generate_case
from sciatica_teach.session.clinic_cases import draw_patient_id
from sciatica_teach.settings import Settings

RESULTS = Path(__file__).resolve().parents[1] / "benchmarks" / "results"
PATIENT_MS = 20
PATIENTS, SEARCHES = 1000, 60


def time_ms(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def measure(kb: KnowledgeBase) -> dict[str, float]:
    first = time_ms(lambda: generate_case(kb, 0))
    each = sorted(time_ms(lambda seed=seed: generate_case(kb, seed)) for seed in range(PATIENTS))
    rng = np.random.default_rng(5)
    found = [time_ms(lambda: draw_patient_id(kb, "hard", rng)) for _ in range(SEARCHES // 3)]
    found += [time_ms(lambda: draw_patient_id(kb, "middle", rng)) for _ in range(SEARCHES // 3)]
    found += [time_ms(lambda: draw_patient_id(kb, "first", rng)) for _ in range(SEARCHES // 3)]
    return {
        "first_ms": first, "patient_ms": statistics.median(each), "patient_95_ms": each[int(0.95 * PATIENTS)],
        "of_a_level_ms": statistics.median(found), "of_a_level_95_ms": sorted(found)[int(0.95 * len(found))],
    }


def report(measured: dict[str, float]) -> str:
    return "\n".join((
        f"Python {platform.python_version()}, {os.cpu_count()} cores", "",
        "| what | ms | limit |", "| --- | --- | --- |",
        f"| a patient, median of {PATIENTS} | {measured['patient_ms']:.1f} | {PATIENT_MS} |",
        f"| a patient, 95th of 100 | {measured['patient_95_ms']:.1f} | |",
        f"| the first one in a kernel | {measured['first_ms']:.1f} | |",
        f"| a patient of a wanted level, median of {SEARCHES} | {measured['of_a_level_ms']:.1f} | |",
        f"| a patient of a wanted level, 95th of 100 | {measured['of_a_level_95_ms']:.1f} | |",
    ))


def main() -> int:
    measured = measure(load_knowledge(Settings.from_environment(os.environ)))
    text = report(measured)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "generated_patients.md").write_text(text + "\n", encoding="utf-8")
    (RESULTS / "generated_patients.json").write_text(json.dumps(measured, indent=2), encoding="utf-8")
    print(text)
    return 0 if measured["patient_ms"] <= PATIENT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
