"""Guess, then see on screen: one patient at a time, drawn from the state alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sciatica_teach.session.guesses import GuessesState, GuessSession
from sciatica_teach.views import guess_cards as cards
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.guess_progress import reaction_state, standing_card
from sciatica_teach.views.guess_why import why_card
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Card, Part, Plot, Shift
from sciatica_teach.views.words import say


class GuessView(AssembledView):
    """The patient, the question, and after the answer what was due, why, and what must be done whatever is due."""

    def __init__(self, session: GuessSession, subject: str, handler: Handler) -> None:
        self._session = session
        self._at = ""
        super().__init__("st-guess", subject, handler)

    def show(self, state: GuessesState) -> None:
        """Redraw from the state."""
        step = "ask" if state.current.stated is None else "seen"
        at = f"{step}-{state.number}"
        arrive = at if self._at not in {"", at} else ""  # only where the learner has just gone on
        self._at = at
        parts = [self._card("guess-head", cards.head_card())]
        if self._session.can_show(state.current.posed):
            parts += self._update(state, arrive)
        else:
            parts.append(self._card("guess-gone", cards.gone_card(state), arrive))
        self.children = (*parts, *self._so_far(state))

    def _update(self, state: GuessesState, arrive: str) -> Iterator[Part]:
        question = self._part("guess-question", Shift, cards.question_state(self._session, state))
        if state.current.stated is None:
            yield self._card("guess-patient", cards.patient_card(self._session, state), arrive)
            yield question
            return
        yield self._card("guess-patient", cards.patient_card(self._session, state))
        yield from self._result(state, arrive)
        yield question
        yield self._card("guess-why", why_card(self._session, state.current.posed))

    def _result(self, state: GuessesState, arrive: str) -> Iterator[Part]:
        """What must be done stands above the marks, and the focus goes to whatever stands first."""
        stated, reference = state.current.stated, self._session.find_reference(state)
        if stated is None or reference is None:
            return
        safety = self._session.find_safety(state)
        if safety is not None:
            yield self._card("guess-safety", cards.safety_card(self._session.kb, safety), arrive)
        result = cards.result_card(state, stated, reference)
        yield self._card("guess-result", result, "" if safety else arrive)

    def _so_far(self, state: GuessesState) -> Iterator[Part]:
        if state.answered:
            yield self._card("guess-standing", standing_card(state))
        if state.reaction is not None:
            yield self._part("guess-reaction", Plot, reaction_state(self._session.kb, state, state.reaction))

    def _card(self, name: str, state: dict[str, Any], arrive: str = "") -> Part:
        return self._part(name, Card, {**state, "arrive": arrive})

    def __repr__(self) -> str:
        return say("guess.repr", at=self._at)
