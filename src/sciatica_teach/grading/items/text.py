"""Marking of text items."""

from __future__ import annotations

from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import TextItem


def grade_text(item: TextItem, submission: Submission) -> Grade:
    raise NotImplementedError
