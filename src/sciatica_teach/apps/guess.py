"""Guess, then see: one stream of updates for each learner."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import numpy as np

from sciatica_teach.apps.context import Context, get_context
from sciatica_teach.apps.engine import get_sampled
from sciatica_teach.apps.guard import guarded
from sciatica_teach.apps.recorder import Play
from sciatica_teach.errors import BadSubmission, NotAllowedNow
from sciatica_teach.model.events import Event
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.session.attempts import subject_of
from sciatica_teach.session.guesses import GuessesState, GuessSession, replay_guesses
from sciatica_teach.views.guess import GuessView
from sciatica_teach.views.page import Page

SUBJECT = subject_of("guess", "stream", 1)


@guarded
def guess_then_see() -> widgets.Widget:
    """A stream of single updates: say how far a finding moves a share, then see how far it should."""
    return GuessPage(get_context(), get_sampled()).page


class GuessPage:
    """Turns actions into use-cases, saves what happened, and shows what came of it."""

    def __init__(self, context: Context, sampled: SampledTable) -> None:
        """`sampled`: the rates of the context's content, drawn once."""
        self.context = context
        self.session = GuessSession(context.kb, sampled)
        self.page = Page(self.handle, owner=context.owner, handbook=context.handbook)
        self.play: Play[GuessesState] = Play(
            context.recorder, SUBJECT, replay_guesses, lambda: self.session.open(self._rng(1)))
        self.view = GuessView(self.session, SUBJECT, self.handle)
        self.view.show(self.play.state)
        self.page.embed(self.view, subject=SUBJECT)

    def handle(self, command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner."""
        try:
            self.play.perform(command_id, lambda state: self._act(state, action))
        finally:
            self.view.show(self.play.state)  # what came too late is refused, and shows where the record stands
        self.page.tell_elsewhere(self.play.went_on_elsewhere)

    def _act(self, state: GuessesState, action: dict[str, Any]) -> tuple[GuessesState, tuple[Event, ...]]:
        match action.get("verb"):
            case "state":
                return self.session.state_share(state, _whole(action, "number"), _whole(action, "percent"))
            case "next":
                after = _whole(action, "after")
                return self.session.go_on(state, after, self._rng(after + 1))
            case verb:
                raise NotAllowedNow(f"This page does not know the action “{verb}”.")

    def _rng(self, number: int) -> np.random.Generator:
        return self.context.rng(f"{SUBJECT}/{number}")


def _whole(action: dict[str, Any], name: str) -> int:
    value = action.get(name)
    if not isinstance(value, int):
        raise BadSubmission(f"“{name}” has to be a whole number.")
    return value
