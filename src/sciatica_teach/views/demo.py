"""What a demo adds to a page: the rooms of a case to jump to."""

from __future__ import annotations

from typing import Any

from sciatica_teach.model.cases import Case
from sciatica_teach.model.events import STAGES, Stage
from sciatica_teach.views import blocks
from sciatica_teach.views.words import say

TREATED: tuple[Stage, ...] = ("chain", "follow-up")
"""Rooms to which only patients come who are treated here."""


def with_rooms(foot: dict[str, Any], case: Case, here: Stage) -> dict[str, Any]:
    """The foot of a case, with a button for every other room above it."""
    is_treated = "treat" in case.decision.right
    rooms = [stage for stage in STAGES if stage != here and (is_treated or stage not in TREATED)]
    jumps = [blocks.button(say(f"stage.{stage}"), "demo-room", case=case.id, room=stage) for stage in rooms]
    added = [blocks.text(say("demo.jump")), blocks.buttons(*jumps), blocks.text(say("demo.jump_note"), quiet=True)]
    own = [block for block in foot["blocks"] if block["type"] != "text"]  # which says what is kept
    return {**foot, "blocks": [*added, *own]}
