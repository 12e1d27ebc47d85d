"""Marking of triage items."""

from __future__ import annotations

from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import TriageItem


def grade_triage(item: TriageItem, submission: Submission) -> Grade:
    raise NotImplementedError
