"""A belief beside the reference: every share of the learner stands once, and nothing of the reference is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.belief_table import LEAST_SHOWN, belief_rows
from sciatica_teach.views.words import say

CAUSES = ["lumbar-disc", "lumbar-stenosis", "hip-osteoarthritis", "facet-referred"]


def rows_of(kb: KnowledgeBase, stated: dict[str, float], reference: dict[str, float]) -> dict[str, list[str]]:
    band = {cause: (share / 2, share) for cause, share in reference.items()}
    rows = belief_rows(kb, stated, reference, band, share="{:.4f}".format, span="{:.4f} to {:.4f}".format)
    return {row[0]: list(row[1:]) for row in rows}


def test_the_worked_example_of_the_docstring(kb):
    reference = dict(zip(CAUSES, (0.55, 0.30, 0.13, 0.02), strict=True))
    rows = rows_of(kb, {"lumbar-disc": 0.6}, reference)
    of_rest = [say("belief_table.of_rest", cause=kb.get_cause(cause).short) for cause in CAUSES[1:3]]
    assert list(rows) == [kb.get_cause("lumbar-disc").short, say("belief_table.rest"), *of_rest]
    assert rows[say("belief_table.rest")] == ["0.4000", "0.4500", ""]
    assert rows[of_rest[0]] == ["", "0.3000", "0.1500 to 0.3000"]


@given(data=st.data(), weights=st.lists(st.integers(1, 90), min_size=4, max_size=4))
def test_both_columns_add_up_to_1_and_nothing_committed_is_a_dash(kb, data, weights):
    reference = {cause: weight / sum(weights) for cause, weight in zip(CAUSES, weights, strict=True)}
    stated = {cause: data.draw(st.integers(0, 25)) / 100 for cause in data.draw(st.sets(st.sampled_from(CAUSES)))}
    rows = rows_of(kb, stated, reference)
    own = [row for name, row in rows.items() if not name.startswith(say("belief_table.of_rest", cause=""))]
    assert len(own) == len(stated) + 1
    for column in (0, 1):
        assert sum(float(row[column]) for row in own) == pytest.approx(1, abs=4e-4)
    shown = [row for row in rows.values() if row not in own]
    assert len(shown) == sum(reference[cause] >= LEAST_SHOWN for cause in CAUSES if cause not in stated)
