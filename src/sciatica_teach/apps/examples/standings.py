"""A worked example of where somebody stands: what is expected after each answer, and how sure that is."""

from __future__ import annotations

from sciatica_teach.grading.ability import Belief, expect_share
from sciatica_teach.grading.profile_of_abilities import NOTHING, believe, hear
from sciatica_teach.views.words import say
from sciatica_teach.views.worked import WorkedTable

FOUR_OPTIONS = 0.25
"""What guessing earns at a choice among four."""


def standing_example(*earned: float) -> WorkedTable:
    """One objective: answers to questions of middle hardness with four options; `earned` are shares of the mark."""
    heard = NOTHING
    rows = [_row(say("example.standing_none"), believe(heard, NOTHING))]
    for number, credit in enumerate(earned, start=1):
        heard = hear(heard, NOTHING, credit, 0.0, FOUR_OPTIONS)
        outcome = say("quiz.right" if credit >= 1 else "quiz.partly" if credit > 0 else "quiz.wrong")
        rows.append(_row(say("example.standing_answer", number=number, outcome=outcome), believe(heard, NOTHING)))
    head = [say(f"example.standing_{name}") for name in ("after", "share", "interval", "width")]
    return WorkedTable(say("example.standing"), head, rows)


def _row(name: str, belief: Belief) -> list[str]:
    share = expect_share(belief)
    low, high = round(100 * share.low), round(100 * share.high)
    return [name, f"{100 * share.mid:.0f} %", f"{low}–{high} %", str(high - low)]
