"""The worked numbers of the difficulty, and the quick belief against the general one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.model.drawn_plans import Levels
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.belief import mid_weights, normalised
from sciatica_teach.reasoning.generator.learner import Search, entropy, expected_gain, find_difficulty
from sciatica_teach.reasoning.generator.patient import write_patient
from sciatica_teach.reasoning.generator.rates import Ground
from sciatica_teach.reasoning.table import LikelihoodTable

LEVELS = Levels(questions=8, sure=0.6, first_questions=3, hard_share=0.4, hard_near=0.1,
                basis=Claim(text="Ours.", mark="estimate"))


def test_the_worked_gain(clinic: KnowledgeBase) -> None:
    table = LikelihoodTable.from_knowledge(clinic)
    weights = mid_weights(table, {"stenosis": 0.30, "disc": 0.60, "other": 0.10}, {})
    gain = dict(zip(table.finding_ids, expected_gain(table, weights), strict=True))
    assert float(entropy(normalised(weights))) == pytest.approx(0.898, abs=5e-4)
    assert gain["no-pain-seated"] == pytest.approx(0.097, abs=5e-4)
    assert gain["left-handed"] == pytest.approx(0.0, abs=1e-12)


def told(*shares: float, near: float = 0.0) -> Search:
    found = next((count for count, share in enumerate(shares) if share >= LEVELS.sure), None)
    return Search(asked=tuple("abcdefgh"[: len(shares) - 1]), shares=shares, near=near, found_after=found)


def test_levels_by_hand() -> None:
    assert find_difficulty(LEVELS, told(0.2, 0.3, 0.5, 0.7)) == "first"
    assert find_difficulty(LEVELS, told(0.2, 0.3, 0.4, 0.5, 0.7)) == "middle"
    assert find_difficulty(LEVELS, told(0.2, 0.7, 0.5)) == "first"
    assert find_difficulty(LEVELS, told(0.2, 0.7, 0.39)) == "hard"
    assert find_difficulty(LEVELS, told(0.9, near=0.1)) == "hard"
    assert find_difficulty(LEVELS, told(0.3, 0.45)) == "middle"


@given(seed=st.integers(0, 10**9 - 1))
def test_the_quick_belief_is_the_general_one(kb: KnowledgeBase, ground: Ground, seed: int) -> None:
    drawn = write_patient(kb, seed).drawn
    setting = kb.get_setting(drawn.person.setting)
    expected = normalised(mid_weights(ground.table, setting.prior, setting.leave_out_counted(drawn.answers)))
    found = list(ground.believe(setting.id, drawn.answers).values())
    assert np.allclose(found, expected, atol=1e-12)
