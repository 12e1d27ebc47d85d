"""Chains of reasoning, marked: several are valid, blank is nothing, a wrong early link does not zero the rest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from small_chains import ANGLES, TWELVE, advice_of, best_chain, chains, good_techniques, grade, task_of

from sciatica_teach.errors import BadSubmission, UnknownId
from sciatica_teach.grading.chain_apart import find_reasons_against
from sciatica_teach.grading.chain_checks import (
    MOST_POINTS,
    find_links,
    find_missing,
    find_offered_mechanisms,
    leave_out_unasked,
)
from sciatica_teach.grading.chains import find_harms
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.chains import Chain, PlannedDose, PlannedPoint

# ---- The best chains ----

@pytest.mark.parametrize("task_id", TWELVE)
def test_whatever_the_advice_leaves_makes_a_chain_that_earns_everything(shipped, task_id):
    task = task_of(shipped, task_id)
    techniques = good_techniques(shipped, task)
    assert techniques
    for technique_id in techniques:
        chain = best_chain(shipped, task, technique_id)
        found = grade(shipped, task, chain)
        told = [(link.link, link.verdict, link.told) for link in found.links]
        needless = ("technique", "referral") if is_needless_referral(shipped, task, technique_id) else ()
        verdicts = {link.link: link.verdict for link in found.counted}
        expected = {link: "partly" if link in needless else "fits" for link in verdicts}
        assert verdicts == expected, (technique_id, told)
        assert found.earned == found.possible - len(needless) / 2
        assert {link.verdict for link in found.links if link not in found.counted} <= {"nothing"}
        assert found.possible == len(found.counted) >= 5
        assert (found.harms, found.failed) == ((), False)


def is_needless_referral(kb, task, technique_id):
    """Whoever always refers is safe, and treats nobody."""
    kind = kb.treatment.get_technique(technique_id).kind
    return kind == "referral" and advice_of(kb, task)(task.truth).refer == "treat"


@pytest.mark.parametrize("task_id", TWELVE)
def test_every_cause_that_is_accepted_as_a_first_link_makes_one_too(shipped, task_id):
    task = task_of(shipped, task_id)
    for cause_id in task.also:
        earned = [grade(shipped, task, best_chain(shipped, task, name, cause_id))
                  for name in good_techniques(shipped, task, cause_id)]
        assert any(not one.failed and one.earned == one.possible for one in earned), cause_id


def test_a_link_with_nothing_to_earn_is_counted_neither_way(shipped):
    task = task_of(shipped, "carmel")
    chain = replace(best_chain(shipped, task, "referral"), mitigations={"burn": ""})
    found = grade(shipped, task, chain)
    dangers = found.find_link("dangers")
    assert (dangers.verdict, dangers.possible) == ("nothing", 0.0)
    assert [part.verdict for part in dangers.parts] == ["nothing"]
    assert dangers not in found.counted
    assert (found.earned, found.possible) == (4.0, 5.0)
    assert (len(found.fitting), len(found.in_parts), len(found.counted)) == (3, 2, 5)


def test_a_sum_with_a_fraction_says_in_which_links_it_comes_about(shipped):
    task = task_of(shipped, "ilir")
    chain = best_chain(shipped, task, "manual-local")
    fewer = dict(list(chain.mitigations.items())[1:])
    found = grade(shipped, task, replace(chain, mitigations=fewer))
    assert [link.link for link in found.in_parts] == ["dangers"]
    assert found.earned == pytest.approx(len(found.fitting) + sum(link.earned for link in found.in_parts))
    assert len(found.fitting) == 6


def test_an_emergency_has_one_right_technique_and_a_disc_has_several(shipped):
    assert good_techniques(shipped, task_of(shipped, "farid")) == ["referral"]
    assert len(good_techniques(shipped, task_of(shipped, "ilir"))) >= 3


# ---- Which links there are ----

def test_a_plan_with_needles_has_seven_links_and_a_referral_six(shipped):
    assert find_links(shipped, "") == find_links(shipped, "manual-local") == (
        "cause", "mechanism", "target", "technique", "points", "dangers", "dose")
    assert find_links(shipped, "education-exercise") == ("cause", "mechanism", "target", "technique", "dangers", "dose")
    assert find_links(shipped, "referral") == ("cause", "mechanism", "target", "technique", "dangers", "referral")


def test_what_was_filled_in_before_the_technique_changed_does_not_count(shipped):
    task = task_of(shipped, "ilir")
    chain = best_chain(shipped, task, "education-exercise")
    deep = PlannedPoint(point="gb30", depth_cun=9.0, angle="upward")
    assert grade(shipped, task, replace(chain, points=(deep,), refer="emergency")) == grade(shipped, task, chain)
    assert leave_out_unasked(shipped, replace(chain, technique="referral", refer="routine")).dose is None


def test_what_is_missing_is_said_in_order_and_a_half_planned_point_is_missing(shipped):
    assert find_missing(shipped, Chain()) == find_links(shipped, "")
    chain = best_chain(shipped, task_of(shipped, "ilir"), "manual-local")
    assert find_missing(shipped, chain) == ()
    half = replace(chain.points[0], angle=None)
    dose = replace(chain.dose, review_at=None)
    opened = {**chain.mitigations, next(iter(chain.mitigations)): ""}
    assert find_missing(shipped, replace(chain, points=(half,), dose=dose, mitigations=opened)) == (
        "points", "dangers", "dose")
    assert find_missing(shipped, replace(chain, technique="referral")) == ("referral",)


# ---- Laws of any chain ----

@given(data=st.data(), task_id=st.sampled_from(TWELVE))
def test_any_chain_is_marked_within_bounds_and_fails_exactly_where_it_is_dangerous(shipped, data, task_id):
    task = task_of(shipped, task_id)
    chain = data.draw(chains(shipped, task))
    found = grade(shipped, task, chain)
    assert tuple(link.link for link in found.links) == find_links(shipped, chain.technique)
    assert found.harms == find_harms(shipped, task, chain, advice_of(shipped, task)(task.truth))
    dangerous = {harm.link for harm in found.harms}
    assert found.failed == bool(dangerous)
    for link in found.links:
        assert 0.0 <= link.earned <= link.possible <= 1.0
        assert (link.verdict == "harmful") == (link.link in dangerous)
        assert link.earned == 0.0 or link.verdict not in {"harmful", "wrong", "blank"}
        assert link.earned == 1.0 or link.verdict != "fits" or link.possible == 0.0
        assert link.told
        assert all(claim.sources or claim.mark in {"opinion", "estimate"} for claim in link.why)


@given(data=st.data(), task_id=st.sampled_from(TWELVE))
def test_the_order_of_ticking_does_not_matter(shipped, data, task_id):
    task = task_of(shipped, task_id)
    chain = data.draw(chains(shipped, task))
    points = tuple(data.draw(st.permutations(chain.points)))
    mitigations = dict(data.draw(st.permutations(list(chain.mitigations.items()))))
    other_way = replace(chain, points=points, mitigations=mitigations)
    one, other = (grade(shipped, task, way) for way in (chain, other_way))
    assert [(link.verdict, link.earned) for link in one.links] == [(link.verdict, link.earned) for link in other.links]
    assert {harm.told for harm in one.harms} == {harm.told for harm in other.harms}


@given(data=st.data(), task_id=st.sampled_from(TWELVE))
def test_emptying_a_link_of_one_choice_earns_nothing_there(shipped, data, task_id):
    task = task_of(shipped, task_id)
    link = data.draw(st.sampled_from(["cause", "mechanism", "target"]))
    found = grade(shipped, task, replace(data.draw(chains(shipped, task)), **{link: ""})).find_link(link)
    assert (found.verdict, found.earned) == ("blank", 0.0)


@pytest.mark.parametrize("task_id", TWELVE)
def test_a_blank_chain_earns_nothing_and_hurts_nobody(shipped, task_id):
    found = grade(shipped, task_of(shipped, task_id), Chain())
    assert (found.earned, found.failed) == (0.0, False)
    assert {link.verdict for link in found.links if link.possible} == {"blank"}


# ---- A wrong early link ----

@pytest.mark.parametrize("task_id", TWELVE)
def test_a_wrong_cause_with_a_sound_rest_still_earns_something(shipped, task_id):
    task = task_of(shipped, task_id)
    for cause_id in set(task.offered) - {task.truth, *task.also}:
        for technique_id in good_techniques(shipped, task, cause_id):
            found = grade(shipped, task, best_chain(shipped, task, technique_id, cause_id))
            assert found.find_link("cause").verdict == "wrong"
            assert found.find_link("mechanism").verdict in {"follows", "fits"}
            assert found.find_link("target").verdict in {"follows", "fits"}
            assert 0 < found.earned < found.possible


def test_a_facet_joint_taken_for_a_disc_loses_one_link_and_half_of_another(shipped):
    """The worked number: five that fit, a mechanism that follows, a wrong cause."""
    offered = ("facet-referred", "lumbar-disc", "deep-gluteal")
    task = replace(task_of(shipped, "carmel"), offered=offered, flags=(), findings={})
    disc = next(one.id for one in shipped.treatment.mechanisms
                if "lumbar-disc" in one.causes and "facet-referred" not in one.causes)
    chain = replace(best_chain(shipped, task, "dry-low-back"), cause="lumbar-disc", mechanism=disc)
    found = grade(shipped, task, chain)
    assert [link.verdict for link in found.links] == ["wrong", "follows", *["fits"] * 5]
    assert (found.earned, found.possible) == (5.5, 7.0)


@given(data=st.data(), task_id=st.sampled_from(TWELVE))
def test_the_four_verdicts_on_a_mechanism_are_those_of_the_table(shipped, data, task_id):
    task = task_of(shipped, task_id)
    chain = data.draw(chains(shipped, task))
    assume(chain.mechanism)
    causes = shipped.treatment.get_mechanism(chain.mechanism).causes
    is_right = any(cause_id in causes for cause_id in (task.truth, *task.also))
    expected = {(True, True): "fits", (True, False): "loose", (False, True): "follows", (False, False): "wrong"}
    assert grade(shipped, task, chain).find_link("mechanism").verdict == expected[is_right, chain.cause in causes]


@given(data=st.data(), task_id=st.sampled_from(TWELVE))
def test_the_four_verdicts_on_a_target_are_those_of_the_table(shipped, data, task_id):
    task = task_of(shipped, task_id)
    chain = data.draw(chains(shipped, task))
    assume(chain.target)

    def is_reached(cause_id):
        return any(
            one.target == chain.target
            for name in good_techniques(shipped, task, cause_id)
            for one in shipped.treatment.get_technique(name).indications if cause_id in one.causes
        )

    is_right = any(map(is_reached, (task.truth, *task.also)))
    is_in_line = bool(chain.cause) and is_reached(chain.cause)
    expected = {(True, True): "fits", (True, False): "loose", (False, True): "follows", (False, False): "wrong"}
    assert grade(shipped, task, chain).find_link("target").verdict == expected[is_right, is_in_line]


@given(data=st.data(), task_id=st.sampled_from(TWELVE))
def test_the_four_verdicts_on_a_technique_are_those_of_the_table(shipped, data, task_id):
    """An oracle that asks the advice for the patient and for the learner's own cause."""
    task = task_of(shipped, task_id)
    chain = data.draw(chains(shipped, task))
    assume(chain.technique)
    technique = shipped.treatment.get_technique(chain.technique)

    def serves(cause_id):
        if not cause_id or technique.id not in good_techniques(shipped, task, cause_id):
            return False
        reach = [one.target for one in technique.indications if cause_id in one.causes]
        return reach in ([], [""], [chain.target])

    accepted = (task.truth, *task.also)
    found = grade(shipped, task, chain).find_link("technique").verdict
    if found == "harmful":
        return
    refer = advice_of(shipped, task)(task.truth).refer
    if technique.kind == "referral" and refer in ("treat", "urgent", "same-day", "emergency"):
        assert found == ("partly" if refer == "treat" else "fits")
    elif any(technique.id in good_techniques(shipped, task, cause_id) for cause_id in accepted):
        assert found == ("fits" if any(map(serves, (*accepted, chain.cause))) else "loose")
    else:
        assert found == ("follows" if serves(chain.cause) else "wrong")


def test_a_technique_that_is_right_for_patient_and_own_cause_is_in_line_through_either(shipped):
    task = task_of(shipped, "sanna")
    own = best_chain(shipped, task, "education-exercise", "hamstring-tendinopathy")
    elsewhere = {one.target for one in shipped.treatment.get_technique("education-exercise").indications
                 if task.truth in one.causes}
    assert grade(shipped, task, own).find_link("technique").verdict == "fits"
    loose = next(one.id for one in shipped.treatment.targets if one.id not in {own.target, *elsewhere})
    assert grade(shipped, task, replace(own, target=loose)).find_link("technique").verdict == "loose"


@pytest.mark.parametrize("task_id", ["farid", "margit", "dale", "xiulan"])
def test_whoever_must_be_sent_is_sent_rightly_under_any_cause(shipped, task_id):
    task = task_of(shipped, task_id)
    for cause_id in task.offered:
        found = grade(shipped, task, Chain(cause=cause_id, technique="referral")).find_link("technique")
        assert (found.verdict, found.earned) == ("fits", 1.0)


def test_sending_without_need_is_half_right_and_not_named_as_right_elsewhere(shipped):
    task = task_of(shipped, "ilir")
    sent = grade(shipped, task, best_chain(shipped, task, "referral")).find_link("technique")
    assert (sent.verdict, sent.earned) == ("partly", 0.5)
    assert "goes home" in sent.told
    needled = grade(shipped, task, best_chain(shipped, task, "manual-local"))
    assert "referral" not in needled.find_link("technique").also
    assert "other-care" not in needled.find_link("target").also


@given(data=st.data(), task_id=st.sampled_from(TWELVE))
def test_what_is_preferred_is_told_apart_from_what_is_acceptable(shipped, data, task_id):
    task = task_of(shipped, task_id)
    chain = best_chain(shipped, task, data.draw(st.sampled_from(good_techniques(shipped, task))))
    found = grade(shipped, task, chain).find_link("technique")
    standing = {one: {advice_of(shipped, task)(cause_id).get_technique(one).standing
                      for cause_id in (task.truth, *task.also)} for one in (*found.also, chain.technique)}
    assert {*found.preferred} == {one for one in found.also if "preferred" in standing[one]}
    is_second = bool(found.preferred) and "preferred" not in standing[chain.technique] and found.verdict == "fits"
    assert ("something else is preferred" in found.told) == (is_second and found.told.startswith("Right"))


@pytest.mark.parametrize("task_id", TWELVE)
def test_the_reasons_of_a_technique_that_fits_begin_with_what_it_is_for(shipped, task_id):
    task = task_of(shipped, task_id)
    for technique_id in good_techniques(shipped, task):
        found = grade(shipped, task, best_chain(shipped, task, technique_id)).find_link("technique")
        technique = shipped.treatment.get_technique(technique_id)
        bases = [one.basis.text for one in technique.indications if task.truth in one.causes]
        demanded = {one.text for one in advice_of(shipped, task)(task.truth).refer_reasons}
        if technique.kind != "referral":
            assert found.why[0].text in bases
        else:
            assert found.why[0].text in {*bases, *demanded}


# ---- Reasons against a wrong cause ----

@pytest.mark.parametrize("task_id", TWELVE)
def test_the_first_reason_against_a_wrong_cause_is_the_truths(shipped, task_id):
    task = task_of(shipped, task_id)
    truth = shipped.get_cause(task.truth)
    for cause_id in set(task.offered) - {task.truth, *task.also}:
        why = grade(shipped, task, Chain(cause=cause_id)).find_link("cause").why
        assert why[0] == truth.summary or (why[0] in truth.tells_apart and "from " in why[0].text.lower())
        assert {truth.summary, shipped.get_cause(cause_id).summary} <= {*why}


@pytest.mark.parametrize(("truth", "chosen", "begins"), [
    ("deep-gluteal", "lumbar-disc", "From a root by"), ("deep-gluteal", "hamstring-tendinopathy", "From the hamstring"),
    ("cauda-equina", "lumbar-disc", "From an ordinary disc"), ("facet-referred", "lumbar-disc", "From a root by"),
    ("lumbar-disc", "lumbar-stenosis", "From stenosis"), ("lumbar-disc", "deep-gluteal", "From deep gluteal"),
    ("lumbar-stenosis", "vascular-claudication", "From vascular claudication"),
    ("lumbar-stenosis", "hip-osteoarthritis", "From the hip"),
    ("common-fibular", "lumbar-disc", "Hip abduction parts it from a root"),
])
def test_the_sentence_that_tells_the_two_apart_comes_first(shipped, truth, chosen, begins):
    why = find_reasons_against(shipped.get_cause(truth), shipped.get_cause(chosen))
    assert why[0].text.startswith(begins)
    assert not any("tender knot" in claim.text for claim in why)


def test_where_no_sentence_tells_them_apart_the_truth_says_what_it_is(shipped):
    truth = shipped.get_cause("deep-gluteal")
    why = find_reasons_against(truth, shipped.get_cause("sacroiliac"))
    assert why[0] == truth.summary
    assert not any(claim.text.startswith("From") for claim in why)


# ---- Learners who do not think ----

def guess(kb, task, chance):
    """Every choice by chance, every danger by the toss of a coin."""
    pick = lambda ids: str(chance.choice(list(ids)))  # noqa: E731  # local shorthand
    points = [kb.treatment.points[at] for at in chance.permutation(len(kb.treatment.points))[:3]]
    return Chain(
        cause=pick(task.offered), mechanism=pick(find_offered_mechanisms(kb, task)),
        target=pick(kb.treatment.target_by_id), technique=pick(kb.treatment.technique_by_id),
        points=tuple(PlannedPoint(point=one.id, depth_cun=0.5, angle=pick(ANGLES)) for one in points),
        mitigations={one.id: pick(way.id for way in one.mitigations) for one in kb.treatment.dangers
                     if chance.random() < 0.5},
        dose=PlannedDose(visits=int(chance.integers(1, 21)), per_week=float(chance.integers(1, 6)),
                         review_at=1, unchanged=pick(("stop-or-refer", "go-on", "stronger"))),
        refer=pick(URGENCIES[1:]),
    )


@pytest.mark.parametrize("task_id", TWELVE)
def test_guessing_mostly_fails_on_safety_and_earns_less_than_half(shipped, task_id):
    task = task_of(shipped, task_id)
    chance = np.random.default_rng(5)
    found = [grade(shipped, task, guess(shipped, task, chance)) for _ in range(60)]
    assert sum(one.failed for one in found) > 45
    assert sum(one.earned / one.possible for one in found) / len(found) < 0.5


# ---- What cannot be marked ----

@pytest.mark.parametrize("change", [
    {"cause": "hip-osteoarthritis-of-another-kind"}, {"mechanism": "magic"}, {"target": "magic"},
    {"technique": "magic"}, {"points": (PlannedPoint(point="magic"),)}, {"mitigations": {"magic": ""}},
    {"mitigations": {"infection": "magic"}},
])
def test_what_is_not_on_offer_is_refused(shipped, change):
    with pytest.raises(UnknownId):
        grade(shipped, task_of(shipped, "ilir"), replace(Chain(), **change))


def test_a_cause_that_exists_and_is_not_offered_is_refused(shipped):
    task = task_of(shipped, "ilir")
    other = next(cause.id for cause in shipped.causes if cause.id not in task.offered)
    with pytest.raises(UnknownId, match="to choose from"):
        grade(shipped, task, Chain(cause=other))


@pytest.mark.parametrize(("change", "told"), [
    ({"points": tuple(PlannedPoint(point=f"bl{number}") for number in range(10))}, f"{MOST_POINTS} at most"),
    ({"points": (PlannedPoint(point="gb30"), PlannedPoint(point="gb30"))}, "twice"),
    ({"points": (PlannedPoint(point="gb30", depth_cun=float("nan")),)}, "cun"),
    ({"points": (PlannedPoint(point="gb30", depth_cun=-1.0),)}, "cun"),
    ({"points": (PlannedPoint(point="gb30", depth_cun=11.0),)}, "cun"),
    ({"dose": PlannedDose(visits=0)}, "whole number"),
    ({"dose": PlannedDose(visits=2.5)}, "whole number"),
    ({"dose": PlannedDose(review_at=61)}, "whole number"),
    ({"dose": PlannedDose(per_week=float("nan"))}, "per week"),
    ({"refer": "treat"}, "Choose how fast"),
])
def test_what_no_plan_can_be_is_refused_with_what_to_do(shipped, change, told):
    with pytest.raises(BadSubmission, match=told):
        grade(shipped, task_of(shipped, "ilir"), replace(Chain(), **change))
