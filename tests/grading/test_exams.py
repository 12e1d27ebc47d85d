"""The result of an exam and its standard error, against a simulation of many exams from one bank."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.grading.exams import find_result

MARKS = st.dictionaries(
    st.sampled_from(["safety", "anatomy", "points"]), st.lists(st.floats(0, 1), min_size=1, max_size=12), min_size=1
)


def test_the_worked_example_of_two_fields():
    half = [0.0] * 5 + [1.0] * 5
    result = find_result({"one": half, "two": half})
    spread = 0.25 * 10 / 9  # of a sample, where the text takes that of the bank
    assert result.whole.error == pytest.approx((2 * 0.25 * spread / 10) ** 0.5)
    assert result.whole.share == 0.5


@given(MARKS)
def test_the_share_is_the_mean_of_all_marks_and_lies_in_its_interval(marks):
    result = find_result(marks)
    everything = [one for ones in marks.values() for one in ones]
    assert result.whole.share == pytest.approx(sum(everything) / len(everything))
    for share in (result.whole, *result.fields.values()):
        assert 0 <= share.low <= share.share + 1e-12
        assert share.share - 1e-12 <= share.high <= 1
        assert share.error > 0  # no exam knows everything


def test_without_marks_there_is_no_result():
    with pytest.raises(ValueError, match="without questions"):
        find_result({"safety": []})


def test_nineteen_of_twenty_exams_hold_the_true_share():
    """Exams of thirty from a bank whose items have different chances in three fields."""
    rng = np.random.default_rng(7)
    shares, counts = {"a": 0.5, "b": 0.3, "c": 0.2}, {"a": 15, "b": 9, "c": 6}
    chances = {field: rng.uniform(0.3, 0.95, 400) for field in shares}
    truth = sum(shares[field] * chances[field].mean() for field in shares)
    held = 0
    for _ in range(600):
        marks = {
            field: list((rng.random(counts[field]) < rng.choice(chances[field], counts[field])).astype(float))
            for field in shares
        }
        whole = find_result(marks).whole
        held += whole.low <= truth <= whole.high
    assert 0.91 <= held / 600 <= 0.985
