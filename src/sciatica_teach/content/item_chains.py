"""Chains as quiz items: one right option in each link, and harm that is there to be chosen."""

from __future__ import annotations

from collections.abc import Iterator

from sciatica_teach.content.draft import Located
from sciatica_teach.content.problems import Problem, suggest
from sciatica_teach.model.items import ChainItem, ChainLink


def check_chain(located: Located[object], item: ChainItem) -> Iterator[Problem]:
    """Links without exactly one right option, options given twice, harm that is right or is no option."""
    for index, link in enumerate(item.links):
        if (right := sum(option.right for option in link.options)) != 1:
            yield located.problem(("links", index, "options"), f"{right} options are right; a link has exactly one")
        ids = [option.id for option in link.options]
        for place, option_id in enumerate(ids):
            if option_id in ids[:place]:
                message = f"'{option_id}' is used twice in this list; give each its own id"
                yield located.problem(("links", index, "options", place, "id"), message)
        yield from _check_harm(located, index, link)


def _check_harm(located: Located[object], index: int, link: ChainLink) -> Iterator[Problem]:
    """An id that is spelt wrong would let what hurts the patient pass without a word."""
    options = {option.id: option for option in link.options}
    for place, option_id in enumerate(link.harmful):
        path = ("links", index, "harmful", place)
        if option_id not in options:
            yield located.problem(path, f"this link has no option '{option_id}'.{suggest(option_id, options)}")
        elif options[option_id].right:
            yield located.problem(path, f"'{option_id}' is right and harmful at once; it can be one of them")
