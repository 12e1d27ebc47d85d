"""What the browser sends for the links of a chain, as values; what cannot be one is refused in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from sciatica_teach.errors import BadSubmission
from sciatica_teach.model.causes import URGENCIES, Urgency
from sciatica_teach.model.chains import PlannedDose, PlannedPoint, Unchanged
from sciatica_teach.model.points import Angle


def read_points(value: object) -> tuple[PlannedPoint, ...]:
    """Points with what is planned of depth and direction. This and the others raise `BadSubmission`."""
    if not isinstance(value, list):
        raise BadSubmission("Points come as a list.")
    return tuple(_points(value))


def _points(rows: list[Any]) -> Iterator[PlannedPoint]:
    for row in rows:
        if not isinstance(row, dict) or not row.get("point"):
            raise BadSubmission("A point comes with its id.")
        angle: Angle | None = next((one for one in get_args(Angle) if one == row.get("angle")), None)
        depth_cun = _number(row.get("depth_cun"), "A depth is a number of cun.")
        yield PlannedPoint(point=str(row["point"]), depth_cun=depth_cun, angle=angle)


def read_dangers(value: object) -> dict[str, str]:
    """Danger id -> id of what is done about it."""
    if not isinstance(value, dict):
        raise BadSubmission("Dangers come each with what is done about it.")
    return {str(danger): str(what or "") for danger, what in value.items()}


def read_dose(value: object) -> PlannedDose:
    """Visits, visits a week, review, and what is done when nothing has changed; what is missing is still open."""
    if not isinstance(value, dict):
        raise BadSubmission("A dose comes as visits, visits a week and a review.")
    unchanged: Unchanged | None = next((one for one in get_args(Unchanged) if one == value.get("unchanged")), None)
    return PlannedDose(
        visits=_whole(value.get("visits"), "The number of visits is a whole number."),
        per_week=_number(value.get("per_week"), "Visits a week are a number."),
        review_at=_whole(value.get("review_at"), "The review stands at a visit: a whole number."),
        unchanged=unchanged,
    )


def read_urgency(value: object) -> Urgency | None:
    """How fast; None where it was not chosen."""
    return next((one for one in URGENCIES if one == value), None)


def _number(given: object, refusal: str) -> float | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, (int, float)):
        raise BadSubmission(refusal)
    return float(given)


def _whole(given: object, refusal: str) -> int | None:
    number = _number(given, refusal)
    if number is not None and number != int(number):
        raise BadSubmission(refusal)
    return None if number is None else int(number)
