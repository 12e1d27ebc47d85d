"""What can be done at a later visit, and how fast each of it sends the patient to somebody else."""

from __future__ import annotations

from typing import Final

from sciatica_teach.model.cases import VisitChoice
from sciatica_teach.model.causes import URGENCIES, Urgency

CHOICES: Final[tuple[VisitChoice, ...]] = ("emergency", "same-day", "urgent", "routine", "stop", "change", "go-on")
"""The safe end first."""


def read_urgency(choice: VisitChoice) -> Urgency:
    """How fast a choice sends the patient: `treat` for those that do not."""
    return next((urgency for urgency in URGENCIES if urgency == choice), "treat")


def slowest_of(choices: tuple[VisitChoice, ...]) -> Urgency:
    """The slowest referral among choices; `treat` where one of them is none."""
    return min((read_urgency(choice) for choice in choices), key=URGENCIES.index)


def faster(one: Urgency, other: Urgency) -> Urgency:
    return max(one, other, key=URGENCIES.index)
