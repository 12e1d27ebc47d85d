"""The quiz page: the menu of item sets, and the set that is being taken."""

from __future__ import annotations

from typing import Any, get_args

import ipywidgets as widgets

from sciatica_teach.apps.context import Context, get_context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.apps.recorder import Play
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.events import Certainty
from sciatica_teach.session.attempts import last_attempt, subject_of
from sciatica_teach.session.progress import all_progress
from sciatica_teach.session.quiz import QuizSession, QuizState, replay_quiz
from sciatica_teach.views import home as pages
from sciatica_teach.views.menu import CardsView
from sciatica_teach.views.page import Page
from sciatica_teach.views.quiz import QuizView
from sciatica_teach.views.words import say


@guarded
def quizzes() -> widgets.Widget:
    """The menu of item sets, or the set that the page's link names (`?set=first-steps`)."""
    context = get_context()
    return QuizPage(context, context.query.get("set", "")).page


@guarded
def quiz(set_id: str) -> widgets.Widget:
    """One item set, where the learner left off."""
    return QuizPage(get_context(), set_id).page


class QuizPage:
    """Turns actions into use-cases, saves what happened, and shows what came of it."""

    def __init__(self, context: Context, set_id: str = "") -> None:
        self.context = context
        self.page = Page(self.handle, owner=context.owner)
        if set_id:
            self._open(set_id)
        else:
            self._show_menu()

    def handle(self, command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner."""
        match action.get("verb"):
            case "open":
                self._open(str(action["quiz"]))
            case "menu":
                self._show_menu()
            case "again":
                self._start(self._session.item_set.id, self._attempt + 1, command_id)
            case verb:
                self._perform(command_id, str(verb), action)

    def _perform(self, command_id: str, verb: str, action: dict[str, Any]) -> None:
        self._play.perform(command_id, lambda state: self._act(state, verb, action))
        self._view.show(self._play.state)
        self.page.tell_elsewhere(self._play.went_on_elsewhere)

    def _act(self, state: QuizState, verb: str, action: dict[str, Any]) -> Any:
        match verb:
            case "answer":
                certainty = _require_certainty(action.get("certainty"))
                chosen = [str(one) for one in action["chosen"]]
                return self._session.answer(state, str(action["item"]), chosen, certainty)
            case "next":
                return self._session.go_on(state)
            case _:
                raise NotAllowedNow(f"This page does not know the action “{verb}”.")

    def _show_menu(self) -> None:
        progress = all_progress(self.context.kb, self.context.recorder.entries, self.context.clock())
        view = CardsView("quizzes", [pages.menu_state(self.context.kb, progress)], self.handle)
        self.page.show(view, subject="", url="", title=say("quiz.page_title"))

    def _open(self, set_id: str) -> None:
        attempt = last_attempt(self.context.recorder.entries, "quiz", set_id)
        self._start(set_id, max(attempt, 1))

    def _start(self, set_id: str, attempt: int, command_id: str = "") -> None:
        session = QuizSession(self.context.kb, self.context.kb.get_item_set(set_id))
        subject = subject_of("quiz", set_id, attempt)
        play: Play[QuizState] = Play(
            self.context.recorder, subject, replay_quiz, lambda: session.open(self.context.rng(subject))
        )
        if command_id:  # a new attempt that somebody asked for is still there after a reload
            play.begin(command_id)
        self._session, self._attempt, self._play = session, attempt, play
        self._view = QuizView(self._session, subject, self.handle)
        self._view.show(self._play.state)
        self.page.show(self._view, subject=subject, url=f"set={set_id}", title=session.item_set.title)


def _require_certainty(given: object) -> Certainty:
    found = next((level for level in get_args(Certainty) if level == given), None)
    if found is None:
        raise NotAllowedNow(say("certainty.missing"))
    level: Certainty = found
    return level
