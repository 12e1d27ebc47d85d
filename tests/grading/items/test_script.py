"""Script concordance: keyed by the ratio, and no habit earns anything over a bank keyed as it should be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_items import script, script_key

from sciatica_teach.errors import BadSubmission
from sciatica_teach.grading.items import grade_item
from sciatica_teach.grading.items.script import ANSWERS, HABIT, find_key, habit_means, mark_answer
from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import ScriptItem
from sciatica_teach.model.knowledge import KnowledgeBase

RATIOS = {-2: 0.1, -1: 0.4, 0: 1.0, 1: 2.4, 2: 8.0}


def grade(item: ScriptItem, *response: str) -> Grade:
    return grade_item(item, Submission(response=response))


def bank(**counts: int) -> list[ScriptItem]:
    """So many items of each key: `much_less`, `less`, `nothing`, `likelier`, `much`."""
    names = ("much_less", "less", "nothing", "likelier", "much")
    return [script(RATIOS[key]) for key, name in zip(RATIOS, names, strict=True) for _ in range(counts.get(name, 0))]


BALANCED = bank(much_less=9, less=9, nothing=4, likelier=9, much=9)


@given(ratio=st.floats(0.01, 100))
def test_the_key_goes_by_the_edges_of_the_ratio(ratio: float) -> None:
    assert str(find_key(ratio)) == script_key(ratio)


@pytest.mark.parametrize(("ratio", "key"), [
    (1, 0), (1.99, 0), (2.0, 1), (0.51, 0), (0.5, -1), (5.0, 1), (5.02, 2), (0.2, -1), (0.199, -2), (2.4, 1),
])
def test_keys_at_their_edges(ratio: float, key: int) -> None:
    assert find_key(ratio) == key


@pytest.mark.parametrize("ratio", [0, -1])
def test_a_ratio_that_is_none_is_refused(ratio: float) -> None:
    with pytest.raises(ValueError, match=r"math domain|expected a positive"):
        find_key(ratio)


@given(ratio=st.floats(0.01, 100), answer=st.sampled_from(ANSWERS))
def test_turning_finding_and_answer_round_changes_nothing(ratio: float, answer: str) -> None:
    assert mark_answer(int(answer), find_key(ratio)) == mark_answer(-int(answer), -find_key(ratio))


def test_worked_numbers() -> None:
    marks = [grade(script(8.0), answer).earned for answer in ANSWERS]
    assert marks == pytest.approx([-0.825 / 0.675, -0.825 / 0.675, -0.325 / 0.675, 0.175 / 0.675, 1], abs=1e-12)
    assert [round(mark, 2) for mark in marks] == [-1.22, -1.22, -0.48, 0.26, 1]


def test_the_constant_is_the_mean_credit_of_the_best_habit_over_a_balanced_bank() -> None:
    shares = {-2: 0.225, -1: 0.225, 0: 0.1, 1: 0.225, 2: 0.225}
    credit = {
        answer: sum(share * (-0.5 if answer * key < 0 else 1 - abs(answer - key) / 2) for key, share in shares.items())
        for answer in shares
    }
    assert max(credit.values()) == pytest.approx(HABIT)
    assert credit == pytest.approx({-2: 0.1125, -1: 0.1625, 0: 0.325, 1: 0.1625, 2: 0.1125})


def test_over_a_balanced_bank_no_habit_earns_and_the_best_earns_exactly_nothing() -> None:
    means = habit_means(BALANCED)
    assert means["0"] == pytest.approx(0)
    assert max(means.values()) == means["0"]
    assert habit_means([]) == {}


@given(pairs=st.integers(1, 20), nothing=st.integers(0, 40))
def test_at_most_a_tenth_keyed_nothing_keeps_every_habit_poor(pairs: int, nothing: int) -> None:
    items = bank(much_less=pairs, less=pairs, likelier=pairs, much=pairs, nothing=nothing)
    is_poor = max(habit_means(items).values()) <= 1e-9
    assert is_poor == (nothing * 10 <= len(items))


@pytest.mark.parametrize(("up", "down", "pays"), [(16, 9, False), (17, 9, True)])
def test_a_bank_that_leans_one_way_is_found_out(up: int, down: int, pays: bool) -> None:
    leaning = bank(likelier=2 * up, much=2 * up, less=2 * down, much_less=2 * down, nothing=(up + down) * 4 // 9)
    assert (habit_means(leaning)["1"] > 0) == pays


def test_clipping_at_nothing_would_pay_whoever_never_commits() -> None:
    clipped = [max(0.0, grade(item, "0").earned) for item in BALANCED]
    assert sum(clipped) / len(clipped) == pytest.approx(0.2167, abs=1e-4)


def test_over_the_shipped_bank_no_habit_earns_anything(shipped: KnowledgeBase) -> None:
    means = habit_means(shipped.items.script)
    assert list(means) == list(ANSWERS)
    assert {answer: mean for answer, mean in means.items() if mean > 1e-9} == {}


def test_every_verdict_says_what_it_would_have_earned() -> None:
    verdicts = {one.criterion: one for one in grade(script(2.4), "2").verdicts}
    assert [one for one, verdict in verdicts.items() if verdict.right] == ["1"]
    assert verdicts["1"].feedback == "Fits a likelihood ratio from 2 to 5. Here it earns the full mark."
    assert verdicts["2"].feedback == "Fits a likelihood ratio of 5 or more. Here it earns 0.26."
    assert verdicts["-1"].feedback == "Fits a likelihood ratio from 1/5 to 1/2. Here it costs 1.2."


def test_two_answers_are_refused() -> None:
    with pytest.raises(BadSubmission):
        grade(script(), "1", "2")
