"""What a technique or a point is for one patient: preferred, acceptable, not indicated or contraindicated, and why.

Every reason leaves a best standing, and the verdict is the worst of them. So no reason can argue another one away, and
one more caution can never improve a verdict. Lumbar electro-acupuncture for a disc, in a patient with a pacemaker and
on an anticoagulant:

    indication: disc, low evidence             leaves acceptable
    caution: anticoagulant, thin and shallow   leaves acceptable
    caution: pacemaker, no current at all      leaves contraindicated
    verdict                                    contraindicated, and the pacemaker is said first

Three things stand above the indication. Whoever must be sent first is sent first, and an emergency gets nothing else.
Cautions follow. Then the other causes that are still likely: what would do harm in one of them is not done, so a
technique that is safe under all of them beats one that is right under the first and dangerous under the second.

A patient with two problems at once has the reasons of both: what is dangerous in one of them is not done, and what
helps one of them is of use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Final

from sciatica_teach.model.advice import Advice, AdvicePatient, NeedlePath, Reason, ReasonKind, Verdict
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import Point
from sciatica_teach.model.record import record
from sciatica_teach.model.techniques import STANDINGS, Hazard, Standing, Technique
from sciatica_teach.reasoning.advice_cautions import find_held_cautions, weigh_cautions
from sciatica_teach.reasoning.advice_reasons import (
    find_indication,
    find_standing,
    find_use,
    require_rules,
    say_reason,
    say_uses,
    weigh_uses,
    worst,
)
from sciatica_teach.reasoning.advice_referral import ReferFirst, find_referral, weigh_referral
from sciatica_teach.reasoning.advice_uncertainty import find_likely, weigh_others

SPEAKS_FIRST: Final[tuple[ReasonKind, ...]] = (
    "refer-first", "caution", "cause", "uncertainty", "technique", "no-record", "indication", "use", "article",
)
"""Of the reasons that decide a verdict alike, the one that a patient's safety hangs on comes first."""


THROUGH_THE_SKIN: Final[tuple[Hazard, ...]] = ("skin-break",)
"""What every point is, before it is anything else."""


@record
class _Patient:
    """The patient as all verdicts see them."""

    kb: KnowledgeBase
    cause_id: str
    cautions: tuple[str, ...]
    refer: ReferFirst
    likely: Mapping[str, float]


def advise(
    kb: KnowledgeBase, cause_id: str, patient: AdvicePatient, belief: Mapping[str, float] | None = None,
    paths: Sequence[NeedlePath] = (),
) -> Advice:
    """A verdict for every technique and point, if the cause is `cause_id`.

    `belief`: cause id -> share, of which all other likely causes are kept in mind; without one the cause counts as
    certain. `paths` are needle corridors measured elsewhere, handed through to whoever shows the points. Raises
    `UnknownId` for a cause, a flag or a finding that the content lacks.
    """
    kb.get_cause(cause_id)
    cautions = find_held_cautions(kb, patient)
    refer = find_referral(kb, cause_id, patient, cautions, belief)
    seen = _Patient(kb=kb, cause_id=cause_id, cautions=tuple(caution.id for caution in cautions), refer=refer,
                    likely=find_likely(kb, cause_id, belief))
    techniques = tuple(_judge_technique(seen, technique) for technique in kb.treatment.techniques)
    standing = {verdict.id: verdict.standing for verdict in techniques}
    return Advice(
        cause_id=cause_id, flags=seen.cautions, refer=refer.urgency, refer_reasons=refer.reasons,
        techniques=techniques,
        points=tuple(_judge_point(seen, point, standing) for point in kb.treatment.points),
        paths=tuple(path for path in paths if path.point in kb.treatment.point_by_id),
    )


def _judge_technique(seen: _Patient, technique: Technique) -> Verdict:
    uses = weigh_uses(seen.kb, seen.cause_id, lambda cause_id: find_indication(technique, cause_id))
    bases = say_uses("indication", seen.kb, seen.cause_id, uses)
    article = tuple(_quote_article(seen.kb, technique.id, seen.cause_id))
    if technique.kind == "referral":
        return _judge_referral(seen, technique, find_standing(uses), (*bases, *article))
    held, conditions = weigh_cautions(seen.kb, seen.cautions, technique.id, technique.hazards, is_point=False)
    others = weigh_others(seen.kb, seen.likely, lambda cause_id: find_indication(technique, cause_id))
    reasons = (*bases, *held, *weigh_referral(seen.kb, seen.refer, technique.hazards), *others, *article)
    return _settle(technique.id, reasons, conditions)


def _judge_referral(
    seen: _Patient, technique: Technique, base: Standing, reasons: tuple[Reason, ...]
) -> Verdict:
    """Sending is never lowered: it is what remains. It is preferred where somebody has to look within days."""
    asked = seen.refer.urgency in ("urgent", "same-day", "emergency")
    standing = "preferred" if asked else _at_least_acceptable(base)
    return Verdict(id=technique.id, standing=standing, reasons=(*seen.refer.reasons, *reasons) if asked else reasons)


def _at_least_acceptable(standing: Standing) -> Standing:
    return "preferred" if standing == "preferred" else "acceptable"


def _judge_point(seen: _Patient, point: Point, technique_standing: Mapping[str, Standing]) -> Verdict:
    uses = weigh_uses(seen.kb, seen.cause_id, lambda cause_id: find_use(point, cause_id))
    bases = say_uses("use", seen.kb, seen.cause_id, uses)
    hazards = (*THROUGH_THE_SKIN, *point.hazards)
    held, conditions = weigh_cautions(seen.kb, seen.cautions, point.id, hazards, is_point=True)
    others = weigh_others(seen.kb, seen.likely, lambda cause_id: find_use(point, cause_id))
    targets = {use.target for use in uses if use.limit}
    needled = weigh_needles(seen.kb, targets, seen.cause_id, technique_standing)
    reasons = (*bases, *held, *weigh_referral(seen.kb, seen.refer, hazards), *others, *needled)
    return _settle(point.id, reasons, conditions)


def weigh_needles(
    kb: KnowledgeBase, targets: Set[str], cause_id: str, technique_standing: Mapping[str, Standing]
) -> tuple[Reason, ...]:
    """A point is worth no more than the best technique that needles it: one with its target, or any without one."""
    causes = kb.get_cause(cause_id).with_parts
    serving = [
        technique_standing[technique.id] for technique in kb.treatment.techniques
        if technique.kind == "needle" and _serves(technique, targets, causes)
    ]
    best: Standing = max(serving, key=STANDINGS.index, default="not-indicated")
    if best == "preferred":
        return ()
    rules = require_rules(kb)
    claim = rules.only_acceptable if best == "acceptable" else rules.no_technique
    return (say_reason("technique", claim, limit=best),)


def _serves(technique: Technique, targets: Set[str], causes: Iterable[str]) -> bool:
    found = (find_indication(technique, cause_id) for cause_id in causes)
    return "" in targets or any(one.target in targets for one in found if one)


def _quote_article(kb: KnowledgeBase, technique_id: str, cause_id: str) -> Iterable[Reason]:
    """What the clinic's article would do here, and what is to be said about it; it decides nothing."""
    causes = kb.get_cause(cause_id).with_parts
    for rule in kb.treatment.article_rules:
        if rule.technique == technique_id and not set(rule.causes).isdisjoint(causes):
            yield say_reason("article", rule.rule, of=rule.id)
            yield say_reason("article", rule.critique, of=rule.id)


def _settle(verdict_id: str, reasons: Sequence[Reason], conditions: Iterable[Claim]) -> Verdict:
    standing = worst(reason.limit for reason in reasons if reason.limit)
    first = sorted(reasons, key=lambda reason: (reason.limit != standing, SPEAKS_FIRST.index(reason.kind)))
    safer = () if standing == "contraindicated" else tuple(conditions)  # nothing makes safer what is not done
    return Verdict(id=verdict_id, standing=standing, reasons=tuple(first), conditions=safer)
