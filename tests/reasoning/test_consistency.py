"""Findings that no patient could have are refused before any number comes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_knowledge import cause, finding, knowledge

from sciatica_teach.errors import ContradictoryFindings, OutsideSetting, UnknownId
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.consistency import require_possible


@pytest.fixture
def kb() -> KnowledgeBase:
    sitting = replace(finding("worse-sitting", 0.5), excludes=("no-pain-seated",))
    return knowledge(
        [cause("disc"), cause("other")],
        [sitting, finding("no-pain-seated", 0.1), finding("age-over-65", 0.2, given=True)],
    )


@pytest.mark.parametrize("first", ["worse-sitting", "no-pain-seated"])
def test_two_findings_that_exclude_each_other_are_named(kb: KnowledgeBase, first: str) -> None:
    observed: dict[str, Answer] = {first: "present", "worse-sitting": "present", "no-pain-seated": "present"}
    with pytest.raises(ContradictoryFindings, match="cannot both be present") as told:
        require_possible(kb, kb.settings[0], observed)
    assert {told.value.first, told.value.second} == {
        kb.get_finding("worse-sitting").name, kb.get_finding("no-pain-seated").name}


@pytest.mark.parametrize("other", ["absent", "unknown"])
def test_only_what_is_present_contradicts(kb: KnowledgeBase, other: Answer) -> None:
    require_possible(kb, kb.settings[0], {"worse-sitting": "present", "no-pain-seated": other})
    require_possible(kb, kb.settings[0], {"worse-sitting": "absent", "no-pain-seated": other})


def test_a_finding_outside_the_setting_is_named_with_the_setting(kb: KnowledgeBase) -> None:
    young = replace(kb.settings[0], outside=("age-over-65",))
    with pytest.raises(OutsideSetting, match="choose another setting") as told:
        require_possible(kb, young, {"age-over-65": "present"})
    assert told.value.setting == young.name
    require_possible(kb, young, {"age-over-65": "absent"})
    require_possible(kb, kb.settings[0], {"age-over-65": "present"})


def test_an_unknown_finding_is_told(kb: KnowledgeBase) -> None:
    with pytest.raises(UnknownId, match="worse-siting"):
        require_possible(kb, kb.settings[0], {"worse-siting": "present"})
