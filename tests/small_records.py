"""Records made in code from the shipped bank, for the progress page, its files and its journeys."""

from __future__ import annotations

import numpy as np
from small_items import solution

from sciatica_teach.model.events import Entry, Event, QuizOpened
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.questions import mark
from sciatica_teach.session.shuffling import shuffle_parts

DAY = 86_400.0


def entry(subject: str, event: Event, at: float, command_id: str = "") -> Entry:
    return Entry(event=event, at=at, subject=subject, content_version="test",
                 command_id=command_id or f"{subject}-{at}-{type(event).__name__}")


def answered_sets(kb: KnowledgeBase, *, count: int, now: float, share_right: float = 0.7) -> tuple[Entry, ...]:
    """The first `count` questions of the bank, set by set over the last weeks; what was wrong was left blank."""
    rng = np.random.default_rng(3)
    entries: list[Entry] = []
    for item_set in kb.item_sets:
        if count <= 0:
            break
        subject, ids = f"quiz/{item_set.id}/1", item_set.items[:count]
        at = now - 20 * DAY + len(entries) * 3600.0
        shown = {one: shuffle_parts(get_posed(kb, one), rng) for one in item_set.items}
        entries.append(entry(subject, QuizOpened(set_id=item_set.id, item_ids=item_set.items, shown_order=shown), at))
        for number, item_id in enumerate(ids, start=1):
            is_right = rng.random() < share_right
            given = Submission(response=solution(get_posed(kb, item_id)) if is_right else ())
            sure = int(rng.integers(2, 4)) if is_right else int(rng.integers(1, 4))
            entries.append(entry(subject, mark(kb, item_id, given, sure), at + 40.0 * number))
        count -= len(ids)
    return tuple(sorted(entries, key=lambda one: one.at))
