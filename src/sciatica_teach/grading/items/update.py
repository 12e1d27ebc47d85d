"""Marking of update items."""

from __future__ import annotations

from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import UpdateItem


def grade_update(item: UpdateItem, submission: Submission) -> Grade:
    raise NotImplementedError
