"""The caution gate: who is dealt, what is seen after the answer, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.model.techniques import STANDINGS
from sciatica_teach.session import caution_gate
from sciatica_teach.session.caution_gate import (
    MOST_FLAGS,
    NONE,
    asks_something,
    check_answer,
    choose_patient,
    deal_patient,
    open_gate,
)


@given(seed=st.integers(0, 2**32))
def test_a_dealt_patient_can_exist(kb, seed):
    patient = deal_patient(kb, np.random.default_rng(seed))
    assert 1 <= len(patient.flags) <= MOST_FLAGS
    assert choose_patient(kb, patient.cause_id, reversed(patient.flags)) == patient
    implied = [{flag, *kb.treatment.get_caution(flag).implies} for flag in patient.flags]
    assert sum(len(one) for one in implied) == len(set().union(*implied))
    assert "child" not in patient.flags
    if "pregnancy" in set().union(*implied):
        assert kb.get_setting("pregnancy").prior[patient.cause_id] >= 0.002


def test_the_same_numbers_deal_the_same_patients_and_others_deal_others(kb):
    dealt = [[deal_patient(kb, rng) for _ in range(5)] for rng in map(np.random.default_rng, (1, 1, 2))]
    assert dealt[0] == dealt[1] != dealt[2]
    assert len(set(dealt[0])) > 1


def test_each_dealt_patient_is_another_and_a_caution_changes_what_may_be_done(kb):
    rng, seen = np.random.default_rng(7), set()
    for _ in range(60):
        patient = deal_patient(kb, rng, seen)
        assert patient not in seen
        seen.add(patient)
        changed = [one.id for one in open_gate(kb, patient).techniques if one.before != one.after.standing]
        assert changed
        assert kb.get_cause(patient.cause_id).urgency != "emergency"
        assert not (patient.cause_id == "lumbar-disc" and set(patient.flags) <= {"anticoagulant", "pacemaker"})


def test_an_emergency_asks_nothing_and_a_nerve_that_feels_less_does(kb):
    assert not asks_something(kb, choose_patient(kb, "cauda-equina", ["pacemaker"]))
    assert asks_something(kb, choose_patient(kb, "lumbar-disc", ["neuropathy"]))


def test_where_nobody_is_left_it_is_said(kb, monkeypatch):
    monkeypatch.setattr(caution_gate, "_causes_of", lambda kb, _flags: [kb.get_cause("cauda-equina")])
    with pytest.raises(NotAllowedNow, match="no other patient"):
        deal_patient(kb, np.random.default_rng(1))


@given(data=st.data())
def test_flags_never_improve_and_what_is_forbidden_is_contraindicated(kb, data):
    cause = data.draw(st.sampled_from([cause.id for cause in kb.causes]))
    flags = data.draw(st.lists(st.sampled_from([one.id for one in kb.treatment.cautions]), max_size=3, unique=True))
    opened = open_gate(kb, choose_patient(kb, cause, flags))
    sent = {one.id for one in kb.treatment.techniques if one.kind == "referral"}
    for change in (*opened.techniques, *opened.points):
        if change.id not in sent:
            assert STANDINGS.index(change.after.standing) <= STANDINGS.index(change.before)
    assert set(opened.forbidden) == {one.id for one in opened.techniques if one.after.standing == "contraindicated"}


def test_a_pacemaker_forbids_the_current_and_leaves_the_hand(kb):
    opened = open_gate(kb, choose_patient(kb, "lumbar-disc", ["pacemaker"]))
    assert opened.forbidden == ("electro-low-back",)
    assert next(one for one in opened.techniques if one.id == "electro-low-back").before == "acceptable"


def test_without_flags_nothing_changes(kb):
    opened = open_gate(kb, choose_patient(kb, "lumbar-disc", []))
    assert all(one.before == one.after.standing for one in (*opened.techniques, *opened.points))


def test_an_emergency_leaves_referral_alone(kb):
    opened = open_gate(kb, choose_patient(kb, "cauda-equina", ["first-visit"]))
    assert opened.advice.refer == "emergency"
    assert set(opened.forbidden) == {one.id for one in kb.treatment.techniques} - {"referral"}


def test_an_answer_names_techniques_or_none(kb):
    assert check_answer(kb, ["cupping", "moxibustion"]) == ("cupping", "moxibustion")
    assert check_answer(kb, [NONE]) == (NONE,)
    for wrong in ([], [NONE, "cupping"]):
        with pytest.raises(NotAllowedNow):
            check_answer(kb, wrong)
    with pytest.raises(UnknownId):
        check_answer(kb, ["leeches"])


def test_what_does_not_exist_is_refused(kb):
    with pytest.raises(UnknownId):
        choose_patient(kb, "nothing", [])
    with pytest.raises(UnknownId):
        choose_patient(kb, "lumbar-disc", ["tired"])
