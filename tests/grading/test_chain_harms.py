"""What in a chain can hurt the patient: each kind of harm on a shipped patient, and the laws of all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_chains import TWELVE, advice_of, best_chain, chains, good_techniques, grade, task_of

from sciatica_teach.grading.chain_depth import find_band
from sciatica_teach.grading.chains import find_harms
from sciatica_teach.model.advice import Reason, Verdict
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.chains import Chain, ChainTask, Harm, PlannedPoint
from sciatica_teach.model.knowledge import KnowledgeBase

MUST_REFER = ("farid", "margit", "dale", "xiulan")


def harms(kb: KnowledgeBase, task: ChainTask, chain: Chain) -> tuple[Harm, ...]:
    return find_harms(kb, task, chain, advice_of(kb, task)(task.truth))


def said(found: tuple[Harm, ...]) -> list[tuple[str, str]]:
    return [(harm.kind, harm.subject) for harm in found]


# ---- Each kind ----

@pytest.mark.parametrize("task_id", MUST_REFER)
def test_whoever_must_be_referred_and_is_needled_is_hurt(shipped, task_id):
    task = task_of(shipped, task_id)
    for technique in shipped.treatment.techniques:
        first = said(harms(shipped, task, Chain(technique=technique.id)))[:1]
        assert first == ([] if technique.kind == "referral" else [("not-referred", technique.id)])


@pytest.mark.parametrize("task_id", TWELVE)
def test_a_referral_slower_than_is_demanded_is_caught_and_a_faster_one_is_not(shipped, task_id):
    task = task_of(shipped, task_id)
    needed = advice_of(shipped, task)(task.truth).refer
    for speed in URGENCIES[1:]:
        found = said(harms(shipped, task, Chain(technique="referral", refer=speed)))
        is_late = task_id in MUST_REFER and URGENCIES.index(speed) < URGENCIES.index(needed)
        assert found == ([("too-slow", speed)] if is_late else [])


def test_current_with_a_pacemaker_is_caught_and_says_why_with_its_source(shipped):
    task = replace(task_of(shipped, "ilir"), flags=("pacemaker",))
    found = harms(shipped, task, best_chain(shipped, task_of(shipped, "ilir"), "electro-low-back"))
    assert ("technique", "electro-low-back") in said(found)
    assert found[0].link == "technique"
    assert all(harm.why and harm.instead for harm in found)
    assert any(claim.sources for claim in found[0].why)
    assert harms(shipped, task, best_chain(shipped, task_of(shipped, "ilir"), "manual-local")) == ()


def test_needles_in_pregnancy_are_caught_point_by_point(shipped):
    task = task_of(shipped, "yewande")
    chain = Chain(technique="manual-distal", points=(PlannedPoint(point="sp6"), PlannedPoint(point="li4")))
    found = said(harms(shipped, task, chain))
    assert ("technique", "manual-distal") in found
    assert {("point", "sp6"), ("point", "li4")} <= {*found}


def test_a_needle_deeper_than_any_book_is_caught_and_one_beyond_the_shallow_end_is_only_a_fault(shipped):
    task = task_of(shipped, "ilir")
    chain = best_chain(shipped, task, "manual-local")
    point = shipped.treatment.get_point("bl25")
    usual = PlannedPoint(point=point.id, depth_cun=point.depth.high_cun, angle=point.angles[0])
    fault = grade(shipped, task, replace(chain, points=(usual,)))
    assert (fault.failed, fault.find_link("points").verdict) == (False, "partly")
    deep = replace(usual, depth_cun=round(point.depth.high_cun + 0.1, 1))
    found = harms(shipped, task, replace(chain, points=(deep,)))
    assert said(found) == [("too-deep", point.id)]
    assert point.depth.printed in found[0].why


@pytest.mark.parametrize(("point_id", "bands"), [
    ("gb30", {1.0: "shallow", 1.1: "beyond", 2.0: "beyond", 2.1: "far", 2.5: "far", 2.6: "unprinted"}),
    ("bl23", {0.8: "shallow", 1.0: "beyond", 1.1: "far", 1.3: "unprinted"}),
    ("bl25", {0.8: "shallow", 1.2: "beyond", 1.3: "unprinted"}),
    ("ki3", {0.3: "shallow", 0.5: "beyond", 0.6: "unprinted"}),
])
def test_the_deeper_half_is_a_harm_where_depth_alone_leads_to_what_cannot_be_seen(shipped, point_id, bands):
    """Small nerves under the skin are met at any depth; kidney, canal and what lies under thick muscle are not."""
    task = task_of(shipped, "ilir")
    point = shipped.treatment.get_point(point_id)
    for depth, band in bands.items():
        assert find_band(point, depth) == band
        planned = PlannedPoint(point=point_id, depth_cun=depth, angle=point.angles[0])
        found = harms(shipped, task, Chain(technique="manual-local", points=(planned,)))
        assert (("too-deep", point_id) in said(found)) == (band in ("far", "unprinted"))


def test_at_no_point_is_the_students_end_a_harm_and_deeper_is_never_safer(shipped):
    order = ("shallow", "beyond", "far", "unprinted")
    for point in shipped.treatment.points:
        bands = [order.index(find_band(point, tenth / 10)) for tenth in range(1, 40)]
        assert bands == sorted(bands)
        assert find_band(point, point.depth.student_cun) == "shallow"


def test_a_needle_too_deep_is_told_what_lies_there_and_no_other_depth(shipped):
    point = shipped.treatment.get_point("bl23")
    planned = PlannedPoint(point="bl23", depth_cun=1.1, angle=point.angles[0])
    harm, = harms(shipped, task_of(shipped, "ilir"), Chain(technique="manual-local", points=(planned,)))
    assert "What lies there: kidney." in harm.told
    assert point.dangers[0] in harm.why
    assert "0.8" not in harm.told + harm.instead
    assert "1.2" not in harm.told + harm.instead


def test_a_direction_that_does_harm_is_caught_at_every_point_that_has_one(shipped):
    task = task_of(shipped, "ilir")
    chain = best_chain(shipped, task, "manual-local")
    checked = 0
    for point in shipped.treatment.points:
        for wrong in point.wrong_angles:
            planned = PlannedPoint(point=point.id, depth_cun=point.depth.student_cun, angle=wrong.angle)
            assert ("wrong-angle", point.id) in said(harms(shipped, task, replace(chain, points=(planned,))))
            assert wrong.angle not in point.angles
            checked += 1
    assert checked >= 3


def test_something_that_makes_a_danger_worse_is_caught_whether_the_danger_belongs_or_not(shipped):
    task = task_of(shipped, "ilir")
    chain = best_chain(shipped, task, "education-exercise")
    checked = 0
    for danger in shipped.treatment.dangers:
        for way in danger.mitigations:
            found = said(harms(shipped, task, replace(chain, mitigations={danger.id: way.id})))
            assert found == ([("mitigation", danger.id)] if way.works == "harms" else [])
            checked += way.works == "harms"
    assert checked >= 10


def test_points_that_the_technique_does_not_ask_for_hurt_nobody(shipped):
    task = task_of(shipped, "ilir")
    chain = replace(best_chain(shipped, task, "education-exercise"), points=(PlannedPoint(point="gb30", depth_cun=9),))
    assert harms(shipped, task, chain) == ()


def test_a_point_that_no_technique_may_use_is_caught_under_a_technique_that_may_be_done(shipped):
    task = task_of(shipped, "ilir")
    chain = best_chain(shipped, task, "manual-local")
    point_id = chain.points[0].point
    advice = advice_of(shipped, task)(task.truth)
    capped = Reason(kind="technique", text="No technique is left.", mark="opinion", limit="contraindicated")
    points = tuple(
        Verdict(id=one.id, standing="contraindicated", reasons=(capped,)) if one.id == point_id else one
        for one in advice.points
    )
    found = find_harms(shipped, task, chain, replace(advice, points=points))
    assert said(found) == [("point", point_id)]
    assert [claim.text for claim in found[0].why] == [capped.text]


@pytest.mark.parametrize("task_id", MUST_REFER)
def test_one_mistake_is_one_harm_and_says_what_is_open(shipped, task_id):
    task = task_of(shipped, task_id)
    points = tuple(PlannedPoint(point=one) for one in ("bl25", "bl36", "bl40"))
    found = harms(shipped, task, Chain(technique="manual-local", points=points))
    assert said(found) == [("not-referred", "manual-local")]
    assert "Open for this patient: a referral" in found[0].instead
    paced = replace(task, flags=(*task.flags, "pacemaker"))
    assert said(harms(shipped, paced, Chain(technique="electro-low-back"))) == [
        ("not-referred", "electro-low-back"), ("technique", "electro-low-back")]


def test_a_measure_that_makes_it_worse_knows_what_works(shipped):
    task = task_of(shipped, "ilir")
    harm, = harms(shipped, task, Chain(technique="manual-local", mitigations={"nerve-hit": "shock-then-back"}))
    assert harm.works == tuple(
        one.text for one in shipped.treatment.get_danger("nerve-hit").mitigations if one.works == "yes") != ()
    assert not any(text in harm.told + harm.instead for text in harm.works)


def test_the_same_mistake_is_known_again_and_another_one_is_another():
    late, later, deep, other = (
        Harm(kind=kind, link="points", subject=subject, told="x", why=(), instead="x")
        for kind, subject in (
            ("too-slow", "urgent"), ("too-slow", "routine"), ("too-deep", "gb30"), ("too-deep", "bl23"))
    )
    assert late.is_same(later)
    assert not deep.is_same(other)
    assert not late.is_same(deep)


def test_with_a_pacemaker_current_is_dangerous_in_every_patient(shipped):
    for task in shipped.treatment.chain_tasks:
        paced = replace(task, flags=(*task.flags, "pacemaker"))
        found = grade(shipped, paced, Chain(technique="electro-low-back"))
        assert found.failed
        assert found.find_link("technique").verdict == "harmful"


def test_going_on_stronger_is_a_fault_and_no_harm(shipped):
    task = task_of(shipped, "ilir")
    chain = best_chain(shipped, task, "manual-local")
    found = grade(shipped, task, replace(chain, dose=replace(chain.dose, unchanged="stronger")))
    assert (found.failed, found.find_link("dose").earned) == (False, 0.75)


# ---- Laws ----

@given(data=st.data(), task_id=st.sampled_from(TWELVE))
def test_what_is_dangerous_in_any_chain_is_what_a_plain_reading_of_the_content_says(shipped, data, task_id):
    """An oracle that reads verdicts and content, and knows nothing of how a harm is told."""
    task = task_of(shipped, task_id)
    chain = data.draw(chains(shipped, task))
    advice = advice_of(shipped, task)(task.truth)
    kinds = {one.id: one.kind for one in shipped.treatment.techniques}
    kind = kinds.get(chain.technique, "needle")
    links = set()
    demanded = advice.refer in ("urgent", "same-day", "emergency")
    if chain.technique and kind != "referral":
        standing = advice.get_technique(chain.technique).standing
        if standing == "contraindicated" or (demanded and standing == "not-indicated"):
            links.add("technique")
    if kind == "referral" and chain.refer and advice.refer in ("urgent", "same-day", "emergency"):
        links |= {"referral"} if URGENCIES.index(chain.refer) < URGENCIES.index(advice.refer) else set()
    for planned in chain.points if kind == "needle" else ():
        point = shipped.treatment.get_point(planned.point)
        why_sent = {reason.of for reason in advice.refer_reasons} if demanded and links else set()
        own = {
            reason.kind for reason in advice.get_point(point.id).reasons
            if reason.limit == "contraindicated"
            and not (why_sent and (reason.kind == "cause" or (reason.kind == "caution" and reason.of in why_sent)))
        }
        limit = point.depth.high_cun
        if {"deep", "near-kidney", "near-spine"} & {*point.hazards}:
            limit = max(point.depth.student_cun, (point.depth.low_cun + point.depth.high_cun) / 2)
        too_deep = (planned.depth_cun or 0) > limit + 1e-6
        wrong = any(planned.angle == one.angle for one in point.wrong_angles)
        if own - {"refer-first", "technique"} or (own and not links) or too_deep or wrong:
            links.add("points")
    works = {(danger.id, way.id): way.works for danger in shipped.treatment.dangers for way in danger.mitigations}
    links |= {"dangers" for pair in chain.mitigations.items() if works.get(pair) == "harms"}
    assert {harm.link for harm in harms(shipped, task, chain)} == links


@given(data=st.data(), task_id=st.sampled_from(TWELVE))
def test_every_harm_says_what_where_from_and_what_instead(shipped, data, task_id):
    for harm in harms(shipped, task_of(shipped, task_id), data.draw(chains(shipped, task_of(shipped, task_id)))):
        assert harm.told
        assert harm.instead
        assert harm.why
        assert any(claim.sources or claim.mark in {"opinion", "estimate"} for claim in harm.why)


@given(data=st.data(), task_id=st.sampled_from(TWELVE))
def test_one_danger_anywhere_fails_the_best_of_chains(shipped, data, task_id):
    task = task_of(shipped, task_id)
    chain = best_chain(shipped, task, data.draw(st.sampled_from(good_techniques(shipped, task))))
    danger, way = data.draw(st.sampled_from([
        (danger, way) for danger in shipped.treatment.dangers for way in danger.mitigations if way.works == "harms"]))
    found = grade(shipped, task, replace(chain, mitigations={**chain.mitigations, danger.id: way.id}))
    assert found.failed
    whole = grade(shipped, task, chain)
    assert found.earned == whole.earned - 1 or not whole.find_link("dangers").possible


def test_in_an_emergency_no_technique_but_referral_is_ever_marked_as_fitting(shipped):
    for task_id in ("farid", "dale"):
        task = task_of(shipped, task_id)
        for technique in shipped.treatment.techniques:
            found = grade(shipped, task, Chain(cause=task.truth, technique=technique.id))
            assert found.failed == (technique.id != "referral")
