"""From cause to dose: links right less guessing, and nothing at all for harm."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_items import chain, responses, solution

from sciatica_teach.errors import BadSubmission, UnknownId
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.grades import Grade, Submission

SIZES = st.lists(st.integers(3, 4), min_size=3, max_size=4)


def grade(item, *response: str) -> Grade:
    return grade_item(item, Submission(response=response))


def test_the_example_of_the_rule():
    item = chain(3, 3, 4)
    guessed = Fraction(1, 3) + Fraction(1, 3) + Fraction(1, 4)
    due = (2 - guessed) / (3 - guessed)
    assert round(float(due), 2) == 0.52
    assert grade(item, "l0:a", "l1:a", "l2:b").earned == pytest.approx(float(due))


@given(sizes=SIZES)
def test_choosing_by_chance_earns_nothing_before_the_mark_is_kept_from_falling(sizes):
    """Over all ways to answer, the links right less guessing come to 0 on average."""
    ways = list(product(*(range(size) for size in sizes)))
    guessed = sum(Fraction(1, size) for size in sizes)
    assert sum(sum(one == 0 for one in way) - guessed for way in ways) == 0
    item = chain(*sizes)
    for way in ways:
        right = sum(one == 0 for one in way)
        due = max(Fraction(0), (right - guessed) / (len(sizes) - guessed))
        response = [f"l{number}:{'abcd'[one]}" for number, one in enumerate(way)]
        assert grade(item, *response).earned == pytest.approx(float(due))


@given(data=st.data(), sizes=SIZES)
def test_one_right_link_more_never_earns_less(data, sizes):
    item = chain(*sizes)
    response = data.draw(responses(item))
    missing = [one for one in solution(item) if one.split(":")[0] not in {given.split(":")[0] for given in response}]
    for one in missing:
        assert grade(item, *response, one).earned >= grade(item, *response).earned


@given(data=st.data(), sizes=SIZES)
def test_harm_anywhere_earns_nothing_and_is_told_first_in_plain_words(data, sizes):
    link = data.draw(st.integers(0, len(sizes) - 1))
    item = chain(*sizes, harmful=(f"l{link}:b",))
    response = [f"l{link}:b", *(one for one in solution(item) if not one.startswith(f"l{link}:"))]
    graded = grade(item, *data.draw(st.permutations(response)))
    assert graded.earned == 0
    assert graded.verdicts[0].criterion == f"l{link}:b"
    assert graded.verdicts[0].feedback == (
        "This can hurt the patient, so the whole chain earns nothing. why b")
    assert len(graded.verdicts) == sum(sizes)
    assert sum("hurt" in one.feedback for one in graded.verdicts) == 1


def test_harm_not_chosen_is_not_told_first():
    graded = grade(chain(harmful=("l1:b",)), "l0:a", "l1:a", "l2:a")
    assert graded.earned == 1
    assert [one.criterion for one in graded.verdicts][:3] == ["l0:a", "l0:b", "l0:c"]
    assert [one.criterion for one in graded.verdicts if "hurt" in one.feedback] == ["l1:b"]


def test_two_options_for_one_link_are_refused():
    with pytest.raises(BadSubmission, match="one link"):
        grade(chain(), "l0:a", "l0:b")


@pytest.mark.parametrize("unknown", ["l0", "a", "l0:z", "l9:a", "l0:a:b", ""])
def test_what_no_link_offers_is_named(unknown):
    with pytest.raises(UnknownId):
        grade(chain(), unknown)
