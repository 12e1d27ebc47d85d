"""What can be asked of a closed surface of triangles, and done with it.

Two facts carry most of it. A surface is closed when every edge, taken in a direction, is met exactly once in the other
direction. Then each triangle spans a tetrahedron with the origin, and their signed volumes add up to the volume
inside: for a cube of side 2 that is 8 mm^3 over an area of 24 mm^2. A point is inside when the triangles, seen from it,
cover the whole sphere of solid angle 4 pi (Van Oosterom and Strackee 1983, IEEE Trans Biomed Eng 30:125-6).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from sciatica_teach.model.meshes import Mesh
from sciatica_teach.model.surfaces import face_outwards, volume, weld

__all__ = [
    "area",
    "distance_to_mesh",
    "distance_to_surface",
    "face_outwards",
    "is_inside",
    "is_watertight",
    "merge",
    "mirror",
    "triangle_middles",
    "triangle_normals",
    "vertex_normals",
    "volume",
    "weld",
]

Floats = NDArray[np.float64]

_BATCH = 2_000_000
"""Point-triangle pairs worked on at once; bounds memory to some tens of megabytes."""


def _corners(mesh: Mesh) -> tuple[Floats, Floats, Floats]:
    a, b, c = mesh.vertices[mesh.triangles].transpose(1, 0, 2)
    return a, b, c


def triangle_normals(mesh: Mesh) -> Floats:
    """Shape (m, 3), pointing outwards, each as long as twice the area of its triangle in mm^2."""
    a, b, c = _corners(mesh)
    return np.asarray(np.cross(b - a, c - a))


def triangle_middles(mesh: Mesh) -> Floats:
    """Shape (m, 3), mm."""
    a, b, c = _corners(mesh)
    return np.asarray((a + b + c) / 3)


def area(mesh: Mesh) -> float:
    """Square millimetres."""
    return float(np.linalg.norm(triangle_normals(mesh), axis=1).sum() / 2)


def is_watertight(mesh: Mesh) -> bool:
    """Whether every directed edge occurs once, and once the other way."""
    edges = mesh.triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2).astype(np.int64)
    count = len(mesh.vertices)
    there, back = edges[:, 0] * count + edges[:, 1], edges[:, 1] * count + edges[:, 0]
    there.sort()
    back.sort()
    return bool(len(there) and np.all(np.diff(there) > 0) and np.array_equal(there, back))


def mirror(mesh: Mesh) -> Mesh:
    """The same on the other side of the body: X negated, triangles turned about so that outside stays outside."""
    return Mesh(mesh.vertices * np.array([-1.0, 1.0, 1.0]), mesh.triangles[:, ::-1].copy())


def merge(meshes: Iterable[Mesh]) -> Mesh:
    """Several surfaces in one mesh, side by side; nothing is joined."""
    parts = tuple(meshes)
    starts = np.cumsum([0, *(len(part.vertices) for part in parts[:-1])])
    return Mesh(
        np.concatenate([part.vertices for part in parts]),
        np.concatenate([part.triangles + start for part, start in zip(parts, starts, strict=True)]).astype(np.int32),
    )


def vertex_normals(mesh: Mesh) -> Floats:
    """Shape (n, 3), unit length, outwards; the triangles around a vertex count by their area."""
    normals = triangle_normals(mesh)
    flat = mesh.triangles.ravel()
    sums = np.column_stack([np.bincount(flat, np.repeat(normals[:, k], 3), len(mesh.vertices)) for k in range(3)])
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12))


def is_inside(points: Floats, mesh: Mesh) -> NDArray[np.bool_]:
    """Which of the points (k, 3) lie within the closed surface."""
    a, b, c = _corners(mesh)
    winding = np.concatenate([_solid_angles(part, a, b, c) for part in _batches(points, len(a))])
    return np.asarray(np.abs(winding) > 2 * np.pi)


def _batches(points: Floats, triangles: int) -> list[Floats]:
    points = np.atleast_2d(np.asarray(points, dtype=np.float64))
    return np.array_split(points, max(1, min(len(points), -(-len(points) * triangles // _BATCH))))


def _solid_angles(points: Floats, a: Floats, b: Floats, c: Floats) -> Floats:
    """Of the whole surface, signed, as seen from each point."""
    pa, pb, pc = (corner[None] - points[:, None] for corner in (a, b, c))
    la, lb, lc = (np.linalg.norm(ray, axis=2) for ray in (pa, pb, pc))
    spat = np.einsum("ijk,ijk->ij", pa, np.cross(pb, pc))
    flat = (
        la * lb * lc + np.einsum("ijk,ijk->ij", pa, pb) * lc
        + np.einsum("ijk,ijk->ij", pb, pc) * la + np.einsum("ijk,ijk->ij", pc, pa) * lb
    )
    return np.asarray(2 * np.arctan2(spat, flat).sum(axis=1))


def distance_to_mesh(points: Floats, mesh: Mesh, near: int = 24) -> Floats:
    """Millimetres from each point (k, 3) to the closed surface, negative inside; as exact as `distance_to_surface`."""
    nearest = distance_to_surface(points, mesh, near)
    return np.asarray(np.where(is_inside(points, mesh), -nearest, nearest))


def distance_to_surface(points: Floats, mesh: Mesh, near: int = 24) -> Floats:
    """Millimetres from each point (k, 3) to the surface, closed or not, never negative.

    Exact to the nearest of the `near` triangles whose middles are closest, which is the nearest triangle of all on
    meshes whose triangles are of similar size.
    """
    points = np.atleast_2d(np.asarray(points, dtype=np.float64))
    a, b, c = _corners(mesh)
    _, candidates = cKDTree(triangle_middles(mesh)).query(points, k=min(near, len(a)))
    candidates = candidates.reshape(len(points), -1)
    away = np.linalg.norm(points[:, None] - _nearest_on(points[:, None], *(x[candidates] for x in (a, b, c))), axis=2)
    return np.asarray(away.min(axis=1))


def _nearest_on(points: Floats, a: Floats, b: Floats, c: Floats) -> Floats:
    """The nearest point of each triangle: within it where the foot of the perpendicular falls inside, else an edge."""
    normal = np.cross(b - a, c - a)
    normal /= np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-12)
    foot = points - np.sum((points - a) * normal, axis=-1, keepdims=True) * normal
    within = np.ones(foot.shape[:-1], dtype=bool)
    best = np.full_like(foot, np.inf)
    least = np.full(foot.shape[:-1], np.inf)
    for start, end in ((a, b), (b, c), (c, a)):
        within &= np.sum(np.cross(end - start, foot - start) * normal, axis=-1) >= 0
        place = _nearest_on_edge(points, start, end)
        away = np.linalg.norm(points - place, axis=-1)
        best = np.where((away < least)[..., None], place, best)
        least = np.minimum(least, away)
    return np.asarray(np.where(within[..., None], foot, best))


def _nearest_on_edge(points: Floats, start: Floats, end: Floats) -> Floats:
    along = end - start
    length = np.maximum(np.sum(along * along, axis=-1, keepdims=True), 1e-12)
    share = np.clip(np.sum((points - start) * along, axis=-1, keepdims=True) / length, 0.0, 1.0)
    return np.asarray(start + share * along)
