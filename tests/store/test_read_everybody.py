"""What is read over a whole class: one kind of entry, learner by learner, and never whose."""

from __future__ import annotations

from sciatica_teach.model.events import CaseOpened, Entry, ItemShown
from sciatica_teach.store.identity import new_token

from .conftest import NOW, OpenAt, build_entry


def shown(number: int) -> Entry:
    return build_entry(f"shown-{number}", event=ItemShown(item_id=f"item-{number}"))


def test_everybodys_entries_of_one_kind_come_learner_by_learner(address: str, open_at: OpenAt) -> None:
    store = open_at(address)
    records = {0: [shown(1), build_entry("opened"), shown(2)], 1: [build_entry("opened")], 2: [shown(3)]}
    learners = {number: store.enrol(new_token(), NOW) for number in records}
    for place in range(3):  # written in turns, so that no database has them side by side
        for number, entries in records.items():
            if place < len(entries):
                store.append(learners[number], [entries[place]], place)
    found = list(store.read_everybody(ItemShown))
    assert sorted(found, key=len) == [(shown(3),), (shown(1), shown(2))]
    assert sorted(len(entries) for entries in store.read_everybody(CaseOpened)) == [1, 1]
    assert not any(learner in repr(found) for learner in learners.values())


def test_a_deleted_record_is_read_no_more(address: str, open_at: OpenAt) -> None:
    store = open_at(address)
    learner = store.enrol(new_token(), NOW)
    store.append(learner, [shown(1)], 0)
    store.delete(learner)
    assert list(store.read_everybody(ItemShown)) == []
