"""The nervous tree: that fibres can get from a root to whatever they are said to reach.

Every share of a muscle or a field is a root's, and arrives through a nerve. So the nerve has to carry that root, one of
the segments before it has to bring it, and so on up to the root itself; and the shares of one thing are all of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Path, Problem, list_words
from sciatica_teach.model.anatomy import Muscle, Nerve, Reflex, SkinField

Nerves = Mapping[str, Nerve]
Supplied = Muscle | SkinField | Reflex

_ROUNDING = 1e-6
"""How far the sum of the shares may be from 1: sums of decimals are not exact."""


def check_nerves(draft: Draft) -> Iterator[Problem]:
    """Roots begin, everything else comes from somewhere, no fibre appears on the way, and none runs in a circle."""
    nerves = _index_nerves(draft)
    for located in draft.nerves:
        yield from _check_root(located) if located.value.kind == "root" else _check_segment(located)
        yield from _check_once(located, ("comes_from",), located.value.comes_from)
        yield from _check_once(located, ("carries",), located.value.carries)
        yield from _check_brought(located, nerves)
    yield from _check_circles(draft, nerves)


def _index_nerves(draft: Draft) -> Nerves:
    return {located.value.id: located.value for located in draft.nerves}


def _check_root(located: Located[Nerve]) -> Iterator[Problem]:
    root = located.value
    if root.comes_from:
        message = "a root has nothing before it; remove comes_from, or choose another kind"
        yield located.problem(("comes_from",), message)
    if len(root.carries) > 1:
        yield located.problem(("carries",), "a root carries its own fibres and no others; name one root here")
    elif root.id != (wanted := f"{root.carries[0].lower()}-root"):
        message = f"the root of {root.carries[0]} is called '{wanted}'; change the id, or what it carries"
        yield located.problem(("id",), message)


def _check_segment(located: Located[Nerve]) -> Iterator[Problem]:
    if not located.value.comes_from:
        message = f"a {located.value.kind} comes from other segments; name them, or make it a root"
        yield located.problem(("comes_from",), message)


def _check_once(located: Located[object], path: Path, named: tuple[str, ...]) -> Iterator[Problem]:
    for index, each in enumerate(named):
        if each in named[:index]:
            yield located.problem((*path, index), f"'{each}' stands here twice; remove one")


def _check_brought(located: Located[Nerve], nerves: Nerves) -> Iterator[Problem]:
    """Carried roots come from some segment before; nothing is said where one of these is unknown or not valid."""
    before = located.value.comes_from
    if not before or any(each not in nerves for each in before):
        return
    brought = {root for each in before for root in nerves[each].carries}
    for index, root in enumerate(located.value.carries):
        if root not in brought:
            message = f"{root} cannot arrive here: it is not carried by {list_words(before, 'or')}"
            yield located.problem(("carries", index), f"{message}; add it there, or remove it here")


def _check_circles(draft: Draft, nerves: Nerves) -> Iterator[Problem]:
    told: set[frozenset[str]] = set()
    for located in draft.nerves:
        circle = _find_circle(located.value.id, nerves)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            way = " comes from ".join(f"'{each}'" for each in (*circle, circle[0]))
            yield located.problem(("comes_from",), f"fibres run in a circle: {way}; remove one of these links")


def _find_circle(start: str, nerves: Nerves) -> tuple[str, ...]:
    """The shortest way up the tree from a nerve back to itself, beginning with it; empty where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        way = ways.pop(0)
        for before in nerves[way[-1]].comes_from:
            if before == start:
                return way
            if before in nerves and before not in seen:
                seen.add(before)
                ways.append((*way, before))
    return ()


def check_supplies(draft: Draft) -> Iterator[Problem]:
    """The shares of a muscle, a field or a reflex are the whole of it, and each arrives through a nerve that has it."""
    if draft.muscles and not draft.known("nerve") and "nerve" not in draft.unread:
        yield draft.missing("nerves", "there are muscles, but no nerve that reaches them; write the nerves")
    nerves = _index_nerves(draft)
    supplied: list[Located[Supplied]] = [*draft.muscles, *draft.skin_fields, *draft.reflexes]
    for located in supplied:
        yield from _check_whole(located)
        yield from _check_carried(located, nerves)
    yield from _check_arcs(draft, nerves)


def _check_whole(located: Located[Supplied]) -> Iterator[Problem]:
    supply = located.value.supply
    named = tuple(each.nerve for each in supply)
    for index, each in enumerate(supply):
        if each.nerve in named[:index]:
            message = f"'{each.nerve}' stands here twice; put its shares together"
            yield located.problem(("supply", index, "nerve"), message)
        if not each.shares:
            message = f"'{each.nerve}' brings no root; name its shares, or remove it"
            yield located.problem(("supply", index, "shares"), message)
    total = math.fsum(share for each in supply for share in each.shares.values())
    if abs(total - 1) > _ROUNDING:
        message = f"the shares of '{located.value.id}' sum to {total:.6g}; change them so that all together sum to 1"
        yield located.problem(("supply",), message)


def _check_carried(located: Located[Supplied], nerves: Nerves) -> Iterator[Problem]:
    for index, each in enumerate(located.value.supply):
        carries = nerves[each.nerve].carries if each.nerve in nerves else tuple(each.shares)
        for root in each.shares:
            if root not in carries:
                message = f"'{each.nerve}' does not carry {root}, only {list_words(carries)}"
                yield located.problem(("supply", index, "shares", root),
                                      f"{message}; give the share to another root, or let the nerve carry it")


def _check_arcs(draft: Draft, nerves: Nerves) -> Iterator[Problem]:
    """A reflex runs through a nerve of the muscle that answers."""
    muscles = {located.value.id: located.value for located in draft.muscles}
    for reflex in draft.reflexes:
        muscle = muscles.get(reflex.value.muscle)
        reaching = {each.nerve for each in muscle.supply} if muscle else set()
        for index, each in enumerate(reflex.value.supply):
            if muscle and each.nerve in nerves and each.nerve not in reaching:
                message = f"'{each.nerve}' does not reach '{muscle.id}', so this muscle cannot answer through it"
                yield reflex.problem(("supply", index, "nerve"),
                                     f"{message}; name one of {list_words(sorted(reaching))}")
