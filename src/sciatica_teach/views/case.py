"""A case on screen: the patient, the room, the belief, and at the end the debrief."""

from __future__ import annotations

import ipywidgets as widgets

from sciatica_teach.session.case import CaseSession, CaseState
from sciatica_teach.session.debrief import Debrief
from sciatica_teach.views import case_rooms, debrief_cards
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Belief, Card, Choice, Part, Plot, Questions, Stages
from sciatica_teach.views.words import say


class CaseView(AssembledView):
    """Draws a case from its state alone. `show` may be called with any state at any time."""

    def __init__(self, session: CaseSession, subject: str, handler: Handler, *, arriving: bool = False) -> None:
        """`arriving`: the learner has just come here from a menu, so the focus is put on the title."""
        self._session = session
        self._stage = ""
        self._arrive = subject if arriving else ""
        super().__init__("st-case", subject, handler)

    def show(self, state: CaseState, debrief: Debrief | None = None) -> None:
        """Redraw. `debrief` is needed in the last room only.

        Within a room only the states of its parts change: new containers would be new elements in the browser, and the
        learner would lose the focus, the open groups and what is typed but not sent.
        """
        parts = self._parts(state, debrief)
        if state.stage != self._stage:
            self._stage = state.stage
            head = self._part("title", Card, {**case_rooms.title_state(self._session), "arrive": self._arrive})
            self.children = (head, parts.pop("stages"), self._lay_out(parts, debrief))

    def _parts(self, state: CaseState, debrief: Debrief | None) -> dict[str, Part]:
        """Every part of the room, with its present state."""
        session = self._session
        parts = {"stages": self._part("stages", Stages, case_rooms.stages_state(state))}
        if state.stage == "debrief":
            if debrief is not None:
                cards = debrief_cards.all_cards(session.kb, session.case, debrief)
                parts |= {name: self._part(f"debrief-{name}", Plot if "figure" in shown else Card, shown)
                          for name, shown in cards}
            return parts
        parts["patient"] = self._part("patient", Card, case_rooms.patient_state(session, state))
        if case_rooms.is_asking(state.stage):
            parts["questions"] = self._part("questions", Questions, case_rooms.questions_state(session, state))
            parts["belief"] = self._part("belief", Belief, case_rooms.belief_state(session, state))
        elif state.stage == "decide":
            parts["decide"] = self._part("decide", Choice, case_rooms.decide_state())
        else:
            parts["plan"] = self._part("plan", Choice, case_rooms.plan_state(session))
        parts["notes"] = self._part("notes", Card, case_rooms.notebook_state(session, state))
        return parts

    def _lay_out(self, parts: dict[str, Part], debrief: Debrief | None) -> widgets.Widget:
        """The parts of a room in their containers: one column for the debrief, two for the rooms before it."""
        if debrief is None:
            aside = [parts[name] for name in ("belief", "notes") if name in parts]
            return _box("st-columns", _box("st-chief", *(p for p in parts.values() if p not in aside)),
                        _box("st-aside", *aside))
        return _box("st-debrief", *parts.values())

    def __repr__(self) -> str:
        return say("case.repr", case=self._session.case.id, stage=self._stage)


def _box(name: str, *children: widgets.Widget) -> widgets.Widget:
    box = widgets.VBox(children)
    box.add_class(name)
    return box
