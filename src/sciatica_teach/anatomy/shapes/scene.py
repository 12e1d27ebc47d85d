"""The scene: every structure that can be drawn, as a closed surface with its shade, put together from the content.

Content holds the left side. What lies in the midline has the side "middle"; the two hip bones are one part that is
`paired`, to be drawn on both sides at once, because half a pelvis is hard to read. Everything else is drawn on the side
that is looked at, and the other side is the mirror image.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.anatomy.shapes.bellies import build_belly
from sciatica_teach.anatomy.shapes.chains import COMMON, join_courses
from sciatica_teach.anatomy.shapes.corridors import (
    STEP_MM,
    CentreLines,
    RiskDistance,
    gather_centre_lines,
    measure_corridor,
)
from sciatica_teach.anatomy.shapes.foot import build_foot
from sciatica_teach.anatomy.shapes.shading import shade
from sciatica_teach.anatomy.shapes.skin import Build, build_skin
from sciatica_teach.anatomy.shapes.spine_changes import SpineChange, build_spine, spine_changes
from sciatica_teach.anatomy.shapes.tones import Tone, find_tones
from sciatica_teach.anatomy.shapes.tubes import build_tube
from sciatica_teach.model.anatomy import Anatomy
from sciatica_teach.model.courses import Course, Point3
from sciatica_teach.model.meshes import Mesh
from sciatica_teach.model.record import record

Layer = Literal["bone", "spine", "disc", "root", "nerve", "muscle", "skin"]
BUILDS: tuple[Build, ...] = get_args(Build)
SIDES = ((4.5, 14), (2.6, 11), (1.7, 8), (1.3, 6), (0.0, 5))
"""From which radius on, mm, a nerve has how many sides: as many as keep its outline round where it is looked at."""
MIDLINE = frozenset({"sacrum"})
PAIRED = frozenset({"hip-bone"})
SUPERFICIAL = frozenset({
    "gluteus-maximus", "gluteus-medius", "tensor-fasciae-latae", "sartorius", "quadriceps-femoris", "gracilis",
    "semitendinosus", "semimembranosus", "biceps-femoris-long-head", "gastrocnemius", "soleus", "tibialis-anterior",
    "fibularis-longus",
})
"""Muscles that lie between the skin and the nerve, or under the skin elsewhere."""


@record
class ScenePart:
    """One surface of the scene."""

    id: str
    structure: str
    """What it belongs to: the id of a nerve, a muscle or another structure of the content."""
    layer: Layer
    side: Literal["left", "middle"]
    tone: Tone
    mesh: Mesh
    shade: NDArray[np.uint8]
    """Shape (vertices,), 255 where the surface is open to the light."""
    variant: str = ""
    """Id of the nerve variant it belongs to; empty where it is the same in all."""
    build: str = ""
    """The build of the body it belongs to; only the skin has one."""
    paired: bool = False
    """Whether it is drawn on both sides at once."""


@record
class Needle:
    """A needle of a point, in a body of one build; every distance is that of the schematic model."""

    corridor: str
    build: Build
    entry: Point3
    """Where it passes the skin."""
    tip: Point3
    """The deepest place that is looked at."""
    distances: tuple[RiskDistance, ...]


@record
class Scene:
    """All that can be shown."""

    parts: tuple[ScenePart, ...]
    needles: tuple[Needle, ...]
    changes: tuple[SpineChange, ...]


def build_scene(anatomy: Anatomy, bones: Mapping[str, Mesh], builds: Iterable[Build] = BUILDS) -> Scene:
    """Everything that the content describes. `bones` may be empty, where the bone package is missing.

    Raises ValueError for a course or belly that cannot be drawn (two points in a row the same).
    """
    skins = {build: build_skin(build) for build in builds}
    bare = [*_bones(bones), *_spine(), *_nerves(anatomy), *_muscles(anatomy)]
    parts = [replace(part, shade=light) for part, light in zip(bare, _find_light(bare), strict=True)]
    whole = gather_centre_lines(anatomy.courses, STEP_MM, COMMON)
    needles = tuple(needle for build in builds for needle in _needles(anatomy, build, skins[build], whole))
    return Scene(parts=(*parts, *_skins(skins)), needles=needles, changes=spine_changes())


def _find_light(parts: Sequence[ScenePart]) -> list[NDArray[np.uint8]]:
    """Bones take light from bones and muscles from muscles, since either is seen without the other; nerves stay bright.

    Nerves take none, because the courses of all variants lie in one another.
    """
    light: dict[str, NDArray[np.uint8]] = {}
    for layers in (("bone", "spine", "disc"), ("muscle",)):
        light.update(shade({part.id: part.mesh for part in parts if part.layer in layers}))
    return [light.get(part.id, part.shade) for part in parts]


def _part(part_id: str, structure: str, layer: Layer, tone: Tone, mesh: Mesh, variant: str = "") -> ScenePart:
    open_everywhere = np.full(len(mesh.vertices), 255, np.uint8)
    return ScenePart(
        id=part_id, structure=structure, layer=layer, tone=tone, mesh=mesh, shade=open_everywhere, variant=variant,
        side="middle" if structure in MIDLINE or layer in ("spine", "disc") else "left", paired=structure in PAIRED,
    )


def _bones(bones: Mapping[str, Mesh]) -> Iterator[ScenePart]:
    whole = {**bones, "foot": build_foot()} if bones else {}
    for name, mesh in whole.items():
        yield _part(name, name, "bone", "bone", mesh)


def _spine() -> Iterator[ScenePart]:
    for name, mesh in build_spine().items():
        if name.endswith("-vertebra"):
            yield _part(name, name, "spine", "bone", mesh)
        elif name.endswith("-disc"):
            yield _part(name, name, "disc", "disc", mesh)
        else:
            yield _part(name, name, "spine", "ligament", mesh)


def _count_sides(course: Course) -> int:
    return next(sides for least, sides in SIDES if course.radius_mm >= least)


def _nerves(anatomy: Anatomy) -> Iterator[ScenePart]:
    tones, lines = find_tones(anatomy.nerves), join_courses(anatomy.courses)
    for course in anatomy.courses:
        nerve = anatomy.get_nerve(course.structure)
        points, ahead = lines[course.id]
        tube = build_tube(points, course.radius_mm, course.end_radius_mm, _count_sides(course), ahead)
        layer: Layer = "root" if nerve.kind == "root" else "nerve"
        yield _part(course.id, nerve.id, layer, tones[nerve.id], tube, course.variant)


def _muscles(anatomy: Anatomy) -> Iterator[ScenePart]:
    for belly in anatomy.bellies:
        tone: Tone = "superficial" if belly.structure in SUPERFICIAL else "deep"
        yield _part(belly.id, belly.structure, "muscle", tone, build_belly(belly))


def _skins(skins: Mapping[Build, Mesh]) -> Iterator[ScenePart]:
    for build, mesh in skins.items():
        yield replace(_part(f"skin-{build}", "skin", "skin", "skin", mesh), build=build)


def _needles(anatomy: Anatomy, build: Build, skin: Mesh, nerves: CentreLines) -> Iterator[Needle]:
    for corridor in anatomy.corridors:
        measured = measure_corridor(corridor, skin, nerves)
        yield Needle(
            corridor=corridor.id, build=build, entry=measured.entry, tip=corridor.through,
            distances=measured.distances,
        )
