"""The chain of reasoning inside a case: built after the decision to treat, marked at once where the case is guided."""

from __future__ import annotations

from sciatica_teach.model.cases import Mode
from sciatica_teach.model.chains import ChainGrade
from sciatica_teach.session.chains import ChainState
from sciatica_teach.views import blocks
from sciatica_teach.views.chain import ChainBody
from sciatica_teach.views.parts import Part
from sciatica_teach.views.words import say


class CaseChainView(ChainBody):
    """The chain room of a case."""

    def show(self, state: ChainState, mode: Mode, *, may_leave: bool = False) -> None:
        """Redraw from the state of the chain. `may_leave`: the patient is referred, and need not be treated as well."""
        arrive = self._arrive(state)
        grade = self._session.find_grade(state)
        chain = self._chain(state, grade)
        if mode != "guided":  # nothing is told before the debrief
            note = {**chain.state["submit"], "label": say("case.chain_commit"), "note": say("case.chain_note")}
            chain.state = {**chain.state, "hint": say("case.chain_hint"), "submit": note}
        letter = [self._letter(state)] if may_leave else []
        self.children = (self._safety(state, grade, arrive), *letter, chain, *self._onward(grade))

    def _letter(self, state: ChainState) -> Part:
        """The way past the chain. It keeps its place when it is done with, or what follows would be made anew."""
        leave = blocks.button(say("case.letter_only"), "leave-chain", confirm=say("case.letter_confirm"))
        card = self._card("chain-letter", {
            "tone": "info", "title": say("case.letter_title"), "level": 3,
            "blocks": [blocks.text(say("case.letter_text")), blocks.buttons(leave)],
        })
        card.layout.display = "none" if state.step == "graded" else None
        return card

    def _onward(self, grade: ChainGrade | None) -> list[Part]:
        if grade is None:
            return []
        onward = blocks.buttons(blocks.button(say("case.to_plan"), "go-on", primary=True))
        return [self._card("chain-onward", {"tone": "bare", "blocks": [onward]})]
