"""An exam: sat, closed by hand or by the clock, and looked at again."""

from __future__ import annotations

from typing import Any

from sciatica_teach.apps.context import Context
from sciatica_teach.apps.quiz_rooms.room import chosen_in, require_certainty, require_number, unknown
from sciatica_teach.apps.recorder import Play
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.session.attempts import events_of, last_attempt, subject_of
from sciatica_teach.session.exams import EXAM, ExamSession, ExamState, replay_exam
from sciatica_teach.session.exams.session import Outcome
from sciatica_teach.views.exam import ExamView
from sciatica_teach.views.page import Handler
from sciatica_teach.views.words import say


def find_exam(context: Context) -> ExamState | None:
    """The latest exam of the record; None where there was none."""
    attempt = last_attempt(context.recorder.entries, "exam", EXAM)
    return replay_exam(events_of(context.recorder.entries, subject_of("exam", EXAM, attempt)))


def is_sitting(context: Context) -> bool:
    """Whether an exam is running now."""
    exam = find_exam(context)
    return exam is not None and not exam.closed and context.clock() < exam.closes_at


def require_no_exam(context: Context) -> None:
    """Raises `NotAllowedNow` while an exam is running: its questions must not be answered elsewhere, with feedback."""
    if is_sitting(context):
        raise NotAllowedNow(say("quiz.wait_for_exam"))


class ExamRoom:
    """One exam."""

    def __init__(self, context: Context, handler: Handler, *, begin: str = "", arriving: bool = False) -> None:
        """The latest exam, or with the command id of `begin` a new one."""
        self._context = context
        self._session = ExamSession(context.kb)
        attempt = last_attempt(context.recorder.entries, "exam", EXAM)
        self.subject = subject_of("exam", EXAM, attempt + 1 if begin else attempt)
        self._play: Play[ExamState] = Play(
            context.recorder, self.subject, replay_exam,
            lambda: self._session.open(now=context.clock(), rng=context.rng(self.subject)),
        )
        if begin:  # the clock runs from here on, whatever becomes of the page
            self._play.begin(begin)
        self.url, self.title = "mode=exam", say("exam.page_title")
        self.view = ExamView(self._session, self.subject, handler, arriving=arriving)
        self._look_at_the_clock()
        self._show()

    def perform(self, command_id: str, verb: str, action: dict[str, Any]) -> bool:
        """Answer, turn, flag, hand in. What comes after the end closes the exam and is refused in words."""
        self._look_at_the_clock()
        try:
            self._play.perform(command_id, lambda state: self._act(state, verb, action))
        finally:
            self._show()
        return self._play.went_on_elsewhere

    def _act(self, state: ExamState, verb: str, action: dict[str, Any]) -> Outcome:
        item_id, now = str(action.get("item", "")), self._context.clock()
        match verb:
            case "lay":
                certainty = require_certainty(action.get("certainty"))
                return self._session.answer(state, item_id, chosen_in(action), certainty, now=now)
            case "take-back":
                return self._session.take_back(state, item_id, now=now)
            case "turn":
                place = require_number(action.get("number")) - 1
                wanted = state.item_ids[place] if 0 <= place < len(state.item_ids) else ""
                return self._session.show(state, wanted, now=now)
            case "flag":
                return self._session.flag(state, item_id, bool(action.get("flagged")), now=now)
            case "hand-in":
                return self._session.hand_in(state)
            case "time-is-up":
                return self._session.close_if_over(state, now=now)
            case _:
                raise unknown(verb)

    def _look_at_the_clock(self) -> None:
        """Close the exam where its time is up, also when nobody was there to see it."""
        now = self._context.clock()
        if not self._play.state.closed and now >= self._play.state.closes_at:
            self._play.perform(f"time:{self.subject}", lambda state: self._session.close_if_over(state, now=now))

    def _show(self) -> None:
        self.view.show(self._play.state, now=self._context.clock())
