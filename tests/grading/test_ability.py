from __future__ import annotations

import re
from math import exp, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_teach.grading import ability, profile_of_abilities
from sciatica_teach.grading.ability import Belief, expect_share, find_chance, learn_from
from sciatica_teach.grading.profile_of_abilities import (
    COMMON_VARIANCE,
    LOST_A_DAY,
    NOTHING,
    PARTICULAR_VARIANCE,
    Heard,
    believe,
    hear,
)

PRIOR = Belief(mean=0.0, spread=1.5)
ABILITIES = np.linspace(-25, 25, 20_001)

beliefs = st.builds(Belief, mean=st.floats(-4, 4), spread=st.floats(0.05, 2))
marks = st.floats(0, 1)
difficulties = st.floats(-3, 3)
floors = st.sampled_from([0.0, 0.2, 0.25, 1 / 3, 0.5])
heard = st.builds(lambda weight, mean: Heard(weight=weight, pull=weight * mean), st.floats(0, 8), st.floats(-3, 3))
tolerance = 1e-9


def on_a_grid(
    belief: Belief, credit: float, difficulty: float, floor: float, share: float = 1.0
) -> tuple[float, float]:
    """Mean and spread of the exact posterior."""
    right = floor + (1 - floor) / (1 + np.exp(difficulty - ABILITIES))
    weights = np.exp(-(((ABILITIES - belief.mean) / belief.spread) ** 2) / 2)
    weights *= (right**credit * (1 - right) ** (1 - credit)) ** share
    weights /= weights.sum()
    mean = float(weights @ ABILITIES)
    return mean, sqrt(weights @ (ABILITIES - mean) ** 2)


@settings(max_examples=60)
@given(st.floats(-3, 3), st.floats(0.2, 1.5), marks, difficulties, floors, st.floats(0.1, 1))
def test_the_update_is_the_integral(
    mean: float, spread: float, credit: float, difficulty: float, floor: float, share: float
):
    before = Belief(mean=mean, spread=spread)
    after = learn_from(before, credit, difficulty, floor, share)
    exact_mean, exact_spread = on_a_grid(before, credit, difficulty, floor, share)
    assert after.mean == pytest.approx(exact_mean, abs=0.004)
    assert after.spread == pytest.approx(min(spread, exact_spread), abs=0.004)


@given(beliefs, difficulties, floors)
def test_right_never_lowers_wrong_never_raises_and_no_answer_widens(belief: Belief, difficulty: float, floor: float):
    right, wrong = (learn_from(belief, credit, difficulty, floor) for credit in (1.0, 0.0))
    assert right.mean >= belief.mean - tolerance
    assert wrong.mean <= belief.mean + tolerance
    assert max(right.spread, wrong.spread) <= belief.spread + tolerance


@given(beliefs, marks, marks, difficulties, floors)
def test_more_of_the_mark_never_says_less(belief: Belief, one: float, other: float, difficulty: float, floor: float):
    least, most = sorted((one, other))
    assert learn_from(belief, least, difficulty, floor).mean <= learn_from(belief, most, difficulty, floor).mean + 1e-6


@given(beliefs, difficulties)
def test_guessing_makes_a_right_answer_worth_less(belief: Belief, difficulty: float):
    assert learn_from(belief, 1, difficulty, 0.5).mean <= learn_from(belief, 1, difficulty, 0.0).mean + tolerance


@given(beliefs, st.sampled_from([0.0, 1.0]), difficulties, floors, st.floats(0.05, 1))
def test_part_of_an_answer_moves_less_and_the_same_way(
    belief: Belief, credit: float, difficulty: float, floor: float, share: float
):
    whole, part = (learn_from(belief, credit, difficulty, floor, one).mean - belief.mean for one in (1.0, share))
    assert abs(part) <= abs(whole) + tolerance
    assert part * whole >= -tolerance


@given(beliefs)
def test_a_share_lies_in_its_interval(belief: Belief):
    share = expect_share(belief)
    assert 0 <= share.low <= share.mid <= share.high <= 1
    assert share.low == pytest.approx(1 / (1 + exp(1.6449 * belief.spread - belief.mean)), abs=1e-9)


@pytest.mark.parametrize(("above", "chance"), [(1e6, 1.0), (-1e6, 0.25)])
def test_a_question_out_of_reach_is_no_error(above: float, chance: float):
    assert find_chance(above, 0, 0.25) == pytest.approx(chance)
    assert np.isfinite(learn_from(Belief(mean=above, spread=1), 0, 0).mean)
    assert np.isfinite(learn_from(Belief(mean=above, spread=1), 0.5, 0).mean)


def test_the_nodes_are_those_of_gauss_and_hermite():
    places, weights = np.polynomial.hermite_e.hermegauss(len(ability.NODES))
    assert np.allclose(ability.NODES, np.column_stack([places, weights / weights.sum()]), rtol=1e-12, atol=1e-14)


def test_the_numbers_of_the_docstring():
    text = ability.__doc__ or ""
    for word, credit in (("right", 1), ("wrong", 0)):
        after = learn_from(PRIOR, credit, 0, 0.25)
        line = re.search(rf"{word}   0 -> ([+-][\d.]+)   spread 1.50 -> ([\d.]+)", text)
        assert line
        assert (f"{after.mean:+.2f}", f"{after.spread:.2f}") == line.groups()
    assert f"leads to {learn_from(PRIOR, 1, 0, 0.25, 0.5).mean:+.2f}." in text


def jointly(factors: list[Heard]) -> tuple[np.ndarray, np.ndarray]:
    """Means and spreads of the objectives, from the precision matrix of the common part and all particular ones."""
    count = len(factors)
    precision = np.diag([1 / COMMON_VARIANCE, *[1 / PARTICULAR_VARIANCE] * count])
    pull = np.zeros(count + 1)
    for index, factor in enumerate(factors, start=1):
        reads = np.zeros(count + 1)
        reads[[0, index]] = 1
        precision += factor.weight * np.outer(reads, reads)
        pull += factor.pull * reads
    covariance = np.linalg.inv(precision)
    sums = np.hstack([np.ones((count, 1)), np.eye(count)])
    return sums @ covariance @ pull, np.sqrt(np.diag(sums @ covariance @ sums.T))


@given(st.lists(heard, min_size=1, max_size=6))
def test_a_belief_is_that_of_the_joint_distribution(factors: list[Heard]):
    means, spreads = jointly(factors)
    for index, own in enumerate(factors):
        common = sum((one.to_common() for place, one in enumerate(factors) if place != index), NOTHING)
        belief = believe(own, common)
        assert belief.mean == pytest.approx(means[index], abs=1e-8)
        assert belief.spread == pytest.approx(spreads[index], abs=1e-8)


def test_nothing_heard_leaves_the_prior_and_the_docstring_is_right():
    assert believe(NOTHING, NOTHING) == Belief(mean=0.0, spread=pytest.approx(1.5))
    one = Heard(weight=4.0, pull=4.0)
    other = believe(NOTHING, one.to_common())
    text = profile_of_abilities.__doc__ or ""
    assert f"the other objective: {other.mean:.2f} +-" in text
    assert f"{other.mean:.2f} +- {other.spread:.2f}\n" in text
    assert f"= {0.5**2 + PARTICULAR_VARIANCE:.2f};" in text


@given(heard, heard, st.sampled_from([0.0, 1.0]), difficulties, floors)
def test_an_answer_moves_its_objective_and_the_others_the_same_way(
    own: Heard, common: Heard, credit: float, difficulty: float, floor: float
):
    after = hear(own, common, credit, difficulty, floor)
    moves = [
        believe(after, common).mean - believe(own, common).mean,
        believe(NOTHING, common + after.to_common()).mean - believe(NOTHING, common + own.to_common()).mean,
    ]
    assert all(move >= -1e-9 if credit else move <= 1e-9 for move in moves)
    assert believe(after, common).spread <= believe(own, common).spread + 1e-9


@given(heard, heard, st.floats(0, 4000))
def test_time_widens_and_never_beyond_what_the_others_say(own: Heard, common: Heard, days: float):
    before, after, never = believe(own, common), believe(own.after(days), common), believe(NOTHING, common)
    assert before.spread - 1e-9 <= after.spread <= never.spread + 1e-9


def test_what_was_heard_gains_its_variance_day_by_day():
    own = Heard(weight=4.0, pull=2.0)
    later = own.after(30)
    assert 1 / later.weight == pytest.approx(0.25 + 30 * LOST_A_DAY)
    assert later.pull / later.weight == pytest.approx(0.5)
    assert own.after(-5) == own


@pytest.mark.parametrize("answers", [4, 12, 30])
def test_the_interval_holds_the_truth_as_often_as_it_says(answers: int):
    """2,000 simulated learners with three objectives; the answers go round, the first objective gets a third."""
    rng = np.random.default_rng(20 + answers)
    held = 0
    for common, *particular in rng.normal(size=(2000, 4)):
        truths = common * sqrt(COMMON_VARIANCE) + np.array(particular) * sqrt(PARTICULAR_VARIANCE)
        factors = [NOTHING] * 3
        for turn in range(answers):
            place, difficulty, floor = turn % 3, float(rng.choice([-1.0, 0.0, 1.0])), float(rng.choice([0.0, 0.25]))
            right = rng.random() < find_chance(truths[place], difficulty, floor)
            others = sum((one.to_common() for other, one in enumerate(factors) if other != place), NOTHING)
            factors[place] = hear(factors[place], others, float(right), difficulty, floor)
        belief = believe(factors[0], factors[1].to_common() + factors[2].to_common())
        held += abs(belief.mean - truths[0]) <= 1.6449 * belief.spread
    assert 0.85 <= held / 2000 <= 0.95


def test_shrinking_towards_the_learners_own_mean_pays():
    """Against the same answers taken alone: nearer to the truth, over learners and objectives."""
    rng = np.random.default_rng(5)
    errors = np.zeros(2)
    for common, *particular in rng.normal(size=(400, 7)):
        truths = common * sqrt(COMMON_VARIANCE) + np.array(particular) * sqrt(PARTICULAR_VARIANCE)
        factors, alone = [NOTHING] * 6, [PRIOR] * 6
        for turn in range(18):
            place = turn % 6
            credit = float(rng.random() < find_chance(truths[place], 0.0))
            others = sum((one.to_common() for other, one in enumerate(factors) if other != place), NOTHING)
            factors[place] = hear(factors[place], others, credit, 0.0, 0.0)
            alone[place] = learn_from(alone[place], credit, 0.0)
        total = sum((one.to_common() for one in factors), NOTHING)
        together = [believe(one, total - one.to_common()).mean for one in factors]
        errors += [np.mean((together - truths) ** 2), np.mean(([one.mean for one in alone] - truths) ** 2)]
    assert errors[0] < 0.9 * errors[1]
