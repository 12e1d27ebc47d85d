"""The red-flag drill: who cannot wait, patient by patient, until nobody is missed."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from sciatica_teach.apps.context import Context, get_context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.apps.recorder import Play
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.drill import DISPOSALS, Disposal
from sciatica_teach.model.events import VignetteJudged
from sciatica_teach.session.attempts import events_of, last_attempt, subject_of
from sciatica_teach.session.drill import DrillSession, DrillState, Result, replay_drill
from sciatica_teach.views.drill import DrillView
from sciatica_teach.views.page import Page
from sciatica_teach.views.words import say

KIND, THING = "drill", "red-flags"


@guarded
def red_flag_drill() -> widgets.Widget:
    """The drill, where the learner left off."""
    return DrillPage(get_context()).page


class DrillPage:
    """Turns actions into use-cases, saves what happened, and shows what came of it."""

    _play: Play[DrillState]

    def __init__(self, context: Context) -> None:
        self.context = context
        self.page = Page(self.handle, owner=context.owner, handbook=context.handbook)
        self._session = DrillSession(context.kb)
        self._start(self._find())

    def handle(self, command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner."""
        if action.get("verb") == "again":
            is_known = self.context.recorder.has(command_id)
            self._start(self._last() + (not is_known), command_id, str(action.get("only", "")))
            return
        try:
            self._play.perform(command_id, lambda state: self._act(state, action))
        finally:
            self._show()
        self.page.tell_elsewhere(self._play.went_on_elsewhere)

    def _act(self, state: DrillState, action: dict[str, Any]) -> Result:
        match action.get("verb"):
            case "judge":
                return self._session.judge(state, str(action["vignette"]), _require_disposal(action["disposal"]))
            case "next":
                return self._session.go_on(state)
            case verb:
                raise NotAllowedNow(f"This page does not know the action “{verb}”.")

    def _last(self) -> int:
        return last_attempt(self.context.recorder.entries, KIND, THING)

    def _find(self) -> int:
        """The latest round, or a new one where the content has lost somebody of the latest."""
        last = self._last()
        state = replay_drill(events_of(self.context.recorder.entries, subject_of(KIND, THING, last)))
        known = self.context.kb.vignette_by_id
        return last if state and all(name in known for name in state.vignette_ids) else last + 1

    def _met(self) -> tuple[str, ...]:
        """Everybody judged so far, in any round, the latest decision last."""
        events = (entry.event for entry in self.context.recorder.entries)
        return tuple(event.vignette_id for event in events if isinstance(event, VignetteJudged))

    def _start(self, number: int, command_id: str = "", only: str = "short") -> None:
        """Round `number`: a short one, `only` those missed in the last one, or everybody."""
        subject = subject_of(KIND, THING, number)
        missed = self._play.state.missed if only == "missed" else ()

        def open_round() -> Result:
            rng = self.context.rng(subject)
            return self._session.open_short(rng, self._met()) if only == "short" else self._session.open(rng, missed)

        play = Play(self.context.recorder, subject, replay_drill, open_round)
        if command_id:  # a round that somebody asked for is still there after a reload
            play.begin(command_id)
        self._play = play
        self._view = DrillView(self._session, subject, number, self.handle, arriving=bool(command_id))
        self._show()
        self.page.embed(self._view, subject=subject)

    def _show(self) -> None:
        met = {*self._met()}
        self._view.show(self._play.state, sum(one.id not in met for one in self.context.kb.vignettes))


def _require_disposal(given: object) -> Disposal | None:
    """The decision; None where time was up. Raises `NotAllowedNow` for anything else."""
    if given is None:
        return None
    found: Disposal | None = next((one for one in DISPOSALS if one == given), None)
    if found is None:
        raise NotAllowedNow(say("drill.missing"))
    return found
