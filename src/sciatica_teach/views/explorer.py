"""The nerve explorer: the whole scene with a card for every structure in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import ipywidgets as widgets

from sciatica_teach.model.anatomy import Anatomy, Nerve
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.parts import Explorer
from sciatica_teach.views.structure_cards import BUILDS, all_cards, share_sources
from sciatica_teach.views.words import say

State = dict[str, Any]
Direction = tuple[float, float]
"""Degrees: 0 from behind, 90 from the outer side, 180 from the front; and how far above."""

PRESETS: Mapping[str, tuple[tuple[float, float, float], Direction, tuple[float, float]]] = MappingProxyType({
    "buttock-to-knee": ((66.0, 45.0, -128.0), (24.0, 9.0), (330.0, 560.0)),
    "posterior": ((62.0, 20.0, -262.0), (8.0, 3.0), (380.0, 1150.0)),
    "gluteal": ((62.0, 50.0, 22.0), (14.0, 10.0), (270.0, 270.0)),
    "popliteal": ((84.0, 40.0, -392.0), (8.0, 6.0), (190.0, 250.0)),
    "fibular-neck": ((108.0, 20.0, -440.0), (72.0, 8.0), (150.0, 170.0)),
    "lumbar": ((8.0, 30.0, 175.0), (32.0, 12.0), (210.0, 250.0)),
})
"""Where to look (mm, left side), from where, and what must fit in: mm across and up. The first is the start."""

LAYERS = ("bone", "spine", "nerve", "muscle-deep", "muscle-superficial", "skin", "needle")
LAYERS_AT_START = frozenset({"bone", "spine", "nerve", "muscle-deep"})
GROUPS = (
    "roots", "sciatic", "neighbours", "points", "muscle_pelvis", "muscle_hip", "muscle_thigh", "muscle_leg",
    "muscle_foot", "bones", "vessels", "skin",
)
"""The list of every structure, in this order; what holds nothing is left out."""

KIND_GROUPS: Mapping[str, str] = MappingProxyType({"skin": "skin", "vessel": "vessels"})

FOLLOWED = (
    "l4-root", "l5-root", "s1-root", "lumbosacral-trunk", "sacral-plexus", "sciatic", "tibial-division", "tibial",
    "tibial-at-ankle", "medial-plantar", "lateral-plantar", "fibular-division", "common-fibular", "fibular-neck",
    "superficial-fibular", "deep-fibular", "sural",
)
"""The walk from the roots to the sole: down the tibial side first, then the fibular side, then the nerve of both."""

IN_CANAL = "-canal"
"""How the ids of the courses end that run inside the spine."""

SEEN_FROM: Mapping[Direction, tuple[str, ...]] = MappingProxyType({
    (170.0, 5.0): (
        "lumbar-plexus", "femoral", "anterior-femoral-cutaneous", "obturator", "iliopsoas", "quadriceps-femoris",
        "sartorius", "pectineus", "adductor-longus", "adductor-brevis", "gracilis", "obturator-externus", "patella",
        "tibialis-anterior", "extensor-hallucis-longus", "extensor-digitorum-longus", "extensor-digitorum-brevis",
        "l2-root", "l3-root",
    ),
    (140.0, 8.0): ("deep-fibular", "lateral-femoral-cutaneous", "tensor-fasciae-latae"),
    (75.0, 6.0): (
        "common-fibular", "fibular-neck", "superficial-fibular", "lateral-sural-cutaneous", "fibularis-longus",
        "fibularis-brevis", "fibularis-tertius", "fibula", "gb34", "gluteus-medius", "gluteus-minimus",
    ),
    (-70.0, 8.0): ("tibial-at-ankle", "medial-calcaneal", "medial-plantar", "saphenous", "abductor-hallucis"),
    (-70.0, -40.0): ("lateral-plantar", "flexor-digitorum-brevis", "flexor-hallucis-brevis"),
    (35.0, 10.0): ("l4-root", "l5-root", "s1-root", "s2-root", "foot", "superior-gluteal",
                   "lumbosacral-trunk", "sacral-plexus"),
})
"""Where to stand to see a structure; from behind where nothing is said."""


def explorer_state(kb: KnowledgeBase, owner: str) -> State:
    """All that the explorer says and shows; the shapes come from the scene file."""
    cards, sources = share_sources(all_cards(kb))
    structures = list(_structures(kb.anatomy))
    return {
        "subject": "", "id": "explorer", "store": owner,
        "title": say("explorer.title"), "intro": say("explorer.intro"),
        "description": [say(f"explorer.description_{part}") for part in ("scene", "nerve", "drawing")],
        "groups": [{"id": group, "title": say(f"explorer.group_{group}")}
                   for group in GROUPS if any(structure["group"] == group for structure in structures)],
        "structures": structures, "cards": cards, "sources": sources,
        "presets": [_preset(name) for name in PRESETS],
        "layers": [{"id": layer, "name": say(f"explorer.layer_{layer}"), "on": layer in LAYERS_AT_START}
                   for layer in LAYERS],
        "builds": [{"id": build, "name": say(f"explorer.build_{build}")} for build in BUILDS],
        "follow": [{"structure": nerve_id, **_direction(seen_from().get(nerve_id, (8.0, 5.0)))}
                   for nerve_id in FOLLOWED if nerve_id in kb.anatomy.nerve_by_id],
        "made_of": made_of(kb.anatomy),
        "seen_from": {structure: _direction(direction) for structure, direction in seen_from().items()},
    }


def seen_from() -> dict[str, Direction]:
    """Structure id -> where to stand."""
    return {structure: direction for direction, structures in SEEN_FROM.items() for structure in structures}


def made_of(anatomy: Anatomy) -> dict[str, list[str]]:
    """Nerves without a course of their own -> the courses that meet there; what still lies in the canal is left out."""
    drawn = {course.structure for course in anatomy.courses}
    return {
        nerve.id: [course.id for course in anatomy.courses
                   if course.structure in nerve.comes_from and not course.id.endswith(IN_CANAL)]
        for nerve in anatomy.nerves if nerve.id not in drawn
    }


def _direction(direction: Direction) -> dict[str, float]:
    return {"azimuth": direction[0], "elevation": direction[1]}


def _preset(name: str) -> State:
    centre, direction, span = PRESETS[name]
    return {"id": name, "name": say(f"explorer.view_{name}"), "centre": list(centre), "span": list(span),
            **_direction(direction)}


def _structures(anatomy: Anatomy) -> Iterator[State]:
    """Everything that has a card, in the order of the list."""
    for nerve in anatomy.nerves:
        yield _entry(nerve.id, nerve.name, _nerve_group(nerve), f"kind_{nerve.kind}")
    for muscle in anatomy.muscles:
        yield _entry(muscle.id, muscle.name, f"muscle_{muscle.where}", "kind_muscle")
    for structure in anatomy.structures:
        yield _entry(structure.id, structure.name, KIND_GROUPS.get(structure.kind, "bones"),
                     f"kind_{structure.kind}")
    for corridor in anatomy.corridors:
        yield _entry(corridor.id, f"{corridor.code} {corridor.name}", "points", "kind_point")


def _nerve_group(nerve: Nerve) -> str:
    if nerve.kind in ("root", "plexus"):
        return "roots"
    return "sciatic" if nerve.part_of_sciatic else "neighbours"


def _entry(structure_id: str, name: str, group: str, kind: str) -> State:
    """`also`: other words by which a learner may look for it."""
    found = {"id": structure_id, "name": name, "group": group, "kind": say(f"explorer.{kind}")}
    old = say("explorer.also_fibular")
    return {**found, "also": old} if "fibular" in name.lower() else found


class NerveExplorer(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """The scene with its tools and cards; everything in it happens in the browser."""

    def __init__(self, kb: KnowledgeBase, owner: str, make_scene: Callable[[], bytes]) -> None:
        """`make_scene` gives the scene file where there is no server to fetch it from."""
        state = explorer_state(kb, owner)
        self._count = len(state["structures"])
        part = Explorer(state=state)
        part.offer_scene(make_scene)
        super().__init__([part])
        self.add_class("st-view")

    def __repr__(self) -> str:
        return f"NerveExplorer(structures={self._count})"

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()
