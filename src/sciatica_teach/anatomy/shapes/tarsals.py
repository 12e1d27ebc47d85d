"""The seven bones of the hind and middle foot as fields, in the foot's own frame.

Own frame of the left foot: u forwards, v towards the little toe, w up, millimetres, the ankle above the origin and the
ground at w = 0. Each bone is hollowed by its neighbours where they meet, so that every joint has a space.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.anatomy.shapes.fields import capsule, cut, ellipsoid, extract, join, rounded_box
from sciatica_teach.model.courses import Point3
from sciatica_teach.model.meshes import Mesh

Floats = NDArray[np.float64]
Form = Callable[[Floats], Floats]

JOINT = 1.6
"""Width of a joint space, mm."""
MORTISE = 22.0
"""Degrees that the ankle's hinge is turned outwards against the foot."""


@dataclass(frozen=True)
class Tarsal:
    """One bone: its form, the neighbours that hollow it, its box and how fine it is cut."""

    form: Form
    makes_room_for: tuple[Form, ...]
    low: Point3
    high: Point3
    step: float

    def field(self, at: Floats) -> Floats:
        body = self.form(at)
        for neighbour in self.makes_room_for:
            body = cut(body, neighbour(at) - JOINT, 1.5)
        return body

    def build(self) -> Mesh:
        return extract(self.field, self.low, self.high, self.step, smoothing=6)


def talus(at: Floats) -> Floats:
    """A saddle between the malleoli, a neck, and a head for the navicular."""
    turn = np.radians(MORTISE)
    along = at[:, 0] * np.cos(turn) + at[:, 1] * np.sin(turn)
    across = -at[:, 0] * np.sin(turn) + at[:, 1] * np.cos(turn)
    up = at[:, 2]
    groove = 1.2 * np.exp(-((across / 5.0) ** 2))
    dome = np.hypot(along + 3.0, up - 46.0) - 19.5 + groove
    dome = cut(dome, 13.6 + 0.07 * along - np.abs(across), 4.0)
    dome = cut(dome, up - 37.0 - 0.12 * along, 4.0)
    neck = capsule(at, (10.0, -1.0, 47.0), (26.0, -9.0, 44.0), 10.5, 9.5, (1.0, 0.92, 1.0))
    head = ellipsoid(at, (29.0, -10.5, 43.0), (9.5, 12.0, 11.0))
    side = ellipsoid(at, (-3.0, 14.5, 41.0), (8.0, 5.5, 6.5))
    heel = ellipsoid(at, (-22.0, -4.0, 42.0), (7.0, 8.0, 5.0))
    return join([dome, neck, head, side, heel], 5.0)


def calcaneus(at: Floats) -> Floats:
    """The heel: a tall tuber behind, a shelf for the talus inside, a beak for the cuboid in front."""
    tuber = ellipsoid(at, (-39.0, -2.0, 21.5), (13.0, 14.0, 20.5))
    body = capsule(at, (-36.0, -1.0, 21.0), (4.0, 5.0, 22.0), 10.8, 10.2, (1.0, 1.0, 0.74))
    beak = capsule(at, (2.0, 6.0, 21.0), (17.0, 11.0, 20.0), 10.0, 9.6, (1.0, 0.95, 0.9))
    shelf = ellipsoid(at, (7.0, -11.5, 30.5), (10.0, 8.0, 5.0))
    saddle = ellipsoid(at, (-7.0, 5.0, 32.0), (13.0, 10.0, 8.0))
    sole = ellipsoid(at, (-38.0, -6.0, 5.0), (10.0, 7.5, 5.0))
    return join([tuber, body, beak, shelf, saddle, sole], 6.0)


def navicular(at: Floats) -> Floats:
    """A bowl for the head of the talus, with a knob inside."""
    bowl = ellipsoid(at, (39.5, -11.5, 41.0), (8.5, 17.0, 13.5))
    return join([bowl, ellipsoid(at, (36.0, -26.0, 34.0), (7.0, 5.5, 6.5))], 5.0)


def cuboid(at: Floats) -> Floats:
    turn = np.radians(14.0)
    axes = np.array([[np.cos(turn), np.sin(turn), 0], [-np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    block = rounded_box(at, (40.0, 19.5, 21.5), (15.0, 13.0, 12.0), 7.5, axes)
    return join([block, ellipsoid(at, (38.0, 20.0, 10.5), (4.0, 10.0, 3.5))], 4.0)


def medial_cuneiform(at: Floats) -> Floats:
    return rounded_box(at, (57.3, -19.0, 32.0), (13.0, 8.4, 15.0), 6.8)


def intermediate_cuneiform(at: Floats) -> Floats:
    return rounded_box(at, (53.6, -4.2, 39.5), (9.8, 7.2, 10.2), 5.6)


def lateral_cuneiform(at: Floats) -> Floats:
    return rounded_box(at, (56.0, 8.6, 34.0), (12.6, 6.8, 12.5), 5.8)


TARSALS = (
    Tarsal(talus, (), (-32.0, -26.0, 26.0), (44.0, 26.0, 70.0), 4.6),
    Tarsal(calcaneus, (talus,), (-58.0, -24.0, -5.0), (34.0, 26.0, 46.0), 4.8),
    Tarsal(navicular, (talus,), (24.0, -36.0, 22.0), (52.0, 10.0, 60.0), 4.1),
    Tarsal(cuboid, (calcaneus, navicular), (18.0, 0.0, 2.0), (62.0, 40.0, 38.0), 4.5),
    Tarsal(medial_cuneiform, (navicular,), (42.0, -32.0, 12.0), (76.0, -6.0, 52.0), 4.4),
    Tarsal(intermediate_cuneiform, (navicular, medial_cuneiform), (42.0, -16.0, 24.0), (68.0, 8.0, 54.0), 4.0),
    Tarsal(lateral_cuneiform, (navicular, intermediate_cuneiform, cuboid), (40.0, -2.0, 18.0), (74.0, 22.0, 52.0), 4.2),
)
"""Talus, calcaneus, navicular, cuboid, and the three cuneiforms from the big toe outwards."""
