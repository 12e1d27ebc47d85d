"""What the planner of a course shows: the form, the months with the visits in them, and the rules beside them."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from sciatica_teach.model.evidence import Mark
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import Dose, Technique
from sciatica_teach.session.course_plan import (
    AHEAD,
    RATES,
    SLACK,
    CourseAsk,
    CoursePlan,
    CourseVisit,
    Trouble,
    require_dose,
    suggest_course,
)
from sciatica_teach.views import blocks
from sciatica_teach.views.numbers import plain
from sciatica_teach.views.words import say

PartState = dict[str, Any]

FIELDS: Final = ("technique", "visits", "per_week", "review", "start")
RATE_WORDS: Final = {0.5: "half", 0.25: "quarter"}
NOTE_TONES: Final = {"more": "caution", "closer": "caution"}
RULES: Final[dict[str, tuple[str, Mark, tuple[str, ...]]]] = {
    "shock": ("unsafe", "taught", ("taught-safety",)),
    "worse": ("unsafe", "taught", ("taught-safety",)),
    "review": ("info", "opinion", ()),
    "better": ("right", "opinion", ()),
}
"""Name -> tone, evidence mark, sources."""
ALARM_SOURCES: Final = ("taught-safety", "greenhalgh-2016")


def calendar_state(
    kb: KnowledgeBase, ask: CourseAsk, troubles: Sequence[Trouble], plan: CoursePlan | None, today: date
) -> PartState:
    """The whole part: `ask` stands in the form, `plan` in the months; an earlier one while there is trouble."""
    shown = ask if plan is None else plan.ask
    return {
        "title": say("course.title"), "level": 3, "text": [say("course.text")], "form": _form(kb, ask, today),
        "problems": {trouble.field: trouble_words(trouble) for trouble in troubles},
        "first_rules": [_rule(kb, "alarm", "unsafe", "taught", ALARM_SOURCES)],
        "rules_title": say("course.rules_title"), "rules": _rules(kb, shown),
        "plan": None if plan is None else _plan(kb, plan),
    }


def _form(kb: KnowledgeBase, ask: CourseAsk, today: date) -> PartState:
    dosed = [technique for technique in kb.treatment.techniques if technique.dose]
    return {
        "labels": {name: say(f"course.{name}") for name in FIELDS}, "submit": say("course.submit"),
        "values": {"technique": ask.technique_id, "visits": ask.visits, "per_week": plain(ask.per_week),
                   "review": ask.review, "start": ask.start},
        "first": (today - SLACK).isoformat(), "last": (today + AHEAD).isoformat(),
        "rates": [{"value": plain(rate), "label": rate_words(rate)} for rate in RATES],
        "techniques": [_technique(technique, today) for technique in dosed],
    }


def _technique(technique: Technique, today: date) -> PartState:
    suggested, dose = suggest_course(technique, today), require_dose(technique)
    return {
        "value": technique.id, "label": technique.name,
        "suggested": {"visits": suggested.visits, "per_week": plain(suggested.per_week), "review": suggested.review},
        "usual": {
            "visits": say("course.usual_visits", low=dose.visits_low, high=dose.visits_high),
            "per_week": _usual_rate(dose),
            "review": say("course.usual_review", low=dose.review_from, high=dose.review_by),
            "start": say("course.usual_start"),
        },
    }


def _usual_rate(dose: Dose) -> str:
    low, high = rate_words(dose.per_week_low), rate_words(dose.per_week_high)
    return say("course.usual_rate_one" if low == high else "course.usual_rate", low=low, high=high)


def rate_words(rate: float) -> str:
    """How often, in words; a rate that cannot be chosen may still be usual."""
    if rate not in RATES:
        return say("course.rate_other", rate=plain(rate))
    return say(f"course.rate.{RATE_WORDS.get(rate, plain(rate))}")


def trouble_words(trouble: Trouble) -> str:
    """What is wrong with a field, and what to do."""
    one = trouble.code == "outside" and trouble.low == trouble.high
    return say(f"course.problem.{'outside_one' if one else trouble.code}", field=say(f"course.field.{trouble.field}"),
               low=trouble.low, high=trouble.high)


def _rules(kb: KnowledgeBase, ask: CourseAsk) -> list[PartState]:
    """What a needle alone can do is said only of needles."""
    technique = kb.treatment.get_technique(ask.technique_id)
    named = [name for name in RULES if name != "shock" or technique.kind == "needle"]
    return [_rule(kb, name, *RULES[name], review=ask.review) for name in named]


def _rule(
    kb: KnowledgeBase, name: str, tone: str, mark: Mark, sources: tuple[str, ...], **values: object
) -> PartState:
    return {"tone": tone, "title": say(f"course.rule_title.{name}", **values),
            "claim": blocks.marked(kb, say(f"course.rule.{name}"), mark, sources)}


def _plan(kb: KnowledgeBase, plan: CoursePlan) -> PartState:
    dose = require_dose(kb.treatment.get_technique(plan.ask.technique_id))
    return {
        "title": _plan_title(plan), "text": _plan_text(plan), "notes": _notes(plan, dose),
        "key": [{"kind": kind, "text": say(f"course.key_{kind}")} for kind in ("visit", "review", "later")
                if any(visit.kind == kind for visit in plan.visits)],
        "days": [{"name": say(f"course.day.{day}"), "short": say(f"course.day_short.{day}")} for day in range(7)],
        "months": months_of(plan.visits),
        "list": {"summary": say("course.list"), "items": [_listed(visit) for visit in plan.visits]},
    }


def _plan_title(plan: CoursePlan) -> str:
    last = date_words(plan.visits[-1].day)
    if len(plan.visits) == 1:
        return say("course.plan_one", last=last)
    return say("course.plan_title", visits=len(plan.visits), rate=rate_words(plan.ask.per_week), last=last)


def _plan_text(plan: CoursePlan) -> str:
    later = len(plan.visits) - plan.review.number
    key = {0: "plan_text_last", 1: "plan_text_one"}.get(later, "plan_text")
    return say(f"course.{key}", review=plan.review.number, day=date_words(plan.review.day), later=later)


def _notes(plan: CoursePlan, dose: Dose) -> list[PartState]:
    usual = {"low": dose.visits_low, "high": dose.visits_high, "rate_low": rate_words(dose.per_week_low),
             "rate_high": rate_words(dose.per_week_high)}
    return [{"tone": NOTE_TONES.get(note, "info"), "text": say(f"course.note.{note}", **usual)} for note in plan.notes]


def _listed(visit: CourseVisit) -> str:
    day = date_words(visit.day)
    return day if visit.kind == "visit" else say(f"course.list_{visit.kind}", day=day)


def date_words(day: date) -> str:
    """A day as "Monday 23 November 2026"."""
    return say("course.date", weekday=say(f"course.day.{day.weekday()}"), day=day.day,
               month=say(f"course.month.{day.month}"), year=day.year)


def months_of(visits: Sequence[CourseVisit]) -> list[PartState]:
    """The months from the first visit to the last, each with its weeks from Monday on."""
    on = {visit.day: visit for visit in visits}
    first, last = visits[0].day.replace(day=1), visits[-1].day
    months: list[PartState] = []
    while first <= last:
        months.append({
            "caption": say("course.month_name", month=say(f"course.month.{first.month}"), year=first.year),
            "weeks": [[_cell(day, first.month, on) for day in week]
                      for week in Calendar().monthdatescalendar(first.year, first.month)],
        })
        first = (first + timedelta(days=31)).replace(day=1)
    return months


def _cell(day: date, month: int, on: dict[date, CourseVisit]) -> PartState | None:
    """A day of the month; None for the days of other months that fill its first and last week."""
    if day.month != month:
        return None
    if (visit := on.get(day)) is None:
        return {"day": day.day}
    word = "" if visit.kind == "visit" else say(f"course.word_{visit.kind}")
    return {"day": day.day, "number": visit.number, "kind": visit.kind, "word": word}
