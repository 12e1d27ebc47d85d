"""Techniques, sets of points and schedules: ranges that rise, intervals that hold, and one standing per cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Path, Problem
from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.points import PointUse
from sciatica_teach.model.techniques import Dose, Indication, Protocol, Technique

Uses = Sequence[Indication | PointUse]

_EMERGENCY = "emergency"


def check_techniques(draft: Draft) -> Iterator[Problem]:
    """Doses and intervals in order; each cause has one standing, and whatever is used has a target."""
    emergencies = find_emergencies(draft)
    for technique in draft.techniques:
        yield from _check_dose(technique)
        yield from _check_adverse(technique)
        yield from check_uses(technique, "indications", technique.value.indications)
        if technique.value.kind != "referral":
            yield from check_no_emergency(technique, "indications", technique.value.indications, emergencies)


def find_emergencies(draft: Draft) -> set[str]:
    """Ids of the causes that are an emergency."""
    return {cause.value.id for cause in draft.causes if cause.value.urgency == _EMERGENCY}


def check_uses(located: Located[Any], key: str, uses: Uses) -> Iterator[Problem]:
    """A cause has one standing, and what is acceptable or better names what it acts on."""
    told: set[str] = set()
    for number, use in enumerate(uses):
        for place, cause_id in enumerate(use.causes):
            if cause_id in told:
                message = f"'{cause_id}' has a standing here already, and a cause has one; remove it in one place"
                yield located.problem((key, number, "causes", place), message)
            told.add(cause_id)
        if _is_used(use) and not use.target:
            message = f"'{use.standing}' names no target; say under 'target' what it is meant to act on"
            yield located.problem((key, number, "standing"), message)


def check_no_emergency(located: Located[Any], key: str, uses: Uses, emergencies: set[str]) -> Iterator[Problem]:
    """An emergency is referred: nothing else is acceptable for it."""
    for number, use in enumerate(uses):
        for place, cause_id in enumerate(use.causes):
            if _is_used(use) and cause_id in emergencies:
                message = f"'{cause_id}' is an emergency, for which only referral is acceptable; remove it"
                yield located.problem((key, number, "causes", place), message)


def _is_used(use: Indication | PointUse) -> bool:
    return use.standing in ("acceptable", "preferred")


def _check_dose(technique: Located[Technique]) -> Iterator[Problem]:
    if (dose := technique.value.dose) is None:
        return
    for low, high in (("visits_low", "visits_high"), ("per_week_low", "per_week_high"), ("review_from", "review_by")):
        if getattr(dose, low) > getattr(dose, high):
            message = f"{getattr(dose, low):g} is more than {high} {getattr(dose, high):g}; put them in order"
            yield technique.problem(("dose", low), message)
    yield from _check_review(technique, dose)


def _check_review(technique: Located[Technique], dose: Dose) -> Iterator[Problem]:
    if dose.review_by > dose.visits_high:
        message = f"the course ends with visit {dose.visits_high}, before it is looked back at visit {dose.review_by}"
        yield technique.problem(("dose", "review_by"), f"{message}; change one of the two")


def _check_adverse(technique: Located[Technique]) -> Iterator[Problem]:
    for number, event in enumerate(technique.value.adverse):
        yield from check_interval(technique, ("adverse", number), event.per_10_000, event.low, event.high)


def check_interval(
    located: Located[Any], path: Path, middle: float | None, low: float | None, high: float | None
) -> Iterator[Problem]:
    """Both ends or neither, round a figure that is told."""
    if (low is None) != (high is None):
        yield located.problem(path, "an interval has two ends; give both low and high, or neither")
    elif low is not None and high is not None:
        if middle is None:
            yield located.problem(path, "an interval stands round a figure; give the figure, or remove low and high")
        elif not low <= middle <= high:
            message = f"low {low:g}, middle {middle:g} and high {high:g} do not rise; put them in order"
            yield located.problem(path, message)


def check_protocols(draft: Draft) -> Iterator[Problem]:
    """A set names its points, or says how many are spoken of without a name."""
    for protocol in draft.protocols:
        yield from _check_protocol(protocol)


def _check_protocol(protocol: Located[Protocol]) -> Iterator[Problem]:
    points = protocol.value.points
    if points and protocol.value.unnamed:
        yield protocol.problem(("unnamed",), "a set that names its points leaves none unnamed; remove one of the two")
    if not points and not protocol.value.unnamed:
        yield protocol.problem(("id",), "names no point; give 'points', or under 'unnamed' how many are not named")
    for place, point_id in enumerate(points):
        if point_id in points[:place]:
            yield protocol.problem(("points", place), f"'{point_id}' stands here twice; remove one")


def check_schedules(draft: Draft) -> Iterator[Problem]:
    """The range of visits rises."""
    for schedule in draft.schedules:
        if schedule.value.visits_low > schedule.value.visits_high:
            message = f"{schedule.value.visits_low} is more than visits_high {schedule.value.visits_high}"
            yield schedule.problem(("visits_low",), f"{message}; put them in order")


def check_mechanisms(draft: Draft) -> Iterator[Problem]:
    """Every cause, but for the one that stands for the rest, hurts by some mechanism."""
    if len(draft.mechanisms) < len(draft.known("mechanism")) or "mechanism" in draft.unread:
        return  # one that cannot be read may be the one
    explained = {cause_id for mechanism in draft.mechanisms for cause_id in mechanism.value.causes}
    for cause in draft.causes:
        if explained.isdisjoint(cause.value.with_parts) and cause.value.id != OTHER:
            message = f"no mechanism has '{cause.value.id}' among its causes, so no chain can begin there"
            yield cause.problem(("id",), f"{message}; add it in mechanisms.yaml")
