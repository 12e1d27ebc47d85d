"""The rows of a result: one for each option, or one for each answer that was given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sciatica_teach.grading.item_harms import find_harms
from sciatica_teach.grading.items.script import ANSWERS
from sciatica_teach.grading.items.triage import SPEEDS
from sciatica_teach.model.items import (
    ChainItem,
    Item,
    LesionItem,
    MatchingItem,
    MultipleItem,
    PointItem,
    ScriptItem,
    SingleItem,
    TextItem,
    TriageItem,
)
from sciatica_teach.model.items.wording import normalise
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.live.judging import Judged, find_posed_item, judge
from sciatica_teach.session.live.options import Standing
from sciatica_teach.session.live.posing import fit_shown
from sciatica_teach.session.live.state import PosedPoll

MOST_GROUPS = 8
"""Rows of answers that are grouped."""

Key = tuple[str, ...]
Rows = tuple[tuple["Count", ...], int]


@record
class Count:
    """One row."""

    key: Key
    """The option alone, or a whole response."""
    n: int
    standing: Standing


def count_rows(
    kb: KnowledgeBase, posed: PosedPoll, answers: Mapping[Key, int], judged: Mapping[Key, Judged | None]
) -> Rows:
    """The rows, and how many answers are in none of them. `answers`: response -> how many gave it, all of them fitting.

    A belief has no rows; who may choose several options stands in several rows.
    """
    if posed.poll.kind == "belief":
        return (), 0
    options = list_options(kb, posed)
    if options:
        taken = Counter({one: sum(n for key, n in answers.items() if one in key) for one in options})
        return tuple(Count(key=(one,), n=taken[one], standing=find_standing(kb, posed, one)) for one in options), 0
    item = find_posed_item(kb, posed)
    if isinstance(item, MatchingItem):
        return _count_pairs(item, answers), 0
    return _group(answers, judged, typed=isinstance(item, TextItem))


def list_options(kb: KnowledgeBase, posed: PosedPoll) -> tuple[str, ...]:
    """The options of a question in the order shown, each a row of its own; none where answers are grouped."""
    if posed.poll.kind != "item":
        return () if posed.poll.kind == "belief" else posed.shown
    item = find_posed_item(kb, posed)
    if isinstance(item, SingleItem | MultipleItem):
        return fit_shown(item, posed.shown)
    if isinstance(item, ChainItem):
        links = [link.id for link in item.links]
        return tuple(sorted(fit_shown(item, posed.shown), key=lambda one: links.index(one.partition(":")[0])))
    return _list_fixed(item)


def _list_fixed(item: Item | None) -> tuple[str, ...]:
    """Options that stand in the same order for everybody, always."""
    match item:
        case TriageItem():
            return tuple(SPEEDS)
        case ScriptItem():
            return tuple(ANSWERS)
        case LesionItem(sites=sites):
            return tuple(site.id for site in sites)
        case PointItem(options=options):
            return tuple(option.id for option in options)
        case _:
            return ()


def find_standing(kb: KnowledgeBase, posed: PosedPoll, option: str) -> Standing:
    """How one option stands by itself."""
    item = find_posed_item(kb, posed)
    if isinstance(item, MultipleItem | ChainItem):
        if find_harms(item, (option,)):
            return "unsafe"
        return "right" if option in _right_ones(item) else "wrong"
    found = judge(kb, posed, (option,))
    return found.standing if found else "wrong"


def _right_ones(item: MultipleItem | ChainItem) -> set[str]:
    if isinstance(item, ChainItem):
        return {f"{link.id}:{one.id}" for link in item.links for one in link.options if one.right}
    return {one.id for one in item.options if one.right}


def _count_pairs(item: MatchingItem, answers: Mapping[Key, int]) -> tuple[Count, ...]:
    """Every pair that somebody made, prompt by prompt, the most frequent partner first."""
    pairs = Counter({one: 0 for key in answers for one in key})
    for key, n in answers.items():
        pairs.update(dict.fromkeys(key, n))
    right = {f"{prompt.id}:{prompt.partner}" for prompt in item.prompts}
    prompts = [prompt.id for prompt in item.prompts]
    ordered = sorted(pairs, key=lambda one: (prompts.index(one.partition(":")[0]), -pairs[one], one))
    return tuple(Count(key=(one,), n=pairs[one], standing=_stand_pair(item, one, right)) for one in ordered)


def _stand_pair(item: Item, pair: str, right: Iterable[str]) -> Standing:
    if find_harms(item, (pair,)):
        return "unsafe"
    return "right" if pair in right else "wrong"


def _group(answers: Mapping[Key, int], judged: Mapping[Key, Judged | None], *, typed: bool) -> Rows:
    """Equal answers together; typed ones are equal where they differ in case, blanks and signs alone."""
    groups: dict[Key, list[Key]] = {}
    for key in answers:
        groups.setdefault((normalise(" ".join(key)),) if typed else key, []).append(key)
    counts = [_count(sorted(keys, key=lambda one: (-answers[one], one)), answers, judged) for keys in groups.values()]
    ranked = sorted(counts, key=lambda one: (-one.n, one.key))
    return tuple(ranked[:MOST_GROUPS]), sum(one.n for one in ranked[MOST_GROUPS:])


def _count(keys: Sequence[Key], answers: Mapping[Key, int], judged: Mapping[Key, Judged | None]) -> Count:
    found = judged[keys[0]]
    return Count(key=keys[0], n=sum(answers[one] for one in keys), standing=found.standing if found else "wrong")
