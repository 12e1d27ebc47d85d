"""The map of claims: every technique for every cause, with its standing, its grade and what lies behind them."""

from __future__ import annotations

from typing import Any

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views import claims_rows as rows
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.parts import Card, Claims, Part


class ClaimsTableView(AssembledView):
    """The map, and the card of the cell that was pressed. It keeps no record."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._map = rows.map_state(kb)
        self._chosen: tuple[str, str] | None = None
        self._pressed = 0
        super().__init__("st-view", "", self.handle)
        self.add_class("st-cards")
        self._show()

    def handle(self, _command_id: str, action: dict[str, Any]) -> None:
        """One action of the learner: a cell, or from its card back to it."""
        if action.get("verb") == "back":
            self._map = {**self._map, "back": self._pressed}
            self._show()
            return
        if action.get("verb") != "cell":
            raise NotAllowedNow(f"This map does not know the action “{action.get('verb')}”.")
        cause = self._kb.get_cause(str(action["cause"]))
        self._chosen = cause.id, self._kb.treatment.get_technique(str(action["technique"])).id
        self._pressed += 1
        self._show()

    def _show(self) -> None:
        parts: list[Part] = [self._part("map", Claims, self._map)]
        if self._chosen:
            card = rows.cell_state(self._kb, *self._chosen)
            parts.append(self._part("cell", Card, {**card, "arrive": f"claim-{self._pressed}"}))
        self.children = tuple(parts)

    def __repr__(self) -> str:
        return f"ClaimsTableView(causes={len(self._kb.causes)}, techniques={len(self._kb.treatment.techniques)})"

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()
