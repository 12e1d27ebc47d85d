"""The points of a chain: each for itself, and the link is their mean.

A point earns for standing where it should, and then for depth and direction:

    place (fits 1, follows or loose 1/2, wrong 0)  x  (1 + within the student's depth + in a usual direction) / 3

A point that fits, planned within the student's depth but along an unusual direction, earns 1 x (1 + 1 + 0) / 3 = 0.67.
No depth is the right one: what counts is only whether a planned one stays within the shallow end, where students stay.
Where a nerve, a kidney, the spine or thick muscle is near, a deeper one is told what lies there.
One good point earns as much as nine, and a bad one beside it takes off.
"""

from __future__ import annotations

from typing import Final

from sciatica_teach.grading.chain_depth import tell_what_lies_there
from sciatica_teach.grading.chain_key import ChainKey, as_claims, put_first
from sciatica_teach.grading.chain_links import CREDIT, find_verdict, leave_out
from sciatica_teach.grading.chain_parts import mean, sum_up
from sciatica_teach.model.advice import ReasonKind
from sciatica_teach.model.chains import Chain, ChainVerdict, Harm, LinkGrade, PartGrade, PlannedPoint
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.points import Point
from sciatica_teach.reasoning.advice_reasons import find_use

POINTS_RULE: Final = (
    "The mean of the points. A point earns a third for its place, a third for a depth that stays within the shallow "
    "end, where students stay, and a third for a usual direction; half of that where the place only follows from your "
    "own links or does not act on your target, and nothing where it is wrong. Which depth within the shallow end it is "
    "does not matter."
)

_OF_TECHNIQUE: Final[tuple[ReasonKind, ...]] = ("technique",)
"""What is said of the techniques that use a point is told with the technique."""

_OF_USE: Final[tuple[ReasonKind, ...]] = ("use",)

_PLACE: Final[dict[ChainVerdict, str]] = {
    "fits": "It fits the patient and the target.",
    "follows": "It is not for this patient, but it follows from your own earlier links.",
    "loose": "It is used in this patient's pain, but it does not act on your target.",
    "wrong": "Nothing on record speaks for it here.",
}


def grade_points(key: ChainKey, chain: Chain, harms: tuple[Harm, ...]) -> LinkGrade:
    """The points one by one; a dangerous one is marked as such, and leaves nothing of the link."""
    right = key.find_points(chain, key.accepted)
    own = key.find_points(chain, key.own_causes(chain))
    dangerous = {harm.subject: harm for harm in harms if harm.link == "points"}
    parts = tuple(
        _harmful(dangerous[planned.point]) if planned.point in dangerous
        else _grade_point(key, planned, right, own)
        for planned in chain.points
    )
    earned = 0.0 if dangerous else mean([part.earned for part in parts])
    also = right
    for planned in chain.points:
        also = leave_out(also, planned.point)
    return LinkGrade(link="points", verdict=sum_up(parts, earned), earned=earned, possible=1.0, parts=parts, also=also,
                     preferred=tuple(one for one in also if key.is_point_preferred(one)), told=_tell(parts),
                     rule=POINTS_RULE)


def _tell(parts: tuple[PartGrade, ...]) -> str:
    if not parts:
        return "No point was chosen."
    good = sum(part.verdict == "fits" for part in parts)
    return f"{good} of {len(parts)} as they should be."


def _harmful(harm: Harm) -> PartGrade:
    return PartGrade(subject=harm.subject, verdict="harmful", earned=0.0, told=harm.told, why=harm.why)


def _grade_point(
    key: ChainKey, planned: PlannedPoint, right: tuple[str, ...], own: tuple[str, ...]
) -> PartGrade:
    point = key.kb.treatment.get_point(planned.point)
    is_right = key.is_point_good(point.id, key.accepted)
    is_in_line = point.id in right or point.id in own
    place = find_verdict(is_right=is_right, is_in_line=is_in_line)
    shallow = planned.depth_cun is not None and planned.depth_cun <= point.depth.student_cun
    usual = planned.angle is not None and planned.angle in point.angles
    earned = CREDIT[place] * (1 + shallow + usual) / 3
    is_partly = place != "wrong" and not (shallow and usual)
    return PartGrade(
        subject=point.id, verdict="partly" if is_partly else place, earned=earned,
        told=" ".join((_PLACE[place], _tell_depth(point, planned), _tell_angle(point, planned))),
        why=_why(key, point, is_right=is_right, is_shallow=shallow),
    )


def _tell_depth(point: Point, planned: PlannedPoint) -> str:
    if planned.depth_cun is None:
        return "No depth was planned."
    if planned.depth_cun <= point.depth.student_cun:
        return "The depth stays within the shallow end, where students stay."
    told = "The depth lies beyond the shallow end, where students stay."
    return " ".join((told, tell_what_lies_there(point))).rstrip()


def _tell_angle(point: Point, planned: PlannedPoint) -> str:
    if planned.angle is None:
        return "No direction was planned."
    return "The direction is a usual one." if planned.angle in point.angles else "It is not usually needled that way."


def _why(key: ChainKey, point: Point, *, is_right: bool, is_shallow: bool) -> tuple[Claim, ...]:
    told = key.advice.get_point(point.id).reasons
    reasons = as_claims(put_first(told, _OF_USE) if is_right else told, aside=_OF_TECHNIQUE)
    others = (find_use(point, one) for one in key.find_other_causes())
    depth = () if is_shallow else (*(risk.what for risk in point.at_risk[:1]), *point.dangers[:1], point.depth.printed)
    return tuple(dict.fromkeys((*reasons, *(one.basis for one in others if one), *depth)))
