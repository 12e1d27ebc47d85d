"""The keys of quiz items: that what is right is clear, and that no habit of answering gets there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import log10
from typing import Final

from sciatica_teach.content.draft import Located
from sciatica_teach.content.problems import Problem, list_words, suggest
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.items import MatchingItem, NumericItem, ScriptItem, TextItem, TriageItem
from sciatica_teach.model.items.wording import normalise

BORDERS: Final = (0.3, 0.7)
"""Decimal logarithms of a likelihood ratio between which the keys of `script` lie."""

CLEAR: Final = 0.02
"""So far from a border a key has to stay: nearer, a rounded ratio decides."""


def check_numeric(located: Located[object], item: NumericItem) -> Iterator[Problem]:
    """The answer can be entered, and what is foreseen is wrong and foreseen once."""
    if item.low >= item.high:
        yield located.problem(("low",), f"low {item.low:g} is not below high {item.high:g}; change one of them")
    elif not item.low <= item.answer <= item.high:
        message = f"the answer {item.answer:g} cannot be entered: the field accepts {item.low:g} to {item.high:g}"
        yield located.problem(("answer",), message)
    for index, near in enumerate(item.near):
        if near.low >= near.high:
            message = f"low {near.low:g} is not below high {near.high:g}; change one of them"
            yield located.problem(("near", index), message)
        elif near.low <= item.answer < near.high:
            message = f"the answer {item.answer:g} lies in here, and would be told that it is wrong; narrow the range"
            yield located.problem(("near", index), message)
        for before in item.near[:index]:
            if near.low < before.high and before.low < near.high:
                message = f"this range overlaps {before.low:g} to {before.high:g}; only the first would be heard"
                yield located.problem(("near", index), message)


def check_triage(located: Located[object], item: TriageItem) -> Iterator[Problem]:
    """Feedback for each of the five speeds, and what is as good stands next to what is needed."""
    speeds = [one.speed for one in item.speeds]
    if missing := [speed for speed in URGENCIES if speed not in speeds]:
        yield located.problem(("speeds",), f"{list_words(missing)} has no feedback; say something to each speed")
    for index, speed in enumerate(speeds):
        if speed in speeds[:index]:
            yield located.problem(("speeds", index, "speed"), f"'{speed}' has feedback already; leave one out")
    if item.needed in item.also:
        yield located.problem(("also",), f"'{item.needed}' is needed already; leave it out here")
    steps = sorted({URGENCIES.index(speed) for speed in (item.needed, *item.also)})
    if steps[-1] - steps[0] >= len(steps):
        message = f"{list_words(item.also)} does not stand next to '{item.needed}'; a speed between would be wrong"
        yield located.problem(("also",), message)


def check_script(located: Located[object], item: ScriptItem) -> Iterator[Problem]:
    """The ratio lies in its interval, away from the borders; what may be nothing is keyed as nothing."""
    if not 0 < item.ratio_low <= item.ratio <= item.ratio_high:
        message = (f"{item.ratio_low:g}, {item.ratio:g} and {item.ratio_high:g} are no interval with its ratio; "
                   "all are above 0, low first and high last")
        yield located.problem(("ratio",), message)
        return
    size = abs(log10(item.ratio))
    if any(abs(size - border) < CLEAR for border in BORDERS):
        message = (f"the logarithm of {item.ratio:g} is {size:.2f} in size and decides by a rounding; "
                   f"take a finding whose ratio is not within {CLEAR} of {BORDERS[0]} or {BORDERS[1]}")
        yield located.problem(("ratio",), message)
    if item.ratio_low <= 1 <= item.ratio_high and size >= BORDERS[0]:
        message = (f"{item.ratio_low:g} to {item.ratio_high:g} holds 1, so nobody knows which way it moves; "
                   "what is uncertain is never a key")
        yield located.problem(("ratio_low",), message)


def check_matching(located: Located[object], item: MatchingItem) -> Iterator[Problem]:
    """Partners exist, no single one is right for most, and ids do not tell who belongs to whom."""
    known = {partner.id for partner in item.partners}
    for index, prompt in enumerate(item.prompts):
        if prompt.partner not in known:
            message = f"there is no partner '{prompt.partner}' here.{suggest(prompt.partner, known)}"
            yield located.problem(("prompts", index, "partner"), message)
        if shared := set(prompt.id.split("-")) & set(prompt.partner.split("-")):
            message = (f"the ids '{prompt.id}' and '{prompt.partner}' share {list_words(sorted(shared))}, "
                       "and both are in the page before the answer; rename one")
            yield located.problem(("prompts", index, "id"), message)
    partner, times = Counter(prompt.partner for prompt in item.prompts).most_common(1)[0]
    if times > len(item.prompts) / 2:
        message = f"'{partner}' is right for {times} of {len(item.prompts)}; at most half may share a partner"
        yield located.problem(("prompts",), message)


def check_text(located: Located[object], item: TextItem) -> Iterator[Problem]:
    """Nothing is right and wrong at once, and nothing disappears when it is brought into form."""
    accepted = {normalise(text): text for text in item.accepted}
    for index, text in enumerate(item.accepted):
        if not normalise(text):
            yield located.problem(("accepted", index), f"'{text}' has no letters and no digits; write a name")
    for index, mistaken in enumerate(item.mistaken):
        found = normalise(mistaken.text)
        if not found:
            message = f"'{mistaken.text}' has no letters and no digits; write a name"
            yield located.problem(("mistaken", index, "text"), message)
        elif found in accepted:
            message = f"'{mistaken.text}' is the same as '{accepted[found]}', which is accepted; leave one out"
            yield located.problem(("mistaken", index, "text"), message)
