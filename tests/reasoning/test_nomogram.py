"""One step on the nomogram: prior odds times ratio are posterior odds, whatever was known before."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
import reasoning_oracle as oracle
from hypothesis import assume, given
from hypothesis import strategies as st
from small_knowledge import knowledge_bases, observations

from sciatica_teach.errors import ImpossibleEvidence
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.draws import SampledTable, sample_rates
from sciatica_teach.reasoning.nomogram import answer_rates, odds_step
from sciatica_teach.reasoning.table import LikelihoodTable


def sampled(kb: KnowledgeBase) -> SampledTable:
    return sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(7))


def test_worked_example_of_the_docstring(clinic: KnowledgeBase) -> None:
    prior = clinic.settings[0].prior
    step = odds_step(sampled(clinic), prior, {}, {"no-pain-seated": "present"}, "stenosis")
    assert step.prior_odds == pytest.approx(0.30 / 0.70)
    assert exp(step.ratio.mid) == pytest.approx(0.46 / 0.07)
    assert step.posterior_odds == pytest.approx(2.816, abs=0.001)
    assert step.posterior == pytest.approx(0.738, abs=0.001)


def test_rivals_are_weighed_as_they_are_believed_just_before(clinic: KnowledgeBase) -> None:
    table, prior = LikelihoodTable.from_knowledge(clinic), clinic.settings[0].prior
    first = answer_rates(table, prior, {}, "no-pain-seated", "present", "other")
    assert (first.own, first.rivals) == pytest.approx((0.07, 0.200))
    later = answer_rates(table, prior, {"slump": "present"}, "no-pain-seated", "present", "other")
    assert later.rivals == pytest.approx(0.1058, abs=0.0001)
    assert later.own / later.rivals == pytest.approx(0.661, abs=0.001)


@given(data=st.data(), kb=knowledge_bases(grouped=False))
def test_the_rates_of_an_independent_finding_make_its_ratio(data: st.DataObject, kb: KnowledgeBase) -> None:
    finding = data.draw(st.sampled_from(kb.findings))
    before = {name: value for name, value in data.draw(observations(kb)).items() if name != finding.id}
    value = data.draw(st.sampled_from(["present", "absent"]))
    cause_id = data.draw(st.sampled_from(sorted(kb.cause_by_id)))
    draws, prior = sampled(kb), kb.settings[0].prior
    step = odds_step(draws, prior, before, {**before, finding.id: value}, cause_id)
    rates = answer_rates(draws.table, prior, before, finding.id, value, cause_id)
    assert rates.own == pytest.approx(oracle.chance(finding, cause_id, value))
    assert exp(step.ratio.mid) == pytest.approx(rates.ratio, rel=1e-6)


@given(data=st.data(), kb=knowledge_bases())
def test_the_step_ends_at_the_belief_counted_out_in_full(data: st.DataObject, kb: KnowledgeBase) -> None:
    before, after = data.draw(observations(kb)), data.draw(observations(kb))
    cause_id = data.draw(st.sampled_from(sorted(kb.cause_by_id)))
    ends = [oracle.posterior(kb, known)[cause_id] for known in (before, after)]
    assume(all(1e-9 < end < 1 - 1e-9 for end in ends))  # beyond, plain products lose the digits that odds need
    step = odds_step(sampled(kb), kb.settings[0].prior, before, after, cause_id)
    assert step.prior == pytest.approx(ends[0])
    assert step.posterior == pytest.approx(ends[1])
    assert step.share_at(step.ratio.low) <= step.posterior <= step.share_at(step.ratio.high)
    assert step.posterior_odds == pytest.approx(step.posterior / (1 - step.posterior))


def test_a_cause_that_the_prior_settles_has_no_step(clinic: KnowledgeBase) -> None:
    with pytest.raises(ImpossibleEvidence, match="settles"):
        odds_step(sampled(clinic), {"disc": 1.0}, {}, {"slump": "present"}, "disc")


def test_the_wedge_opens_by_as_much_as_the_ratio(clinic: KnowledgeBase) -> None:
    step = odds_step(sampled(clinic), clinic.settings[0].prior, {}, {"no-pain-seated": "present"}, "stenosis")
    for log_ratio in (step.ratio.low, step.ratio.high):
        share = step.share_at(log_ratio)
        assert log(share / (1 - share)) - log(step.prior_odds) == pytest.approx(log_ratio)
