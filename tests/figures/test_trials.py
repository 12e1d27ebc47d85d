"""What is drawn of a trial is what the trial says: every number, the right way round, nothing where it is silent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import CLAIM

from sciatica_teach.figures import trials
from sciatica_teach.model.techniques import ImprovedShare, TrialOutcome

WORDS = {name: name for name in ("interval", "no_interval", "worthwhile", "differences", "changes", "shares")}
PAIN = TrialOutcome(name="Pain", unit="mm of 100", week=4, treated=-30.8, compared=-14.9, difference=-16.0, low=-21.3,
                    high=-10.6, worthwhile=-20, basis=CLAIM)
LATER = TrialOutcome(name="Pain", unit="mm of 100", week=52, difference=-10.8, basis=CLAIM)
POWER = TrialOutcome(name="Power", unit="points", week=4, treated=3.0, compared=1.0, difference=2.0, low=-0.5, high=4.5,
                     basis=CLAIM)
LABELS = ["Pain · week 4", "Pain · week 52", "Power · week 4"]


def numbers(low, high):
    return st.floats(low, high).filter(lambda value: abs(value) > 0.01)


def test_a_fall_of_pain_and_a_rise_of_power_are_both_gains():
    assert trials.gain(PAIN, -30.8) == 30.8
    assert trials.gain(POWER, 3.0) == 3.0
    assert trials.gain(LATER, -10.8) == 10.8


@given(treated=numbers(-80, 80))
def test_the_treated_arm_always_gains_by_its_own_change(treated):
    outcome = replace(PAIN, treated=treated)
    assert trials.gain(outcome, treated) == abs(treated)


def test_both_arms_are_drawn_with_their_names_and_told_apart_without_colour():
    sham, needles = trials.draw_changes([PAIN, POWER], LABELS[::2], ["Needles", "Sham"], WORDS).data
    assert (needles.name, list(needles.x)) == ("Needles", [30.8, 3.0])
    assert (sham.name, list(sham.x)) == ("Sham", [14.9, 1.0])
    assert needles.marker.pattern.shape != sham.marker.pattern.shape
    assert list(needles.y) == LABELS[::2]


def test_differences_have_the_interval_that_was_printed_and_none_where_there_is_none():
    with_bars, without, worth = trials.draw_differences([PAIN, LATER, POWER], LABELS, WORDS).data
    assert list(with_bars.x) == [16.0, 2.0]
    assert [x - minus for x, minus in zip(with_bars.x, with_bars.error_x.arrayminus, strict=True)] == pytest.approx(
        [10.6, -0.5])
    assert [x + plus for x, plus in zip(with_bars.x, with_bars.error_x.array, strict=True)] == pytest.approx(
        [21.3, 4.5])
    assert (list(without.x), without.error_x.array) == ([10.8], None)
    assert (list(worth.x), list(worth.y)) == ([20.0], ["Pain · week 4"])


def test_every_mark_lies_within_the_axis_and_nought_can_be_seen():
    for layout in (trials.differences_layout([PAIN, LATER, POWER], LABELS, WORDS),
                   trials.differences_layout([PAIN, LATER, POWER], LABELS, WORDS, narrow=True)):
        low, high = layout["xaxis"]["range"]
        assert low < -0.5 < 0 < 21.3 < high


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_shares_are_drawn_in_per_cent_from_above_down(values):
    shares = [ImprovedShare(group=f"g{at}", week=2, share=value, basis=CLAIM) for at, value in enumerate(values)]
    labels = [one.group for one in shares]
    figure = trials.draw_shares(shares, labels, WORDS)
    assert list(figure.data[0].x) == pytest.approx([100 * value for value in values])
    assert list(figure.layout.yaxis.categoryarray) == labels[::-1]
    assert figure.layout.xaxis.range == (0, 108)


def test_on_a_phone_each_line_has_its_name_above_it():
    wide = trials.shares_layout(LABELS, WORDS)
    narrow = trials.shares_layout(LABELS, WORDS, narrow=True)
    assert wide["annotations"] == []
    assert [one["text"] for one in narrow["annotations"]] == LABELS
    assert not narrow["yaxis"]["showticklabels"]
    assert narrow["height"] > wide["height"]
