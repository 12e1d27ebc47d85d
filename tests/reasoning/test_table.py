"""The full grid of rates, and the strength of each answer in its dependence group."""

from __future__ import annotations

import pytest
from small_knowledge import cause, finding, knowledge, rate

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.findings import Answer, Rate
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.dependence import strongest_members
from sciatica_teach.reasoning.table import LikelihoodTable


def test_worked_example_of_the_docstring(clinic: KnowledgeBase) -> None:
    table = LikelihoodTable.from_knowledge(clinic)
    row = table.get_row("no-pain-seated")
    assert table.cause_ids == ("stenosis", "disc", "other")
    assert table.low[row].tolist() == [0.30, 0.05, 0.05]
    assert table.mid[row].tolist() == [0.46, 0.07, 0.07]
    assert table.high[row].tolist() == [0.62, 0.10, 0.10]
    assert table.shared[row].tolist() == [False, True, True]


def test_a_step_of_the_scale_becomes_its_range() -> None:
    usual = Rate(step="usual", mark="taught", reason="made up for a test")
    kb = knowledge([cause("disc"), cause("other")], [finding("f", 0.5, {"disc": usual})])
    table = LikelihoodTable.from_knowledge(kb)
    assert (table.low[0, 0], table.mid[0, 0], table.high[0, 0]) == (0.60, 0.75, 0.90)


def test_rates_are_kept_off_nought_and_one() -> None:
    kb = knowledge([cause("disc"), cause("other")], [finding("f", rate(0.0), {"disc": rate(1.0)})])
    table = LikelihoodTable.from_knowledge(kb)
    assert table.mid[0].tolist() == [0.9999, 0.0001]


def test_the_table_cannot_be_altered(clinic: KnowledgeBase) -> None:
    table = LikelihoodTable.from_knowledge(clinic)
    for array in (table.low, table.mid, table.high, table.shared, table.log_factor, table.strength):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_worked_strengths_of_the_dependence_docstring(clinic: KnowledgeBase) -> None:
    table = LikelihoodTable.from_knowledge(clinic)
    assert table.strength[table.get_row("straight-leg-raise"), 0] == pytest.approx(0.405, abs=0.0005)
    assert table.strength[table.get_row("slump")] == pytest.approx([1.598, 1.646], abs=0.0005)


def test_a_group_is_held_by_its_strongest_known_member(clinic: KnowledgeBase) -> None:
    table = LikelihoodTable.from_knowledge(clinic)
    slr, slump = table.get_row("straight-leg-raise"), table.get_row("slump")
    both: dict[str, Answer] = {"straight-leg-raise": "absent", "slump": "present"}
    assert list(strongest_members(table, both).values()) == [slump]
    assert list(strongest_members(table, {"straight-leg-raise": "absent", "slump": "unknown"}).values()) == [slr]


def test_findings_without_a_group_never_stand_in_each_others_way(clinic: KnowledgeBase) -> None:
    table = LikelihoodTable.from_knowledge(clinic)
    assert len(strongest_members(table, {"left-handed": "present", "no-pain-seated": "present"})) == 2


def test_an_unknown_cause_is_named(clinic: KnowledgeBase) -> None:
    with pytest.raises(UnknownId, match="Did you mean disc"):
        LikelihoodTable.from_knowledge(clinic).get_cause_column("disk")
