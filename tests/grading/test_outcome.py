"""The outcome score: the worked numbers, and its laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.errors import UnknownId
from sciatica_teach.grading.outcome import outcome_score

CAUSES = ("disc", "stenosis", "other")
BELIEF = {"disc": 0.80, "stenosis": 0.15, "other": 0.05}


@st.composite
def beliefs(draw: st.DrawFn) -> dict[str, float]:
    parts = [draw(st.integers(0, 100)) for _ in CAUSES]
    total = sum(parts) or 1
    return {cause: (part if sum(parts) else 1 / 3) / total for cause, part in zip(CAUSES, parts, strict=True)}


def test_the_worked_numbers_of_the_docstring() -> None:
    assert outcome_score(BELIEF, "disc") == pytest.approx(0.0650)
    assert outcome_score(BELIEF, "stenosis") == pytest.approx(1.3650)


@pytest.mark.parametrize(("truth", "score"), [("disc", 0), ("other", 2)])
def test_being_sure_is_best_or_worst(truth: str, score: float) -> None:
    assert outcome_score({"disc": 1.0, "stenosis": 0.0, "other": 0.0}, truth) == score


@given(belief=beliefs(), truth=st.sampled_from(CAUSES))
def test_the_score_is_the_squared_length_to_the_corner_of_the_truth(belief: dict[str, float], truth: str) -> None:
    """|b - e|^2 = |b|^2 - 2 b.e + 1, worked out the other way round."""
    squares = sum(share * share for share in belief.values())
    assert outcome_score(belief, truth) == pytest.approx(squares - 2 * belief[truth] + 1)
    assert -1e-12 <= outcome_score(belief, truth) <= 2


def test_a_truth_without_a_share_is_an_error() -> None:
    with pytest.raises(UnknownId):
        outcome_score(BELIEF, "facet")
