"""The form of one lumbar vertebra as a field: body, arch and processes, left and right alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.anatomy.shapes.fields import capsule, cut, ellipsoid, join, rounded_box
from sciatica_teach.anatomy.shapes.levels import ABOVE, FacetJoint, Level, facet_joint
from sciatica_teach.model.courses import Point3

Floats = NDArray[np.float64]

FACET_GAP = 1.6
"""Width of a facet joint with its cartilage, mm."""
FACET_HALF: Point3 = (5.2, 7.2, 9.6)
"""Half sizes of the dome that an articular process is cut from: across the joint, along it, up."""


@dataclass(frozen=True)
class VertebraForm:
    """Calling it with places in the vertebra's own frame gives the field there."""

    level: Level

    def __call__(self, at: Floats) -> Floats:
        folded = np.column_stack([np.abs(at[:, 0]), at[:, 1], at[:, 2]])
        arch = cut(self._arch(folded), self._canal(folded), 2.0)
        whole = join([self._body(folded), cut(arch, self._joint_room(folded), 1.0)], 3.0)
        return cut(whole, self._canal(folded), 1.5)

    def _body(self, at: Floats) -> Floats:
        """A bean in cross-section, with a waist, raised rims and endplates hollowed by about a millimetre."""
        level = self.level
        half_width, half_depth = level.width / 2, level.depth / 2
        x, y, z = at.T
        lean = np.tan(np.radians(level.wedge))
        half_height = level.height / 2 - lean * y
        rise = np.clip(np.abs(z) / half_height, 0, 1)
        waist = 1 - 0.115 * (1 - rise**2) ** 1.2
        dent = 2.2 * np.exp(-((x / 11.0) ** 2)) * np.clip(y / half_depth, 0, 1)
        flat = np.abs(np.column_stack([x / (half_width * waist), (y + dent) / (half_depth * (0.35 + 0.65 * waist))]))
        size = np.maximum((flat**2.5).sum(axis=1) ** 0.4, 1e-6)
        side = (size - 1) * np.hypot(x, y) / size
        hollow = 1.3 * np.clip(1 - (size / 0.8) ** 4, 0, 1)
        return cut(side, half_height - hollow - np.abs(z), 3.4)

    def _canal(self, at: Floats) -> Floats:
        """A rounded triangle, broad in front, narrower behind."""
        level = self.level
        x, y, _ = at.T
        depth = level.canal_depth
        behind = np.clip((y - level.wall) / depth, 0, 1)
        half = level.canal_width / 2 * (1 - 0.42 * behind**1.5)
        flat = np.column_stack([x / half, (y - level.wall - depth / 2) / (depth / 2)])
        size = np.maximum((np.abs(flat) ** 2.6).sum(axis=1) ** (1 / 2.6), 1e-6)
        return np.asarray((size - 1) * np.hypot(x, y - level.wall - depth / 2) / size)

    def _arch(self, at: Floats) -> Floats:
        parts = [self._pedicle(at), self._pars(at), self._lamina(at), self._transverse(at), self._spinous(at)]
        parts += self._lower_process(at) + self._upper_process(at)
        return join(parts, 3.6)

    @property
    def _pedicle_at(self) -> Point3:
        level = self.level
        return (level.canal_width / 2 + level.pedicle_width / 2 - 0.4, level.wall + 7.0, 4.0)

    def _pedicle(self, at: Floats) -> Floats:
        level = self.level
        x, y, z = self._pedicle_at
        flat = level.pedicle_width / level.pedicle_height
        half = level.pedicle_width / 2
        return capsule(at, (x - 1.0, level.wall - 6.0, z), (x, y, z), half, half * 0.94, (1.0, 1.0, flat))

    @property
    def _isthmus_at(self) -> Point3:
        level = self.level
        return (level.joint_half_span - 0.5, level.wall + level.canal_depth - 3.0, -5.0)

    def _pars(self, at: Floats) -> Floats:
        """The bridge from the pedicle down to the lower process."""
        x, y, z = self._pedicle_at
        return capsule(at, (x - 1.0, y + 2.0, z - 1.0), self._isthmus_at, 4.6, 3.8)

    def _lamina(self, at: Floats) -> Floats:
        level = self.level
        x, y, z = self._isthmus_at
        back = level.wall + level.canal_depth + 2.0
        return capsule(at, (x - 2.0, y - 0.5, z + 2.0), (0.0, back, z), 3.1, 3.4, (1.0, 1.0, 0.36))

    def _spinous(self, at: Floats) -> Floats:
        """A hatchet: thin, tall, with a thickened hind border that hangs."""
        level = self.level
        start = level.wall + level.canal_depth + 1.0
        end = start + level.spinous_length
        middle = (start + end) / 2
        slope = np.radians(9.0)
        axes = np.array([[1, 0, 0], [0, np.cos(slope), -np.sin(slope)], [0, np.sin(slope), np.cos(slope)]])
        tall = 9.5 if level.name != "l5" else 7.5
        blade = rounded_box(at, (0.0, middle, -7.5), (2.6, (end - start) / 2 + 2, tall), 2.5, axes)
        corners = capsule(at, (0.0, start, -7.0), (0.0, end - tall * 0.7, -9.0), tall * 1.25, tall * 1.0)
        border = capsule(at, (0.0, end - 1.0, -4.0), (0.0, end - 3.5, -10.0 - tall * 0.5), 3.0, 4.2)
        return join([cut(blade, -corners, 4.0), border], 4.0)

    def _transverse(self, at: Floats) -> Floats:
        level = self.level
        x, y, z = self._pedicle_at
        tip: Point3 = (level.transverse_half_span - 3.0, y + 4.5, z + 3.5)
        root = 5.2 if level.name == "l5" else 3.9
        rod = capsule(at, (x + 1.0, y + 1.0, z), tip, root, 2.9, (1.0, 1.0, 0.72))
        accessory = ellipsoid(at, (x + 2.5, y + 5.0, z - 3.0), (3.0, 3.0, 3.5))
        return join([rod, accessory], 3.0)

    def _lower_process(self, at: Floats) -> list[Floats]:
        slab = self._slab(at, facet_joint(self.level.name), 1.0)
        x, y, z = self._own_place(facet_joint(self.level.name), 1.0, 5.0)
        return [slab, capsule(at, self._isthmus_at, (x, y, z), 4.4, 4.0)]

    def _upper_process(self, at: Floats) -> list[Floats]:
        px, py, pz = self._pedicle_at
        joint = self._joint_above
        if joint is None:
            top: Point3 = (px + 0.5, py + 6.0, pz + 15.0)
            knob = ellipsoid(at, (px + 2.0, py + 9.0, pz + 9.0), (3.0, 3.4, 4.4))
            return [capsule(at, (px, py + 2.0, pz), top, 4.6, 3.4), knob]
        x, y, z = self._own_place(joint, -1.0, -5.0)
        knob = ellipsoid(at, (x + 3.0, y + 3.0, z + 2.0), (3.2, 3.2, 4.6))
        return [self._slab(at, joint, -1.0), capsule(at, (px, py + 1.0, pz), (x, y, z), 5.0, 4.2), knob]

    @property
    def _joint_above(self) -> FacetJoint | None:
        carried = ABOVE.get(self.level.name)
        return None if carried is None else facet_joint(carried)

    def _slab(self, at: Floats, joint: FacetJoint, side: float, grown: float = 0.0) -> Floats:
        """An articular process with its flat facet: +1 the lower one of the vertebra above, -1 the upper one below."""
        frame = self.level.frame
        own = (at - frame.find(joint.centre)) @ (joint.axes @ frame.axes.T).T
        x, y, z = FACET_HALF
        dome = ellipsoid(own, (side * (FACET_GAP / 2 + 2.2), 0.0, 0.0), (x + grown, y + grown, z + grown))
        return cut(dome, side * own[:, 0] - FACET_GAP / 2 + grown, 1.2)

    def _own_place(self, joint: FacetJoint, side: float, up: float) -> Point3:
        across = side * (FACET_GAP / 2 + 3.4)
        x, y, z = self.level.frame.find(joint.centre + across * joint.normal + up * joint.axes[2])
        return (float(x), float(y), float(z))

    def _joint_room(self, at: Floats) -> Floats:
        """What the neighbours' processes need, with the joint space around them."""
        rooms = [self._slab(at, facet_joint(self.level.name), -1.0, FACET_GAP)]
        if self._joint_above is not None:
            rooms.append(self._slab(at, self._joint_above, 1.0, FACET_GAP))
        return np.asarray(np.minimum.reduce(rooms))
