"""A whole record put into an empty one, on every store: all of it or nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from sciatica_teach.errors import RecordDeleted, RecordNotEmpty, StaleVersion
from sciatica_teach.model.events import BeliefStated
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.port import LearnerId, RecordStore

from .conftest import NOW, build_entry

RECORD = (build_entry("one"), build_entry("one"), build_entry("two", subject="quiz/ä%_/1"), build_entry("three"))


@pytest.fixture
def learner(store: RecordStore) -> LearnerId:
    return store.enrol(new_token(), NOW)


def test_an_empty_record_takes_all_of_it_in_its_order_and_goes_on(store: RecordStore, learner: LearnerId) -> None:
    assert store.restore(learner, RECORD) == 4
    assert (store.read(learner).entries, store.read(learner).version) == (RECORD, 4)
    assert store.append(learner, [build_entry("two")], 0) == 4  # a command of the file counts as recorded
    assert store.append(learner, [build_entry("four")], 4) == 5
    with pytest.raises(StaleVersion):
        store.append(learner, [build_entry("five")], 4)


def test_a_record_with_entries_takes_nothing_and_says_what_can_be_done(
    store: RecordStore, learner: LearnerId
) -> None:
    store.append(learner, [build_entry("mine")], 0)
    with pytest.raises(RecordNotEmpty, match=r"nothing was loaded.*delete this record.*resume code"):
        store.restore(learner, RECORD)
    assert [each.command_id for each in store.read(learner).entries] == ["mine"]


def test_one_entry_that_cannot_be_stored_keeps_all_of_them_out(store: RecordStore, learner: LearnerId) -> None:
    broken = build_entry("nan", event=BeliefStated(checkpoint="history", belief={"other": float("nan")}))
    with pytest.raises(ValueError, match="cannot be stored"):
        store.restore(learner, [*RECORD, broken])
    assert store.read(learner).version == 0


def test_nothing_restored_is_nothing_changed(store: RecordStore, learner: LearnerId) -> None:
    assert store.restore(learner, []) == 0
    assert store.restore(learner, RECORD) == 4


def test_another_learner_keeps_their_own(store: RecordStore, learner: LearnerId) -> None:
    other = store.enrol(new_token(), NOW)
    store.append(other, [build_entry("theirs")], 0)
    store.restore(learner, RECORD)
    assert [each.command_id for each in store.read(other).entries] == ["theirs"]


def test_a_deleted_record_takes_none(store: RecordStore, learner: LearnerId) -> None:
    store.delete(learner)
    with pytest.raises(RecordDeleted):
        store.restore(learner, RECORD)


def test_of_two_in_the_same_instant_one_is_taken(store: RecordStore, learner: LearnerId) -> None:
    start = Barrier(4)

    def restore(name: str) -> bool:
        start.wait()
        try:
            store.restore(learner, [build_entry(name)] * 30)
        except RecordNotEmpty:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        won = dict(zip("abcd", pool.map(restore, "abcd"), strict=True))
    assert sum(won.values()) == 1
    assert {each.command_id for each in store.read(learner).entries} == {name for name in won if won[name]}
    assert store.read(learner).version == 30
