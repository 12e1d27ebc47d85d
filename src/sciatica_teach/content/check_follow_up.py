"""Later visits: that the rules add up, that visits go forward, and that a case has the visits it speaks of."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Path, Problem, suggest
from sciatica_teach.model.follow_up import FollowUp

ROUNDING = 1e-6


def check_follow_up(draft: Draft) -> Iterator[Problem]:
    """Every rule for the rules of later visits."""
    for rules in draft.follow_ups:
        value = rules.value
        total = math.fsum(course.share for course in value.courses)
        if abs(total - 1) > ROUNDING:
            yield rules.problem(("courses",), f"the shares sum to {total:.6g}; change them so that they sum to 1")
        yield from _check_rising(rules, ("visits",), value.visits)
        yield from _check_rising(rules, ("felt_better",), [one.week for one in value.felt_better])
        for number, course in enumerate(value.courses):
            path: Path = ("courses", number, "points")
            yield from _check_rising(rules, path, [point.week for point in course.points])
            first = course.points[0]
            if (first.week, first.left) != (0, 1):
                yield rules.problem((*path, 0), "a course begins in week 0 with all of the pain: {week: 0, left: 1}")
        yield from _check_effects(draft, rules)


def _check_rising(rules: Located[FollowUp], path: Path, weeks: Sequence[float]) -> Iterator[Problem]:
    for number, (before, after) in enumerate(pairwise(weeks), start=1):
        if after <= before:
            message = f"week {after:g} stands after week {before:g}; put them in order of time, each once"
            yield rules.problem((*path, number), message)


def _check_effects(draft: Draft, rules: Located[FollowUp]) -> Iterator[Problem]:
    """Every technique and cause that is named exists."""
    for number, effect in enumerate(rules.value.effects):
        for key, kind in (("techniques", "technique"), ("causes", "cause")):
            for index, wanted in enumerate(getattr(effect, key)):
                known = draft.known(kind)
                if wanted not in known and kind not in draft.unread:
                    message = f"there is no {kind} called '{wanted}'.{suggest(wanted, known)}"
                    yield rules.problem(("effects", number, key, index), message)


def check_courses(draft: Draft) -> Iterator[Problem]:
    """Every rule for the later visits of every case."""
    visits = len(draft.follow_ups[0].value.visits) if draft.follow_ups else 0
    for case in draft.cases:
        course = case.value.course
        if course is None:
            continue
        if not draft.follow_ups and "follow-up" not in draft.unread:
            yield case.problem(("course",), "later visits need 'follow-up.yaml'; write it, or remove 'course'")
        if course.missed and course.missed_why is None:
            yield case.problem(("course", "missed"), "says nothing of why it goes so; add 'missed_why'")
        for number, turn in enumerate(course.turns):
            if visits and turn.visit > visits:
                message = f"there is no visit {turn.visit}: 'follow-up.yaml' has {visits}; choose an earlier one"
                yield case.problem(("course", "turns", number, "visit"), message)
