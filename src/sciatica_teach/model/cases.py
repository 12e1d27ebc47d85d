"""Teaching patients."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import MinLen

from sciatica_teach.model.causes import Region, Urgency
from sciatica_teach.model.evidence import Claim, Mark, Review, Text
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.record import record

ActionClass = Literal["critical", "recommended", "neutral", "unnecessary", "harmful"]
"""What an action of a plan is worth in this case: +3, +1, 0, -1, -4."""


@record
class Patient:
    name: Text
    age: int
    sex: Literal["female", "male"]
    occupation: Text
    side: Literal["left", "right", "both"]
    pain: tuple[Region, ...]


@record
class Reveal:
    """What the patient says or the examiner sees on asking; empty words fall back on the finding's own."""

    value: Answer
    words: str = ""


@record
class PlanAction:
    """One thing the learner may put into the plan."""

    id: Text
    text: Text
    action_class: ActionClass
    why: Text
    """Why it is worth what it is worth: shown in the debrief whether chosen or not."""
    mark: Mark
    sources: tuple[Text, ...] = ()


@record
class Decision:
    """Treat or refer, and how fast."""

    right: Annotated[tuple[Urgency, ...], MinLen(1)]
    """Every disposition that is acceptable."""
    unsafe: tuple[Urgency, ...] = ()
    """Dispositions that fail the safety gate."""
    why: Claim


@record
class Case:
    """A teaching patient: what is true, what is said on asking, and what would be right to do."""

    id: Text
    order: int
    title: Text
    """In the patient's words."""
    setting: Text
    patient: Patient
    opening: Text
    """What the patient says first, and what the room sees."""
    truth: Text
    """Cause id."""
    difficulty: Literal["first", "middle", "hard"]
    minutes: int
    """The clock: time for questions and tests that cost something."""
    reveals: dict[str, Reveal]
    """Finding id -> reveal. A finding not named here is absent."""
    must_ask: Annotated[tuple[Text, ...], MinLen(1)]
    """Safety findings that must be asked before the decision."""
    key_findings: Annotated[tuple[Text, ...], MinLen(1)]
    """The findings that a careful colleague would not leave out."""
    decision: Decision
    plan: Annotated[tuple[PlanAction, ...], MinLen(3)]
    lessons: Annotated[tuple[Claim, ...], MinLen(1)]
    """What to take home."""
    objectives: tuple[Text, ...] = ()
    review: Review
