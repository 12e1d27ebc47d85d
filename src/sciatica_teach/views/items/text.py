"""A word or a few, typed."""

from __future__ import annotations

from sciatica_teach.grading.items.text import LONGEST
from sciatica_teach.model.items import TextItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.items.faces import Face, PartState, Shown
from sciatica_teach.views.parts import Text
from sciatica_teach.views.words import say


def _state(_kb: KnowledgeBase, item: TextItem, _shown: Shown) -> PartState:
    return {"asks": item.asks, "hint": say("quiz.text_hint"), "longest": LONGEST}


def _answer_text(_kb: KnowledgeBase, _item: TextItem, response: tuple[str, ...]) -> str:
    return " ".join(response).strip()


def _right_text(item: TextItem) -> str:
    name, *others = item.accepted
    if not others:
        return say("quiz.text_right", name=name)
    return say("quiz.text_right_many", name=name, others=", ".join(others))


TEXT = Face(part=Text, state=_state, texts=lambda _kb, _item: {}, answer_text=_answer_text, right_text=_right_text)
