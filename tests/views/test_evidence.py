"""The evidence map: what the browser is given, how heavy it is, and where every number comes from."""

from __future__ import annotations

import json
from math import log

import pytest
import reasoning_oracle as oracle

from sciatica_teach.apps.engine import get_sampled
from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.reasoning.evidence import EvidenceTable
from sciatica_teach.session.evidence import PAGE
from sciatica_teach.views.evidence import EvidenceView


@pytest.fixture(scope="module")
def evidence():
    return EvidenceTable.from_draws(get_sampled())


@pytest.fixture
def view(kb, evidence):
    return EvidenceView(kb, evidence, "anna")


def states(view):
    return [part.state for part in view.children]


def pick(view, **changes):
    view.handle("c", {"verb": "pick", "values": {**states(view)[0]["values"], **changes}})


def first_cell(state):
    return next((row["id"], column["id"], cell) for row, cells in zip(state["rows"], state["cells"], strict=True)
                for column, cell in zip(state["columns"], cells, strict=True) if cell)


def test_it_starts_small(view):
    picker, shown = states(view)
    assert repr(view) == "EvidenceView(causes=6, sign='present')"
    assert len(shown["columns"]) == 6
    assert 0 < len(shown["rows"]) <= PAGE
    assert picker["values"]["group"] == "article"
    assert {field["id"] for field in picker["fields"]} == set(picker["values"])
    for field in picker["fields"]:
        if field["kind"] != "many":
            assert picker["values"][field["id"]] in [option["value"] for option in field["options"]]


@pytest.mark.parametrize("sign", ["present", "absent"])
def test_every_cell_is_the_rate_over_the_background(view, kb, sign):
    pick(view, sign=sign, group="all", kind="all")
    shown = states(view)[1]
    drawn = 0
    for row, cells in zip(shown["rows"], shown["cells"], strict=True):
        finding = kb.get_finding(row["id"])
        for column, cell in zip(shown["columns"], cells, strict=True):
            assert (cell is not None) == (column["id"] in finding.differs)
            if cell:
                ratio = oracle.chance(finding, column["id"], sign) / oracle.chance(finding, "nobody", sign)
                assert float(cell["text"].strip("×÷ ?")) == pytest.approx(max(ratio, 1 / ratio), rel=0.06)
                assert cell["mark"] == finding.differs[column["id"]].mark
                drawn += 1
    assert drawn
    traces = shown["figure"]["data"]
    values = [value for trace in traces for line in trace["z"] for value in line if value is not None]
    assert len(values) == drawn


def test_what_may_say_nothing_carries_a_question_mark_and_is_drawn_pale(view, evidence):
    pick(view, group="all", kind="all", order="topic")
    marked = 0
    for page in range(states(view)[1]["pages"]):
        view.handle("c", {"verb": "turn", "page": page})
        shown = states(view)[1]
        pale = shown["figure"]["data"][1]["z"]
        for at, (row, cells) in enumerate(zip(shown["rows"], shown["cells"], strict=True)):
            for across, (column, cell) in enumerate(zip(shown["columns"], cells, strict=True)):
                if cell:
                    ratio = evidence.get(row["id"], column["id"], "present")
                    says_so = cell["text"].endswith("?")
                    assert says_so == (ratio.low <= 0 <= ratio.high) == (pale[at][across] is not None)
                    marked += says_so
    assert marked


def test_all_pages_together_hold_every_row_once(view):
    pick(view, group="all", kind="all")
    seen = []
    for page in range(states(view)[1]["pages"]):
        view.handle("c", {"verb": "turn", "page": page})
        seen += [row["id"] for row in states(view)[1]["rows"]]
    assert len(seen) == len(set(seen))
    assert states(view)[1]["note"].endswith(f"{len(seen)} of {len(seen)}")
    view.handle("c", {"verb": "turn", "page": 999})
    assert states(view)[1]["rows"][-1]["id"] == seen[-1]


def test_a_cell_opens_the_card_with_both_rates_and_a_sum_that_comes_out(view, kb):
    shown = view.children[1].state
    finding_id, cause_id, _ = first_cell(shown)
    view.handle("c", {"verb": "cell", "finding": finding_id, "cause": cause_id})
    assert view.children[1].state is shown  # a cell is no reason to send the map again
    card = states(view)[2]
    finding = kb.get_finding(finding_id)
    claims = [block for block in card["blocks"] if block["type"] == "claim"]
    for rate in (finding.differs[cause_id], finding.background):
        [claim] = [one for one in claims if one["text"].endswith(rate.reason)]
        assert [source["id"] for source in claim["sources"]] == list(rate.sources)
    [sum_said] = [block["text"] for block in card["blocks"] if block["type"] == "text" and "÷" in block["text"]]
    present = oracle.chance(finding, cause_id, "present") / oracle.chance(finding, "nobody", "present")
    assert float(sum_said.split(" = ")[1].split(". ")[0]) == pytest.approx(present, rel=0.006)
    [facts] = [block for block in card["blocks"] if block["type"] == "facts"]
    assert (facts["items"][0][1][0] == "×") == (log(present) > 0)


def test_each_cell_pressed_is_a_new_arrival_and_another_choice_takes_the_card_away(view):
    finding_id, cause_id, _ = first_cell(states(view)[1])
    arrivals = []
    for _ in range(2):
        view.handle("c", {"verb": "cell", "finding": finding_id, "cause": cause_id})
        arrivals.append(states(view)[2]["arrive"])
    assert arrivals[0] != arrivals[1]
    pick(view, sign="absent")
    assert len(view.children) == 2


def test_a_cause_without_a_rate_of_its_own_says_so_on_its_card(view, kb):
    finding = next(one for one in kb.findings if "lumbar-disc" not in one.differs)
    view.handle("c", {"verb": "cell", "finding": finding.id, "cause": "lumbar-disc"})
    card = states(view)[2]
    assert any("no figure of its own" in block.get("text", "") for block in card["blocks"])
    assert not any(block["type"] == "facts" for block in card["blocks"])


def test_a_must_refer_sign_has_its_warning_in_front(view, kb):
    pick(view, group="all", kind="all")
    shown = states(view)[1]
    for row in shown["rows"]:
        assert row["name"].startswith("! ") == bool(kb.get_finding(row["id"]).refer)
    assert shown["flag"]
    assert list(shown["figure"]["data"][0]["y"]) == [row["name"] for row in shown["rows"]]
    pick(view, kind="examined", topic="Nerve tension")
    assert states(view)[1]["rows"]
    assert states(view)[1]["flag"] == ""


def test_nothing_that_fits_is_said(view, kb):
    topic = next(one.topic for one in kb.findings if one.kind == "examination")
    pick(view, kind="flags", topic=topic)
    shown = states(view)[1]
    assert shown["rows"] == []
    assert shown["note"].startswith("No finding fits")


def test_what_does_not_exist_is_refused_and_leaves_the_map_as_it_was(view):
    before = states(view)
    for change in ({"causes": []}, {"sign": "unknown"}, {"topic": "Nowhere"}):
        with pytest.raises(NotAllowedNow):
            pick(view, **change)
    with pytest.raises(UnknownId):
        view.handle("c", {"verb": "cell", "finding": "slump", "cause": "nobody"})
    with pytest.raises(NotAllowedNow):
        view.handle("c", {"verb": "dance"})
    assert states(view) == before


def test_the_page_carries_a_part_of_the_map_and_never_the_whole(view):
    def weight(state):
        return len(json.dumps(state).encode())

    assert weight(states(view)[1]) < 40_000
    pick(view, group="all", kind="all")
    assert weight(states(view)[1]) < 120_000
