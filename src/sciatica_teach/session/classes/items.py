"""How the class did at each question of the bank: right at the first try, and where it went wrong.

Counted are first answers without a hint to the question as it is worded now, marked by the present key
(`session/item_records.py`). Questions that are made anew for each learner have no line; they count at their objective.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from sciatica_teach.grading.hints import ROUNDING
from sciatica_teach.grading.item_analysis import ItemFigures, analyse_items
from sciatica_teach.grading.item_answers import ItemAnswer, code_answers
from sciatica_teach.grading.item_options import OptionFigures
from sciatica_teach.model.events import ItemAnswered
from sciatica_teach.model.items import Item
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.intervals import wilson_interval
from sciatica_teach.session.classes.members import Studied
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.item_records import find_first_answers
from sciatica_teach.session.learners.item_parts import list_options

WRITTEN: Final = frozenset({"single", "multiple", "triage", "chain", "lesion", "point"})
"""Kinds whose wrong options were each written or made to tempt; elsewhere most of what is offered need not."""


@record
class ItemLine:
    """One question and what became of it."""

    item: Item
    answers: int
    right: int
    """Fully right at the first try."""
    low: float
    high: float
    """Wilson's 95 % interval of the share that was."""
    figures: ItemFigures
    wrong: OptionFigures | None
    """The wrong option that most took; None where nobody took one, or nothing was chosen from."""

    @property
    def share(self) -> float:
        return self.right / self.answers

    @property
    def idle(self) -> tuple[str, ...]:
        """Wrong options that hardly anybody takes; said from 20 answers on, and of kinds whose options were written."""
        return tuple(one.id for one in self.figures.options if one.is_idle) if self.item.kind in WRITTEN else ()


def find_item_lines(kb: KnowledgeBase, studied: Sequence[Studied]) -> tuple[ItemLine, ...]:
    """A line for every question of the bank that was answered; what the class surely does not have comes first."""
    met = {entry.event.item_id for one in studied for entry in one.entries if isinstance(entry.event, ItemAnswered)}
    items = {item.id: get_posed(kb, item.id) for item in kb.items if item.id in met}
    given = tuple(find_first_answers((one.entries for one in studied), items, kb.item_versions))
    counted = {one.item_id for one in given}
    offered = {item_id: list_options(item) for item_id, item in items.items() if item_id in counted}
    right = Counter(one.item_id for one in given if _is_right(one))
    lines = (_line(items[one.item_id], one, right[one.item_id]) for one in analyse_items(code_answers(given, offered)))
    return tuple(sorted(lines, key=lambda line: (line.high, line.item.id)))


def _is_right(answer: ItemAnswer) -> bool:
    return answer.mark >= 1 - ROUNDING


def _line(item: Item, figures: ItemFigures, right: int) -> ItemLine:
    low, high = wilson_interval(right, figures.answers)
    wrong = [one for one in figures.options if not one.is_right and one.takers]
    return ItemLine(
        item=item, answers=figures.answers, right=right, low=low, high=high, figures=figures,
        wrong=max(wrong, key=lambda one: one.takers) if wrong else None)
