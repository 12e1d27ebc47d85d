"""How a standing and a grade look: tone, shape and words. The colour never stands alone."""

from __future__ import annotations

from typing import Final

from sciatica_teach.model.techniques import Grade, Standing
from sciatica_teach.views.words import say

TONES: Final[dict[Standing, str]] = {
    "contraindicated": "unsafe", "not-indicated": "plain", "acceptable": "info", "preferred": "right",
}
SHAPES: Final[dict[Standing, str]] = {
    "contraindicated": "✕", "not-indicated": "–", "acceptable": "•", "preferred": "✓",
}
"""The same on every screen of the lesson."""


def standing_words(standing: Standing) -> str:
    """The standing by itself: "Acceptable"."""
    return say(f"standing.{standing}")


def grade_words(grade: Grade) -> str:
    """How sure one can be: "low certainty"."""
    return say(f"grade.{grade}")


def graded_words(standing: Standing, grade: Grade) -> str:
    """Both: "Acceptable, low certainty"."""
    return say("standing.graded", standing=standing_words(standing), grade=grade_words(grade))
