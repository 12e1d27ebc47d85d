"""The lumbar discs and what they meet: a change of one level in 3D, its size, and how near it comes to which root."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets
import numpy as np

from sciatica_teach.anatomy.nerves.bedside import BEDSIDE_MUSCLES
from sciatica_teach.anatomy.nerves.graph import NerveGraph, build_graph
from sciatica_teach.anatomy.nerves.lesions import lesion
from sciatica_teach.anatomy.shapes.curves import smooth
from sciatica_teach.model.anatomy import Anatomy, Muscle
from sciatica_teach.model.deficits import TargetKind
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.parts import Spine
from sciatica_teach.views.variants import structure_names
from sciatica_teach.views.words import say

PartState = Block

LEVELS = {"l3-l4": ("l3-root", "l4-root"), "l4-l5": ("l4-root", "l5-root"), "l5-s1": ("l5-root", "s1-root")}
"""Level -> the root that leaves there, and the one that passes on its way down."""

KINDS = {
    "bulge": ("bulge", True), "herniation": ("herniation", False), "central-herniation": ("herniation", True),
    "foraminal-herniation": ("foraminal-herniation", False), "canal-narrowing": ("canal-narrowing", True),
    "foramen-narrowing": ("foramen-narrowing", False), "slip": ("slip", True),
}
"""What can be chosen -> the kind of change in the scene, and whether it lies in the middle or on a side."""

CAUSES = {
    "herniation": "lumbar-disc", "foraminal-herniation": "lumbar-disc", "central-herniation": "cauda-equina",
    "canal-narrowing": "lumbar-stenosis", "foramen-narrowing": "lumbar-stenosis", "slip": "spondylolisthesis",
}
"""What can be chosen -> the cause of pain that it stands for."""

STOPS = frozenset({"central-herniation", "canal-narrowing"})
"""Changes that can press on the whole bundle of roots: what is an emergency stands in front of everything else."""

NEED_ABOVE = frozenset({"slip", "foramen-narrowing"})
"""Changes that cannot be seen without the vertebra above the disc, and are seen best from the side."""
FROM_THE_SIDE = {"azimuth": 62, "elevation": 12}

LINE_STEP_MM = 2.0
"""Length of the pieces of a root's line, on which its room is measured."""
SIZES = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Steps of a change; 1 is the largest that is drawn."""

STRUCTURES = (
    "l3-vertebra", "l4-vertebra", "l5-vertebra", "sacrum", "l3-l4-disc", "l4-l5-disc", "l5-s1-disc",
    "ligamentum-flavum", "l3-root", "l4-root", "l5-root", "s1-root",
)
HEIGHTS_MM = {"l3-l4": 176.0, "l4-l5": 140.0, "l5-s1": 112.0}
"""Where the middle of each disc stands above the hip joints."""

BONES = {
    "l3-l4": ("l3-vertebra", "l4-vertebra"), "l4-l5": ("l4-vertebra", "l5-vertebra"),
    "l5-s1": ("l5-vertebra", "sacrum"),
}
"""Level -> the bone above the disc, and the one below."""

LIFT = 0.75
"""Share of the shadows that goes, because the vertebra that threw them is taken away."""

EXAMINED = frozenset({*BEDSIDE_MUSCLES, "knee-jerk", "ankle-jerk"})
"""Muscles and jerks that a sign may name: others are too hard to test, or too often absent anyway."""

SIGNS: dict[TargetKind, int] = {"muscle": 3, "field": 2, "reflex": 1}
"""How many signs of each kind are named for a root."""


def spine_state(kb: KnowledgeBase) -> PartState:
    """Everything to choose, and what is said of it; how near a root is stands in the scene file."""
    graph = build_graph(kb.anatomy)
    roots = dict.fromkeys(root for pair in LEVELS.values() for root in pair)
    return {
        "id": "spine", "subject": "", "title": say("spine.title"), "text": say("spine.text"),
        "note": say("spine.note"), "lift": LIFT,
        "structures": structure_names(kb, STRUCTURES),
        "levels": [_level_state(kb, level) for level in LEVELS],
        "kinds": [_kind_state(kb, one) for one in KINDS],
        "sizes": [{"value": size, "name": say(f"spine.size.{step}")} for step, size in enumerate(SIZES)],
        "roots": [
            {"id": root, "name": graph.name_of(root), "short": graph.nerves[root].carries[0],
             "signs": root_signs(graph, root), "line": root_line(kb.anatomy, root)}
            for root in roots
        ],
        "start": {"level": "l4-l5", "kind": "herniation", "side": "left", "step": 0},
    }


def _kind_state(kb: KnowledgeBase, kind: str) -> Block:
    change, middle = KINDS[kind]
    cause = kb.cause_by_id.get(CAUSES.get(kind, ""))
    return {
        "id": kind, "change": change, "middle": middle, "name": say(f"spine.kind.{kind}"),
        "text": say(f"spine.about.{kind}"), "with_above": kind in NEED_ABOVE,
        "turn": FROM_THE_SIDE if kind in NEED_ABOVE else {},
        "blocks": [blocks.claim(kb, cause.summary)] if cause else [],
        "stop": _stop_state(kb, kind) if kind in STOPS else None,
    }


def _stop_state(kb: KnowledgeBase, kind: str) -> Block:
    return {
        "title": say("spine.stop_title"), "both": say("spine.both_sides"),
        "blocks": [blocks.marked(kb, say(f"spine.stop.{kind}"), "taught", ["taught-safety"])],
    }


def _level_state(kb: KnowledgeBase, level: str) -> Block:
    leaving, passing = LEVELS[level]
    above, below = BONES[level]
    disc = kb.anatomy.structure_by_id.get(f"{level}-disc")
    home = {"centre": [7.0, 25.0, HEIGHTS_MM[level] + 4.0], "azimuth": -6, "elevation": 40, "span": [80, 70]}
    return {
        "id": level, "name": say(f"spine.level.{level}"), "leaving": leaving, "passing": passing, "home": home,
        "height": HEIGHTS_MM[level], "disc": f"{level}-disc", "above": above, "below": below,
        "blocks": [blocks.claim(kb, one) for one in disc.about] if disc else [],
    }


def root_line(anatomy: Anatomy, root: str) -> list[list[float]]:
    """Points on a root's centre line with its radius there, [x, y, z, radius] in millimetres, on the left side."""
    line: list[list[float]] = []
    for course in anatomy.courses:
        if course.structure == root:
            points = smooth(course.points, LINE_STEP_MM)
            end = course.radius_mm if course.end_radius_mm is None else course.end_radius_mm
            radii = np.linspace(course.radius_mm, end, len(points))
            line += [[round(float(value), 2) for value in (*point, radius)]
                     for point, radius in zip(points, radii, strict=True)]
    return line


def root_signs(graph: NerveGraph, root: str) -> str:
    """What a bedside examination would find first with a complete lesion of a root, in one sentence."""
    losses = [loss for loss in lesion(graph, {root: 1.0}).losses
              if loss.is_deficit and (loss.kind == "field" or loss.target in EXAMINED)]
    losses.sort(key=lambda loss: -loss.lost)
    parts = []
    for kind, most in SIGNS.items():
        names = dict.fromkeys(_sign(graph, loss.target) for loss in losses if loss.kind == kind)
        if names:
            parts.append(say(f"spine.sign_{kind}", names=", ".join([*names][:most])))
    return say("spine.signs", signs="; ".join(parts))


def _sign(graph: NerveGraph, target_id: str) -> str:
    target = graph.get_target(target_id)
    words = target.movement if isinstance(target, Muscle) else target.name
    return words[0].lower() + words[1:]


class SpineExplorer(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """The lumbar close-up. It keeps nothing in the learner's record."""

    def __init__(self, kb: KnowledgeBase, offer: Callable[[], bytes]) -> None:
        """`offer` makes the scene file where the browser has no address for it."""
        part = Spine(state=spine_state(kb))
        part.offer_scene(offer)
        super().__init__([part])
        self.add_class("st-view")

    def __repr__(self) -> str:
        return f"SpineExplorer(levels={len(LEVELS)}, changes={len(KINDS)})"

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()
