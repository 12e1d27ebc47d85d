"""The links with one choice: cause, mechanism, target, and how fast somebody is referred; the technique likewise.

A link is right for the patient, or in line with the links before it, or both, or neither:

                              right for this patient    wrong for this patient
    in line with the links    fits      1               follows   1/2
    not in line               loose     1/2             wrong     0

So whoever takes a disc for a facet joint, and goes on soundly from there, loses the first link and half of some others.
"""

from __future__ import annotations

from typing import Final

from sciatica_teach.grading.chain_apart import find_reasons_against
from sciatica_teach.grading.chain_key import ChainKey, as_claims
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.chains import Chain, ChainVerdict, Link, LinkGrade
from sciatica_teach.model.evidence import Claim

CREDIT: Final[dict[ChainVerdict, float]] = {
    "fits": 1.0, "follows": 0.5, "loose": 0.5, "partly": 0.5, "wrong": 0.0, "harmful": 0.0, "blank": 0.0,
    "nothing": 0.0,
}
"""What a verdict earns; links made of parts earn what their parts earn."""

TOLD: Final[dict[ChainVerdict, str]] = {
    "fits": "Right for this patient, and in line with the links before.",
    "follows": "Wrong for this patient, but it follows from your own earlier links.",
    "loose": "Right for this patient, but no earlier link of yours leads to it.",
    "wrong": "Wrong for this patient, and it does not follow from your earlier links.",
    "blank": "Nothing was chosen.",
}


def find_verdict(*, is_right: bool, is_in_line: bool) -> ChainVerdict:
    """The four fields of the table above."""
    if is_right:
        return "fits" if is_in_line else "loose"
    return "follows" if is_in_line else "wrong"


def leave_out(ids: tuple[str, ...], chosen: str) -> tuple[str, ...]:
    return tuple(one for one in ids if one != chosen)


def grade_cause(key: ChainKey, chain: Chain) -> LinkGrade:
    """The truth, or a cause that is as good a first link."""
    also = leave_out(key.accepted, chain.cause)
    truth = key.kb.get_cause(key.task.truth)
    if not chain.cause:
        return LinkGrade(link="cause", verdict="blank", earned=0.0, possible=1.0, told=TOLD["blank"],
                         why=(truth.summary, *truth.tells_apart), also=also)
    is_right = chain.cause in key.accepted
    cause = key.kb.get_cause(chain.cause)
    return LinkGrade(
        link="cause", verdict="fits" if is_right else "wrong", earned=float(is_right), possible=1.0, also=also,
        told="This explains what was told and found." if is_right
        else "Something else explains better what was told and found.",
        why=(cause.summary, *cause.tells_apart) if is_right else find_reasons_against(truth, cause),
    )


def grade_mechanism(key: ChainKey, chain: Chain) -> LinkGrade:
    """A mechanism of the cause."""
    right = key.find_mechanisms(key.accepted)
    also = leave_out(right, chain.mechanism)
    truth = key.kb.get_cause(key.task.truth)
    if not chain.mechanism:
        return _blank("mechanism", (truth.mechanism,), also)
    chosen = key.kb.treatment.get_mechanism(chain.mechanism)
    is_in_line = chosen.id in key.find_mechanisms(key.own_causes(chain))
    verdict = find_verdict(is_right=chosen.id in right, is_in_line=is_in_line)
    why = (chosen.what,) if chosen.id in right else (chosen.what, truth.mechanism)
    return LinkGrade(link="mechanism", verdict=verdict, earned=CREDIT[verdict], possible=1.0, told=TOLD[verdict],
                     why=why, also=also)


def grade_target(key: ChainKey, chain: Chain) -> LinkGrade:
    """What some technique that is acceptable or better for this patient acts on."""
    right = key.find_targets(key.accepted)
    also = leave_out(tuple(one for one in right if one in key.find_needed_targets()), chain.target)
    if not chain.target:
        return _blank("target", (), also)
    is_in_line = chain.target in key.find_targets(key.own_causes(chain))
    verdict = find_verdict(is_right=chain.target in right, is_in_line=is_in_line)
    return LinkGrade(link="target", verdict=verdict, earned=CREDIT[verdict], possible=1.0, told=TOLD[verdict],
                     why=(key.kb.treatment.get_target(chain.target).what,), also=also)


def grade_referral(key: ChainKey, chain: Chain) -> LinkGrade:
    """How fast: as fast as is demanded; one step faster is half right, more is a false alarm.

    Where nothing demands it, sending is one step too fast as well: whoever always refers is safe, and treats nobody.
    """
    needed = key.advice.refer
    why = as_claims(key.advice.refer_reasons)
    also: tuple[str, ...] = () if chain.refer == needed or needed == "treat" else (needed,)
    if chain.refer is None:
        return _blank("referral", why, also)
    verdict = _judge_speed(URGENCIES.index(chain.refer) - URGENCIES.index(needed))
    told = TOLD_NOT_NEEDED if needed == "treat" and verdict == "partly" else _TOLD_SPEED[verdict]
    return LinkGrade(link="referral", verdict=verdict, earned=CREDIT[verdict], possible=1.0, why=why, also=also,
                     told=told)


TOLD_NOT_NEEDED: Final = (
    "Nothing asks for it here. A letter does no harm, and the patient goes home without what could have begun today."
)


_TOLD_SPEED: Final[dict[ChainVerdict, str]] = {
    "fits": "As fast as this patient needs.",
    "partly": "One step faster than is needed: safe, and dearer than it has to be.",
    "wrong": "Much faster than is needed. False alarms fill the places of those who cannot wait.",
    "harmful": "Slower than this patient can wait.",
}


def _judge_speed(steps_faster: int) -> ChainVerdict:
    if steps_faster < 0:
        return "harmful"
    return "fits" if steps_faster == 0 else "partly" if steps_faster == 1 else "wrong"


def _blank(link: Link, why: tuple[Claim, ...], also: tuple[str, ...]) -> LinkGrade:
    return LinkGrade(link=link, verdict="blank", earned=0.0, possible=1.0, told=TOLD["blank"], why=why, also=also)
