"""The advice on made-up treatments: its worked example, its laws, and the same done plainly."""

from __future__ import annotations

from dataclasses import replace

import advice_oracle as oracle
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from small_knowledge import cause, finding, knowledge
from small_treatment import beliefs, both_at_once, caution, patients, point, technique, treatments, with_treatment

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.advice import Advice, AdvicePatient, NeedlePath, Verdict
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import STANDINGS
from sciatica_teach.reasoning.advice import advise

NOBODY = AdvicePatient(observed={})


def flagged(*flags: str) -> AdvicePatient:
    return AdvicePatient(flags=flags, observed={})


def rank(verdict: Verdict) -> int:
    return STANDINGS.index(verdict.standing)


@pytest.fixture
def clinic() -> KnowledgeBase:
    return with_treatment(
        knowledge([cause("disc"), cause("clot", "same-day"), cause("cauda", "emergency"), cause("muscle")],
                  [finding("saddle", 0.01, {"cauda": 0.9}, refer="emergency"), finding("device", 0.01)]),
        techniques=(
            technique("send", {"clot": "preferred", "cauda": "preferred"}, kind="referral"),
            technique("teach", {"disc": "preferred", "muscle": "preferred"}, kind="active"),
            technique("lumbar-current", {"disc": "acceptable"}, hazards=["skin-break", "current"], target="back"),
            technique("calf-needle", {"disc": "preferred", "clot": "contraindicated", "muscle": "acceptable"},
                      hazards=["skin-break"], target="calf"),
            technique("back-needle", {"disc": "preferred", "clot": "preferred", "muscle": "acceptable"},
                      hazards=["skin-break"], target="back"),
        ),
        points=(point("bl57", {"disc": "preferred", "clot": "contraindicated"}, target="calf"),
                point("bl25", {"disc": "acceptable"}, hazards=["deep"], target="back")),
        cautions=(caution("anticoagulant", "relative", hazards=["deep", "current"]),
                  caution("pacemaker", "absolute", hazards=["current"], finding_id="device"),
                  caution("pregnancy", "students", hazards=["skin-break"]),
                  caution("first-trimester", "relative", techniques=["teach"], implies=["pregnancy"])),
    )


def test_the_worked_example(clinic: KnowledgeBase) -> None:
    verdict = advise(clinic, "disc", flagged("anticoagulant", "pacemaker")).get_technique("lumbar-current")

    assert verdict.standing == "contraindicated"
    assert (verdict.reasons[0].of, verdict.reasons[0].limit) == ("pacemaker", "contraindicated")
    assert {(reason.of, reason.limit) for reason in verdict.reasons[1:]} == {
        ("anticoagulant", "acceptable"), ("disc", "acceptable")}


def test_a_relative_caution_names_its_conditions(clinic: KnowledgeBase) -> None:
    verdict = advise(clinic, "disc", flagged("anticoagulant")).get_technique("lumbar-current")
    assert verdict.standing == "acceptable"
    assert [condition.text for condition in verdict.conditions] == ["safer with anticoagulant"]


def test_a_finding_that_asks_for_a_caution_is_the_caution(clinic: KnowledgeBase) -> None:
    asked = AdvicePatient(observed={"device": "present"})
    assert advise(clinic, "disc", asked) == advise(clinic, "disc", AdvicePatient(flags=("pacemaker",),
                                                                                observed={"device": "present"}))
    assert advise(clinic, "disc", asked).flags == ("pacemaker",)


def test_a_caution_implies_others(clinic: KnowledgeBase) -> None:
    advice = advise(clinic, "disc", flagged("first-trimester"))
    assert advice.flags == ("pregnancy", "first-trimester")
    assert advice.get_technique("back-needle").standing == "contraindicated"
    assert advice.get_technique("teach").standing == "acceptable"


def test_safe_under_all_likely_causes_beats_right_first_and_dangerous_second(clinic: KnowledgeBase) -> None:
    sure = advise(clinic, "disc", NOBODY)
    assert rank(sure.get_technique("calf-needle")) == rank(sure.get_technique("back-needle"))

    kb = replace(clinic, losses=replace(clinic.losses, delay={
        needed: dict.fromkeys(URGENCIES, 0.0) for needed in URGENCIES}))  # so that the belief sends nobody
    unsure = advise(kb, "disc", NOBODY, {"disc": 0.92, "clot": 0.08})
    assert rank(unsure.get_technique("calf-needle")) < rank(unsure.get_technique("back-needle"))
    reason = unsure.get_technique("calf-needle").reasons[0]
    assert (reason.kind, reason.of, reason.share) == ("uncertainty", "clot", 0.08)
    assert unsure.get_point("bl57").standing == "contraindicated"


def test_an_open_question_leaves_nothing_preferred_that_only_one_answer_asks_for(clinic: KnowledgeBase) -> None:
    advice = advise(clinic, "disc", NOBODY, {"disc": 0.7, "muscle": 0.3})
    assert advice.get_technique("teach").standing == "preferred"
    assert advice.get_point("bl57").standing == "acceptable"
    assert advise(clinic, "disc", NOBODY, {"disc": 0.9, "muscle": 0.1}).get_point("bl57").standing == "preferred"


def test_a_likely_emergency_sends_the_patient(clinic: KnowledgeBase) -> None:
    advice = advise(clinic, "disc", NOBODY, {"disc": 0.8, "cauda": 0.2})
    assert advice.refer == "emergency"
    assert (advice.refer_reasons[0].of, advice.refer_reasons[0].share) == ("cauda", 0.2)


def test_a_red_flag_outranks_a_belief_that_is_sure(clinic: KnowledgeBase) -> None:
    advice = advise(clinic, "disc", AdvicePatient(observed={"saddle": "present"}), {"disc": 1.0})
    assert advice.refer == "emergency"
    assert [verdict.id for verdict in advice.techniques if verdict.standing != "contraindicated"] == ["send"]


def test_a_point_is_worth_no_more_than_the_needles_for_its_target(clinic: KnowledgeBase) -> None:
    advice = advise(clinic, "disc", flagged("pregnancy"))
    assert advice.get_point("bl25").standing == "contraindicated"
    assert {reason.kind for reason in advice.get_point("bl25").reasons if reason.limit == "contraindicated"} == {
        "caution", "technique"}


def test_what_is_contraindicated_has_no_conditions_that_would_make_it_safer(clinic: KnowledgeBase) -> None:
    assert advise(clinic, "disc", flagged("anticoagulant")).get_point("bl25").conditions
    assert not advise(clinic, "disc", flagged("anticoagulant", "pregnancy")).get_point("bl25").conditions


def test_what_is_not_on_record_says_so(clinic: KnowledgeBase) -> None:
    verdict = advise(clinic, "muscle", NOBODY).get_technique("lumbar-current")
    assert (verdict.standing, verdict.reasons[0].kind) == ("not-indicated", "no-record")


def test_needle_paths_are_handed_through(clinic: KnowledgeBase) -> None:
    path = NeedlePath(point="bl57", build="slim", structure="tibial", depth_mm=20.0, clearance_mm=3.0)
    stranger = replace(path, point="bl99")
    assert advise(clinic, "disc", NOBODY, paths=(path, stranger)).paths == (path,)


@pytest.mark.parametrize(("arguments", "nearest"), [
    (("dsc", NOBODY), "disc"),
    (("disc", flagged("pacemakr")), "pacemaker"),
    (("disc", AdvicePatient(observed={"sadle": "present"})), "saddle"),
    (("disc", NOBODY, {"disc": 0.5, "musle": 0.5}), "muscle"),
])
def test_unknown_ids_are_named(clinic: KnowledgeBase, arguments: tuple, nearest: str) -> None:
    with pytest.raises(UnknownId, match=f"Did you mean {nearest}"):
        advise(clinic, *arguments)


def all_but_referral(kb: KnowledgeBase, advice: Advice) -> list[Verdict]:
    return [verdict for verdict in advice.techniques if kb.treatment.get_technique(verdict.id).kind != "referral"
            ] + list(advice.points)


@given(data=st.data(), kb=treatments())
def test_one_more_caution_never_improves_a_verdict(data: st.DataObject, kb: KnowledgeBase) -> None:
    patient, belief = data.draw(patients(kb)), data.draw(beliefs(kb))
    more = replace(patient, flags=(*patient.flags, data.draw(st.sampled_from(kb.treatment.cautions)).id))
    for one in kb.causes:
        before, after = advise(kb, one.id, patient, belief), advise(kb, one.id, more, belief)
        for old, new in zip(all_but_referral(kb, before), all_but_referral(kb, after), strict=True):
            assert rank(new) <= rank(old)
        assert URGENCIES.index(after.refer) >= URGENCIES.index(before.refer)


@given(data=st.data(), kb=treatments())
def test_a_red_flag_never_improves_a_verdict(data: st.DataObject, kb: KnowledgeBase) -> None:
    patient = data.draw(patients(kb))
    before = advise(kb, kb.causes[0].id, replace(patient, observed={**patient.observed, "flag": "absent"}))
    after = advise(kb, kb.causes[0].id, replace(patient, observed={**patient.observed, "flag": "present"}))
    for old, new in zip(all_but_referral(kb, before), all_but_referral(kb, after), strict=True):
        assert rank(new) <= rank(old)


@given(data=st.data(), kb=treatments())
def test_an_emergency_cause_gets_referral_and_nothing_else(data: st.DataObject, kb: KnowledgeBase) -> None:
    patient, belief = data.draw(patients(kb)), data.draw(beliefs(kb))
    for one in kb.causes:
        if one.urgency == "emergency":
            advice = advise(kb, one.id, patient, belief)
            assert advice.get_technique("send").standing == "preferred"
            assert {verdict.standing for verdict in all_but_referral(kb, advice)} == {"contraindicated"}


@given(data=st.data(), kb=treatments())
def test_every_verdict_has_a_reason_that_decides_it(data: st.DataObject, kb: KnowledgeBase) -> None:
    advice = advise(kb, kb.causes[0].id, data.draw(patients(kb)), data.draw(beliefs(kb)))
    for verdict in all_but_referral(kb, advice):
        assert verdict.reasons[0].limit == verdict.standing
    assert all(verdict.reasons for verdict in advice.techniques)
    assert bool(advice.refer_reasons) == (advice.refer != "treat")


@given(data=st.data(), kb=treatments())
def test_done_plainly_it_is_the_same(data: st.DataObject, kb: KnowledgeBase) -> None:
    patient, belief = data.draw(patients(kb)), data.draw(beliefs(kb))
    for one in kb.causes:
        advice = advise(kb, one.id, patient, belief)
        assert advice.refer == oracle.refer(kb, one.id, patient, belief)
        for made in kb.treatment.techniques[1:]:
            expected = oracle.technique_standing(kb, made, one.id, patient, belief)
            assert advice.get_technique(made.id).standing == expected
        for place in kb.treatment.points:
            assert advice.get_point(place.id).standing == oracle.point_standing(kb, place, one.id, patient, belief)


# ---- Two problems at once ----

@pytest.fixture
def double() -> KnowledgeBase:
    """A narrow canal, a worn hip, and both; the hip forbids the current and knows nothing of the root needle."""
    canal, hip = cause("canal", "routine"), cause("hip", "routine")
    return with_treatment(
        knowledge([canal, hip, both_at_once(canal, hip)], []),
        techniques=(
            technique("send", {"canal": "preferred"}, kind="referral"),
            technique("teach", {"canal": "acceptable", "hip": "preferred"}, kind="active"),
            technique("root-needle", {"canal": "acceptable"}, hazards=["skin-break"], target="root"),
            technique("joint-needle", {"canal": "not-indicated", "hip": "acceptable"}, target="joint"),
            technique("current", {"canal": "preferred", "hip": "contraindicated", "both": "preferred"}),
            technique("warmth", {"canal": "preferred", "both": "not-indicated"}, kind="heat"),
        ),
        points=(point("bl25", {"canal": "preferred"}, target="root"),
                point("gb29", {"hip": "acceptable"}, target="joint"), point("gb30", {"hip": "contraindicated"})),
    )


def test_what_helps_one_of_two_problems_is_of_use_and_each_reason_names_its_part(double: KnowledgeBase) -> None:
    advice = advise(double, "both", NOBODY)
    assert advice.get_technique("teach").standing == "preferred"
    root = advice.get_technique("root-needle")
    assert root.standing == "acceptable"
    assert [(reason.of, reason.kind, reason.limit) for reason in root.reasons] == [
        ("canal", "indication", "acceptable"), ("hip", "no-record", None)]
    assert [reason.text for reason in root.reasons] == [
        "canal: root-needle in canal is acceptable.", "hip: Nothing on record."]
    joint = advice.get_technique("joint-needle")
    assert [(reason.of, reason.limit) for reason in joint.reasons] == [("hip", "acceptable"), ("canal", None)]
    assert (advice.get_point("bl25").standing, advice.get_point("gb29").standing) == ("acceptable", "acceptable")


def test_what_harms_one_of_two_problems_is_not_done_whatever_is_said_of_both(double: KnowledgeBase) -> None:
    advice = advise(double, "both", NOBODY)
    current = advice.get_technique("current")
    assert (current.standing, current.reasons[0].of, current.reasons[0].kind) == ("contraindicated", "hip", "cause")
    assert advice.get_point("gb30").standing == "contraindicated"
    unsure = advise(double, "canal", NOBODY, {"canal": 0.9, "both": 0.1}).get_technique("current")
    assert (unsure.standing, unsure.reasons[0].kind, unsure.reasons[0].of) == (
        "contraindicated", "uncertainty", "both")


def test_what_is_said_of_both_goes_before_what_is_said_of_a_part(double: KnowledgeBase) -> None:
    assert advise(double, "both", NOBODY).get_technique("warmth").standing == "not-indicated"


def test_a_letter_goes_out_for_what_a_part_is_sent_for(double: KnowledgeBase) -> None:
    advice = advise(double, "both", NOBODY)
    assert (advice.refer, advice.refer_reasons[0].text) == ("routine", "send in canal is preferred.")
    assert advice.get_technique("send").standing == "preferred"


@given(kb=treatments())
def test_two_problems_are_forbidden_what_either_forbids_and_never_allow_more_than_both(kb: KnowledgeBase) -> None:
    whole = next((one for one in kb.causes if one.parts), None)
    assume(whole is not None)
    advices = {one.id: advise(kb, one.id, NOBODY) for one in kb.causes}
    for index, made in enumerate(kb.treatment.techniques):
        mine, *parts = (advices[one].techniques[index] for one in whole.with_parts)
        if made.kind == "referral" or any("both" in use.causes for use in made.indications):
            continue
        assert rank(mine) <= max(map(rank, parts))
        if "contraindicated" in {verdict.standing for verdict in parts}:
            assert mine.standing == "contraindicated"
