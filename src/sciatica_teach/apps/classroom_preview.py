"""A poll as the phones of a class would show it, before anybody is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import Poll, RoomOpened
from sciatica_teach.session.live.acting import act
from sciatica_teach.session.live.posing import as_json
from sciatica_teach.session.live.state import LiveRoom, apply_event
from sciatica_teach.views import blocks
from sciatica_teach.views.classroom import Shown, card
from sciatica_teach.views.items import FACES
from sciatica_teach.views.live.phone import phone_state
from sciatica_teach.views.parts import Belief, Choice, Part
from sciatica_teach.views.words import say

SEED: Final = 0
"""A preview shows the same order each time; a room draws its own."""

_DRAWN: Final[tuple[type[Part], ...]] = (Belief, Choice, *(face.part for face in FACES.values()))
PARTS: Final = {kind.__name__.lower(): kind for kind in _DRAWN}
"""What phones are told to draw -> the part."""


def preview_shown(kb: KnowledgeBase, poll: Poll, *, now: float, arrive: str = "") -> list[Shown]:
    """The poll with its vote open, under a card that says so; what it cannot be shown for stands there instead."""
    try:
        question = pose_alone(kb, poll, now=now)
    except SciaticaTeachError as problem:
        return [card("preview", _head(say("classroom.preview_none", why=str(problem)), (), arrive))]
    lines = [str(line) for line in question.get("lines", ())]
    name = f"preview-{poll.kind}-{poll.subject_id}"
    return [
        card("preview", _head(say("classroom.preview_text"), lines, arrive)),
        (name, PARTS[question["part"]], {**question["state"], "id": name}),
    ]


def pose_alone(kb: KnowledgeBase, poll: Poll, *, now: float) -> dict[str, Any]:
    """The question of a phone in a room in which nothing else was asked. Raises UnknownId and NotAllowedNow."""
    room: LiveRoom | None = apply_event(None, RoomOpened(title=""))
    rng = np.random.default_rng(SEED)
    for action in ({"verb": "pose", "poll": as_json(poll)}, {"verb": "open-vote"}):
        for event in act(kb, _require(room), action, now=now, rng=rng):
            room = apply_event(room, event)
    question: dict[str, Any] = phone_state(kb, _require(room), None, now=now)["question"]
    return question


def _require(room: LiveRoom | None) -> LiveRoom:
    if room is None:
        raise ValueError("a room begins with its opening")
    return room


def _head(words: str, lines: Sequence[str], arrive: str) -> dict[str, Any]:
    return {
        "tone": "info", "eyebrow": say("classroom.preview_eyebrow"), "title": say("classroom.preview_title"),
        "level": 2, "arrive": arrive, "blocks": [
            blocks.text(words), *(blocks.text(line) for line in lines),
            blocks.buttons(blocks.button(say("classroom.preview_off"), "preview-off")),
        ],
    }
