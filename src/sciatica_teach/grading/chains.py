"""A chain of reasoning, marked link by link, after what is dangerous in it has been told.

Seven links count one each: cause, mechanism, target, technique, points, dangers, dose. Five that fit, a mechanism that
only follows from a wrong cause, and that wrong cause earn 5 + 1/2 + 0 of 7. Several chains are valid for one patient;
whatever the advice finds acceptable fits. A wrong early link does not zero the rest, and a dangerous link fails the
chain whatever the others earn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from sciatica_teach.grading.chain_checks import find_links, leave_out_unasked
from sciatica_teach.grading.chain_dangers import grade_dangers
from sciatica_teach.grading.chain_dose import grade_dose
from sciatica_teach.grading.chain_harms import find_harms
from sciatica_teach.grading.chain_key import ChainKey
from sciatica_teach.grading.chain_links import (
    grade_cause,
    grade_mechanism,
    grade_referral,
    grade_target,
)
from sciatica_teach.grading.chain_points import grade_points
from sciatica_teach.grading.chain_technique import grade_technique
from sciatica_teach.model.advice import Advice
from sciatica_teach.model.chains import Chain, ChainGrade, ChainTask, Harm, Link, LinkGrade
from sciatica_teach.model.knowledge import KnowledgeBase

__all__ = ["CHAIN_RULE", "find_harms", "grade_chain"]

CHAIN_RULE: Final = (
    "Every link counts the same. A link that fits this patient and the links before it earns its mark; one that is "
    "right for the patient alone, or follows from your own links alone, earns half. Points, dangers and dose are made "
    "of parts and earn what their parts earn; a link with nothing to earn is not counted. A dangerous link earns "
    "nothing and fails the chain, whatever the others earn."
)


def grade_chain(
    kb: KnowledgeBase, task: ChainTask, chain: Chain, advice_for: Callable[[str], Advice]
) -> ChainGrade:
    """Mark a chain for the patient of a task. `advice_for` gives the advice if a cause of this id were true.

    Raises `UnknownId` or `BadSubmission` for a chain that cannot be one.
    """
    key = ChainKey(kb, task, advice_for)
    harms = find_harms(kb, task, chain, key.advice)
    asked = leave_out_unasked(kb, chain)
    links = tuple(
        _mark_harm(_grade_link(key, asked, link, harms), harms) for link in find_links(kb, asked.technique)
    )
    return ChainGrade(links=links, harms=harms, failed=bool(harms), rule=CHAIN_RULE)


_SINGLE: Final[dict[Link, Callable[[ChainKey, Chain], LinkGrade]]] = {
    "cause": grade_cause, "mechanism": grade_mechanism, "target": grade_target, "technique": grade_technique,
    "dangers": grade_dangers, "referral": grade_referral,
}


def _grade_link(key: ChainKey, chain: Chain, link: Link, harms: tuple[Harm, ...]) -> LinkGrade:
    if link == "points":
        return grade_points(key, chain, harms)
    if link == "dose":
        return grade_dose(key, chain, grade_technique(key, chain).verdict)
    return _SINGLE[link](key, chain)


def _mark_harm(grade: LinkGrade, harms: tuple[Harm, ...]) -> LinkGrade:
    """A link with something dangerous in it earns nothing, whatever else is right about it."""
    told = [harm.told for harm in harms if harm.link == grade.link]
    if not told:
        return grade
    both = told[0] if len(told) == 1 else f"{len(told)} things here can hurt this patient."
    return replace(grade, verdict="harmful", earned=0.0, told=both)
