"""Generated pain drawings: shares kept, neighbours together as stated; likeness and its counts against slow oracles."""

from __future__ import annotations

from itertools import combinations
from math import asin, pi, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import multivariate_normal

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.causes import PainMap
from sciatica_teach.model.evidence import Claim
from sciatica_teach.reasoning.drawings import (
    BELOW_THE_BACK,
    PLACES,
    REGIONS,
    Alike,
    Comparison,
    cannot_be_told_apart,
    compare,
    correlation,
    find_alarms,
    generate,
    likeness,
    mark,
    ratio,
)
from sciatica_teach.reasoning.intervals import wilson_interval

BASIS = Claim(text="For the test.", mark="estimate")
SHARES = {
    "low-back": 0.62, "buttock": 0.71, "groin": 0.55, "back-thigh": 0.5, "lateral-thigh": 0.35, "back-knee": 0.5,
    "calf": 0.5, "foot-top": 0.12, "big-toe": 0.03, "sole": 1.0, "knee": 0.0,
}
MANY = 40_000
Z_999 = 3.2905

drawings = st.sets(st.sampled_from(REGIONS))


def pain_map(**shares: float) -> PainMap:
    return PainMap(shares={name.replace("_", "-"): share for name, share in shares.items()}, basis=BASIS)


def within(found: int, of: int, share: float) -> bool:
    """Whether Wilson's 99.9 % interval of a count holds a share: it is the score test turned round."""
    return abs(found / of - share) <= Z_999 * sqrt(share * (1 - share) / of)


def column(region: str) -> int:
    return REGIONS.index(region)


@pytest.fixture(scope="module")
def many() -> np.ndarray:
    return generate(PainMap(shares=SHARES, basis=BASIS), MANY, np.random.default_rng(20_261_123))


def test_every_region_has_a_place_of_its_own():
    assert set(PLACES) == set(REGIONS)
    assert len(set(PLACES.values())) == len(REGIONS)


@pytest.mark.parametrize("region", REGIONS)
def test_every_share_comes_back(many, region):
    """With a share of 0 or 1 the interval has no width: nobody marks the region, or everybody does."""
    assert within(int(many[:, column(region)].sum()), MANY, SHARES.get(region, 0.0))


def test_the_worked_number_two_neighbours_marked_by_half_are_marked_together_by_a_third(many):
    stated = 0.25 + asin(0.5) / (2 * pi)
    assert stated == pytest.approx(1 / 3)
    both = int((many[:, column("calf")] & many[:, column("back-knee")]).sum())
    assert within(both, MANY, stated)
    assert not within(both, MANY, 0.25)


PAIRS = [
    pair for pair in combinations(sorted(SHARES), 2) if all(0 < SHARES[region] < 1 for region in pair)
]


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_any_two_regions_are_marked_together_as_the_stated_correlation_demands(many, pair):
    """The oracle is the bivariate normal distribution function, which the generator does not use."""
    one, other = (np.array(PLACES[region]) for region in pair)
    hidden = 0.5 ** float(np.sqrt(((one - other) ** 2).sum()))
    limits = [ndtri(SHARES[region]) for region in pair]
    stated = multivariate_normal(cov=[[1, hidden], [hidden, 1]]).cdf(limits)
    both = int((many[:, column(pair[0])] & many[:, column(pair[1])]).sum())
    assert within(both, MANY, stated)


@pytest.mark.parametrize("neighbours", [0.01, 0.5, 0.9])
def test_the_correlations_can_be_those_of_real_numbers(neighbours):
    matrix = correlation(neighbours)
    assert np.linalg.eigvalsh(matrix).min() > 0
    assert np.array_equal(matrix, matrix.T)
    assert matrix[column("calf"), column("back-knee")] == neighbours


def test_the_closer_neighbours_go_together_the_fewer_islands_are_drawn():
    """Patches of marked regions, each a step from the next: the reason for a correlation at all."""
    def islands(neighbours: float) -> float:
        shares = PainMap(shares=dict.fromkeys(REGIONS, 0.4), basis=BASIS)
        drawn = generate(shares, 500, np.random.default_rng(5), neighbours)
        return float(np.mean([patches({REGIONS[i] for i in np.flatnonzero(row)}) for row in drawn]))

    assert islands(0.01) > islands(0.5) > islands(0.9)


def patches(regions: set[str]) -> int:
    left, count = set(regions), 0
    while left:
        reached = {left.pop()}
        while near := {one for one in left for other in reached if np.linalg.norm(
                np.subtract(PLACES[one], PLACES[other])) <= 1.5}:
            left -= near
            reached |= near
        count += 1
    return count


def test_the_same_seed_draws_the_same_patients():
    shares = pain_map(calf=0.3, heel=0.6)
    one, again, other = (generate(shares, 50, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_the_worked_likeness_of_the_module():
    mine = mark({"buttock", "back-thigh", "calf", "sole"})
    theirs = mark({"buttock", "back-thigh", "calf", "heel"})
    assert likeness(mine, theirs[None]) == pytest.approx([3 / 5])


@given(drawings, drawings)
def test_likeness_is_that_of_the_two_sets_and_takes_no_side(one, other):
    expected = len(one & other) / len(one | other) if one | other else 0.0
    assert likeness(mark(one), mark(other)[None])[0] == pytest.approx(expected)
    assert likeness(mark(one), mark(other)[None]) == likeness(mark(other), mark(one)[None])


@given(drawings.filter(bool))
def test_a_drawing_is_wholly_like_itself_and_not_at_all_like_its_opposite(regions):
    drawing = mark(regions)
    assert likeness(drawing, drawing[None]) == [1.0]
    assert likeness(drawing, ~drawing[None]) == [0.0]


@given(drawings, st.lists(drawings, min_size=1, max_size=8), st.permutations(range(len(REGIONS))))
def test_the_order_of_the_regions_does_not_matter(drawing, others, order):
    mine, theirs = mark(drawing), np.array([mark(other) for other in others])
    assert np.array_equal(likeness(mine, theirs), likeness(mine[order], theirs[:, order]))


@given(drawings.filter(bool), *[st.lists(drawings, min_size=20, max_size=20)] * 2)
def test_the_counts_are_those_of_counting_one_by_one(drawing, first, second):
    found = compare(mark(drawing), {"a": np.array([mark(one) for one in first]),
                                    "b": np.array([mark(one) for one in second])})

    def like(other: set[str]) -> float:
        return len(drawing & other) / len(drawing | other)

    ordered = sorted((like(other) for other in first + second), reverse=True)
    positive = [value for value in ordered[:4] if value > 0]
    assert found.cutoff == pytest.approx(positive[-1] if positive else 0.0)
    counted = {name: sum(like(other) >= found.cutoff - 1e-12 for other in group) if positive else 0
               for name, group in (("a", first), ("b", second))}
    assert {row.cause_id: row.found for row in found.rows} == counted
    assert [row.found for row in found.rows] == sorted(counted.values(), reverse=True)


def test_the_worked_ratio_of_the_module_and_its_interval():
    first, second = (Alike(cause_id=name, found=found, of=400, low=0.0, high=1.0)
                     for name, found in (("disc", 40), ("hip", 20)))
    assert ratio(first, second).mid == pytest.approx(2.0)
    turned = ratio(second, first)
    assert (ratio(first, second).low, ratio(first, second).high) == pytest.approx((1 / turned.high, 1 / turned.low))
    assert (turned.low, turned.high) == pytest.approx((0.298, 0.840), abs=5e-4)  # by hand: exp(ln .5 -+ 1.96 * .2646)


@pytest.mark.parametrize("found", [(5, 0), (0, 5), (0, 0)])
def test_no_ratio_is_given_where_nobody_drew_alike(found):
    assert ratio(*(Alike(cause_id="x", found=one, of=400, low=0.0, high=1.0) for one in found)) is None


def test_the_interval_of_the_ratio_holds_the_true_one_in_about_95_of_100_repetitions():
    rng = np.random.default_rng(7)
    held = 0
    for first, second in zip(rng.binomial(400, 0.12, 2_000), rng.binomial(400, 0.08, 2_000), strict=True):
        got = ratio(*(Alike(cause_id="x", found=int(one), of=400, low=0.0, high=1.0) for one in (first, second)))
        held += got.low <= 1.5 <= got.high
    assert 0.93 < held / 2_000 < 0.97


def test_a_cause_whose_patients_draw_like_that_comes_before_one_whose_do_not():
    rng = np.random.default_rng(3)
    down = generate(pain_map(buttock=0.8, back_thigh=0.8, calf=0.8, heel=0.5), 400, rng)
    front = generate(pain_map(groin=0.8, front_thigh=0.7, knee=0.5), 400, rng)
    found = compare(mark({"buttock", "back-thigh", "calf"}), {"front": front, "down": down})
    assert [row.cause_id for row in found.rows] == ["down", "front"]
    assert found.rows[1].found == 0


def test_two_causes_with_the_same_map_cannot_be_told_apart():
    shares = pain_map(buttock=0.6, back_thigh=0.5, calf=0.4)
    patients = {name: generate(shares, 400, np.random.default_rng(seed)) for name, seed in (("a", 1), ("b", 2))}
    first, second = compare(mark({"buttock", "calf"}), patients).rows
    got = ratio(first, second)
    assert got.low <= 1 <= got.high


def test_what_nobody_draws_is_like_nothing():
    patients = {name: generate(pain_map(calf=0.5), 30, np.random.default_rng(1)) for name in "ab"}
    found = compare(mark({"saddle"}), patients)
    assert found.cutoff == 0
    assert [row.found for row in found.rows] == [0, 0]
    assert all(row.low == 0 and row.high > 0 for row in found.rows)


def test_an_empty_drawing_and_uneven_groups_are_refused():
    patients = generate(pain_map(calf=0.5), 30, np.random.default_rng(1))
    with pytest.raises(ValueError, match="empty drawing"):
        compare(mark(()), {"a": patients})
    for uneven in ({}, {"a": patients, "b": patients[:10]}):
        with pytest.raises(ValueError, match="same number"):
            compare(mark({"calf"}), uneven)


def test_a_region_that_does_not_exist_is_named():
    with pytest.raises(UnknownId, match=r"no region called 'claf'.*calf"):
        mark({"claf"})


@pytest.mark.parametrize(("right", "left", "alarms"), [
    ({"calf"}, set(), ()), ({"calf"}, {"low-back"}, ()), ({"low-back"}, {"low-back"}, ()),
    ({"calf"}, {"buttock"}, ("both",)), ({"saddle"}, set(), ("saddle",)), (set(), {"saddle"}, ("saddle",)),
    ({"saddle", "sole"}, {"sole"}, ("saddle", "both")), (set(), set(), ()),
])
def test_saddle_and_both_legs_make_one_ask(right, left, alarms):
    assert find_alarms(right, left) == alarms


@given(drawings, drawings, drawings)
def test_marking_more_never_silences_an_alarm(right, left, more):
    before = set(find_alarms(right, left))
    assert before <= set(find_alarms(right | more, left))
    assert before <= set(find_alarms(right, left | more))
    assert find_alarms(right, left) == find_alarms(left, right)


def test_every_region_but_back_and_saddle_is_a_leg():
    assert len(BELOW_THE_BACK) == len(REGIONS) - 2


def counted(*found: int) -> Comparison:
    rows = [Alike(cause_id=f"c{at}", found=some, of=400, low=low, high=high)
            for at, some in enumerate(found) for low, high in [wilson_interval(some, 400)]]
    return Comparison(cutoff=0.5, rows=tuple(rows))


def test_the_worked_intervals_of_the_module_overlap():
    first, second = counted(40, 30).rows
    assert [round(100 * end) for end in (first.low, first.high, second.low, second.high)] == [7, 13, 5, 11]
    assert cannot_be_told_apart(counted(40, 30)) == (first, second)


@given(found=st.lists(st.integers(0, 400), min_size=1, max_size=12).map(lambda some: sorted(some, reverse=True)))
def test_alike_are_the_first_rows_whose_interval_reaches_the_best(found):
    rows = counted(*found)
    alike = cannot_be_told_apart(rows)
    assert alike == rows.rows[: len(alike)]
    assert bool(alike) == bool(found[0])
    best = rows.rows[0]
    for row in rows.rows:
        apart = row.high < best.low or not best.found
        assert (row not in alike) == apart
