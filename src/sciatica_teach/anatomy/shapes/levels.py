"""The lumbar levels: how large each vertebra is, where it stands, and where its joints are.

Sizes are rounded from memory of the textbook tables (widths 41-50, depths about 34, heights 24-28, pedicles 8 to 15 mm
wide and growing downwards, canal 22-27 mm wide); they make a teaching spine, not a patient's. Places and tilts put
L5 upon the sacrum of the bone atlas. A vertebra's own frame has its origin in the middle of the body, X to the left,
Y backwards and Z towards the head; `tilt` leans that Z forwards, so that L5 at 20 degrees points its upper endplate
(0, -0.342, 0.940).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.model.courses import Point3

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Frame:
    """A place and a lean: where a vertebra or a disc stands in the common frame."""

    centre: Point3
    tilt: float
    """Degrees forwards."""

    @cached_property
    def axes(self) -> Floats:
        """Rows: the own X, Y and Z in the common frame."""
        lean = np.radians(self.tilt)
        return np.array([[1, 0, 0], [0, np.cos(lean), np.sin(lean)], [0, -np.sin(lean), np.cos(lean)]])

    def place(self, points: Floats) -> Floats:
        """Own to common."""
        return np.asarray(points @ self.axes + np.array(self.centre))

    def find(self, points: Floats) -> Floats:
        """Common to own."""
        return np.asarray((points - np.array(self.centre)) @ self.axes.T)


@dataclass(frozen=True)
class Level:
    """One lumbar vertebra; lengths in millimetres, angles in degrees."""

    name: str
    frame: Frame
    width: float
    depth: float
    height: float
    wedge: float
    """Lean of the upper endplate against the own X-Y plane, and of the lower one the other way."""
    canal_width: float
    canal_depth: float
    pedicle_width: float
    pedicle_height: float
    transverse_half_span: float
    spinous_length: float
    joint_half_span: float
    """From the middle line to the centre of the facet joint below this vertebra."""
    joint_angle: float
    """Of that joint's plane to the sagittal plane."""

    @property
    def wall(self) -> float:
        """Y of the back of the body."""
        return self.depth / 2

    def upper_endplate(self) -> Frame:
        return self._endplate(self.height / 2, self.wedge)

    def lower_endplate(self) -> Frame:
        return self._endplate(-self.height / 2, -self.wedge)

    def _endplate(self, up: float, lean: float) -> Frame:
        x, y, z = self.frame.place(np.array([0.0, 0.0, up]))
        return Frame((float(x), float(y), float(z)), self.frame.tilt + lean)


SACRAL_PLATEAU = Frame((0.0, 25.0, 101.0), 38.0)
"""The upper endplate of S1 on the bone atlas."""


def _level(name: str, centre: Point3, tilt: float, body: tuple[float, ...], arch: tuple[float, ...]) -> Level:
    return Level(name, Frame(centre, tilt), *body, *arch)


LEVELS = MappingProxyType({
    level.name: level
    for level in (
        _level("l1", (0, 22, 267), -14, (42, 32, 25.5, 0), (23, 19, 8.5, 15.5, 36, 29, 13, 22)),
        _level("l2", (0, 14, 233), -11, (44, 33, 26.5, 0.5), (23, 18.5, 9, 15.5, 40, 31, 13.8, 26)),
        _level("l3", (0, 9, 196), -5.5, (46, 34, 27, 1), (23.5, 18.5, 10.5, 15, 45, 32, 15, 31)),
        _level("l4", (0, 8, 158), 4, (48, 34.5, 26.5, 2), (24.5, 18.5, 13, 15, 41, 28, 17.5, 40)),
        _level("l5", (0, 15, 122), 20, (49.5, 34.5, 25.5, 4.5), (26.5, 19, 15, 16, 44, 22, 20, 48)),
    )
})
"""Body: width, depth, height, wedge. Arch: in the order of the fields of `Level`."""

ABOVE = MappingProxyType({"l2": "l1", "l3": "l2", "l4": "l3", "l5": "l4"})
"""Level -> the vertebra it carries."""


@dataclass(frozen=True)
class DiscSpace:
    """What lies between two endplates."""

    name: str
    upper: Frame
    """The lower endplate of the vertebra above."""
    lower: Frame
    upper_size: tuple[float, float]
    """Width and depth of the endplate, mm."""
    lower_size: tuple[float, float]

    @property
    def middle(self) -> Frame:
        x, y, z = (np.array(self.upper.centre) + np.array(self.lower.centre)) / 2
        return Frame((float(x), float(y), float(z)), (self.upper.tilt + self.lower.tilt) / 2)


def _space(above: str, below: str) -> DiscSpace:
    upper = LEVELS[above]
    size = (upper.width, upper.depth)
    if below == "s1":
        return DiscSpace(f"{above}-s1-disc", upper.lower_endplate(), SACRAL_PLATEAU, size, (49.0, 33.0))
    lower = LEVELS[below]
    lower_size = (lower.width, lower.depth)
    return DiscSpace(f"{above}-{below}-disc", upper.lower_endplate(), lower.upper_endplate(), size, lower_size)


SPACES = MappingProxyType({
    space.name: space
    for space in (_space("l1", "l2"), _space("l2", "l3"), _space("l3", "l4"), _space("l4", "l5"), _space("l5", "s1"))
})
"""Disc id -> its space, from above downwards."""


@dataclass(frozen=True)
class FacetJoint:
    """The left joint between two neighbours, in the common frame."""

    centre: Floats
    normal: Floats
    """Unit length, from the upper process of the vertebra below to the lower process of the one above."""
    axes: Floats
    """Rows: across the joint (the normal), along its plane, and up."""


def facet_joint(above: str) -> FacetJoint:
    """The joint below vertebra `above`, at the height of the disc, beside and behind the canal."""
    level = LEVELS[above]
    space = next(space for space in SPACES.values() if space.name.startswith(f"{above}-"))
    middle = space.middle
    back, up = (15.5, -1.0) if above != "l5" else (14.0, 2.0)
    angle = np.radians(level.joint_angle)
    own = np.array([[-np.cos(angle), np.sin(angle), 0.0], [np.sin(angle), np.cos(angle), 0.0], [0.0, 0.0, 1.0]])
    axes = own @ middle.axes
    centre = middle.place(np.array([level.joint_half_span, level.depth / 2 + back, up]))
    return FacetJoint(centre, axes[0], axes)
