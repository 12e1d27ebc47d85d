"""What a record amounts to, for the home page: where you left off, what is done, what is still new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sciatica_teach.model.events import Entry
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.attempts import events_of, last_attempt, subject_of
from sciatica_teach.session.case_history import Attempt, latest_of, list_attempts
from sciatica_teach.session.case_state import is_time_up
from sciatica_teach.session.clinic_day import Day, find_days
from sciatica_teach.session.quiz import replay_quiz

Standing = Literal["new", "open", "done"]


@record
class Progress:
    """How one case, one clinic day, one item set, or one widget of a lesson stands."""

    kind: Literal["case", "day", "quiz", "lesson"]
    id: str
    """Of a day, its number."""
    title: str
    """As the content has it; empty for a patient who was made up, a day, and a widget of a lesson."""
    standing: Standing
    detail: str
    """The room of an open case; "3 of 8" of a quiz and of a day; what was earned of a finished quiz."""
    last_at: float
    """When it was last touched, seconds since the epoch; 0 when never."""


def progress_of_cases(kb: KnowledgeBase, entries: Sequence[Entry], now: float) -> tuple[Progress, ...]:
    """How every authored case stands in its latest attempt, then every other patient of the record.

    `now` in seconds since the epoch: an exam whose time is up is done, although nobody was there to end it.
    """
    latest = latest_of(list_attempts(entries))
    others = tuple(case_id for case_id in latest if case_id not in kb.case_by_id)
    return tuple(_progress_of_case(kb, case_id, latest.get(case_id), now) for case_id in (*kb.case_by_id, *others))


def _progress_of_case(kb: KnowledgeBase, case_id: str, attempt: Attempt | None, now: float) -> Progress:
    standing: Standing = (
        "new" if attempt is None else "done" if attempt.is_done or is_time_up(attempt.state, now) else "open")
    authored = kb.case_by_id.get(case_id)
    return Progress(
        kind="case", id=case_id, title=authored.title if authored else "", standing=standing,
        detail=attempt.state.stage if attempt else "", last_at=attempt.last_at if attempt else 0.0,
    )


def progress_of_day(day: Day) -> Progress:
    """How a clinic day stands."""
    return Progress(
        kind="day", id=str(day.number), title="", standing="done" if day.is_over else "open",
        detail=f"{day.seen} of {len(day.chairs)}", last_at=day.last_at,
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


def all_progress(kb: KnowledgeBase, entries: Sequence[Entry], now: float) -> tuple[Progress, ...]:
    """Every case, then every clinic day that was begun, then every item set; `now` in seconds since the epoch."""
    days = find_days(entries, list_attempts(entries))
    return (
        *progress_of_cases(kb, entries, now),
        *(progress_of_day(day) for day in days),
        *(progress_of_quiz(kb, entries, item_set.id) for item_set in kb.item_sets),
    )


def find_left_off(progress: Sequence[Progress]) -> Progress | None:
    """What was touched last and is still open."""
    still_open = [one for one in progress if one.standing == "open"]
    return max(still_open, key=lambda one: one.last_at, default=None)


def last_touched(entries: Sequence[Entry], subject: str) -> float:
    """When something was last recorded of a subject, seconds since the epoch; 0 when never."""
    return max((entry.at for entry in entries if entry.subject == subject), default=0.0)
