"""Every quiz item as parts that somebody knows or does not know: the right response of each, and the wrong ones.

A single choice is one part with three wrong responses; a multiple choice has a part for each option, which is ticked or
not; a matching has one for each prompt, a chain one for each link. What is given in all parts, put together, is a
response. `floor` is the chance to guess a part right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp, log

from sciatica_teach.grading.item_answers import ItemOption
from sciatica_teach.grading.items.hotspot import BODY_REGIONS
from sciatica_teach.grading.items.script import ANSWERS, find_key
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.items import (
    ChainItem,
    HotspotItem,
    Item,
    LesionItem,
    MatchingItem,
    MultipleItem,
    NumericItem,
    OrderingItem,
    PointItem,
    ScriptItem,
    SingleItem,
    TextItem,
    TriageItem,
    UpdateItem,
)
from sciatica_teach.model.items.pictures import find_structure_picture
from sciatica_teach.model.record import record

Response = tuple[str, ...]


@record
class Part:
    """One thing to know."""

    right: Response
    wrong: tuple[Response, ...]
    """At least one; what tempts most need not come first."""
    floor: float = 0.0
    also: tuple[Response, ...] = ()
    """Others that are right too, and are not given by these learners."""
    name: str = ""


def split_item(item: Item) -> tuple[Part, ...]:
    """The parts of an item, at least one."""
    match item:
        case MultipleItem():
            return tuple(
                Part(right=(one.id,), wrong=((),), floor=0.5) if one.right else
                Part(right=(), wrong=((one.id,),), floor=0.5) for one in item.options)
        case MatchingItem():
            partners = [partner.id for partner in item.partners]
            return tuple(_choose(f"{one.id}:", partners, [one.partner], one.id) for one in item.prompts)
        case ChainItem():
            return tuple(
                _choose(f"{link.id}:", [one.id for one in link.options], [one.id for one in link.options if one.right],
                        link.id) for link in item.links)
        case OrderingItem():
            return (_order([step.id for step in item.steps]),)
        case NumericItem() | TextItem() | UpdateItem():
            return (_type(item),)
        case _:
            return (_choose("", *_offer(item)),)


def list_options(item: Item) -> tuple[ItemOption, ...]:
    """What can be chosen in an item, for counting who chose it; nothing where something is typed or put in order."""
    if isinstance(item, NumericItem | TextItem | UpdateItem | OrderingItem):
        return ()
    found: dict[str, ItemOption] = {}
    for part in split_item(item):
        right = [chosen for response in (part.right, *part.also) for chosen in response]
        for chosen in (*right, *(one for response in part.wrong for one in response)):
            found[chosen] = ItemOption(id=chosen, part=part.name, is_right=chosen in right)
    return tuple(found.values())


def _choose(prefix: str, offered: Sequence[str], right: Sequence[str], name: str = "") -> Part:
    first, *others = [(f"{prefix}{one}",) for one in right]
    wrong = tuple((f"{prefix}{one}",) for one in offered if one not in right)
    return Part(right=first, wrong=wrong, floor=len(right) / len(offered), also=tuple(others), name=name)


def _offer(item: SingleItem | TriageItem | ScriptItem | HotspotItem | LesionItem | PointItem) -> tuple[
    Sequence[str], Sequence[str]
]:
    """What is offered, and what of it is right."""
    match item:
        case SingleItem():
            return [one.id for one in item.options], [one.id for one in item.options if one.right]
        case TriageItem():
            return URGENCIES, [item.needed, *item.also]
        case ScriptItem():
            return ANSWERS, [str(find_key(item.ratio))]
        case HotspotItem():
            return _places(item), item.places
        case LesionItem():
            return [one.id for one in item.sites], [one.id for one in item.sites if one.credit == 1]
        case PointItem():
            return [one.id for one in item.options], [one.id for one in item.options if one.credit == 1]


def _places(item: HotspotItem) -> Sequence[str]:
    if item.surface == "body":
        return BODY_REGIONS
    return find_structure_picture(item.places, [near.place for near in item.near]).ids


def _order(steps: Sequence[str]) -> Part:
    """Two neighbours the wrong way round, or all of it."""
    swapped = (
        (*steps[:place], steps[place + 1], steps[place], *steps[place + 2:]) for place in range(len(steps) - 1))
    return Part(right=tuple(steps), wrong=(*swapped, tuple(reversed(steps))))


def _type(item: NumericItem | TextItem | UpdateItem) -> Part:
    match item:
        case TextItem():
            return Part(right=(item.accepted[0],), wrong=(*((one.text,) for one in item.mistaken), ()))
        case NumericItem():
            near = [(one.low + one.high) / 2 for one in item.near]
            wrong = [one for one in (*near, item.low, item.high) if abs(one - item.answer) > item.tolerance]
            inside = [one for one in wrong if item.low <= one <= item.high]
            return Part(right=(f"{item.answer:g}",), wrong=_numbers(inside))
        case UpdateItem():
            tried = [_move(item, times) for times in (0, 0.5, 2, -1)]
            wrong = [share for share in tried if not item.low <= _find_move(item, share) <= item.high]
            return Part(right=(f"{_move(item, 1)}",), wrong=_numbers(wrong))


def _numbers(values: Iterable[float]) -> tuple[Response, ...]:
    """As they would be typed; a blank beside them, since nobody has to answer."""
    return (*((f"{value:g}",) for value in values), ())



def _move(item: UpdateItem, times: float) -> int:
    """Where the share stands, in whole per cent, after so many times the move that is due."""
    odds = log(item.before / (1 - item.before)) + times * item.mid
    return min(item.high_percent, max(item.low_percent, round(100 / (1 + exp(-odds)))))


def _find_move(item: UpdateItem, percent: int) -> float:
    """How far a share lies from the one before, in log odds."""
    return log(percent / (100 - percent)) - log(item.before / (1 - item.before))
