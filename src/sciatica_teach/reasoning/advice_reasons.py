"""How the reasons of the advice are made from content, and which of two standings is worse."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.advice import AdviceRules, Reason, ReasonKind
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import Point, PointUse
from sciatica_teach.model.record import record
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


@record
class CauseUse:
    """What a technique or a point is for a cause, or for one part of a composite."""

    cause_id: str
    found: Indication | PointUse | None
    limit: Standing | None
    """The best standing that it leaves; None for a part that does not decide."""

    @property
    def target(self) -> str:
        return self.found.target if self.found else ""


FindUse = Callable[[str], Indication | PointUse | None]
"""What is on record for a cause id."""


def weigh_uses(kb: KnowledgeBase, cause_id: str, find: FindUse) -> tuple[CauseUse, ...]:
    """What is on record for a cause; of a composite of which nothing is said, what is on record for each part.

    What does harm in a part does harm in the whole, whatever is said of the whole. Else what helps one part is of use:
    needles that are acceptable for the canal and not indicated for the hip are acceptable for a patient with both.
    Raises `UnknownId`.
    """
    own, *of_parts = [(one, find(one)) for one in kb.get_cause(cause_id).with_parts]
    harms = [one for one in of_parts if _standing(one[1]) == "contraindicated"]
    asked = [own, *harms] if own[1] or not of_parts else of_parts
    bound = "contraindicated" if harms else max((_standing(found) for _, found in asked), key=STANDINGS.index)
    return tuple(
        CauseUse(cause_id=one, found=found, limit=bound if _standing(found) == bound else None) for one, found in asked
    )


def find_standing(uses: Iterable[CauseUse]) -> Standing:
    """What the uses leave together."""
    return worst(use.limit for use in uses if use.limit)


def _standing(found: Indication | PointUse | None) -> Standing:
    return found.standing if found else "not-indicated"


def say_uses(kind: ReasonKind, kb: KnowledgeBase, cause_id: str, uses: Iterable[CauseUse]) -> tuple[Reason, ...]:
    """The uses as reasons, what decides first; that of a part names it. Nothing on record leaves it not indicated."""
    return tuple(_say_use(kind, kb, use, use.cause_id != cause_id)
                 for use in sorted(uses, key=lambda use: use.limit is None))


def _say_use(kind: ReasonKind, kb: KnowledgeBase, use: CauseUse, is_part: bool) -> Reason:
    is_harm = _standing(use.found) == "contraindicated"
    shown: ReasonKind = "cause" if is_harm else kind if use.found else "no-record"
    claim = use.found.basis if use.found else require_rules(kb).no_record
    reason = say_reason(shown, claim, of=use.cause_id, limit=use.limit)
    return replace(reason, text=f"{kb.get_cause(use.cause_id).short}: {reason.text}") if is_part else reason


def find_indication(technique: Technique, cause_id: str) -> Indication | None:
    return next((one for one in technique.indications if cause_id in one.causes), None)


def find_use(point: Point, cause_id: str) -> PointUse | None:
    return next((one for one in point.uses if cause_id in one.causes), None)


def require_rules(kb: KnowledgeBase) -> AdviceRules:
    """What the advice says where no other content speaks. Raises `UnknownId` where the content lacks advice.yaml."""
    if kb.treatment.advice_rules is None:
        raise UnknownId("content file", "advice.yaml", ())
    return kb.treatment.advice_rules
