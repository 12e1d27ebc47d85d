"""Patients by id: those that somebody wrote, and those that are drawn from a number.

`patient-1234` is a patient like any other: the same one for everybody who opens that address, today and later, as
long as the content stays as it is. Nothing of them is kept; they are drawn again whenever they are needed.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from sciatica_teach.errors import BadSeed, NotAllowedNow
from sciatica_teach.model.cases import Case, Difficulty
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.generator.patient import generate_case

PREFIX: Final = "patient-"

LARGEST_SEED: Final = 999_999_999

MOST_TRIES: Final = 300
"""About one patient in four is of each level, so a level that no throw of so many has, none has."""


def find_case(kb: KnowledgeBase, case_id: str) -> Case:
    """The authored patient of this id, or who had it before, or the one drawn from its number.

    Raises `UnknownId`, `BadSeed` where no number follows, and `ContentError` where the content has no phrases.
    """
    if case_id in kb.case_by_id or not case_id.startswith(PREFIX):
        return kb.get_case(case_id)
    return generate_case(kb, parse_seed(case_id.removeprefix(PREFIX)))


def parse_seed(typed: str) -> int:
    """A whole number from 0 to 999,999,999. Raises `BadSeed`."""
    if not (typed.isascii() and typed.isdigit()) or len(typed) > len(str(LARGEST_SEED)):
        raise BadSeed(typed, LARGEST_SEED)
    return int(typed)


def draw_patient_id(kb: KnowledgeBase, level: Difficulty, rng: np.random.Generator) -> str:
    """The id of a patient of this level, drawn until one is. Raises `NotAllowedNow` where the content has none."""
    for _ in range(MOST_TRIES):
        case = generate_case(kb, int(rng.integers(LARGEST_SEED + 1)))
        if case.difficulty == level:
            return case.id
    raise NotAllowedNow("No patient of this level can be drawn from the content as it is. Choose another level.")
