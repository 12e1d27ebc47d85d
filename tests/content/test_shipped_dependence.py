"""Of findings that measure the same thing the strongest counts; here, that the right one is the strongest."""

from __future__ import annotations

import pytest

from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.dependence import strongest_members
from sciatica_teach.reasoning.table import LikelihoodTable


@pytest.fixture(scope="module")
def table(kb: KnowledgeBase) -> LikelihoodTable:
    return LikelihoodTable.from_knowledge(kb)


@pytest.mark.parametrize(("observed", "counts"), [
    ({"sij-cluster": "absent", "sacral-thrust": "present"}, "sij-cluster"),
    ({"sij-cluster": "absent", "thigh-thrust-pregnancy": "present"}, "sij-cluster"),
    ({"sij-cluster": "present", "gaenslen": "absent"}, "sij-cluster"),
    ({"pulses-weak": "absent", "skin-cool": "absent", "ankle-brachial-low": "absent"}, "pulses-weak"),
    ({"pulses-weak": "present", "skin-cool": "absent"}, "pulses-weak"),
    ({"notch-tender": "present", "seated-piriformis": "present"}, "seated-piriformis"),
    ({"worse-sitting": "absent", "no-pain-seated": "present"}, "no-pain-seated"),
    ({"toe-extension-weak": "present", "sensation-l5-reduced": "present"}, "toe-extension-weak"),
    ({"worse-standing-walking": "absent", "eased-standing-still": "present"}, "eased-standing-still"),
    ({"bilateral-buttock-leg-pain": "present", "both-legs-sciatica": "present"}, "both-legs-sciatica"),
    ({"saddle-sensation-reduced": "absent", "saddle-numbness": "present"}, "saddle-numbness"),
    ({"bladder-change": "present", "bowel-change": "absent", "sexual-change": "absent"}, "bladder-change"),
])
def test_the_more_telling_member_counts(table: LikelihoodTable, observed: dict[str, Answer], counts: str) -> None:
    (row,) = strongest_members(table, observed).values()

    assert table.findings[row].id == counts
