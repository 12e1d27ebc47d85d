"""Reading and appending, on every store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from sciatica_teach.errors import RecordDeleted, StaleVersion
from sciatica_teach.model.events import (
    BeliefStated,
    CaseOpened,
    DecisionMade,
    Event,
    FindingAsked,
    ItemAnswered,
    PlanMade,
    QuizFinished,
    QuizOpened,
    StageEntered,
)
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.port import LearnerId, RecordStore

from .conftest import NOW, build_entry

EVERY_EVENT: tuple[Event, ...] = (
    CaseOpened(case_id="l5-disc"),
    FindingAsked(finding_id="cough-pain", value="present", minutes=0.1 + 0.2),
    BeliefStated(checkpoint="history", belief={"l5-disc": 1 / 3, "stenosis": 0.25}),
    StageEntered(stage="decide"),
    DecisionMade(disposition="same-day"),
    PlanMade(action_ids=("explain", "walk")),
    QuizOpened(set_id="first", item_ids=("q1", "q2"), shown_order={"q1": ("b", "a"), "q2": ()}),
    ItemAnswered(item_id="q1", response=("½ “Größe” 痛 \u0000 \\",), certainty=3, earned=0.5, possible=1.0),
    ItemAnswered(item_id="q2", response=(), certainty=1, earned=0.0, possible=2.0),
    QuizFinished(set_id="first"),
)


@pytest.fixture
def learner(store: RecordStore) -> LearnerId:
    return store.enrol(new_token(), NOW)


def test_a_new_record_is_empty(store: RecordStore, learner: LearnerId) -> None:
    record = store.read(learner)
    assert (record.entries, record.version) == ((), 0)


def test_every_kind_of_event_comes_back_as_it_was(store: RecordStore, learner: LearnerId) -> None:
    entries = tuple(build_entry("all", event=event) for event in EVERY_EVENT)
    assert store.append(learner, entries, 0) == len(entries)
    assert store.read(learner).entries == entries


def test_entries_come_back_in_the_order_of_their_appends(store: RecordStore, learner: LearnerId) -> None:
    for number in range(12):
        assert store.append(learner, [build_entry(f"c{number}")], number) == number + 1
    assert [each.command_id for each in store.read(learner).entries] == [f"c{number}" for number in range(12)]


def test_a_prefix_selects_subjects_to_the_letter_and_the_version_stays_that_of_the_whole(
    store: RecordStore, learner: LearnerId
) -> None:
    subjects = ["case/a/1", "case/a/10", "Case/a/1", "case/a_b/1", "case/axb/1", "quiz/a/1"]
    for number, subject in enumerate(subjects):
        store.append(learner, [build_entry(f"c{number}", subject=subject)], number)
    found = {prefix: [each.subject for each in store.read(learner, prefix).entries] for prefix in ("case/a", "case/a_")}
    assert found == {"case/a": ["case/a/1", "case/a/10", "case/a_b/1", "case/axb/1"], "case/a_": ["case/a_b/1"]}
    assert store.read(learner, "case/a_").version == 6


def test_who_writes_second_from_the_same_version_is_told_and_nothing_of_it_is_kept(
    store: RecordStore, learner: LearnerId
) -> None:
    store.append(learner, [build_entry("tab-1")], 0)
    with pytest.raises(StaleVersion, match=r"another tab.*Reload"):
        store.append(learner, [build_entry("tab-2"), build_entry("tab-2")], 0)
    assert [each.command_id for each in store.read(learner).entries] == ["tab-1"]


def test_a_version_from_the_future_is_refused_too(store: RecordStore, learner: LearnerId) -> None:
    with pytest.raises(StaleVersion):
        store.append(learner, [build_entry("c")], 1)


def test_a_command_sent_twice_is_recorded_once(store: RecordStore, learner: LearnerId) -> None:
    answer = [build_entry("answer"), build_entry("answer")]
    assert store.append(learner, answer, 0) == 2
    store.append(learner, [build_entry("next")], 2)
    assert store.append(learner, answer, 0) == 3
    assert [each.command_id for each in store.read(learner).entries] == ["answer", "answer", "next"]


def test_the_same_command_id_of_another_learner_is_another_command(store: RecordStore, learner: LearnerId) -> None:
    other = store.enrol(new_token(), NOW)
    store.append(other, [build_entry("same")], 0)
    assert store.append(learner, [build_entry("same")], 0) == 1


def test_appending_nothing_changes_nothing(store: RecordStore, learner: LearnerId) -> None:
    store.append(learner, [build_entry("c")], 0)
    assert store.append(learner, [], 0) == 1


def test_two_commands_in_one_append_are_refused(store: RecordStore, learner: LearnerId) -> None:
    with pytest.raises(ValueError, match="one command"):
        store.append(learner, [build_entry("a"), build_entry("b")], 0)
    assert store.read(learner).version == 0


def test_of_writers_in_the_same_instant_one_wins(store: RecordStore, learner: LearnerId) -> None:
    start = Barrier(6)

    def write(name: str) -> bool:
        start.wait()
        try:
            store.append(learner, [build_entry(name)], 0)
        except StaleVersion:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        won = dict(zip("abcdef", pool.map(write, "abcdef"), strict=True))
    assert [name for name in won if won[name]] == [each.command_id for each in store.read(learner).entries]
    assert sum(won.values()) == 1


def test_one_learners_entries_are_never_anothers(store: RecordStore, learner: LearnerId) -> None:
    other = store.enrol(new_token(), NOW)
    store.append(learner, [build_entry("mine")], 0)
    store.append(other, [build_entry("theirs")], 0)
    assert [each.command_id for each in store.read(learner).entries] == ["mine"]
    assert [each.command_id for each in store.read(other).entries] == ["theirs"]


def test_a_deleted_record_is_gone_and_says_so(store: RecordStore, learner: LearnerId) -> None:
    other = store.enrol(new_token(), NOW)
    store.append(other, [build_entry("theirs")], 0)
    store.append(learner, [build_entry("mine")], 0)
    store.delete(learner)
    store.delete(learner)
    for use in (
        lambda: store.read(learner),
        lambda: store.append(learner, [build_entry("late")], 1),
        lambda: store.issue_code(learner, NOW),
    ):
        with pytest.raises(RecordDeleted, match="deleted"):
            use()
    assert store.read(other).version == 1


def test_what_is_handed_out_cannot_change_what_is_kept(store: RecordStore, learner: LearnerId) -> None:
    belief = {"l5-disc": 0.5}
    store.append(learner, [build_entry("c", event=BeliefStated(checkpoint="history", belief=belief))], 0)
    belief["l5-disc"] = 0.9
    first = store.read(learner).entries[0].event
    assert isinstance(first, BeliefStated)
    first.belief["l5-disc"] = 0.1
    assert store.read(learner).entries[0].event == BeliefStated(checkpoint="history", belief={"l5-disc": 0.5})
