"""Marking of matching items."""

from __future__ import annotations

from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import MatchingItem


def grade_matching(item: MatchingItem, submission: Submission) -> Grade:
    raise NotImplementedError
