"""Smooth lines through a few known points.

A nerve is written down as a handful of points, and the line between them is a natural cubic spline: the curve a thin
springy rod takes when it is held at the points and free at its ends. What decides whether it looks like a nerve or
like a crooked wire is how the rod is shared out between the points. If every gap gets the same length of parameter,
a short gap beside a long one makes a loop; so each gap gets the square root of its length (the centripetal choice).

Worked: from (0, 0, 0) to (0, 0, 4) to (0, 3, 4) the gaps are 4 and 3 mm long, so the three points sit at 0, 2 and
2 + sqrt(3) = 3.73 of the parameter; the curve leaves straight up and bulges only a little beyond the corner.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sciatica_teach.model.courses import Point3

Points = NDArray[np.float64]
"""Shape (n, 3), millimetres."""


def smooth(points: Sequence[Point3] | Points, step_mm: float) -> Points:
    """Points every `step_mm` or less along the spline, the first and the last given point among them.

    `points`: shape (n, 3), at least two, no two in a row the same; `step_mm`: longest way between two points of the
    answer, above 0. Raises ValueError where that does not hold. Method: natural cubic spline over the square root of
    the chord (Lee 1989, Choosing nodes in parametric curve interpolation).
    """
    given = np.asarray(points, dtype=np.float64)
    if step_mm <= 0:
        raise ValueError(f"The step must be above 0 mm, not {step_mm}.")
    knots = place_knots(given)
    fine = np.linspace(0.0, knots[-1], 24 * (len(given) - 1) + 1)
    dense = interpolate(knots, given, np.union1d(fine, knots))
    return spread(dense, max(1, int(np.ceil(measure_length(dense) / step_mm))))


def place_knots(points: Points) -> NDArray[np.float64]:
    """The parameter of each point: the square roots of the chords, summed up from 0."""
    chords = np.linalg.norm(np.diff(points, axis=0), axis=1)
    if len(points) < 2 or not chords.all():
        raise ValueError("A line needs two points or more, and no two in a row may be the same.")
    return np.concatenate([[0.0], np.cumsum(np.sqrt(chords))])


def interpolate(knots: NDArray[np.float64], values: NDArray[np.float64], at: ArrayLike) -> NDArray[np.float64]:
    """The natural cubic spline through `values`, shape (n, ...), at the parameters `at`, shape (m,)."""
    bends = _solve_bends(knots, values)
    wanted = np.asarray(at, dtype=np.float64)
    piece = np.clip(np.searchsorted(knots, wanted, side="right") - 1, 0, len(knots) - 2)
    gap = np.diff(knots)[piece]
    shape = (-1,) + (1,) * (values.ndim - 1)
    right = ((wanted - knots[piece]) / gap).reshape(shape)
    left, square = 1.0 - right, (gap**2 / 6.0).reshape(shape)
    straight = left * values[piece] + right * values[piece + 1]
    curl: NDArray[np.float64] = (left**3 - left) * bends[piece] + (right**3 - right) * bends[piece + 1]
    return np.asarray(straight + square * curl)


def _solve_bends(knots: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Second derivatives at the knots: none at the ends, and equal slopes where two pieces meet."""
    bends = np.zeros_like(values)
    if len(knots) == 2:
        return bends
    gaps = np.diff(knots)
    slopes = np.diff(values, axis=0) / gaps.reshape((-1,) + (1,) * (values.ndim - 1))
    system = np.diag((gaps[:-1] + gaps[1:]) / 3.0) + np.diag(gaps[1:-1] / 6.0, 1) + np.diag(gaps[1:-1] / 6.0, -1)
    jumps = np.diff(slopes, axis=0)
    bends[1:-1] = np.linalg.solve(system, jumps.reshape(len(jumps), -1)).reshape(jumps.shape)
    return bends


def smooth_bends(
    points: Sequence[Point3], sag_mm: float, longest_mm: float,
    before: Sequence[Point3] = (), after: Sequence[Point3] = (),
) -> tuple[Points, Points]:
    """Points along the spline, close together in its bends, and the unit directions there; shape (n, 3) each.

    `sag_mm`: how far a piece may cut the corner of the curve, about; `longest_mm`: the longest piece. A piece of length
    s on a curve of radius r cuts off s * s / (8 r): on a radius of 10 mm, 4 mm long pieces cut off 0.2 mm. `before` and
    `after`: what the line comes from and goes on to, so that it is not bent where it meets them. Raises ValueError for
    two points in a row that are the same.
    """
    whole = np.asarray([*before, *points, *after], dtype=np.float64)
    knots = place_knots(whole)
    at = np.linspace(knots[len(before)], knots[len(before) + len(points) - 1], 40 * (len(points) - 1) + 1)
    ahead = _find_directions(knots, whole, at)
    steps = np.linalg.norm(np.diff(interpolate(knots, whole, at), axis=0), axis=1)
    bend = np.linalg.norm(np.diff(ahead, axis=0), axis=1) / steps
    pieces = np.cumsum(np.insert(steps * np.sqrt(longest_mm**-2 + bend / (8.0 * sag_mm)), 0, 0.0))
    wanted = np.interp(np.linspace(0.0, pieces[-1], max(2, int(np.ceil(pieces[-1]))) + 1), pieces, at)
    return interpolate(knots, whole, wanted), _find_directions(knots, whole, wanted)


def _find_directions(knots: NDArray[np.float64], points: Points, at: NDArray[np.float64]) -> Points:
    little = 1e-4 * knots[-1]
    slopes = interpolate(knots, points, at + little) - interpolate(knots, points, at - little)
    return np.asarray(slopes / np.linalg.norm(slopes, axis=1, keepdims=True))


def measure_length(points: Points) -> float:
    """Length of a line of straight pieces, in millimetres."""
    return float(np.linalg.norm(np.diff(points, axis=0), axis=1).sum())


def spread(points: Points, pieces: int) -> Points:
    """`pieces + 1` points, equally far apart along a line of straight pieces; shape (pieces + 1, 3)."""
    return place(points, np.linspace(0.0, 1.0, pieces + 1))


def place(points: Points, shares: NDArray[np.float64]) -> Points:
    """The points at shares of the length of a line of straight pieces, 0 its beginning; shape (len(shares), 3)."""
    run = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    return np.stack([np.interp(run[-1] * shares, run, points[:, axis]) for axis in range(3)], axis=1)


def find_tangents(points: Points) -> Points:
    """Unit directions along a line, at each of its points; shape (n, 3)."""
    slopes = np.gradient(points, axis=0)
    return np.asarray(slopes / np.linalg.norm(slopes, axis=1, keepdims=True))
