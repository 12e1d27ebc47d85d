"""How a patient's pain goes on: a course drawn by chance, a technique's gain where a trial has one, and the day.

    pain at a visit = today's pain x what the drawn course leaves of it by then
                      - the technique's gain (drawn for this patient) x how much of it has been given
                      + the day (drawn for this visit), kept within 0..10

Today's pain is 6. The drawn course leaves 0.63 of it after four weeks: 3.8. A technique for which a trial saw 1.6 more
than with sham in four weeks takes 1.6 off, if this patient gains as much as the mean: 2.2. After two weeks of it, half
of that has been given: 0.8. And on a day that is 1 worse than the course, the patient says 3.2. Two patients in a
hundred with the same needles may say 1 and 6: the course and the day weigh more than the needles.

So a fall by itself proves nothing. `untreated_range` says what falls are seen without any needle. It needs no draws:
at any time an untreated pain is a mixture of bells, one for each course.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import erf, sqrt
from typing import Final

import numpy as np

from sciatica_teach.model.follow_up import FeltBetter, FollowUp, PainCourse, TechniqueEffect
from sciatica_teach.model.record import record

WORST: Final = 10.0
HALVINGS: Final = 40
"""Steps of the search for an end of the range: 40 points halved so often are less than a billionth of a point."""


@record
class PainDraw:
    """What chance decided for one patient, whatever is done."""

    course: PainCourse
    gain: float
    """How far this patient's gain from a technique lies from the mean, in standard deviations."""
    days: tuple[float, ...]
    """The same for the day of each visit."""


def draw_pain(rules: FollowUp, visits: int, rng: np.random.Generator) -> PainDraw:
    """Draw a patient's course, gain and `visits` days. The same `rng` gives the same patient again."""
    shares = np.array([course.share for course in rules.courses])
    index = int(rng.choice(len(rules.courses), p=shares / shares.sum()))
    gain, *days = rng.standard_normal(visits + 1).tolist()
    return PainDraw(course=rules.courses[index], gain=gain, days=tuple(days))


def share_left(course: PainCourse, week: float) -> float:
    """What a course leaves of the first day's pain, 0..1; straight lines between its points, level after the last."""
    weeks = [point.week for point in course.points]
    return float(np.interp(week, weeks, [point.left for point in course.points]))


def share_given(effect: TechniqueEffect, treated_weeks: float) -> float:
    """How much of a technique's gain has been given after so many weeks of it, 0..1; what was given stays."""
    return min(1.0, treated_weeks / effect.by_week)


def find_pain(
    rules: FollowUp, draw: PainDraw, baseline: float, visit: int, week: float,
    treated: Iterable[tuple[TechniqueEffect, float]] = (),
) -> float:
    """Pain from 0 to 10 at a visit (counted from 0) in a `week`.

    `treated`: each effect with the weeks for which one of its techniques was used. A technique for which no trial has a
    figure is not among them: it changes nothing here.
    """
    gained = sum((effect.points + effect.spread * draw.gain) * share_given(effect, weeks) for effect, weeks in treated)
    pain = baseline * share_left(draw.course, week) - gained + rules.noise * draw.days[visit]
    return min(WORST, max(0.0, pain))


def simulate_pain(
    rules: FollowUp, baseline: float, weeks: Sequence[float], rng: np.random.Generator,
    effect: TechniqueEffect | None = None,
) -> tuple[float, ...]:
    """Pain of one drawn patient at each of these weeks, treated from the first day on where there is an `effect`."""
    draw = draw_pain(rules, len(weeks), rng)
    return tuple(
        find_pain(rules, draw, baseline, visit, week, [] if effect is None else [(effect, week)])
        for visit, week in enumerate(weeks)
    )


def untreated_share(rules: FollowUp, baseline: float, week: float, pain: float) -> float:
    """The share of untreated patients whose pain is at most `pain` (below 10) after so many weeks, 0..1."""
    return sum(
        course.share * (1 + erf((pain - baseline * share_left(course, week)) / (rules.noise * sqrt(2)))) / 2
        for course in rules.courses
    )


def untreated_range(rules: FollowUp, baseline: float, week: float, within: float = 0.8) -> tuple[float, float]:
    """Between which two pains the middle `within` of untreated patients lie; both are the first day's at week 0."""
    if week <= 0:
        return baseline, baseline
    tail = (1 - within) / 2
    low, high = (_find_quantile(rules, baseline, week, share) for share in (tail, 1 - tail))
    return max(0.0, low), min(WORST, high)


def _find_quantile(rules: FollowUp, baseline: float, week: float, share: float) -> float:
    low, high = -2 * WORST, 2 * WORST
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if untreated_share(rules, baseline, week, middle) < share else (low, middle)
    return (low + high) / 2


def felt_better_by(measured: Sequence[FeltBetter], week: float) -> float:
    """The share that felt better after so many weeks: on the straight line between the two that were measured.

    65 of 100 after two weeks and 87 after twelve make 74 after six; nobody measured that.
    """
    return float(np.interp(week, [one.week for one in measured], [one.share for one in measured]))
