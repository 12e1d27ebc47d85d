"""What is worth testing at the bedside: enough to tell the nerves of the leg apart, and no more.

Each of these muscles speaks for a nerve that no other one here speaks for as plainly: hip abduction for the superior
gluteal nerve, inversion for the tibial nerve against the fibular one, the short head of biceps for the fibular division
above the knee. All skin fields and reflexes belong to it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, Literal

from sciatica_teach.model.anatomy import Anatomy

BEDSIDE_MUSCLES: Final = (
    "iliopsoas", "adductor-longus", "quadriceps-femoris", "gluteus-medius", "gluteus-maximus", "semitendinosus",
    "biceps-femoris-short-head", "gastrocnemius", "tibialis-posterior", "tibialis-anterior", "extensor-hallucis-longus",
    "fibularis-longus", "abductor-hallucis", "external-anal-sphincter",
)
"""From the hip down; a selection of ours."""

MORE_TESTABLE: Final = ("extensor-digitorum-brevis", "flexor-hallucis-longus")
"""A belly that can be felt and a toe that can be held back: asked about in no prediction, yet fair in a puzzle."""

SADDLE_SIGNS: Final = frozenset({"saddle", "anal-reflex", "external-anal-sphincter"})
"""Any of them failing is a cauda equina syndrome until proven otherwise."""

FOOT_LIFT: Final = "tibialis-anterior"
"""Newly weak, it is a foot drop."""

Urgent = Literal["saddle", "foot-lift"]
"""What outranks the question of where the lesion is."""


def find_urgent(failing: Collection[str]) -> tuple[Urgent, ...]:
    """Which of the targets that fail would send a patient on before anybody localises, the most urgent first."""
    found: list[Urgent] = []
    if not SADDLE_SIGNS.isdisjoint(failing):
        found.append("saddle")
    if FOOT_LIFT in failing:
        found.append("foot-lift")
    return tuple(found)


def bedside_targets(anatomy: Anatomy) -> tuple[str, ...]:
    """The bedside muscles that the content knows (all muscles where it knows none), every skin field, every reflex."""
    return _with_muscles(anatomy, BEDSIDE_MUSCLES)


def gradable_targets(anatomy: Anatomy) -> tuple[str, ...]:
    """What a hand can grade at all: the bedside set and a few muscles more."""
    return _with_muscles(anatomy, (*BEDSIDE_MUSCLES, *MORE_TESTABLE))


def _with_muscles(anatomy: Anatomy, wanted: Sequence[str]) -> tuple[str, ...]:
    muscles = [muscle_id for muscle_id in wanted if muscle_id in anatomy.muscle_by_id]
    return (*(muscles or anatomy.muscle_by_id), *anatomy.skin_field_by_id, *anatomy.reflex_by_id)
