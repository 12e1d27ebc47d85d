"""The clinic on screen, apart from the play itself: front, door, waiting room, history. Each is a list of parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import ipywidgets as widgets

from sciatica_teach.model.cases import Case
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Card, Part
from sciatica_teach.views.words import say

PartState = dict[str, Any]


class Shown(NamedTuple):
    """A part of a page of the clinic."""

    name: str
    kind: type[Part]
    state: PartState
    is_half: bool = False
    """It leaves room for another one beside it, where the page is wide."""


class ClinicView(AssembledView):
    """Draws parts one below the other; `name` is what its repr shows."""

    def __init__(self, name: str, handler: Handler, *, is_apart: bool = False) -> None:
        """`is_apart`: the page is about one thing, so the lesson around it is hidden."""
        super().__init__("st-clinic", "", handler)
        self._name = name
        self._shown: tuple[Part, ...] = ()
        if is_apart:
            self.add_class("st-case")

    def show(self, shown: Sequence[Shown]) -> None:
        """Redraw; the parts have the same places every time."""
        made = tuple(self._make(one) for one in shown)
        if made != self._shown:
            self._shown = made
            self.children = made

    def _make(self, one: Shown) -> Part:
        part = self._part(one.name, one.kind, one.state)
        if one.is_half:
            part.add_class("st-half")
        return part

    def __repr__(self) -> str:
        return say("clinic.repr", name=self._name)


class PlayView(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """A patient, and below the way back to the clinic."""

    def __init__(self, view: widgets.Widget, handler: Handler) -> None:
        self._view = view
        self._foot = Card(state={"subject": "", "id": "leave", "tone": "bare", "blocks": []})
        self._foot.on_action(handler)
        super().__init__([view, self._foot])
        self.add_class("st-played")

    def set_foot(self, state: PartState) -> None:
        """What stands below the patient."""
        whole = {"subject": "", "id": "leave", **state}
        if self._foot.state != whole:
            self._foot.state = whole

    def __repr__(self) -> str:
        return repr(self._view)

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()


def name_patient(case: Case) -> str:
    """Who it is: "Marek, 41, van driver"."""
    patient = case.patient
    return say("case.patient", name=patient.name, age=patient.age, occupation=patient.occupation)


def name_decisions(case: Case) -> str:
    """Every decision that is right."""
    return say("clinic.or").join(say(f"urgency.{urgency}") for urgency in case.decision.right)


def date_words(at: float) -> str:
    """The day of a time in seconds since the epoch, in UTC."""
    day = datetime.fromtimestamp(at, tz=UTC)
    return say("clinic.date", day=day.day, month=say(f"course.month.{day.month}"), year=day.year)
