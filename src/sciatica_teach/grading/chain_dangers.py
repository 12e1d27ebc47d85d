"""The dangers of a chain, and what is done about each.

A danger belongs to a plan by what the plan does (technique, points, needles at all) and by whom it is done to
(cautions, the true cause). A danger of something done to the body, such as bleeding, does not come with a patient's
cautions alone: whoever takes a blood thinner and is given advice does not bleed from it.

Each that belongs earns its share: whole with something that works, half with something that works in part. To name
more than belongs is no mistake and is not counted, until it becomes ticking: once more than half of the others are
named, each further one takes off, and all of them leave nothing. With four dangers that belong and six that do not:

    three of the four, well met, and two others     3/4 - 0   = 0.75
    all four and five of the six others             4/4 - 2/3 = 0.33
    everything                                      4/4 - 3/3 = 0
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sciatica_teach.grading.chain_key import ChainKey
from sciatica_teach.grading.chain_parts import mean, sum_up
from sciatica_teach.model.cautions import Danger, Mitigation
from sciatica_teach.model.chains import Chain, ChainVerdict, LinkGrade, PartGrade

DANGERS_RULE: Final = (
    "Each danger that belongs to this plan earns its share: whole with something that works, half with something that "
    "works in part. Others are not counted until more than half of them are named; naming all of them leaves nothing."
)

ON_THE_BODY: Final = frozenset({"needle", "heat", "suction"})
"""Kinds of technique that do something to the body."""

_WORKS: Final[dict[str, tuple[ChainVerdict, float, str]]] = {
    "yes": ("fits", 1.0, "It belongs to this plan, and what you do about it works."),
    "partly": ("partly", 0.5, "It belongs to this plan; what you do about it helps in part."),
    "no": ("wrong", 0.0, "It belongs to this plan; what you do about it does not help."),
    "harms": ("harmful", 0.0, "What you do about it makes it worse."),
}


def find_dangers(key: ChainKey, chain: Chain) -> tuple[Danger, ...]:
    """The dangers that belong to this plan for this patient, in the order of the content."""
    kind = key.kb.treatment.get_technique(chain.technique).kind if chain.technique else ""
    hazards = _find_hazards(key, chain)
    plan = {chain.technique, *(one.point for one in chain.points)}
    causes = {one for cause_id in key.accepted for one in key.kb.get_cause(cause_id).with_parts}
    return tuple(
        danger for danger in key.kb.treatment.dangers
        if (danger.always and kind == "needle")
        or not hazards.isdisjoint(danger.hazards)
        or not plan.isdisjoint((*danger.techniques, *danger.points))
        or not causes.isdisjoint(danger.causes)
        or ((kind in ON_THE_BODY or not _is_of_doing(danger)) and not set(key.advice.flags).isdisjoint(danger.flags))
    )


def _is_of_doing(danger: Danger) -> bool:
    """Whether the danger is one of something that is done to the body."""
    return danger.always or bool(danger.hazards or danger.techniques or danger.points)


def _find_hazards(key: ChainKey, chain: Chain) -> set[str]:
    treatment = key.kb.treatment
    of_technique = treatment.get_technique(chain.technique).hazards if chain.technique else ()
    return {*of_technique, *(hazard for one in chain.points for hazard in treatment.get_point(one.point).hazards)}


def grade_dangers(key: ChainKey, chain: Chain) -> LinkGrade:
    """The dangers one by one: those that belong, named or missed, then what was named beyond them.

    Where none belongs to the plan there is nothing to earn.
    """
    belonging = find_dangers(key, chain)
    others = [danger for danger in key.kb.treatment.dangers if danger not in belonging]
    beyond = [danger for danger in others if danger.id in chain.mitigations]
    met = tuple(_grade_belonging(danger, chain) for danger in belonging)
    parts = (*met, *(_grade_beyond(danger, chain) for danger in beyond))
    is_harmful = any(part.verdict == "harmful" for part in parts)
    earned = max(0.0, mean([part.earned for part in met]) - find_cost(beyond, others))
    earned = 0.0 if is_harmful else earned
    verdict: ChainVerdict = sum_up(met, earned) if belonging else "nothing"
    if verdict == "blank" and beyond:
        verdict = "wrong"
    return LinkGrade(
        link="dangers", verdict="harmful" if is_harmful else verdict, earned=earned, possible=float(bool(belonging)),
        told=_tell(met, beyond, others), parts=parts, rule=DANGERS_RULE,
    )


def find_cost(beyond: Collection[Danger], others: Collection[Danger]) -> float:
    """What naming too much costs, from 0 (half of the others or fewer) to 1 (all of them)."""
    free = len(others) // 2
    return max(0, len(beyond) - free) / (len(others) - free) if others else 0.0


def _tell(met: tuple[PartGrade, ...], beyond: Collection[Danger], others: Collection[Danger]) -> str:
    if not met:
        return "No danger on the list is counted for this plan."
    good = sum(part.verdict == "fits" for part in met)
    told = f"Dangers that belong to this plan: {len(met)}; named, with something that works: {good}."
    if find_cost(beyond, others):
        told += f" Named beyond them: {len(beyond)}, which is more ticking than thinking."
    return told


def _grade_belonging(danger: Danger, chain: Chain) -> PartGrade:
    if danger.id not in chain.mitigations:
        return _nothing_done(danger, "It belongs to this plan, and was not named.")
    chosen = _find_chosen(danger, chain)
    if chosen is None:
        return _nothing_done(danger, "It was named, and nothing is done about it.")
    verdict, earned, told = _WORKS[chosen.works]
    better = "" if chosen.works == "yes" else _what_works(danger)
    return PartGrade(subject=danger.id, verdict=verdict, earned=earned, told=f"{told}{better}",
                     why=(danger.what, chosen.why))


def _nothing_done(danger: Danger, told: str) -> PartGrade:
    works = (one.why for one in danger.mitigations if one.works == "yes")
    return PartGrade(subject=danger.id, verdict="blank", earned=0.0, told=f"{told}{_what_works(danger)}",
                     why=(danger.what, *works))


def _grade_beyond(danger: Danger, chain: Chain) -> PartGrade:
    chosen = _find_chosen(danger, chain)
    is_harmful = chosen is not None and chosen.works == "harms"
    return PartGrade(
        subject=danger.id, verdict="harmful" if is_harmful else "nothing", earned=0.0,
        told=_WORKS["harms"][2] if is_harmful else "Not counted here: it may be thought of, and earns nothing.",
        why=(danger.what, chosen.why) if chosen else (danger.what,),
    )


def _find_chosen(danger: Danger, chain: Chain) -> Mitigation | None:
    return next((one for one in danger.mitigations if one.id == chain.mitigations.get(danger.id)), None)


def _what_works(danger: Danger) -> str:
    return "".join(f" What works: “{one.text}”" for one in danger.mitigations if one.works == "yes")
