"""Chains of reasoning: from the cause over mechanism, target and technique to points, dangers and dose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from annotated_types import Ge, Gt, MinLen

from sciatica_teach.model.cases import Patient
from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.evidence import Claim, Review, Text
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.points import Angle
from sciatica_teach.model.record import record

Link = Literal["cause", "mechanism", "target", "technique", "points", "dangers", "dose", "referral"]
"""The links in order; `referral` stands in place of points and dose where the technique is referral."""


@record
class PlannedPoint:
    point: Text
    depth_cun: Annotated[float, Gt(0.0)]
    angle: Angle


@record
class PlannedDose:
    visits: Annotated[int, Ge(1)]
    per_week: Annotated[float, Gt(0.0)]
    review_at: Annotated[int, Ge(1)]
    """The visit at which is looked back."""
    unchanged: Literal["stop-or-refer", "go-on", "stronger"]
    """What is done when nothing has changed by then."""


@record
class Chain:
    """What a learner has put together; what is empty or None has not been chosen yet."""

    cause: str = ""
    mechanism: str = ""
    target: str = ""
    technique: str = ""
    points: tuple[PlannedPoint, ...] = ()
    mitigations: Mapping[str, str]
    """Danger id -> id of what is done about it."""
    dose: PlannedDose | None = None
    refer: Urgency | None = None


@record
class ChainTask:
    """A patient to reason about, with what is already known."""

    id: Text
    order: int
    title: Text
    patient: Patient
    setting: Text
    story: Text
    """What was told and found, in a few sentences."""
    findings: dict[str, Answer]
    """The same as finding ids, for the must-refer rule and the belief."""
    flags: tuple[Text, ...] = ()
    """Ids of cautions."""
    truth: Text
    """Cause id."""
    also: tuple[Text, ...] = ()
    """Causes that are as good a first link."""
    offered: Annotated[tuple[Text, ...], MinLen(3)]
    """Causes to choose from; the truth and its like among them."""
    lessons: Annotated[tuple[Claim, ...], MinLen(1)]
    review: Review
