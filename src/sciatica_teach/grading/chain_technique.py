"""The technique of a chain: acceptable or better for this patient, and meant to act on the target.

It is in line when it acts on the target in an accepted cause or in the learner's own one. A disc that is taken for deep
gluteal pain and gets exercise, which is right in both, has its technique right and in line: 1, not 1/2.

Sending is judged by what the patient needs and not by what came before:

    somebody has to look first    fits     1      whatever cause was named
    nothing asks for it           partly   1/2    it does no harm, and nobody is treated
    routine                       like any other technique
"""

from __future__ import annotations

from typing import Final

from sciatica_teach.grading.chain_key import DEMANDED, ChainKey, as_claims, put_first
from sciatica_teach.grading.chain_links import (
    CREDIT,
    TOLD,
    TOLD_NOT_NEEDED,
    find_verdict,
    leave_out,
)
from sciatica_teach.model.advice import ReasonKind
from sciatica_teach.model.chains import Chain, ChainVerdict, LinkGrade
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.techniques import Technique
from sciatica_teach.reasoning.advice_reasons import find_indication

TOLD_SENT: Final = "This patient is seen by somebody else first, whatever the cause is thought to be."

TOLD_ACCEPTABLE: Final = "It is acceptable here; something else is preferred."

_SPEAKS_FIRST: Final[tuple[ReasonKind, ...]] = ("indication",)

_SENDING_SPEAKS_FIRST: Final[tuple[ReasonKind, ...]] = ("refer-first", "indication")


def grade_technique(key: ChainKey, chain: Chain) -> LinkGrade:
    """The technique with its reasons: what it is for first where it is right, what forbids it first where not."""
    also = leave_out(key.find_right_techniques(), chain.technique)
    preferred = tuple(one for one in also if one in key.find_preferred_techniques())
    if not chain.technique:
        return LinkGrade(link="technique", verdict="blank", earned=0.0, possible=1.0, told=TOLD["blank"], also=also,
                         preferred=preferred)
    technique = key.kb.treatment.get_technique(chain.technique)
    verdict = _judge(key, chain, technique)
    return LinkGrade(
        link="technique", verdict=verdict, earned=CREDIT[verdict], possible=1.0, also=also, preferred=preferred,
        told=_tell(key, technique, verdict, preferred), why=_why(key, technique),
    )


def _is_sending(technique: Technique) -> bool:
    return technique.kind == "referral"


def _judge(key: ChainKey, chain: Chain, technique: Technique) -> ChainVerdict:
    if _is_sending(technique) and key.advice.refer == "treat":
        return "partly"
    if _is_sending(technique) and key.advice.refer in DEMANDED:
        return "fits"
    causes = (*key.accepted, *key.own_causes(chain))
    return find_verdict(
        is_right=technique.id in key.find_good_techniques(key.accepted),
        is_in_line=any(key.reaches(technique.id, chain.target, cause_id) for cause_id in causes),
    )


def _tell(key: ChainKey, technique: Technique, verdict: ChainVerdict, preferred: tuple[str, ...]) -> str:
    if verdict == "partly":
        return TOLD_NOT_NEEDED
    if verdict == "fits" and _is_sending(technique) and key.advice.refer in DEMANDED:
        return TOLD_SENT
    is_second = verdict in {"fits", "loose"} and preferred and technique.id not in key.find_preferred_techniques()
    return f"{TOLD[verdict]} {TOLD_ACCEPTABLE}" if is_second else TOLD[verdict]


def _why(key: ChainKey, technique: Technique) -> tuple[Claim, ...]:
    """All reasons of the advice, and what the technique is for in the other causes that are as good."""
    reasons = key.advice.get_technique(technique.id).reasons
    if key.is_technique_good(technique.id, key.task.truth):
        reasons = put_first(reasons, _SENDING_SPEAKS_FIRST if _is_sending(technique) else _SPEAKS_FIRST)
    others = (find_indication(technique, one) for one in key.find_other_causes())
    return tuple(dict.fromkeys((*as_claims(reasons), *(one.basis for one in others if one), technique.evidence)))
