"""What is right to do for generated patients, how hard they are, and what they teach."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Gt, MinLen

from sciatica_teach.model.cases import ActionClass
from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.evidence import Claim, Probability, Text
from sciatica_teach.model.record import record


@record
class ActionWorth:
    """What an action is worth for patients who need help this fast."""

    needed: Annotated[tuple[Urgency, ...], MinLen(1)]
    worth: ActionClass
    why: Claim


@record
class StandingAction:
    """An action that is offered whatever the technique; left out for an urgency that no entry names."""

    id: Text
    text: Text
    when: Annotated[tuple[ActionWorth, ...], MinLen(1)]
    always: bool = False
    """Whether every plan offers it where an entry names the urgency; else it is drawn. So is each speed of sending:
    one that stood there only where it is right would be the answer."""


@record
class TechniqueAction:
    """How a technique reads as an action; its worth and its why are the advice's."""

    technique: Text
    text: Text


@record
class Missed:
    """What becomes of a patient who needed help this fast and was not sent."""

    needed: Urgency
    text: Text
    why: Claim


@record
class Spared:
    """What becomes of a patient who should have been sent, and whose cause was not the dangerous one this time."""

    text: Text
    why: Claim


@record
class Plans:
    """What is right to do."""

    right_loss: Annotated[float, Ge(0)]
    """A decision whose loss is at most this is acceptable."""
    unsafe_loss: Annotated[float, Gt(0)]
    """A decision whose loss is at least this fails the safety gate."""
    why: dict[Urgency, Claim]
    """Why the decision is as fast as this."""
    deciding: Text
    """Said after it where signs demand it; gap {signs}."""
    must_ask: Annotated[tuple[Text, ...], MinLen(1)]
    """Safety findings that everybody is asked."""
    standing: Annotated[tuple[StandingAction, ...], MinLen(1)]
    techniques: tuple[TechniqueAction, ...] = ()
    most_techniques: Annotated[int, Ge(0)] = 5
    missed: tuple[Missed, ...] = ()
    spared: Spared


@record
class Levels:
    """From which numbers on a patient is easy, or hard."""

    questions: Annotated[int, Ge(1)]
    """How many questions are asked beside the screen."""
    sure: Probability
    """A belief that counts as having found the cause."""
    first_questions: Annotated[int, Ge(0)]
    """Found within so many: easy."""
    hard_share: Probability
    """Believed less than this at the end: hard."""
    hard_near: Probability
    """A more urgent cause still believed this much at the end: hard."""
    basis: Claim


@record
class Lessons:
    """What a generated patient teaches beside its cause."""

    atypical: Claim
    herring: Claim
    unreliable: Claim
    stray_alarm: Claim
    always: Claim
    objectives: tuple[Text, ...] = ()
