"""The five lumbar vertebrae as surfaces in the common frame."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sciatica_teach.anatomy.shapes.fields import extract_symmetric
from sciatica_teach.anatomy.shapes.levels import LEVELS, Level
from sciatica_teach.anatomy.shapes.vertebra_form import VertebraForm
from sciatica_teach.model.meshes import Mesh

GRID = 3.2
"""Millimetres; about 3,100 triangles a vertebra."""


@cache
def build_vertebrae() -> Mapping[str, Mesh]:
    """`l1-vertebra` to `l5-vertebra`, from above downwards."""
    return MappingProxyType({f"{name}-vertebra": build_vertebra(level) for name, level in LEVELS.items()})


def build_vertebra(level: Level, grid_mm: float = GRID) -> Mesh:
    """One vertebra where it stands, symmetrical left and right."""
    reach = level.wall + level.canal_depth + level.spinous_length + 12.0
    own = extract_symmetric(
        VertebraForm(level),
        (0.0, -level.wall - 4.0, -36.0),
        (level.transverse_half_span + 6.0, reach, 34.0),
        grid_mm,
    )
    return Mesh(level.frame.place(own.vertices), own.triangles)
