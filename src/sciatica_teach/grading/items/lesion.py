"""Marking of lesion items."""

from __future__ import annotations

from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import LesionItem


def grade_lesion(item: LesionItem, submission: Submission) -> Grade:
    raise NotImplementedError
