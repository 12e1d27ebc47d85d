"""The red-flag drill on screen: a patient, the decision, what came of it, and at the end the whole run."""

from __future__ import annotations

from collections.abc import Sequence

from sciatica_teach.session.drill import DrillSession, DrillState
from sciatica_teach.views import drill_pages
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Card, Drill, Part
from sciatica_teach.views.words import say


class DrillView(AssembledView):
    """Draws a run of the drill from its state alone."""

    def __init__(
        self, session: DrillSession, subject: str, number: int, handler: Handler, *, arriving: bool = False
    ) -> None:
        """`number` counts the learner's runs; `arriving`: a button has just led here, so the focus follows."""
        self._session, self._number = session, number
        self._at, self._unmet = "", 0
        self._arriving = arriving
        super().__init__("st-drill-view", subject, handler)

    def show(self, state: DrillState, unmet: int = 0) -> None:
        """Redraw from the state; `unmet` patients of the content were never judged, in any round."""
        self._unmet = unmet
        before, self._at = self._at, self._name(state)
        arrive = "head" if self._arriving and not before else ""
        head = self._card("drill-head", drill_pages.head_state(self._session, state, self._number), arrive=arrive)
        self.children = (head, *self._below(state, before))

    def _below(self, state: DrillState, before: str) -> Sequence[Part]:
        if state.is_finished and not before:  # whoever comes back to a finished round has left its last patient behind
            return (self._result(state),)
        patient = self._part("drill-patient", Drill, drill_pages.patient_state(self._session, state))
        return (patient, *self._verdict(state, self._at if before not in ("", self._at) else ""))

    def _verdict(self, state: DrillState, moved: str) -> Sequence[Part]:
        outcome = self._session.find_outcome(state)
        if outcome is None:
            return ()
        verdict = drill_pages.verdict_state(self._session, state, outcome)
        card = self._card("drill-verdict", verdict, arrive=f"{moved}-{len(state.judged)}" if moved else "")
        return (card, self._result(state)) if state.is_finished else (card,)

    def _result(self, state: DrillState) -> Part:
        return self._card("drill-result", drill_pages.result_state(self._session, state, self._unmet))

    def _card(self, name: str, state: drill_pages.PartState, *, arrive: str = "") -> Part:
        return self._part(name, Card, {**state, "arrive": arrive})

    def _name(self, state: DrillState) -> str:
        if state.is_finished:
            return "result"
        return "patient" if state.is_open else "verdict"

    def __repr__(self) -> str:
        return say("drill.repr", at=self._at)
