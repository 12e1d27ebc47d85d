"""The lesion lab's page: its menu, and the prediction or the puzzle that is open."""

from __future__ import annotations

from typing import Any

from sciatica_teach.apps.context import Context
from sciatica_teach.apps.lab_attempts import ATTEMPTS, ORDINARY, Attempt, Wanted
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.session.attempts import events_of, last_attempt, subject_of
from sciatica_teach.session.lab import Graphs, replay_prediction
from sciatica_teach.session.lab_progress import KIND, PREDICT, lab_progress
from sciatica_teach.session.lab_puzzles import replay_puzzle
from sciatica_teach.views.lab import LabMenu
from sciatica_teach.views.lab_menu import address_of
from sciatica_teach.views.page import Page
from sciatica_teach.views.words import say


class LabPage:
    """Turns actions into use-cases, saves what happened, and shows what came of it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.page = Page(self.handle, owner=context.owner, handbook=context.handbook)
        self._graphs = Graphs(context.kb.anatomy)
        self._attempt: Attempt | None = None
        self._menu: LabMenu | None = None
        self._variant = context.query.get("variant", ORDINARY)
        self._graphs.get(self._variant)  # a link to a type that does not exist says so
        wanted = Wanted.from_query(context.query)
        if wanted:
            self._show_attempt(wanted, self._find(wanted) or self._next(wanted.mode))
        else:
            self._show_menu()

    def handle(self, command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner."""
        match action.get("verb"):
            case "open":
                self._open(command_id, action)
            case "again" if self._attempt:
                alike = self._attempt.alike
                number = max(self._attempt.number + 1, self._next(alike.mode))
                self._show_attempt(alike, number, command_id, arriving=True)
            case "variant":
                self._graphs.get(str(action["variant"]))
                self._variant = str(action["variant"])
                self._show_menu()
            case "menu":
                self._show_menu()
            case verb:
                self._perform(command_id, str(verb), action)

    def _perform(self, command_id: str, verb: str, action: dict[str, Any]) -> None:
        attempt = self._attempt
        if attempt is None:
            raise NotAllowedNow(f"This page does not know the action “{verb}”.")
        try:
            attempt.play.perform(command_id, lambda state: attempt.act(state, verb, action))
        finally:
            attempt.show()  # what is refused because the record went on elsewhere shows where it stands
        self.page.tell_elsewhere(attempt.play.went_on_elsewhere)

    def _open(self, command_id: str, action: dict[str, Any]) -> None:
        """From the menu: the latest attempt of this kind that is still open, else a new one."""
        wanted = Wanted.from_query({"variant": self._variant, **action})
        if wanted is None:
            raise NotAllowedNow(f"The lab has no “{action.get('lab')}”.")
        number = self._find(wanted, is_open=True)
        if number:
            self._show_attempt(wanted, number, arriving=True)
        else:
            self._show_attempt(wanted, self._next(wanted.mode), command_id, arriving=True)

    def _show_attempt(self, wanted: Wanted, number: int, command_id: str = "", *, arriving: bool = False) -> None:
        make = ATTEMPTS[wanted.mode]
        attempt = make(self.context, self._graphs, self.handle, wanted, number, arriving=arriving)
        if command_id:  # a new attempt that somebody asked for is still there after a reload
            attempt.play.begin(command_id)
        attempt.show()
        self._attempt, self._menu = attempt, None
        self._variant = attempt.alike.variant
        level = {"level": attempt.alike.level} if attempt.alike.level else {}
        url = address_of(self._variant, lab=wanted.mode, **level)
        self.page.show(attempt.view, subject=attempt.subject, url=url, title=say("lab.page_title"))

    def _show_menu(self) -> None:
        if self._menu is None:  # on the way back from an attempt the lesson has reappeared above the lab
            self._menu = LabMenu(self.handle, arriving=self._attempt is not None)
        self._attempt = None
        self._menu.show(lab_progress(self.context.recorder.entries), self._graphs.get(self._variant))
        self.page.show(self._menu, subject="", url=address_of(self._variant), title=say("lab.lesson_title"))

    def _next(self, mode: str) -> int:
        return last_attempt(self.context.recorder.entries, KIND, mode) + 1

    def _find(self, wanted: Wanted, *, is_open: bool = False) -> int:
        """Number of the latest attempt that is wanted, others opened since or not; 0 where there is none."""
        entries = self.context.recorder.entries
        replay = replay_prediction if wanted.mode == PREDICT else replay_puzzle
        for number in range(self._next(wanted.mode) - 1, 0, -1):
            state = replay(events_of(entries, subject_of(KIND, wanted.mode, number)))
            if state is not None and wanted.fits(state) and not (is_open and state.is_done):
                return number
        return 0
