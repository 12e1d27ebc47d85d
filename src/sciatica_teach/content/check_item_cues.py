"""Cues of the whole bank: what pays by its form alone, whatever it says.

One item whose right option is the longest is no fault. A bank in which it is the longest in half of them is, and so is
one in which it hardly ever is. Each trait is compared with chance, exactly; a problem names the items to begin with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from sciatica_teach.content.chance import FAR, Comparison, Lengths, Tally, compare_with_chance, find_lean
from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.item_choices import Choice, find_choices
from sciatica_teach.content.problems import Problem, list_words
from sciatica_teach.model.items import Option

ABSOLUTE: Final = re.compile(
    r"\b(?:all|always|any|anybody|anything|cannot|certainly|completely|entirely|every|everybody|everything|exactly|"
    r"impossible|must|never|no|nobody|none|nothing|only|proves?|rules? out)\b", re.IGNORECASE)
"""Words that leave no exception: test-wise learners take them for wrong."""

WORST: Final = 5
"""So many items are named."""

Trait = Callable[[Sequence[Option]], list[bool]]
Place = tuple[Located[object], Choice]


def is_longest(options: Sequence[Option]) -> list[bool]:
    """Which options have the most characters; several may."""
    most = max(len(option.text) for option in options)
    return [len(option.text) == most for option in options]


def is_absolute(options: Sequence[Option]) -> list[bool]:
    """Which options have a word that leaves no exception."""
    return [bool(ABSOLUTE.search(option.text)) for option in options]


def is_first(options: Sequence[Option]) -> list[bool]:
    """Which option stands first in its file."""
    return [index == 0 for index in range(len(options))]


def check_item_cues(draft: Draft) -> Iterator[Problem]:
    """Whether the longest option, or one with an absolute word, is right oftener or more rarely than by chance."""
    places = find_places(draft)
    singles = [(located, choice) for located, choice in places if choice.is_single]
    several = [(located, choice) for located, choice in places if not choice.is_single]
    yield from _tell(singles, is_longest, "the right option is the longest", "shorten it or lengthen another")
    yield from _tell(places, is_absolute, "a right option has an absolute word such as 'always' or 'only'",
                     "reword it, or give such a word to other options")
    lean = find_lean(_lengths(choice) for _, choice in several)
    if abs(lean) > FAR:
        longer = "longer" if lean > 0 else "shorter"
        worst = sorted(several, key=lambda place: _lean(place[1]), reverse=lean > 0)[:WORST]
        message = (f"over the multiple choices of the bank, right options are {longer} than wrong ones by "
                   f"{abs(lean):.1f} standard deviations of chance; even them out, first in {_names(worst)}")
        yield worst[0][0].problem(worst[0][1].path, message)


def find_item_places(draft: Draft) -> Iterator[Problem]:
    """A notice where the first option of a file is right unlike chance; on screen, options are shuffled."""
    singles = [(located, choice) for located, choice in find_places(draft) if choice.is_single]
    yield from _tell(singles, is_first, "the first option of its list is the right one", "move it")


def find_places(draft: Draft) -> list[Place]:
    """Every list of options with its item."""
    return [(located, choice) for located in draft.items for choice in find_choices(located.value)]


def compare(choices: Sequence[Choice], trait: Trait) -> Comparison:
    """How often right options have the trait, against chance."""
    return compare_with_chance(_tally(choice, trait) for choice in choices)


def _tally(choice: Choice, trait: Trait) -> Tally:
    having = trait(choice.options)
    return Tally(
        options=len(choice.options), right=len(choice.right), having=sum(having),
        both=sum(has and option.right for has, option in zip(having, choice.options, strict=True)))


def _tell(places: Sequence[Place], trait: Trait, what: str, remedy: str) -> Iterator[Problem]:
    found = compare([choice for _, choice in places], trait)
    if not found.is_odd:
        return
    often = found.found > found.high
    alike = [place for place in places if bool(_tally(place[1], trait).both) == often]
    worst = sorted(alike, key=lambda place: _lean(place[1]), reverse=often)[:WORST]
    message = (f"over the bank, {what} {found.found} times; chance would do so {found.expected:.1f} times "
               f"({found.low} to {found.high} in 99 %): {remedy}, first in {_names(worst)}")
    yield worst[0][0].problem(worst[0][1].path, message)


def _lengths(choice: Choice) -> Lengths:
    return Lengths(right=tuple(len(option.text) for option in choice.options if option.right),
                   wrong=tuple(len(option.text) for option in choice.options if not option.right))


def _lean(choice: Choice) -> float:
    """How much longer the right options are than the wrong ones, on average, as a ratio."""
    right, wrong = _lengths(choice).right, _lengths(choice).wrong
    return sum(right) / max(1, len(right)) / max(1.0, sum(wrong) / max(1, len(wrong)))


def _names(places: Sequence[Place]) -> str:
    return list_words(dict.fromkeys(getattr(located.value, "id", "") for located, _ in places))
