"""The share of a class: worked numbers, laws, another way to the same numbers, and whether its intervals hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_teach.grading.class_ability import PRIOR_SPREAD, SPREADS, Credit, find_class_share


def credit(earned: float, difficulty: float = 0.0, floor: float = 0.0) -> Credit:
    return Credit(earned=earned, difficulty=difficulty, floor=floor)


RIGHT, WRONG = credit(1.0), credit(0.0)

credits_ = st.builds(credit, st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from([-1.0, 0.0, 1.0]),
                     st.sampled_from([0.0, 0.25]))
classes = st.lists(st.lists(credits_, max_size=4), max_size=8)


@pytest.mark.parametrize(("learners", "told"), [
    ([], (0.50, 0.12, 0.88)),
    ([[RIGHT]] * 20, (0.92, 0.82, 0.98)),
    ([[RIGHT, RIGHT, WRONG, WRONG]] * 20, (0.50, 0.40, 0.60)),
])
def test_the_worked_numbers(learners, told):
    found = find_class_share(learners)
    assert (found.mid, found.low, found.high) == pytest.approx(told, abs=0.005)


def test_thirty_answers_of_one_learner_say_less_of_the_class_than_one_answer_of_thirty():
    one, many = find_class_share([[RIGHT, WRONG] * 15]), find_class_share([[RIGHT]] * 15 + [[WRONG]] * 15)
    assert one.high - one.low > 1.5 * (many.high - many.low)


@settings(max_examples=40)
@given(classes)
def test_order_and_silent_members_change_nothing(learners):
    found = find_class_share(learners)
    turned = find_class_share([[], *([*own[::-1]] for own in reversed(learners)), []])
    assert (turned.mid, turned.low, turned.high) == pytest.approx((found.mid, found.low, found.high), abs=1e-9)
    assert 0 <= found.low <= found.mid <= found.high <= 1


@settings(max_examples=40)
@given(classes, st.sampled_from([-1.0, 0.0, 1.0]))
def test_a_right_answer_more_never_lowers_the_class_nor_a_wrong_one_raises_it(learners, difficulty):
    before = find_class_share(learners).mid
    assert find_class_share([*learners, [credit(1.0, difficulty)]]).mid >= before - 1e-9
    assert find_class_share([*learners, [credit(0.0, difficulty)]]).mid <= before + 1e-9


def test_drawing_means_spreads_and_abilities_by_chance_leads_to_the_same_numbers():
    """The oracle: no grid, no logarithms; every draw of a class weighed with the chance of what was answered."""
    rng = np.random.default_rng(5)
    learners = [
        [credit(1.0, -1, 0.25), credit(1.0, 0)], [credit(0.0, 1, 0.25)], [credit(1.0, 1), credit(0.5, 0)], [WRONG]]
    means = rng.normal(scale=PRIOR_SPREAD, size=4000)
    spreads = rng.choice(SPREADS, size=4000)
    weights = np.ones(4000)
    standard = rng.normal(size=(4000, 400))
    abilities = means[:, None] + spreads[:, None] * standard
    shares = (1 / (1 + np.exp(-abilities))).mean(axis=1)
    for own in learners:
        likely = np.ones_like(abilities)
        for one in own:
            right = one.floor + (1 - one.floor) / (1 + np.exp(one.difficulty - abilities))
            likely *= right**one.earned * (1 - right) ** (1 - one.earned)
        weights *= likely.mean(axis=1)
    weights /= weights.sum()
    order = np.argsort(shares)
    low, high = np.interp([0.05, 0.95], np.cumsum(weights[order]), shares[order])
    found = find_class_share(learners)
    assert (found.mid, found.low, found.high) == pytest.approx((float(weights @ shares), low, high), abs=0.03)


@pytest.mark.parametrize("size", [20, 40])
def test_the_interval_holds_the_true_share_about_nine_times_in_ten(size):
    """Classes drawn from what is assumed, three answers each: the honest test of an interval."""
    rng, held, rounds = np.random.default_rng(size), 0, 200
    for _ in range(rounds):
        mean, spread = rng.normal(scale=PRIOR_SPREAD), rng.choice(SPREADS)
        truth = (1 / (1 + np.exp(-rng.normal(mean, spread, size=20_000)))).mean()
        learners = []
        for ability in rng.normal(mean, spread, size=size):
            hard = rng.choice([-1.0, 0.0, 1.0], size=3)
            right = 0.25 + 0.75 / (1 + np.exp(hard - ability))
            learners.append([credit(float(rng.random() < chance), float(one), 0.25)
                             for one, chance in zip(hard, right, strict=True)])
        found = find_class_share(learners)
        held += found.low <= truth <= found.high
    assert 0.84 <= held / rounds <= 0.96
