"""A scene small enough to know every place in it: boxes for structures, all in sight of one another."""

from __future__ import annotations

from typing import Any

import numpy as np

from sciatica_teach.anatomy.shapes.corridors import RiskDistance
from sciatica_teach.anatomy.shapes.scene import Needle, Scene, ScenePart
from sciatica_teach.figures.scene import encode_scene
from sciatica_teach.model.meshes import Mesh

CORNERS = np.array([[x, y, z] for z in (-1.0, 1.0) for y in (-1.0, 1.0) for x in (-1.0, 1.0)])
FACES = np.array([
    [0, 2, 1], [1, 2, 3], [4, 5, 6], [5, 7, 6], [0, 1, 4], [1, 5, 4], [2, 6, 3], [3, 6, 7], [0, 4, 2], [2, 4, 6],
    [1, 3, 5], [3, 7, 5],
], dtype=np.int32)


def box(centre: tuple[float, float, float], half: float) -> Mesh:
    """A closed box, its triangles facing outwards."""
    return Mesh(np.array(centre) + half * CORNERS, FACES)


def part(part_id: str, layer: Any, tone: Any, mesh: Mesh, **more: Any) -> ScenePart:
    shade = np.full(len(mesh.vertices), 200, np.uint8)
    return ScenePart(
        **{"id": part_id, "structure": part_id, "layer": layer, "tone": tone, "side": "left", "mesh": mesh,
           "shade": shade, **more})


def small_scene() -> Scene:
    """The sciatic nerve is in the middle of the gluteal view, the femur to the left of it, the tibial nerve below."""
    builds = ("slim", "middle", "large")
    return Scene(
        parts=(
            part("sciatic", "nerve", "nerve", box((60.0, 50.0, 0.0), 25.0)),
            part("tibial", "nerve", "tibial", box((60.0, 50.0, -80.0), 20.0)),
            part("common-fibular", "nerve", "fibular", box((100.0, 50.0, -430.0), 15.0)),
            part("femur", "bone", "bone", box((130.0, 0.0, 0.0), 20.0)),
            *(part(f"skin-{build}", "skin", "skin", box((60.0, 0.0, 0.0), 150.0 + 10.0 * place), structure="skin",
                   build=build) for place, build in enumerate(builds)),
        ),
        needles=tuple(
            Needle(corridor="gb30", build=build, entry=(60.0, 160.0, 0.0), tip=(60.0, 60.0, 0.0),
                   distances=(RiskDistance(structure="sciatic", depth_mm=40.0 + 20.0 * place, clearance_mm=3.0),))
            for place, build in enumerate(builds)
        ),
        changes=(),
    )


def small_scene_file(missing: str = "") -> bytes:
    return encode_scene(small_scene(), missing)
