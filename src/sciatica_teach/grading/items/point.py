"""Marking of point items."""

from __future__ import annotations

from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import PointItem


def grade_point(item: PointItem, submission: Submission) -> Grade:
    raise NotImplementedError
