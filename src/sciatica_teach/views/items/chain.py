"""From cause to dose, link by link."""

from __future__ import annotations

from sciatica_teach.model.items import ChainItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.items.faces import Face, Heading, PartState, Shown, earns_nothing
from sciatica_teach.views.parts import Links
from sciatica_teach.views.words import say


def _state(kb: KnowledgeBase, item: ChainItem, shown: Shown) -> PartState:
    texts = _texts(kb, item)
    return {
        "hint": say("quiz.chain_hint"), "rule": say("quiz.chain_rule"),
        "links": [
            {
                "id": link.id, "asks": link.asks,
                "options": [{"id": one, "text": texts[one]} for one in shown if one.partition(":")[0] == link.id],
            }
            for link in item.links
        ],
    }


def _texts(_kb: KnowledgeBase, item: ChainItem) -> dict[str, str]:
    return {f"{link.id}:{option.id}": option.text for link in item.links for option in link.options}


def _answer_text(kb: KnowledgeBase, item: ChainItem, response: tuple[str, ...]) -> str:
    texts = _texts(kb, item)
    return " → ".join(texts.get(one, one) for one in response)


def _harms(item: ChainItem, response: tuple[str, ...]) -> list[str]:
    harmful = {f"{link.id}:{option_id}" for link in item.links for option_id in link.harmful}
    return [one for one in response if one in harmful]


def _heading(item: ChainItem, response: tuple[str, ...]) -> Heading:
    if _harms(item, response):
        return "unsafe", say("quiz.chain_harm")
    right = sum(f"{link.id}:{option.id}" in response for link in item.links for option in link.options if option.right)
    if right == len(item.links):
        return "right", say("quiz.right")
    if not right:
        return "unsafe", say("quiz.wrong")
    nothing = earns_nothing(item, response)
    words = say("quiz.chain_nothing" if nothing else "quiz.chain_partly", right=right, count=len(item.links))
    return ("unsafe" if nothing else "caution"), words


def _seen(item: ChainItem, response: tuple[str, ...]) -> PartState:
    return {"harms": _harms(item, response)}


CHAIN = Face(part=Links, state=_state, texts=_texts, answer_text=_answer_text, heading=_heading, seen=_seen)
