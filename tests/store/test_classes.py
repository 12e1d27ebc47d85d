"""Classes and their members, on every store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sciatica_teach.errors import BadName, NoSuchClass, RecordDeleted
from sciatica_teach.settings import Settings
from sciatica_teach.store.classes.opening import open_class_store
from sciatica_teach.store.classes.port import ClassId, ClassStore, Membership
from sciatica_teach.store.codes import ALPHABET
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.port import LearnerId, RecordStore

from .conftest import NOW, build_entry

GONE = LearnerId("0" * 32)


@pytest.fixture
def classes(address: str, store: RecordStore) -> ClassStore:
    return open_class_store(
        Settings(data_dir=Path(), cache_dir=Path(), database=address, content_dir=None), store
    )


@pytest.fixture
def owner(store: RecordStore) -> LearnerId:
    return store.enrol(new_token(), NOW)


@pytest.fixture
def learner(store: RecordStore) -> LearnerId:
    found = store.enrol(new_token(), NOW)
    store.append(found, [build_entry("played")], 0)
    return found


def test_a_class_has_a_name_and_a_code(classes: ClassStore, owner: LearnerId) -> None:
    opened = classes.open_class(owner, "  Tuesday,\tsecond  year ", "open", NOW)
    assert (opened.name, opened.opened_at, opened.members) == ("Tuesday, second year", NOW, 0)
    assert (len(opened.code), set(opened.code) <= set(ALPHABET)) == (8, True)
    assert classes.classes_of(owner) == (opened,)


def test_the_same_command_sent_twice_opens_one_class(
    classes: ClassStore, store: RecordStore, owner: LearnerId
) -> None:
    with ThreadPoolExecutor(4) as pool:
        opened = set(pool.map(lambda _: classes.open_class(owner, "Tuesday", "open", NOW), range(4)))
    assert len(opened) == 1
    colleague = store.enrol(new_token(), NOW)
    assert classes.open_class(colleague, "Tuesday", "open", NOW).id not in {one.id for one in opened}


def test_classes_come_the_oldest_first_and_only_to_their_owner(
    classes: ClassStore, owner: LearnerId, learner: LearnerId
) -> None:
    for number in range(3):
        classes.open_class(owner, f"class {number}", f"open-{number}", NOW - number)
    assert [one.name for one in classes.classes_of(owner)] == ["class 2", "class 1", "class 0"]
    assert classes.classes_of(learner) == ()


def test_a_class_is_renamed_by_its_owner_alone(classes: ClassStore, owner: LearnerId, learner: LearnerId) -> None:
    opened = classes.open_class(owner, "Tuesday", "open", NOW)
    classes.join(opened.code, learner, "", NOW)
    classes.rename(owner, opened.id, "Wednesday")
    with pytest.raises(NoSuchClass, match="no such class"):
        classes.rename(learner, opened.id, "Mine")
    assert [one.name for one in classes.classes_of(owner)] == ["Wednesday"]
    assert [one.class_name for one in classes.memberships(learner)] == ["Wednesday"]


@pytest.mark.parametrize("name", ["x" * 61, "Ada\u202eevoL", "A\0", "a\u200bb", "\ud800"])
def test_a_name_that_is_too_long_or_cannot_be_seen_is_refused(
    classes: ClassStore, owner: LearnerId, learner: LearnerId, name: str
) -> None:
    opened = classes.open_class(owner, "Tuesday", "open", NOW)
    for use in (
        lambda: classes.open_class(owner, name, "again", NOW),
        lambda: classes.rename(owner, opened.id, name),
        lambda: classes.join(opened.code, learner, name, NOW),
    ):
        with pytest.raises(BadName, match=r"Shorten it|cannot be seen"):
            use()
    assert (classes.classes_of(owner), classes.memberships(learner)) == ((opened,), ())


@pytest.mark.parametrize("name", ["", "  \n"])
def test_a_class_needs_a_name(classes: ClassStore, owner: LearnerId, name: str) -> None:
    with pytest.raises(BadName, match="Give the class a name"):
        classes.open_class(owner, name, "open", NOW)


@pytest.mark.parametrize("name", ["", "x" * 60, "Zoë", "علی‌رضا", "<script>alert(1)</script>", "陳 大文"])
def test_a_member_is_known_by_the_name_they_gave_or_by_none(
    classes: ClassStore, owner: LearnerId, learner: LearnerId, name: str
) -> None:
    opened = classes.open_class(owner, "Tuesday", "open", NOW)
    joined = classes.join(opened.code.lower(), learner, f" {name} ", NOW + 1)
    assert joined == Membership(
        class_id=opened.id, class_name="Tuesday", name=name, alias=joined.alias, joined_at=NOW + 1
    )
    assert classes.memberships(learner) == (joined,)
    (member,) = classes.read_members(owner, opened.id)
    assert (member.alias, member.name, member.joined_at) == (joined.alias, name, NOW + 1)
    assert [entry.command_id for entry in member.entries] == ["played"]


def test_joining_again_changes_the_name_and_nothing_else(
    classes: ClassStore, owner: LearnerId, learner: LearnerId
) -> None:
    opened = classes.open_class(owner, "Tuesday", "open", NOW)
    classes.join(opened.code, learner, "Ada", NOW)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: classes.join(opened.code, learner, "Zoë", NOW + 5), range(4)))
    assert [(one.name, one.joined_at) for one in classes.memberships(learner)] == [("Zoë", NOW)]
    found = classes.find_class(opened.code)
    assert found is not None
    assert found.members == 1


def test_a_wrong_code_opens_nothing(classes: ClassStore, owner: LearnerId, learner: LearnerId) -> None:
    opened = classes.open_class(owner, "Tuesday", "open", NOW)
    wrong = ["", opened.code[:7], f"{opened.code}0", "UUUUUUUU", opened.id, "' OR '1'='1", "\0" * 8]
    for code in wrong:
        assert classes.find_class(code) is None
        with pytest.raises(NoSuchClass, match="No class has this code"):
            classes.join(code, learner, "", NOW)
    assert classes.find_class(f" {opened.code[:4]}-{opened.code[4:].lower()}") == opened


def test_an_alias_is_the_same_in_one_class_another_in_the_next_and_tells_no_id(
    classes: ClassStore, owner: LearnerId, learner: LearnerId
) -> None:
    first, second = (classes.open_class(owner, name, name, NOW) for name in ("one", "two"))
    alias = classes.join(first.code, learner, "", NOW).alias
    assert classes.join(second.code, learner, "", NOW).alias != alias
    classes.leave(first.id, learner)
    assert classes.join(first.code, learner, "", NOW).alias == alias
    assert (len(alias), set(alias) <= set(ALPHABET)) == (5, True)
    assert alias.lower() not in learner


def test_only_the_owner_reads_the_members(
    classes: ClassStore, store: RecordStore, owner: LearnerId, learner: LearnerId
) -> None:
    opened = classes.open_class(owner, "Tuesday", "open", NOW)
    classes.join(opened.code, learner, "", NOW)
    colleague = store.enrol(new_token(), NOW)
    classes.open_class(colleague, "mine", "open", NOW)
    for whose, which in ((learner, opened.id), (colleague, opened.id), (GONE, opened.id), (owner, ClassId("gone"))):
        with pytest.raises(NoSuchClass, match="no such class"):
            classes.read_members(whose, which)


def test_what_runs_a_members_own_rooms_is_nobody_elses_to_read(
    classes: ClassStore, store: RecordStore, owner: LearnerId, learner: LearnerId
) -> None:
    store.append(learner, [build_entry("key", subject="classroom/rooms")], 1)
    opened = classes.open_class(owner, "Tuesday", "open", NOW)
    classes.join(opened.code, learner, "", NOW)
    (member,) = classes.read_members(owner, opened.id)
    assert [entry.command_id for entry in member.entries] == ["played"]


def test_who_leaves_is_not_read_any_more(
    classes: ClassStore, store: RecordStore, owner: LearnerId, learner: LearnerId
) -> None:
    opened = classes.open_class(owner, "Tuesday", "open", NOW)
    other = store.enrol(new_token(), NOW)
    for each in (learner, other):
        classes.join(opened.code, each, "", NOW)
    classes.leave(opened.id, learner)
    classes.leave(opened.id, learner)
    assert classes.memberships(learner) == ()
    assert [member.entries for member in classes.read_members(owner, opened.id)] == [()]
    assert store.read(learner).version == 1


def test_a_closed_class_is_gone_and_its_members_records_stay(
    classes: ClassStore, store: RecordStore, owner: LearnerId, learner: LearnerId
) -> None:
    opened = classes.open_class(owner, "Tuesday", "open", NOW)
    classes.join(opened.code, learner, "", NOW)
    classes.close_class(learner, opened.id)
    assert len(classes.classes_of(owner)) == 1
    classes.close_class(owner, opened.id)
    classes.close_class(owner, opened.id)
    assert (classes.classes_of(owner), classes.memberships(learner)) == ((), ())
    assert classes.find_class(opened.code) is None
    with pytest.raises(NoSuchClass):
        classes.read_members(owner, opened.id)
    assert store.read(learner).version == 1


def test_who_deletes_their_record_is_in_no_class(
    classes: ClassStore, store: RecordStore, owner: LearnerId, learner: LearnerId
) -> None:
    opened = classes.open_class(owner, "Tuesday", "open", NOW)
    classes.join(opened.code, learner, "Ada", NOW)
    reading = classes.read_members(owner, opened.id)
    store.delete(learner)
    assert list(reading) == []
    assert [one.members for one in classes.classes_of(owner)] == [0]
    assert classes.memberships(learner) == ()
    for use in (
        lambda: classes.join(opened.code, learner, "", NOW),
        lambda: classes.open_class(learner, "mine", "open", NOW),
    ):
        with pytest.raises(RecordDeleted):
            use()


def test_the_class_of_an_instructor_who_deletes_their_record_is_closed(
    classes: ClassStore, store: RecordStore, owner: LearnerId, learner: LearnerId
) -> None:
    opened = classes.open_class(owner, "Tuesday", "open", NOW)
    classes.join(opened.code, learner, "", NOW)
    store.delete(owner)
    assert (classes.find_class(opened.code), classes.memberships(learner)) == (None, ())


def test_memberships_come_in_the_order_of_joining(
    classes: ClassStore, owner: LearnerId, learner: LearnerId
) -> None:
    opened = [classes.open_class(owner, f"class {number}", f"open-{number}", NOW) for number in range(3)]
    for number, one in enumerate(opened):
        classes.join(one.code, learner, "", NOW - number)
    assert [one.class_name for one in classes.memberships(learner)] == ["class 2", "class 1", "class 0"]


def test_a_code_that_is_taken_is_not_given_again(
    classes: ClassStore, owner: LearnerId, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = classes.open_class(owner, "Tuesday", "open", NOW).code
    for module in ("memory", "sql"):
        drawn = iter([taken, taken, "0AA0AA0A"])
        monkeypatch.setattr(f"sciatica_teach.store.classes.{module}.new_letters", lambda _, drawn=drawn: next(drawn))
    assert classes.open_class(owner, "Wednesday", "open-2", NOW).code == "0AA0AA0A"
