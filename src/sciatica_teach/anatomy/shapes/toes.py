"""The nineteen long bones of the foot: five metatarsals and fourteen phalanges, lofted along their shafts.

In the foot's own frame (`tarsals`). A shaft is a row of ovals between two rounded ends: broad at the base, slim in the
middle, broad again at the head.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.model.courses import Point3
from sciatica_teach.model.meshes import Mesh
from sciatica_teach.model.surfaces import face_outwards

Floats = NDArray[np.float64]

PLACES = np.array([0.02, 0.1, 0.24, 0.45, 0.66, 0.82, 0.92, 0.985])
"""Where along a shaft its ovals lie."""
GIRTH = np.array([
    [0.72, 0.0, 0.0], [1.0, 0.0, 0.0], [0.45, 0.55, 0.0], [0.0, 1.0, 0.0], [0.0, 0.9, 0.1], [0.0, 0.35, 0.65],
    [0.0, 0.0, 1.0], [0.0, 0.0, 0.62],
])  # fmt: skip
"""How much of base, middle and head there is in each oval."""


@dataclass(frozen=True)
class LongBone:
    """From `base` to `tip` in mm; the sizes are half widths and half heights of base, middle and head."""

    base: Point3
    tip: Point3
    half_widths: Point3
    half_heights: Point3
    arch: float = 0.0
    """How far the middle of the shaft is lifted, mm."""

    def build(self, sides: int) -> Mesh:
        start, end = np.array(self.base), np.array(self.tip)
        ahead = (end - start) / np.linalg.norm(end - start)
        across = np.cross((0.0, 0.0, 1.0), ahead)
        across /= np.linalg.norm(across)
        upright = np.cross(ahead, across)
        angles = 2 * np.pi * (np.arange(sides) + 0.5) / sides
        wide, high = GIRTH @ np.array(self.half_widths), GIRTH @ np.array(self.half_heights)
        middles = start + PLACES[:, None] * (end - start)
        middles = middles + self.arch * (4 * PLACES * (1 - PLACES))[:, None] * upright
        ovals = (
            middles[:, None]
            + (wide[:, None] * np.cos(angles))[..., None] * across
            + (high[:, None] * np.sin(angles))[..., None] * upright
        )
        vertices = np.concatenate([start[None], ovals.reshape(-1, 3), end[None]])
        return face_outwards(Mesh(vertices, _barrel(len(PLACES), sides)))


def _barrel(rings: int, sides: int) -> NDArray[np.int32]:
    """Triangles between a pole, rings of vertices and another pole, in this order."""
    here = np.arange(sides)
    beside = np.roll(here, -1)
    starts = 1 + sides * np.arange(rings - 1)[:, None]
    low, right = (starts + here).ravel(), (starts + beside).ravel()
    last = 1 + sides * (rings - 1)
    return np.concatenate([
        np.column_stack([np.zeros(sides, dtype=int), 1 + beside, 1 + here]),
        np.column_stack([low, right, right + sides]),
        np.column_stack([low, right + sides, low + sides]),
        np.column_stack([last + here, last + beside, np.full(sides, 1 + sides * rings)]),
    ]).astype(np.int32)


METATARSALS = (
    LongBone((72.0, -19.5, 31.0), (131.0, -17.0, 10.5), (8.5, 6.6, 9.4), (12.5, 6.6, 9.2), 2.0),
    LongBone((64.5, -4.0, 38.5), (135.0, 2.5, 10.0), (6.6, 3.9, 5.8), (9.0, 4.2, 7.2), 3.0),
    LongBone((71.0, 10.0, 33.5), (131.0, 15.5, 9.0), (6.3, 3.8, 5.6), (9.0, 4.2, 7.0), 3.0),
    LongBone((58.5, 21.5, 24.0), (123.0, 27.5, 8.5), (6.3, 3.8, 5.5), (8.2, 4.2, 6.8), 2.5),
    LongBone((53.0, 34.5, 16.0), (113.0, 38.5, 8.0), (8.4, 4.0, 5.6), (6.8, 4.0, 6.4), 1.5),
)
STYLOID = LongBone((43.0, 38.5, 12.0), (62.0, 33.0, 17.0), (2.2, 4.2, 3.0), (2.2, 4.4, 3.0))
"""The knob at the base of the fifth metatarsal."""


def _toe(places: tuple[Point3, ...], base: tuple[float, float]) -> tuple[LongBone, ...]:
    """Phalanges from joint to joint, each with a gap of 1.5 mm before the next; sizes shrink towards the tip."""
    wide, high = base
    bones = []
    for number, (start, end) in enumerate(pairwise(places)):
        last = number == len(places) - 2
        shrink = 1.0 - 0.16 * number
        widths = (wide * shrink, wide * 0.58 * shrink, wide * (0.62 if last else 0.78) * shrink)
        heights = (high * shrink, high * 0.6 * shrink, high * (0.42 if last else 0.7) * shrink)
        ahead = np.array(end) - np.array(start)
        tip = np.array(end) - (0.0 if last else 1.5) * ahead / np.linalg.norm(ahead)
        bones.append(LongBone(start, (float(tip[0]), float(tip[1]), float(tip[2])), widths, heights, 0.8))
    return tuple(bones)


PHALANGES = (
    *_toe(((133.0, -16.8, 10.5), (165.0, -13.5, 10.5), (188.0, -11.0, 6.0)), (8.4, 7.6)),
    *_toe(((137.0, 2.6, 10.5), (164.0, 4.5, 14.5), (178.0, 5.0, 11.5), (188.5, 5.2, 5.0)), (5.4, 5.4)),
    *_toe(((133.0, 15.7, 9.5), (157.0, 16.8, 13.5), (168.5, 16.9, 10.5), (178.0, 16.6, 4.5)), (5.2, 5.2)),
    *_toe(((125.0, 27.8, 9.0), (146.0, 28.2, 12.5), (155.5, 28.0, 9.5), (164.0, 27.3, 4.0)), (5.0, 5.0)),
    *_toe(((115.0, 38.6, 8.5), (133.5, 38.2, 11.0), (141.0, 37.4, 8.5), (149.0, 36.2, 4.0)), (4.9, 4.8)),
)
