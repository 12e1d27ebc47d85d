"""How far a belief moves: the band, the way down from it, the wrong direction."""

from __future__ import annotations

from math import ceil, exp, floor, log2

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from small_items import update

from sciatica_teach.errors import BadSubmission
from sciatica_teach.grading.items import grade_item
from sciatica_teach.grading.items.update import LEAST_EITHER_WAY
from sciatica_teach.model.grades import Grade, Submission

PERCENT = st.integers(1, 99)


def grade(item, *response: str) -> Grade:
    return grade_item(item, Submission(response=response))


def odds(percent: int) -> float:
    return percent / (100 - percent)


def test_the_example_of_the_rule():
    item = update(24, 36, 44, 54)
    assert [grade(item, str(percent)).earned for percent in (36, 44, 54)] == [1, 1, 1]
    short = log2(odds(36) / odds(24))
    assert round(short, 2) == 0.83
    assert grade(item, "24").earned == pytest.approx(exp(-short), abs=1e-5)
    assert round(exp(-short), 2) == 0.43


def test_the_example_of_a_narrow_band():
    low, due, high = (100 * 24 * ratio / (24 * ratio + 76) for ratio in (2.4, 2.5, 2.6))
    assert (floor(low), round(due), ceil(high)) == (43, 44, 46)
    item = update(24, 44 - LEAST_EITHER_WAY, 44, 44 + LEAST_EITHER_WAY)
    assert [said for said in range(1, 100) if grade(item, str(said)).earned == 1] == list(range(41, 48))
    assert f"within {LEAST_EITHER_WAY} points of what is due" in grade(item, "44").rule


@given(data=st.data(), before=PERCENT, said=PERCENT)
def test_the_band_is_right_and_credit_falls_away_from_it(data, before, said):
    low, due, high = sorted(data.draw(st.tuples(PERCENT, PERCENT, PERCENT)))
    assume(abs(abs(log2(odds(due) / odds(before))) - 1) > 1e-9)  # exactly a doubling: a matter of the last digit
    graded = grade(update(before, low, due, high), str(said))
    assert (graded.earned == 1) == (low <= said <= high)
    off = max(log2(odds(low) / odds(said)), log2(odds(said) / odds(high)), 0)
    wrong_way = (said - before) * (due - before) < 0 and max(odds(due), odds(before)) > 2 * min(odds(due), odds(before))
    if not low <= said <= high:
        assert graded.earned == (0 if wrong_way else pytest.approx(exp(-off), abs=1e-5))
    assert graded.verdicts[0].right == (graded.earned == 1)


@pytest.mark.parametrize(("said", "feedback"), [
    ("44", "Yes."), ("30", "Less."), ("24", "Less."), ("70", "More."), ("10", "Against."), ("", "Blank."),
])
def test_each_way_to_be_off_has_words_of_its_own(said, feedback):
    assert grade(update(24, 36, 44, 54), said).verdicts[0].feedback == feedback


def test_downwards_it_is_the_same():
    item = update(60, 20, 30, 40)
    assert [grade(item, said).verdicts[0].feedback for said in ("30", "50", "10", "80")] == [
        "Yes.", "Less.", "More.", "Against."]
    assert grade(item, "80").earned == 0


@pytest.mark.parametrize("text", ["0", "100", "44.5", "44 %", "-3", "many", "٤٤", "1e1"])
def test_anything_but_a_whole_per_cent_is_refused(text):
    with pytest.raises(BadSubmission, match="from 1 to 99"):
        grade(update(), text)
