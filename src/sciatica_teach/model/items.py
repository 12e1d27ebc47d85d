"""Quiz items, the objectives they serve and the misconceptions they meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from annotated_types import Ge, Gt, MinLen

from sciatica_teach.model.evidence import Mark, Review, Text
from sciatica_teach.model.record import record


@record
class Objective:
    """Something the learner will be able to do."""

    id: Text
    text: Text
    lesson: Literal["anatomy", "symptoms", "reasoning", "cases"]
    safety: bool = False


@record
class Misconception:
    """A wrong belief worth meeting, and what holds instead."""

    id: Text
    belief: Text
    correction: Text
    sources: tuple[Text, ...] = ()


@record
class Option:
    id: Text
    text: Text
    right: bool = False
    feedback: Text
    """Why it is right or wrong: shown for options chosen and not chosen."""


@record
class Step:
    """A line to be put in order."""

    id: Text
    text: Text
    feedback: Text
    """Why it stands where it stands."""


@record
class NumericFeedback:
    """Feedback for answers from `low` (included) to `high` (excluded) that are not right."""

    low: float
    high: float
    feedback: Text


@record
class SingleItem:
    """Exactly one option is right."""

    kind: Literal["single"] = "single"
    id: Text
    stem: Text
    options: Annotated[tuple[Option, ...], MinLen(3)]
    explanation: Text
    objective: Text
    misconception: str = ""
    safety: bool = False
    mark: Mark
    sources: Annotated[tuple[Text, ...], MinLen(1)]
    conflict: str = ""


@record
class MultipleItem:
    """Any number of options is right; marked right-minus-wrong."""

    kind: Literal["multiple"] = "multiple"
    id: Text
    stem: Text
    options: Annotated[tuple[Option, ...], MinLen(3)]
    explanation: Text
    objective: Text
    misconception: str = ""
    safety: bool = False
    mark: Mark
    sources: Annotated[tuple[Text, ...], MinLen(1)]
    conflict: str = ""


@record
class OrderingItem:
    """Steps to be put in order; `steps` holds them in the right order."""

    kind: Literal["ordering"] = "ordering"
    id: Text
    stem: Text
    first: Text
    """What stands at the top, in words: "what you do first"."""
    last: Text
    steps: Annotated[tuple[Step, ...], MinLen(3)]
    explanation: Text
    objective: Text
    misconception: str = ""
    safety: bool = False
    mark: Mark
    sources: Annotated[tuple[Text, ...], MinLen(1)]
    conflict: str = ""


@record
class NumericItem:
    """A number with a unit; right within the tolerance, either side."""

    kind: Literal["numeric"] = "numeric"
    id: Text
    stem: Text
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
    explanation: Text
    objective: Text
    misconception: str = ""
    safety: bool = False
    mark: Mark
    sources: Annotated[tuple[Text, ...], MinLen(1)]
    conflict: str = ""


Item = SingleItem | MultipleItem | OrderingItem | NumericItem

ITEM_TYPES: dict[str, type[Item]] = {
    "single": SingleItem,
    "multiple": MultipleItem,
    "ordering": OrderingItem,
    "numeric": NumericItem,
}


@record
class ItemSet:
    """A short quiz: a topic and its items, in the order of the file."""

    id: Text
    title: Text
    intro: Text
    items: Annotated[tuple[Text, ...], MinLen(1)]
    """Item ids."""
    review: Review


@record
class ItemBank:
    """All items, kept by kind so that they can be decoded without guessing."""

    single: tuple[SingleItem, ...] = ()
    multiple: tuple[MultipleItem, ...] = ()
    ordering: tuple[OrderingItem, ...] = ()
    numeric: tuple[NumericItem, ...] = ()

    def __iter__(self) -> Iterator[Item]:
        yield from self.single
        yield from self.multiple
        yield from self.ordering
        yield from self.numeric

    def __len__(self) -> int:
        return len(self.single) + len(self.multiple) + len(self.ordering) + len(self.numeric)
