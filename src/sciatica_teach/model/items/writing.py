"""Items answered by a number or by a word."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Gt, MinLen

from sciatica_teach.model.evidence import Text
from sciatica_teach.model.items.common import ItemBase
from sciatica_teach.model.record import record


@record
class NumericFeedback:
    """Feedback for answers from `low` (included) to `high` (excluded) that are not right."""

    low: float
    high: float
    feedback: Text


@record
class NumericItem(ItemBase):
    """A number with a unit; right within the tolerance, either side."""

    kind: Literal["numeric"] = "numeric"
    unit: str = ""
    """Shown behind the field; "%" for a percentage entered as 0 to 100."""
    answer: float
    tolerance: Annotated[float, Ge(0)]
    step: Annotated[float, Gt(0)] = 1.0
    low: float = 0.0
    high: float = 100.0
    """What the field accepts."""
    near: tuple[NumericFeedback, ...] = ()
    """Feedback for the wrong answers worth foreseeing."""
    feedback_right: Text
    feedback_wrong: Text


@record
class Mistaken:
    """A wrong answer worth foreseeing. However near it is to a right one in its letters, it is never taken for it."""

    text: Text
    feedback: Text


@record
class TextItem(ItemBase):
    """A word or a few. Small misspellings are forgiven, except where they could mean something else."""

    kind: Literal["text"] = "text"
    asks: Text
    """What the field wants: "Name of the nerve"."""
    accepted: Annotated[tuple[Text, ...], MinLen(1)]
    """The usual name first, then its synonyms."""
    mistaken: tuple[Mistaken, ...] = ()
    feedback_right: Text
    feedback_wrong: Text
