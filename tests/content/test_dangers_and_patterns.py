"""The shipped dangers, patterns and rules of the article: nothing that can be guessed, nothing that lifts a guard."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from sciatica_teach.model.advice import AdvicePatient
from sciatica_teach.model.cautions import Danger
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.advice import advise
from sciatica_teach.reasoning.referral import referral_floor

POINT_CODE = re.compile(r"\b(?:BL|GB|GV|ST|SP|KI|LI|SI|TE|EX-)[ -]?\w?\d|\b22\.0\d")


def test_every_danger_has_one_thing_that_helps_and_most_have_one_that_harms(kb: KnowledgeBase) -> None:
    dangers = kb.treatment.dangers
    assert len(dangers) >= 14
    for danger in dangers:
        works = [mitigation.works for mitigation in danger.mitigations]
        assert works.count("yes") == 1, danger.id
        assert set(works) & {"no", "partly"}, danger.id
    assert sum("harms" in {one.works for one in danger.mitigations} for danger in dangers) >= len(dangers) - 2


def test_what_helps_is_not_found_by_its_place_in_the_list(kb: KnowledgeBase) -> None:
    places = [[one.works for one in danger.mitigations].index("yes") for danger in kb.treatment.dangers]
    assert max(places.count(place) for place in set(places)) <= len(places) / 2


def find_length_rank(danger: Danger) -> int:
    """1 where what helps is the longest text."""
    longest_first = sorted(danger.mitigations, key=lambda one: -len(one.text))
    return [one.works for one in longest_first].index("yes") + 1


def test_what_helps_is_not_found_by_its_length(kb: KnowledgeBase) -> None:
    dangers = kb.treatment.dangers
    ranks = [find_length_rank(danger) for danger in dangers]
    shortest = sum(rank == len(danger.mitigations) for rank, danger in zip(ranks, dangers, strict=True))

    assert 0 < ranks.count(1) <= len(dangers) / 3
    assert 0 < shortest <= len(dangers) / 3
    assert max(ranks.count(rank) for rank in set(ranks)) <= len(dangers) / 2


def test_no_kind_of_mistake_is_always_the_longest(kb: KnowledgeBase) -> None:
    longest = [max(danger.mitigations, key=lambda one: len(one.text)).works for danger in kb.treatment.dangers]

    assert max(longest.count(works) for works in set(longest)) <= len(longest) / 2


def test_current_is_a_danger_of_plans_with_current(kb: KnowledgeBase) -> None:
    danger = kb.treatment.get_danger("current")

    assert (danger.hazards, danger.flags, danger.always) == (("current",), (), False)


def test_the_dangers_of_every_needle_are_those_of_every_plan(kb: KnowledgeBase) -> None:
    always = {danger.id for danger in kb.treatment.dangers if danger.always}
    assert {"missed-cauda-equina", "infection", "fainting"} <= always


@pytest.mark.parametrize("hazard", [
    "current", "heat", "suction", "deep", "strong", "near-spine", "near-nerve", "near-vessel", "near-kidney",
])
def test_every_hazard_that_something_has_belongs_to_a_danger(kb: KnowledgeBase, hazard: str) -> None:
    assert any(hazard in danger.hazards for danger in kb.treatment.dangers)


@pytest.mark.parametrize(("danger_id", "mitigation_id"), [
    ("nerve-hit", "shock-then-back"), ("current", "far-from-chest"), ("missed-cauda-equina", "wait-for-leaking"),
    ("masked-deficit", "more-when-weaker"), ("bleeding", "leave-out-tablets"), ("spinal-canal", "feel-the-give"),
    ("pregnancy", "low-back-current"), ("late-referral", "one-session-first"), ("ischaemic-tissue", "warm-it"),
])
def test_what_sounds_careful_and_does_harm_is_called_harm(
    kb: KnowledgeBase, danger_id: str, mitigation_id: str
) -> None:
    mitigations = {one.id: one for one in kb.treatment.get_danger(danger_id).mitigations}
    assert mitigations[mitigation_id].works == "harms"


@pytest.mark.parametrize("cause_id", [
    "cauda-equina", "cord-compression", "spinal-infection", "spinal-malignancy", "vertebral-fracture",
    "aortic-aneurysm", "acute-limb-ischaemia", "deep-vein-thrombosis", "herpes-zoster", "common-fibular",
])
def test_where_time_counts_the_lost_time_is_a_danger(kb: KnowledgeBase, cause_id: str) -> None:
    assert kb.get_cause(cause_id).urgency in ("same-day", "emergency")
    assert cause_id in kb.treatment.get_danger("late-referral").causes


def test_no_cause_that_is_seen_the_same_day_is_left_out_of_it(kb: KnowledgeBase) -> None:
    hurried = {cause.id for cause in kb.causes if cause.urgency in ("same-day", "emergency")}
    assert hurried <= set(kb.treatment.get_danger("late-referral").causes)


def test_every_pattern_has_its_guard_and_says_that_it_is_no_diagnosis(kb: KnowledgeBase) -> None:
    assert len(kb.treatment.patterns) == 9
    for pattern in kb.treatment.patterns:
        assert "Not a validated diagnosis." in pattern.beside.text, pattern.id
        assert pattern.signs.mark == "tradition", pattern.id
        assert pattern.guard, pattern.id
        assert pattern.guard_findings, pattern.id


@pytest.mark.parametrize(("pattern_id", "present", "urgency"), [
    ("damp-heat", ["fever-or-chills"], "emergency"),
    ("damp-heat", ["rash-in-a-strip"], "same-day"),
    ("liver-kidney", ["bladder-change"], "emergency"),
    ("liver-kidney", ["saddle-numbness"], "emergency"),
    ("stasis", ["night-pain", "past-cancer"], "same-day"),
    ("stasis", ["recent-fall"], "same-day"),
    ("cold-damp", ["sudden-cold-limb"], "emergency"),
    ("cold-damp", ["rest-pain-or-sore"], "same-day"),
    ("shaoyang", ["foot-lift-weak"], "same-day"),
    ("mixed-channels", ["both-legs-sciatica"], "emergency"),
    ("taiyang", ["calf-swollen"], "same-day"),
    ("qi-blood", ["weight-loss"], "urgent"),
])
def test_what_makes_a_guard_speak_sends_the_patient(
    kb: KnowledgeBase, pattern_id: str, present: Sequence[str], urgency: str
) -> None:
    pattern = next(one for one in kb.treatment.patterns if one.id == pattern_id)
    assert set(present) <= set(pattern.guard_findings)
    assert referral_floor(kb, dict.fromkeys(present, "present")).urgency == urgency


def test_a_yangming_picture_asks_for_upper_root_and_hip(kb: KnowledgeBase) -> None:
    pattern = next(one for one in kb.treatment.patterns if one.id == "yangming")
    assert {"knee-straightening-weak", "hip-internal-rotation-painful"} <= set(pattern.guard_findings)
    assert "hip-osteoarthritis" in pattern.resembles


def test_heat_is_not_brought_to_heat(kb: KnowledgeBase) -> None:
    moxa = {pattern.id: pattern.moxa for pattern in kb.treatment.patterns}
    assert moxa["damp-heat"] == "avoid"
    assert moxa["cold-damp"] == "fits"


def test_the_rule_for_every_cause_is_held_against_every_cause_and_names_no_point(kb: KnowledgeBase) -> None:
    rule = next(one for one in kb.treatment.article_rules if one.article_claim == "whatever-the-cause")
    assert set(rule.causes) == {cause.id for cause in kb.causes if not cause.parts}
    assert rule.technique == "hand-points"
    for one in kb.treatment.article_rules:
        assert not POINT_CODE.search(one.rule.text + one.critique.text), one.id


def test_the_rules_of_the_article_are_opinion_or_tradition_and_lift_nothing(kb: KnowledgeBase) -> None:
    rules = kb.treatment.article_rules
    assert {rule.article_claim for rule in rules} == {
        "assessment-first", "current-for-the-spine", "breaks-up-knots", "whatever-the-cause", "eight-to-ten-visits",
    }
    for rule in rules:
        assert rule.rule.mark in ("opinion", "tradition"), rule.id
        for cause_id in rule.causes:
            advice = advise(kb, cause_id, AdvicePatient(flags=("no-consent", "pacemaker"), observed={}))
            verdict = advice.get_technique(rule.technique)
            assert any(reason.kind == "article" for reason in verdict.reasons) or rule.technique == "referral"
            assert verdict.standing == "contraindicated" or rule.technique == "referral", (rule.id, cause_id)
