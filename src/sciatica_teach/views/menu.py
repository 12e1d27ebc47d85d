"""A view made of cards only: menus, the home page, a cause, a failure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Card


class CardsView(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """A column of cards; `name` is what its repr shows."""

    def __init__(self, name: str, states: Sequence[dict[str, Any]], handler: Handler | None = None) -> None:
        self._name = name
        cards = []
        for index, state in enumerate(states):
            card = Card(state={"subject": "", "id": f"{name}-{index}", **state})
            if handler is not None:
                card.on_action(handler)
            cards.append(card)
        super().__init__(cards)
        self.add_class("st-cards")

    def __repr__(self) -> str:
        return f"CardsView(name='{self._name}', cards={len(self.children)})"
