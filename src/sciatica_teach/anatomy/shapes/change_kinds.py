"""How each kind of change moves the vertices of discs, ligaments and vertebrae.

Every offset is a direction times a weight between 0 and 1 that falls off with distance like exp(-(d/r)^2): at the
reach r it is 37 % of its peak, at twice the reach 2 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.anatomy.shapes.discs import AROUND, LEVELS_THAT_CHANGE, LIGAMENT, RIM, ROWS, ligament_grid
from sciatica_teach.anatomy.shapes.levels import LEVELS, SPACES, Frame, facet_joint
from sciatica_teach.model.courses import Point3
from sciatica_teach.model.meshes import Mesh
from sciatica_teach.model.record import record

Floats = NDArray[np.float64]
Side = Literal["left", "middle", "right"]
Kind = Literal["bulge", "herniation", "foraminal-herniation", "canal-narrowing", "foramen-narrowing", "slip"]

BULGE_MM = 4.0
HERNIATION_MM = 11.5
CENTRAL_MM = 15.0
FORAMINAL_MM = 10.5
LIGAMENT_MM = 5.5
FACET_MM = 5.0
SPUR_MM = 6.5
SLIP_MM = MappingProxyType({"l3-l4": 7.0, "l4-l5": 8.5, "l5-s1": 10.0})
"""A quarter to a third of the endplate's depth."""


@record
class SpineChange:
    """One structure's part in a change; `offsets` (vertices, 3) in mm is the move at size 1."""

    id: str
    kind: Kind
    level: str
    """ "l4-l5": the two vertebrae it lies between."""
    side: Side
    structure: str
    offsets: NDArray[np.float64]


def _change(kind: Kind, level: str, side: Side, structure: str, offsets: Floats) -> SpineChange:
    name = f"{kind}-{level}" if side == "middle" and kind != "herniation" else f"{kind}-{level}-{side}"
    return SpineChange(id=name, kind=kind, level=level, side=side, structure=structure, offsets=offsets)


def _weight(points: Floats, centre: Point3 | Floats, reach: float) -> Floats:
    away = points - np.array(centre)
    return np.asarray(np.exp(-np.einsum("ij,ij->i", away, away) / reach**2))


def bulge(level: str, spine: Mapping[str, Mesh]) -> SpineChange:
    """The whole rim stands out, most behind."""
    name, middle = f"{level}-disc", SPACES[f"{level}-disc"].middle
    offsets = np.zeros_like(spine[name].vertices)
    rim = middle.find(spine[name].vertices[RIM])
    outwards = rim * (1.0, 1.0, 0.0)
    outwards /= np.linalg.norm(outwards, axis=1, keepdims=True)
    behind = 0.35 + 0.65 * np.clip(outwards[:, 1], 0, 1)
    offsets[RIM] = (BULGE_MM * behind * _row_shares(0.0))[:, None] * outwards @ middle.axes
    return _change("bulge", level, "middle", name, offsets)


def _row_shares(lowered: float) -> Floats:
    """How much each row of the rim gives, with none at the endplates; `lowered` moves the peak downwards."""
    share = np.linspace(0.0, 1.0, ROWS)
    return np.repeat(np.sin(np.pi * share ** (1 - lowered)) ** 0.6, AROUND)


def herniations(level: str, spine: Mapping[str, Mesh]) -> Iterator[SpineChange]:
    """Beside the middle (towards the root that passes), in the middle, and in the foramen (the root that leaves)."""
    half_width = SPACES[f"{level}-disc"].upper_size[0] / 2
    sides: tuple[tuple[Side, float], ...] = (("left", 1.0), ("right", -1.0))
    for side, sign in sides:
        yield _herniate("herniation", level, side, spine, sign * 6.0, (sign * 0.1, 0.97, -0.12), HERNIATION_MM)
    yield _herniate("herniation", level, "middle", spine, 0.0, (0.0, 1.0, -0.1), CENTRAL_MM)
    for side, sign in sides:
        across = sign * (half_width - 5.5)
        yield _herniate("foraminal-herniation", level, side, spine, across, (sign * 0.42, 0.88, 0.2), FORAMINAL_MM)


def _herniate(
    kind: Kind, level: str, side: Side, spine: Mapping[str, Mesh], across: float, way: Point3, far: float
) -> SpineChange:
    """A knob of the rim behind, around the place `across` mm left of the middle; it swells above and below the disc."""
    name, middle = f"{level}-disc", SPACES[f"{level}-disc"].middle
    rim = middle.find(spine[name].vertices[RIM])
    ring = rim.reshape(ROWS, AROUND, 3).mean(axis=0)
    peak = int(np.argmin(np.abs(ring[:, 0] - across) + 100.0 * (ring[:, 1] < 0)))
    arc = np.tile(np.linalg.norm(ring - ring[peak], axis=1), ROWS)
    weight = np.exp(-((arc / 5.2) ** 2)) * np.tile(ring[:, 1] > 0, ROWS) * _row_shares(0.15)
    swell = np.repeat(np.linspace(-1.0, 1.0, ROWS), AROUND)[:, None] * np.array([0.0, 0.0, 3.2])
    offsets = np.zeros_like(spine[name].vertices)
    offsets[RIM] = weight[:, None] * (far * np.array(way) + swell) @ middle.axes
    return _change(kind, level, side, name, offsets)


def narrow_canal(level: str, spine: Mapping[str, Mesh]) -> Iterator[SpineChange]:
    """The yellow ligament thickens forwards, most beside the middle; the facet joints grow inwards."""
    space = SPACES[f"{level}-disc"]
    across, _, up = ligament_grid(space)
    thicker = np.exp(-(((np.abs(across) - 5.5) / 5.0) ** 2)) * np.cos(np.pi * (up - up.mean()) / (np.ptp(up) + 5.0))
    offsets = np.zeros_like(spine[LIGAMENT].vertices)
    start = LEVELS_THAT_CHANGE.index(level) * 2 * across.size
    offsets[start : start + across.size] = -LIGAMENT_MM * thicker.ravel()[:, None] * space.middle.axes[1]
    yield _change("canal-narrowing", level, "middle", LIGAMENT, offsets)
    above, below = level.split("-")
    if below in LEVELS:
        vertices = spine[f"{below}-vertebra"].vertices
        yield _change("canal-narrowing", level, "middle", f"{below}-vertebra", _thicken_facets(vertices, above))


def _thicken_facets(vertices: Floats, above: str) -> Floats:
    """Both upper processes grow along their joint planes, forwards and towards the canal."""
    joint = facet_joint(above)
    offsets = np.zeros_like(vertices)
    for sign in (1.0, -1.0):
        flip = np.array([sign, 1.0, 1.0])
        inner = joint.centre - 6.0 * joint.axes[1]
        weight = _weight(vertices, inner * flip, 7.0)
        offsets -= FACET_MM * weight[:, None] * joint.axes[1] * flip
    return offsets


def narrow_foramina(level: str, spine: Mapping[str, Mesh]) -> Iterator[SpineChange]:
    """A spur into the foramen: from the upper process behind it or, above the sacrum, from the rim of L5 before it."""
    above, below = level.split("-")
    structure = f"{below if below in LEVELS else above}-vertebra"
    middle = SPACES[f"{level}-disc"].middle
    own = middle.find(spine[structure].vertices)
    sides: tuple[tuple[Side, float], ...] = (("left", 1.0), ("right", -1.0))
    for side, sign in sides:
        if below in LEVELS:
            centre, way = (sign * (LEVELS[above].joint_half_span + 3.0), 27.0, 3.0), (-sign * 0.05, -0.97, 0.15)
        else:
            centre, way = (sign * 17.0, 13.5, 5.5), (sign * 0.35, 0.9, -0.25)
        moved = SPUR_MM * _weight(own, centre, 6.0)[:, None] * np.array(way)
        yield _change("foramen-narrowing", level, side, structure, moved @ middle.axes)


def slip(level: str, spine: Mapping[str, Mesh]) -> Iterator[SpineChange]:
    """Everything above the disc goes forwards in the plane of the disc; the disc itself is sheared.

    Above the sacrum the arch of L5 stays behind, as when its isthmus is broken; higher up the arch goes along.
    """
    space = SPACES[f"{level}-disc"]
    way = -SLIP_MM[level] * space.middle.axes[1]
    above = level.split("-")[0]
    for name, mesh in spine.items():
        share = _share_of_slip(name, above, mesh.vertices, space.name, space.middle)
        if share.any():
            yield _change("slip", level, "middle", name, share[:, None] * way)


def _share_of_slip(name: str, above: str, vertices: Floats, disc: str, middle: Frame) -> Floats:
    if name == disc:
        rows = np.linspace(0.0, 1.0, ROWS)
        return np.concatenate([[0.0], np.zeros(AROUND), np.repeat(rows, AROUND), np.ones(AROUND), [1.0]])
    if name == f"{above}-vertebra" and above == "l5":
        return 1 - _smooth_step(LEVELS["l5"].frame.find(vertices)[:, 1], 27.0, 34.0)
    if name == LIGAMENT:  # hangs between the arch that goes along and the next one, which stays
        hinge = SPACES["l4-l5-disc"].middle if above == "l5" else middle
        return _smooth_step(hinge.find(vertices)[:, 2], -8.0, 9.0)
    return np.full(len(vertices), 1.0 if name[:2] <= above else 0.0)


def _smooth_step(values: Floats, low: float, high: float) -> Floats:
    share = np.clip((values - low) / (high - low), 0.0, 1.0)
    return np.asarray(share * share * (3 - 2 * share))
