"""The place of a point, among lettered places on a plate."""

from __future__ import annotations

from sciatica_teach.model.items import PointItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.item_making.pictures import Picture, find_picture
from sciatica_teach.views.items.faces import Face, Heading, PartState, Shown
from sciatica_teach.views.parts import Place
from sciatica_teach.views.words import say


def _state(_kb: KnowledgeBase, item: PointItem, _shown: Shown) -> PartState:
    picture = find_picture(item.plate, [option.spot for option in item.options])
    return {
        "hint": say("quiz.point_hint"), "label": say("quiz.point_label"), "caption": _caption(picture),
        "plate": item.plate, "box": list(picture.box),
        "places": [{"id": option.id, "letter": option.id.upper(), "words": option.words, "spot": list(option.spot)}
                   for option in item.options],
    }


def _caption(picture: Picture) -> str:
    hatched = [say("quiz.point_hatched")] if picture.id == "loin" else []
    return " ".join([*hatched, say("quiz.point_caption")])


def _texts(_kb: KnowledgeBase, item: PointItem) -> dict[str, str]:
    return {option.id: say("parts.place_name", letter=option.id.upper(), words=option.words)
            for option in item.options}


def _answer_text(kb: KnowledgeBase, item: PointItem, response: tuple[str, ...]) -> str:
    texts = _texts(kb, item)
    return "; ".join(texts.get(one, one) for one in response)


def _heading(item: PointItem, response: tuple[str, ...]) -> Heading:
    credit = sum(option.credit for option in item.options if option.id in response)
    if credit >= 1:
        return "right", say("quiz.right")
    return ("caution", say("quiz.point_near")) if credit else ("unsafe", say("quiz.wrong"))


POINT = Face(part=Place, state=_state, texts=_texts, answer_text=_answer_text, heading=_heading)
