"""A number with its unit."""

from __future__ import annotations

from sciatica_teach.model.items import NumericItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.items.faces import Face, PartState, Shown
from sciatica_teach.views.parts import Number
from sciatica_teach.views.words import say


def _state(_kb: KnowledgeBase, item: NumericItem, _shown: Shown) -> PartState:
    return {
        "hint": say("quiz.numeric_hint"), "unit": item.unit, "low": item.low, "high": item.high, "step": item.step,
    }


def _answer_text(_kb: KnowledgeBase, item: NumericItem, response: tuple[str, ...]) -> str:
    return f"{' '.join(response)} {item.unit}".strip() if response else ""


def _right_text(item: NumericItem) -> str:
    low, high = item.answer - item.tolerance, item.answer + item.tolerance
    return say("quiz.numeric_right", answer=f"{item.answer:g} {item.unit}".strip(), low=f"{low:g}", high=f"{high:g}")


NUMBER = Face(part=Number, state=_state, texts=lambda _kb, _item: {}, answer_text=_answer_text, right_text=_right_text)
