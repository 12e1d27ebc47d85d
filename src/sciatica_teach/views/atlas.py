"""The point atlas: every point by name and place, and the card of the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import ipywidgets as widgets

from sciatica_teach.anatomy.shapes.chains import COMMON
from sciatica_teach.anatomy.shapes.corridors import gather_centre_lines
from sciatica_teach.anatomy.shapes.needle_paths import measure_needle_paths
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.anatomy import Anatomy
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import Point
from sciatica_teach.views import blocks
from sciatica_teach.views.atlas_cards import point_card
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.parts import Atlas
from sciatica_teach.views.structure_cards import BUILDS
from sciatica_teach.views.variants import structure_names
from sciatica_teach.views.words import say

State = dict[str, Any]

REGIONS = ("low-back", "sacrum", "buttock", "hip", "thigh", "knee", "leg", "foot", "hand")
UNNAMED = "article-five"
"""The set of points that is spoken of without being named."""

PARTS = frozenset({("knee", "back"), ("leg", "back"), ("leg", "front"), ("leg", "side")})
"""Regions that have names of their own by the plate they are seen on: the back of the leg is the calf."""

NERVES: Mapping[str, tuple[str, ...]] = {
    "back": ("sciatic", "tibial-division", "fibular-division", "tibial", "common-fibular", "sural"),
    "side": ("common-fibular", "fibular-neck", "superficial-fibular"),
    "front": ("deep-fibular",),
    "foot-side": ("sural", "superficial-fibular"),
    "foot-inner": ("tibial", "tibial-at-ankle", "medial-plantar", "saphenous"),
}
"""Plate -> the nerves that are drawn on it; the plates of the hand have none, because the model has no hand."""

FLAT: Mapping[str, tuple[int, int]] = {"back": (0, -1), "side": (1, 1), "front": (0, 1), "foot-side": (1, 1),
                                       "foot-inner": (1, -1)}
"""Plate -> which axis of the model runs across it, and whether to the right or to the left; down is always -Z."""

LINE_STEP_MM = 24.0

SHOWN_IN_SPACE = ("hip-bone", "sacrum", "femur", "patella", "tibia", "fibula", "foot")
"""Bones that the list below the picture names."""

ALSO_AT: Mapping[str, tuple[tuple[float, float], ...]] = {
    "ex-b2": ((-11, -142), (-11, -100)), "ex-ue7": ((-14.5, -33),),
}
"""Points that are several: where the others of them are drawn, as rings."""


def atlas_catalogue(kb: KnowledgeBase) -> State:
    """What travels once: names and places of all points, the nerves on the plates, names of structures."""
    risks = {risk for corridor in kb.anatomy.corridors for risk in corridor.at_risk}
    known = [nerve.id for nerve in kb.anatomy.nerves if nerve.id in risks]
    return {
        "title": say("atlas.name"), "intro": say("atlas.intro"),
        "points": [_entry(kb, point) for region in REGIONS for point in kb.treatment.points if point.region == region],
        "regions": [{"id": region, "name": say(f"atlas.region.{region}")} for region in REGIONS
                    if any(point.region == region for point in kb.treatment.points)],
        "nerves": {plate: nerve_lines(kb.anatomy, plate) for plate in NERVES},
        "builds": [{"id": build, "name": say(f"explorer.build_{build}")} for build in BUILDS],
        "structures": structure_names(kb, (*SHOWN_IN_SPACE, *known)),
    }


def _entry(kb: KnowledgeBase, point: Point) -> State:
    name, place = point.name, kb.treatment.place_by_id[point.id]
    return {
        "id": point.id, "code": point.code, "pinyin": name.pinyin, "han": name.han, "traditional": name.traditional,
        "english": name.english, "also": list(name.also), "region": point.region, "plate": place.plate,
        "spot": list(place.spot), "more": [list(spot) for spot in ALSO_AT.get(point.id, ())],
        "find": list(_found_by(point, place.plate)),
    }


def _found_by(point: Point, plate: str) -> Iterator[str]:
    """Phrases for where it lies, beside its names."""
    keys = [f"atlas.find.{point.region}", f"atlas.seen.{plate}", f"atlas.channel.{point.channel}"]
    if (point.region, plate) in PARTS:
        keys.append(f"atlas.part.{point.region}-{plate}")
    for key in keys:
        yield from say(key).lower().split(", ")


def nerve_lines(anatomy: Anatomy, plate: str) -> list[State]:
    """The model's nerves seen flat on a plate, in millimetres."""
    lines = gather_centre_lines(anatomy.courses, LINE_STEP_MM, COMMON)
    axis, sign = FLAT[plate]
    return [
        {"name": anatomy.get_nerve(nerve_id).name, "wide": round(2 * radius, 1),
         "points": [[round(sign * float(point[axis]), 1), round(-float(point[2]), 1)] for point in line]}
        for nerve_id in NERVES[plate] if nerve_id in lines for line, radius in [lines[nerve_id]]
    ]


def unnamed_blocks(kb: KnowledgeBase) -> list[Block]:
    """What is to be said of the points that the clinic's article speaks of and does not name."""
    protocol = next((one for one in kb.treatment.protocols if one.id == UNNAMED), None)
    if protocol is None:
        return []
    said = [blocks.claim(kb, one) for one in (protocol.how, protocol.standing)]
    return [blocks.details(say("atlas.unnamed", count=protocol.unnamed), [blocks.text(say("atlas.example")), *said])]


class PointAtlas(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """Search, plates and cards. It keeps nothing in the learner's record."""

    def __init__(self, kb: KnowledgeBase, offer: Callable[[], bytes]) -> None:
        """`offer` makes the scene file where the browser has no address for it."""
        self._kb = kb
        self._paths = measure_needle_paths(kb.anatomy)
        self.part = Atlas(catalogue=atlas_catalogue(kb), state=self._state(None))
        self.part.offer_scene(offer)
        self.part.on_action(self.handle)
        super().__init__([self.part])
        self.add_class("st-view")

    def handle(self, _command_id: str, action: dict[str, Any]) -> None:
        """The learner has chosen a point. Raises `UnknownId` for one that the content does not have."""
        if action.get("verb") != "open":
            raise NotAllowedNow(f"This atlas does not know the action “{action.get('verb')}”.")
        self.part.state = self._state(self._kb.treatment.get_point(str(action["point"])))

    def _state(self, point: Point | None) -> State:
        base: State = {"id": "atlas", "subject": "", "chosen": point.id if point else ""}
        unnamed = unnamed_blocks(self._kb) if point is None or point.region == "hand" else []
        paths = [path for path in self._paths if point and path.point == point.id]
        return {**base, "unnamed": unnamed, "point": point_card(self._kb, point, paths) if point else None}

    def __repr__(self) -> str:
        return f"PointAtlas(points={len(self._kb.treatment.points)}, chosen={self.part.state['chosen']!r})"

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()
