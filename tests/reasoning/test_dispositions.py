"""The expected loss of each decision, cause by cause."""

from __future__ import annotations

import numpy as np
import pytest
import reasoning_oracle as oracle
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import CLAIM, cause, knowledge, knowledge_bases, observations

from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.knowledge import KnowledgeBase, LossTable
from sciatica_teach.reasoning.belief import update
from sciatica_teach.reasoning.dispositions import find_deciding_cause, weigh_dispositions
from sciatica_teach.reasoning.referral import recommend


def test_worked_example_of_the_docstring() -> None:
    delay = {needed: dict.fromkeys(URGENCIES, 0.0) for needed in URGENCIES}
    delay["treat"]["routine"] = 3
    delay["emergency"].update({"treat": 100, "routine": 90})
    kb = knowledge(
        [cause("stenosis"), cause("cauda-equina", "emergency")], [],
        losses=LossTable(delay=delay, wrong_target=5, basis=CLAIM),
    )
    treat, routine, *_ = weigh_dispositions(kb, {"stenosis": 0.95, "cauda-equina": 0.05})
    assert (treat.disposition, treat.target, treat.loss) == ("treat", "stenosis", pytest.approx(5.00))
    assert (routine.disposition, routine.target, routine.loss) == ("routine", "", pytest.approx(7.35))
    assert routine.by_cause == pytest.approx({"stenosis": 2.85, "cauda-equina": 4.5})
    assert find_deciding_cause(treat, routine) == "stenosis"
    assert find_deciding_cause(routine, treat) == "cauda-equina"


@given(data=st.data(), kb=knowledge_bases())
def test_losses_are_those_counted_out_in_full(data: st.DataObject, kb: KnowledgeBase) -> None:
    belief = oracle.posterior(kb, data.draw(observations(kb)))
    every = oracle.losses(kb, belief)
    weighed = weigh_dispositions(kb, belief)
    assert [one.disposition for one in weighed] == [u for u in URGENCIES if any(u == each for each, _ in every)]
    for one in weighed:
        assert one.loss == pytest.approx(min(loss for (u, _), loss in every.items() if u == one.disposition))
        assert one.loss == pytest.approx(every[one.disposition, one.target])


@given(data=st.data(), kb=knowledge_bases())
def test_without_a_red_flag_the_recommendation_is_the_least_of_them(data: st.DataObject, kb: KnowledgeBase) -> None:
    observed = data.draw(observations(kb))
    inference = update(kb, kb.settings[0].prior, observed, np.random.default_rng(7))
    weighed = {one.disposition: one.loss for one in weigh_dispositions(kb, inference.posterior)}
    assert weighed[recommend(kb, inference, observed)] == pytest.approx(min(weighed.values()))
