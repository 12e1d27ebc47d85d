"""One patient who is being seen: the attempt, its view, and what is saved of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from sciatica_teach.apps.case_actions import act_on_case
from sciatica_teach.apps.clinic_files import ClinicFiles
from sciatica_teach.apps.context import Context
from sciatica_teach.apps.recorder import Play
from sciatica_teach.model.cases import Case, Mode
from sciatica_teach.reasoning.draws import BAND_SEED
from sciatica_teach.session.attempts import subject_of
from sciatica_teach.session.case import CaseSession, CaseState, replay_case
from sciatica_teach.session.case_door import open_attempt
from sciatica_teach.session.case_guide import CaseGuide
from sciatica_teach.session.case_history import KIND
from sciatica_teach.session.debrief import Debrief, build_debrief
from sciatica_teach.session.next_case import read_history
from sciatica_teach.views.case import CaseView
from sciatica_teach.views.clinic import PlayView
from sciatica_teach.views.clinic_door import foot_state
from sciatica_teach.views.demo import with_rooms
from sciatica_teach.views.page import Handler


class CasePlay:
    """Carries out what the learner does with a patient, and keeps the screen in step."""

    def __init__(
        self, context: Context, files: ClinicFiles, case: Case, number: int, handler: Handler, *,
        mode: Mode = "clinic", paper: str = "", day: str = "", arriving: bool = False,
    ) -> None:
        """`mode`, `paper` and `day` are those of an attempt that begins; one that was begun keeps its own."""
        self.case = case
        self.number = number
        self.subject = subject_of(KIND, case.id, number)
        self._context = context
        self._files = files
        self._session = CaseSession(context.kb, case)
        self._play: Play[CaseState] = Play(
            context.recorder, self.subject, replay_case,
            lambda: open_attempt(self._session, mode, now=context.clock(), paper=paper, day=day))
        guide = CaseGuide(self._session, files.sampled) if self.state.mode == "guided" else None
        self._case_view = CaseView(self._session, self.subject, handler, arriving=arriving, guide=guide)
        self.view = PlayView(self._case_view, handler)
        self._redraw()

    @property
    def is_over(self) -> bool:
        return self.state.stage == "debrief"

    @property
    def state(self) -> CaseState:
        return self._play.state

    @property
    def day(self) -> int:
        """Number of the clinic day that the attempt belongs to; 0 for none."""
        number = self.state.opened.day.rpartition("/")[2]
        return int(number) if number else 0

    @property
    def went_on_elsewhere(self) -> bool:
        return self._play.went_on_elsewhere

    def begin(self, command_id: str) -> None:
        """Save that the attempt was begun, so that it is still there after a reload."""
        self._play.begin(command_id)

    def perform(self, command_id: str, action: dict[str, Any]) -> None:
        """Do what the action says, save it, and redraw."""
        context = self._context
        self._play.perform(command_id, lambda state: act_on_case(
            self._session, state, str(action.get("verb")), action, now=context.clock(), rng=context.rng(self.subject)))
        self._redraw()

    def _redraw(self) -> None:
        closes_at = self.state.opened.closes_at
        closes_in = None if closes_at is None else closes_at - self._context.clock()
        self._case_view.show(self.state, self._find_debrief(), closes_in=closes_in)
        others = [one for one in self._files.attempts_at(self.case.id) if one.number != self.number]
        foot = foot_state(self.state, others, self.day)
        self.view.set_foot(with_rooms(foot, self.case, self.state.stage) if self._context.is_demo else foot)

    def _find_debrief(self) -> Debrief | None:
        """None where it is not to be told: before the last room, sealed by a paper, or before the day is over."""
        own = self._files.find_attempt(self.case.id, self.number)
        if not self.is_over or own is None or self._files.find_state(own) != "done":
            return None
        history = read_history(
            (line.attempt.case_id, line.attempt.last_at, line.grade) for line in self._files.read_lines())
        return build_debrief(self._session, self.state, np.random.default_rng(BAND_SEED), history)
