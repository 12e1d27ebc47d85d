"""The map of the evidence: what each finding says of each cause, and where every number comes from."""

from __future__ import annotations

from typing import Any

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.evidence import EvidenceTable
from sciatica_teach.session import evidence as choosing
from sciatica_teach.views import evidence_rows as rows
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.parts import Card, Evidence, Part, Picker


class EvidenceView(AssembledView):
    """Filters, the map, and the card of the cell that was pressed. It keeps no record."""

    def __init__(self, kb: KnowledgeBase, evidence: EvidenceTable, owner: str) -> None:
        """`owner` keeps learners on one browser apart."""
        self._store = f"{owner}:evidence"
        self._kb, self._evidence = kb, evidence
        self._selection = choosing.start(kb)
        self._chosen: tuple[str, str] | None = None
        self._pressed = 0
        super().__init__("st-view", "", self.handle)
        self.add_class("st-cards")
        self._show()

    def handle(self, _command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner: another selection, another page, a cell."""
        match action.get("verb"):
            case "pick":
                self._selection = choosing.choose(self._kb, self._selection, action["values"])
                self._chosen = None
            case "turn":
                self._selection = choosing.turn(self._selection, int(action["page"]))
                self._chosen = None
            case "cell":
                finding = self._kb.get_finding(str(action["finding"]))
                self._chosen = finding.id, self._kb.get_cause(str(action["cause"])).id
                self._pressed += 1
            case verb:
                raise NotAllowedNow(f"This map does not know the action “{verb}”.")
        self._show()

    def _show(self) -> None:
        kb, evidence = self._kb, self._evidence
        parts: list[Part] = [
            self._part("picker", Picker, rows.picker_state(kb, self._selection, self._store)),
            self._part("map", Evidence, rows.map_state(kb, evidence, self._selection)),
        ]
        if self._chosen:
            finding, cause = kb.get_finding(self._chosen[0]), kb.get_cause(self._chosen[1])
            card = rows.cell_state(kb, evidence, finding, cause, f"cell-{self._pressed}")
            parts.append(self._part("cell", Card, card))
        self.children = tuple(parts)

    def __repr__(self) -> str:
        return f"EvidenceView(causes={len(self._selection.causes)}, sign='{self._selection.sign}')"

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()
