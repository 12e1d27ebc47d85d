"""Two problems at once: the rate that follows from those of the parts, against plain arithmetic and as laws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from small_knowledge import CLAIM, cause, finding, knowledge, rate

from sciatica_teach.model.causes import NO_MAP, Cause, PainMap
from sciatica_teach.model.composites import combine, complete_causes, complete_findings
from sciatica_teach.model.findings import Finding, Likelihood, Rate
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.contrast import log_ratios
from sciatica_teach.reasoning.draws import sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable

SHARES = st.floats(0.01, 0.99)


def composite(*parts: str) -> Cause:
    return replace(cause("both"), parts=parts)


CAUSES = (cause("canal"), cause("hip"), composite("canal", "hip"), cause("other"))


def follow(one: Finding, causes: tuple[Cause, ...] = CAUSES) -> Rate | None:
    (found,) = complete_findings(causes, [one])
    return found.differs.get("both")


def mid(found: Rate | None, background: float) -> float:
    return background if found is None else found.likelihood.mid


def plainly(parts: list[float], background: float) -> float:
    """By counting: of those whom the background spares, each part above it takes its own share of what is left."""
    if max(parts) < background:
        return max(parts)
    left = 1 - background
    for part in parts:
        if part > background:
            left *= 1 - (part - background) / (1 - background)
    return 1 - left


@st.composite
def ranges(draw: st.DrawFn) -> Rate:
    low, middle, high = sorted(draw(st.tuples(SHARES, SHARES, SHARES)))
    return rate(middle, low, high)


def test_the_worked_examples_of_the_docstring() -> None:
    usual = Rate(step="usual", mark="taught", sources=("a",), reason="made up")
    half = Rate(step="half", mark="taught", sources=("b", "a"), reason="made up", conflict="Two disagree.")
    background = Rate(step="uncommon", mark="measured", sources=("c",), reason="made up")
    found = follow(finding("f", background, {"hip": usual, "canal": half}))
    assert found is not None
    assert (found.low, found.mid, found.high) == (
        pytest.approx(0.600), pytest.approx(0.833, abs=0.0005), pytest.approx(0.961, abs=0.0005))
    assert (found.mark, found.sources, found.conflict) == ("estimate", ("b", "a", "c"), "Two disagree.")
    assert found.follows_from == ("canal", "hip")
    assert "“Canal” and “Hip”" in found.reason

    assert follow(finding("knee", 0.50, {"hip": 0.22})) is None  # the canal's 0.50 is the background's


@given(parts=st.lists(SHARES, min_size=2, max_size=4), background=SHARES)
def test_the_formula_is_what_counting_gives(parts: list[float], background: float) -> None:
    assert combine(np.array(parts), np.array(background)) == pytest.approx(plainly(parts, background))


@given(one=SHARES, other=SHARES, background=SHARES)
def test_above_the_background_nobody_is_counted_twice(one: float, other: float, background: float) -> None:
    assume(min(one, other) > background)
    found = mid(follow(finding("f", background, {"canal": one, "hip": other})), background)
    assert found == pytest.approx(1 - (1 - one) * (1 - other) / (1 - background))
    assert found >= max(one, other) - 1e-12


@given(one=SHARES, other=SHARES, background=SHARES)
def test_both_together_are_never_below_either(one: float, other: float, background: float) -> None:
    found = mid(follow(finding("f", background, {"canal": one, "hip": other})), background)
    assert max(one, other) - 1e-12 <= found <= 1
    assert found <= 1 - (1 - one) * (1 - other) + 1e-12


@given(one=ranges(), background=ranges())
def test_a_part_without_a_rate_of_its_own_changes_nothing_above_the_background(one: Rate, background: Rate) -> None:
    found = follow(finding("f", background, {"hip": one}))
    part, below = one.likelihood, background.likelihood
    if part.mid <= below.mid:
        assert found is None
        return
    assert found is not None
    assert found.likelihood == Likelihood(low=max(part.low, below.low), mid=part.mid, high=max(part.high, below.high))
    assert found.follows_from == ("hip",)


@given(rates=st.lists(ranges(), min_size=2, max_size=3), background=ranges(), order=st.randoms())
def test_the_order_of_the_parts_does_not_matter(rates: list[Rate], background: Rate, order) -> None:
    names = ["canal", "hip", "nerve"][: len(rates)]
    one = finding("f", background, dict(zip(names, rates, strict=True)))
    turned = list(names)
    order.shuffle(turned)
    simple = tuple(cause(name) for name in names)
    first, second = (follow(one, (*simple, composite(*parts))) for parts in (names, turned))
    assert first is not None
    assert second is not None
    for end in ("low", "mid", "high"):
        assert getattr(first, end) == pytest.approx(getattr(second, end))


@given(one=ranges(), other=ranges(), background=ranges())
def test_the_range_is_in_order(one: Rate, other: Rate, background: Rate) -> None:
    found = follow(finding("f", background, {"canal": one, "hip": other}))
    assert found is not None
    likely = found.likelihood
    assert 0 <= likely.low <= likely.mid <= likely.high <= 1


def test_a_rate_that_is_stated_goes_first() -> None:
    one = finding("gone-on-sitting", 0.07, {"canal": 0.46, "hip": 0.25, "both": 0.20})
    assert complete_findings(CAUSES, [one]) == (one,)


def test_nothing_follows_where_no_part_differs_and_nothing_changes_without_a_composite() -> None:
    one = finding("left-handed", 0.10)
    assert complete_findings(CAUSES, [one]) == (one,)
    two = finding("f", 0.10, {"canal": 0.5})
    assert complete_findings((cause("canal"), cause("other")), [two]) == (two,)


def test_rates_of_nought_and_one_can_be_combined() -> None:
    found = follow(finding("f", rate(0.0), {"canal": rate(1.0), "hip": rate(0.0)}))
    assert found is not None
    assert found.mid == pytest.approx(0.9999)


def drawn(one: Cause, **shares: float) -> Cause:
    return replace(one, pain_map=PainMap(shares=shares, basis=CLAIM))


def test_a_pain_map_that_is_not_stated_follows_in_the_same_way() -> None:
    canal, hip = drawn(CAUSES[0], buttock=0.75, calf=0.55), drawn(CAUSES[1], buttock=0.50, groin=0.10)
    both, other = replace(CAUSES[2], pain_map=NO_MAP), drawn(CAUSES[3], buttock=0.25, calf=0.25, groin=0.25)
    made = complete_causes([canal, hip, both, other])
    assert (made[0], made[1], made[3]) == (canal, hip, other)
    assert made[2].pain_map.shares == {"buttock": 0.833, "calf": 0.55, "groin": 0.10}
    assert made[2].pain_map.basis.mark == "estimate"
    stated = drawn(both, sole=1.0)
    assert complete_causes([canal, hip, stated, other])[2] == stated


# ---- The draws behind the bands ----

@pytest.fixture
def both() -> KnowledgeBase:
    findings = [
        finding("walk", rate(0.22, 0.15, 0.30), {"canal": rate(0.82, 0.77, 0.87), "hip": rate(0.50, 0.35, 0.65)}),
        finding("groin", rate(0.05, 0.01, 0.15), {"hip": rate(0.55, 0.41, 0.68)}),
        finding("left-handed", rate(0.10, 0.05, 0.15)),
        finding("seated", rate(0.07, 0.05, 0.10), {"canal": rate(0.46, 0.30, 0.62), "both": rate(0.25, 0.10, 0.40)}),
    ]
    return knowledge(CAUSES, complete_findings(CAUSES, findings))


def test_in_every_draw_the_whole_follows_from_its_parts(both: KnowledgeBase, rng: np.random.Generator) -> None:
    sampled = sample_rates(LikelihoodTable.from_knowledge(both), rng)
    walk, groin, left, seated = (sampled.present[:, row] for row in range(4))
    canal, hip, whole, other = walk.T
    assert whole == pytest.approx(1 - (1 - canal) * (1 - hip) / (1 - other))
    assert groin[:, 2] == pytest.approx(np.maximum(groin[:, 1], groin[:, 3]))
    assert left[:, 2] == pytest.approx(left[:, 3])
    assert abs(np.corrcoef(seated[:, 2], seated[:, 0])[0, 1]) < 0.2  # stated, so drawn by itself


def test_no_draw_leaves_the_range_that_is_shown(both: KnowledgeBase, rng: np.random.Generator) -> None:
    table = LikelihoodTable.from_knowledge(both)
    sampled = sample_rates(table, rng)
    assert np.all(sampled.present >= table.low - 1e-12)
    assert np.all(sampled.present <= table.high + 1e-12)
    assert table.follows.tolist() == [[False, False, row < 2, False] for row in range(4)]


def test_a_finding_of_one_part_does_not_tell_it_from_the_whole(both: KnowledgeBase, rng: np.random.Generator) -> None:
    low, middle, high = log_ratios(sample_rates(LikelihoodTable.from_knowledge(both), rng), "both", "hip")
    for ratio in (low, middle, high):
        assert ratio[:, 1] == pytest.approx([0, 0], abs=1e-9)
    assert np.all(middle[0, [0]] > 0)
