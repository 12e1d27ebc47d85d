"""A case on screen: the patient, the room, the belief, and at the end the debrief."""

from __future__ import annotations

import ipywidgets as widgets

from sciatica_teach.session.case import CaseSession, CaseState
from sciatica_teach.session.case_guide import CaseGuide
from sciatica_teach.session.debrief import Debrief
from sciatica_teach.views import case_rooms, debrief_cards, follow_up
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.case_chain import CaseChainView
from sciatica_teach.views.case_guide import compared_state, worth_note
from sciatica_teach.views.follow_up_review import follow_up_cards
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Belief, Card, Choice, Part, Plot, Questions, Sheet, Stages
from sciatica_teach.views.words import say


class CaseView(AssembledView):
    """Draws a case from its state alone. `show` may be called with any state at any time."""

    def __init__(
        self, session: CaseSession, subject: str, handler: Handler, *, arriving: bool = False,
        guide: CaseGuide | None = None,
    ) -> None:
        """`arriving`: the learner has just come here from a menu, so the focus is put on the title.

        `guide` speaks in cases that are played guided; without it they are silent.
        """
        self._session = session
        self._guide = guide
        self._stage = ""
        self._arrive = subject if arriving else ""
        self._chain: CaseChainView | None = None
        self._first_visit = 0
        super().__init__("st-case", subject, handler)

    def show(self, state: CaseState, debrief: Debrief | None = None, *, closes_in: float | None = None) -> None:
        """Redraw. In the last room a debrief is shown; without one the paper is sealed.

        `closes_in` is how many seconds an exam still has.

        Within a room only the states of its parts change: new containers would be new elements in the browser, and the
        learner would lose the focus, the open groups and what is typed but not sent.
        """
        parts = self._parts(state, debrief, closes_in)
        if state.stage != self._stage:
            self._stage = state.stage
            title = case_rooms.title_state(self._session, state.mode)
            head = self._part("title", Card, {**title, "arrive": self._arrive})
            self.children = (head, parts.pop("stages"), self._lay_out(parts, wide=state.stage == "debrief"))

    def _parts(self, state: CaseState, debrief: Debrief | None, closes_in: float | None) -> dict[str, widgets.Widget]:
        """Every part of the room, with its present state."""
        session = self._session
        parts: dict[str, widgets.Widget] = {
            "stages": self._part("stages", Stages, case_rooms.stages_state(state, closes_in))}
        if state.stage == "debrief":
            return {**parts, **self._debrief(state, debrief)}
        parts["patient"] = self._part("patient", Card, case_rooms.patient_state(session, state))
        if case_rooms.is_asking(state.stage):
            parts |= self._asking(state)
        elif state.stage == "decide":
            parts["decide"] = self._part("decide", Choice, case_rooms.decide_state())
        elif state.stage == "chain":
            parts["chain"] = self._show_chain(state)
        elif state.stage == "follow-up":
            parts |= self._follow_up(state)
        else:
            parts["plan"] = self._part("plan", Choice, case_rooms.plan_state(session))
        parts["notes"] = self._part("notes", Card, case_rooms.notebook_state(session, state))
        return parts

    def _asking(self, state: CaseState) -> dict[str, widgets.Widget]:
        """Questions and belief; guided, what each was worth, and the reference beside the committed belief."""
        session, guide = self._session, self._guide if state.mode == "guided" else None
        notes = {
            finding_id: worth_note(session.kb, finding_id, value)
            for finding_id, value in (guide.worth(state) if guide else {}).items()
        }
        parts: dict[str, widgets.Widget] = {
            "questions": self._part("questions", Questions, case_rooms.questions_state(session, state, notes)),
            "belief": self._part("belief", Belief, case_rooms.belief_state(session, state)),
        }
        if guide is not None:
            parts["guide"] = self._show_guide(guide, state)
        return parts

    def _show_guide(self, guide: CaseGuide, state: CaseState) -> Part:
        """Its place is always there: whatever follows a new element is made anew in the browser."""
        compared = guide.compare(state)
        told = compared_state(self._session.kb, compared, guide.open_must_asks(state)) if compared else {}
        card = self._part("guide", Card, {"tone": "bare", **told})
        card.layout.display = None if told else "none"
        return card

    def _show_chain(self, state: CaseState) -> widgets.Widget:
        if self._chain is None:
            self._chain = CaseChainView(self._session.chains, self._subject, self._handler)
        if state.chain is not None:
            self._chain.show(state.chain, state.mode, may_leave=state.disposition == "routine")
        return self._chain

    def _follow_up(self, state: CaseState) -> dict[str, widgets.Widget]:
        """One later visit. The focus goes to it where it follows another one while the page is open."""
        number = state.visits[-1].opened.visit
        self._first_visit = self._first_visit or number
        shown = follow_up.visit_parts(self._session, state)
        shown["visit"]["arrive"] = f"visit-{number}" if number != self._first_visit else ""
        kinds: dict[str, type[Part]] = {"visit": Card, "pain": Plot, "ask": Questions, "choice": Choice}
        hidden = "none" if not shown["ask"] else None
        if hidden:
            shown["ask"] = {"groups": []}
        parts = {name: self._part(f"later-{name}", kind, shown[name]) for name, kind in kinds.items()}
        parts["ask"].layout.display = hidden
        return parts

    def _debrief(self, state: CaseState, debrief: Debrief | None) -> dict[str, widgets.Widget]:
        if debrief is None:
            return {"sealed": self._part("sealed", Card, case_rooms.sealed_state(state))}
        kb, case = self._session.kb, self._session.case
        cards = debrief_cards.all_cards(kb, case, debrief, follow_up_cards(self._session, state))
        sheet = self._part("debrief-sheet", Sheet, debrief_cards.sheet_state(case))
        return {"sheet": sheet} | {
            name: self._part(f"debrief-{name}", Plot if "figure" in shown else Card, shown) for name, shown in cards
        }

    def _lay_out(self, parts: dict[str, widgets.Widget], *, wide: bool) -> widgets.Widget:
        """The parts of a room in their containers: one column for the debrief, two for the rooms before it."""
        if not wide:
            aside = [parts[name] for name in ("belief", "guide", "notes") if name in parts]
            return _box("st-columns", _box("st-chief", *(p for p in parts.values() if p not in aside)),
                        _box("st-aside", *aside))
        return _box("st-debrief", *parts.values())

    def __repr__(self) -> str:
        return say("case.repr", case=self._session.case.id, stage=self._stage)


def _box(name: str, *children: widgets.Widget) -> widgets.Widget:
    box = widgets.VBox(children)
    box.add_class(name)
    return box
