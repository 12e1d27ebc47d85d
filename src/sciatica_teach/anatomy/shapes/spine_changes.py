"""What can go wrong at the three lowest levels, as moves of vertices: nothing is rebuilt when a slider moves.

A change of size w, from 0 (healthy) to 1 (large), moves each vertex of a structure by w times its offset. Records with
one id belong together and move together: a slip carries every vertebra and disc above it. Half a herniation of 11 mm
stands out 5.5 mm. Roots do not give way here, as they do in a body; a clearance at or below nought therefore reads "is
touched", not "is crushed", and touch alone does not make pain. Sizes are schematic.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.anatomy.shapes.change_kinds import (
    SpineChange,
    bulge,
    herniations,
    narrow_canal,
    narrow_foramina,
    slip,
)
from sciatica_teach.anatomy.shapes.discs import LEVELS_THAT_CHANGE, build_discs, build_ligaments
from sciatica_teach.anatomy.shapes.meshing import distance_to_mesh, distance_to_surface
from sciatica_teach.anatomy.shapes.vertebrae import build_vertebrae
from sciatica_teach.errors import UnknownId
from sciatica_teach.model.meshes import Mesh

__all__ = ["SpineChange", "apply_changes", "build_spine", "clearance_mm", "spine_changes"]

Floats = NDArray[np.float64]


def build_spine() -> Mapping[str, Mesh]:
    """The healthy vertebrae, discs and yellow ligaments, by structure id."""
    return MappingProxyType({**build_vertebrae(), **build_discs(), **build_ligaments()})


@cache
def spine_changes() -> tuple[SpineChange, ...]:
    """Every change there is, by level from above downwards; the offsets belong to the meshes of `build_spine`."""
    spine = build_spine()
    return tuple(change for level in LEVELS_THAT_CHANGE for change in _changes_at(level, spine))


def _changes_at(level: str, spine: Mapping[str, Mesh]) -> Iterator[SpineChange]:
    yield bulge(level, spine)
    yield from herniations(level, spine)
    yield from narrow_canal(level, spine)
    yield from narrow_foramina(level, spine)
    yield from slip(level, spine)


def apply_changes(meshes: Mapping[str, Mesh], sizes: Mapping[str, float]) -> Mapping[str, Mesh]:
    """The meshes with the changes of these sizes (change id -> 0 to 1) made; structures not at hand are passed over.

    Raises `UnknownId` for a change there is not.
    """
    moved = dict(meshes)
    for change in _named(sizes):
        size = sizes[change.id]
        if size and change.structure in moved:
            mesh = moved[change.structure]
            moved[change.structure] = Mesh(mesh.vertices + size * change.offsets, mesh.triangles)
    return MappingProxyType(moved)


def _named(sizes: Mapping[str, float]) -> tuple[SpineChange, ...]:
    known = {change.id for change in spine_changes()}
    for wanted in sizes:
        if wanted not in known:
            raise UnknownId("change of the spine", wanted, sorted(known))
    return tuple(change for change in spine_changes() if change.id in sizes)


def clearance_mm(
    meshes: Mapping[str, Mesh], sizes: Mapping[str, float], centre_line: Floats, radius_mm: float
) -> float:
    """Millimetres between the surface of a root and whatever the named changes move; negative where they overlap.

    `meshes` are healthy, `centre_line` has shape (n, 3) with points a few millimetres apart. A change of size 0 counts
    as named, so that healthy and changed can be compared; what a change does not move by a fifth of its full size or
    more does not count. Raises `UnknownId` for a change there is not, and ValueError where no change is named.
    """
    changed = apply_changes(meshes, sizes)
    moving = [change for change in _named(sizes) if change.structure in meshes]
    return min(_gap(changed[change.structure], change, centre_line) for change in moving) - radius_mm


def _gap(mesh: Mesh, change: SpineChange, points: Floats) -> float:
    """From the points to the part that moves; a point inside counts only where that part is the nearest way out."""
    far = np.linalg.norm(change.offsets, axis=1)
    moves = (far >= 0.2 * far.max())[mesh.triangles].any(axis=1)
    to_part = distance_to_surface(points, Mesh(mesh.vertices, mesh.triangles[moves]))
    to_all = distance_to_mesh(points, mesh)
    signed = np.where(to_all >= 0, to_part, np.where(-to_all >= to_part - 1e-6, -to_part, np.inf))
    return float(signed.min())
