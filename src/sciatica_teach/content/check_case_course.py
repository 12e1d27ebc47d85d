"""What goes with a case beyond its visit: cautions, chain, later visits, former ids."""

from __future__ import annotations

from collections.abc import Iterator, Set

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Problem, list_words
from sciatica_teach.model.cases import Case
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.cautions import Caution

FASTEST_WITHOUT_STORY = "routine"
"""Where every right decision is faster than this, the case tells what becomes of a patient who was not sent."""


def check_case_courses(draft: Draft) -> Iterator[Problem]:
    """Every rule for every case."""
    cautions = [caution.value for caution in draft.cautions]
    for_needle = {finding.value.id for finding in draft.findings if finding.value.kind == "caution"}
    for case in draft.cases:
        yield from _check_flags(case, cautions)
        yield from _check_found(case, cautions, for_needle)
        yield from _check_offered(case, draft.known("cause"))
        yield from _check_turns(case)
        yield from _check_missed(case)
    yield from _check_former_ids(draft)


def _check_flags(case: Located[Case], cautions: list[Caution]) -> Iterator[Problem]:
    """A caution that holds is found by its question."""
    for caution in cautions:
        told = case.value.reveals.get(caution.finding) if caution.finding else None
        is_present = told is not None and told.value == "present"
        if caution.id in case.value.flags and caution.finding and not is_present:
            message = f"the caution '{caution.id}' holds, and '{caution.finding}' is not present under reveals; "
            place = case.value.flags.index(caution.id)
            yield case.problem(("flags", place), f"{message}say there that it is, or remove the flag")


def _check_found(case: Located[Case], cautions: list[Caution], for_needle: Set[str]) -> Iterator[Problem]:
    """A finding that says something about the needle, where it is present, is a caution that holds."""
    for finding_id, told in case.value.reveals.items():
        asked_by = [caution.id for caution in cautions if caution.finding == finding_id]
        found = told.value == "present" and finding_id in for_needle
        if found and asked_by and not set(asked_by) & set(case.value.flags):
            message = f"'{finding_id}' is present, and no caution that it asks for is among the flags; add "
            yield case.problem(("reveals", finding_id), f"{message}{list_words(asked_by, 'or')} to flags")


def _check_offered(case: Located[Case], causes: Set[str]) -> Iterator[Problem]:
    offered = case.value.offered
    if offered and len(offered) < 2:
        yield case.problem(("offered",), "one cause is no choice; offer at least two, or none")
    for wanted in (case.value.truth, *case.value.also) if offered else ():
        if wanted in causes and wanted not in offered:
            yield case.problem(("offered",), f"'{wanted}' would be right and is not on offer; add it")


def _check_turns(case: Located[Case]) -> Iterator[Problem]:
    turns = case.value.course.turns if case.value.course else ()
    for index, turn in enumerate(turns):
        path = ("course", "turns", index)
        if index and turn.visit <= turns[index - 1].visit:
            yield case.problem((*path, "visit"), f"visit {turn.visit} comes after a later one; put them in order")
        if both := [choice for choice in turn.right if choice in turn.unsafe]:
            yield case.problem((*path, "unsafe"), f"{list_words(both)} cannot be right and unsafe at once")
        for place, wanted in enumerate(turn.tells):
            if wanted not in turn.changes:
                message = f"the words settle '{wanted}'; say under changes what it is now"
                yield case.problem((*path, "tells", place), message)


def _check_missed(case: Located[Case]) -> Iterator[Problem]:
    course = case.value.course
    slowest = min(case.value.decision.right, key=URGENCIES.index)
    if course and URGENCIES.index(slowest) > URGENCIES.index(FASTEST_WITHOUT_STORY):
        for key in ("missed", "missed_why"):
            if not getattr(course, key):
                message = f"'{slowest}' is the slowest right decision; tell under `{key}` what becomes of a patient who"
                yield case.problem(("course",), f"{message} is not sent, and why that is likely")


def _check_former_ids(draft: Draft) -> Iterator[Problem]:
    taken = {case.value.id: case.value.id for case in draft.cases}
    for case in draft.cases:
        for index, former in enumerate(case.value.formerly):
            if former in taken:
                message = f"'{former}' is the id of the case '{taken[former]}', now or before; choose another"
                yield case.problem(("formerly", index), message)
            taken.setdefault(former, case.value.id)
