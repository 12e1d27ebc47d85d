"""How the reasons of the advice are made from content, and which of two standings is worse."""

from __future__ import annotations

from collections.abc import Iterable

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.advice import AdviceRules, Reason, ReasonKind
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import Point, PointUse
from sciatica_teach.model.techniques import STANDINGS, Indication, Standing, Technique


def worst(standings: Iterable[Standing]) -> Standing:
    """The worst of some standings; there is at least one."""
    return min(standings, key=STANDINGS.index)


def say_reason(
    kind: ReasonKind, claim: Claim, *, of: str = "", limit: Standing | None = None, share: float | None = None
) -> Reason:
    """A claim of the content as a reason, with its mark and its sources."""
    return Reason(kind=kind, text=claim.text, mark=claim.mark, sources=claim.sources, conflict=claim.conflict, of=of,
                  share=share, limit=limit)


def say_use(kind: ReasonKind, kb: KnowledgeBase, found: Indication | PointUse | None, cause_id: str) -> Reason:
    """What a technique or a point is for a cause; nothing on record leaves it not indicated."""
    if found is None:
        return say_reason("no-record", require_rules(kb).no_record, of=cause_id, limit="not-indicated")
    is_harm = found.standing == "contraindicated"
    return say_reason("cause" if is_harm else kind, found.basis, of=cause_id, limit=found.standing)


def find_indication(technique: Technique, cause_id: str) -> Indication | None:
    return next((one for one in technique.indications if cause_id in one.causes), None)


def find_use(point: Point, cause_id: str) -> PointUse | None:
    return next((one for one in point.uses if cause_id in one.causes), None)


def require_rules(kb: KnowledgeBase) -> AdviceRules:
    """What the advice says where no other content speaks. Raises `UnknownId` where the content lacks advice.yaml."""
    if kb.treatment.advice_rules is None:
        raise UnknownId("content file", "advice.yaml", ())
    return kb.treatment.advice_rules
