"""The instructor's classes: the list, making one, and the head of the one that is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from sciatica_teach.views import blocks
from sciatica_teach.views.words import say

PartState = dict[str, Any]

CLASSROOM_PAGE = "10_classroom.ipynb"


class ClassFacts(Protocol):
    """A class as the store tells of it."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def code(self) -> str: ...

    @property
    def members(self) -> int: ...


def card(title: str, lines: Sequence[blocks.Block], tone: str = "plain") -> PartState:
    """A card of the class's page."""
    return {"tone": tone, "eyebrow": "", "title": title, "level": 2, "blocks": list(lines)}


def classes_state(classes: Sequence[ClassFacts], chosen: str = "", *, arrive: str = "") -> PartState:
    """Every class of the instructor as a line that opens it, and a field that makes one."""
    lines = [] if classes else [blocks.text(say("school.none"))]
    if classes:
        lines.append(blocks.links(_line(one, is_chosen=one.id == chosen) for one in classes))
    field = blocks.field(f"class-name-{len(classes)}", say("school.new_label"), say("school.new"), "make-class",
                         hint=say("school.new_hint"))
    return {**card(say("school.title"), [blocks.text(say("school.text")), *lines, field]), "arrive": arrive}


def _line(one: ClassFacts, *, is_chosen: bool) -> dict[str, Any]:
    return {"href": f"{CLASSROOM_PAGE}?class={one.id}", "title": one.name,
            "text": say("school.code", code=show_code(one.code)), "meta": say("school.members", count=one.members),
            "tone": "info" if is_chosen else "plain", "action": {"verb": "look", "class_id": one.id}}


def show_code(code: str) -> str:
    """Eight characters in two groups of four, as they are read out."""
    return f"{code[:4]}-{code[4:]}" if len(code) == 8 else code


def head_state(one: ClassFacts, active: int, *, arrive: str = "") -> PartState:
    """The class that is looked at: its code, how members get in, and its end."""
    facts = [(say("school.head_code"), show_code(one.code)), (say("school.head_members"), str(one.members)),
             (say("school.head_active"), say("school.of", count=active, of=one.members))]
    lines = [
        blocks.facts(facts), blocks.text(say("school.head_text", code=show_code(one.code))),
        blocks.text(say("school.head_privacy"), quiet=True),
        blocks.buttons(
            blocks.button(say("school.again"), "again", primary=True),
            blocks.button(say("school.close"), "close-class", confirm=say("school.close_confirm", name=one.name),
                          class_id=one.id)),
    ]
    return {**card(one.name, lines), "arrive": arrive}


def nothing_shared_state() -> PartState:
    """Where records live in one program only, no class can be read by anybody else."""
    return card(say("school.title"), [blocks.text(say("school.memory"))], "caution")
