"""Certainty marks reward honesty about what one knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.grading.certainty import certainty_marks
from sciatica_teach.model.events import Certainty

LEVELS: tuple[Certainty, ...] = (1, 2, 3)


def test_the_scale() -> None:
    assert [(certainty_marks(True, level), certainty_marks(False, level)) for level in LEVELS] == [
        (1, 0), (2, -2), (3, -6),
    ]


@given(chance=st.floats(0, 1))
def test_the_honest_level_pays_best(chance: float) -> None:
    """Guessing below 2 in 3, fairly sure up to 4 in 5, sure above."""
    honest = 1 if chance < 2 / 3 else 2 if chance < 4 / 5 else 3
    expected = {
        level: chance * certainty_marks(True, level) + (1 - chance) * certainty_marks(False, level)
        for level in LEVELS
    }
    assert expected[honest] == pytest.approx(max(expected.values()))
