"""The pain drawing: where it hurts, drawn by the learner, and how little that tells one cause from another."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np

from sciatica_teach.errors import BadSubmission, NotAllowedNow
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.drawings import (
    BELOW_THE_BACK,
    DRAWING_SEED,
    PATIENTS,
    REGIONS,
    SADDLE,
    Marks,
    compare,
    generate,
    mark,
)
from sciatica_teach.views import drawing_cards
from sciatica_teach.views.assembled import AssembledView
from sciatica_teach.views.drawing_cards import TASKS, Sheet, comparable_causes
from sciatica_teach.views.likeness import likeness_state
from sciatica_teach.views.parts import Card, Drawing, Likeness, Part
from sciatica_teach.views.words import say

PartState = dict[str, Any]

GROUPS: Mapping[str, tuple[str, ...]] = {
    "trunk": ("low-back", "buttock", "saddle", "groin", "lateral-hip"),
    "thigh": ("front-thigh", "lateral-thigh", "back-thigh", "knee", "back-knee"),
    "leg": ("front-leg", "lateral-leg", "medial-leg", "calf"),
    "foot": ("foot-top", "big-toe", "lateral-foot", "heel", "sole"),
}
"""Every region once, from above downwards."""

ALARMS = {"saddle": (SADDLE, 1), "both": (BELOW_THE_BACK, 2)}
"""What is said at once -> regions, and on how many sides one of them has to be marked."""


def drawing_state(kb: KnowledgeBase, owner: str, compared: Sheet | None) -> PartState:
    """The sheet to draw on: the drawing itself stays in the browser. `owner` keeps learners on one browser apart."""
    return {
        "store": owner, "level": 2,
        **{name: say(f"drawing.{name}") for name in (
            "title", "text", "hint", "task_legend", "task_hint", "list_title", "list_head", "submit", "submit_hint")},
        "tasks": [{"id": task, "name": say(f"drawing.task.{task}")} for task in TASKS],
        "groups": [{"name": say(f"drawing.group.{name}"), "regions": list(GROUPS[name])} for name in GROUPS],
        "alarms": [_alarm_state(kb, name) for name in ALARMS],
        "compared": compared and {"task": compared.task, "right": list(compared.right), "left": list(compared.left)},
    }


def _alarm_state(kb: KnowledgeBase, name: str) -> PartState:
    regions, sides = ALARMS[name]
    said = drawing_cards.alarm_claim(kb, name)
    return {
        "id": name, "regions": [region for region in REGIONS if region in regions], "sides": sides,
        "title": say(f"drawing.alarm.{name}_title"),
        "text": said["text"], "mark": said["mark"], "sources": said["sources"],
    }


def read_sheet(action: Mapping[str, Any]) -> Sheet:
    """The drawing that the browser sent.

    Raises `BadSubmission` for one that cannot be, and `NotAllowedNow` for an empty one.
    """
    sides = [action.get(side) for side in ("right", "left")]
    if action.get("task") not in TASKS or not all(_is_list_of_regions(side) for side in sides):
        raise BadSubmission(say("drawing.bad"))
    right, left = (tuple(region for region in REGIONS if region in side) for side in sides if side is not None)
    if not right and not left:
        raise NotAllowedNow(say("drawing.empty"))
    return Sheet(task=action["task"], right=right, left=left)


def _is_list_of_regions(side: Any) -> bool:
    return isinstance(side, list) and all(region in REGIONS for region in side)


class PainDrawing(AssembledView):
    """Draw, compare, and see. It keeps nothing in the learner's record; the drawing stays in the browser."""

    def __init__(self, kb: KnowledgeBase, owner: str) -> None:
        super().__init__("st-cards", "", self._on_action)
        self._kb, self._owner = kb, owner
        self._compared = 0
        self.add_class("st-view")
        self._show(None)

    @cached_property
    def patients(self) -> dict[str, Marks]:
        """Generated drawings by cause id, the same on every machine and whatever other causes there are."""
        return {
            cause.id: generate(
                cause.pain_map, PATIENTS, np.random.default_rng([DRAWING_SEED, zlib.crc32(cause.id.encode())])
            )
            for cause in comparable_causes(self._kb)
        }

    def _on_action(self, _command_id: str, action: dict[str, Any]) -> None:
        sheet = read_sheet(action)
        self._compared += 1
        self._show(sheet)

    def _show(self, sheet: Sheet | None) -> None:
        drawn = self._part("drawing", Drawing, drawing_state(self._kb, self._owner, sheet))
        self.children = (drawn, *(self._result(sheet) if sheet else ()))

    def _result(self, sheet: Sheet) -> Iterator[Part]:
        """What outranks the picture first, then the picture, then what studies found."""
        safety = drawing_cards.safety_card(self._kb, sheet)
        yield self._part("drawing-safety", Card, {**safety, "arrive": f"compared-{self._compared}"})
        found = compare(mark(sheet.folded), self.patients)
        yield self._part("likeness", Likeness, likeness_state(self._kb, sheet, found))
        task = drawing_cards.task_card(self._kb, sheet, found)
        if task:
            yield self._part("drawing-task", Card, task)
        yield self._part("drawing-studies", Card, drawing_cards.studies_card(self._kb))

    def __repr__(self) -> str:
        return f"PainDrawing(causes={len(comparable_causes(self._kb))}, patients={PATIENTS})"
