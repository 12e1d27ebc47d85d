"""Marks for stated beliefs and for how they moved."""

from __future__ import annotations

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.errors import BadSubmission, UnknownId
from sciatica_teach.grading.beliefs import (
    band_error,
    reasoning_credit,
    spread_belief,
    stated_shift,
    updating_credit,
)
from sciatica_teach.reasoning.belief import Inference
from sciatica_teach.reasoning.updates import LogRatio

PRIOR = {"disc": 0.60, "stenosis": 0.30, "other": 0.10}


def reference(**band: tuple[float, float]) -> Inference:
    middle = {cause_id: (low + high) / 2 for cause_id, (low, high) in band.items()}
    return Inference(prior=PRIOR, posterior=middle, band=band, trace=())


LEARNT = reference(disc=(0.85, 0.95), stenosis=(0.04, 0.10), other=(0.01, 0.03))
NOTHING_LEARNT = reference(disc=(0.60, 0.60), stenosis=(0.30, 0.30), other=(0.10, 0.10))


@st.composite
def stated_beliefs(draw: st.DrawFn) -> dict[str, float]:
    """Whole percentages over some of the causes, 100 or less together."""
    shortlist = draw(st.lists(st.sampled_from(list(PRIOR)), unique=True))
    left, stated = 100, {}
    for cause_id in shortlist:
        stated[cause_id] = draw(st.integers(0, left))
        left -= stated[cause_id]
    return {cause_id: percent / 100 for cause_id, percent in stated.items()}


def test_something_else_is_spread_by_the_prior() -> None:
    assert spread_belief({"disc": 0.80}, PRIOR) == pytest.approx({"disc": 0.80, "stenosis": 0.15, "other": 0.05})


def test_nothing_stated_is_the_prior() -> None:
    assert spread_belief({}, PRIOR) == pytest.approx(PRIOR)


def test_certainty_is_tempered_and_scaled_back_to_one() -> None:
    sure = spread_belief({"disc": 1.0, "stenosis": 0.0}, PRIOR)
    total = 0.995 + 0.005 + 0.005
    assert sure == pytest.approx({"disc": 0.995 / total, "stenosis": 0.005 / total, "other": 0.005 / total})


def test_a_shortlist_of_everything_has_no_something_else() -> None:
    assert spread_belief({"disc": 0.4, "stenosis": 0.1, "other": 0.0}, PRIOR) == pytest.approx(
        {"disc": 0.400 / 0.505, "stenosis": 0.100 / 0.505, "other": 0.005 / 0.505}
    )


def test_causes_without_prior_share_something_else_evenly() -> None:
    assert spread_belief({"a": 0.4}, {"a": 1.0, "b": 0.0, "c": 0.0}) == pytest.approx({"a": 0.4, "b": 0.3, "c": 0.3})


@given(stated=stated_beliefs())
def test_a_spread_belief_is_a_distribution_that_keeps_the_order_of_the_stated(stated: dict[str, float]) -> None:
    belief = spread_belief(stated, PRIOR)
    assert set(belief) == set(PRIOR)
    assert sum(belief.values()) == pytest.approx(1)
    assert all(0 < share < 1 for share in belief.values())
    for one in stated:
        for two in stated:
            if stated[one] > stated[two]:
                assert belief[one] >= belief[two]


@pytest.mark.parametrize("stated", [{"disc": 1.2}, {"disc": -0.1}, {"disc": float("nan")}, {"disc": 0.7, "other": 0.4}])
def test_shares_that_are_none_are_refused(stated: dict[str, float]) -> None:
    with pytest.raises(BadSubmission):
        spread_belief(stated, PRIOR)


def test_an_unknown_cause_is_named() -> None:
    with pytest.raises(UnknownId, match="Did you mean disc"):
        spread_belief({"disk": 0.5}, PRIOR)


def test_reasoning_worked_example_of_the_docstring() -> None:
    assert reasoning_credit([{"disc": 0.80}], [LEARNT]) == pytest.approx(1 - 0.0054 / 0.1074)


def test_anywhere_inside_the_band_earns_full_credit() -> None:
    assert reasoning_credit([{"disc": 0.86, "stenosis": 0.10}], [LEARNT]) == pytest.approx(1 - 1e-4 / 0.1074)
    assert reasoning_credit([{"disc": 0.90, "stenosis": 0.08}], [LEARNT]) == 1


def test_staying_at_the_prior_or_going_further_off_earns_nothing() -> None:
    assert reasoning_credit([PRIOR], [LEARNT]) == pytest.approx(0)
    assert reasoning_credit([{"stenosis": 0.99}], [LEARNT]) == 0


def test_errors_are_averaged_over_checkpoints_before_they_are_compared() -> None:
    """A checkpoint without news has no error to share out, but an overreaction there costs."""
    assert reasoning_credit([{}, {"disc": 0.80}], [NOTHING_LEARNT, LEARNT]) == pytest.approx(1 - 0.0054 / 0.1074)
    jumped = reasoning_credit([{"disc": 0.80}, {"disc": 0.80}], [NOTHING_LEARNT, LEARNT])
    assert jumped == pytest.approx(1 - (0.04 + 0.0225 + 0.0025 + 0.0054) / 0.1074)


def test_too_little_to_mark_is_not_graded_rather_than_nought() -> None:
    assert reasoning_credit([{"disc": 0.99}], [NOTHING_LEARNT]) is None
    assert reasoning_credit([], []) is None
    barely = reference(disc=(0.65, 0.75), stenosis=(0.20, 0.30), other=(0.02, 0.06))
    assert band_error(PRIOR, barely) == pytest.approx(0.0041)
    assert reasoning_credit([PRIOR], [barely]) is None


@given(stated=stated_beliefs())
def test_reasoning_credit_by_plain_arithmetic(stated: dict[str, float]) -> None:
    belief = spread_belief(stated, PRIOR)
    squares = 0.0
    for cause_id, (low, high) in LEARNT.band.items():
        if belief[cause_id] < low:
            squares += (low - belief[cause_id]) ** 2
        elif belief[cause_id] > high:
            squares += (belief[cause_id] - high) ** 2
    assert reasoning_credit([stated], [LEARNT]) == pytest.approx(max(0, 1 - squares / 0.1074))


DUE = LogRatio(low=log(3), mid=log(5), high=log(8))


@pytest.mark.parametrize(
    ("shift", "reference_", "credit"),
    [
        (log(3), DUE, 1.0),
        (log(6), DUE, 1.0),
        (log(8), DUE, 1.0),
        (log(16), DUE, exp(-1)),
        (log(1.5), DUE, exp(-1)),
        (0.0, DUE, exp(-log(3) / log(2))),
        (-0.01, DUE, 0.0),
        (log(2), LogRatio(low=log(8), mid=log(8), high=log(8)), exp(-2)),
        (log(1.5), LogRatio(low=-log(9), mid=-log(5), high=-log(3)), 0.0),
        (-log(1.5), LogRatio(low=log(1.2), mid=log(1.5), high=log(1.8)), exp(-log(1.8) / log(2))),
        (-log(1.1), LogRatio(low=-log(1.2), mid=log(3), high=log(9)), 1.0),
    ],
)
def test_updating_credit(shift: float, reference_: LogRatio, credit: float) -> None:
    assert updating_credit(shift, reference_) == pytest.approx(credit)


@given(shift=st.floats(-10, 10), ends=st.tuples(*[st.floats(-5, 5)] * 3).map(sorted))
def test_updating_is_fair_to_both_directions(shift: float, ends: list[float]) -> None:
    low, mid, high = ends
    there, back = LogRatio(low=low, mid=mid, high=high), LogRatio(low=-high, mid=-mid, high=-low)
    assert updating_credit(shift, there) == updating_credit(-shift, back)
    assert 0 <= updating_credit(shift, there) <= 1


def test_a_shift_is_counted_in_log_odds_of_the_share_as_stated() -> None:
    listed = {"disc": 0.8, "stenosis": 0.0, "other": 0.0}
    assert stated_shift({"disc": 0.5}, listed, PRIOR, "disc") == pytest.approx(log(4))


def test_a_cause_not_on_the_shortlist_moves_with_something_else() -> None:
    """Stenosis has 0.30 / 0.40 of what disc leaves: 0.30 of 0.40, then 0.15 of 0.20."""
    shift = stated_shift({"disc": 0.60}, {"disc": 0.80}, PRIOR, "stenosis")
    assert shift == pytest.approx(log(0.15 / 0.85) - log(0.30 / 0.70))


def test_beyond_one_and_99_percent_nothing_is_told_apart() -> None:
    assert stated_shift({"disc": 0.99}, {"disc": 1.0}, PRIOR, "disc") == 0
    assert stated_shift({"disc": 0.0}, {"disc": 1.0}, PRIOR, "disc") == pytest.approx(2 * log(99))
