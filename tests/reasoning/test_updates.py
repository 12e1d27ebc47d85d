"""How far one more finding should move a belief."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
import reasoning_oracle as oracle
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import knowledge_bases, observations

from sciatica_teach.errors import ImpossibleEvidence
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.draws import SampledTable, sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.reasoning.updates import reference_shift


def sampled(kb: KnowledgeBase) -> SampledTable:
    return sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(7))


def test_worked_example_of_the_docstring(clinic: KnowledgeBase) -> None:
    prior = clinic.settings[0].prior
    shift = reference_shift(sampled(clinic), prior, {}, {"no-pain-seated": "present"}, "stenosis")
    assert shift.mid == pytest.approx(log(0.46 / 0.07))
    assert log(0.30 / 0.10) < shift.low < shift.mid < shift.high < log(0.62 / 0.05)


def test_moves_beyond_what_can_be_stated_are_not_due(clinic: KnowledgeBase) -> None:
    prior = {"stenosis": 0.98, "disc": 0.02}
    shift = reference_shift(sampled(clinic), prior, {}, {"no-pain-seated": "present"}, "stenosis", least=0.01)
    assert shift.mid == shift.low == shift.high == pytest.approx(log(99) - log(49))


def test_a_weaker_member_of_the_group_should_not_move_anything(clinic: KnowledgeBase) -> None:
    shift = reference_shift(
        sampled(clinic), clinic.settings[0].prior, {"slump": "present"},
        {"slump": "present", "straight-leg-raise": "present"}, "disc",
    )
    assert (shift.low, shift.mid, shift.high) == (0, 0, 0)


@given(data=st.data(), kb=knowledge_bases())
def test_the_mid_is_the_difference_of_two_enumerated_log_odds(data: st.DataObject, kb: KnowledgeBase) -> None:
    after = data.draw(observations(kb))
    before = dict(list(after.items())[: data.draw(st.integers(0, len(after)))])
    prior = kb.settings[0].prior
    shift = reference_shift(sampled(kb), prior, before, after, "other")

    def log_odds(belief: dict[str, float]) -> float:
        return log(belief["other"]) - log(sum(share for name, share in belief.items() if name != "other"))

    expected = log_odds(oracle.posterior(kb, after)) - log_odds(oracle.posterior(kb, before))
    assert shift.mid == pytest.approx(expected, abs=1e-9)
    assert shift.low <= shift.mid <= shift.high


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_settled_prior_cannot_be_moved(clinic: KnowledgeBase, share: float) -> None:
    prior = {"disc": share, "stenosis": 1 - share}
    with pytest.raises(ImpossibleEvidence, match="disc"):
        reference_shift(sampled(clinic), prior, {}, {"slump": "present"}, "disc")
