"""A place to point at: a region of the body map, or a structure of the model."""

from __future__ import annotations

from sciatica_teach.grading.items.hotspot import BODY_REGIONS
from sciatica_teach.model.items import HotspotItem
from sciatica_teach.model.items.pictures import StructurePicture, find_structure_picture
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.items.faces import Face, PartState, Shown
from sciatica_teach.views.items.structures import draw_structures
from sciatica_teach.views.parts import Hotspot
from sciatica_teach.views.variants import structure_names
from sciatica_teach.views.words import say

LETTERS = "ABCDEFGHIJKLMNO"


def _state(kb: KnowledgeBase, item: HotspotItem, _shown: Shown) -> PartState:
    if item.surface == "body":
        places = [{"id": region, "words": say(f"parts.region.{region}")} for region in BODY_REGIONS]
        return {"hint": say("quiz.body_hint"), "label": say("quiz.body_label"), "places": places, "picture": None}
    picture = _find_picture(item)
    named = sorted(structure_names(kb, picture.ids), key=lambda one: one["name"])
    return {
        "hint": say("quiz.structure_hint"), "label": say("quiz.structure_label"), "caption": _caption(picture),
        "places": [{"id": one["id"], "letter": letter, "words": one["name"]}
                   for letter, one in zip(LETTERS, named, strict=False)],
        "picture": draw_structures(kb, picture),
    }


def _caption(picture: StructurePicture) -> str:
    hatched = [say("quiz.point_hatched")] if picture.id == "roots" else []
    return " ".join([*hatched, say("quiz.point_caption")])


def _find_picture(item: HotspotItem) -> StructurePicture:
    return find_structure_picture(item.places, (miss.place for miss in item.near))


def _texts(kb: KnowledgeBase, item: HotspotItem) -> dict[str, str]:
    if item.surface == "body":
        return {region: say(f"parts.region.{region}") for region in BODY_REGIONS}
    return {one["id"]: one["name"] for one in structure_names(kb, _find_picture(item).ids)}


def _answer_text(kb: KnowledgeBase, item: HotspotItem, response: tuple[str, ...]) -> str:
    texts = _texts(kb, item)
    return "; ".join(texts.get(one, one) for one in response)


HOTSPOT = Face(part=Hotspot, state=_state, texts=_texts, answer_text=_answer_text)
