"""The lumbar discs and the yellow ligaments: lofted between their neighbours, so that they follow every tilt."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.anatomy.shapes.levels import SPACES, DiscSpace, Frame
from sciatica_teach.anatomy.shapes.meshing import merge
from sciatica_teach.model.meshes import Mesh
from sciatica_teach.model.surfaces import face_outwards

Floats = NDArray[np.float64]

AROUND = 56
"""Vertices round the rim of a disc."""
ROWS = 7
"""Rows of them from the lower endplate to the upper."""
BULGE = 1.2
"""How far a healthy disc stands out at half height, mm."""
GAP = 0.3
"""Between disc and bone, mm."""
RIM = slice(1 + AROUND, 1 + AROUND * (1 + ROWS))
"""The vertices of a disc's rim, row by row from below, each row once round from the left backwards."""

LEVELS_THAT_CHANGE = ("l3-l4", "l4-l5", "l5-s1")
"""The lower three: they have a ligament that thickens, and every change of the spine."""
BEHIND_THE_BODY = 18.6
"""From the back of the vertebral body to the front of the ligament in the middle line, mm: the depth of the canal."""
LIGAMENT_HALF_WIDTH = 11.0
LIGAMENT_THICKNESS = 2.2
LIGAMENT_COLUMNS = 15
LIGAMENT_ROWS = 9
LIGAMENT = "ligamentum-flavum"


def build_discs() -> Mapping[str, Mesh]:
    """`l1-l2-disc` to `l5-s1-disc`, from above downwards, healthy."""
    return MappingProxyType({name: _build_disc(space) for name, space in SPACES.items()})


def _build_disc(space: DiscSpace) -> Mesh:
    shares = np.linspace(0.0, 1.0, ROWS)
    rings = [_ring(space, 0.55, 0.0), *(_ring(space, 1.0, share) for share in shares), _ring(space, 0.55, 1.0)]
    ends = [_ring(space, 0.0, share)[:1] for share in (0.0, 1.0)]
    vertices = np.concatenate([ends[0], *rings, ends[1]])
    return face_outwards(Mesh(vertices, _close_rings(len(rings), AROUND)))


def _close_rings(rings: int, around: int) -> NDArray[np.int32]:
    """Triangles of a barrel: a pole, rings of vertices, another pole, in this order."""
    here = np.arange(around)
    beside = np.roll(here, -1)
    parts = [np.column_stack([np.zeros(around), 1 + beside, 1 + here])]
    for ring in range(rings - 1):
        low, high = 1 + ring * around, 1 + (ring + 1) * around
        parts += [np.column_stack([low + here, low + beside, high + beside])]
        parts += [np.column_stack([low + here, high + beside, high + here])]
    last = 1 + (rings - 1) * around
    parts += [np.column_stack([last + here, last + beside, np.full(around, 1 + rings * around)])]
    return np.concatenate(parts).astype(np.int32)


def _ring(space: DiscSpace, size: float, share: float) -> Floats:
    """One ring in the common frame; `share` 0 on the lower endplate, 1 on the upper one."""
    stands_out = BULGE * np.sin(np.pi * share) if size == 1.0 else 0.0
    low = _on_endplate(space.lower, space.lower_size, size, stands_out, GAP)
    high = _on_endplate(space.upper, space.upper_size, size, stands_out, -GAP)
    return np.asarray(low + share * (high - low))


def _on_endplate(plate: Frame, plate_size: tuple[float, float], size: float, stands_out: float, up: float) -> Floats:
    angles = 2 * np.pi * np.arange(AROUND) / AROUND
    x, y = outline(angles, plate_size)
    out = size + stands_out / np.hypot(x, y)
    return plate.place(np.column_stack([out * x, out * y, np.full(AROUND, up)]))


def outline(angles: Floats, size: tuple[float, float]) -> tuple[Floats, Floats]:
    """The rim of an endplate: a bean, hollow behind. Angle 0 is left, a quarter turn is backwards."""
    power = 2 / 2.5
    x = size[0] / 2 * np.sign(np.cos(angles)) * np.abs(np.cos(angles)) ** power
    y = size[1] / 2 * np.sign(np.sin(angles)) * np.abs(np.sin(angles)) ** power
    dent = 2.2 * np.exp(-((x / 11.0) ** 2)) * np.clip(y / (size[1] / 2), 0, 1)
    return 0.98 * x, 0.98 * y - dent


def build_ligaments() -> Mapping[str, Mesh]:
    """`ligamentum-flavum`: one plate between the laminae of each of the three lowest levels, thin and flat."""
    return MappingProxyType({LIGAMENT: merge(_build_ligament(SPACES[f"{level}-disc"]) for level in LEVELS_THAT_CHANGE)})


def ligament_grid(space: DiscSpace) -> tuple[Floats, Floats, Floats]:
    """Where its front lies in the frame of the disc's middle: x across, y back, z up, each (rows, columns)."""
    x = np.linspace(-LIGAMENT_HALF_WIDTH, LIGAMENT_HALF_WIDTH, LIGAMENT_COLUMNS)
    z = np.linspace(-7.5, 8.5, LIGAMENT_ROWS)
    across, up = np.meshgrid(x, z)
    back = space.upper_size[1] / 2 + BEHIND_THE_BODY - 0.055 * across**2
    return across, back, up


def _build_ligament(space: DiscSpace) -> Mesh:
    across, back, up = ligament_grid(space)
    front = np.column_stack([across.ravel(), back.ravel(), up.ravel()])
    hind = front + np.array([0.0, LIGAMENT_THICKNESS, 0.0])
    return face_outwards(Mesh(space.middle.place(np.concatenate([front, hind])), _plate(*across.shape)))


def _plate(rows: int, columns: int) -> NDArray[np.int32]:
    """Triangles of a plate: its front grid, then its hind grid, and the rim between them."""
    number = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = (part.ravel() for part in (number[:-1, :-1], number[:-1, 1:], number[1:, 1:], number[1:, :-1]))
    front = np.concatenate([np.column_stack([a, b, c]), np.column_stack([a, c, d])])
    rim = np.concatenate([number[0], number[1:, -1], number[-1, -2::-1], number[-2:0:-1, 0]])
    after = np.roll(rim, -1)
    hind = rows * columns
    sides = [np.column_stack([rim, rim + hind, after + hind]), np.column_stack([rim, after + hind, after])]
    return np.concatenate([front, front[:, ::-1] + hind, *sides]).astype(np.int32)
