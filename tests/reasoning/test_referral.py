"""The must-refer rule stands beside the probabilities."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import reasoning_oracle as oracle
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import cause, finding, knowledge, knowledge_bases, observations, rule

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.referral import ReferralRule
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


# Findings that mean more together

@pytest.fixture
def pairs(flags: KnowledgeBase) -> KnowledgeBase:
    """Past cancer is urgent, night pain is nothing, both are seen the same day."""
    more = (finding("past-cancer", 0.05, refer="urgent"), finding("night-pain", 0.2), finding("fever", 0.05))
    rules = (
        rule("cancer-and-night", "night-pain", "past-cancer", refer="same-day"),
        rule("all-three", "night-pain", "past-cancer", "fever", refer="emergency"),
    )
    return replace(flags, findings=(*flags.findings, *more), referral_rules=rules)


def test_findings_together_set_a_floor_that_none_of_them_sets_alone(pairs: KnowledgeBase) -> None:
    assert referral_floor(pairs, {"night-pain": "present"}) == Floor(urgency="treat", finding_ids=())
    assert referral_floor(pairs, {"past-cancer": "present"}) == Floor(urgency="urgent", finding_ids=("past-cancer",))
    both: dict[str, Answer] = {"night-pain": "present", "past-cancer": "present"}
    assert referral_floor(pairs, both) == Floor(urgency="same-day", finding_ids=("past-cancer", "night-pain"))
    assert advise(pairs, both) == "same-day"


@pytest.mark.parametrize("answer", ["absent", "unknown", None])
@pytest.mark.parametrize("lacking", ["night-pain", "past-cancer", "fever"])
def test_a_rule_holds_only_when_every_finding_is_present(
    pairs: KnowledgeBase, lacking: str, answer: Answer | None
) -> None:
    observed: dict[str, Answer] = {"night-pain": "present", "past-cancer": "present", "fever": "present"}
    assert referral_floor(pairs, observed).urgency == "emergency"
    del observed[lacking]
    assert referral_floor(pairs, {**observed, lacking: answer} if answer else observed).urgency != "emergency"


def test_a_single_finding_that_is_more_urgent_goes_before_a_rule(pairs: KnowledgeBase) -> None:
    observed: dict[str, Answer] = {"night-pain": "present", "past-cancer": "present", "saddle-numbness": "present"}
    assert referral_floor(pairs, observed) == Floor(urgency="emergency", finding_ids=("saddle-numbness",))


def test_findings_alone_and_together_are_named_when_they_demand_the_same(pairs: KnowledgeBase) -> None:
    observed: dict[str, Answer] = dict.fromkeys(("fever", "night-pain", "past-cancer", "bladder-change"), "present")
    named = ("bladder-change", "past-cancer", "night-pain", "fever")
    assert referral_floor(pairs, observed) == Floor(urgency="emergency", finding_ids=named)


@st.composite
def ruled(draw: st.DrawFn) -> KnowledgeBase:
    """Five findings of any urgency, and up to four rules over any of them: also ones that the content check refuses."""
    urgencies = st.sampled_from(URGENCIES[2:])
    names = [f"f{number}" for number in range(5)]
    combinations = st.lists(st.sampled_from(names), min_size=2, max_size=4, unique=True)
    return knowledge(
        [cause("disc")],
        [finding(name, 0.1, refer=draw(st.just("") | urgencies)) for name in names],
        rules=[rule(f"r{n}", *draw(combinations), refer=draw(urgencies)) for n in range(draw(st.integers(0, 4)))],
    )


def slowest(demanded: list[str]) -> int:
    return max((URGENCIES.index(urgency) for urgency in demanded), default=0)


@given(data=st.data(), kb=ruled())
def test_the_floor_is_the_most_urgent_demand_in_whatever_order_it_was_asked(
    data: st.DataObject, kb: KnowledgeBase
) -> None:
    observed = data.draw(observations(kb))
    present = {finding_id for finding_id, value in observed.items() if value == "present"}

    def holds(one: ReferralRule) -> bool:
        return set(one.all_of) <= present

    floor = referral_floor(kb, observed)
    alone = [one.refer for one in kb.findings if one.refer and one.id in present]
    assert URGENCIES.index(floor.urgency) == slowest([*alone, *(one.refer for one in kb.referral_rules if holds(one))])
    assert set(floor.finding_ids) <= present
    assert bool(floor.finding_ids) == (floor.urgency != "treat")
    shuffled = data.draw(st.permutations(list(observed.items())))
    assert referral_floor(kb, dict(shuffled)) == floor


@given(data=st.data(), kb=ruled())
def test_neither_a_rule_nor_one_more_finding_ever_lowers_the_floor(data: st.DataObject, kb: KnowledgeBase) -> None:
    observed = data.draw(observations(kb))
    floor = URGENCIES.index(referral_floor(kb, observed).urgency)
    assert floor >= URGENCIES.index(referral_floor(replace(kb, referral_rules=()), observed).urgency)
    new = data.draw(st.sampled_from([one.id for one in kb.findings if one.id not in observed] or [""]))
    if new:
        assert floor <= URGENCIES.index(referral_floor(kb, {**observed, new: "present"}).urgency)
