"""What in a chain can hurt the patient. It is looked for before anything is marked, and told first.

Seven things count. A treatment where a referral is demanded, or a referral slower than that; a technique or a point
that is contraindicated for this patient; a needle deeper than any depth that is printed, or in a direction that does
harm there; and something done about a danger that makes it worse. A depth between the shallow end, where students stay,
and the printed limit is no harm but a fault: it costs credit and is told with the marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sciatica_teach.grading.chain_checks import leave_out_unasked, require_chain
from sciatica_teach.grading.chain_key import as_claims, is_good
from sciatica_teach.model.advice import Advice, ReasonKind, Verdict
from sciatica_teach.model.causes import URGENCIES, Urgency
from sciatica_teach.model.chains import Chain, ChainTask, Harm, PlannedPoint
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import Point

DEMANDED: Final[frozenset[Urgency]] = frozenset({"urgent", "same-day", "emergency"})
"""A referral that comes before any treatment; a routine one stands beside it."""

TOLD_BY_ANOTHER: Final[frozenset[ReasonKind]] = frozenset({"refer-first", "technique"})
"""Reasons that repeat what is said of the whole plan."""


def find_harms(kb: KnowledgeBase, task: ChainTask, chain: Chain, advice: Advice) -> tuple[Harm, ...]:
    """Everything dangerous in the chain, the plan as a whole first. `advice` is that for the true cause.

    Raises `UnknownId` or `BadSubmission` for a chain that cannot be one.
    """
    require_chain(kb, task, chain)
    asked = leave_out_unasked(kb, chain)
    whole = (*_find_not_referred(kb, asked, advice), *_find_too_slow(asked, advice))
    technique = tuple(_find_technique(kb, asked, advice, is_told=bool(whole)))
    points = (
        harm for planned in asked.points
        for harm in _find_at_point(kb, planned, advice, is_told=bool(whole or technique))
    )
    return (*whole, *technique, *points, *_find_mitigations(kb, asked))


def _find_not_referred(kb: KnowledgeBase, chain: Chain, advice: Advice) -> Iterator[Harm]:
    if not chain.technique or advice.refer not in DEMANDED:
        return
    technique = kb.treatment.get_technique(chain.technique)
    if technique.kind != "referral" and not is_good(advice.get_technique(technique.id).standing):
        yield Harm(
            kind="not-referred", link="technique", subject=technique.id,
            told=f"“{technique.name}” is begun in a patient whom somebody else has to see first.",
            why=as_claims(advice.refer_reasons),
            instead="Refer first: choose referral, and say how fast. Whatever can be treated is treated afterwards.",
        )


def _find_too_slow(chain: Chain, advice: Advice) -> Iterator[Harm]:
    if chain.refer is None or advice.refer not in DEMANDED:
        return
    if URGENCIES.index(chain.refer) < URGENCIES.index(advice.refer):
        yield Harm(
            kind="too-slow", link="referral", subject=chain.refer,
            told="This patient is referred, and more slowly than can be waited.",
            why=as_claims(advice.refer_reasons),
            instead="Choose a faster way. A journey in vain costs an evening; the other mistake cannot be taken back.",
        )


def _find_technique(kb: KnowledgeBase, chain: Chain, advice: Advice, *, is_told: bool) -> Iterator[Harm]:
    if not chain.technique:
        return
    verdict = advice.get_technique(chain.technique)
    if _is_news(verdict, is_told=is_told):
        yield Harm(
            kind="technique", link="technique", subject=verdict.id,
            told=f"“{kb.treatment.get_technique(verdict.id).name}” must not be done in this patient.",
            why=_why_not(verdict), safer=_find_safer(kb, verdict),
            instead="Leave this technique out. Look at the patient's cautions again, then choose another way.",
        )


def _is_news(verdict: Verdict, *, is_told: bool) -> bool:
    """Whether a contraindication has a reason of its own, beyond what was said of the plan already."""
    if verdict.standing != "contraindicated":
        return False
    return not is_told or any(
        reason.limit == "contraindicated" and reason.kind not in TOLD_BY_ANOTHER for reason in verdict.reasons
    )


def _why_not(verdict: Verdict) -> tuple[Claim, ...]:
    forbidding = (reason for reason in verdict.reasons if reason.limit == "contraindicated")
    return as_claims(forbidding, aside=TOLD_BY_ANOTHER)


def _find_safer(kb: KnowledgeBase, verdict: Verdict) -> tuple[Claim, ...]:
    """What the cautions that forbid it name as safer."""
    speaking = {reason.of for reason in verdict.reasons
                if reason.kind == "caution" and reason.limit == "contraindicated"}
    rules = (rule for caution in kb.treatment.cautions if caution.id in speaking for rule in caution.rules)
    return tuple(dict.fromkeys(claim for rule in rules for claim in rule.safer))


def _find_at_point(kb: KnowledgeBase, planned: PlannedPoint, advice: Advice, *, is_told: bool) -> Iterator[Harm]:
    point = kb.treatment.get_point(planned.point)
    verdict = advice.get_point(point.id)
    if _is_news(verdict, is_told=is_told):
        yield Harm(
            kind="point", link="points", subject=point.id, told=f"{point.code} must not be needled in this patient.",
            why=_why_not(verdict), safer=_find_safer(kb, verdict), instead="Take this point away.",
        )
    if planned.depth_cun is not None and planned.depth_cun > point.depth.high_cun:
        yield _too_deep(point, planned.depth_cun)
    for wrong in point.wrong_angles:
        if planned.angle == wrong.angle:
            yield Harm(
                kind="wrong-angle", link="points", subject=point.id,
                told=f"At {point.code} this direction leads to what must not be met.", why=(wrong.why,),
                instead="Choose another direction, or leave the point to somebody with more training.",
            )


def _too_deep(point: Point, depth_cun: float) -> Harm:
    return Harm(
        kind="too-deep", link="points", subject=point.id,
        told=f"{depth_cun:g} cun at {point.code} is deeper than anything printed for this point.",
        why=(*(risk.what for risk in point.at_risk[:1]), point.depth.printed),
        instead="Students stay at the shallow end of what is printed, and stop at any shock-like sensation.",
    )


def _find_mitigations(kb: KnowledgeBase, chain: Chain) -> Iterator[Harm]:
    for danger in kb.treatment.dangers:
        for mitigation in danger.mitigations:
            if chain.mitigations.get(danger.id) == mitigation.id and mitigation.works == "harms":
                yield Harm(
                    kind="mitigation", link="dangers", subject=danger.id,
                    told=f"{danger.name}: “{mitigation.text}” makes it worse.", why=(mitigation.why, danger.what),
                    instead="Choose something else for this danger.",
                )
