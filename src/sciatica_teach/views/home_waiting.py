"""What the home page says of the quiz: how many questions are due, and what keeps going wrong."""

from __future__ import annotations

from typing import Any

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.learning import LearnerModel
from sciatica_teach.session.standings import worst_objective
from sciatica_teach.views import blocks
from sciatica_teach.views.progress_pages import mistakes_link, review_link
from sciatica_teach.views.words import say


def waiting_blocks(kb: KnowledgeBase, model: LearnerModel, now: float) -> list[blocks.Block]:
    """Ways to what is due and to the mistakes, `now` in seconds since the epoch; nothing where neither waits."""
    ways: list[dict[str, Any]] = []
    if due := model.due(now):
        ways.append(review_link(len(due)))
    worst = worst_objective(model)
    if worst and worst[0] in kb.objective_by_id:
        words = say("progress.worst", objective=kb.objective_by_id[worst[0]].name, count=worst[1])
        ways.append({**mistakes_link(len(model.mistakes())), "text": words})
    return [blocks.links(ways)] if ways else []
