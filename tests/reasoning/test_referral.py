"""The must-refer rule stands beside the probabilities."""

from __future__ import annotations

import numpy as np
import pytest
import reasoning_oracle as oracle
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import cause, finding, knowledge, knowledge_bases, observations

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.belief import update
from sciatica_teach.reasoning.referral import Floor, recommend, referral_floor


@pytest.fixture
def flags() -> KnowledgeBase:
    """Cauda equina is so rare that even saddle numbness leaves it unlikely."""
    return knowledge(
        [cause("disc"), cause("cauda-equina", "emergency")],
        [
            finding("saddle-numbness", 0.05, {"cauda-equina": 0.75}, refer="emergency"),
            finding("weight-loss", 0.05, refer="urgent"),
            finding("bladder-change", 0.05, {"cauda-equina": 0.9}, refer="emergency"),
            finding("slump", 0.2, {"disc": 0.8}),
        ],
        prior={"disc": 0.9999, "cauda-equina": 0.0001},
    )


def advise(kb: KnowledgeBase, observed: dict[str, Answer]) -> str:
    return recommend(kb, update(kb, kb.settings[0].prior, observed, np.random.default_rng(7)), observed)


def test_the_most_urgent_present_finding_sets_the_floor(flags: KnowledgeBase) -> None:
    observed: dict[str, Answer] = {
        "bladder-change": "present", "weight-loss": "present", "saddle-numbness": "present", "slump": "present",
    }
    assert referral_floor(flags, observed) == Floor(
        urgency="emergency", finding_ids=("saddle-numbness", "bladder-change")
    )


def test_absent_unknown_and_harmless_findings_set_no_floor(flags: KnowledgeBase) -> None:
    observed: dict[str, Answer] = {"saddle-numbness": "absent", "bladder-change": "unknown", "slump": "present"}
    assert referral_floor(flags, observed) == Floor(urgency="treat", finding_ids=())


def test_a_small_probability_does_not_argue_the_floor_away(flags: KnowledgeBase) -> None:
    assert advise(flags, {"slump": "present"}) == "treat"
    assert advise(flags, {"saddle-numbness": "present"}) == "emergency"
    assert advise(flags, {"weight-loss": "present"}) == "urgent"


def test_probability_may_ask_for_more_than_the_floor() -> None:
    kb = knowledge([cause("disc"), cause("cauda-equina", "emergency")], [finding("weight-loss", 0.05, refer="urgent")])
    assert advise(kb, {"weight-loss": "present"}) == "emergency"


@given(data=st.data(), kb=knowledge_bases())
def test_without_a_floor_the_least_expected_loss_is_advised(data: st.DataObject, kb: KnowledgeBase) -> None:
    observed = data.draw(observations(kb))
    expected = oracle.losses(kb, oracle.posterior(kb, observed))
    advised = advise(kb, observed)
    assert advised in URGENCIES
    best = min(loss for (disposition, _), loss in expected.items() if disposition == advised)
    assert best == pytest.approx(min(expected.values()), abs=1e-9)


def test_an_unknown_finding_is_named(flags: KnowledgeBase) -> None:
    with pytest.raises(UnknownId, match="Did you mean weight-loss"):
        referral_floor(flags, {"weightloss": "present"})
