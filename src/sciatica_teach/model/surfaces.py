"""The two things every maker of surfaces needs: one vertex per place, and which side is out."""

from __future__ import annotations

import numpy as np

from sciatica_teach.model.meshes import Mesh


def weld(mesh: Mesh, tolerance_mm: float = 1e-3) -> Mesh:
    """The same surface, with vertices that lie within the tolerance made one and triangles without area left out."""
    cells = np.round(mesh.vertices / tolerance_mm).astype(np.int64)
    _, kept, renumbered = np.unique(cells, axis=0, return_index=True, return_inverse=True)
    triangles = renumbered.reshape(-1)[mesh.triangles]
    a, b, c = triangles.T
    whole = (a != b) & (b != c) & (c != a)
    return Mesh(mesh.vertices[kept], triangles[whole].astype(np.int32))


def volume(mesh: Mesh) -> float:
    """Cubic millimetres inside a closed surface; negative where it is inside out."""
    a, b, c = mesh.vertices[mesh.triangles].transpose(1, 0, 2)
    return float(np.einsum("ij,ij->", a, np.cross(b, c)) / 6)


def face_outwards(mesh: Mesh) -> Mesh:
    """The same closed surface with its triangles anticlockwise as seen from outside, whichever way they were."""
    return mesh if volume(mesh) > 0 else Mesh(mesh.vertices, mesh.triangles[:, ::-1].copy())
