"""`make psychometrics`: its tables hold what the graders and the formulas give."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import numpy as np
import psychometrics
import pytest

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.grading.cases import CaseGrade
from sciatica_teach.grading.reliability import find_alpha
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.draws import BAND_SEED, sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.learners import NOVICE, make_novice, play_all
from sciatica_teach.settings import Settings

Grades = Mapping[str, Sequence[CaseGrade]]


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load_knowledge(Settings.from_environment({}))


@pytest.fixture(scope="module")
def grades(kb: KnowledgeBase) -> Grades:
    sampled = sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(BAND_SEED))
    return play_all(kb, kb.cases, [NOVICE, make_novice(0.0), make_novice(0.5)], sampled)


def test_the_ranking_begins_with_the_best_and_counts_from_the_novice(grades: Grades) -> None:
    rows = psychometrics.rank(grades)
    marks = [float(str(row["composite"])) for row in rows]
    assert marks == sorted(marks, reverse=True)
    by_name = {row["learner"]: row for row in rows}
    assert by_name[NOVICE.name]["behind"] == 0
    weak = by_name["novice 0.00"]
    assert weak["behind"] == pytest.approx(
        np.mean([grade.composite for grade in grades[NOVICE.name]]) - float(str(weak["composite"])))


def test_reliability_is_of_the_cases_that_everybody_was_graded_in(grades: Grades) -> None:
    rows = {row["part"]: row for row in psychometrics.measure(grades)}
    whole = [[grade.composite for grade in played] for played in grades.values()]
    assert rows["composite"]["alpha"] == pytest.approx(find_alpha(whole))
    assert rows["composite"]["cases"] == len(whole[0])
    assert int(str(rows["efficiency"]["cases"])) <= len(whole[0])


def test_the_tables_print_as_text_and_as_json(kb: KnowledgeBase, grades: Grades) -> None:
    result = {"ranking": psychometrics.rank(grades), "reliability": psychometrics.measure(grades),
              "cases": psychometrics.look_at_cases(kb, grades)}
    told = psychometrics.tell(result, 3)
    assert all(case.id in told for case in kb.cases)
    assert NOVICE.name in told
    assert max(len(line) for line in told.splitlines()) <= 120
    assert json.loads(json.dumps(result))["ranking"][0]["learner"]
