"""“Your class” on the progress page: join by a code, see exactly what the instructor will see, leave at any time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from sciatica_teach.views import blocks
from sciatica_teach.views.class_front import card, show_code
from sciatica_teach.views.words import say

PartState = dict[str, Any]

SEEN = ("marks", "unsafe", "patients", "dates", "before", "who")
"""What the instructor will see; `NOT_SEEN` is what they will not."""

NOT_SEEN = ("sealed", "browser", "others")


class InClass(Protocol):
    """A membership as the store tells of it."""

    @property
    def class_id(self) -> str: ...

    @property
    def class_name(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def alias(self) -> str: ...


def own_classes_state(joined: Sequence[InClass], *, arrive: str = "") -> PartState:
    """The classes somebody is in, each with the way out, and the field for a code."""
    lines: list[blocks.Block] = [] if joined else [blocks.text(say("my_class.text"))]
    for one in joined:
        known = say("my_class.known_name", name=one.name) if one.name else say("my_class.known_alias", alias=one.alias)
        leave = blocks.button(say("my_class.leave", name=one.class_name), "leave-class", class_id=one.class_id,
                              confirm=say("my_class.leave_confirm", name=one.class_name))
        lines += [{"type": "heading", "text": one.class_name}, blocks.text(known), blocks.buttons(leave)]
    if joined:
        lines.append(blocks.details(say("my_class.seen_title"), _what_is_seen()))
    field = blocks.field("class-code", say("my_class.code_label"), say("my_class.find"), "find-class",
                         hint=say("my_class.code_hint"))
    return {**card(say("my_class.title"), [*lines, field]), "arrive": arrive}


def joining_state(name: str, code: str, *, arrive: str = "") -> PartState:
    """Before joining: the class, what its instructor will see, and both ways in."""
    field = blocks.field("class-alias", say("my_class.name_label"), say("my_class.join_named"), "join-class",
                         hint=say("my_class.name_hint"))
    lines = [
        blocks.text(say("my_class.joining", name=name, code=show_code(code))), *_what_is_seen(), field,
        blocks.buttons(blocks.button(say("my_class.join_alias"), "join-class", text="", primary=True),
                       blocks.button(say("my_class.back"), "forget-class")),
    ]
    return {**card(say("my_class.joining_title", name=name), lines), "arrive": arrive}


def _what_is_seen() -> list[blocks.Block]:
    return [
        blocks.text(say("my_class.seen")), blocks.items(say(f"my_class.seen_{one}") for one in SEEN),
        blocks.text(say("my_class.not_seen")), blocks.items(say(f"my_class.not_seen_{one}") for one in NOT_SEEN),
    ]
