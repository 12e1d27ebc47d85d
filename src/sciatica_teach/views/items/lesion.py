"""Where is the lesion?"""

from __future__ import annotations

from itertools import groupby

from sciatica_teach.model.items import LesionItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.item_making.lesions import is_unremarkable
from sciatica_teach.views.items.faces import Face, Heading, PartState, Shown
from sciatica_teach.views.parts import Sites
from sciatica_teach.views.words import say


def _state(kb: KnowledgeBase, item: LesionItem, _shown: Shown) -> PartState:
    return {
        "hint": say("quiz.lesion_hint"), "rule": say("quiz.lesion_rule"), "groups": _groups(item),
        "sites": [{"id": site_id, "text": text} for site_id, text in _texts(kb, item).items()],
    }


def _groups(item: LesionItem) -> list[PartState]:
    """What was found, power, feeling and reflexes apart: "Power: foot inversion (…)" stands under "Power"."""
    rows = [(*name.partition(": ")[::2], found) for name, found in item.observed]
    return [
        {"name": kind, "rows": [
            {"what": what[:1].upper() + what[1:], "found": found, "changed": not is_unremarkable(found)}
            for _, what, found in some
        ]}
        for kind, some in groupby(rows, key=lambda row: row[0])
    ]


def _texts(_kb: KnowledgeBase, item: LesionItem) -> dict[str, str]:
    return {site.id: site.text for site in item.sites}


def _answer_text(kb: KnowledgeBase, item: LesionItem, response: tuple[str, ...]) -> str:
    texts = _texts(kb, item)
    return "; ".join(texts.get(one, one) for one in response)


def _heading(item: LesionItem, response: tuple[str, ...]) -> Heading:
    credit = sum(site.credit for site in item.sites if site.id in response)
    if credit >= 1:
        return "right", say("quiz.right")
    return ("caution", say("quiz.lesion_near")) if credit else ("unsafe", say("quiz.wrong"))


LESION = Face(part=Sites, state=_state, texts=_texts, answer_text=_answer_text, heading=_heading)
