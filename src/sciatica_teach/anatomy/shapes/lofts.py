"""Closed surfaces stretched over rings of points, from one end point to another.

A loft is a stack of rings with the same number of points each. Neighbouring rings are joined by two triangles per
point, and each end is closed by a fan to its pole. Worked: 4 rings of 6 points have 4 * 6 + 2 = 26 corners and
3 * 6 * 2 + 2 * 6 = 48 triangles, and 26 - 72 edges + 48 = 2, as for every closed surface without a hole.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.model.meshes import Mesh


def build_loft(rings: NDArray[np.float64], first_pole: NDArray[np.float64], last_pole: NDArray[np.float64]) -> Mesh:
    """The closed surface over `rings`, shape (k, sides, 3), with a pole, shape (3,), beyond either end.

    The points of a ring run anticlockwise when seen from the last pole, so that the triangles face outwards.
    """
    count, sides = rings.shape[:2]
    vertices = np.concatenate([rings.reshape(-1, 3), first_pole[None], last_pole[None]])
    return Mesh(vertices, np.concatenate([_join_rings(count, sides), _close_ends(count, sides)]).astype(np.int32))


def _join_rings(count: int, sides: int) -> NDArray[np.int64]:
    here = np.arange(count - 1)[:, None] * sides + np.arange(sides)
    beside = np.arange(count - 1)[:, None] * sides + (np.arange(sides) + 1) % sides
    lower = np.stack([here, beside, beside + sides], axis=-1)
    upper = np.stack([here, beside + sides, here + sides], axis=-1)
    return np.concatenate([lower.reshape(-1, 3), upper.reshape(-1, 3)])


def _close_ends(count: int, sides: int) -> NDArray[np.int64]:
    around = np.arange(sides)
    beside = (around + 1) % sides
    last = (count - 1) * sides
    first_fan = np.stack([np.full(sides, count * sides), beside, around], axis=-1)
    last_fan = np.stack([np.full(sides, count * sides + 1), last + around, last + beside], axis=-1)
    return np.concatenate([first_fan, last_fan])
