"""The chain of reasoning in the debrief, link by link. No widget."""

from __future__ import annotations

from typing import Any

from sciatica_teach.model.cases import Case
from sciatica_teach.model.chains import Chain, ChainGrade, Link, LinkGrade, PartGrade
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.debrief import Debrief
from sciatica_teach.views import blocks
from sciatica_teach.views.chain_book import find_name
from sciatica_teach.views.chain_grades import TONES, CautionNames, caution_names, credit_words
from sciatica_teach.views.chain_pages import summary
from sciatica_teach.views.debrief_safety import card
from sciatica_teach.views.words import say

PartState = dict[str, Any]

SHAPES = {"partly": "◐", "wrong": "≠", "follows": "↳", "nothing": "–"}
"""Verdicts of one tone differ in shape."""


def chain_cards(kb: KnowledgeBase, case: Case, debrief: Debrief) -> list[tuple[str, PartState]]:
    """One card, or none where this patient asks for no chain."""
    grade = debrief.grade.chain
    if grade is not None:
        return [("chain", _graded(kb, debrief.chain or Chain(), grade))]
    if not case.offered:
        return []
    why = blocks.text(say(f"debrief.chain_{_why_none(case, debrief)}"))
    return [("chain", card(say("debrief.chain_title"), [why]))]


def _why_none(case: Case, debrief: Debrief) -> str:
    if debrief.chain is not None:
        return "unfinished"
    if debrief.disposition is None:
        return "undecided"
    return "referred" if debrief.decision_right or "treat" not in case.decision.right else "needless"


def _graded(kb: KnowledgeBase, chain: Chain, grade: ChainGrade) -> PartState:
    lines, cautions = [blocks.text(summary(grade)["text"])], caution_names(kb)
    for link in grade.links:
        lines += [blocks.verdicts([_verdict(kb, chain, link)]), *_reasons(kb, link, cautions)]
    return card(say("debrief.chain_title"), [*lines, blocks.details(say("chain.rule"), [blocks.text(grade.rule)])])


def _verdict(kb: KnowledgeBase, chain: Chain, link: LinkGrade) -> blocks.Block:
    """The link, what was chosen there, how it was judged and what it earned."""
    name, chosen = say(f"chain.link.{link.link}"), _chosen(kb, chain, link)
    words = say("debrief.chain_link", chosen=chosen or say("debrief.chain_nothing"),
                verdict=say(f"chain.verdict.{link.verdict}"))
    score = say("chain.marks", earned=credit_words(link.earned), possible=credit_words(link.possible))
    note = f"{link.told} {score if link.possible else say('chain.no_score')}"
    shown = blocks.verdict(TONES[link.verdict], f"{name}:", words, note.strip())
    return {**shown, "shape": SHAPES[link.verdict]} if link.verdict in SHAPES else shown


def _chosen(kb: KnowledgeBase, chain: Chain, link: LinkGrade) -> str:
    if link.link == "dose":
        return _dose(chain)
    chosen: dict[Link, list[str]] = {
        "cause": [chain.cause], "mechanism": [chain.mechanism], "target": [chain.target],
        "technique": [chain.technique], "points": [one.point for one in chain.points],
        "dangers": list(chain.mitigations), "referral": [chain.refer or ""],
    }
    return ", ".join(find_name(kb, link.link, one) for one in chosen.get(link.link, []) if one)


def _dose(chain: Chain) -> str:
    dose = chain.dose
    if dose is None or None in (dose.visits, dose.per_week, dose.review_at):
        return ""
    return say("debrief.chain_dose", visits=dose.visits, per_week=f"{dose.per_week:g}", review=dose.review_at)


def _reasons(kb: KnowledgeBase, link: LinkGrade, cautions: CautionNames) -> list[blocks.Block]:
    """Behind one click: the parts of the link, what the content says, what else would be right, the rule."""
    lines: list[blocks.Block] = [
        *([blocks.verdicts(_part(kb, link, part) for part in link.parts)] if link.parts else []),
        *(blocks.marked(kb, _about(claim, cautions), claim.mark, claim.sources, claim.conflict) for claim in link.why),
    ]
    more = "also" if link.preferred or link.verdict in {"fits", "loose"} else "instead"
    for key, ids in (("preferred", link.preferred), (more, [one for one in link.also if one not in link.preferred])):
        if ids:
            names = "; ".join(find_name(kb, link.link, one) for one in ids)
            lines.append(blocks.text(say(f"debrief.chain_{key}", names=names)))
    if link.rule:
        lines.append(blocks.text(link.rule, quiet=True))
    return [blocks.details(say("debrief.chain_why", link=say(f"chain.link.{link.link}")), lines)] if lines else []


def _about(claim: Claim, cautions: CautionNames) -> str:
    """With the caution that speaks, because its sentence alone would not say why a choice fits."""
    about = say("chain.caution", name=cautions[claim]) if claim in cautions else ""
    return f"{about} {claim.text}".strip()


def _part(kb: KnowledgeBase, link: LinkGrade, part: PartGrade) -> blocks.Block:
    words = say("debrief.chain_part", verdict=say(f"chain.verdict.{part.verdict}"), told=part.told)
    name = f"{find_name(kb, link.link, part.subject)}:"
    tone = TONES[part.verdict]
    if not part.why:
        return blocks.verdict(tone, name, words.strip())
    return blocks.claim_verdict(kb, tone, name, words.strip(), part.why[0])
