"""How fast a patient must be seen: too slow harms, too fast wastes, and the marks say so.

The five speeds are a ladder from `emergency` down to `treat`. Whatever the item accepts (`needed`, and `also` where
services differ) earns the mark. One step faster than the slowest speed accepted earns half: a needless call costs less
than a needless wait. Anything faster still sends everybody to hospital and earns nothing; slower earns nothing, and its
feedback begins by saying that it is too slow. With `urgent` needed, `same-day` earns 0.5, `emergency` and `routine` 0.
"""

from __future__ import annotations

from typing import Final

from sciatica_teach.errors import BadSubmission
from sciatica_teach.grading.items.choosing import require_ids
from sciatica_teach.model.causes import URGENCIES, Urgency
from sciatica_teach.model.grades import Grade, Submission, Verdict
from sciatica_teach.model.items import TriageItem

SPEEDS: Final[tuple[Urgency, ...]] = tuple(reversed(URGENCIES))
"""From the fastest to the slowest."""

RULE: Final = (
    "The right speed earns the mark, one step faster than needed half of it, anything faster nothing. "
    "Too slow earns nothing, and is said first."
)
TOO_SLOW: Final = "Too slow for this patient."


def grade_triage(item: TriageItem, submission: Submission) -> Grade:
    """Grade one speed. Raises `UnknownId` or `BadSubmission`.

    The item needs feedback for each speed, which the content check sees to; without it, `ValueError`.
    """
    chosen = require_ids("speed", submission, SPEEDS)
    if len(chosen) > 1:
        raise BadSubmission("Only one speed can be chosen here. Choose one.")
    feedback = {one.speed: one.feedback for one in item.speeds}
    if len(feedback) < len(SPEEDS):
        raise ValueError(f"'{item.id}' needs feedback for each of the five speeds")
    verdicts = tuple(
        Verdict(
            criterion=speed, right=credit_speed(item, speed) == 1, chosen=speed in chosen,
            feedback=_tell(item, speed, feedback[speed]),
        )
        for speed in SPEEDS
    )
    earned = sum(credit_speed(item, speed) for speed in SPEEDS if speed in chosen)
    return Grade(earned=earned, possible=1.0, verdicts=verdicts, rule=RULE)


def credit_speed(item: TriageItem, speed: Urgency) -> float:
    """What a speed earns: 0, 0.5 or 1."""
    if speed == item.needed or speed in item.also:
        return 1.0
    return 0.5 if _steps_faster(item, speed) == 1 else 0.0


def is_too_slow(item: TriageItem, speed: Urgency) -> bool:
    """Whether a speed is slower than every one that is accepted."""
    return _steps_faster(item, speed) < 0


def _steps_faster(item: TriageItem, speed: Urgency) -> int:
    """Steps from the slowest speed accepted up to this one; below 0 where this one is slower."""
    slowest = min(map(URGENCIES.index, (item.needed, *item.also)))
    return URGENCIES.index(speed) - slowest


def _tell(item: TriageItem, speed: Urgency, feedback: str) -> str:
    """The author's words; where the speed is too slow, these are the first."""
    if is_too_slow(item, speed) and not feedback.lower().startswith("too slow"):
        return f"{TOO_SLOW} {feedback}"
    return feedback
