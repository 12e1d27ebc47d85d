"""What the progress page tells of a learner: where each objective stands, what comes back when, what certainty meant.

Nothing here compares learners, counts days in a row, or takes anything away for a pause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from sciatica_teach.grading.certainty_levels import LevelRecord, find_levels
from sciatica_teach.grading.hints import WORKED, was_right
from sciatica_teach.model.events import Entry, ItemAnswered
from sciatica_teach.model.items import Area, Objective
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.learning import LearnerModel, Standing

ENOUGH: Final = 4
"""Answers to an objective below which its interval says little more than that nothing is known."""

DAY_S: Final = 86_400.0

Next = Literal["begin", "safety-due", "due", "mistakes", "little-known", "weakest"]


@record
class Stand:
    """One objective, and how the learner stands at it."""

    objective: Objective
    standing: Standing

    @property
    def is_enough(self) -> bool:
        return self.standing.answers >= ENOUGH


@record
class DueLater:
    """How many families come back, in all or in one field; each number holds the ones before it."""

    now: int
    in_a_day: int
    in_a_week: int


@record
class Advice:
    """What to do next, and about what; `area` is empty where it is about all of them."""

    what: Next
    area: str = ""
    objective: str = ""
    count: int = 0


@record
class CertaintyRecord:
    """What certainty came to, over all answers given without a hint."""

    levels: tuple[LevelRecord, ...]
    earned: float
    possible: float
    """Plain marks."""

    @property
    def count(self) -> int:
        return sum(one.count for one in self.levels)

    @property
    def marks(self) -> int:
        """Certainty marks."""
        return sum(one.marks for one in self.levels)


def list_stands(kb: KnowledgeBase, model: LearnerModel, now: float) -> tuple[Stand, ...]:
    """Every objective, field by field in the order of the blueprint; `now` in seconds since the epoch."""
    areas: list[str] = [area.id for area in kb.blueprint.areas] if kb.blueprint else []
    ordered = sorted(kb.objectives, key=lambda one: areas.index(one.area) if one.area in areas else len(areas))
    return tuple(Stand(objective=one, standing=model.standing(one.id, now)) for one in ordered)


def find_due(model: LearnerModel, now: float) -> dict[Area, DueLater]:
    """Field -> what of it comes back now, within a day and within a week; fields with nothing are left out."""
    counts = [_count_by_area(model, at) for at in (now, now + DAY_S, now + 7 * DAY_S)]
    return {area: DueLater(now=counts[0][area], in_a_day=counts[1][area], in_a_week=counts[2][area])
            for area in counts[2]}


def _count_by_area(model: LearnerModel, at: float) -> Counter[Area]:
    facts = (model.bank.find(one.item_ids[0]) for one in model.due(at))
    return Counter(one.area for one in facts if one and one.area)


def add_up(due: Iterable[DueLater]) -> DueLater:
    """All fields together."""
    all_of_them = list(due)
    return DueLater(
        now=sum(one.now for one in all_of_them), in_a_day=sum(one.in_a_day for one in all_of_them),
        in_a_week=sum(one.in_a_week for one in all_of_them))


def advise(kb: KnowledgeBase, model: LearnerModel, stands: Sequence[Stand], now: float) -> Advice:
    """The one thing to do next: what is due, safety first; then mistakes; then what is known least or worst."""
    if not model.recent:
        return Advice(what="begin")
    due = model.due(now)
    if due:
        return Advice(what="safety-due" if due[0].is_safety else "due", count=len(due))
    mistakes = model.mistakes()
    if mistakes:
        return Advice(what="mistakes", count=len(mistakes))
    there = {item.objective for item in kb.items}
    asked = [one for one in stands if one.objective.id in there]
    unknown = [one for one in asked if not one.is_enough]
    chosen = min(unknown or asked or stands, key=lambda one: one.standing.low)
    return Advice(
        what="weakest" if chosen.is_enough else "little-known", area=chosen.objective.area,
        objective=chosen.objective.id)


def worst_objective(model: LearnerModel) -> tuple[str, int] | None:
    """The objective with most mistakes that are still open, and how many; None where there are none."""
    facts = (model.bank.find(item_id) for item_id in model.mistakes())
    counts = Counter(one.objective for one in facts if one)
    return counts.most_common(1)[0] if counts else None


def read_certainty(entries: Iterable[Entry]) -> CertaintyRecord:
    """Over the answers of a record; those after a hint are left out, for it is the hint that made them sure."""
    answers = [
        entry.event for entry in entries
        if isinstance(entry.event, ItemAnswered) and entry.event.possible > 0 and entry.event.hints == 0
    ]
    return CertaintyRecord(
        levels=find_levels((one.certainty, was_right(one)) for one in answers),
        earned=sum(one.earned for one in answers), possible=sum(one.possible for one in answers))


def count_answers(entries: Iterable[Entry]) -> int:
    """How many questions were answered; the worked answers that were asked for instead are none."""
    return sum(isinstance(one.event, ItemAnswered) and one.event.hints < WORKED for one in entries)
