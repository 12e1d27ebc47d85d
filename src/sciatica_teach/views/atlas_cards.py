"""The card of one point: the stop sign first, then everything else in sections, and how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sciatica_teach.model.advice import NeedlePath
from sciatica_teach.model.courses import Point3
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import Angle, Point, PointPlace
from sciatica_teach.views import blocks
from sciatica_teach.views.atlas_sections import DRAWN, SECTIONS
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.reviewed import review_words
from sciatica_teach.views.words import say

State = dict[str, Any]

BAR_CUN = 3.0
"""How far the bar of depths reaches, unless a book prints more."""

ACROSS: tuple[Angle, ...] = ("towards-midline", "away-from-midline")
"""Directions drawn on a section across the body; the others lie in one along it."""

PIN_MM = 40.0
INWARDS: Mapping[str, Point3] = {
    "back": (0.0, -1.0, 0.0), "side": (-1.0, 0.0, 0.0), "front": (0.0, 1.0, 0.0), "foot-inner": (1.0, 0.0, 0.0),
}
"""Plate -> the way into the body there."""


def point_card(kb: KnowledgeBase, point: Point, paths: Sequence[NeedlePath]) -> State:
    """All that the part shows of a chosen point. `paths`: those of this point, in every build."""
    name = point.name
    made = {section: make(kb, point, paths) for section, make in SECTIONS.items()}
    return {
        "id": point.id, "code": point.code, "pinyin": name.pinyin, "han": name.han, "traditional": name.traditional,
        "english": name.english, "eyebrow": _eyebrow(point),
        "stop": {"title": say("atlas.stop"), "blocks": _dangers(kb, point)},
        "depth": _depth_bar(point), "angles": _angles(point), "space": _space(kb, point),
        "note": f"{say('atlas.schematic')} {review_words(point.review)}",
        "sections": [{"id": section, "title": say(f"atlas.title.{section}"), "blocks": found}
                     for section, found in made.items() if found or section in DRAWN],
    }


def _eyebrow(point: Point) -> str:
    words = {"system": f"atlas.system.{point.system}", "channel": f"atlas.channel.{point.channel}",
             "region": f"atlas.region.{point.region}"}
    return say("atlas.eyebrow", **{name: say(key) for name, key in words.items()})


def _dangers(kb: KnowledgeBase, point: Point) -> list[Block]:
    """The point's own dangers. Every needle has the same stop sign, so that one stands even where no other does."""
    always = blocks.marked(kb, say("atlas.stop_always"), "taught", ["taught-safety"])
    return [blocks.claim(kb, one) for one in point.dangers] or [always]


def _depth_bar(point: Point) -> State:
    depth = point.depth
    return {"low": depth.low_cun, "high": depth.high_cun, "student": depth.student_cun,
            "most": max(BAR_CUN, depth.high_cun)}


def _angles(point: Point) -> list[State]:
    wrong = [_angle(one.angle, wrong=True) for one in point.wrong_angles]
    return [*(_angle(angle, wrong=False) for angle in point.angles), *wrong]


def _angle(angle: Angle, *, wrong: bool) -> State:
    section = "across" if angle in ACROSS else "along"
    ends = [say(f"atlas.end.{section}_{side}") for side in ("west", "east")]
    return {"angle": angle, "name": say(f"atlas.angle.{angle}"), "ends": ends, "wrong": wrong}


def _space(kb: KnowledgeBase, point: Point) -> State | None:
    """Where to draw it on the model: along its corridor where it has one, else as a pin that touches the skin."""
    place: PointPlace = kb.treatment.place_by_id[point.id]
    if place.at is None:
        return None
    corridor = next((one for one in kb.anatomy.corridors if one.id == point.id), None)
    inwards = INWARDS[place.plate]
    inner = [place.at[axis] + PIN_MM * inwards[axis] for axis in range(3)]
    return {"corridor": corridor.id if corridor else "", "at": list(place.at),
            "to": list(corridor.through) if corridor else inner}
