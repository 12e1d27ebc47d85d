"""What later visits are played from: how leg pain goes on by itself, and what a technique was seen to add."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Gt, Le, MinLen

from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.evidence import Claim, Probability, Review, Text
from sciatica_teach.model.record import record

Pain = Annotated[float, Ge(0), Le(10)]
"""From 0 to 10, the worst imaginable."""


@record
class PainLeft:
    """How much of the first day's pain is left at a time."""

    week: Annotated[float, Ge(0)]
    left: Probability


@record
class PainCourse:
    """One way in which leg pain goes on where nobody is needled."""

    id: Text
    name: Text
    """In a few words, to stand after "drawn here:"."""
    share: Probability
    """Of the patients."""
    points: Annotated[tuple[PainLeft, ...], MinLen(2)]
    """From week 0 on, in order; straight lines lie between them, and after the last nothing changes."""


@record
class TechniqueEffect:
    """What a technique takes off beyond the natural course, where a trial has a figure for such a patient."""

    techniques: Annotated[tuple[Text, ...], MinLen(1)]
    causes: Annotated[tuple[Text, ...], MinLen(1)]
    least_weeks: Annotated[float, Ge(0)]
    """How long it had hurt in those who were studied, at least."""
    points: Pain
    """Mean gain on the scale of 0 to 10, once `by_week` weeks were treated."""
    by_week: Annotated[float, Gt(0)]
    basis: Claim
    spread: Annotated[float, Ge(0)]
    """Standard deviation of the gain from patient to patient."""
    spread_basis: Claim


@record
class FeltBetter:
    """How many of a group felt better at a time, untreated."""

    week: Annotated[float, Ge(0)]
    share: Probability


@record
class MissedCourse:
    """What is told where a referral of this speed was needed and did not happen."""

    urgency: Urgency
    words: Text
    why: Claim


@record
class Arrivals:
    """What a patient says on coming in, by how the pain went since the visit before."""

    better: Annotated[tuple[Text, ...], MinLen(1)]
    same: Annotated[tuple[Text, ...], MinLen(1)]
    worse: Annotated[tuple[Text, ...], MinLen(1)]


@record
class FollowUp:
    """The rules by which later visits are played."""

    visits: Annotated[tuple[Annotated[float, Gt(0)], ...], MinLen(1)]
    """Weeks after the first day, in order."""
    review_week: Annotated[float, Gt(0)]
    """From this week on, going on wants a gain to show for it."""
    enough: Annotated[float, Gt(0), Le(10)]
    """Points of 10 that count as a gain."""
    enough_basis: Claim
    courses: Annotated[tuple[PainCourse, ...], MinLen(1)]
    """The shares sum to 1."""
    courses_basis: Claim
    """Where the shares are from."""
    points_basis: Claim
    """Where the shape of each course is from."""
    felt_better: Annotated[tuple[FeltBetter, ...], MinLen(2)]
    """In order of time; between two of them a straight line is drawn, and said to be ours."""
    felt_better_basis: Claim
    between_basis: Claim
    """What is to be said of a share that lies between two that were measured."""
    noise: Annotated[float, Gt(0)]
    """Standard deviation of one visit's figure around the patient's own course, points of 10."""
    noise_basis: Claim
    effects: tuple[TechniqueEffect, ...] = ()
    no_figure: Claim
    """What is said of a technique without such an effect."""
    ask_again: Claim
    """Why the screen is asked at every visit."""
    without_gain: Claim
    """What is right at the review where nothing was gained."""
    arrivals: Arrivals
    missed: tuple[MissedCourse, ...] = ()
    """Where a case has no words of its own."""
    review: Review
