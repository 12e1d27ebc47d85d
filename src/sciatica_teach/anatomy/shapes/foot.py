"""The left foot under the left shin: 26 bones, schematic, in the common frame.

The bone atlas ends at the ankle. Sizes and places here follow a foot of about 24 cm in its bones, with both arches and
the toes on the ground; the talus lies between the malleoli of the atlas. They are estimates and teach no measurement.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from sciatica_teach.anatomy.shapes.meshing import merge
from sciatica_teach.anatomy.shapes.tarsals import TARSALS
from sciatica_teach.anatomy.shapes.toes import METATARSALS, PHALANGES, STYLOID
from sciatica_teach.model.meshes import Mesh
from sciatica_teach.model.surfaces import face_outwards

ANKLE = (74.5, -4.0, -814.0)
"""Where the origin of the foot's own frame stands: on the ground, under the ankle."""
TOE_OUT = 5.0
"""Degrees that the foot points outwards."""


@cache
def build_foot_bones() -> tuple[Mesh, ...]:
    """Seven tarsals, five metatarsals, fourteen phalanges; each one closed surface."""
    long_bones = [bone.build(8) for bone in METATARSALS] + [bone.build(6) for bone in PHALANGES]
    return tuple(_place(mesh) for mesh in [*(tarsal.build() for tarsal in TARSALS), *long_bones])


def build_foot() -> Mesh:
    """All bones of the foot in one mesh."""
    return merge([*build_foot_bones(), _place(STYLOID.build(8))])


def _place(own: Mesh) -> Mesh:
    turn = np.radians(TOE_OUT)
    ahead = np.array([np.sin(turn), -np.cos(turn), 0.0])
    across = np.array([np.cos(turn), np.sin(turn), 0.0])
    axes = np.array([ahead, across, (0.0, 0.0, 1.0)])
    return face_outwards(Mesh(own.vertices @ axes + np.array(ANKLE), own.triangles))
