"""Shapes as fields: a number at every place, negative inside, about the distance in millimetres outside.

Fields add up where triangles do not. Two balls become one body by taking the smaller number at each place, and a
rounded seam by blending the two where they are nearly equal: with a seam of 4 mm, two fields that are both 0 blend to
-1, which is the fillet (polynomial smooth minimum, I. Quilez). The surface is where the number is nought; marching
cubes (Lorensen and Cline 1987) finds it on a grid, and a few steps of evening out make its triangles of one size.

Places are arrays (n, 3) in millimetres, fields arrays (n,).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray
from skimage.measure import marching_cubes

from sciatica_teach.anatomy.shapes.meshing import vertex_normals
from sciatica_teach.model.courses import Point3
from sciatica_teach.model.meshes import Mesh
from sciatica_teach.model.surfaces import face_outwards, weld

Floats = NDArray[np.float64]
Field = Callable[[Floats], Floats]


def join(fields: Sequence[Floats], seam: float) -> Floats:
    """The union, with fillets where two meet; `seam` in mm is how near they must be to blend."""
    return reduce(lambda one, other: _blend(one, other, seam), fields)


def _blend(one: Floats, other: Floats, seam: float) -> Floats:
    near = np.maximum(seam - np.abs(one - other), 0.0) / seam
    return np.asarray(np.minimum(one, other) - near * near * seam / 4)


def cut(body: Floats, tool: Floats, seam: float) -> Floats:
    """The body without the tool, the edge rounded."""
    return -_blend(-body, tool, seam)


def ellipsoid(at: Floats, centre: Point3, radii: Point3) -> Floats:
    inner = (at - np.array(centre)) / np.array(radii)
    size = np.sqrt(np.einsum("ij,ij->i", inner, inner))
    slope = np.sqrt(np.einsum("ij,ij->i", inner / np.array(radii), inner / np.array(radii)))
    return np.asarray(size * (size - 1) / np.maximum(slope, 1e-9))


def capsule(
    at: Floats, start: Point3, end: Point3, start_mm: float, end_mm: float, squash: Point3 = (1.0, 1.0, 1.0)
) -> Floats:
    """A rod with round ends from one radius to another; `squash` below 1 makes it broader along that axis."""
    scale = np.array(squash, dtype=np.float64)
    origin = np.array(start) * scale
    along = np.array(end) * scale - origin
    away = at * scale - origin
    share = np.clip(away @ along / (along @ along), 0.0, 1.0)
    return np.asarray(np.linalg.norm(away - share[:, None] * along, axis=1) - (start_mm + share * (end_mm - start_mm)))


def rounded_box(at: Floats, centre: Point3, half: Point3, rounding: float, axes: Floats | None = None) -> Floats:
    """A block of half sizes `half`, edges rounded; the rows of `axes` are its own directions."""
    away = at - np.array(centre)
    outside = np.abs(away if axes is None else away @ axes.T) - (np.array(half) - rounding)
    beyond = np.linalg.norm(np.maximum(outside, 0.0), axis=1)
    return np.asarray(beyond + np.minimum(outside.max(axis=1), 0.0) - rounding)


def extract(field: Field, low: Point3, high: Point3, step: float, smoothing: int = 5) -> Mesh:
    """The surface of a field within a box, its triangles about `step` mm in size."""
    counts = np.ceil((np.array(high) - np.array(low)) / step).astype(int) + 1
    axes = [start + step * np.arange(count) for start, count in zip(low, counts, strict=True)]
    places = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    return _mesh(field(places).reshape(tuple(counts)), field, np.array(low), step, smoothing)


def extract_symmetric(field: Field, low: Point3, high: Point3, step: float, smoothing: int = 5) -> Mesh:
    """As `extract`, for a field that is the same left and right: only X >= 0 is worked out on the grid."""
    counts = np.ceil((np.array(high) - (0.0, low[1], low[2])) / step).astype(int) + 1
    axes = [start + step * np.arange(count) for start, count in zip((0.0, *low[1:]), counts, strict=True)]
    places = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    half = field(places).reshape(tuple(counts))
    whole = np.concatenate([half[:0:-1], half])
    return _mesh(whole, field, np.array([-step * (counts[0] - 1), low[1], low[2]]), step, smoothing)


def _mesh(values: Floats, field: Field, low: Floats, step: float, smoothing: int) -> Mesh:
    spacing = (step, step, step)
    vertices, triangles, _, _ = marching_cubes(  # type: ignore[no-untyped-call]  # scikit-image is untyped
        values, 0.0, spacing=spacing
    )
    found = face_outwards(weld(Mesh(vertices.astype(np.float64) + low, triangles.astype(np.int32))))
    return Mesh(_even_out(found, field, step, smoothing), found.triangles)


def _even_out(mesh: Mesh, field: Field, step: float, times: int) -> Floats:
    """Each vertex goes towards the middle of its neighbours and back onto the surface; the last moves only go back."""
    places, count = mesh.vertices, len(mesh.vertices)
    starts = mesh.triangles.ravel()
    ends = np.roll(mesh.triangles, -1, axis=1).ravel()
    degree = np.bincount(starts, minlength=count)
    for turn in range(times + 2):
        if turn < times:
            middles = np.column_stack([np.bincount(starts, places[ends, k], count) for k in range(3)])
            places = places + 0.6 * (middles / degree[:, None] - places)
        too_far = np.clip(field(places), -0.4 * step, 0.4 * step)
        places = places - too_far[:, None] * vertex_normals(Mesh(places, mesh.triangles))
    return places
