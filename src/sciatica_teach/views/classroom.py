"""The instructor's page on screen: the rooms and plans, one room, or one plan with what could still be asked."""

from __future__ import annotations

from typing import Any

from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Card, Part, Picker

PartState = dict[str, Any]

Shown = tuple[str, type[Part], PartState]
"""Name on the page, kind and state of a part."""


class ClassroomView(AssembledView):
    """Draws whatever it is given, in order; `at` names where the instructor stands."""

    def __init__(self, handler: Handler) -> None:
        super().__init__("st-classroom", "", handler)
        self._at = ""

    def show(self, at: str, *shown: Shown) -> None:
        """Put these parts on screen; those that stay keep what is not sent yet."""
        self._at = at
        self._arrange(*(self._part(name, kind, state) for name, kind, state in shown))

    def __repr__(self) -> str:
        return f"ClassroomView(at='{self._at}')"

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()


def card(name: str, state: PartState) -> Shown:
    return name, Card, state


def picker(name: str, state: PartState) -> Shown:
    return name, Picker, state
