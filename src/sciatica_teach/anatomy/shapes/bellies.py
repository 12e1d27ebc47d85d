"""Muscles as solid shapes: spindles along one line, plates through several.

A spindle is thickest at two fifths of its length and runs out into a tendon. It wraps the limb: its thickness points
away from the axis of the leg, its width goes round it. A sheet is laid through its fibre lines, then thickened to both
sides; its rim is rounded, so that it reads as flesh and not as ribbon.

Worked: a spindle of 100 mm, 20 mm wide and 10 mm thick is an ellipse of 10 by 5 mm half axes at 42 mm; 5 mm before its
end it has less than a third of that. A flat sheet of 60 by 40 mm, 10 mm thick with its rim rounded over 5 mm, is 10 mm
thick in the middle and has no thickness on the rim.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.anatomy.shapes.curves import Points, find_tangents, interpolate, measure_length, smooth, spread
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
_ROUND_MM, _ALONG_MM = 8.0, 12.0
"""Aimed-at distances between the points of a shape, around and along it."""


def build_belly(belly: Belly) -> Mesh:
    """A closed surface, its triangles facing outwards, in the frame of `model.courses`."""
    return _build_spindle(belly) if belly.form == "spindle" else _build_sheet(belly)


def _build_spindle(belly: Belly) -> Mesh:
    dense = smooth(belly.lines[0], 2.0)
    length = measure_length(dense)
    shares = _crowd_ends(int(np.clip(length / _ALONG_MM, 12, 30)))
    centre = spread(dense, 240)[np.rint(240.0 * shares).astype(int)]
    ahead = find_tangents(centre)
    outward = _point_off_axis(centre, ahead)
    around = np.cross(outward, ahead)
    blunt = _rise((np.minimum(shares, 1.0 - shares) * length, np.array(length / 2.0)), belly.thickness_mm / 2.0)
    size = (find_swell(shares) * blunt)[:, None, None]
    angles = np.linspace(0.0, 2.0 * np.pi, _count_sides(belly), endpoint=False)[None, :, None]
    wide = belly.width_mm / 2.0 * np.cos(angles) * around[:, None]
    thick = belly.thickness_mm / 2.0 * np.sin(angles) * outward[:, None]
    rings = centre[:, None] + size * (wide + thick)
    return build_loft(rings[1:-1], centre[0], centre[-1])


def find_swell(along: Floats) -> Floats:
    """Size of a spindle as a share of its thickest place, at shares of its length; both 0 to 1."""
    tendon = _ORIGIN + (_INSERTION - _ORIGIN) * along
    return np.asarray(tendon + (1.0 - tendon) * np.sin(np.pi * along**_PEAK))


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
    """Points of the middle surface: (along, across, 3), closer together towards the rim."""
    dense = [smooth(line, 2.0) for line in belly.lines]
    rows = int(np.clip(max(measure_length(line) for line in dense) / _ALONG_MM, 8, 20))
    fibres = np.stack([spread(line, 120) for line in dense])
    gaps = np.linalg.norm(np.diff(fibres, axis=0), axis=2).mean(axis=1)
    knots = np.concatenate([[0.0], np.cumsum(np.sqrt(gaps))])
    columns = int(np.clip(gaps.sum() / _ROUND_MM, 8, 16))
    across = interpolate(knots, fibres, knots[-1] * _crowd_ends(columns))
    chosen = np.rint(120.0 * _crowd_ends(rows)).astype(int)
    return np.asarray(across[:, chosen].transpose(1, 0, 2))


def _crowd_ends(pieces: int) -> Floats:
    """Shares from 0 to 1 that crowd towards both ends, where a rim is rounded."""
    even = np.linspace(0.0, 1.0, pieces + 1)
    return np.asarray(0.35 * even + 0.65 * (1.0 - np.cos(np.pi * even)) / 2.0)


def _find_normals(grid: Floats) -> Floats:
    normals = np.cross(np.gradient(grid, axis=0), np.gradient(grid, axis=1))
    return np.asarray(normals / np.linalg.norm(normals, axis=2, keepdims=True))


def _find_thickness(grid: Floats, belly: Belly) -> Floats:
    """Full thickness at each point: a quarter circle up from the rim, and thickest in the middle of the fibres."""
    rim = _rise(_measure_to_ends(grid, 1), belly.width_mm) * _rise(_measure_to_ends(grid, 0), belly.width_mm)
    along = np.linspace(0.0, np.pi, len(grid))[:, None]
    return np.asarray(belly.thickness_mm * rim * (0.6 + 0.4 * np.sin(along)))


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
