"""Findings that cannot be true together, or not here.

A belief can be worked out for any list of findings, also for one that no patient could have: pain whenever seated and
no pain when seated, or an age over 65 in pregnancy. Such a list is a slip of whoever entered it, and no number should
come of it. Only what is present is compared: two things that are both absent contradict nobody.
"""

from __future__ import annotations

from collections.abc import Mapping

from sciatica_teach.errors import ContradictoryFindings, OutsideSetting
from sciatica_teach.model.causes import Setting
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase


def require_possible(kb: KnowledgeBase, setting: Setting, observed: Mapping[str, Answer]) -> None:
    """Pass if a patient of `setting` could have these findings.

    Raises `OutsideSetting`, `ContradictoryFindings`, or `UnknownId` for a finding that the content lacks.
    """
    present = [kb.get_finding(finding_id) for finding_id, value in observed.items() if value == "present"]
    for finding in present:
        if finding.id in setting.outside:
            raise OutsideSetting(finding.name, setting.name)
    for index, first in enumerate(present):
        for second in present[index + 1:]:
            if second.id in first.excludes or first.id in second.excludes:
                raise ContradictoryFindings(first.name, second.name)
