"""From the share of fibres lost to what an examination finds.

A muscle that has lost a few of its fibres is still strong, since a neighbour's fibres and its own reserve make up for
them; one that has lost all of them does not move. Between these, the steps are an estimate of ours: no study measured
how many fibres go with which grade. They only have to rise, and to leave a believable picture behind.

A muscle that draws 0.55 of its fibres from L5 loses 0.55 with the root. That is past the step of grade 3 (0.45) and
short of that of grade 2 (0.65): it still lifts the foot against gravity, but against no resistance. A skin field with
the same share is reduced (0.20) and not lost (0.80): its other root still feels.
"""

from __future__ import annotations

from typing import Final

from sciatica_teach.anatomy.nerves.graph import Target
from sciatica_teach.errors import BadSubmission
from sciatica_teach.model.anatomy import Muscle, SkinField
from sciatica_teach.model.deficits import TargetKind

VALUES: Final[dict[TargetKind, tuple[str, ...]]] = {
    "muscle": ("5", "4", "3", "2", "1", "0"),
    "field": ("normal", "reduced", "lost"),
    "reflex": ("normal", "reduced", "absent"),
}
"""What an examination can find, from unharmed to worst. The place in this order is the level: 0 is unharmed."""

STEPS: Final[dict[TargetKind, tuple[float, ...]]] = {
    "muscle": (0.15, 0.45, 0.65, 0.85, 0.95),
    "field": (0.20, 0.80),
    "reflex": (0.25, 0.70),
}
"""Share lost from which each level after the first begins; an estimate of ours."""

ROUNDING: Final = 1e-9
"""Shares are sums of decimals: 0.1 + 0.2 has to reach 0.3."""


def kind_of(target: Target) -> TargetKind:
    """Which scale a target is examined on."""
    if isinstance(target, Muscle):
        return "muscle"
    return "field" if isinstance(target, SkinField) else "reflex"


def level_of(kind: TargetKind, lost: float) -> int:
    """The level at a share lost, 0 (unharmed) upwards. `lost` is between 0 and 1."""
    return sum(step <= lost + ROUNDING for step in STEPS[kind])


def read_level(target: Target, value: str) -> int:
    """The level of a value as it was observed. Raises `BadSubmission` for a value that this kind of target has not."""
    values = VALUES[kind_of(target)]
    if value not in values:
        raise BadSubmission(f"'{value}' is nothing that {target.name} can be. Write one of {', '.join(values)}.")
    return values.index(value)


def distance(kind: TargetKind, level: int, other: int) -> int:
    """How far two levels are apart, in tenths of the whole scale: whole numbers add up without rounding."""
    return abs(level - other) * 10 // (len(VALUES[kind]) - 1)
