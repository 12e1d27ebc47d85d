"""How sure somebody is: the question as the parts draw it."""

from __future__ import annotations

from typing import Any

from sciatica_teach.model.events import Certainty
from sciatica_teach.views.words import say

CERTAINTIES: tuple[Certainty, ...] = (1, 2, 3)


def certainty_state() -> dict[str, Any]:
    """The three levels, with what each pays."""
    return {
        "ask": True,
        "legend": say("certainty.legend"),
        "labels": {str(level): say(f"certainty.{level}") for level in CERTAINTIES},
        "rule": say("certainty.rule"),
    }
