"""The shipped cautions: what a careful practitioner would look for first, and whether it really takes hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import pytest

from sciatica_teach.model.advice import Advice, AdvicePatient
from sciatica_teach.model.cautions import CautionLevel
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import STANDINGS, Hazard
from sciatica_teach.reasoning.advice import advise
from sciatica_teach.reasoning.advice_cautions import weigh_cautions

IDS = {
    "pregnancy", "pregnancy-first-trimester", "pregnancy-later", "pacemaker", "anticoagulant", "bleeding-disorder",
    "epilepsy", "fever", "skin-infection", "low-immunity", "lymphoedema", "neuropathy", "metal-implant",
    "spinal-surgery", "active-cancer", "first-visit", "no-consent", "child", "metal-allergy", "ischaemic-limb",
    "suspected-clot", "thin-skin",
}
LABOUR_LIST = ["li4", "sp6", "bl60", "bl32", "tung-22-04", "tung-22-05"]
DEPTH = re.compile(r"\d\s*(?:cun|mm|cm)\b")


def standing(kb: KnowledgeBase, flags: Collection[str], wanted: str, hazards: Collection[Hazard] = (), *,
             is_point: bool = False) -> str:
    """The worst that the rules of these cautions, written out here once more, leave of something."""
    leaves: dict[CautionLevel, str] = {
        "absolute": "contraindicated", "students": "contraindicated", "relative": "acceptable",
    }
    held = set(flags) | {implied for flag in flags for implied in kb.treatment.get_caution(flag).implies}
    left = ["preferred"]
    for rule in (rule for flag in held for rule in kb.treatment.get_caution(flag).rules):
        if wanted in (rule.points if is_point else rule.techniques) or set(hazards) & set(rule.hazards):
            left.append(leaves[rule.level])
    return min(left, key=STANDINGS.index)


def advice(kb: KnowledgeBase, *flags: str, cause_id: str = "lumbar-disc") -> Advice:
    return advise(kb, cause_id, AdvicePatient(flags=flags, observed={}))


def test_the_cautions_that_were_promised_are_there(kb: KnowledgeBase) -> None:
    assert {caution.id for caution in kb.treatment.cautions} == IDS


def test_whatever_is_allowed_under_conditions_names_them_and_whoever_is_sent_hears_why(kb: KnowledgeBase) -> None:
    for caution in kb.treatment.cautions:
        assert caution.refer == "treat" or caution.refer_why, caution.id
        assert all(rule.safer for rule in caution.rules if rule.level == "relative"), caution.id


def test_a_pacemaker_forbids_every_current_and_no_needle_by_hand(kb: KnowledgeBase) -> None:
    currents = [technique for technique in kb.treatment.techniques if "current" in technique.hazards]
    by_hand = [technique for technique in kb.treatment.techniques if technique.id.startswith("manual")]
    assert currents
    assert by_hand
    for technique in currents:
        assert standing(kb, ["pacemaker"], technique.id, technique.hazards) == "contraindicated"
        for cause in kb.causes:
            assert advice(kb, "pacemaker", cause_id=cause.id).get_technique(technique.id).standing == "contraindicated"
    for technique in by_hand:
        assert standing(kb, ["pacemaker"], technique.id, technique.hazards) == "acceptable"


def test_the_rule_on_current_needs_no_name_and_leaves_no_level_below_absolute(kb: KnowledgeBase) -> None:
    rules = [rule for rule in kb.treatment.get_caution("pacemaker").rules if "current" in rule.hazards]
    assert [rule.level for rule in rules] == ["absolute"]
    reasons, _ = weigh_cautions(kb, ["pacemaker"], "written-tomorrow", ["current"], is_point=False)
    assert [reason.limit for reason in reasons] == ["contraindicated"]


@pytest.mark.parametrize("flag", ["pregnancy", "pregnancy-first-trimester", "pregnancy-later"])
def test_in_pregnancy_students_put_nothing_through_or_onto_the_skin(kb: KnowledgeBase, flag: str) -> None:
    found = advice(kb, flag)
    for technique in kb.treatment.techniques:
        touches = not {"skin-break", "heat", "suction", "current"}.isdisjoint(technique.hazards)
        verdict = found.get_technique(technique.id)
        assert (verdict.standing == "contraindicated") == touches, technique.id
    assert {verdict.standing for verdict in found.points} == {"contraindicated"}


def test_the_points_of_the_labour_list_are_caught_by_a_rule_of_their_own(kb: KnowledgeBase) -> None:
    listed = {point.id for point in kb.treatment.points if "labour-list" in point.hazards}
    assert listed.issuperset(LABOUR_LIST)
    for point_id in listed:
        hazards = kb.treatment.get_point(point_id).hazards
        assert standing(kb, ["pregnancy"], point_id, hazards, is_point=True) == "contraindicated", point_id


def test_the_first_three_months_are_never_less_strict_than_pregnancy(kb: KnowledgeBase) -> None:
    pregnant, early = advice(kb, "pregnancy"), advice(kb, "pregnancy-first-trimester")
    assert "pregnancy" in early.flags
    for late, first in zip((*pregnant.techniques, *pregnant.points), (*early.techniques, *early.points), strict=True):
        assert STANDINGS.index(first.standing) <= STANDINGS.index(late.standing), late.id


def test_an_anticoagulant_forbids_what_is_deep_and_leaves_what_is_shallow(kb: KnowledgeBase) -> None:
    found = advice(kb, "anticoagulant")
    for thing in (*kb.treatment.techniques, *kb.treatment.points):
        if "deep" in thing.hazards:
            verdict = next(one for one in (*found.techniques, *found.points) if one.id == thing.id)
            assert verdict.standing == "contraindicated", thing.id
    for technique_id in ("manual-local", "manual-distal", "hand-points"):
        verdict = found.get_technique(technique_id)
        assert verdict.standing == "acceptable"
        assert any("press" in claim.text for claim in verdict.conditions), technique_id
    assert {point_id for point_id in ("gb30", "bl54", "gb29", "bl40")
            if found.get_point(point_id).standing == "contraindicated"} == {"gb30", "bl54", "gb29", "bl40"}


@pytest.mark.parametrize(("flag", "techniques", "points"), [
    ("neuropathy", ["moxibustion"], ["bl60", "bl62", "gb40", "gb41", "ki3"]),
    ("thin-skin", ["cupping"], []),
    ("epilepsy", ["electro-low-back"], []),
    ("spinal-surgery", ["electro-low-back"], ["gv3", "gv4", "ex-b2"]),
    ("bleeding-disorder", ["dry-gluteal", "dry-low-back", "electro-low-back", "cupping", "manual-local"], ["gb30"]),
    ("lymphoedema", ["dry-gluteal"], ["bl57", "sp6", "st36", "gb41", "gb29", "gb30", "bl53", "bl54"]),
    ("ischaemic-limb", ["moxibustion", "cupping", "manual-distal"], ["bl57", "ki3", "gb34", "bl36"]),
    ("suspected-clot", ["manual-distal", "cupping", "electro-low-back"], ["bl57", "bl40"]),
    ("active-cancer", ["electro-low-back", "dry-gluteal", "cupping"], []),
    ("no-consent", ["manual-local", "hand-points", "moxibustion", "cupping", "electro-low-back"], []),
    ("child", ["manual-local", "hand-points", "moxibustion", "cupping"], []),
])
def test_what_each_caution_forbids_by_itself(
    kb: KnowledgeBase, flag: str, techniques: list[str], points: list[str]
) -> None:
    for technique_id in techniques:
        hazards = kb.treatment.get_technique(technique_id).hazards
        assert standing(kb, [flag], technique_id, hazards) == "contraindicated", technique_id
    for point_id in points:
        hazards = kb.treatment.get_point(point_id).hazards
        assert standing(kb, [flag], point_id, hazards, is_point=True) == "contraindicated", point_id


def test_on_an_anticoagulant_nothing_is_needled_at_the_trochanter(kb: KnowledgeBase) -> None:
    found = advice(kb, "anticoagulant", cause_id="trochanteric-pain")
    needled = {technique.id for technique in kb.treatment.techniques if technique.kind == "needle"}

    assert {one.id for one in found.techniques if one.standing in ("acceptable", "preferred")}.isdisjoint(needled)
    assert {point.standing for point in found.points} <= {"contraindicated", "not-indicated"}


@pytest.mark.parametrize("flag", sorted(IDS))
def test_no_caution_speaks_against_explaining_and_moving(kb: KnowledgeBase, flag: str) -> None:
    for technique_id in ("education-exercise", "referral"):
        hazards = kb.treatment.get_technique(technique_id).hazards
        assert standing(kb, [flag], technique_id, hazards) == "preferred", technique_id


@pytest.mark.parametrize(("flag", "urgency"), [
    ("fever", "same-day"), ("suspected-clot", "same-day"), ("ischaemic-limb", "same-day"),
    ("active-cancer", "urgent"), ("pregnancy", "routine"), ("pacemaker", "treat"), ("first-visit", "treat"),
])
def test_how_fast_a_caution_sends_a_patient(kb: KnowledgeBase, flag: str, urgency: str) -> None:
    assert advice(kb, flag).refer == urgency


@pytest.mark.parametrize("flag", ["pregnancy", "anticoagulant", "pacemaker", "epilepsy", "lymphoedema"])
def test_where_sources_disagree_both_sides_are_told(kb: KnowledgeBase, flag: str) -> None:
    about = kb.treatment.get_caution(flag).about
    assert about.conflict
    assert len(about.sources) >= 3


def test_a_finding_that_asks_for_a_caution_brings_it(kb: KnowledgeBase) -> None:
    asked = [caution for caution in kb.treatment.cautions if caution.finding]
    assert len(asked) >= 8
    for caution in asked:
        found = advise(kb, "lumbar-disc", AdvicePatient(observed={caution.finding: "present"}))
        assert caution.id in found.flags


def claims_of(kb: KnowledgeBase) -> Iterator[Claim]:
    for caution in kb.treatment.cautions:
        yield caution.about
        for rule in caution.rules:
            yield rule.why
            yield from rule.safer
    for danger in kb.treatment.dangers:
        yield danger.what
        for mitigation in danger.mitigations:
            yield mitigation.why


def test_no_caution_and_no_danger_gives_a_depth_in_figures(kb: KnowledgeBase) -> None:
    assert [claim.text for claim in claims_of(kb) if DEPTH.search(claim.text)] == []
