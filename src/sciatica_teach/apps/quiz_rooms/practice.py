"""A round of practice, of review, or of one's own mistakes."""

from __future__ import annotations

from typing import Any

from sciatica_teach.apps.context import Context
from sciatica_teach.apps.knowing import Knowing
from sciatica_teach.apps.quiz_rooms.exam import require_no_exam
from sciatica_teach.apps.quiz_rooms.room import chosen_in, require_certainty, require_number, unknown
from sciatica_teach.apps.recorder import Play
from sciatica_teach.model.events import PracticeMode
from sciatica_teach.session.attempts import events_of, last_attempt, subject_of
from sciatica_teach.session.practice import Outcome, PracticeSession, PracticeState, replay_practice
from sciatica_teach.views.page import Handler
from sciatica_teach.views.practice import PracticeView
from sciatica_teach.views.words import say


class PracticeRoom:
    """One round."""

    def __init__(
        self, context: Context, knowing: Knowing, mode: PracticeMode, area: str, handler: Handler, *,
        command_id: str = "", anew: bool = False,
    ) -> None:
        """The round that is still running in this mode and field, or a new one; with `anew` always a new one."""
        self._context, self._knowing = context, knowing
        self._session = PracticeSession(context.kb)
        self.mode, self.area = mode, area
        self.subject = self._find_subject(anew)
        self._play: Play[PracticeState] = Play(
            context.recorder, self.subject, replay_practice,
            lambda: self._session.open(mode, area, knowing.model, now=context.clock(), rng=self._rng(0)),
        )
        # The first question was chosen for this moment: it is kept, so that a reload shows the same.
        self._play.begin(command_id or f"open:{self.subject}")
        self.url = f"mode={mode}&area={area}" if area else f"mode={mode}"
        self.title = say(f"quiz.mode.{mode}")
        self.view = PracticeView(context.kb, self.subject, handler, arriving=bool(command_id))
        self.view.show(self._play.state)

    def perform(self, command_id: str, verb: str, action: dict[str, Any]) -> bool:
        """Answer, ask for a hint or for the worked answer, go on, end."""
        self._play.perform(command_id, lambda state: self._act(state, verb, action))
        self.view.show(self._play.state)
        return self._play.went_on_elsewhere

    def _act(self, state: PracticeState, verb: str, action: dict[str, Any]) -> Outcome:
        require_no_exam(self._context)
        number = len(state.asked) if verb in ("hint", "give-up", "end") else require_number(action.get("number"))
        match verb:
            case "answer":
                certainty = require_certainty(action.get("certainty"))
                return self._session.answer(state, number, chosen_in(action), certainty)
            case "hint":
                return self._session.hint(state, self._number_of(state, action), require_number(action.get("hint")))
            case "give-up":
                return self._session.give_up(state, self._number_of(state, action))
            case "next":
                now, rng = self._context.clock(), self._rng(len(state.asked))
                return self._session.go_on(state, number, self._knowing.model, now=now, rng=rng)
            case "end":
                return self._session.end(state)
            case _:
                raise unknown(verb)

    @staticmethod
    def _number_of(state: PracticeState, action: dict[str, Any]) -> int:
        """The question that a hint is asked for: the one on screen, unless that is another by now."""
        current = state.current
        return len(state.asked) if current and current.posed.item_id == action.get("item") else 0

    def _rng(self, number: int) -> Any:
        return self._context.rng(f"{self.subject}|{number}")

    def _find_subject(self, anew: bool) -> str:
        entries = self._context.recorder.entries
        attempt = last_attempt(entries, "practice", self.mode)
        latest = subject_of("practice", self.mode, attempt)
        state = replay_practice(events_of(entries, latest))
        runs = state is not None and not state.ended and state.area == self.area
        return latest if runs and not anew else subject_of("practice", self.mode, attempt + 1)
