"""How far a needle passes from what it should not hit, in a body of a given build.

The needle is a straight ray from the skin inwards. A nerve is its centre line with a radius. Looked at along the
needle, the needle is a dot and the nerve a line: the gap between dot and line, less the radius, is the clearance, and
how far down the needle that happens is the depth. With a clearance below 0 the axis goes through the structure.

Worked: a needle enters a ball of radius 100 mm from above, towards its centre. A straight nerve of radius 3 mm crosses
10 mm beside its path, 40 mm below the skin: depth 40 mm, clearance 10 - 3 = 7 mm.

The distances are those of the schematic model. They are nobody's measurements, and no depth for a needle follows from
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.anatomy.shapes.curves import Points, smooth
from sciatica_teach.errors import UnknownId
from sciatica_teach.model.courses import Corridor, Course, Point3
from sciatica_teach.model.meshes import Mesh
from sciatica_teach.model.record import record

STEP_MM = 8.0
"""Length of the pieces of a nerve's centre line, where distances to it are measured."""

CentreLines = Mapping[str, tuple[Points, float]]
"""Structure id -> points along it, shape (n, 3), and its radius; all in millimetres."""


@record
class RiskDistance:
    """Where a needle comes closest to a structure."""

    structure: str
    depth_mm: float
    """Way along the needle from the skin to there."""
    clearance_mm: float
    """From the needle's axis to the surface of the structure; below 0 where the axis goes through it."""


@record
class CorridorMeasure:
    """A needle corridor in one body."""

    entry: Point3
    """Where it passes the skin."""
    direction: Point3
    """Inwards, of length 1."""
    distances: tuple[RiskDistance, ...]
    """One per structure at risk, in the order of the content."""


def measure_corridor(corridor: Corridor, skin: Mesh, centre_lines: CentreLines) -> CorridorMeasure:
    """The corridor's place of entry, and its distances to what lies at risk.

    `skin`: a closed surface around the corridor's inner point. Raises ValueError where that point lies outside, and
    `UnknownId` for a structure at risk that has no centre line.
    """
    inner = np.asarray(corridor.through, dtype=np.float64)
    way = np.asarray(corridor.direction, dtype=np.float64)
    inward = way / np.linalg.norm(way)
    entry = inner - find_exit(inner, -inward, skin) * inward
    distances = tuple(_measure_risk(risk, entry, inward, centre_lines) for risk in corridor.at_risk)
    return CorridorMeasure(entry=_as_point(entry), direction=_as_point(inward), distances=distances)


def _as_point(values: NDArray[np.float64]) -> Point3:
    x, y, z = (float(value) for value in values)
    return x, y, z


def find_exit(start: NDArray[np.float64], way: NDArray[np.float64], surface: Mesh) -> float:
    """Millimetres from `start` in the direction `way` (of length 1) to where the ray last leaves the surface.

    Method: Moeller and Trumbore 1997, Fast, minimum storage ray-triangle intersection. Raises ValueError for a start
    outside, from which the ray meets the surface an even number of times.
    """
    corner, second, third = surface.vertices[surface.triangles].transpose(1, 0, 2)
    edge, other = second - corner, third - corner
    across = np.cross(way, other)
    scale = (edge * across).sum(axis=1)
    facing = np.abs(scale) > 1e-12
    share = np.divide(1.0, scale, where=facing, out=np.zeros_like(scale))
    offset = start - corner
    first = share * (offset * across).sum(axis=1)
    turned = np.cross(offset, edge)
    rest = share * (turned @ way)
    reach = share * (other * turned).sum(axis=1)
    met = reach[facing & (first >= 0) & (rest >= 0) & (first + rest <= 1) & (reach > 0)]
    ways = np.unique(met.round(6))
    if len(ways) % 2 == 0:
        raise ValueError("The inner point of a needle corridor must lie under the skin.")
    return float(ways[-1])


def _measure_risk(risk: str, entry: Points, inward: Points, centre_lines: CentreLines) -> RiskDistance:
    if risk not in centre_lines:
        raise UnknownId("structure with a course", risk, centre_lines)
    points, radius_mm = centre_lines[risk]
    gaps, depths = _close_in(points - entry, inward)
    nearest = int(np.argmin(np.where(depths >= 0, gaps, np.inf)))
    return RiskDistance(structure=risk, depth_mm=float(depths[nearest]), clearance_mm=float(gaps[nearest]) - radius_mm)


def _close_in(points: Points, inward: Points) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each piece of a line, seen from the entry: its smallest gap to the needle's axis, and the depth there."""
    depths = points @ inward
    flat = points - depths[:, None] * inward
    piece = np.diff(flat, axis=0)
    square = np.maximum((piece**2).sum(axis=1), 1e-12)
    share = np.clip(-(flat[:-1] * piece).sum(axis=1) / square, 0.0, 1.0)
    gaps = np.linalg.norm(flat[:-1] + share[:, None] * piece, axis=1)
    return gaps, depths[:-1] + share * np.diff(depths)


def gather_centre_lines(courses: Iterable[Course], step_mm: float, variant: str = "a") -> CentreLines:
    """One line per structure, as thick as at its beginning.

    Courses of one structure are joined where one begins at the end of the one before; of what does not join, the
    longest is kept. `variant`: whose courses count beside those that all variants share.
    """
    lines: dict[str, tuple[Points, float]] = {}
    for course in courses:
        if course.variant in ("", variant):
            lines[course.structure] = _join(lines.get(course.structure), smooth(course.points, step_mm), course)
    return lines


def _join(known: tuple[Points, float] | None, line: Points, course: Course) -> tuple[Points, float]:
    if known is None:
        return line, course.radius_mm
    if np.allclose(known[0][-1], line[0], atol=0.1):
        return np.concatenate([known[0], line[1:]]), known[1]
    return (line, course.radius_mm) if len(line) > len(known[0]) else known
