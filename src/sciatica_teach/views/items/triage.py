"""How fast a patient must be seen: five speeds, always in the same order."""

from __future__ import annotations

from sciatica_teach.grading.items.triage import SPEEDS, credit_speed, is_too_slow
from sciatica_teach.model.items import TriageItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.items.faces import Face, Heading, PartState, Shown
from sciatica_teach.views.parts import Choice
from sciatica_teach.views.words import say


def _state(kb: KnowledgeBase, item: TriageItem, _shown: Shown) -> PartState:
    asked = item.stem.rstrip().endswith("?")
    return {
        "many": False, "hint": "" if asked else say("quiz.triage_hint"), "rule": say("quiz.triage_rule"),
        "options": [{"id": speed, "text": text} for speed, text in _texts(kb, item).items()],
    }


def _texts(_kb: KnowledgeBase, _item: TriageItem) -> dict[str, str]:
    return {speed: say(f"urgency.{speed}") for speed in SPEEDS}


def _answer_text(kb: KnowledgeBase, item: TriageItem, response: tuple[str, ...]) -> str:
    texts = _texts(kb, item)
    return "; ".join(texts.get(one, one) for one in response)


def _right_text(item: TriageItem) -> str:
    return say("quiz.triage_meanwhile", text=item.meanwhile)


def _heading(item: TriageItem, response: tuple[str, ...]) -> Heading | None:
    speed = next((one for one in SPEEDS if one in response), None)
    if speed is None:
        return None
    if is_too_slow(item, speed):
        return ("unsafe", say("quiz.triage_slow"))
    credit = credit_speed(item, speed)
    if credit == 1:
        return ("right", say("quiz.right"))
    return ("caution", say("quiz.triage_faster")) if credit else ("unsafe", say("quiz.triage_much_faster"))


TRIAGE = Face(
    part=Choice, state=_state, texts=_texts, answer_text=_answer_text, right_text=_right_text, heading=_heading
)
