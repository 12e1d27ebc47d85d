"""Small banks and records made in code, for tests of the learner model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from small_items import options
from small_knowledge import REVIEW, cause, finding, knowledge

from sciatica_teach.model.events import Certainty, Entry, ItemAnswered
from sciatica_teach.model.items import (
    Area,
    BankItem,
    Blueprint,
    BlueprintArea,
    ItemBank,
    ItemSet,
    Objective,
    SingleItem,
    TextItem,
)
from sciatica_teach.model.knowledge import KnowledgeBase

NOON = 1_790_000_000.0
"""Some moment, in seconds since the epoch."""

COMMON: dict[str, Any] = {"stem": "?", "explanation": "So.", "mark": "opinion", "sources": ("made-up",)}

HOUR, DAY = 3600.0, 86_400.0


def objective(objective_id: str, area: Area = "anatomy", *, safety: bool = False) -> Objective:
    return Objective(id=objective_id, name=objective_id, text="?", lesson="anatomy", area=area, safety=safety)


def pick(item_id: str, objective_id: str = "obj-bones", **fields: Any) -> SingleItem:
    """A choice among four."""
    return SingleItem(
        id=item_id, objective=objective_id, **{"options": options("a", "bcd"), **COMMON, **fields})


def typed(item_id: str, objective_id: str = "obj-bones", **fields: Any) -> TextItem:
    """A word to be typed."""
    return TextItem(
        id=item_id, objective=objective_id, asks="?", accepted=("a",), feedback_right="Yes.", feedback_wrong="No.",
        **{**COMMON, **fields})


OBJECTIVES = (
    objective("obj-flags", "safety", safety=True), objective("obj-bones"), objective("obj-nerves"),
    objective("obj-odds", "reasoning"),
)

BLUEPRINT = Blueprint(
    review=REVIEW, items=10, minutes=10,
    areas=tuple(
        BlueprintArea(id=area, title=area, text="?", share=share)
        for area, share in (("safety", 0.5), ("anatomy", 0.3), ("reasoning", 0.2))))


def bank(
    *items: BankItem, objectives: Sequence[Objective] = OBJECTIVES, sets: Sequence[ItemSet] = (),
    blueprint: Blueprint | None = BLUEPRINT,
) -> KnowledgeBase:
    """Content with these items and hardly anything else."""
    return replace(
        knowledge([cause("other")], [finding("f", 0.5)]), objectives=tuple(objectives), item_sets=tuple(sets),
        blueprint=blueprint,
        items=ItemBank(
            single=tuple(one for one in items if isinstance(one, SingleItem)),
            text=tuple(one for one in items if isinstance(one, TextItem))))


def answer(
    item_id: str, at: float = NOON, earned: float = 1.0, *, certainty: Certainty = 2, hints: int = 0,
    version: str = "", possible: float = 1.0,
) -> Entry:
    """One marked answer as it stands in a record."""
    event = ItemAnswered(
        item_id=item_id, response=("a",), certainty=certainty, earned=earned, possible=possible, hints=hints,
        item_version=version)
    return Entry(event=event, at=at, subject="practice/all/1", content_version="test", command_id=f"{item_id}-{at}")
