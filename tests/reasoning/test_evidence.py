"""The map of the evidence, cell by cell against plain arithmetic."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
import reasoning_oracle as oracle
from hypothesis import given
from small_knowledge import cause, finding, knowledge, knowledge_bases, rate

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.draws import sample_rates
from sciatica_teach.reasoning.evidence import EvidenceTable, holds_nothing
from sciatica_teach.reasoning.table import LikelihoodTable


def lay_out(kb: KnowledgeBase) -> EvidenceTable:
    return EvidenceTable.from_draws(sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(7)))


def test_worked_example_of_the_docstring(clinic: KnowledgeBase) -> None:
    evidence = lay_out(clinic)
    present = evidence.get("no-pain-seated", "stenosis", "present")
    assert present.mid == pytest.approx(log(0.46 / 0.07))
    assert evidence.get("no-pain-seated", "stenosis", "absent").mid == pytest.approx(-0.544, abs=5e-4)
    assert log(0.30 / 0.10) < present.low < present.mid < present.high < log(0.62 / 0.05)
    assert not holds_nothing(present)


@given(kb=knowledge_bases())
def test_every_cell_is_the_rate_against_the_background(kb: KnowledgeBase) -> None:
    evidence = lay_out(kb)
    for row, one in enumerate(kb.findings):
        for column, name in enumerate(evidence.table.cause_ids):
            for value in ("present", "absent"):
                cell = evidence.get(one.id, name, value)
                expected = log(oracle.chance(one, name, value) / oracle.chance(one, "nobody", value))
                assert cell.mid == pytest.approx(expected, abs=1e-9)
                assert cell.low <= cell.mid <= cell.high
                if not evidence.has_own[column, row]:
                    assert (cell.low, cell.mid, cell.high) == (0, 0, 0)
            assert evidence.has_own[column, row] == (name in one.differs)


def test_two_rates_that_overlap_may_say_nothing() -> None:
    kb = knowledge([cause("a"), cause("other")], [
        finding("apart", rate(0.1, 0.05, 0.15), {"a": rate(0.8, 0.7, 0.9)}),
        finding("overlap", rate(0.4, 0.2, 0.6), {"a": rate(0.5, 0.3, 0.7)}),
    ])
    evidence = lay_out(kb)
    assert holds_nothing(evidence.get("overlap", "a", "present"))
    assert not holds_nothing(evidence.get("apart", "a", "present"))
    assert holds_nothing(evidence.get("apart", "other", "present"))


def test_who_is_not_known_is_named(clinic: KnowledgeBase) -> None:
    evidence = lay_out(clinic)
    with pytest.raises(UnknownId, match="nobody"):
        evidence.get("slump", "nobody", "present")
    with pytest.raises(UnknownId, match="nothing"):
        evidence.get("nothing", "disc", "present")
    with pytest.raises(UnknownId, match="other"):
        lay_out(knowledge([cause("a"), cause("b")], [finding("f", 0.5)]))
