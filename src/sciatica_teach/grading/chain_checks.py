"""Whether a chain can be marked at all: what may stand in each link, and which links a chain has.

A plan with needles has seven links. Advice, warmth or suction need no points, so six are left; a referral has how fast
in place of points and dose, and six links as well. What was filled in before the technique was changed does not count.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from sciatica_teach.errors import BadSubmission, UnknownId
from sciatica_teach.model.chains import Chain, ChainTask, Link, PlannedDose, PlannedPoint
from sciatica_teach.model.knowledge import KnowledgeBase

MOST_POINTS: Final = 9

DEEPEST_CUN: Final = 10.0
"""Nobody means a depth beyond this; what is printed ends far above."""

STEPS_PER_CUN: Final = 10
"""Nobody feels less than a tenth of a thumb's width."""

MOST_VISITS: Final = 30
"""More than any study used; whoever wants more has not looked back."""

MOST_PER_WEEK: Final = 5.0
"""Visits fall on weekdays."""

COMMON_LINKS: Final[tuple[Link, ...]] = ("cause", "mechanism", "target", "technique")


def find_links(kb: KnowledgeBase, technique_id: str) -> tuple[Link, ...]:
    """The links of a chain with this technique, in order; with all points and dose while none is chosen.

    Raises `UnknownId`.
    """
    kind = kb.treatment.get_technique(technique_id).kind if technique_id else "needle"
    if kind == "referral":
        return (*COMMON_LINKS, "dangers", "referral")
    return (*COMMON_LINKS, *(("points",) if kind == "needle" else ()), "dangers", "dose")


def leave_out_unasked(kb: KnowledgeBase, chain: Chain) -> Chain:
    """The chain without what its technique does not ask for."""
    links = find_links(kb, chain.technique)
    return replace(
        chain, points=chain.points if "points" in links else (), dose=chain.dose if "dose" in links else None,
        refer=chain.refer if "referral" in links else None,
    )


def find_missing(kb: KnowledgeBase, chain: Chain) -> tuple[Link, ...]:
    """The links in which something has still to be chosen, in order; nothing of what would be right shows in it."""
    return tuple(link for link in find_links(kb, chain.technique) if not _is_complete(chain, link))


def _is_complete(chain: Chain, link: Link) -> bool:
    match link:
        case "points":
            return bool(chain.points) and all(one.depth_cun and one.angle for one in chain.points)
        case "dangers":
            return bool(chain.mitigations) and all(chain.mitigations.values())
        case "dose":
            dose = chain.dose
            return dose is not None and None not in (dose.visits, dose.per_week, dose.review_at, dose.unchanged)
        case "referral":
            return chain.refer is not None
        case _:
            return bool(getattr(chain, link))


def find_offered_mechanisms(kb: KnowledgeBase, task: ChainTask) -> tuple[str, ...]:
    """Ids of the mechanisms of the causes on offer, in the order of the content."""
    meant = {one for cause_id in task.offered for one in kb.get_cause(cause_id).with_parts}
    return tuple(one.id for one in kb.treatment.mechanisms if not meant.isdisjoint(one.causes))


def require_chain(kb: KnowledgeBase, task: ChainTask, chain: Chain) -> None:
    """Raises `UnknownId` for what is not on offer and `BadSubmission` for what no plan can be."""
    _require_offered("cause to choose from", chain.cause, task.offered)
    _require_offered("mechanism to choose from", chain.mechanism, find_offered_mechanisms(kb, task))
    _require_offered("target", chain.target, kb.treatment.target_by_id)
    _require_offered("technique", chain.technique, kb.treatment.technique_by_id)
    _require_points(kb, chain.points)
    for danger_id, mitigation_id in chain.mitigations.items():
        danger = kb.treatment.get_danger(danger_id)
        _require_offered("way of dealing with this danger", mitigation_id, {one.id for one in danger.mitigations})
    if chain.dose is not None:
        _require_dose(chain.dose)
    if chain.refer == "treat":
        raise BadSubmission("Whoever is referred is seen by somebody else. Choose how fast.")


def _require_offered(kind: str, wanted: str, known: Collection[str]) -> None:
    if wanted and wanted not in known:
        raise UnknownId(kind, wanted, known)


def _require_points(kb: KnowledgeBase, points: Collection[PlannedPoint]) -> None:
    if len(points) > MOST_POINTS:
        raise BadSubmission(f"These are {len(points)} points. Take {MOST_POINTS} at most.")
    if len({one.point for one in points}) < len(points):
        raise BadSubmission("The same point stands here twice. Take one of the two away.")
    for one in points:
        code = kb.treatment.get_point(one.point).code
        if one.depth_cun is not None:
            _require_depth(code, one.depth_cun)


def _require_depth(code: str, depth_cun: float) -> None:
    steps = depth_cun * STEPS_PER_CUN
    if not 0 < depth_cun <= DEEPEST_CUN or abs(steps - round(steps)) > 1e-6:
        raise BadSubmission(f"{code}: a depth is more than 0 and at most {DEEPEST_CUN:g} cun, in tenths: 0.5 or 1.2.")


def _require_dose(dose: PlannedDose) -> None:
    if dose.visits is not None and dose.visits not in range(1, MOST_VISITS + 1):
        raise BadSubmission(f"The number of visits is a whole number from 1 to {MOST_VISITS}.")
    if dose.review_at is not None and dose.review_at not in range(1, MOST_VISITS + 1):
        raise BadSubmission(f"The review stands at a visit, a whole number from 1 to {MOST_VISITS}.")
    if dose.visits is not None and dose.review_at is not None and dose.review_at > dose.visits:
        raise BadSubmission(f"The review is at one of the {dose.visits} visits: visit {dose.review_at} never comes.")
    if dose.per_week is not None and not 0 < dose.per_week <= MOST_PER_WEEK:
        raise BadSubmission(f"Visits per week are more than 0 and at most {MOST_PER_WEEK:g}.")
