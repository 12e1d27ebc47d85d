"""A record file as somebody could write it who knows the format: markup in every string that a record can hold."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from small_records import entry

from sciatica_teach.model.events import EVENT_TYPES, Entry

IMAGE = '<img src=x onerror="window.hacked=1">'
"""Without a slash: subjects are taken apart at theirs."""

SUBJECTS = {
    "quiz": ("QuizOpened", "ItemShown", "HintShown", "ItemAnswered", "QuizFinished"),
    "practice": ("PracticeOpened", "ItemPosed", "ItemAnswered", "PracticeEnded"),
    "exam": ("ExamOpened", "ItemFlagged", "ExamAnswered", "ExamClosed", "ItemAnswered"),
    "case": ("CaseOpened", "OpenAsked", "FindingAsked", "AnswerCorrected", "BeliefStated", "StageEntered",
             "DecisionMade", "PlanMade", "TimeRanOut", "VisitOpened", "VisitAsked", "VisitDecided"),
    "day": ("DayOpened",),
    "lab": ("PuzzleOpened", "PredictionOpened", "LesionPlaced", "LossesPredicted", "SiteNamed"),
    "guess": ("UpdatePosed", "UpdateStated"),
    "article": ("ClaimJudged",),
    "drill": ("DrillOpened", "VignetteJudged"),
    "chain": ("ChainOpened", "LinkChosen", "PointsPlanned", "DangersPlanned", "DosePlanned", "ReferralPlanned",
              "ChainCaught", "ChainGraded"),
}
"""Which events stand in attempts of which kind."""

KNOWN = {
    "quiz": "first-steps", "practice": "practice", "exam": "bank", "case": "marek", "day": "clinic", "lab": "predict",
    "guess": "stream", "article": "check", "drill": "red-flags", "chain": "ilir",
}
"""An attempt's middle name where it counts for something."""


def hostile_entries(kind: str, thing: str = IMAGE, *, now: float) -> tuple[Entry, ...]:
    """One attempt of this kind, at this thing or at something of which nobody knows."""
    subject = f"{kind}/{thing}/1"
    return tuple(
        entry(subject, fill(EVENT_TYPES[name]), now + number, command_id=f"{subject} {number}")
        for number, name in enumerate(SUBJECTS[kind])
    )


def every_attempt(*, now: float) -> tuple[Entry, ...]:
    """For each kind: an attempt that its page opens, and one at something of which nobody knows."""
    pairs = [(kind, thing) for kind in SUBJECTS for thing in (KNOWN[kind], IMAGE)]
    attempts = (hostile_entries(kind, thing, now=now + 20 * at) for at, (kind, thing) in enumerate(pairs))
    return tuple(one for attempt in attempts for one in attempt)


def fill(kind: Any) -> Any:
    """A value of this type, with markup for every free string in it."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{one.name: fill(hints[one.name]) for one in fields(kind)})
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return inner[0]
    if origin in (Union, types.UnionType):
        return fill(next(one for one in inner if one is not types.NoneType))
    if origin is tuple:
        return (fill(inner[0]),)
    if origin is dict:
        return {fill(inner[0]): fill(inner[1])}
    return {str: IMAGE, int: 1, float: 1.0, bool: True}[kind]
