"""Marking of script items."""

from __future__ import annotations

from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import ScriptItem


def grade_script(item: ScriptItem, submission: Submission) -> Grade:
    raise NotImplementedError
