"""Belief after findings: worked numbers, an enumeration as oracle, and laws."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
import reasoning_oracle as oracle
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import cause, finding, knowledge, knowledge_bases, observations

from sciatica_teach.errors import ImpossibleEvidence, UnknownId
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.belief import Inference, update


def believe(kb: KnowledgeBase, observed: dict[str, Answer]) -> Inference:
    return update(kb, kb.settings[0].prior, observed, np.random.default_rng(7))


def test_worked_example_of_the_docstring(clinic: KnowledgeBase) -> None:
    inference = believe(clinic, {"no-pain-seated": "present"})
    assert {name: round(share, 3) for name, share in inference.posterior.items()} == {
        "stenosis": 0.738, "disc": 0.225, "other": 0.037,
    }
    assert exp(inference.trace[0].log_ratio["stenosis"]) == pytest.approx(0.46 / 0.07)


@given(data=st.data(), kb=knowledge_bases())
def test_posterior_agrees_with_enumeration(data: st.DataObject, kb: KnowledgeBase) -> None:
    observed = data.draw(observations(kb))
    assert believe(kb, observed).posterior == pytest.approx(oracle.posterior(kb, observed), abs=1e-12, rel=1e-12)


@given(data=st.data(), kb=knowledge_bases())
def test_order_of_findings_never_matters(data: st.DataObject, kb: KnowledgeBase) -> None:
    observed = data.draw(observations(kb))
    shuffled = dict(data.draw(st.permutations(list(observed.items()))))
    assert believe(kb, shuffled) == believe(kb, observed)


@given(data=st.data(), kb=knowledge_bases())
def test_unknown_moves_nothing(data: st.DataObject, kb: KnowledgeBase) -> None:
    observed = data.draw(observations(kb))
    silent = data.draw(st.sampled_from([f.id for f in kb.findings]))
    observed.pop(silent, None)
    with_it, without = believe(kb, {**observed, silent: "unknown"}), believe(kb, observed)
    assert (with_it.posterior, with_it.band) == (without.posterior, without.band)
    step = next(step for step in with_it.trace if step.finding_id == silent)
    assert not step.counted
    assert not step.outweighed_by
    assert set(step.log_ratio.values()) == {0.0}


@given(data=st.data(), kb=knowledge_bases())
def test_shares_sum_to_one_and_the_band_holds_the_mid(data: st.DataObject, kb: KnowledgeBase) -> None:
    inference = believe(kb, data.draw(observations(kb)))
    assert sum(inference.posterior.values()) == pytest.approx(1)
    for cause_id, (low, high) in inference.band.items():
        assert 0 <= low <= inference.posterior[cause_id] <= high <= 1


@given(
    data=st.data(),
    kb=knowledge_bases(),
    background=st.integers(0, 100),
    value=st.sampled_from(["present", "absent"]),
)
def test_a_likelihood_ratio_of_one_changes_nothing(
    data: st.DataObject, kb: KnowledgeBase, background: int, value: Answer
) -> None:
    wider = knowledge(
        kb.causes, [*kb.findings, finding("left-handed", background / 100)], prior=kb.settings[0].prior
    )
    observed = data.draw(observations(kb))
    told = believe(wider, {**observed, "left-handed": value})
    assert told.posterior == pytest.approx(believe(kb, observed).posterior, abs=1e-12)
    step = next(step for step in told.trace if step.finding_id == "left-handed")
    assert list(step.log_ratio.values()) == pytest.approx([0.0] * len(kb.causes), abs=1e-12)


def test_a_group_counts_once_by_its_strongest_member(clinic: KnowledgeBase) -> None:
    both = believe(clinic, {"straight-leg-raise": "present", "slump": "present"})
    assert both.posterior == believe(clinic, {"slump": "present"}).posterior
    standing = {step.finding_id: (step.counted, step.outweighed_by) for step in both.trace}
    assert standing == {"straight-leg-raise": (False, "slump"), "slump": (True, "")}


def test_the_strongest_member_depends_on_the_answer() -> None:
    """SLR absent (0.1 against 0.9) speaks louder than slump present (0.6 against 0.4)."""
    kb = knowledge(
        [cause("disc"), cause("other")],
        [
            finding("slr", 0.10, {"disc": 0.90}, dependence="stretch"),
            finding("slump", 0.40, {"disc": 0.60}, dependence="stretch"),
        ],
    )
    inference = believe(kb, {"slump": "present", "slr": "absent"})
    assert inference.posterior["disc"] == pytest.approx(0.1)


def test_equally_strong_members_are_settled_by_id() -> None:
    kb = knowledge(
        [cause("disc"), cause("other")],
        [
            finding("slump", 0.20, {"disc": 0.80}, dependence="stretch"),
            finding("slr", 0.20, {"disc": 0.80}, dependence="stretch"),
        ],
    )
    inference = believe(kb, {"slump": "present", "slr": "absent"})
    assert {step.finding_id: step.outweighed_by for step in inference.trace} == {"slump": "slr", "slr": ""}


def test_log_ratios_weigh_the_rest_by_the_prior(clinic: KnowledgeBase) -> None:
    """Disc shows it in 0.07; the rest in (0.30 * 0.46 + 0.10 * 0.07) / 0.40 = 0.3625."""
    step = believe(clinic, {"no-pain-seated": "present"}).trace[0]
    assert step.log_ratio["disc"] == pytest.approx(log(0.07 / 0.3625))


def test_exact_rates_make_a_band_without_width(clinic: KnowledgeBase) -> None:
    inference = believe(clinic, {"slump": "present"})
    for cause_id, share in inference.posterior.items():
        assert inference.band[cause_id] == pytest.approx((share, share))


def test_a_cause_without_prior_stays_out_of_the_scaling(clinic: KnowledgeBase, rng: np.random.Generator) -> None:
    inference = update(clinic, {"stenosis": 3, "disc": 1}, {"no-pain-seated": "present"}, rng)
    assert inference.prior == {"stenosis": 0.75, "disc": 0.25, "other": 0.0}
    assert inference.posterior["other"] == 0
    assert inference.posterior["stenosis"] == pytest.approx(3 * 0.46 / (3 * 0.46 + 0.07))


def test_rates_of_nought_and_one_never_settle_the_matter() -> None:
    kb = knowledge([cause("disc"), cause("other")], [finding("sure", 0.0, {"disc": 1.0})])
    assert believe(kb, {"sure": "absent"}).posterior["disc"] == pytest.approx(1e-4)


def test_the_trace_names_sources_and_marks_once(clinic: KnowledgeBase) -> None:
    step = believe(clinic, {"slump": "absent"}).trace[0]
    assert (step.sources, step.marks) == (("made-up",), ("estimate",))


def test_an_empty_prior_is_impossible_evidence(clinic: KnowledgeBase, rng: np.random.Generator) -> None:
    with pytest.raises(ImpossibleEvidence):
        update(clinic, {"disc": 0.0}, {}, rng)


@pytest.mark.parametrize("share", [-0.1, float("nan"), float("inf")])
def test_a_share_that_is_no_share_is_refused(clinic: KnowledgeBase, rng: np.random.Generator, share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        update(clinic, {"disc": share, "other": 1.0}, {}, rng)


def test_unknown_ids_are_named(clinic: KnowledgeBase, rng: np.random.Generator) -> None:
    with pytest.raises(UnknownId, match="Did you mean slump"):
        update(clinic, {"disc": 1.0}, {"slumps": "present"}, rng)
    with pytest.raises(UnknownId, match="cause"):
        update(clinic, {"disk": 1.0}, {}, rng)
    with pytest.raises(UnknownId, match="cause"):
        believe(knowledge([cause("disc")], [finding("slump", 0.2, {"disk": 0.8})]), {})
