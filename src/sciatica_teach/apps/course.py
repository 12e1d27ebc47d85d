"""A course of visits: planned on a calendar, looked back at, and laid beside what a trial found."""

from __future__ import annotations

from datetime import date

import ipywidgets as widgets

from sciatica_teach.apps.context import get_context
from sciatica_teach.apps.guard import guarded
from sciatica_teach.views.course import CoursePlannerView


@guarded
def course_planner(technique_id: str = "") -> widgets.Widget:
    """Plan a course of visits; for a technique that is named, or the first needle of the content."""
    context = get_context()
    return CoursePlannerView(context.kb, technique_id, date.fromtimestamp(context.clock()))
