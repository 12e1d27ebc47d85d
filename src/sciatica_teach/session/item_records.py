"""From records to the answers that say something about an item.

Only a learner's first answer to an item counts, and only where no hint came before it and the item is still worded as
it was then: later answers tell what was learnt, and not how hard the item is. Marks are given anew, by the present key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sciatica_teach.errors import BadSubmission, UnknownId
from sciatica_teach.grading.item_answers import ItemAnswer
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.events import Entry, ItemAnswered
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import Item


def find_first_answers(
    records: Iterable[Iterable[Entry]], items: Mapping[str, Item], versions: Mapping[str, str]
) -> Iterator[ItemAnswer]:
    """The answers of learners 0, 1, 2, ... in the order of their records. `versions`: item id -> of its wording.

    Left out besides: items that are no more, responses that the item cannot be given any more, and blanks.
    """
    for learner, entries in enumerate(records):
        met: set[str] = set()
        for entry in entries:
            event = entry.event
            if not isinstance(event, ItemAnswered) or event.item_id in met:
                continue
            met.add(event.item_id)
            is_same = event.item_version in ("", versions.get(event.item_id))
            if event.item_id in items and is_same and not event.hints and event.response:
                yield from _mark(learner, items[event.item_id], event.response)


def _mark(learner: int, item: Item, response: tuple[str, ...]) -> Iterator[ItemAnswer]:
    try:
        mark = grade_item(item, Submission(response=response)).earned
    except (UnknownId, BadSubmission):
        return
    yield ItemAnswer(learner=learner, item_id=item.id, response=response, mark=mark)
