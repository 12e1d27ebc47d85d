"""Teaching patients."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le, MinLen

from sciatica_teach.model.causes import Region, Urgency
from sciatica_teach.model.evidence import Claim, Mark, Probability, Review, Text
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.record import record

ActionClass = Literal["critical", "recommended", "neutral", "unnecessary", "harmful"]
"""What an action of a plan is worth in this case; how much, the marking says."""

CasePart = Literal["reasoning", "updating", "data_gathering", "efficiency", "plan"]
"""The parts of the profile that one number for a gradebook is made of."""

CASE_PARTS: tuple[CasePart, ...] = ("reasoning", "updating", "data_gathering", "efficiency", "plan")

Difficulty = Literal["first", "middle", "hard"]

Mode = Literal["guided", "clinic", "exam"]
"""Feedback while asking, believing and treating; feedback at the end; timed, no way back, and sealed where it belongs
to a paper."""

MODES: tuple[Mode, ...] = ("guided", "clinic", "exam")

VisitChoice = Literal["go-on", "change", "stop", "routine", "urgent", "same-day", "emergency"]
"""What is done at a later visit: treat on as before, treat otherwise, end the treatment, or refer and how fast."""


@record
class Patient:
    name: Text
    age: int
    sex: Literal["female", "male"]
    occupation: Text
    side: Literal["left", "right", "both"]
    pain: tuple[Region, ...]


@record
class FirstAnswer:
    """What is said until something else was asked: people forget, are ashamed, or did not understand the question."""

    value: Answer
    """Another one than the true answer."""
    words: Text
    until: Annotated[tuple[Text, ...], MinLen(1)]
    """Finding ids: once one of them was asked, the true answer comes out, unasked where the question came before."""


@record
class Reveal:
    """What the patient says or the examiner sees on asking; empty words fall back on the finding's own."""

    value: Answer
    words: str = ""
    first: FirstAnswer | None = None


@record
class OpenQuestion:
    """A question that lets the patient talk."""

    id: Text
    ask: Text
    minutes: Annotated[float, Ge(0)]
    why: Claim
    """What it is good for."""


@record
class OpenAnswer:
    """What comes back on an open question, and what it settles without being asked."""

    words: Text
    tells: tuple[Text, ...] = ()
    """Finding ids; the words say plainly what each of them is in this patient."""


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
class Turn:
    """What is different at a later visit of this patient."""

    visit: Annotated[int, Ge(1)]
    """1 is the first visit after today."""
    words: Text
    """What the patient says on coming in."""
    tells: tuple[Text, ...] = ()
    """Finding ids among the changes that the words settle; the others come out on asking."""
    changes: dict[str, Reveal] = field(default_factory=dict)
    """Finding id -> what it is from this visit on."""
    right: Annotated[tuple[VisitChoice, ...], MinLen(1)]
    unsafe: tuple[VisitChoice, ...] = ()
    why: Claim


@record
class CaseCourse:
    """How it goes on after today."""

    pain: Annotated[float, Ge(0), Le(10)]
    """Today's, from 0 to 10, in the patient's own words of the worst of the last day."""
    weeks: Annotated[float, Gt(0)]
    """How long it has hurt by today."""
    turns: tuple[Turn, ...] = ()
    missed: str = ""
    """What becomes of the patient where the referral that was needed did not happen; told as what it is, a story."""
    missed_why: Claim | None = None
    """Why it is likely to go so."""


@record
class Case:
    """A teaching patient: what is true, what is said on asking, and what would be right to do."""

    id: Text
    """A first name, so that the address tells nothing of the answer."""
    formerly: tuple[Text, ...] = ()
    """Ids that it had before: records and links that carry one go on working."""
    order: int
    title: Text
    """In the patient's words."""
    setting: Text
    patient: Patient
    opening: Text
    """What the patient says first, and what the room sees."""
    truth: Text
    """Cause id."""
    also: tuple[Text, ...] = ()
    """Causes that are as good a first link of the chain."""
    offered: tuple[Text, ...] = ()
    """Causes to choose from in the chain, the truth and its like among them; empty where no chain is asked for."""
    flags: tuple[Text, ...] = ()
    """Ids of the cautions that hold, asked or not."""
    difficulty: Difficulty
    minutes: int
    """The clock: time for questions and tests that cost something."""
    open_answers: dict[str, OpenAnswer] = field(default_factory=dict)
    """Open question id -> what comes back."""
    reveals: dict[str, Reveal]
    """Finding id -> reveal. A finding not named here is absent."""
    must_ask: Annotated[tuple[Text, ...], MinLen(1)]
    """Safety findings that must be asked before the decision."""
    key_findings: Annotated[tuple[Text, ...], MinLen(1)]
    """The findings that a careful colleague would not leave out."""
    decision: Decision
    plan: Annotated[tuple[PlanAction, ...], MinLen(3)]
    weights: dict[CasePart, Probability] = field(default_factory=dict)
    """What each part of the profile weighs in this case: every part, together 1. Empty where the marking's hold."""
    lessons: Annotated[tuple[Claim, ...], MinLen(1)]
    """What to take home."""
    objectives: tuple[Text, ...] = ()
    course: CaseCourse | None = None
    """None where there is no later visit to play."""
    review: Review
