"""Marking of hotspot items."""

from __future__ import annotations

from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import HotspotItem


def grade_hotspot(item: HotspotItem, submission: Submission) -> Grade:
    raise NotImplementedError
