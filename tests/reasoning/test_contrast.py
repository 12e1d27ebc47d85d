"""What tells causes apart, against plain enumeration."""

from __future__ import annotations

from itertools import combinations
from math import log

import numpy as np
import pytest
import reasoning_oracle as oracle
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import cause, finding, knowledge, knowledge_bases, rate

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.findings import Finding
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.contrast import Contrast, distinct_first, rank_contrasts
from sciatica_teach.reasoning.draws import SampledTable, sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable


def sampled(kb: KnowledgeBase, seed: int = 7) -> SampledTable:
    return sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(seed))


def by_finding(kb: KnowledgeBase, *cause_ids: str) -> dict[str, Contrast]:
    return {one.finding_id: one for one in rank_contrasts(sampled(kb), cause_ids)}


def movement(one: Finding, towards: str, against: str) -> float:
    """Mean absolute change of the log odds, in plain Python."""
    total = 0.0
    for value in ("present", "absent"):
        mine, theirs = oracle.chance(one, towards, value), oracle.chance(one, against, value)
        total += (mine + theirs) / 2 * abs(log(mine / theirs))
    return total


def test_worked_example_of_the_docstring(clinic: KnowledgeBase) -> None:
    contrast = by_finding(clinic, "stenosis", "disc")["no-pain-seated"]
    assert contrast.present.mid == pytest.approx(log(0.46 / 0.07))
    assert contrast.present.mid == pytest.approx(1.883, abs=5e-4)
    assert contrast.absent.mid == pytest.approx(-0.544, abs=5e-4)
    assert contrast.worth == pytest.approx(0.898, abs=5e-4)
    assert log(0.30 / 0.10) < contrast.present.low < contrast.present.mid < contrast.present.high < log(0.62 / 0.05)


def test_a_sign_that_decides_and_is_never_there_stands_below_one_that_is_met() -> None:
    kb = knowledge([cause("a"), cause("b"), cause("other")], [
        finding("rare", 0.0005, {"a": 0.01}), finding("common", 0.25, {"a": 0.75}),
    ])
    ranked = rank_contrasts(sampled(kb), ["a", "b"])
    assert [one.finding_id for one in ranked] == ["common", "rare"]
    assert ranked[1].present.mid > ranked[0].present.mid


@given(data=st.data(), kb=knowledge_bases())
def test_every_finding_once_with_its_best_pair_and_the_best_first(data: st.DataObject, kb: KnowledgeBase) -> None:
    chosen = data.draw(st.lists(st.sampled_from([c.id for c in kb.causes]), min_size=2, max_size=3, unique=True))
    ranked = rank_contrasts(sampled(kb), chosen)
    assert sorted(one.finding_id for one in ranked) == sorted(one.id for one in kb.findings)
    assert [(one.borrowed, -one.worth) for one in ranked] == sorted((one.borrowed, -one.worth) for one in ranked)
    for one in ranked:
        found = kb.get_finding(one.finding_id)
        own = [cause_id for cause_id in chosen if cause_id in found.differs]
        assert one.borrowed == (len(own) < 2)
        pairs = {pair: movement(found, *pair) for pair in combinations(own if len(own) > 1 else chosen, 2)}
        assert one.worth == pytest.approx(max(pairs.values()), abs=1e-9)
        assert pairs[one.towards, one.against] == pytest.approx(one.worth, abs=1e-9)
        for value, ratio in (("present", one.present), ("absent", one.absent)):
            expected = log(oracle.chance(found, one.towards, value) / oracle.chance(found, one.against, value))
            assert ratio.mid == pytest.approx(expected, abs=1e-9)
            assert ratio.low <= ratio.mid <= ratio.high


@given(kb=knowledge_bases())
def test_the_other_way_round_is_the_same_with_the_sign_turned(kb: KnowledgeBase) -> None:
    first, second = kb.causes[0].id, kb.causes[1].id
    there, back = by_finding(kb, first, second), by_finding(kb, second, first)
    for finding_id, one in there.items():
        other = back[finding_id]
        assert one.worth == pytest.approx(other.worth)
        assert (one.present.low, one.present.mid, one.present.high) == pytest.approx(
            (-other.present.high, -other.present.mid, -other.present.low))


def test_one_shared_rate_moves_nothing_however_uncertain_it_is() -> None:
    kb = knowledge([cause("a"), cause("b"), cause("c"), cause("other")], [
        finding("f", rate(0.5, 0.1, 0.9), {"c": rate(0.5, 0.1, 0.9)}),
    ])
    contrast = by_finding(kb, "a", "b")["f"]
    assert (contrast.present.low, contrast.present.high, contrast.worth) == (0, 0, 0)
    own = by_finding(kb, "a", "c")["f"]
    assert own.worth == 0
    assert own.present.low < 0 < own.present.high


def test_a_cause_named_twice_is_one_and_one_alone_is_no_contrast(clinic: KnowledgeBase) -> None:
    assert by_finding(clinic, "disc", "disc", "stenosis") == by_finding(clinic, "disc", "stenosis")
    with pytest.raises(ValueError, match="two causes"):
        rank_contrasts(sampled(clinic), ["disc", "disc"])
    with pytest.raises(UnknownId):
        rank_contrasts(sampled(clinic), ["disc", "nobody"])


@given(data=st.data(), kb=knowledge_bases())
def test_of_those_that_measure_the_same_the_best_keeps_its_place(data: st.DataObject, kb: KnowledgeBase) -> None:
    chosen = data.draw(st.lists(st.sampled_from([c.id for c in kb.causes]), min_size=2, max_size=3, unique=True))
    ranked = rank_contrasts(sampled(kb), chosen)
    sorted_out = distinct_first(LikelihoodTable.from_knowledge(kb), ranked)
    assert sorted(one.finding_id for one in sorted_out) == sorted(one.finding_id for one in ranked)
    words = [kb.get_finding(one.finding_id).dependence or one.finding_id for one in sorted_out]
    own = sum(not one.borrowed for one in sorted_out)
    assert not any(one.borrowed for one in sorted_out[:own])
    for start, end in ((0, own), (own, len(words))):
        fresh = [at for at in range(start, end) if words[at] not in words[:at]]
        assert fresh == list(range(start, start + len(fresh)))  # nobody's twin stands above a new witness
        for part in (sorted_out[start : start + len(fresh)], sorted_out[start + len(fresh) : end]):
            assert [one.worth for one in part] == sorted((one.worth for one in part), reverse=True)


def test_what_rests_on_a_borrowed_background_never_stands_above_what_both_causes_have() -> None:
    kb = knowledge([cause("a"), cause("b"), cause("other")], [
        finding("borrowed", 0.005, {"a": 0.70}), finding("own", 0.5, {"a": 0.4, "b": 0.3}),
    ])
    first, second = rank_contrasts(sampled(kb), ["a", "b"])
    assert (first.finding_id, first.borrowed) == ("own", False)
    assert (second.finding_id, second.borrowed) == ("borrowed", True)
    assert np.exp(second.present.mid) == pytest.approx(140)
    assert second.worth > 5 * first.worth


def test_of_three_causes_the_pair_with_figures_of_its_own_is_shown_even_if_a_borrowed_one_moves_more() -> None:
    kb = knowledge([cause("a"), cause("b"), cause("c"), cause("other")], [finding("f", 0.005, {"a": 0.7, "b": 0.5})])
    [contrast] = rank_contrasts(sampled(kb), ["a", "b", "c"])
    assert (contrast.towards, contrast.against, contrast.borrowed) == ("a", "b", False)


def test_without_width_the_band_is_the_mid(clinic: KnowledgeBase) -> None:
    contrast = by_finding(clinic, "disc", "other")["slump"]
    assert contrast.absent.low == contrast.absent.mid == contrast.absent.high == pytest.approx(log(0.16 / 0.83))
