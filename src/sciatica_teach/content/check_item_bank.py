"""The bank as a whole: no question twice, twins that are twins, sets with their cases, enough for every exam."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from math import ceil, isclose
from typing import Final

from rapidfuzz import fuzz, process

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Problem, suggest
from sciatica_teach.model.items import BankItem, Blueprint, ScriptItem, Written
from sciatica_teach.model.items.versions import AFTERWARDS
from sciatica_teach.model.items.wording import normalise

SAME: Final = 95.0
"""Per cent of rapidfuzz's `ratio`, from which two questions are taken for one."""

EXAMS: Final = 2
"""So many exams have to be possible in which no question comes again."""

KINDS: Final = 2
"""In so many kinds of item a misconception is met at least."""


def check_stems(draft: Draft) -> Iterator[Problem]:
    """A question that is asked already, unless the two are twins."""
    stories = {group.document.file: group.value.story for group in draft.item_groups}
    asked: dict[str, list[Located[BankItem]]] = defaultdict(list)
    for located in draft.items:
        if isinstance(located.value, Written):
            asked[stories.get(located.document.file, "")].append(located)
    for items in asked.values():
        yield from _check_alike(items)


def _check_alike(items: list[Located[BankItem]]) -> Iterator[Problem]:
    words = [_asks(located.value) for located in items]
    alike = process.cdist(words, words, scorer=fuzz.ratio, score_cutoff=SAME)
    for later, earlier in zip(*alike.nonzero(), strict=True):
        one, other = items[later], items[earlier]
        if earlier < later and one.value.family != other.value.family:
            message = (f"this asks almost the same as '{other.value.id}' ({alike[later, earlier]:.0f} % alike); "
                       "ask something else, or make it a twin of that item")
            yield one.problem(("stem",), message)


def _asks(item: BankItem) -> str:
    learnt = f" {item.learnt}" if isinstance(item, ScriptItem) else ""
    return normalise(f"{getattr(item, 'stem', '')}{learnt}")


def check_twins(draft: Draft) -> Iterator[Problem]:
    """Twins have one first, which exists and is nobody's twin, the same objective, and something that differs."""
    items = {located.value.id: located.value for located in draft.items}
    known = draft.known("quiz item")
    for located in draft.items:
        item, first = located.value, items.get(located.value.twin_of)
        if item.twin_of and item.twin_of not in known and "quiz item" not in draft.unread:
            message = f"there is no quiz item called '{item.twin_of}'.{suggest(item.twin_of, known)}"
            yield located.problem(("twin_of",), message)
        if first is None:
            continue
        if first.id == item.id or first.twin_of:
            message = f"'{first.id}' is a twin itself; name the first one, '{first.twin_of}'"
            yield located.problem(("twin_of",), message if first.id != item.id else "an item is not its own twin")
        elif first.objective != item.objective:
            message = f"'{first.id}' serves '{first.objective}' and this one '{item.objective}'; twins serve the same"
            yield located.problem(("twin_of",), message)
        elif _shown(first) == _shown(item):
            yield located.problem(("twin_of",), f"nothing differs from '{first.id}'; take another patient or numbers")


def _shown(item: BankItem) -> dict[str, object]:
    """What a learner sees before answering, and what decides the mark."""
    return {one.name: getattr(item, one.name) for one in fields(item) if one.name not in {"id", *AFTERWARDS}}


def check_item_sets(draft: Draft) -> Iterator[Problem]:
    """The case of a set exists, and a story is that of a case."""
    cases = draft.known("case")
    for group in draft.item_groups:
        case = group.value.case
        if case and case not in cases and "case" not in draft.unread:
            hint = suggest(case, cases) or " Write it, or name a case that exists."
            yield group.problem(("case",), f"there is no case called '{case}'.{hint}")
        if group.value.story and not case:
            yield group.problem(("story",), "a set with a story belongs to a case; name it in `case`")


def check_blueprints(draft: Draft) -> Iterator[Problem]:
    """Shares make 1, no area twice, and enough questions for two exams in each."""
    is_whole = len(draft.items) == len(draft.ids.get("quiz item", ())) and not draft.unread
    for located in draft.blueprints:
        areas = [area.id for area in located.value.areas]
        total = sum(area.share for area in located.value.areas)
        if not isclose(total, 1, abs_tol=1e-6):
            yield located.problem(("areas",), f"the shares make {total:g}; they have to make 1")
        for index, area in enumerate(areas):
            if area in areas[:index]:
                yield located.problem(("areas", index, "id"), f"'{area}' is there twice; add the two shares up")
        if is_whole:
            yield from _check_filled(draft, located)


def _check_filled(draft: Draft, located: Located[Blueprint]) -> Iterator[Problem]:
    areas = {one.value.id: one.value.area for one in draft.objectives}
    families: dict[str, set[str]] = defaultdict(set)
    for item in draft.items:
        if item.value.objective in areas:
            families[areas[item.value.objective]].add(item.value.family)
    for index, area in enumerate(located.value.areas):
        wanted = EXAMS * ceil(area.share * located.value.items)
        if (count := len(families[area.id])) < wanted:
            message = (f"'{area.id}' has {count} questions that are no twins; two exams need {wanted}: "
                       "write more, or lower its share")
            yield located.problem(("areas", index, "share"), message)


def find_unasked(draft: Draft) -> Iterator[Problem]:
    """Notices: objectives that nothing asks about, and misconceptions met in fewer than two kinds of item."""
    asked = {located.value.objective for located in draft.items}
    for objective in draft.objectives:
        if objective.value.id not in asked:
            yield objective.problem(("id",), f"no quiz item asks about '{objective.value.id}' yet")
    kinds: dict[str, set[str]] = defaultdict(set)
    for located in draft.items:
        kinds[located.value.misconception].add(located.value.kind)
    for belief in draft.misconceptions:
        if (count := len(kinds[belief.value.id])) < KINDS:
            message = f"'{belief.value.id}' is met in {count} kinds of quiz item; {KINDS} are better"
            yield belief.problem(("id",), message)
