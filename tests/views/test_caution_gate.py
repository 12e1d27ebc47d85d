"""The caution gate on screen: nothing of the key before the answer, and safety above everything after it."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.session.caution_gate import NONE, choose_patient, open_gate
from sciatica_teach.views.caution_gate import CautionGateView


@pytest.fixture
def open_view(kb):
    def open_one(cause_id="lumbar-disc", *flags):
        return CautionGateView(kb, np.random.default_rng(1), cause_id, flags)

    return open_one


def states(view):
    return {part.state["id"].split(":")[0]: part.state for part in view.children}


def answer(view, *chosen):
    view.handle("c", {"verb": "answer", "chosen": list(chosen)})
    return states(view)


@pytest.mark.parametrize(("cause_id", "flag"), [
    ("lumbar-disc", "pacemaker"), ("lumbar-disc", "pregnancy"), ("cauda-equina", "first-visit"),
    ("muscle-pain", "anticoagulant"),
])
def test_nothing_of_the_key_travels_before_the_answer(kb, open_view, cause_id, flag):
    view = open_view(cause_id, flag)
    sent = json.dumps([part.state for part in view.children], ensure_ascii=False)
    opened = open_gate(kb, choose_patient(kb, cause_id, [flag]))
    reasons = [reason.text for change in (*opened.techniques, *opened.points) for reason in change.after.reasons]
    assert reasons
    assert not any(json.dumps(text, ensure_ascii=False)[1:-1] in sent for text in reasons)
    assert all(word not in sent for word in ('"verdicts"', '"table"', "✕"))
    assert set(states(view)) == {"patient", "picker", "gate"}


def test_every_technique_can_be_ticked_and_that_there_is_none(kb, open_view):
    question = states(open_view("lumbar-disc", "pacemaker"))["gate"]
    assert [option["id"] for option in question["options"]] == [one.id for one in kb.treatment.techniques] + [NONE]


def test_what_was_missed_stands_first_and_is_called_unsafe(kb, open_view):
    shown = answer(open_view("lumbar-disc", "pacemaker"), "cupping")["answer"]
    [verdicts] = [block["items"] for block in shown["blocks"]]
    assert (shown["tone"], verdicts[0]["tone"]) == ("unsafe", "unsafe")
    assert verdicts[0]["text"] == kb.treatment.get_technique("electro-low-back").name
    assert verdicts[0]["sources"]
    assert verdicts[1]["tone"] == "caution"


def test_all_seen_and_too_careful_are_told_apart(open_view):
    assert answer(open_view("lumbar-disc", "pacemaker"), "electro-low-back")["answer"]["tone"] == "right"
    careful = answer(open_view("lumbar-disc", "pacemaker"), "electro-low-back", "cupping")["answer"]
    assert careful["tone"] == "caution"
    assert answer(open_view("lumbar-disc"), NONE)["answer"]["tone"] == "right"


def test_a_referral_stands_above_the_verdict_and_takes_the_focus(open_view):
    view = open_view("cauda-equina", "first-visit")
    shown = answer(view, "cupping")
    assert list(shown) == ["patient", "picker", "refer", "answer", "changes", "points"]
    assert shown["refer"]["tone"] == "unsafe"
    assert shown["refer"]["arrive"]
    assert not shown["answer"]["arrive"]


def test_before_and_after_stand_side_by_side(kb, open_view):
    shown = answer(open_view("lumbar-disc", "pacemaker"), NONE)
    [table] = [block for block in shown["changes"]["blocks"] if block["type"] == "table"]
    rows = {row[0]: row[1:] for row in table["rows"]}
    assert len(rows) == len(kb.treatment.techniques)
    before, after = rows[kb.treatment.get_technique("electro-low-back").short]
    assert (before, after) == ("• Acceptable", "✕ Contraindicated")
    [points] = [block for block in shown["points"]["blocks"] if block["type"] == "table"]
    for column in (1, 2):
        assert sum(int(row[column]) for row in points["rows"]) == len(kb.treatment.points)


def test_every_condition_of_what_is_left_is_said(kb, open_view):
    shown = answer(open_view("lumbar-disc", "anticoagulant"), NONE)
    opened = open_gate(kb, choose_patient(kb, "lumbar-disc", ["anticoagulant"]))
    short = {one.id: one.short for one in kb.treatment.techniques}
    wanted = {(claim.text, short[change.id]) for change in opened.techniques for claim in change.after.conditions
              if change.after.standing in ("preferred", "acceptable")}
    assert wanted
    lines = shown["changes"]["blocks"][-1]["items"]
    told = {(line["note"], name) for line in lines for name in line["word"].removesuffix(":").split("; ")}
    assert told == wanted
    assert len(lines) == len({line["note"] for line in lines})


def test_another_patient_is_asked_anew_and_an_answered_one_stays_answered(open_view):
    view = open_view("lumbar-disc", "pacemaker")
    answer(view, NONE)
    view.handle("c", {"verb": "pick", "values": {"cause": "lumbar-disc", "flags": ["pacemaker", "fever"]}})
    assert "gate" in states(view)
    view.handle("c", {"verb": "pick", "values": {"cause": "lumbar-disc", "flags": ["pacemaker"]}})
    assert "answer" in states(view)
    view.handle("c", {"verb": "deal"})
    dealt = states(view)
    assert "gate" in dealt
    assert dealt["patient"]["arrive"]
    assert dealt["picker"]["values"] != {"cause": "lumbar-disc", "flags": ["pacemaker"]}


def test_what_is_not_known_is_refused_and_leaves_the_patient(open_view):
    view = open_view("lumbar-disc", "pacemaker")
    before = repr(view)
    for action in ({"verb": "dance"}, {"verb": "answer", "chosen": []}):
        with pytest.raises(NotAllowedNow):
            view.handle("c", action)
    assert repr(view) == before == "CautionGateView(cause='lumbar-disc', flags='pacemaker')"
