"""What a finding does to a thought: five answers, from much less likely to much likelier."""

from __future__ import annotations

from sciatica_teach.grading.items.script import ANSWERS, find_key
from sciatica_teach.model.items import ScriptItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.items.faces import Face, Heading, PartState, Shown
from sciatica_teach.views.numbers import plain
from sciatica_teach.views.parts import Choice
from sciatica_teach.views.words import say

NAMES = {"-2": "much_less", "-1": "less", "0": "nothing", "1": "likelier", "2": "much_likelier"}
"""Answer -> its key in the words of the interface."""


def _state(kb: KnowledgeBase, item: ScriptItem, _shown: Shown) -> PartState:
    return {
        "many": False, "hint": say("quiz.script_hint"), "rule": say("quiz.script_rule"),
        "given": [[say("quiz.script_thinking"), item.thinking_of], [say("quiz.script_learnt"), item.learnt]],
        "options": [
            {"id": answer, "text": text, "note": say(f"quiz.script_odds.{NAMES[answer]}")}
            for answer, text in _texts(kb, item).items()
        ],
    }


def _texts(_kb: KnowledgeBase, _item: ScriptItem) -> dict[str, str]:
    return {answer: say(f"quiz.script.{NAMES[answer]}") for answer in ANSWERS}


def _answer_text(kb: KnowledgeBase, item: ScriptItem, response: tuple[str, ...]) -> str:
    texts = _texts(kb, item)
    return "; ".join(texts.get(one, one) for one in response)


def _right_text(item: ScriptItem) -> str:
    right = say(
        "quiz.script_right", answer=say(f"quiz.script.{NAMES[str(find_key(item.ratio))]}"), ratio=plain(item.ratio),
        low=plain(item.ratio_low), high=plain(item.ratio_high), cause=item.thinking_of,
    )
    doubt = say("quiz.script_doubt") if item.ratio_low <= 1 <= item.ratio_high else ""
    return f"{right} {doubt}".strip()


def _heading(item: ScriptItem, response: tuple[str, ...]) -> Heading | None:
    answer, key = next((int(one) for one in response if one in ANSWERS), None), find_key(item.ratio)
    if answer is None:
        return None
    if answer * key < 0:
        return ("unsafe", say("quiz.script_wrong_way"))
    off = abs(answer - key)
    if off == 0:
        return ("right", say("quiz.right"))
    return ("caution", say("quiz.script_one_off")) if off == 1 else ("unsafe", say("quiz.script_two_off"))


SCRIPT = Face(
    part=Choice, state=_state, texts=_texts, answer_text=_answer_text, right_text=_right_text, heading=_heading
)
