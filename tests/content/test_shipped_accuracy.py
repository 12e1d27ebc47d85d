"""What the shipped findings hand on from studies: typing errors, silent conflicts and memory passed off as reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, product

import pytest

from sciatica_teach.model.findings import Accuracy, Finding
from sciatica_teach.model.knowledge import KnowledgeBase

POOLED_APART = {("ankle-brachial-low", "Xu 2013"), ("sij-cluster", "Saueressig 2021")}
"""Reviews that pooled ratios by themselves: theirs do not follow from the pair beside them."""


def studies(kb: KnowledgeBase) -> list[tuple[Finding, Accuracy]]:
    return [(finding, study) for finding in kb.findings for study in finding.accuracy]


def spread(ratio: Callable[[float, float], float], study: Accuracy) -> tuple[float, float]:
    """The least and the greatest ratio that sensitivity and specificity allow, each rounded to two places or three."""
    assert study.sensitivity
    assert study.specificity
    near = [ratio(min(1.0, study.sensitivity.mid + up), min(0.9999, study.specificity.mid + down))
            for up, down in product((-0.0051, 0.0051), repeat=2)]
    return min(near), max(near)


def find_misprints(finding: Finding, study: Accuracy) -> Iterator[str]:
    formulas: dict[str, Callable[[float, float], float]] = {
        "positive": lambda se, sp: se / (1 - sp), "negative": lambda se, sp: (1 - se) / sp}
    for name, formula in formulas.items():
        printed = getattr(study, name)
        if printed and study.sensitivity and study.specificity:
            low, high = spread(formula, study)
            if not low * 0.97 <= printed.mid <= high * 1.03:
                yield f"{finding.id}, {study.study}: {name} {printed.mid:g} outside {low:.2f} to {high:.2f}"


def test_a_printed_ratio_follows_from_the_pair_beside_it(kb: KnowledgeBase) -> None:
    checked = [(finding, study) for finding, study in studies(kb)
               if study.sensitivity and study.specificity and (study.positive or study.negative)]
    misprints = [line for finding, study in checked for line in find_misprints(finding, study)
                 if (finding.id, study.study.split(",")[0]) not in POOLED_APART]

    assert len(checked) >= 15
    assert misprints == []


def disagree(first: Accuracy, second: Accuracy) -> bool:
    """The same was sought, and one of the ratios when present is more than twice the other."""
    ratios = first.find_positive(), second.find_positive()
    if first.target != second.target or None in ratios:
        return False
    small, large = sorted(ratio for ratio in ratios if ratio is not None)
    return large > 2 * small


def test_where_studies_disagree_the_finding_says_why(kb: KnowledgeBase) -> None:
    conflicting = [finding for finding in kb.findings
                   if any(disagree(*pair) for pair in combinations(finding.accuracy, 2))]

    assert {"straight-leg-raise", "slump"} <= {finding.id for finding in conflicting}
    assert [finding.id for finding in conflicting if not finding.accuracy_conflict] == []


def test_what_nobody_read_says_so(kb: KnowledgeBase) -> None:
    taught = [study for _, study in studies(kb) if study.mark == "taught"]

    assert taught
    assert [study.study for study in taught if "ommonly taught" not in study.note] == []


@pytest.mark.parametrize(("study", "pair"), [
    ("van der Windt", (0.92, 0.28)),
    ("Majlesi", (0.52, 0.89)),
    ("Capra", (0.36, 0.74)),
])
def test_the_straight_leg_raise_is_shown_as_each_study_has_it(
    kb: KnowledgeBase, study: str, pair: tuple[float, float]
) -> None:
    (found,) = [one for one in kb.get_finding("straight-leg-raise").accuracy if one.study.startswith(study)]

    assert found.sensitivity
    assert found.specificity
    assert (found.sensitivity.mid, found.specificity.mid) == pair
    assert found.mark == ("taught" if study == "Majlesi" else "measured")


def test_every_examination_has_its_steps_and_every_question_its_usual_mistake(kb: KnowledgeBase) -> None:
    assert [finding.id for finding in kb.findings if not finding.mistake] == []
    assert [finding.id for finding in kb.findings if finding.kind == "examination" and len(finding.how) < 2] == []


def test_every_cause_can_be_found(kb: KnowledgeBase) -> None:
    """Each cause but `other` stands well above the background in a few findings."""
    for cause in kb.causes:
        raised = [finding.id for finding in kb.findings if cause.id in finding.differs
                  and finding.differs[cause.id].likelihood.mid >= 2 * finding.background.likelihood.mid]
        assert cause.id == "other" or len(raised) >= 4, (cause.id, raised)
