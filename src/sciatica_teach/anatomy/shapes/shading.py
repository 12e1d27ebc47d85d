"""How much light finds its way to each vertex, so that hollows read dark as in an engraving.

Step a little way out from a vertex along its normal and look at the surface nearby: on a plane everything near faces
the same way as the vertex does, in a hollow walls face one another. With D the area near that place and N the sum of
the area times its normals, D - n.N is nought on a plane and 2 D before an opposite wall. Areas and normals are dropped
into the cells of a grid and blurred, which costs the same for one bone as for a whole leg; this is done at two sizes,
for the crevice and for the bay. The idea is that of ambient occlusion between surface elements (Bunnell 2005, GPU Gems
2, chapter 14), with cells for elements.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates

from sciatica_teach.anatomy.shapes.meshing import mirror, triangle_middles, triangle_normals, vertex_normals
from sciatica_teach.model.meshes import Mesh

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Scale:
    """A size of hollow that is looked for."""

    cell: float
    """Side of a grid cell, mm."""
    step_out: float
    """Where it is looked from, mm off the surface."""
    strength: float


SCALES = (Scale(5.5, 6.5, 1.15), Scale(12.0, 17.0, 0.85))
MARGIN = 3
"""Cells left empty around everything."""
ONE_SIDED = -5.0
"""What stays left of this X, mm, has a twin on the right, which takes light too."""


def shade(meshes: Mapping[str, Mesh]) -> Mapping[str, NDArray[np.uint8]]:
    """Id -> one number a vertex, 255 where it is open to the light and towards 0 in the depth of a hollow.

    Every mesh takes light from every other: leave out what will be hidden when these are seen.
    """
    if not meshes:
        return MappingProxyType({})
    sources = list(meshes.values())
    sources += [mirror(mesh) for mesh in sources if mesh.vertices[:, 0].min() > ONE_SIDED]
    middles = np.concatenate([triangle_middles(mesh) for mesh in sources])
    normals = np.concatenate([triangle_normals(mesh) / 2 for mesh in sources])
    places = np.concatenate([mesh.vertices for mesh in meshes.values()])
    facing = np.concatenate([vertex_normals(mesh) for mesh in meshes.values()])
    hidden = sum(scale.strength * _find_hidden(scale, middles, normals, places, facing) for scale in SCALES)
    light = np.round(255 * np.exp(-np.maximum(hidden, 0.0))).astype(np.uint8)
    ends = np.cumsum([len(mesh.vertices) for mesh in meshes.values()])[:-1]
    return MappingProxyType(dict(zip(meshes, np.split(light, ends), strict=True)))


def _find_hidden(scale: Scale, middles: Floats, normals: Floats, places: Floats, facing: Floats) -> Floats:
    """Area that faces otherwise than the vertex, per area of a cell's side, seen from a step outside it."""
    columns = np.ascontiguousarray(middles.T)
    first = np.floor(columns.min(axis=1) / scale.cell) - MARGIN  # whole cells from the middle plane: left is as right
    shape = tuple((np.ceil(columns.max(axis=1) / scale.cell) - first + MARGIN + 1).astype(int))
    low = first * scale.cell
    cells = np.ravel_multi_index(tuple(np.round((middles - low) / scale.cell).astype(int).T), shape)
    looked_from = ((places + scale.step_out * facing - low) / scale.cell).T
    areas = np.sqrt(np.einsum("ij,ij->i", normals, normals))
    hidden = _look_up(cells, areas, shape, looked_from)
    for axis in range(3):
        hidden -= facing[:, axis] * _look_up(cells, normals[:, axis], shape, looked_from)
    return hidden / scale.cell**2


def _look_up(cells: NDArray[np.int64], amounts: Floats, shape: tuple[int, ...], places: Floats) -> Floats:
    dropped = np.bincount(cells, amounts, int(np.prod(shape))).astype(np.float32).reshape(shape)
    return np.asarray(map_coordinates(_blur(dropped), places, order=1, mode="nearest", output=np.float64))


def _blur(grid: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each cell with half a share of either neighbour, along each axis; the outermost cells are empty."""
    for axis in range(3):
        moved = np.moveaxis(grid, axis, 0)
        blurred = moved * np.float32(0.5)
        blurred[1:] += np.float32(0.25) * moved[:-1]
        blurred[:-1] += np.float32(0.25) * moved[1:]
        grid = np.moveaxis(blurred, 0, axis)
    return grid
