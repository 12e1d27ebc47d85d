"""Item analysis: against plain Python and scipy on small tables, and its laws."""

from __future__ import annotations

from statistics import mean

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binomtest, pointbiserialr

from sciatica_teach.grading.item_analysis import (
    ItemFigures,
    analyse_items,
    find_reliability,
    find_rests,
)
from sciatica_teach.grading.item_answers import Answers, ItemAnswer, ItemOption, code_answers
from sciatica_teach.grading.item_options import FEWEST
from sciatica_teach.grading.reliability import find_alpha

OPTIONS = tuple(ItemOption(id=letter, is_right=letter == "a") for letter in "abcd")
Table = list[list[int]]


def code(table: Table, options: tuple[ItemOption, ...] = OPTIONS) -> Answers:
    """Marks [learner][item]; -1 is a question that was not asked."""
    return code_answers(
        [ItemAnswer(learner=learner, item_id=f"i{item}", response=("a" if mark else "b",), mark=mark)
         for learner, row in enumerate(table) for item, mark in enumerate(row) if mark >= 0],
        {f"i{item}": options for item in range(len(table[0]))})


def analyse(table: Table) -> tuple[ItemFigures, ...]:
    return analyse_items(code(table))


def plain_rest(table: Table, learner: int, item: int) -> float | None:
    """The mean over the learner's other items of the mark less what all who answered that item got."""
    means = [mean([row[column] for row in table if row[column] >= 0] or [0]) for column in range(len(table[0]))]
    others = [mark - means[column] for column, mark in enumerate(table[learner]) if mark >= 0 and column != item]
    return mean(others) if others else None


WORKED = [[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]
tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 1), min_size=width, max_size=width), min_size=3, max_size=12))
gapped = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(-1, 1), min_size=width, max_size=width), min_size=3, max_size=12))


def test_the_worked_numbers() -> None:
    second = analyse(WORKED)[1]
    assert second.difficulty == 0.5
    assert second.discrimination == pytest.approx(0.71, abs=0.005)
    assert pointbiserialr([1, 1, 0, 0], [3, 2, 1, 0]).statistic == pytest.approx(0.89, abs=0.005)
    assert find_reliability(code(WORKED), ["i0", "i1", "i2"]).alpha == pytest.approx(0.75)


@given(tables)
def test_with_whole_answers_it_is_the_correlation_with_the_sum_of_the_others(table: Table) -> None:
    for column, figures in enumerate(analyse(table)):
        marks = [row[column] for row in table]
        rests = [sum(row) - row[column] for row in table]
        if len(set(marks)) < 2 or len(set(rests)) < 2:
            assert figures.discrimination is None
        else:
            assert figures.discrimination == pytest.approx(pointbiserialr(marks, rests).statistic, abs=1e-9)


@given(gapped)
def test_rests_leave_out_what_was_not_asked(table: Table) -> None:
    answers = code(table)
    rests = find_rests(answers)
    expected = [plain_rest(table, learner, item) for learner, item in zip(answers.learner, answers.item, strict=True)]
    for found, wanted in zip(rests, expected, strict=True):
        assert np.isnan(found) if wanted is None else found == pytest.approx(wanted, abs=1e-9)


@given(gapped, st.randoms())
def test_neither_the_order_nor_the_names_of_learners_matter(table: Table, random) -> None:
    mixed = random.sample(table, len(table))
    for one, other in zip(analyse(table), analyse(mixed), strict=True):
        assert one.answers == other.answers
        assert one.flags == other.flags
        assert one.discrimination == pytest.approx(other.discrimination, abs=1e-9)


@given(tables)
def test_a_question_that_nobody_was_asked_changes_nothing(table: Table) -> None:
    wider = analyse([[*row, -1] for row in table])
    assert wider[:-1] == analyse(table)
    assert wider[-1].answers == 0
    assert wider[-1].difficulty is None
    assert wider[-1].flags == ("too-few",)


@given(st.integers(1, 60), st.data())
def test_the_interval_is_wilsons(count: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, count))
    figures = analyse([[1]] * right + [[0]] * (count - right))[0]
    interval = binomtest(right, count).proportion_ci(method="wilson")
    assert (figures.low, figures.high) == pytest.approx((interval.low, interval.high), abs=1e-6)


def test_marks_below_nothing_have_an_interval_too() -> None:
    marks = [-1.2, 1.0, 0.3, -0.5, 1.0]
    answers = code_answers(
        [ItemAnswer(learner=learner, item_id="s", response=(), mark=mark) for learner, mark in enumerate(marks)],
        {"s": ()})
    (figures,) = analyse_items(answers)
    assert figures.difficulty == pytest.approx(mean(marks))
    assert -1.2 <= figures.low < figures.difficulty < figures.high <= 1


@given(tables)
def test_alpha_is_that_of_the_cases(table: Table) -> None:
    found = find_reliability(code(table), [f"i{item}" for item in range(len(table[0]))])
    try:
        assert found.alpha == pytest.approx(find_alpha(table), abs=1e-9)
    except ValueError:
        assert found.alpha is None


@given(gapped)
def test_alpha_is_taken_over_those_who_answered_the_whole_set(table: Table) -> None:
    whole = [row for row in table if min(row) >= 0]
    assume(whole)
    wanted = [f"i{item}" for item in range(len(table[0]))]
    found, expected = (find_reliability(code(one), wanted) for one in (table, whole))
    assert (found.learners, found.items) == (len(whole), len(table[0]))
    assert found.alpha == pytest.approx(expected.alpha, abs=1e-9)


def pick(learner: int, response: tuple[str, ...], mark: float, other: float) -> list[ItemAnswer]:
    return [ItemAnswer(learner=learner, item_id="asked", response=response, mark=mark),
            ItemAnswer(learner=learner, item_id="other", response=(), mark=other)]


def test_options_are_counted_with_the_rests_of_their_takers() -> None:
    """Ten take the key, nine of them weak elsewhere; eight take b, all strong; one takes c, nobody d, one is blank."""
    chosen = [("a",)] * 10 + [("b",)] * 8 + [("c",), ()]
    others = [1.0] + [0.0] * 9 + [1.0] * 8 + [0.0, 0.0]
    given = [one for learner, (response, other) in enumerate(zip(chosen, others, strict=True))
             for one in pick(learner, response, float(response == ("a",)), other)]
    asked = analyse_items(code_answers(given, {"asked": OPTIONS, "other": ()}))[0]
    options = {option.id: option for option in asked.options}
    class_mean = mean(others)
    assert [options[letter].takers for letter in "abcd"] == [10, 8, 1, 0]
    assert [options[letter].share for letter in "abcd"] == [0.5, 0.4, 0.05, 0.0]
    assert options["a"].rest == pytest.approx(0.1 - class_mean)
    assert options["b"].rest == pytest.approx(1 - class_mean)
    assert options["d"].rest is None
    assert {letter for letter in "abcd" if options[letter].is_idle} == {"d"}
    assert {letter for letter in "abcd" if options[letter].beats_key} == {"b"}
    assert asked.flags == ("backwards",)


def test_options_are_compared_with_the_key_of_their_own_part() -> None:
    options = tuple(ItemOption(id=f"{part}:{letter}", part=part, is_right=letter == "a")
                    for part in ("one", "two") for letter in "ab")
    given: list[ItemAnswer] = []
    for learner in range(40):
        strong = learner < 20
        response = ("one:a" if strong else "one:b", "two:b" if strong else "two:a")
        given += pick(learner, response, 0.5, float(strong))
    asked = analyse_items(code_answers(given, {"asked": options, "other": ()}))[0]
    assert [option.id for option in asked.options if option.beats_key] == ["two:b"]


def test_flags() -> None:
    def flags(right: int, count: int = 40) -> tuple[str, ...]:
        return analyse([[int(row < right), row % 2] for row in range(count)])[0].flags

    assert flags(10, FEWEST - 1) == ("too-few",)
    assert flags(39)[0] == "nearly-all"
    assert flags(4)[0] == "hardly-anybody"
    assert analyse([[row % 2, row % 2] for row in range(40)])[0].flags == ()
    assert analyse([[row % 2, 1 - row % 2] for row in range(40)])[0].flags == ("backwards",)
    assert analyse([[row % 2, row // 2 % 2] for row in range(40)])[0].flags == ("tells-little",)


def test_what_cannot_be_coded_is_refused() -> None:
    one = ItemAnswer(learner=0, item_id="i", response=(), mark=1.0)
    with pytest.raises(ValueError, match="an item once"):
        code_answers([one, one], {"i": ()})
    with pytest.raises(KeyError):
        code_answers([one], {"j": ()})


def test_no_answers_at_all() -> None:
    answers = code_answers([], {"i": OPTIONS})
    assert analyse_items(answers)[0].answers == 0
    assert find_reliability(answers, ["i"]).alpha is None
