"""The advice once more, done plainly: all ceilings are gathered, and the lowest of them is the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import reasoning_oracle

from sciatica_teach.model.advice import AdvicePatient
from sciatica_teach.model.causes import URGENCIES, Urgency
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import Point
from sciatica_teach.model.techniques import Standing, Technique

LIKELY, OPEN = 0.05, 0.2
BEST_FIRST: tuple[Standing, ...] = ("preferred", "acceptable", "not-indicated", "contraindicated")


def held(kb: KnowledgeBase, patient: AdvicePatient) -> set[str]:
    found = set(patient.flags)
    found |= {one.id for one in kb.treatment.cautions if patient.observed.get(one.finding or "-") == "present"}
    for _ in kb.treatment.cautions:
        found |= {other for one in kb.treatment.cautions if one.id in found for other in one.implies}
    return found


def refer(kb: KnowledgeBase, cause_id: str, patient: AdvicePatient, belief: Mapping[str, float] | None) -> Urgency:
    asked: list[Urgency] = ["treat", kb.get_cause(cause_id).urgency]
    asked += [kb.get_finding(one).refer or "treat" for one, value in patient.observed.items() if value == "present"]
    asked += [one.refer for one in kb.treatment.cautions if one.id in held(kb, patient)]
    if belief is not None:
        losses = reasoning_oracle.losses(kb, {one.id: belief.get(one.id, 0.0) for one in kb.causes})
        least = min(losses.values())
        wanted = min((urgency for (urgency, _), loss in losses.items() if loss <= least + 1e-9), key=URGENCIES.index)
        deciding = _deciding(kb, losses, belief, wanted)
        if deciding != cause_id:
            asked.append(wanted)
    return max(asked, key=URGENCIES.index)


def _deciding(
    kb: KnowledgeBase, losses: Mapping[tuple[Urgency, str], float], belief: Mapping[str, float], wanted: Urgency
) -> str:
    def part(action: tuple[Urgency, str], one: str) -> float:
        return reasoning_oracle.losses(kb, {other.id: belief.get(one, 0.0) * (other.id == one)
                                            for other in kb.causes})[action]

    def best(urgency: Urgency) -> tuple[Urgency, str]:
        return min((action for action in losses if action[0] == urgency), key=lambda action: losses[action])

    treating = best("treat") if any(urgency == "treat" for urgency, _ in losses) else best(wanted)
    return max((one.id for one in kb.causes), key=lambda one: part(treating, one) - part(best(wanted), one))


def technique_standing(
    kb: KnowledgeBase, one: Technique, cause_id: str, patient: AdvicePatient, belief: Mapping[str, float] | None
) -> Standing:
    ceilings = set(_ceilings(kb, one, cause_id, patient, belief))
    return max(ceilings, key=BEST_FIRST.index)


def point_standing(
    kb: KnowledgeBase, one: Point, cause_id: str, patient: AdvicePatient, belief: Mapping[str, float] | None
) -> Standing:
    use = next((use for use in one.uses if cause_id in use.causes), None)
    ceilings = set(_ceilings(kb, one, cause_id, patient, belief))
    needles: list[Standing] = ["not-indicated"] * (not any(
        other.kind == "needle" and _fits(other, use.target if use else "", cause_id)
        for other in kb.treatment.techniques))
    needles += [technique_standing(kb, other, cause_id, patient, belief) for other in kb.treatment.techniques
                if other.kind == "needle" and _fits(other, use.target if use else "", cause_id)]
    ceilings.add(min(needles, key=BEST_FIRST.index))
    return max(ceilings, key=BEST_FIRST.index)


def _fits(one: Technique, target: str, cause_id: str) -> bool:
    return not target or any(cause_id in found.causes and found.target == target for found in one.indications)


def _ceilings(
    kb: KnowledgeBase, one: Technique | Point, cause_id: str, patient: AdvicePatient,
    belief: Mapping[str, float] | None,
) -> Iterator[Standing]:
    is_point = isinstance(one, Point)
    uses = one.uses if isinstance(one, Point) else one.indications
    by_cause: dict[str, Standing] = {name: use.standing for use in uses for name in use.causes}
    yield by_cause.get(cause_id, "not-indicated")
    for caution in kb.treatment.cautions:
        for rule in caution.rules if caution.id in held(kb, patient) else ():
            own = {"skin-break", *one.hazards} if is_point else set(one.hazards)
            if one.id in (rule.points if is_point else rule.techniques) or set(rule.hazards) & own:
                yield "acceptable" if rule.level == "relative" else "contraindicated"
    touches = is_point or bool({"skin-break", "current", "heat", "suction"} & set(one.hazards))
    match refer(kb, cause_id, patient, belief):
        case "emergency":
            yield "contraindicated"
        case "same-day":
            yield "contraindicated" if touches else "not-indicated"
        case "urgent":
            yield "not-indicated" if touches else "acceptable"
    for other, share in (belief or {}).items():
        if other != cause_id and share >= LIKELY and by_cause.get(other) == "contraindicated":
            yield "contraindicated"
        if other != cause_id and share >= OPEN and by_cause.get(other, "not-indicated") == "not-indicated":
            yield "acceptable"
