"""The waiting room of a clinic day, and what is told at its end: safety first. No widget is made here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from sciatica_teach.model.cases import Case
from sciatica_teach.model.marking import CASE_PARTS
from sciatica_teach.session.clinic_day import Chair, Day
from sciatica_teach.session.clinic_report import DayReport, DecisionVerdict, Seen
from sciatica_teach.views import blocks
from sciatica_teach.views.clinic import PartState, Shown, name_decisions, name_patient
from sciatica_teach.views.home import CASES_PAGE
from sciatica_teach.views.parts import Attempts, Card, Queue
from sciatica_teach.views.words import say

FindCase = Callable[[str], Case | None]

TONE_OF: Mapping[DecisionVerdict, str] = MappingProxyType(
    {"right": "right", "unsafe": "unsafe", "none": "caution", "other": "caution"})
"""Verdict on a decision -> how its cell looks."""


def day_parts(day: Day, find_case: FindCase, report: DayReport | None, *, arrive: str = "") -> list[Shown]:
    """The waiting room; once everybody was seen, the report in its place, or above it where it cannot tell of all."""
    head = {"tone": "bare", "eyebrow": "", "title": say("clinic.day_number", number=day.number), "level": 1,
            "blocks": [], "arrive": arrive}
    back = {"tone": "bare", "title": "", "blocks": [
        blocks.buttons(blocks.button(say("clinic.history_back"), "menu"))]}
    told = [] if report is None else [
        Shown("safety", Card, safety_state(report)), Shown("sent", Attempts, sent_state(report)),
        Shown("profile", Card, profile_state(report)),
    ]
    is_told = report is not None and len(report.seen) == len(day.chairs)
    room = [] if is_told else [Shown("room", Queue, room_state(day, find_case))]
    return [Shown("title", Card, head), *told, *room, Shown("back", Card, back)]


def room_state(day: Day, find_case: FindCase) -> PartState:
    """Six chairs in the order of the queue."""
    return {
        "title": say("clinic.day_text"),
        "text": say(f"clinic.day_intro_{day.opened.debriefs}"),
        "chairs": [_chair(day, chair, find_case(chair.case_id)) for chair in day.chairs],
    }


def _chair(day: Day, chair: Chair, case: Case | None) -> dict[str, Any]:
    """Who sits there, with their first words; nothing that tells what they have."""
    meta = say(f"clinic.chair_{chair.state}")
    if case is None:
        return {"id": chair.case_id, "name": chair.case_id, "words": say("clinic.chair_gone"), "state": "seen",
                "meta": meta}
    return {
        "id": chair.case_id, "name": name_patient(case), "words": f"“{case.title}”", "state": chair.state,
        "meta": meta, **_offered(day, chair, case.patient.name),
    }


def _offered(day: Day, chair: Chair, name: str) -> dict[str, Any]:
    """The button of a chair: call the next one in, go on with one who was left, see what was right."""
    call = {"action": {"verb": "call", "day": day.number, "case": chair.case_id}}
    if chair.state == "with-you":
        return {"button": {"label": say("clinic.chair_go_on", name=name), **call, "primary": True}}
    if chair.case_id == day.next_id:
        is_first = not any(one.state == "with-you" for one in day.chairs)
        return {"button": {"label": say("clinic.chair_call", name=name), **call, "primary": is_first}}
    if chair.attempt is not None and (day.is_over or day.opened.debriefs == "each"):
        attempt = {"verb": "attempt", "case": chair.case_id, "attempt": chair.attempt.number}
        return {"button": {"label": say("clinic.chair_debrief", name=name), "action": attempt}}
    return {}


# ---- When it is over ----

def safety_state(report: DayReport) -> PartState:
    """Who was missed, before anything else."""
    lines = [
        *(_verdict("unsafe", "missed", "missed", one) for one in report.missed),
        *(_verdict("unsafe", "gate", "gate", one) for one in report.unsafe),
        *(_verdict("right", "safe", "sent", one) for one in report.seen
          if one.is_emergency and not one.is_missed and one.grade.gate.passed),
    ]
    is_safe = not report.missed and not report.unsafe
    return {
        "tone": "right" if is_safe else "unsafe", "eyebrow": "", "level": 2, "title": say("clinic.over_title"),
        "blocks": [blocks.text(_over_words(report)), blocks.verdicts(lines),
                   blocks.links(_debrief_link(one) for one in (*report.missed, *report.unsafe))],
    }


def _over_words(report: DayReport) -> str:
    if report.missed:
        return say("clinic.over_unsafe")
    return say("clinic.over_shut") if report.unsafe else say("clinic.over_safe")


def _verdict(tone: str, word: str, key: str, one: Seen) -> dict[str, Any]:
    """Decision and gate apart: a right decision is said to be right where the gate is shut for another reason."""
    words = say(f"clinic.over_{key}", name=one.case.patient.name, chosen=_chosen(one))
    told = say("clinic.over_decided_right", chosen=_chosen(one)) if key == "gate" and one.decision == "right" else ""
    return blocks.verdict(tone, say(f"clinic.over_word_{word}"), f"{words} {told}".strip(), _reasons(one))


def _reasons(one: Seen) -> str:
    """Why the gate is shut, each kind of reason once; nothing where it is not."""
    counts = Counter(failure.kind for failure in one.grade.gate.failures)
    told = [say(f"clinic.shut.{kind}", count=count, chosen=_chosen(one)) for kind, count in counts.items()]
    return say("clinic.over_reasons", reasons="; ".join(told)) if told else ""


def _debrief_link(one: Seen) -> dict[str, Any]:
    return {"title": say("clinic.chair_debrief", name=one.case.patient.name), "text": "", "meta": "", "tone": "plain",
            **_way(one)}


def _way(one: Seen) -> dict[str, Any]:
    number = one.attempt.number
    return {"href": f"{CASES_PAGE}?case={one.case.id}&attempt={number}",
            "action": {"verb": "attempt", "case": one.case.id, "attempt": number}}


def _chosen(one: Seen) -> str:
    disposition = one.attempt.state.disposition
    return say(f"urgency.{disposition}") if disposition else say("clinic.undecided")


def sent_state(report: DayReport) -> PartState:
    """Who was sent where, each with the way to the debrief."""
    head = [say(f"clinic.over_{name}") for name in ("patient", "decision", "right", "gate_head")]
    return {"title": say("clinic.over_table"), "before": [], "after": [], "head": head,
            "rows": [_row(one) for one in report.seen]}


def _row(one: Seen) -> dict[str, Any]:
    return {**_way(one), "cells": [
        one.case.patient.name, {"text": _chosen(one), "tone": TONE_OF[one.decision]}, name_decisions(one.case),
        gate_cell(passed=one.grade.gate.passed),
    ]}


def gate_cell(*, passed: bool) -> dict[str, str]:
    """The safety gate as a cell of a table."""
    return {"text": say("clinic.gate_passed"), "tone": "right"} if passed else {
        "text": say("clinic.gate_failed"), "tone": "unsafe"}


def profile_state(report: DayReport) -> PartState:
    """The mean of each part of the profile."""
    facts = [
        (say(f"clinic.part.{part}"), say("clinic.over_none") if credit is None else f"{100 * credit:.0f}")
        for part, credit in ((part, report.profile[part]) for part in CASE_PARTS)
    ]
    return {"tone": "plain", "eyebrow": "", "title": say("clinic.over_profile"), "level": 2,
            "blocks": [blocks.facts(facts), blocks.text(say("clinic.over_profile_note"), quiet=True)]}
