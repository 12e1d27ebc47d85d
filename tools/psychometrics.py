"""What the marks of the cases are worth, by simulated learners: how the games fare, and whether the marks are reliable.

    python tools/psychometrics.py [--json] [--learners 30]

Two learners who reason and all who game the marks play every case; then a made-up class does, from weak to able. For
the class: Cronbach's alpha over the cases, the standard error of measurement of a learner's mean, and what alpha would
be with eight cases. A simulated class says what the marking can tell apart, not what a real class will do.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from statistics import mean

import numpy as np

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.grading.cases import CaseGrade
from sciatica_teach.grading.reliability import compare, find_alpha, find_error, project_alpha
from sciatica_teach.model.cases import CASE_PARTS
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.draws import BAND_SEED, SampledTable, sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.learners import GAMES, LEARNERS, NOVICE, make_novice, play_all
from sciatica_teach.settings import Settings

Row = dict[str, object]
Grades = Mapping[str, Sequence[CaseGrade]]

FEWEST_CASES = 8
"""So many cases at least are taken together before anything is said of a student."""

PARTS = (*CASE_PARTS, "composite")


def rank(grades: Grades) -> list[Row]:
    """One row per learner, best first."""
    novice = [grade.composite for grade in grades[NOVICE.name]]
    games = {learner.name: learner.game for learner in GAMES}
    rows = [_describe(name, played, novice, games.get(name, "")) for name, played in grades.items()]
    return sorted(rows, key=lambda row: -float(str(row["composite"])))


def _describe(name: str, played: Sequence[CaseGrade], novice: Sequence[float], game: str) -> Row:
    row: Row = {"learner": name, "game": game}
    row |= {part: _mean([getattr(grade, part) for grade in played]) for part in PARTS}
    row["gate_passed"] = mean(grade.gate.passed for grade in played)
    behind = compare(novice, [grade.composite for grade in played])
    row["behind"], row["behind_low"], row["behind_high"] = behind.mean, behind.low, behind.high
    return row


def _mean(values: Sequence[float | None]) -> float | None:
    graded = [value for value in values if value is not None]
    return mean(graded) if graded else None


def measure(grades: Grades) -> list[Row]:
    """One row per part of the profile that was graded for everybody: alpha, the same for eight cases, and the error."""
    rows: list[Row] = []
    for part in PARTS:
        marks = [[getattr(grade, part) for grade in played] for played in grades.values()]
        kept = [index for index in range(len(marks[0])) if all(row[index] is not None for row in marks)]
        if len(kept) < 2:
            continue
        whole = [[row[index] for index in kept] for row in marks]
        alpha = find_alpha(whole)
        rows.append({"part": part, "cases": len(kept), "alpha": alpha,
                     "alpha_of_8": project_alpha(alpha, FEWEST_CASES / len(kept)), "error": find_error(whole)})
    return rows


def look_at_cases(kb: KnowledgeBase, grades: Grades) -> list[Row]:
    """One row per case: the mean of the class, how many pass its gate, and how far it agrees with the other cases."""
    marks = np.array([[grade.composite for grade in played] for played in grades.values()])
    passed = np.array([[grade.gate.passed for grade in played] for played in grades.values()])
    rest = marks.sum(axis=1, keepdims=True) - marks
    return [
        {"case": case.id, "difficulty": case.difficulty, "mean": float(marks[:, index].mean()),
         "gate_passed": float(passed[:, index].mean()), "agrees": _correlate(marks[:, index], rest[:, index])}
        for index, case in enumerate(kb.cases)
    ]


def _correlate(one: np.ndarray, other: np.ndarray) -> float | None:
    return float(np.corrcoef(one, other)[0, 1]) if one.std() and other.std() else None


def study(kb: KnowledgeBase, sampled: SampledTable, learners: int) -> dict[str, list[Row]]:
    played = play_all(kb, kb.cases, LEARNERS, sampled)
    made_up = [make_novice(float(ability)) for ability in np.linspace(0, 1, learners)]
    classroom: dict[str, Sequence[CaseGrade]] = {}
    for seed, learner in enumerate(made_up):
        classroom |= play_all(kb, kb.cases, [learner], sampled, seed)
    return {"ranking": rank(played), "reliability": measure(classroom), "cases": look_at_cases(kb, classroom)}


def _two(value: object) -> str:
    return "-" if value is None else f"{float(str(value)):.2f}"


def _one(value: object) -> str:
    return "-" if value is None else f"{float(str(value)):.1f}"


def _share(value: object) -> str:
    return f"{float(str(value)):.0%}"


def tell(result: Mapping[str, list[Row]], learners: int) -> str:
    """The tables as text."""
    cases = len(result["cases"])
    ranking = [
        f"{row['learner']:<32}{_one(row['composite']):>6}{_share(row['gate_passed']):>7}"
        + "".join(f"{_two(row[part]):>7}" for part in CASE_PARTS)
        + f"{_one(row['behind']):>8}  ({_one(row['behind_low'])} to {_one(row['behind_high'])})"
        for row in result["ranking"]
    ]
    reliability = [
        f"{row['part']:<16}{row['cases']:>6}{_two(row['alpha']):>8}{_two(row['alpha_of_8']):>10}{_two(row['error']):>9}"
        for row in result["reliability"]
    ]
    singles = [
        f"{row['case']:<16}{row['difficulty']:<8}{_one(row['mean']):>6}{_share(row['gate_passed']):>7}"
        f"{_two(row['agrees']):>9}"
        for row in result["cases"]
    ]
    return "\n".join([
        f"## Learners over {cases} cases: mean composite, gate passed, profile, and marks behind the careful novice",
        "",
        f"{'':<32}{'mark':>6}{'gate':>7}{'reason':>7}{'update':>7}{'gather':>7}{'effic':>7}{'plan':>7}{'behind':>8}"
        "  (95 %)",
        *ranking, "",
        f"## Reliability, a simulated class of {learners}",
        "",
        f"{'':<16}{'cases':>6}{'alpha':>8}{'8 cases':>10}{'error':>9}", *reliability, "",
        "Alpha: Cronbach's. Error: the standard error of measurement of a learner's mean, in the units of the part.",
        "",
        "## Cases, the same class: mean composite, gate passed, correlation with the sum of the others", "", *singles,
    ])


def main() -> None:
    parser = argparse.ArgumentParser(description="What the marks of the cases are worth, by simulated learners.")
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    parser.add_argument("--learners", type=int, default=30, help="how many the made-up class has, 2 or more")
    chosen = parser.parse_args()
    if chosen.learners < 2:
        parser.error("a class has two learners at least")
    kb = load_knowledge(Settings.from_environment(os.environ))
    sampled = sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(BAND_SEED))
    result = study(kb, sampled, chosen.learners)
    print(json.dumps(result, indent=2) if chosen.json else tell(result, chosen.learners))


if __name__ == "__main__":
    main()
