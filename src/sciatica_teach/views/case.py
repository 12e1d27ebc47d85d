"""A case on screen: the patient, the room, the belief, and at the end the debrief."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from sciatica_teach.session.case import CaseSession, CaseState
from sciatica_teach.session.debrief import Debrief
from sciatica_teach.views import case_rooms, debrief_cards
from sciatica_teach.views.figure import BeliefFigure
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Belief, Card, Choice, Part, Questions, Stages
from sciatica_teach.views.words import say


class CaseView(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """Draws a case from its state alone. `show` may be called with any state at any time."""

    def __init__(self, session: CaseSession, subject: str, handler: Handler) -> None:
        self._session = session
        self._subject = subject
        self._handler = handler
        self._made: dict[str, Part] = {}
        self._stage = ""
        super().__init__()
        self.add_class("st-case")

    def show(self, state: CaseState, debrief: Debrief | None = None) -> None:
        """Redraw. `debrief` is needed in the last room only."""
        self._stage = state.stage
        head = self._part("stages", Stages, case_rooms.stages_state(state))
        self.children = (self._title(), head, *self._room(state, debrief))

    def _title(self) -> Part:
        return self._part("title", Card, {
            "tone": "bare", "eyebrow": case_rooms.eyebrow(self._session),
            "title": f"“{self._session.case.title}”", "level": 1, "blocks": [],
        })

    def _room(self, state: CaseState, debrief: Debrief | None) -> tuple[widgets.Widget, ...]:
        if state.stage == "debrief" and debrief is not None:
            return self._debrief(debrief)
        patient = self._part("patient", Card, case_rooms.patient_state(self._session, state))
        notes = self._part("notes", Card, case_rooms.notebook_state(self._session, state))
        if case_rooms.is_asking(state.stage):
            questions = self._part("questions", Questions, case_rooms.questions_state(self._session, state))
            belief = self._part("belief", Belief, case_rooms.belief_state(self._session, state))
            return (self._columns([patient, questions], [belief, notes]),)
        name, made = ("decide", case_rooms.decide_state()) if state.stage == "decide" else (
            "plan", case_rooms.plan_state(self._session))
        return (self._columns([patient, self._part(name, Choice, made)], [notes]),)

    def _debrief(self, debrief: Debrief) -> tuple[widgets.Widget, ...]:
        kb, case = self._session.kb, self._session.case
        cards = debrief_cards.all_cards(kb, case, debrief)
        drawn: list[widgets.Widget] = []
        for name, state in cards:
            drawn.append(self._part(f"debrief-{name}", Card, state))
            if name == "path" and debrief.path:
                drawn.append(BeliefFigure(debrief, kb, kb.get_cause(case.truth).name))
        column = widgets.VBox(drawn)
        column.add_class("st-debrief")
        return (column,)

    def _columns(self, main: list[Part], aside: list[Part]) -> widgets.Widget:
        left, right = widgets.VBox(main), widgets.VBox(aside)
        left.add_class("st-chief")
        right.add_class("st-aside")
        grid = widgets.Box([left, right])
        grid.add_class("st-columns")
        return grid

    def _part(self, name: str, kind: type[Part], state: dict[str, Any]) -> Part:
        """The part called `name` with this state: made once, then only its state changes."""
        whole = {"subject": self._subject, "id": name, **state}
        if name not in self._made:
            self._made[name] = kind(state=whole)
            self._made[name].on_action(self._handler)
        elif self._made[name].state != whole:
            self._made[name].state = whole
        return self._made[name]

    def __repr__(self) -> str:
        return say("case.repr", case=self._session.case.id, stage=self._stage)
