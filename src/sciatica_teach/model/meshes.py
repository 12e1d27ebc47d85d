"""Surfaces made of triangles, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)  # no slots: arrays have no equality or hash, a mesh is the thing itself
class Mesh:
    """A closed surface; its triangles run anticlockwise when seen from outside."""

    vertices: NDArray[np.float64]
    """Shape (n, 3), millimetres, in the frame of `model.courses`."""
    triangles: NDArray[np.int32]
    """Shape (m, 3), indices into `vertices`."""

    def __repr__(self) -> str:
        return f"Mesh({len(self.vertices)} vertices, {len(self.triangles)} triangles)"
