"""What chance would do: against counting every way, and against laws."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations, product
from math import sqrt
from statistics import mean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.content.chance import BEYOND, Lengths, Tally, compare_with_chance, find_lean


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    options = draw(st.integers(2, 5))
    right, having = draw(st.integers(0, options)), draw(st.integers(0, options))
    both = draw(st.integers(max(0, right + having - options), min(right, having)))
    return Tally(options=options, right=right, having=having, both=both)


def count_all_ways(bank: list[Tally]) -> dict[int, Fraction]:
    """Every way to choose the right options of every item, one by one; the trait is that of the first options."""
    ways = [
        [sum(one < tally.having for one in chosen) for chosen in combinations(range(tally.options), tally.right)]
        for tally in bank
    ]
    counts = Counter(sum(way) for way in product(*ways))
    total = sum(counts.values())
    return {both: Fraction(count, total) for both, count in counts.items()}


@given(st.lists(tallies(), max_size=4))
def test_bounds_and_expectation_are_those_of_all_ways(bank: list[Tally]) -> None:
    chances = count_all_ways(bank)
    found = compare_with_chance(bank)
    assert found.found == sum(tally.both for tally in bank)
    assert found.expected == pytest.approx(float(sum(both * chance for both, chance in chances.items())))
    assert sum(chance for both, chance in chances.items() if both < found.low) <= BEYOND
    assert sum(chance for both, chance in chances.items() if both > found.high) <= BEYOND
    assert sum(chance for both, chance in chances.items() if both <= found.low) > BEYOND - 1e-12
    assert sum(chance for both, chance in chances.items() if both >= found.high) > BEYOND - 1e-12


def test_the_worked_number() -> None:
    bank = [*[Tally(options=4, right=1, having=1, both=1)] * 3, Tally(options=3, right=1, having=1, both=1)]
    chances = count_all_ways(bank)
    assert compare_with_chance(bank).expected == pytest.approx(1.083, abs=1e-3)
    assert float(chances[0]) == pytest.approx(0.28, abs=0.005)
    assert float(chances[4]) == pytest.approx(0.005, abs=0.0005)


def test_a_bank_whose_right_options_are_always_the_longest_is_odd() -> None:
    def bank(often: int) -> list[Tally]:
        return [Tally(options=4, right=1, having=1, both=int(number < often)) for number in range(40)]

    assert compare_with_chance(bank(10)).is_odd is False
    assert compare_with_chance(bank(20)).is_odd is True
    assert compare_with_chance(bank(1)).is_odd is True


def test_a_small_bank_is_not_accused() -> None:
    assert not compare_with_chance([Tally(options=4, right=1, having=1, both=1)] * 2).is_odd
    assert not compare_with_chance([]).is_odd


@given(st.lists(st.integers(1, 60), min_size=3, max_size=6), st.data())
def test_the_lean_of_one_item_is_that_of_all_ways(lengths: list[int], data: st.DataObject) -> None:
    count = data.draw(st.integers(1, len(lengths) - 1))
    sums = [sum(chosen) / mean(lengths) for chosen in combinations(lengths, count)]
    lean = find_lean([Lengths(right=tuple(lengths[:count]), wrong=tuple(lengths[count:]))])
    if pstdev(sums) < 1e-9:
        assert lean == pytest.approx(0, abs=1e-6)
    else:
        assert lean == pytest.approx((sum(lengths[:count]) / mean(lengths) - mean(sums)) / pstdev(sums), abs=1e-6)


def test_leans_add_up_as_independent_things_do() -> None:
    one = Lengths(right=(30, 40), wrong=(20, 25))
    assert find_lean([one] * 9) == pytest.approx(9 / sqrt(9) * find_lean([one]))
    assert find_lean([one, Lengths(right=one.wrong, wrong=one.right)]) == pytest.approx(0)
    assert find_lean([]) == 0
