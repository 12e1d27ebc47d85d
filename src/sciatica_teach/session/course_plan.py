"""A course of treatment: visits on days, with the visit at which to look back.

Nothing is recorded. What the learner typed is read as it stands; the answer is either a course or, in codes, what is
wrong with each field. Visits fall on weekdays; holidays are nobody's business here.

Three visits a week from a Monday are Monday, Wednesday and Friday. From a Thursday they are Thursday, Monday (for the
Saturday) and Tuesday (for a Monday that is taken): a visit that falls on a weekend moves on, and never back.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import sqrt
from typing import Final, Literal

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.grading.chain_checks import MOST_VISITS
from sciatica_teach.model.record import record
from sciatica_teach.model.techniques import Dose, Technique

SATURDAY: Final = 5
"""As `date.weekday` counts."""
AHEAD: Final = timedelta(days=366)
"""How far away a first visit may be."""

SLACK: Final = timedelta(days=1)
"""A learner to the west of the server may still have yesterday."""

OFFSETS: Final[dict[int, tuple[int, ...]]] = {1: (0,), 2: (0, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}
"""Visits a week -> days from the first visit of each week."""
RATES: Final = (5.0, 4.0, 3.0, 2.0, 1.0, 0.5, 0.25)
"""Visits a week that can be chosen; below one, every second and every fourth week."""

VisitKind = Literal["visit", "review", "later"]
"""`later`: takes place only if the look back found a gain."""
Field = Literal["visits", "review", "start"]
TroubleCode = Literal["missing", "no-number", "no-whole", "outside", "no-date", "past", "far"]
Note = Literal["fewer", "more", "rarer", "closer", "moved"]
"""What is worth saying of a course that can be laid out all the same."""


@record
class CourseAsk:
    """What was typed and chosen, as it stands in the fields."""

    technique_id: str
    visits: str
    per_week: float
    review: str
    """Number of the visit at which to look back."""
    start: str
    """ISO date."""


@record
class Trouble:
    """What is wrong with one field; `low` and `high` where a range is the reason."""

    field: Field
    code: TroubleCode
    low: int = 0
    high: int = 0


@record
class CourseVisit:
    number: int
    day: date
    kind: VisitKind


@record
class CoursePlan:
    ask: CourseAsk
    visits: tuple[CourseVisit, ...]
    notes: tuple[Note, ...]

    @property
    def review(self) -> CourseVisit:
        """The visit at which to look back."""
        return next(visit for visit in self.visits if visit.kind == "review")


def suggest_course(technique: Technique, today: date) -> CourseAsk:
    """A course to begin with, from the technique's dose: as few visits as was usual, about as far apart."""
    dose = require_dose(technique)
    visits = max(dose.visits_low, dose.review_by)
    return CourseAsk(
        technique_id=technique.id, visits=str(visits), per_week=_usual_rate(dose),
        review=str((dose.review_from + dose.review_by) // 2), start=next_weekday(today).isoformat(),
    )


def require_dose(technique: Technique) -> Dose:
    """Raises NotAllowedNow for a technique that has none, such as referral."""
    if technique.dose is None:
        raise NotAllowedNow(f"“{technique.name}” has no course of visits.")
    return technique.dose


def _usual_rate(dose: Dose) -> float:
    """The most frequent rate that is not above the middle of the range, where one lies within it."""
    middle = sqrt(dose.per_week_low * dose.per_week_high)
    below = next((rate for rate in RATES if dose.per_week_low <= rate <= middle), None)
    return below or next((rate for rate in reversed(RATES) if rate >= dose.per_week_low), RATES[0])


def review_window(dose: Dose, visits: int) -> tuple[int, int]:
    """The first and the last visit at which to look back in a course of so many visits."""
    return min(dose.review_from, visits), min(dose.review_by, visits)


def plan_course(technique: Technique, ask: CourseAsk, today: date) -> CoursePlan | tuple[Trouble, ...]:
    """The visits on their days, or what is wrong with the fields, in their order.

    Raises NotAllowedNow for a technique without a dose and for a rate that is not among `RATES`.
    """
    dose = require_dose(technique)
    if ask.per_week not in RATES:
        raise NotAllowedNow(f"There is no course with {ask.per_week:g} visits a week.")
    visits = _read_whole("visits", ask.visits, 1, MOST_VISITS)
    review = _read_review(ask.review, dose, visits)
    start = _read_start(ask.start, today)
    troubles = tuple(read for read in (visits, review, start) if isinstance(read, Trouble))
    if isinstance(visits, Trouble) or isinstance(review, Trouble) or isinstance(start, Trouble):
        return troubles
    days = lay_out(start, visits, ask.per_week)
    return CoursePlan(
        ask=ask, notes=_find_notes(dose, visits, ask.per_week, start),
        visits=tuple(CourseVisit(number=number, day=day, kind=_kind(number, review))
                     for number, day in enumerate(days, start=1)),
    )


def _read_whole(field: Field, text: str, low: int, high: int) -> int | Trouble:
    typed = text.strip()
    if not typed:
        return Trouble(field=field, code="missing")
    try:
        number = float(typed.replace(",", "."))
    except ValueError:
        return Trouble(field=field, code="no-number")
    if not number.is_integer():  # infinity and not-a-number are no integers either
        return Trouble(field=field, code="no-whole")
    if not low <= number <= high:
        return Trouble(field=field, code="outside", low=low, high=high)
    return int(number)


def _read_review(text: str, dose: Dose, visits: int | Trouble) -> int | Trouble:
    """Where the number of visits cannot be read, nobody knows whether the look back lies within them."""
    low, high = review_window(dose, MOST_VISITS if isinstance(visits, Trouble) else visits)
    return _read_whole("review", text, low, high)


def _read_start(text: str, today: date) -> date | Trouble:
    if not text.strip():
        return Trouble(field="start", code="missing")
    try:
        start = date.fromisoformat(text.strip())
    except ValueError:
        return Trouble(field="start", code="no-date")
    if start < today - SLACK:
        return Trouble(field="start", code="past")
    return Trouble(field="start", code="far") if start - today > AHEAD else start


def _kind(number: int, review: int) -> VisitKind:
    if number == review:
        return "review"
    return "later" if number > review else "visit"


def _find_notes(dose: Dose, visits: int, per_week: float, start: date) -> tuple[Note, ...]:
    found: dict[Note, bool] = {
        "fewer": visits < dose.visits_low, "more": visits > dose.visits_high,
        "rarer": per_week < dose.per_week_low, "closer": per_week > dose.per_week_high,
        "moved": next_weekday(start) != start,
    }
    return tuple(note for note, holds in found.items() if holds)


def lay_out(start: date, visits: int, per_week: float) -> tuple[date, ...]:
    """So many weekdays, rising, the first on `start` or on the Monday after it."""
    days: list[date] = []
    for number in range(visits):
        due = next_weekday(start) + timedelta(days=_days_after(number, per_week))
        earliest = days[-1] + timedelta(days=1) if days else due
        days.append(next_weekday(max(due, earliest)))
    return tuple(days)


def _days_after(number: int, per_week: float) -> int:
    """Days from the first visit to the one with this number, counted from 0, before weekends are looked at."""
    if per_week < 1:
        return number * round(7 / per_week)
    week, place = divmod(number, int(per_week))
    return 7 * week + OFFSETS[int(per_week)][place]


def next_weekday(day: date) -> date:
    """The day itself, or the Monday after it where it is a Saturday or a Sunday."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() >= SATURDAY else 0)
