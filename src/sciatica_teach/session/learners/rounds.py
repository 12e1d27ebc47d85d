"""Many learners, many cases: everybody meets the same patients with the same chance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from sciatica_teach.grading.cases import CaseGrade
from sciatica_teach.model.cases import Case
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.session.case import CaseSession
from sciatica_teach.session.debrief import grade_state
from sciatica_teach.session.learners.playing import Learner, play

CHANCE: int = 20261123
"""Seed of all rounds; fixed before the first one, and not to be changed because of what it says."""


def play_all(
    kb: KnowledgeBase, cases: Sequence[Case], learners: Iterable[Learner], sampled: SampledTable, seed: int = CHANCE
) -> dict[str, tuple[CaseGrade, ...]]:
    """Name of the learner -> grades in the order of the cases."""
    sessions = [CaseSession(kb, case) for case in cases]
    return {learner.name: tuple(_play(learner, sessions, sampled, seed)) for learner in learners}


def _play(learner: Learner, sessions: Sequence[CaseSession], sampled: SampledTable, seed: int) -> Iterable[CaseGrade]:
    for number, session in enumerate(sessions):
        state = play(learner, session, sampled, np.random.default_rng([seed, number]))
        yield grade_state(session, state, sampled)
