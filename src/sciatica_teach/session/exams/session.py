"""Sitting an exam: any question at any time, answers that may be changed, marks only when it is over.

While it runs the record holds answers and no marks, so that neither a page nor an export can tell them early. Time is
the server's: an answer that arrives after the end is refused in words, and what was laid down before counts. A clock
that jumps back gives no more than the exam's own minutes to look at; one that jumps forward ends it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Literal

import numpy as np

from sciatica_teach.errors import NotAllowedNow, SciaticaTeachError
from sciatica_teach.grading.certainty import certainty_marks
from sciatica_teach.grading.exams import ExamResult, find_result
from sciatica_teach.grading.hints import was_right
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.events import (
    Certainty,
    Event,
    ExamAnswered,
    ExamClosed,
    ExamOpened,
    ItemAnswered,
    ItemFlagged,
    ItemShown,
)
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import Blueprint
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.exams.drawing import draw_exam
from sciatica_teach.session.exams.state import ExamState, apply_to_exam
from sciatica_teach.session.item_making import find_item, get_posed
from sciatica_teach.session.questions import mark
from sciatica_teach.session.shuffling import shuffle_parts

Outcome = tuple[ExamState, tuple[Event, ...]]

MINUTE = 60.0
SEEDS = 2**31


class ExamSession:
    """What may be done in an exam. Holds no state of its own; `now` is seconds since the epoch."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb

    @property
    def blueprint(self) -> Blueprint:
        if self.kb.blueprint is None:
            raise NotAllowedNow("There is no blueprint, so no exam can be drawn. Add blueprint.yaml to the content.")
        return self.kb.blueprint

    def open(self, *, now: float, rng: np.random.Generator) -> Outcome:
        """Draw an exam and start its clock."""
        seed = int(rng.integers(SEEDS))
        drawn = np.random.default_rng(seed)
        ids = draw_exam(self.kb, drawn)
        shown = {item_id: shuffle_parts(get_posed(self.kb, item_id), drawn) for item_id in ids}
        closes_at = now + self.blueprint.minutes * MINUTE
        return self._outcome(None, ExamOpened(seed=seed, item_ids=ids, shown_order=shown, closes_at=closes_at))

    def show(self, state: ExamState, item_id: str, *, now: float) -> Outcome:
        """Turn to a question."""
        self._require_running(state, item_id, now)
        return (state, ()) if state.showing == item_id else self._outcome(state, ItemShown(item_id=item_id))

    def answer(
        self, state: ExamState, item_id: str, response: Iterable[str], certainty: Certainty, *, now: float
    ) -> Outcome:
        """Lay down an answer, or change it. It is looked at as far as whether it can be one, and not marked."""
        self._require_running(state, item_id, now)
        submission = Submission(response=tuple(response))
        if submission.is_blank:
            raise NotAllowedNow("Choose an answer first, or go on and leave this question open.")
        grade_item(get_posed(self.kb, item_id), submission)  # refuses what is no answer; the grade is thrown away
        version = self.kb.item_versions.get(item_id, "")
        event = ExamAnswered(
            item_id=item_id, response=submission.response, certainty=certainty, item_version=version
        )
        return self._outcome(state, event)

    def take_back(self, state: ExamState, item_id: str, *, now: float) -> Outcome:
        """Leave a question open again."""
        self._require_running(state, item_id, now)
        if item_id not in state.laid:
            return state, ()
        return self._outcome(state, ExamAnswered(item_id=item_id, response=(), certainty=1))

    def flag(self, state: ExamState, item_id: str, flagged: bool, *, now: float) -> Outcome:
        """Set or lift the flag that says: come back to this."""
        self._require_running(state, item_id, now)
        if (item_id in state.flagged) == flagged:
            return state, ()
        return self._outcome(state, ItemFlagged(item_id=item_id, flagged=flagged))

    def hand_in(self, state: ExamState) -> Outcome:
        """End the exam and mark it. Handed in twice it is marked once."""
        return (state, ()) if state.closed else self._close(state, "handed-in")

    def close_if_over(self, state: ExamState, *, now: float) -> Outcome:
        """End the exam where its time is up, whoever noticed."""
        return self._close(state, "time") if not state.closed and now >= state.closes_at else (state, ())

    def seconds_left(self, state: ExamState, *, now: float) -> float:
        """What is left of the time; never more than the exam has, whatever the clock says."""
        return min(max(0.0, state.closes_at - now), self.blueprint.minutes * MINUTE)

    def find_result(self, state: ExamState) -> ExamResult | None:
        """Shares and their errors by field; None before the end. An open question counts as 0."""
        if not state.closed:
            return None
        marks: dict[str, list[float]] = {area.id: [] for area in self.blueprint.areas}
        for item_id in state.item_ids:
            given = state.results.get(item_id)
            area = self.find_area(item_id)
            if area:
                marks.setdefault(area, []).append(given.earned / given.possible if given else 0.0)
        return find_result(marks)

    def certainty_sum(self, state: ExamState) -> int:
        """Certainty marks of the answers together."""
        return sum(certainty_marks(was_right(one), one.certainty) for one in state.results.values())

    def find_area(self, item_id: str) -> str:
        """The field of an item; empty where the item is no longer in the bank."""
        try:
            return self.kb.get_objective(find_item(self.kb, item_id).objective).area
        except SciaticaTeachError:
            return ""

    def _require_running(self, state: ExamState, item_id: str, now: float) -> None:
        if state.closed:
            raise NotAllowedNow("This exam is over, and its marks are given. This step came too late to count.")
        if now >= state.closes_at:
            raise NotAllowedNow("The time was up before this arrived. What you had laid down before then counts.")
        if item_id not in state.item_ids:
            raise NotAllowedNow("This question is not part of the exam on screen.")

    def _close(self, state: ExamState, reason: Literal["handed-in", "time"]) -> Outcome:
        marked = tuple(one for item_id in state.item_ids if (one := self._mark(state.laid.get(item_id))))
        return self._outcome(state, ExamClosed(reason=reason), *marked)

    def _mark(self, laid: ExamAnswered | None) -> ItemAnswered | None:
        """None for a question left open, and for one that was taken out of the bank or changed while it was open."""
        if laid is None:
            return None
        try:
            return mark(self.kb, laid.item_id, Submission(response=laid.response), laid.certainty)
        except SciaticaTeachError:
            return None

    def _outcome(self, state: ExamState | None, *events: Event) -> Outcome:
        after = reduce(apply_to_exam, events, state)
        if after is None:
            raise NotAllowedNow("Begin the exam first.")
        return after, events
