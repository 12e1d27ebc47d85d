"""The cases page: the menu, and the case that is being played."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import numpy as np

from sciatica_teach.apps.case_actions import act_on_case
from sciatica_teach.apps.context import Context, get_context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.apps.recorder import Play
from sciatica_teach.reasoning.draws import BAND_SEED
from sciatica_teach.session.attempts import last_attempt, subject_of
from sciatica_teach.session.case import CaseSession, CaseState, Outcome, replay_case
from sciatica_teach.session.debrief import build_debrief
from sciatica_teach.session.progress import all_progress
from sciatica_teach.views import home as pages
from sciatica_teach.views.case import CaseView
from sciatica_teach.views.menu import CardsView
from sciatica_teach.views.page import Page
from sciatica_teach.views.words import say


@guarded
def cases() -> widgets.Widget:
    """The menu of cases, or the case that the page's link names (`?case=marek`)."""
    context = get_context()
    return CasesPage(context, context.query.get("case", "")).page


@guarded
def case(case_id: str) -> widgets.Widget:
    """One case, where the learner left off."""
    return CasesPage(get_context(), case_id).page


class CasesPage:
    """Turns actions into use-cases, saves what happened, and shows what came of it."""

    def __init__(self, context: Context, case_id: str = "") -> None:
        self.context = context
        self.page = Page(self.handle, owner=context.owner)
        if case_id:
            self._open(case_id)
        else:
            self._show_menu()

    def handle(self, command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner."""
        match action.get("verb"):
            case "open":
                self._open(str(action["case"]), arriving=True)
            case "menu":
                self._show_menu()
            case "again":
                self._start(self._session.case.id, self._attempt + 1, command_id, arriving=True)
            case verb:
                self._perform(command_id, str(verb), action)

    def _perform(self, command_id: str, verb: str, action: dict[str, Any]) -> None:
        self._play.perform(command_id, lambda state: self._act(state, verb, action))
        self._redraw()
        if self._play.went_on_elsewhere:
            self.page.notify(say("notice.stale"))

    def _act(self, state: CaseState, verb: str, action: dict[str, Any]) -> Outcome:
        context = self.context
        return act_on_case(
            self._session, state, verb, action, now=context.clock(), rng=context.rng(self._play.subject))

    def _show_menu(self) -> None:
        progress = all_progress(self.context.kb, self.context.recorder.entries)
        view = CardsView("cases", [pages.menu_state(self.context.kb, progress, "case")], self.handle)
        self.page.show(view, subject="", url="", title=say("case.page_title"))

    def _open(self, case_id: str, *, arriving: bool = False) -> None:
        attempt = last_attempt(self.context.recorder.entries, "case", case_id)
        self._start(case_id, max(attempt, 1), arriving=arriving)

    def _start(self, case_id: str, attempt: int, command_id: str = "", *, arriving: bool = False) -> None:
        session = CaseSession(self.context.kb, self.context.kb.get_case(case_id))
        subject = subject_of("case", case_id, attempt)
        play: Play[CaseState] = Play(self.context.recorder, subject, replay_case, session.open)
        if command_id:  # a new attempt that somebody asked for is still there after a reload
            play.begin(command_id)
        self._session, self._attempt, self._play = session, attempt, play
        self._view = CaseView(session, subject, self.handle, arriving=arriving)
        self._redraw()
        title = say("case.page_title_one", name=session.case.patient.name)
        self.page.show(self._view, subject=subject, url=f"case={case_id}", title=title)

    def _redraw(self) -> None:
        state = self._play.state
        debrief = None
        if state.stage == "debrief":
            debrief = build_debrief(self._session, state, np.random.default_rng(BAND_SEED))
        self._view.show(state, debrief)
