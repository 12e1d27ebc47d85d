"""A state of the calendar, as the planner of a course gives it."""

from __future__ import annotations

from datetime import date
from typing import Any

from small_knowledge import CLAIM, REVIEW

from sciatica_teach.model.techniques import Dose, Indication, Technique
from sciatica_teach.session.course_plan import CoursePlan, plan_course, suggest_course
from sciatica_teach.views.course_calendar import months_of

MONDAY = date(2026, 11, 23)
NEEDLE = Technique(
    id="needle", order=1, name="Needle", short="Needle", kind="needle", what=CLAIM, grade="none", evidence=CLAIM,
    dose=Dose(visits_low=8, visits_high=16, per_week_low=2, per_week_high=3, review_from=4, review_by=6, basis=CLAIM),
    indications=(Indication(causes=("disc",), standing="not-indicated", grade="none", basis=CLAIM),), review=REVIEW,
)
_PLANNED = plan_course(NEEDLE, suggest_course(NEEDLE, MONDAY), MONDAY)
assert isinstance(_PLANNED, CoursePlan)
DAYS = [{"name": name, "short": name[:2]} for name in (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")]
CLAIM_SHOWN = {"text": "Ask again.", "mark": "taught", "sources": [], "conflict": ""}
CALENDAR: dict[str, Any] = {
    "subject": "", "id": "calendar", "title": "Plan a course", "text": ["A course has an end."], "problems": {},
    "form": {
        "labels": {"technique": "Technique", "visits": "Visits", "per_week": "How often",
                   "review": "Look back at visit", "start": "First visit"},
        "submit": "Lay out the visits", "first": "2026-11-22", "last": "2027-11-24",
        "values": {"technique": "needle", "visits": "8", "per_week": "2", "review": "5", "start": "2026-11-23"},
        "rates": [{"value": "2", "label": "twice a week"}, {"value": "1", "label": "once a week"}],
        "techniques": [
            {"value": "needle", "label": "Needle", "suggested": {"visits": "8", "per_week": "2", "review": "5"},
             "usual": {"visits": "8 to 16.", "per_week": "2 to 3.", "review": "Visit 4 to 6.", "start": "Weekdays."}},
            {"value": "talk", "label": "Talk", "suggested": {"visits": "4", "per_week": "1", "review": "3"},
             "usual": {"visits": "1 to 6.", "per_week": "Once.", "review": "Visit 2 to 4.", "start": "Weekdays."}},
        ],
    },
    "first_rules": [{"tone": "unsafe", "title": "Before the needle", "claim": CLAIM_SHOWN}],
    "rules_title": "When to stop",
    "rules": [{"tone": "info", "title": "Visit 5", "claim": CLAIM_SHOWN}],
    "plan": {
        "title": "8 visits, twice a week", "text": "Look back at visit 5.",
        "notes": [{"tone": "caution", "text": "More visits than usual."}],
        "key": [{"kind": kind, "text": text} for kind, text in (
            ("visit", "a visit"), ("review", "the look back"), ("later", "only if it has helped"))],
        "days": DAYS, "months": months_of(_PLANNED.visits),
        "list": {"summary": "The visits as a list", "items": [f"Visit {visit.number}" for visit in _PLANNED.visits]},
    },
}
