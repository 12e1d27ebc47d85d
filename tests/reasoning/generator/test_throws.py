"""The numbers behind generated patients: published vectors, and that names are all that counts."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.reasoning.generator.throws import Throws, hash_name, split_mix

PUBLISHED = (
    6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821,
)
"""The first five of SplitMix64 from the seed 1234567, as rosettacode.org prints them."""

SEEDS = st.integers(0, 2**64)


def test_the_published_vectors() -> None:
    state, found = 1234567, []
    for _ in PUBLISHED:
        state, bits = split_mix(state)
        found.append(bits)
    assert tuple(found) == PUBLISHED


def test_names_hash_as_fnv_1a_is_published() -> None:
    assert hash_name("") == 0xCBF29CE484222325
    assert hash_name("a") == 0xAF63DC4C8601EC8C
    assert hash_name("foobar") == 0x85944171F73967E8
    assert hash_name("cause") == 0xB733AF3B0D745380


@given(SEEDS, st.text(), st.text())
def test_a_throw_depends_on_seed_and_name_alone(seed: int, name: str, other: str) -> None:
    first, second = Throws(seed), Throws(seed)
    second.uniform(other)
    assert first.uniform(name) == second.uniform(name)
    assert 0 <= first.uniform(name) < 1
    assert first.within(name).uniform(other) == second.within(name).uniform(other)


@given(SEEDS, st.lists(st.text(), min_size=1, unique=True), st.text())
def test_an_option_more_leaves_the_order_of_the_others(seed: int, options: list[str], more: str) -> None:
    throws = Throws(seed)
    with_more = throws.shuffled("x", {*options, more})
    assert [one for one in with_more if one in options] == [
        one for one in throws.shuffled("x", options) if one in options]


def test_throws_are_even_and_neighbouring_seeds_alike_in_nothing() -> None:
    values = [Throws(seed).uniform("cause") for seed in range(10_000)]
    tenths = Counter(int(value * 10) for value in values)
    assert all(abs(count - 1000) < 4.5 * 30 for count in tenths.values())
    pairs = Counter((int(a * 4), int(b * 4)) for a, b in pairwise(values))
    assert all(abs(count - 625) < 4.5 * 25 for count in pairs.values())


def test_whole_numbers_reach_both_ends_and_weights_count() -> None:
    dice = Counter(Throws(seed).whole("die", 1, 6) for seed in range(6000))
    assert set(dice) == {1, 2, 3, 4, 5, 6}
    assert all(abs(count - 1000) < 4.5 * 29 for count in dice.values())
    drawn = Counter(Throws(seed).weighted("w", [("a", 3.0), ("never", 0.0), ("b", 1.0)]) for seed in range(4000))
    assert set(drawn) == {"a", "b"}
    assert abs(drawn["a"] - 3000) < 4.5 * 27
