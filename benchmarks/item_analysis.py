"""How long item analysis takes with a million answers.

    python benchmarks/item_analysis.py

Five thousand learners answer two hundred items of four options each by Rasch's model: a million answers, with a set of
ten for alpha. The limit: 10 s on one core. The same run looks that the figures are right: the mean marks against those
counted one by one for three items, and every item tells learners apart.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from pathlib import Path

import numpy as np

from sciatica_teach.grading.item_analysis import analyse_items, find_reliability
from sciatica_teach.grading.item_answers import Answers, ItemAnswer, ItemOption, code_answers

RESULTS = Path(__file__).resolve().parents[1] / "benchmarks" / "results"
LEARNERS, ITEMS, OPTIONS = 5_000, 200, 4
LIMIT_S = 10
CHOICES = tuple(ItemOption(id=str(one), is_right=one == 0) for one in range(OPTIONS))


def make_answers(rng: np.random.Generator) -> Answers:
    """Option 0 of each item is right."""
    ability, difficulty = rng.normal(size=LEARNERS), rng.normal(size=ITEMS)
    learner, item = (column.ravel() for column in np.meshgrid(np.arange(LEARNERS), np.arange(ITEMS), indexing="ij"))
    knows = rng.random(len(item)) < 1 / (1 + np.exp(difficulty[item] - ability[learner]))
    option = np.where(knows, 0, rng.integers(OPTIONS, size=len(item)))
    names = tuple(f"item-{number}" for number in range(ITEMS))
    choices = tuple((code, option) for code in range(ITEMS) for option in CHOICES)
    return Answers(items=names, options=choices, item=item, learner=learner, mark=(option == 0).astype(float),
                   pick_answer=np.arange(len(item)), pick_option=item * OPTIONS + option)


def write_out(answers: Answers) -> list[ItemAnswer]:
    """The same answers one by one, as they come out of records."""
    chosen = answers.pick_option % OPTIONS
    return [
        ItemAnswer(learner=learner, item_id=answers.items[item], response=(str(option),), mark=mark)
        for learner, item, option, mark in zip(
            answers.learner.tolist(), answers.item.tolist(), chosen.tolist(), answers.mark.tolist(), strict=True)
    ]


def main() -> int:
    made = make_answers(np.random.default_rng(7))
    given = write_out(made)
    start = time.perf_counter()
    answers = code_answers(given, dict.fromkeys(made.items, CHOICES))
    coding = time.perf_counter() - start
    start, start_cpu = time.perf_counter(), time.process_time()
    figures = analyse_items(answers)
    alpha = find_reliability(answers, answers.items[:10]).alpha
    seconds, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    is_right = all(abs(float(made.mark[made.item == code].mean()) - (figures[code].difficulty or 0)) < 1e-9
                   for code in (0, 7, 99))
    tells = all(one.discrimination is not None and one.discrimination > 0.1 for one in figures)
    measured = {"answers": len(answers.item), "seconds": seconds, "cpu_seconds": cpu,
                "coding_seconds": coding, "alpha_of_ten": alpha}
    text = "\n".join((
        f"Python {platform.python_version()}, {os.cpu_count()} cores; {len(answers.item):,} answers, {ITEMS} items", "",
        "| what | s | limit |", "| --- | --- | --- |",
        f"| analysis of all items, alpha of a set | {seconds:.2f} | |",
        f"| before it, answers one by one put into columns | {coding:.2f} | |",
        f"| the whole | {coding + seconds:.2f} | {LIMIT_S} |",
        f"| the analysis, seconds of a core | {cpu:.2f} | |"))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "item_analysis.md").write_text(text + "\n", encoding="utf-8")
    (RESULTS / "item_analysis.json").write_text(json.dumps(measured, indent=2), encoding="utf-8")
    print(text)
    return 0 if coding + seconds <= LIMIT_S and is_right and tells else 1


if __name__ == "__main__":
    sys.exit(main())
