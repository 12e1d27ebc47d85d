"""Chains for tests: the best one for a patient, found by looking at the content alone, and random ones."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from sciatica_teach.grading.chains import grade_chain
from sciatica_teach.model.advice import Advice, AdvicePatient
from sciatica_teach.model.causes import URGENCIES, Urgency
from sciatica_teach.model.cautions import Danger
from sciatica_teach.model.chains import Chain, ChainGrade, ChainTask, PlannedDose, PlannedPoint
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import Point
from sciatica_teach.model.techniques import Technique
from sciatica_teach.reasoning.advice import advise

TWELVE = ("ilir", "bettina", "osvaldo", "henk", "noor", "carmel", "yewande", "sanna",
          "farid", "margit", "dale", "xiulan")
"""Ids of the shipped tasks."""

ANGLES = ("perpendicular", "towards-midline", "away-from-midline", "upward", "downward", "along-skin")
GOOD = ("acceptable", "preferred")


def task_of(kb: KnowledgeBase, task_id: str) -> ChainTask:
    return kb.treatment.get_chain_task(task_id)


def grade(kb: KnowledgeBase, task: ChainTask, chain: Chain) -> ChainGrade:
    return grade_chain(kb, task, chain, advice_of(kb, task))


def advice_of(kb: KnowledgeBase, task: ChainTask) -> Callable[[str], Advice]:
    return lambda cause_id: advise(kb, cause_id, AdvicePatient(flags=task.flags, observed=task.findings))


def good_techniques(kb: KnowledgeBase, task: ChainTask, cause_id: str = "") -> list[str]:
    """Techniques that the advice leaves for the patient, or would leave if the cause were another one."""
    advice = advice_of(kb, task)(cause_id or task.truth)
    return [verdict.id for verdict in advice.techniques if verdict.standing in GOOD]


def best_chain(kb: KnowledgeBase, task: ChainTask, technique_id: str, cause_id: str = "") -> Chain:
    """A chain with this technique that has nothing wrong with it, if the cause is the truth, or `cause_id`."""
    cause_id = cause_id or task.truth
    advice = advice_of(kb, task)(cause_id)
    technique = kb.treatment.get_technique(technique_id)
    target = next(one.target for one in technique.indications if cause_id in one.causes)
    points = good_points(kb, advice, target, technique)[:3] if technique.kind == "needle" else []
    refer: Urgency = advice.refer if advice.refer != "treat" else "routine"
    return Chain(
        cause=cause_id, mechanism=next(one.id for one in kb.treatment.mechanisms if cause_id in one.causes),
        target=target, technique=technique_id, points=tuple(planned(one) for one in points),
        mitigations={one.id: working(one) for one in belonging(kb, task, technique, points)},
        dose=usual_dose(technique), refer=refer if technique.kind == "referral" else None,
    )


def good_points(kb: KnowledgeBase, advice: Advice, target: str, technique: Technique) -> list[Point]:
    return [
        point for point in kb.treatment.points
        if advice.get_point(point.id).standing in GOOD
        and any(use.target == target for use in point.uses)
        and (technique.id != "hand-points" or point.region == "hand")
    ]


def planned(point: Point) -> PlannedPoint:
    return PlannedPoint(point=point.id, depth_cun=point.depth.student_cun, angle=point.angles[0])


def belonging(kb: KnowledgeBase, task: ChainTask, technique: Technique, points: list[Point]) -> list[Danger]:
    """Dangers of a plan, looked for danger by danger and reason by reason."""
    flags = advice_of(kb, task)(task.truth).flags
    is_body_touched = technique.kind not in ("active", "referral")
    found = []
    for danger in kb.treatment.dangers:
        reasons = [
            danger.always and technique.kind == "needle",
            any(hazard in technique.hazards for hazard in danger.hazards),
            any(hazard in point.hazards for hazard in danger.hazards for point in points),
            technique.id in danger.techniques,
            any(point.id in danger.points for point in points),
            any(flag in danger.flags for flag in flags) and (is_body_touched or not comes_from_doing(danger)),
            any(cause_id in danger.causes for cause_id in (task.truth, *task.also)),
        ]
        if any(reasons):
            found.append(danger)
    return found


def comes_from_doing(danger: Danger) -> bool:
    return danger.always or len(danger.hazards) + len(danger.techniques) + len(danger.points) > 0


def working(danger: Danger) -> str:
    return next(one.id for one in danger.mitigations if one.works == "yes")


def usual_dose(technique: Technique) -> PlannedDose | None:
    if technique.dose is None:
        return None if technique.kind == "referral" else PlannedDose(unchanged="stop-or-refer")
    dose = technique.dose
    return PlannedDose(visits=dose.visits_high, per_week=dose.per_week_low, review_at=dose.review_from,
                       unchanged="stop-or-refer")


@st.composite
def planned_points(draw: st.DrawFn, kb: KnowledgeBase) -> PlannedPoint:
    point = draw(st.sampled_from(kb.treatment.points))
    depths = st.sampled_from([
        None, point.depth.student_cun, round(point.depth.student_cun + 0.1, 1), point.depth.high_cun,
        point.depth.high_cun + 0.5])
    return PlannedPoint(point=point.id, depth_cun=draw(depths), angle=draw(st.sampled_from([None, *ANGLES])))


@st.composite
def chains(draw: st.DrawFn, kb: KnowledgeBase, task: ChainTask) -> Chain:
    """Anything that can be put together for the patient, with holes in it."""
    mechanisms = [one.id for one in kb.treatment.mechanisms if set(one.causes) & set(task.offered)]
    dangers = draw(st.lists(st.sampled_from(kb.treatment.dangers), unique_by=lambda one: one.id))
    return Chain(
        cause=draw(st.sampled_from(["", *task.offered])), mechanism=draw(st.sampled_from(["", *mechanisms])),
        target=draw(st.sampled_from(["", *(one.id for one in kb.treatment.targets)])),
        technique=draw(st.sampled_from(["", *(one.id for one in kb.treatment.techniques)])),
        points=tuple(draw(st.lists(planned_points(kb), max_size=4, unique_by=lambda one: one.point))),
        mitigations={one.id: draw(st.sampled_from(["", *(way.id for way in one.mitigations)])) for one in dangers},
        dose=draw(st.none() | doses()), refer=draw(st.sampled_from([None, *URGENCIES[1:]])),
    )


@st.composite
def doses(draw: st.DrawFn) -> PlannedDose:
    visits = draw(st.none() | st.integers(1, 20))
    return PlannedDose(
        visits=visits, per_week=draw(st.none() | st.floats(0.5, 5)),
        review_at=draw(st.none() | st.integers(1, visits or 20)),
        unchanged=draw(st.sampled_from([None, "stop-or-refer", "go-on", "stronger"])),
    )
