"""A marked chain as the part draws it: for every link a word, what was judged, why, and what else would be right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sciatica_teach.model.chains import ChainGrade, ChainVerdict, LinkGrade, PartGrade
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.blocks import source_note
from sciatica_teach.views.chain_book import find_name
from sciatica_teach.views.words import say

CautionNames = dict[Claim, str]

TONES: Final[dict[ChainVerdict, str]] = {
    "fits": "right", "follows": "info", "loose": "info", "partly": "caution", "wrong": "caution", "harmful": "unsafe",
    "blank": "plain", "nothing": "plain",
}


def credit_words(earned: float) -> str:
    """Credit with two digits at most: "0.67", "0.5", "1"."""
    return f"{earned:.2f}".rstrip("0").rstrip(".")


def grades_state(kb: KnowledgeBase, grade: ChainGrade) -> dict[str, Any]:
    """Every link by its id, with each source once; what fits stays folded."""
    cautions = caution_names(kb)
    claims = [claim for link in grade.links for claim in (*link.why, *(why for part in link.parts for why in part.why))]
    return {
        "grades": {link.link: _link(kb, link, cautions) for link in grade.links},
        "sources": {source_id: source_note(kb.get_source(source_id)) for source_id in _sources(claims)},
        "open": [link.link for link in grade.links if link.verdict not in {"fits", "nothing"}],
    }


def _sources(claims: Iterable[Claim]) -> list[str]:
    return sorted({source_id for claim in claims for source_id in claim.sources})


def caution_names(kb: KnowledgeBase) -> CautionNames:
    """Claim -> the caution that it comes from."""
    return {rule.why: caution.name for caution in kb.treatment.cautions for rule in caution.rules}


def _link(kb: KnowledgeBase, link: LinkGrade, cautions: CautionNames) -> dict[str, Any]:
    score = say("chain.marks", earned=credit_words(link.earned), possible=credit_words(link.possible))
    return {
        "tone": TONES[link.verdict], "shape": link.verdict, "word": say(f"chain.verdict.{link.verdict}"),
        "score": score if link.possible else say("chain.no_score"), "told": link.told,
        "lines": [_part(kb, link, part, cautions) for part in link.parts],
        "claims": [_claim(claim, cautions) for claim in link.why],
        "preferred": [find_name(kb, link.link, one) for one in link.preferred],
        "also": [find_name(kb, link.link, one) for one in link.also if one not in link.preferred],
        "right": link.verdict in {"fits", "loose"}, "rule": link.rule,
    }


def _part(kb: KnowledgeBase, link: LinkGrade, part: PartGrade, cautions: CautionNames) -> dict[str, Any]:
    return {
        "tone": TONES[part.verdict], "shape": part.verdict, "word": find_name(kb, link.link, part.subject),
        "verdict": say(f"chain.verdict.{part.verdict}"), "text": part.told,
        "claims": [_claim(claim, cautions) for claim in part.why],
    }


def _claim(claim: Claim, cautions: CautionNames) -> dict[str, Any]:
    """With the caution that speaks, because its sentence alone would not say why a choice fits."""
    about = say("chain.caution", name=cautions[claim]) if claim in cautions else ""
    return {
        "about": about, "text": claim.text, "mark": claim.mark, "sources": list(claim.sources),
        "conflict": claim.conflict,
    }
