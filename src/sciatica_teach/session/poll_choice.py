"""Finding what a class can be asked: quiz items by field, set and words."""

from __future__ import annotations

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.searching.engine import split_words


@record
class Wanted:
    """What an instructor looks for; empty is everything."""

    area: str = ""
    """Field of the blueprint."""
    set_id: str = ""
    words: str = ""
    """Every one of them has to be met, or begun, in the question, its objective or the wrong belief that it meets."""


def find_items(kb: KnowledgeBase, wanted: Wanted) -> tuple[str, ...]:
    """Ids of the quiz items that fit, set by set in the order of the content."""
    typed = split_words(wanted.words)
    return tuple(
        item_id for item_set in kb.item_sets if wanted.set_id in ("", item_set.id) for item_id in item_set.items
        if _fits(kb, item_id, wanted.area, typed)
    )


def _fits(kb: KnowledgeBase, item_id: str, area: str, typed: list[str]) -> bool:
    item = kb.get_item(item_id)
    objective = kb.get_objective(item.objective)
    if area and objective.area != area:
        return False
    if not typed:
        return True
    wrong = kb.misconception_by_id[item.misconception].belief if item.misconception else ""
    text = " ".join((get_posed(kb, item_id).stem, objective.name, wrong, kb.set_of_item[item_id].title))
    known = split_words(text)
    return all(any(word.startswith(one) for word in known) for one in typed)
