"""Steps to be put in order."""

from __future__ import annotations

from sciatica_teach.grading.items.ordering import harmed_by
from sciatica_teach.model.items import OrderingItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.items.faces import Face, Heading, PartState, Shown
from sciatica_teach.views.parts import Ordering
from sciatica_teach.views.words import say


def _state(kb: KnowledgeBase, item: OrderingItem, shown: Shown) -> PartState:
    texts = _texts(kb, item)
    return {
        "hint": say("quiz.ordering_hint"), "rule": say("quiz.ordering_rule"), "first": item.first, "last": item.last,
        "steps": [{"id": step_id, "text": texts[step_id]} for step_id in shown],
    }


def _texts(_kb: KnowledgeBase, item: OrderingItem) -> dict[str, str]:
    return {step.id: step.text for step in item.steps}


def _answer_text(kb: KnowledgeBase, item: OrderingItem, response: tuple[str, ...]) -> str:
    texts = _texts(kb, item)
    return " → ".join(texts.get(one, one) for one in response)


def _heading(item: OrderingItem, response: tuple[str, ...]) -> Heading | None:
    """Said first where the order can hurt; otherwise the verdicts tell it."""
    return ("unsafe", say("quiz.harm")) if harmed_by(item.harmful, response) else None


ORDERING = Face(part=Ordering, state=_state, texts=_texts, answer_text=_answer_text, heading=_heading)
