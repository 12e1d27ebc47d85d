"""Reads the bone atlas: patches of polynomial surface, held in three JSON files for each bone.

`.mesh` says which local points of which patches are one node, `.ens` which kind each patch is and which row of
parameters a node has, `.geof` the coordinates in millimetres. A patch of cubic kind is known at four equally spaced
points a side, one of quartic kind at five; between them it is the one polynomial through them. Halfway along a cubic
edge whose points stand at heights 0, 0, 3 and 0 the polynomial gives 27/16 = 1.6875.

The format is that of GIAS3 (Auckland Bioengineering Institute); this reader was written from the files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.model.meshes import Mesh
from sciatica_teach.model.record import record
from sciatica_teach.model.surfaces import face_outwards, weld

Floats = NDArray[np.float64]
Indices = NDArray[np.int32]


@record
class PatchKind:
    """How many points a patch is known at, along each of its two directions."""

    across: int
    along: int
    triangular: bool = False

    def exponents(self) -> Indices:
        """Which powers of the two parameters make up the polynomial; also the numbering of the points."""
        return np.array([(i, j) for j in range(self.along) for i in range(self.across - (j if self.triangular else 0))])


KINDS = {
    "quad44": PatchKind(across=4, along=4),
    "quad54": PatchKind(across=5, along=4),
    "quad55": PatchKind(across=5, along=5),
    "tri10": PatchKind(across=4, along=4, triangular=True),
    "tri15": PatchKind(across=5, along=5, triangular=True),
}


@record
class Atlas:
    """One file of the atlas: the points of every patch, in the frame of the file."""

    kinds: tuple[str, ...]
    """Of each patch."""
    points: tuple[Any, ...]
    """Of each patch an array (points, 3) in millimetres."""

    def surface(self, patches: Iterable[int], subdivision: int) -> Mesh:
        """A closed surface of these patches, each cut `subdivision` times a side; outside is outside."""
        vertices: list[Floats] = []
        triangles: list[Indices] = []
        count = 0
        for patch in patches:
            weights, cut = cut_patch(self.kinds[patch], subdivision)
            vertices.append(weights @ self.points[patch])
            triangles.append(cut + count)
            count += len(weights)
        return face_outwards(weld(Mesh(np.concatenate(vertices), np.concatenate(triangles))))


@cache
def cut_patch(kind_name: str, subdivision: int) -> tuple[Floats, Indices]:
    """Weights of the patch's points at each grid place, and the triangles of the grid."""
    kind = KINDS[kind_name]
    exponents = kind.exponents()
    known_at = exponents / (np.array([kind.across, kind.along]) - 1)
    places, triangles = triangle_grid(subdivision) if kind.triangular else square_grid(subdivision)
    return _powers(places, exponents) @ np.linalg.inv(_powers(known_at, exponents)), triangles


def _powers(places: Floats, exponents: Indices) -> Floats:
    return np.asarray(np.prod(places[:, None, :] ** exponents[None], axis=2))


def square_grid(cuts: int) -> tuple[Floats, Indices]:
    """Places on the unit square, and two triangles a cell."""
    places = np.array([(i, j) for j in range(cuts + 1) for i in range(cuts + 1)]) / cuts
    corners = np.array([j * (cuts + 1) + i for j in range(cuts) for i in range(cuts)])
    right, up, across = corners + 1, corners + cuts + 1, corners + cuts + 2
    cells = np.concatenate([np.column_stack([corners, right, across]), np.column_stack([corners, across, up])])
    return places, cells.astype(np.int32)


def triangle_grid(cuts: int) -> tuple[Floats, Indices]:
    """Places on the unit right triangle, and its cells."""
    number = {place: k for k, place in enumerate((i, j) for j in range(cuts + 1) for i in range(cuts + 1 - j))}
    upright = [(number[i, j], number[i + 1, j], number[i, j + 1]) for i, j in number if i + j < cuts]
    hanging = [(number[i + 1, j], number[i + 1, j + 1], number[i, j + 1]) for i, j in number if i + j < cuts - 1]
    return np.array(list(number)) / cuts, np.array(upright + hanging, dtype=np.int32)


def read_atlas(folder: Traversable, mesh_name: str, geometry_name: str) -> Atlas:
    """Reads `mesh_name`.mesh, `mesh_name`.ens and `geometry_name`.geof."""
    topology = _read(folder, f"{mesh_name}.mesh")
    rows: Mapping[str, int] | None = _read(folder, f"{mesh_name}.ens")["custom_map"]
    parameters = _read(folder, f"{geometry_name}.geof")["field_parameters"]
    coordinates = np.array([[float(parameters[node][f"dim {k}"]) for k in range(3)] for node in sorted(parameters)])
    elements = topology["elements"]
    kinds = tuple(elements[name].split()[1] for name in sorted(elements, key=int))
    points = []
    for nodes in _number_nodes(kinds, topology["connectivity"]):
        wanted = nodes if rows is None else [rows[str(node)] for node in nodes]
        points.append(coordinates[wanted])
    return Atlas(kinds=kinds, points=tuple(points))


def _number_nodes(kinds: tuple[str, ...], connectivity: Mapping[str, str]) -> list[list[int]]:
    """Node numbers are not in the file: they follow from walking the patches and their points in order."""
    known: dict[str, int] = {}
    count = 0
    numbered = []
    for element, kind in enumerate(kinds):
        nodes = []
        for point in range(len(KINDS[kind].exponents())):
            name = f"{element}_{point}"
            if name not in known:
                known |= dict.fromkeys((name, *connectivity[name].split()), count)
                count += 1
            nodes.append(known[name])
        numbered.append(nodes)
    return numbered


def _read(folder: Traversable, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))
