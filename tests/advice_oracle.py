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
    targets = _targets(kb, one, cause_id)
    ceilings = set(_ceilings(kb, one, cause_id, patient, belief))
    fitting = [other for other in kb.treatment.techniques
               if other.kind == "needle" and _fits(kb, other, targets, cause_id)]
    needles: list[Standing] = [technique_standing(kb, other, cause_id, patient, belief) for other in fitting]
    ceilings.add(min(needles or ["not-indicated"], key=BEST_FIRST.index))
    return max(ceilings, key=BEST_FIRST.index)


def on_record(kb: KnowledgeBase, one: Technique | Point, cause_id: str) -> Standing:
    """Of a cause; of two at once what harms in either, then what is said of the two, then the better of them."""
    said = _said(one)
    parts: list[Standing] = [said.get(part, "not-indicated") for part in kb.get_cause(cause_id).parts]
    if "contraindicated" in parts:
        return "contraindicated"
    if cause_id in said:
        return said[cause_id]
    return min(parts or ["not-indicated"], key=BEST_FIRST.index)


def _said(one: Technique | Point) -> dict[str, Standing]:
    uses = one.uses if isinstance(one, Point) else one.indications
    return {name: use.standing for use in uses for name in use.causes}


def _targets(kb: KnowledgeBase, one: Point, cause_id: str) -> set[str]:
    """Where the uses lead that decide; anywhere where one of them names no target or nothing is said."""
    deciding = on_record(kb, one, cause_id)
    asked = [cause_id] if cause_id in _said(one) or not kb.get_cause(cause_id).parts else []
    if not asked or deciding == "contraindicated":
        asked = [*asked, *kb.get_cause(cause_id).parts]
    found = {use.target for use in one.uses for name in use.causes if name in asked and use.standing == deciding}
    return found or {""}


def _fits(kb: KnowledgeBase, one: Technique, targets: set[str], cause_id: str) -> bool:
    causes = {cause_id, *kb.get_cause(cause_id).parts}
    return "" in targets or any(causes & set(found.causes) and found.target in targets for found in one.indications)


def _ceilings(
    kb: KnowledgeBase, one: Technique | Point, cause_id: str, patient: AdvicePatient,
    belief: Mapping[str, float] | None,
) -> Iterator[Standing]:
    is_point = isinstance(one, Point)
    yield on_record(kb, one, cause_id)
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
        if other != cause_id and share >= LIKELY and on_record(kb, one, other) == "contraindicated":
            yield "contraindicated"
        if other != cause_id and share >= OPEN and on_record(kb, one, other) == "not-indicated":
            yield "acceptable"
