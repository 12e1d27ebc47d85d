"""Which cautions a patient has, and what they leave of a technique or a point.

A caution holds when it is named, when the finding that asks for it is present, or when another one implies it: the
twelfth week is pregnancy. It takes hold by id or by hazard, so that a technique written tomorrow with a current in it
is forbidden with a pacemaker today.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sciatica_teach.model.advice import AdvicePatient, Reason
from sciatica_teach.model.cautions import Caution, CautionLevel, CautionRule
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import Hazard, Standing
from sciatica_teach.reasoning.advice_reasons import say_reason

LEAVES: dict[CautionLevel, Standing] = {
    "absolute": "contraindicated", "students": "contraindicated", "relative": "acceptable",
}
"""The best standing that each level leaves. Whoever learns here is a student, so `students` forbids."""


def find_held_cautions(kb: KnowledgeBase, patient: AdvicePatient) -> tuple[Caution, ...]:
    """All cautions that hold, in the order of the content. Raises `UnknownId` for a flag or a finding."""
    held: set[str] = set()
    waiting = [*patient.flags, *_find_asked(kb, patient)]
    while waiting:
        caution = kb.treatment.get_caution(waiting.pop())
        if caution.id not in held:
            held.add(caution.id)
            waiting += caution.implies
    return tuple(caution for caution in kb.treatment.cautions if caution.id in held)


def _find_asked(kb: KnowledgeBase, patient: AdvicePatient) -> Iterator[str]:
    for caution in kb.treatment.cautions:
        if caution.finding and patient.observed.get(caution.finding) == "present":
            yield caution.id


def weigh_cautions(
    kb: KnowledgeBase, caution_ids: Iterable[str], wanted: str, hazards: Collection[Hazard], *, is_point: bool
) -> tuple[tuple[Reason, ...], tuple[Claim, ...]]:
    """What the cautions leave of the technique or point `wanted`, and what makes it safer."""
    reasons: list[Reason] = []
    safer: list[Claim] = []
    for caution_id in caution_ids:
        for rule in kb.treatment.get_caution(caution_id).rules:
            if takes_hold(rule, wanted, hazards, is_point=is_point):
                reasons.append(say_reason("caution", rule.why, of=caution_id, limit=LEAVES[rule.level]))
                safer += rule.safer
    return tuple(reasons), tuple(dict.fromkeys(safer))


def takes_hold(rule: CautionRule, wanted: str, hazards: Collection[Hazard], *, is_point: bool) -> bool:
    named = rule.points if is_point else rule.techniques
    return wanted in named or not set(rule.hazards).isdisjoint(hazards)
