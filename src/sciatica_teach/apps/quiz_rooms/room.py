"""What every room of the quiz page has."""

from __future__ import annotations

from typing import Any, Protocol, get_args

import ipywidgets as widgets

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.events import Certainty
from sciatica_teach.views.words import say


class Room(Protocol):
    """One attempt, on screen."""

    @property
    def subject(self) -> str:
        """What the record calls it."""

    @property
    def url(self) -> str:
        """The query that leads back to it."""

    @property
    def title(self) -> str: ...

    @property
    def view(self) -> widgets.Widget: ...

    def perform(self, command_id: str, verb: str, action: dict[str, Any]) -> bool:
        """Do what the learner asked and show it. Returns whether another tab had gone on with it."""


def require_certainty(given: object) -> Certainty:
    """One of the three levels. Raises `NotAllowedNow` where none was chosen."""
    found = next((level for level in get_args(Certainty) if level == given), None)
    if found is None:
        raise NotAllowedNow(say("certainty.missing"))
    level: Certainty = found
    return level


def require_number(given: object) -> int:
    """A whole number from 0 on. Raises `NotAllowedNow` for anything else."""
    if isinstance(given, bool) or not isinstance(given, int) or given < 0:
        raise NotAllowedNow("This step names no question. Reload the page, and nothing is lost.")
    return given


def chosen_in(action: dict[str, Any]) -> list[str]:
    """What was chosen, as texts."""
    chosen = action.get("chosen")
    return [str(one) for one in chosen] if isinstance(chosen, list) else []


def unknown(verb: str) -> NotAllowedNow:
    """The error for an action that no room knows."""
    return NotAllowedNow(f"This page does not know the action “{verb}”.")
