"""The ways of the nerve past piriformis: that each is possible, and that its counts are counts."""

from __future__ import annotations

from collections.abc import Iterator

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Path, Problem
from sciatica_teach.model.anatomy import NerveVariant, VariantCount

_PRINTED = 0.5
"""How many percentage points a printed share may be from the counts it was made of: sources round, and slip."""


def check_variants(draft: Draft) -> Iterator[Problem]:
    """Divided parts pass differently, and each count fits its interval and its numbers."""
    for variant in draft.variants:
        yield from _check_division(variant)
        for index, count in enumerate(variant.value.counts):
            for key, message in _check_interval(count) + _check_numbers(count):
                yield variant.problem(_place(index, key), message)


def _place(index: int, key: str) -> Path:
    return ("counts", index, key)


def _check_division(located: Located[NerveVariant]) -> Iterator[Problem]:
    variant = located.value
    if variant.divided and variant.tibial == variant.fibular:
        message = f"both parts pass {variant.tibial} piriformis, so the muscle does not divide them"
        yield located.problem(("divided",), f"{message}; write false, or let one part pass differently")
    if not variant.divided and variant.tibial != variant.fibular:
        message = f"the tibial part passes {variant.tibial} piriformis and the fibular part {variant.fibular}"
        yield located.problem(("divided",), f"{message}, so the nerve is divided; write true, or let both pass alike")


Wrong = list[tuple[str, str]]
"""Key -> what is wrong with its value and what to do."""


def _check_interval(count: VariantCount) -> Wrong:
    if count.low is None and count.high is None:
        return []
    if count.low is None or count.high is None:
        return [("high" if count.low is None else "low", "an interval has two ends; give low and high, or neither")]
    if not count.low <= count.percent <= count.high:
        message = f"{count.percent:g} % is not between {count.low:g} and {count.high:g}; look it up in the source"
        return [("percent", message)]
    return []


def _check_numbers(count: VariantCount) -> Wrong:
    if count.of is not None and count.of < 1:
        return [("of", f"nothing was looked at in {count.of} limbs; give the number of limbs, or leave it out")]
    if count.found is None:
        return []
    if count.of is None:
        return [("found", f"{count.found} of how many? Add 'of', or leave both out")]
    if not 0 <= count.found <= count.of:
        return [("found", f"{count.found} cannot be found in {count.of} limbs; look it up in the source")]
    share = 100 * count.found / count.of
    if abs(share - count.percent) > _PRINTED:
        message = f"{count.found} of {count.of} is {share:.1f} %, not {count.percent:g} %; look it up in the source"
        return [("percent", message)]
    return []
