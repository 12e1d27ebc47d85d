"""What the learner model tells: the last answer to an item, the standing at an objective, what is due."""

from __future__ import annotations

from sciatica_teach.grading.hints import was_right
from sciatica_teach.model.events import Certainty, ItemAnswered
from sciatica_teach.model.record import record

Marked = tuple[ItemAnswered, float]
"""An answer and when it was given; what is shown of it is made on request, for there may be ten thousand."""


@record
class Answered:
    """The last answer to an item."""

    item_id: str
    at: float
    """Seconds since the epoch."""
    earned: float
    possible: float
    certainty: Certainty
    hints: int
    item_version: str

    @property
    def is_wrong(self) -> bool:
        """Anything less than all that the hints left to earn."""
        return not was_right(self)


@record
class Standing:
    """How the learner stands at one objective."""

    ability: float
    """Logits; 0 gets half of the middle questions right."""
    spread: float
    """Standard deviation of the ability, in logits."""
    answers: int
    """How many counted."""
    share: float
    """Share of questions of middle hardness that would be right without guessing, 0 to 1, with its 90 % interval."""
    low: float
    high: float


@record
class Due:
    """A family to be asked again."""

    family: str
    item_ids: tuple[str, ...]
    """Its items, in the order of the content."""
    due: float
    """Since when, seconds since the epoch."""
    is_safety: bool


def as_answered(marked: Marked) -> Answered:
    """The answer as it is told."""
    event, at = marked
    return Answered(
        item_id=event.item_id, at=at, earned=event.earned, possible=event.possible, certainty=event.certainty,
        hints=event.hints, item_version=event.item_version)
