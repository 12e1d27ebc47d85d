"""Whether a patient is sent first, how fast, and what may be done before.

Four voices may ask for it: the cause itself, findings that demand a referral whatever the cause, cautions, and the
other causes that are still likely, weighed by what it costs to be late. The most urgent voice is heard.

    emergency    nothing but referral
    same-day     nothing through or onto the skin; nothing else is begun
    urgent       nothing through or onto the skin until somebody has looked; advice may begin
    routine      alongside
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from sciatica_teach.model.advice import AdvicePatient, Reason
from sciatica_teach.model.causes import URGENCIES, Urgency
from sciatica_teach.model.cautions import Caution
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.model.techniques import Hazard, Standing
from sciatica_teach.reasoning.advice_reasons import find_indication, require_rules, say_reason
from sciatica_teach.reasoning.dispositions import find_deciding_cause, weigh_dispositions
from sciatica_teach.reasoning.referral import referral_floor

ON_THE_BODY: Final[tuple[Hazard, ...]] = ("skin-break", "current", "heat", "suction")

LEAVES: Final[Mapping[Urgency, tuple[Standing, Standing]]] = {
    "emergency": ("contraindicated", "contraindicated"),
    "same-day": ("contraindicated", "not-indicated"),
    "urgent": ("not-indicated", "acceptable"),
}
"""The best standing left to what goes through or onto the skin, and to everything else."""


SAME_LOSS_DIGITS: Final = 9
"""Losses that differ beyond this digit differ by the order of adding; of equal ones the less urgent is taken."""


@record
class ReferFirst:
    urgency: Urgency
    reasons: tuple[Reason, ...]
    """Why, the most urgent first; each names who asks for it."""


def find_referral(
    kb: KnowledgeBase, cause_id: str, patient: AdvicePatient, cautions: Iterable[Caution],
    belief: Mapping[str, float] | None,
) -> ReferFirst:
    """The most urgent of all voices. Raises `UnknownId` for a finding that the content lacks."""
    voices = [
        *_hear_cause(kb, cause_id), *_hear_findings(kb, patient), *_hear_cautions(cautions),
        *_hear_belief(kb, cause_id, belief),
    ]
    voices.sort(key=lambda voice: -URGENCIES.index(voice[0]))  # stable: equals stay in the order above
    return ReferFirst(
        urgency=voices[0][0] if voices else "treat", reasons=tuple(reason for _, reason in voices),
    )


Voice = tuple[Urgency, Reason]


def _hear_cause(kb: KnowledgeBase, cause_id: str) -> Iterator[Voice]:
    cause = kb.get_cause(cause_id)
    if cause.urgency != "treat":
        yield cause.urgency, say_reason("refer-first", find_referral_claim(kb, cause_id), of=cause_id)


def find_referral_claim(kb: KnowledgeBase, cause_id: str) -> Claim:
    """Why a cause is sent: what the referral techniques say of it, else what is said of the cause."""
    sending = [technique for technique in kb.treatment.techniques if technique.kind == "referral"]
    for one in kb.get_cause(cause_id).with_parts:
        found = next(filter(None, (find_indication(technique, one) for technique in sending)), None)
        if found is not None:
            return found.basis
    return kb.get_cause(cause_id).summary


def _hear_findings(kb: KnowledgeBase, patient: AdvicePatient) -> Iterator[Voice]:
    """Each finding behind the floor: why its combination is sent, or why anybody is sent as fast as this."""
    floor = referral_floor(kb, patient.observed)
    together = {
        finding_id: rule.why for rule in kb.referral_rules
        if rule.refer == floor.urgency and rule.is_met(patient.observed) for finding_id in rule.all_of
    }
    for finding_id in floor.finding_ids:
        claim = together.get(finding_id) or _rules_for(kb, floor.urgency)
        yield floor.urgency, say_reason("refer-first", claim, of=finding_id)


def _hear_cautions(cautions: Iterable[Caution]) -> Iterator[Voice]:
    for caution in cautions:
        if caution.refer != "treat":
            yield caution.refer, say_reason("refer-first", caution.refer_why or caution.about, of=caution.id)


def _hear_belief(kb: KnowledgeBase, cause_id: str, belief: Mapping[str, float] | None) -> Iterator[Voice]:
    """The decision with the least expected loss, and the other cause that makes waiting dear."""
    if belief is None:
        return
    weighed = weigh_dispositions(kb, {cause.id: belief.get(cause.id, 0.0) for cause in kb.causes})
    best = min(weighed, key=lambda one: (round(one.loss, SAME_LOSS_DIGITS), URGENCIES.index(one.disposition)))
    treating = next((one for one in weighed if one.disposition == "treat"), best)
    deciding = find_deciding_cause(best, treating)
    if best.disposition != "treat" and deciding != cause_id:
        claim = find_referral_claim(kb, deciding)
        yield best.disposition, say_reason("refer-first", claim, of=deciding, share=belief.get(deciding, 0.0))


def weigh_referral(kb: KnowledgeBase, refer: ReferFirst, hazards: Collection[Hazard]) -> tuple[Reason, ...]:
    """What a referral leaves of something with these hazards."""
    if refer.urgency not in LEAVES:
        return ()
    on_the_body, other = LEAVES[refer.urgency]
    limit = other if set(ON_THE_BODY).isdisjoint(hazards) else on_the_body
    who = refer.reasons[0].of if refer.reasons else ""
    return (say_reason("refer-first", _rules_for(kb, refer.urgency), of=who, limit=limit),)


def _rules_for(kb: KnowledgeBase, urgency: Urgency) -> Claim:
    rules = require_rules(kb)
    return {"emergency": rules.emergency, "same-day": rules.same_day}.get(urgency, rules.urgent)
