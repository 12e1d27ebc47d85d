"""What in a chain can hurt the patient. It is looked for before anything is marked, and told first.

Seven things count. A treatment where a referral is demanded, or a referral slower than that; a technique or a point
that is contraindicated for this patient; a needle deeper than any depth that is printed, or deep where depth alone
leads to what must not be met, or in a direction that does harm there; and something done about a danger that makes it
worse. Any other depth beyond the shallow end is no harm but a fault: it costs credit and is told with the marks.

One mistake is one harm. Whoever is treated instead of sent is not told again at the technique and at every point what
the cause forbids; a pacemaker under a current is a mistake of its own, and is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sciatica_teach.grading.chain_checks import leave_out_unasked, require_chain
from sciatica_teach.grading.chain_depth import find_band, tell_what_lies_there
from sciatica_teach.grading.chain_key import DEMANDED, as_claims, is_good
from sciatica_teach.model.advice import Advice, Reason, ReasonKind, Verdict
from sciatica_teach.model.causes import URGENCIES, Urgency
from sciatica_teach.model.chains import Chain, ChainTask, Harm, PlannedPoint
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import Point

OPEN: Final[Mapping[Urgency, str]] = {
    "urgent": "a referral within days", "same-day": "a referral today", "emergency": "a referral to the emergency "
    "department, now",
}
"""What is open for whoever has to be sent."""

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
        for harm in (*_find_forbidden(kb, planned, advice, is_sent=bool(whole), is_told=bool(whole or technique)),
                     *_find_needling(kb, planned))
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
            instead=f"Open for this patient: {OPEN[advice.refer]}. Whatever can be treated is treated afterwards.",
        )


def _find_too_slow(chain: Chain, advice: Advice) -> Iterator[Harm]:
    if chain.refer is None or advice.refer not in DEMANDED:
        return
    if URGENCIES.index(chain.refer) < URGENCIES.index(advice.refer):
        yield Harm(
            kind="too-slow", link="referral", subject=chain.refer,
            told="This patient is referred, and more slowly than can be waited.",
            why=as_claims(advice.refer_reasons),
            instead=f"Open for this patient: {OPEN[advice.refer]}. A journey in vain costs an evening; the other "
                    "mistake cannot be taken back.",
        )


def _find_technique(kb: KnowledgeBase, chain: Chain, advice: Advice, *, is_told: bool) -> Iterator[Harm]:
    if not chain.technique:
        return
    verdict = advice.get_technique(chain.technique)
    if _is_news(verdict, advice, is_sent=is_told, is_told=is_told):
        yield Harm(
            kind="technique", link="technique", subject=verdict.id,
            told=f"“{kb.treatment.get_technique(verdict.id).name}” must not be done in this patient.",
            why=_why_not(verdict), safer=_find_safer(kb, verdict),
            instead="Leave this technique out. Look at the patient's cautions again, then choose another way.",
        )


def _is_news(verdict: Verdict, advice: Advice, *, is_sent: bool, is_told: bool) -> bool:
    """Whether a contraindication has a reason of its own, beyond what was said of the plan already.

    `is_sent`: it was said that the patient has to be sent; `is_told`: that, or that the technique is forbidden.
    """
    if verdict.standing != "contraindicated":
        return False
    forbidding = [reason for reason in verdict.reasons if reason.limit == "contraindicated"]
    return not is_told or any(
        reason.kind not in TOLD_BY_ANOTHER and not (is_sent and _is_why_sent(reason, advice)) for reason in forbidding
    )


def _is_why_sent(reason: Reason, advice: Advice) -> bool:
    """Whether what forbids is what the patient is sent for: the cause, or a caution that asks for it."""
    return reason.kind == "cause" or reason.of in {asking.of for asking in advice.refer_reasons}


def _why_not(verdict: Verdict) -> tuple[Claim, ...]:
    forbidding = (reason for reason in verdict.reasons if reason.limit == "contraindicated")
    return as_claims(forbidding, aside=TOLD_BY_ANOTHER)


def _find_safer(kb: KnowledgeBase, verdict: Verdict) -> tuple[Claim, ...]:
    """What the cautions that forbid it name as safer."""
    speaking = {reason.of for reason in verdict.reasons
                if reason.kind == "caution" and reason.limit == "contraindicated"}
    rules = (rule for caution in kb.treatment.cautions if caution.id in speaking for rule in caution.rules)
    return tuple(dict.fromkeys(claim for rule in rules for claim in rule.safer))


def _find_forbidden(
    kb: KnowledgeBase, planned: PlannedPoint, advice: Advice, *, is_sent: bool, is_told: bool
) -> Iterator[Harm]:
    point = kb.treatment.get_point(planned.point)
    verdict = advice.get_point(point.id)
    if _is_news(verdict, advice, is_sent=is_sent, is_told=is_told):
        yield Harm(
            kind="point", link="points", subject=point.id, told=f"{point.code} must not be needled in this patient.",
            why=_why_not(verdict), safer=_find_safer(kb, verdict), instead="Take this point away.",
        )


def _find_needling(kb: KnowledgeBase, planned: PlannedPoint) -> Iterator[Harm]:
    point = kb.treatment.get_point(planned.point)
    if planned.depth_cun is not None and find_band(point, planned.depth_cun) in ("far", "unprinted"):
        yield _too_deep(point, planned.depth_cun)
    for wrong in point.wrong_angles:
        if planned.angle == wrong.angle:
            yield Harm(
                kind="wrong-angle", link="points", subject=point.id,
                told=f"At {point.code} this direction leads to what must not be met.", why=(wrong.why,),
                instead="Choose another direction, or leave the point to somebody with more training.",
            )


def _too_deep(point: Point, depth_cun: float) -> Harm:
    how = ("is deeper than anything printed for this point" if find_band(point, depth_cun) == "unprinted"
           else "goes far beyond the shallow end, where students stay")
    return Harm(
        kind="too-deep", link="points", subject=point.id,
        told=f"{depth_cun:g} cun at {point.code} {how}. {tell_what_lies_there(point)}".rstrip(),
        why=(*(risk.what for risk in point.at_risk[:1]), *point.dangers[:1], point.depth.printed),
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
                    works=tuple(one.text for one in danger.mitigations if one.works == "yes"),
                )
