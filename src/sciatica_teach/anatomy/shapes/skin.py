"""A schematic skin of the left low back, buttock, thigh and leg, in three builds.

It is there so that a needle has something to pass, and to show that the same point lies deeper in a larger body. It is
no measurement of anybody: the sections were drawn around the bones and muscles of the scene, and the thickness of what
lies under the skin is our estimate.

Each section is a rounded rectangle (a superellipse) around a centre, in a horizontal plane; the trunk is cut off flat
at the midline, where the other half would join. The sections are joined by splines. Worked: at the gluteal level the
soft tissue behind the muscles is 18 mm in the middle build, so 18 * 0.35 = 6 mm in the slim and 18 * 2.4 = 43 mm in
the large one.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.anatomy.shapes.curves import interpolate
from sciatica_teach.anatomy.shapes.lofts import build_loft
from sciatica_teach.model.meshes import Mesh

Build = Literal["slim", "middle", "large"]

PADDING: Mapping[Build, float] = MappingProxyType({"slim": 0.35, "middle": 1.0, "large": 2.4})
"""How thick the tissue under the skin is, as a share of the middle build."""

_SIDES, _RINGS = 48, 36

_LEVELS = np.array([
    # z    centre  side  middle  front  back   pad    pad
    #        x     half    y      half  half  behind  else
    (290.0,  40.0,  98.0,    0.0,  92.0,  96.0,  10.0, 12.0),
    (220.0,  42.0,  92.0,    0.0,  94.0,  98.0,  12.0, 14.0),
    (150.0,  50.0,  96.0,    0.0,  92.0,  94.0,  14.0, 14.0),
    (90.0,   62.0,  92.0,    5.0,  88.0, 104.0,  16.0, 12.0),
    (40.0,   66.0,  97.0,    8.0,  84.0, 108.0,  18.0, 12.0),
    (0.0,    70.0,  94.0,    8.0,  82.0, 108.0,  18.0, 12.0),
    (-40.0,  75.0,  90.0,    8.0,  86.0, 108.0,  18.0, 11.0),
    (-80.0,  82.0,  77.0,    6.0,  88.0, 102.0,  16.0, 10.0),
    (-120.0, 85.0,  73.0,    2.0,  86.0,  88.0,  11.0,  9.0),
    (-180.0, 86.0,  69.0,   -2.0,  82.0,  84.0,   9.0,  8.0),
    (-250.0, 85.0,  66.0,   -2.0,  76.0,  80.0,   8.0,  7.0),
    (-320.0, 79.0,  58.0,    2.0,  64.0,  72.0,   7.0,  6.0),
    (-380.0, 76.0,  54.0,    6.0,  55.0,  63.0,   6.0,  4.0),
    (-420.0, 76.0,  54.0,   10.0,  50.0,  68.0,   6.0,  4.0),
    (-470.0, 78.0,  55.0,   18.0,  46.0,  66.0,   6.0,  4.0),
    (-540.0, 82.0,  51.0,   18.0,  48.0,  59.0,   5.0,  4.0),
    (-620.0, 82.0,  48.0,   14.0,  55.0,  50.0,   5.0,  4.0),
    (-700.0, 80.0,  42.0,   10.0,  58.0,  50.0,   4.0,  3.0),
    (-750.0, 79.0,  41.0,    8.0,  58.0,  52.0,   4.0,  3.0),
])
"""Sections from top to bottom, millimetres: flesh as half widths from a centre, and what lies on it."""


def build_skin(build: Build) -> Mesh:
    """The closed surface for a build, its triangles facing outwards. It ends above the ankle and below the ribs."""
    heights = np.linspace(_LEVELS[-1, 0], _LEVELS[0, 0], _RINGS)
    levels = interpolate(-_LEVELS[:, 0], _LEVELS[:, 1:], -heights)
    rings = np.stack([_draw_section(z, level, PADDING[build]) for z, level in zip(heights, levels, strict=True)])
    return build_loft(rings, rings[0].mean(axis=0), rings[-1].mean(axis=0))


def _draw_section(z: float, level: NDArray[np.float64], padding: float) -> NDArray[np.float64]:
    """One horizontal ring, anticlockwise seen from above; shape (sides, 3)."""
    centre_x, side, centre_y, front, back, behind, elsewhere = level
    angles = 2.0 * np.pi * np.arange(_SIDES) / _SIDES
    across, along = np.cos(angles), np.sin(angles)
    depth = np.where(along > 0, back + padding * behind, front + padding * elsewhere)
    width = side + padding * elsewhere
    reach = ((np.abs(across) / width) ** 2.6 + (np.abs(along) / depth) ** 2.6) ** (-1 / 2.6)
    wall = centre_x / np.maximum(-across, 1e-6)
    kept = np.minimum(reach, wall)
    return np.stack([centre_x + kept * across, centre_y + kept * along, np.full(_SIDES, z)], axis=1)
