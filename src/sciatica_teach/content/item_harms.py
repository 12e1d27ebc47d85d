"""Answers that can hurt the patient: what an item calls harmful can be answered, and is not right."""

from __future__ import annotations

from collections.abc import Iterator

from sciatica_teach.content.draft import Located
from sciatica_teach.content.problems import Problem, suggest
from sciatica_teach.model.items import MatchingItem, MultipleItem, OrderingItem, SingleItem

Harming = SingleItem | MultipleItem | MatchingItem | OrderingItem


def check_harms(located: Located[object], item: Harming) -> Iterator[Problem]:
    """An id that is spelt wrong would let what hurts the patient pass without a word."""
    right, wrong = _answers(item)
    for place, named in enumerate(item.harmful):
        if named in right:
            message = f"'{named}' is right and harmful at once; it can be one of them"
            yield located.problem(("harmful", place), message)
        elif named not in wrong:
            message = f"nothing here can be answered by '{named}'.{suggest(named, wrong)}"
            yield located.problem(("harmful", place), message)


def _answers(item: Harming) -> tuple[set[str], set[str]]:
    """The right and the wrong ones, as a response names them."""
    if isinstance(item, MatchingItem):
        right = {f"{prompt.id}:{prompt.partner}" for prompt in item.prompts}
        return right, {f"{prompt.id}:{partner.id}" for prompt in item.prompts for partner in item.partners} - right
    if isinstance(item, OrderingItem):
        ids = [step.id for step in item.steps]
        right = {f"{one}:{other}" for place, one in enumerate(ids) for other in ids[place + 1 :]}
        return right, {f"{other}:{one}" for one, other in (pair.split(":") for pair in right)}
    right = {option.id for option in item.options if option.right}
    return right, {option.id for option in item.options} - right
