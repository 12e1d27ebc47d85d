"""Single and multiple choice."""

from __future__ import annotations

from sciatica_teach.grading.items.harm import harmful_among
from sciatica_teach.model.items import MultipleItem, SingleItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.items.faces import Face, Heading, PartState, Shown, earns_nothing
from sciatica_teach.views.parts import Choice
from sciatica_teach.views.words import say


def _state(_kb: KnowledgeBase, item: SingleItem | MultipleItem, shown: Shown) -> PartState:
    many = isinstance(item, MultipleItem)
    texts = {option.id: option.text for option in item.options}
    return {
        "many": many,
        "hint": say("quiz.multiple_hint") if many else say("quiz.single_hint"),
        "rule": say("quiz.multiple_rule") if many else "",
        "options": [{"id": option_id, "text": texts[option_id]} for option_id in shown],
    }


def _texts(_kb: KnowledgeBase, item: SingleItem | MultipleItem) -> dict[str, str]:
    return {option.id: option.text for option in item.options}


def _answer_text(kb: KnowledgeBase, item: SingleItem | MultipleItem, response: tuple[str, ...]) -> str:
    texts = _texts(kb, item)
    return "; ".join(texts.get(one, one) for one in response)


def _heading(item: SingleItem | MultipleItem, response: tuple[str, ...]) -> Heading | None:
    """Said first where what was chosen can hurt, or cancels what is right; otherwise the verdicts tell it."""
    if harmful_among(item.harmful, response):
        return "unsafe", say("quiz.harm")
    right = [option.id in response for option in item.options if option.right]
    if not any(right) or not earns_nothing(item, response):
        return None
    wrong = [option.id in response for option in item.options if not option.right]
    return "unsafe", say(
        "quiz.multiple_nothing", right=sum(right), rights=len(right), wrong=sum(wrong), wrongs=len(wrong)
    )


CHOICE = Face(part=Choice, state=_state, texts=_texts, answer_text=_answer_text, heading=_heading)
