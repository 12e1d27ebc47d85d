"""What can be chosen in a chain, by id: it travels to the browser once, when an attempt is opened.

Nothing in it depends on the patient beyond the causes and mechanisms on offer, so nothing in it is a key.
"""

from __future__ import annotations

from typing import Any, Final, get_args

from sciatica_teach.grading.chain_checks import (
    DEEPEST_CUN,
    MOST_PER_WEEK,
    MOST_VISITS,
    STEPS_PER_CUN,
)
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.cautions import Danger
from sciatica_teach.model.chains import Link, Unchanged
from sciatica_teach.model.events import ChainOpened
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import Angle, Point
from sciatica_teach.views.words import say

Book = dict[str, Any]
Options = list[dict[str, str]]

LIMITS: Final = {
    "depth": {"low": 1 / STEPS_PER_CUN, "high": DEEPEST_CUN, "step": 1 / STEPS_PER_CUN},
    "visits": {"low": 1, "high": MOST_VISITS, "step": 1},
    "per_week": {"low": 0.5, "high": MOST_PER_WEEK, "step": 0.5},
    "review_at": {"low": 1, "high": MOST_VISITS, "step": 1},
}
"""What a number may be, by field: the browser complains at the field before the kernel has to refuse."""

WITH_HINT: Final[frozenset[Link]] = frozenset({"points", "dangers"})


def find_name(kb: KnowledgeBase, link: Link, chosen: str) -> str:
    """How a choice in a link is called on screen: a cause by its name, a point by its code."""
    find = {
        "cause": lambda: kb.get_cause(chosen).name,
        "mechanism": lambda: kb.treatment.get_mechanism(chosen).name,
        "target": lambda: kb.treatment.get_target(chosen).name,
        "technique": lambda: kb.treatment.get_technique(chosen).name,
        "points": lambda: kb.treatment.get_point(chosen).code,
        "dangers": lambda: kb.treatment.get_danger(chosen).name,
        "dose": lambda: say(f"chain.dose.{chosen}"),
        "referral": lambda: say(f"urgency.{chosen}"),
    }
    return find[link]()


def make_book(kb: KnowledgeBase, opened: ChainOpened) -> Book:
    """Everything on offer in one attempt, in the order in which it is shown."""
    return {
        "links": {link: _link(kb, link, opened) for link in get_args(Link)},
        "points": [_point(point) for point in kb.treatment.points],
        "angles": [{"id": one, "name": say(f"chain.angle.{one}")} for one in get_args(Angle)],
        "limits": LIMITS,
        "dangers": [
            _danger(kb.treatment.get_danger(danger_id), opened) for danger_id in opened.shown_order["dangers"]
        ],
    }


def _link(kb: KnowledgeBase, link: Link, opened: ChainOpened) -> dict[str, Any]:
    return {
        "name": say(f"chain.link.{link}"), "ask": say(f"chain.ask.{link}"),
        "hint": say(f"chain.hint.{link}") if link in WITH_HINT else "", "options": _options(kb, link, opened),
    }


def _options(kb: KnowledgeBase, link: Link, opened: ChainOpened) -> Options:
    match link:
        case "referral":
            return [{"id": one, "name": say(f"urgency.{one}")} for one in URGENCIES if one != "treat"]
        case "dose":
            return [{"id": one, "name": say(f"chain.unchanged.{one}")} for one in get_args(Unchanged)]
        case "points" | "dangers":  # the browser has a list of its own for them
            return []
        case "technique":
            return [
                {"id": one, "name": find_name(kb, link, one), "kind": kb.treatment.get_technique(one).kind}
                for one in opened.shown_order[link]
            ]
        case _:
            return [{"id": one, "name": find_name(kb, link, one)} for one in opened.shown_order[link]]


def _point(point: Point) -> dict[str, Any]:
    name = point.name
    also = [name.traditional, *name.also] if name.traditional else [*name.also]
    return {
        "id": point.id, "code": point.code, "pinyin": name.pinyin, "han": name.han, "english": name.english,
        "region": say(f"chain.region.{point.region}"), "also": also,
    }


def _danger(danger: Danger, opened: ChainOpened) -> dict[str, Any]:
    texts = {one.id: one.text for one in danger.mitigations}
    return {
        "id": danger.id, "name": danger.name,
        "options": [{"id": one, "text": texts[one]} for one in opened.mitigation_order[danger.id]],
    }
