"""Which part of the evidence map is looked at."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.draws import BAND_SEED, sample_rates
from sciatica_teach.reasoning.evidence import EvidenceTable
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session import evidence as choosing
from sciatica_teach.session.evidence import Selection, choose, find_cell, select_findings


@pytest.fixture(scope="module")
def evidence(kb: KnowledgeBase) -> EvidenceTable:
    return EvidenceTable.from_draws(sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(BAND_SEED)))


def values_of(selection: Selection, **changes: Any) -> dict[str, Any]:
    own = {name: getattr(selection, name) for name in ("sign", "topic", "kind", "firm", "order")}
    return {**own, "group": "own", "causes": list(selection.causes), **changes}


def test_it_starts_with_the_causes_of_the_article_and_what_patients_tell(kb, evidence):
    first = choosing.start(kb)
    assert set(first.causes) == set(choosing.ARTICLE)
    assert {finding.kind for finding in select_findings(kb, evidence, first)} <= {"history", "symptom"}


def test_a_new_group_takes_its_causes_and_single_causes_make_a_choice_of_their_own(kb):
    first = choosing.start(kb)
    vessels = choose(kb, first, values_of(first, group="vascular"))
    assert vessels.causes == tuple(cause.id for cause in kb.causes if cause.family == "vascular")
    two = choose(kb, vessels, values_of(vessels, group="vascular", causes=["sacroiliac", "lumbar-disc"]))
    assert two.causes == ("lumbar-disc", "sacroiliac")
    assert choosing.group_of(kb, two.causes) == ""


def test_everything_can_be_asked_for_and_cautions_never_stand_on_the_map(kb, evidence):
    first = choosing.start(kb)
    whole = choose(kb, first, values_of(first, group="all", kind="all"))
    assert whole.causes == tuple(cause.id for cause in kb.causes if cause.id != OTHER)
    found = {finding.id for finding in select_findings(kb, evidence, whole)}
    assert found == {one.id for one in kb.findings if one.kind != "caution" and set(one.differs) - {OTHER}}


def test_measured_means_that_the_rate_or_both_rates_were_measured(kb, evidence):
    whole = replace(choosing.start(kb), causes=choosing.groups_of(kb)["all"], kind="all")
    counts = {}
    for firm in choosing.FIRM:
        selection = replace(whole, firm=firm)
        cells = [(finding, cell) for finding in select_findings(kb, evidence, selection)
                 for cause_id in selection.causes if (cell := find_cell(evidence, selection, finding, cause_id))]
        counts[firm] = len(cells)
        if firm != "any":
            assert {cell.mark for _, cell in cells} == {"measured"}
        if firm == "both":
            assert {finding.background.mark for finding, _ in cells} == {"measured"}
    assert counts["any"] > counts["rate"] > counts["both"] > 0


def test_the_strongest_stand_first_and_by_topic_each_topic_stands_together(kb, evidence):
    selection = replace(choosing.start(kb), kind="all", order="strongest")
    strength = [
        max(abs(cell.ratio.mid) for cause_id in selection.causes
            if (cell := find_cell(evidence, selection, finding, cause_id)))
        for finding in select_findings(kb, evidence, selection)
    ]
    assert strength == sorted(strength, reverse=True)
    topics = [finding.topic for finding in select_findings(kb, evidence, replace(selection, order="topic"))]
    changes = sum(one != other for one, other in pairwise(topics))
    assert changes == len(set(topics)) - 1


@given(data=st.data())
def test_the_same_values_again_change_nothing_but_the_page(kb, data):
    causes = data.draw(st.lists(st.sampled_from([c.id for c in kb.causes if c.id != OTHER]), min_size=1, unique=True))
    selection = choose(kb, choosing.start(kb), values_of(choosing.start(kb), causes=causes))
    group = choosing.group_of(kb, selection.causes) or "own"
    turned = choosing.turn(selection, 3)
    assert choose(kb, turned, values_of(turned, group=group)) == selection


@pytest.mark.parametrize("change", [
    {"causes": []}, {"causes": ["nobody"]}, {"causes": [OTHER]}, {"sign": "unknown"}, {"kind": "caution"},
    {"topic": "No such topic"}, {"firm": "very"}, {"order": "random"},
])
def test_what_does_not_exist_is_refused(kb, change):
    first = choosing.start(kb)
    with pytest.raises(NotAllowedNow):
        choose(kb, first, values_of(first, **change))
