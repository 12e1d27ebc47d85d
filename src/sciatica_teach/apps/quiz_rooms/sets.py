"""An item set, taken from its first question to its result."""

from __future__ import annotations

from typing import Any

from sciatica_teach.apps.context import Context
from sciatica_teach.apps.quiz_rooms.exam import require_no_exam
from sciatica_teach.apps.quiz_rooms.room import chosen_in, require_certainty, require_number, unknown
from sciatica_teach.apps.recorder import Play
from sciatica_teach.session.attempts import last_attempt, subject_of
from sciatica_teach.session.one_question import PREFIX, find_set
from sciatica_teach.session.quiz import Outcome, QuizSession, QuizState, replay_quiz
from sciatica_teach.views.page import Handler
from sciatica_teach.views.quiz import QuizView
from sciatica_teach.views.words import say


class SetRoom:
    """One attempt at a set."""

    def __init__(
        self, context: Context, set_id: str, handler: Handler, *, again: str = "", arriving: bool = False
    ) -> None:
        """The latest attempt, or with the command id of `again` a new one. Raises `UnknownId` for no set."""
        self._context = context
        self._session = QuizSession(context.kb, find_set(context.kb, set_id, say("quiz.one_title")))
        attempt = max(last_attempt(context.recorder.entries, "quiz", set_id), 1)
        subject = subject_of("quiz", set_id, attempt + 1 if again else attempt)
        self._play: Play[QuizState] = Play(
            context.recorder, subject, replay_quiz, lambda: self._session.open(context.rng(subject))
        )
        if again:  # a new attempt that somebody asked for is still there after a reload
            self._play.begin(again)
        is_one = set_id.startswith(PREFIX)
        self.url = f"item={set_id.removeprefix(PREFIX)}" if is_one else f"set={set_id}"
        self.subject, self.title = subject, self._session.item_set.title
        self.set_id = set_id
        self.view = QuizView(self._session, subject, handler, arriving=arriving)
        self.view.show(self._play.state)

    def perform(self, command_id: str, verb: str, action: dict[str, Any]) -> bool:
        """Answer, ask for a hint or for the worked answer, go on."""
        self._play.perform(command_id, lambda state: self._act(state, verb, action))
        self.view.show(self._play.state)
        return self._play.went_on_elsewhere

    def _act(self, state: QuizState, verb: str, action: dict[str, Any]) -> Outcome:
        require_no_exam(self._context)
        item_id = str(action.get("item", ""))
        match verb:
            case "answer":
                certainty = require_certainty(action.get("certainty"))
                return self._session.answer(state, item_id, chosen_in(action), certainty)
            case "hint":
                return self._session.hint(state, item_id, require_number(action.get("hint")))
            case "give-up":
                return self._session.give_up(state, item_id)
            case "next":
                return self._session.go_on(state)
            case _:
                raise unknown(verb)
