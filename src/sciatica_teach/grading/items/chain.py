"""Marking of chain items."""

from __future__ import annotations

from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import ChainItem


def grade_chain(item: ChainItem, submission: Submission) -> Grade:
    raise NotImplementedError
