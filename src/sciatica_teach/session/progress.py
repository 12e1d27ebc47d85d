"""What a record amounts to, for the home page: where you left off, what is done, what is still new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sciatica_teach.model.events import Entry
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.attempts import events_of, last_attempt, subject_of
from sciatica_teach.session.case import replay_case
from sciatica_teach.session.quiz import replay_quiz

Standing = Literal["new", "open", "done"]


@record
class Progress:
    """How one case, one item set, or one widget of a lesson stands."""

    kind: Literal["case", "quiz", "lesson"]
    id: str
    title: str
    """As the content has it; empty for a widget of a lesson, which the interface names."""
    standing: Standing
    detail: str
    """The room of an open case; "3 of 8" of a quiz; what was earned of a finished one."""
    last_at: float
    """When it was last touched, seconds since the epoch; 0 when never."""


def progress_of_case(kb: KnowledgeBase, entries: Sequence[Entry], case_id: str) -> Progress:
    """How a case stands in its latest attempt."""
    subject = subject_of("case", case_id, last_attempt(entries, "case", case_id))
    state = replay_case(events_of(entries, subject))
    standing: Standing = "new" if state is None else "done" if state.stage == "debrief" else "open"
    detail = state.stage if state else ""
    return Progress(
        kind="case", id=case_id, title=kb.get_case(case_id).title, standing=standing, detail=detail,
        last_at=last_touched(entries, subject),
    )


def progress_of_quiz(kb: KnowledgeBase, entries: Sequence[Entry], set_id: str) -> Progress:
    """How an item set stands in its latest attempt."""
    subject = subject_of("quiz", set_id, last_attempt(entries, "quiz", set_id))
    state = replay_quiz(events_of(entries, subject))
    standing: Standing = "new" if state is None else "done" if state.finished else "open"
    detail = ""
    if state is not None:
        detail = (
            f"{round(state.earned, 1):g} of {state.possible:g}" if state.finished
            else f"{len(state.answers)} of {len(state.item_ids)}"
        )
    return Progress(
        kind="quiz", id=set_id, title=kb.get_item_set(set_id).title, standing=standing, detail=detail,
        last_at=last_touched(entries, subject),
    )


def all_progress(kb: KnowledgeBase, entries: Sequence[Entry]) -> tuple[Progress, ...]:
    """Every case, then every item set."""
    cases = tuple(progress_of_case(kb, entries, case.id) for case in kb.cases)
    quizzes = tuple(progress_of_quiz(kb, entries, item_set.id) for item_set in kb.item_sets)
    return cases + quizzes


def find_left_off(progress: Sequence[Progress]) -> Progress | None:
    """What was touched last and is still open."""
    still_open = [one for one in progress if one.standing == "open"]
    return max(still_open, key=lambda one: one.last_at, default=None)


def last_touched(entries: Sequence[Entry], subject: str) -> float:
    """When something was last recorded of a subject, seconds since the epoch; 0 when never."""
    return max((entry.at for entry in entries if entry.subject == subject), default=0.0)
