"""The caution gate: say first what a patient's cautions forbid, then see what they change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session import caution_gate as gate
from sciatica_teach.views import caution_gate_cards as cards
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.parts import Card, Choice, Part, Picker


class CautionGateView(AssembledView):
    """A patient, a question, and after the answer what changes. It keeps no record."""

    def __init__(
        self, kb: KnowledgeBase, rng: np.random.Generator, cause_id: str = "lumbar-disc",
        flags: Sequence[str] = ("neuropathy",),
    ) -> None:
        """Begins with this patient; `rng` deals the next ones. Raises `UnknownId`."""
        self._kb, self._rng = kb, rng
        self._patient = gate.choose_patient(kb, cause_id, flags)
        self._answered: dict[gate.GatePatient, tuple[str, ...]] = {}
        self._seen = {self._patient}
        self._moves = 0
        super().__init__("st-view", "", self.handle)
        self.add_class("st-cards")
        self._show()

    def handle(self, _command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner: another patient, one of their own making, the answer."""
        match action.get("verb"):
            case "pick":
                flags = [str(flag) for flag in action["values"]["flags"]]
                self._patient = gate.choose_patient(self._kb, str(action["values"]["cause"]), flags)
                arrive = ""
            case "deal":
                self._patient = gate.deal_patient(self._kb, self._rng, self._seen)
                arrive = "patient"
            case "answer":
                self._answered[self._patient] = gate.check_answer(self._kb, [str(one) for one in action["chosen"]])
                arrive = "opened"
            case verb:
                raise NotAllowedNow(f"This gate does not know the action “{verb}”.")
        self._seen.add(self._patient)
        self._moves += 1
        self._show(arrive)

    def _show(self, arrive: str = "") -> None:
        kb, patient = self._kb, self._patient
        arrival = f"{arrive}-{self._moves}" if arrive else ""
        head = cards.patient_state(kb, patient)
        parts: list[Part] = [
            self._part("patient", Card, {**head, "arrive": arrival if arrive == "patient" else ""}),
            self._part("picker", Picker, cards.picker_state(kb, patient)),
        ]
        chosen = self._answered.get(patient)
        if chosen is None:
            parts.append(self._part("question", Choice, cards.question_state(kb, patient)))
        else:
            parts += self._opened(chosen, arrival if arrive == "opened" else "")
        self.children = tuple(parts)

    def _opened(self, chosen: Sequence[str], arrival: str) -> list[Part]:
        """The referral, where there is one, stands above the verdict; the focus goes to whatever stands first."""
        kb, opened = self._kb, gate.open_gate(self._kb, self._patient)
        states = {
            **({"refer": cards.refer_state(kb, opened)} if opened.advice.refer != "treat" else {}),
            "answer": cards.answer_state(kb, opened, chosen),
            "changes": cards.changes_state(kb, opened), "points": cards.points_state(kb, opened),
        }
        return [self._part(name, Card, {**state, "arrive": "" if at else arrival})
                for at, (name, state) in enumerate(states.items())]

    def __repr__(self) -> str:
        return f"CautionGateView(cause='{self._patient.cause_id}', flags='{', '.join(self._patient.flags)}')"

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()
