"""What the face of a kind of item has to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import Item
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.parts import Part

PartState = dict[str, Any]
Shown = tuple[str, ...]


Heading = tuple[str, str]
"""Tone and words."""

PARTLY_FROM: Final = 0.01
"""From this share of the mark on an answer is called partly right; a share that is far off earns hundredths."""


def earned_share(item: Item, response: tuple[str, ...]) -> float | None:
    """The mark by the grader, 1 for all of it; None where the answer is none to the question as it is today."""
    try:
        grade = grade_item(item, Submission(response=response))
    except SciaticaTeachError:
        return None
    return grade.earned / grade.possible


def earns_nothing(item: Item, response: tuple[str, ...]) -> bool:
    """Whether the mark is as good as none, whatever may be right in the answer."""
    share = earned_share(item, response)
    return share is not None and share < PARTLY_FROM


def _nothing(_item: Any) -> str:
    return ""


def _no_heading(_item: Any, _response: tuple[str, ...]) -> Heading | None:
    return None


def _nothing_seen(_item: Any, _response: tuple[str, ...]) -> PartState:
    return {}


@dataclass(frozen=True, kw_only=True)
class Face:
    """How one kind of item is drawn. Nothing in it may tell which answer is right but `right_text` and `heading`."""

    part: type[Part]
    state: Callable[[KnowledgeBase, Any, Shown], PartState]
    """What its part needs beside stem, certainty and submit: options in the order shown, a unit, a map."""
    texts: Callable[[KnowledgeBase, Any], dict[str, str]]
    """Criterion of a verdict -> what it is called on screen."""
    answer_text: Callable[[KnowledgeBase, Any, tuple[str, ...]], str]
    """What was answered, in words: for the review, the gradebook and every export."""
    right_text: Callable[[Any], str] = _nothing
    """The right answer in words, where the verdicts do not show it. Asked for only after the answer."""
    heading: Callable[[Any, tuple[str, ...]], Heading | None] = _no_heading
    """What stands above the verdicts where they do not tell it: too slow, one step off. Asked for only after the
    answer, with what was answered."""
    seen: Callable[[Any, tuple[str, ...]], PartState] = _nothing_seen
    """What its part draws only after the answer, with what was answered: a band, what would have hurt the patient."""


def find_text(face: Face, kb: KnowledgeBase, item: Item, criterion: str) -> str:
    """What a criterion is called; nothing where the answer itself is what is judged."""
    return face.texts(kb, item).get(criterion, "")
