"""Muscles as solid shapes: spindles along one line, plates through several.

A spindle is thickest at two fifths of its flesh and runs out into a tendon. It wraps the limb: its thickness points
away from the axis of the leg, its width goes round it. A sheet is laid through its fibre lines, then thickened to both
sides; its rim and its corners are rounded, so that it reads as flesh and not as ribbon, and where fibres gather it
is no thicker than wide.

Worked: a spindle of 100 mm, 20 mm wide and 10 mm thick is an ellipse of 10 by 5 mm half axes at 42 mm; 5 mm before its
end it has less than a third of that. A flat sheet of 60 by 40 mm, 10 mm thick with its rim rounded over 5 mm, is 10 mm
thick in the middle and has no thickness on the rim.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.anatomy.shapes.curves import (
    Points,
    find_tangents,
    interpolate,
    measure_length,
    place,
    smooth,
    spread,
)
from sciatica_teach.anatomy.shapes.lofts import build_loft
from sciatica_teach.model.courses import Belly
from sciatica_teach.model.meshes import Mesh

Floats = NDArray[np.float64]

_LIMB_AXIS = np.array([(78.0, 4.0, -780.0), (78.0, 4.0, -390.0), (100.0, 0.0, -150.0), (85.0, 0.0, 0.0)])
"""The middle of the left leg, from the ankle up to the hip: what thickness points away from."""
_ORIGIN, _INSERTION = 0.4, 0.15
"""Thickness at the ends, as a share of the thickest place: most muscles begin as flesh and end as a tendon."""
_PEAK = 0.8
"""Exponent of the way along a spindle: its thickest place is at 0.5 ** (1 / 0.8) = 0.42."""
_ROUND_MM, _ALONG_MM = 10.5, 18.0
"""Aimed-at distances between the points of a shape, around and along it."""
_CAP = 1.0 - np.cos(np.radians([33.0, 60.0, 90.0]))
"""Where the rings of a rounded end stand, as shares of its height."""
_SHEET_ORIGIN, _SHEET_INSERTION = 0.6, 0.3
"""Thickness of a sheet at its ends, within its rim, as a share of the thickest place."""


def build_belly(belly: Belly) -> Mesh:
    """A closed surface, its triangles facing outwards, in the frame of `model.courses`."""
    return _build_spindle(belly) if belly.form == "spindle" else _build_sheet(belly)


def _build_spindle(belly: Belly) -> Mesh:
    dense = smooth(belly.lines[0], 2.0)
    length = measure_length(dense)
    shares = _place_rings(length, belly.thickness_mm / 2.0)
    centre = place(dense, shares)
    ahead = find_tangents(centre)
    outward = _point_off_axis(centre, ahead)
    around = np.cross(outward, ahead)
    blunt = _rise((np.minimum(shares, 1.0 - shares) * length, np.array(length / 2.0)), belly.thickness_mm / 2.0)
    size = (find_swell(shares, belly.tendon_share) * blunt)[:, None, None]
    angles = np.linspace(0.0, 2.0 * np.pi, _count_sides(belly), endpoint=False)[None, :, None]
    wide = belly.width_mm / 2.0 * np.cos(angles) * around[:, None]
    thick = belly.thickness_mm / 2.0 * np.sin(angles) * outward[:, None]
    rings = centre[:, None] + size * (wide + thick)
    return build_loft(rings[1:-1], centre[0], centre[-1])


def _place_rings(length: float, cap_mm: float) -> Floats:
    """Shares of the length where rings stand: three in each rounded end, the rest evenly between."""
    cap = min(cap_mm / length, 0.2) * _CAP
    body = np.linspace(cap[-1], 1.0 - cap[-1], int(np.clip(length / _ALONG_MM, 9, 22)))
    return np.concatenate([[0.0], cap[:-1], body, 1.0 - cap[-2::-1], [1.0]])


def find_swell(along: Floats, tendon_share: float = 0.0) -> Floats:
    """Size of a spindle as a share of its thickest place, at shares of its length; all 0 to 1.

    The last `tendon_share` of the length is as thin as its end.
    """
    flesh = np.minimum(along / (1.0 - tendon_share), 1.0)
    tendon = _ORIGIN + (_INSERTION - _ORIGIN) * flesh
    return np.asarray(tendon + (1.0 - tendon) * np.sin(np.pi * flesh**_PEAK) ** (1.0 + 0.5 * flesh))


def _count_sides(belly: Belly) -> int:
    return int(np.clip(np.pi * belly.width_mm / _ROUND_MM, 8, 16))


def _point_off_axis(centre: Points, ahead: Points) -> Points:
    """Unit directions across the line, away from the axis of the limb."""
    axis = np.stack([np.interp(centre[:, 2], _LIMB_AXIS[:, 2], _LIMB_AXIS[:, k]) for k in range(2)], axis=1)
    away = np.column_stack([centre[:, :2] - axis, np.zeros(len(centre))])
    across = away - (away * ahead).sum(axis=1, keepdims=True) * ahead
    return np.asarray(across / np.linalg.norm(across, axis=1, keepdims=True))


def _build_sheet(belly: Belly) -> Mesh:
    grid = _lay_grid(belly)
    normals = _find_normals(grid)
    half = _find_thickness(grid, belly)[..., None] * normals / 2.0
    return _close_pillow(grid + half, grid - half)


def _lay_grid(belly: Belly) -> Floats:
    """Points of the middle surface: (along, across, 3), closer together towards the rim, its corners rounded."""
    dense = [smooth(line, 2.0) for line in belly.lines]
    rows = int(np.clip(max(measure_length(line) for line in dense) / _ALONG_MM, 8, 18))
    fibres = np.stack([spread(line, 120) for line in dense])
    gaps = np.linalg.norm(np.diff(fibres, axis=0), axis=2).mean(axis=1)
    knots = np.concatenate([[0.0], np.cumsum(np.sqrt(gaps))])
    widest = np.linalg.norm(np.diff(fibres, axis=0), axis=2).sum(axis=0).max()
    columns = int(np.clip(widest / _ROUND_MM, 8, 14))
    across = interpolate(knots, fibres, knots[-1] * _crowd_ends(columns))
    first, last = (_cut_corners(across[:, end], belly.width_mm) for end in (0, -1))
    trimmed = [_trim(line, *cut) for line, cut in zip(across, np.stack([first, last], axis=1), strict=True)]
    return np.asarray(np.stack([place(line, _crowd_ends(rows)) for line in trimmed], axis=1))


def _cut_corners(end: Points, over_mm: float) -> Floats:
    """How many millimetres each fibre is cut short, so that a quarter circle stands for the corner on either side."""
    run = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(end, axis=0), axis=1))])
    radius = min(2.0 * over_mm, 0.35 * run[-1])
    inwards = np.minimum(np.minimum(run, run[-1] - run), radius)
    return np.asarray(radius - np.sqrt(radius**2 - (radius - inwards) ** 2))


def _trim(line: Points, first_mm: float, last_mm: float) -> Points:
    length = measure_length(line)
    return place(line, np.linspace(min(first_mm / length, 0.4), 1.0 - min(last_mm / length, 0.4), 60))


def _crowd_ends(pieces: int) -> Floats:
    """Shares from 0 to 1 that crowd towards both ends, where a rim is rounded."""
    even = np.linspace(0.0, 1.0, pieces + 1)
    return np.asarray(0.35 * even + 0.65 * (1.0 - np.cos(np.pi * even)) / 2.0)


def _find_normals(grid: Floats) -> Floats:
    normals = np.cross(np.gradient(grid, axis=0), np.gradient(grid, axis=1))
    return np.asarray(normals / np.linalg.norm(normals, axis=2, keepdims=True))


def _find_thickness(grid: Floats, belly: Belly) -> Floats:
    """Full thickness at each point: a quarter circle up from the rim, and thickest in the middle of the fibres."""
    sideways = _measure_to_ends(grid, 1)
    rim = _rise(sideways, belly.width_mm) * _rise(_measure_to_ends(grid, 0), belly.width_mm)
    flesh = np.minimum(np.linspace(0.0, 1.0 / (1.0 - belly.tendon_share), len(grid)), 1.0)[:, None]
    ends = _SHEET_ORIGIN + (_SHEET_INSERTION - _SHEET_ORIGIN) * flesh
    thickness = belly.thickness_mm * (ends + (1.0 - ends) * np.sin(np.pi * flesh))
    return np.asarray(rim * np.minimum(thickness, 1.6 * sideways[1]))


def _measure_to_ends(grid: Floats, axis: int) -> Floats:
    """Way to the nearer end along an axis of the grid, and half the whole way: millimetres."""
    steps = np.linalg.norm(np.diff(grid, axis=axis), axis=2)
    run = np.cumsum(np.insert(steps, 0, 0.0, axis=axis), axis=axis)
    whole = np.take(run, [-1], axis=axis)
    return np.asarray(np.stack([np.minimum(run, whole - run), np.broadcast_to(whole / 2.0, run.shape)]))


def _rise(ways: Floats | tuple[Floats, Floats], over_mm: float) -> Floats:
    way, half = ways
    share = np.clip(way / np.minimum(over_mm, half), 0.0, 1.0)
    return np.asarray(np.sqrt(1.0 - (1.0 - share) ** 2))


def _close_pillow(front: Floats, back: Floats) -> Mesh:
    """Two grids that meet on their rim: the surface that goes over the one and back under the other."""
    rows, columns = front.shape[:2]
    upper = np.arange(rows * columns).reshape(rows, columns)
    lower = upper.copy()
    lower[1:-1, 1:-1] = rows * columns + np.arange((rows - 2) * (columns - 2)).reshape(rows - 2, columns - 2)
    vertices = np.concatenate([front.reshape(-1, 3), back[1:-1, 1:-1].reshape(-1, 3)])
    triangles = np.concatenate([_cut_grid(upper), _cut_grid(lower)[:, ::-1]])
    return Mesh(vertices, triangles.astype(np.int32))


def _cut_grid(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Two triangles per cell, cut so that no triangle has all its corners on the rim."""
    here, along = numbers[:-1, :-1].ravel(), numbers[1:, :-1].ravel()
    beside, beyond = numbers[:-1, 1:].ravel(), numbers[1:, 1:].ravel()
    rows, columns = numbers.shape[0] - 1, numbers.shape[1] - 1
    crossed = ((np.arange(rows)[:, None] < rows / 2) != (np.arange(columns) < columns / 2)).ravel()
    first = np.stack([here, along, np.where(crossed, beside, beyond)], axis=-1)
    second = np.stack([np.where(crossed, along, here), beyond, beside], axis=-1)
    return np.concatenate([first, second])
