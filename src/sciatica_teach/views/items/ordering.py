"""Steps to be put in order."""

from __future__ import annotations

from itertools import combinations

from sciatica_teach.grading.items.ordering import harmed_by
from sciatica_teach.model.items import OrderingItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.items.faces import PARTLY_FROM, Face, Heading, PartState, Shown, earned_share
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
    """Said first where the order can hurt; otherwise by its pairs, as the mark is: the verdicts tell of places."""
    if harmed_by(item.harmful, response):
        return "unsafe", say("quiz.harm")
    share = earned_share(item, response)
    if share is None or share >= 1:
        return None
    right_order = [step.id for step in item.steps]
    pairs = list(combinations(map(right_order.index, response), 2))
    counts = {"pairs": sum(earlier < later for earlier, later in pairs), "count": len(pairs)}
    if share < PARTLY_FROM:
        return "unsafe", say("quiz.ordering_nothing", **counts)
    return "caution", say("quiz.ordering_partly", **counts)


ORDERING = Face(part=Ordering, state=_state, texts=_texts, answer_text=_answer_text, heading=_heading)
