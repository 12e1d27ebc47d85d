"""Prompts that want their partners."""

from __future__ import annotations

from sciatica_teach.grading.items.harm import harmful_among
from sciatica_teach.model.items import MatchingItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.items.faces import Face, Heading, PartState, Shown, earns_nothing
from sciatica_teach.views.parts import Matching
from sciatica_teach.views.words import say


def _state(_kb: KnowledgeBase, item: MatchingItem, shown: Shown) -> PartState:
    partners = {partner.id: partner.text for partner in item.partners}
    return {
        "hint": say("quiz.matching_hint"), "rule": say("quiz.matching_rule"),
        "prompts": [{"id": prompt.id, "text": prompt.text} for prompt in item.prompts],
        "partners": [{"id": partner_id, "text": partners[partner_id]} for partner_id in shown],
    }


def _texts(_kb: KnowledgeBase, item: MatchingItem) -> dict[str, str]:
    return {prompt.id: prompt.text for prompt in item.prompts}


def _answer_text(kb: KnowledgeBase, item: MatchingItem, response: tuple[str, ...]) -> str:
    texts = _texts(kb, item)
    partners = {partner.id: partner.text for partner in item.partners}
    pairs = [pair.partition(":") for pair in response]
    return "; ".join(f"{texts.get(prompt, prompt)} → {partners.get(one, one)}" for prompt, _, one in pairs)


def _heading(item: MatchingItem, response: tuple[str, ...]) -> Heading | None:
    """Said first where a pair can hurt, or what is right earns nothing; otherwise the verdicts tell it."""
    if harmful_among(item.harmful, response):
        return "unsafe", say("quiz.harm")
    right = sum(f"{prompt.id}:{prompt.partner}" in response for prompt in item.prompts)
    if not right or not earns_nothing(item, response):
        return None
    return "unsafe", say("quiz.matching_nothing", right=right, count=len(item.prompts))


MATCHING = Face(part=Matching, state=_state, texts=_texts, answer_text=_answer_text, heading=_heading)
