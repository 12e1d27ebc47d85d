"""Tokens and resume codes, on every store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from sciatica_teach.errors import WrongResumeCode
from sciatica_teach.store import codes
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.port import LearnerId, RecordStore

from .conftest import NOW

MINUTE = 60.0
DAY = 24 * 3600.0
WRONG = "0000-0000-0000"


@pytest.fixture
def learner(store: RecordStore) -> LearnerId:
    return store.enrol(new_token(), NOW)


def guess(store: RecordStore, times: int, origin: str, at: float) -> None:
    for number in range(times):
        with pytest.raises(WrongResumeCode, match="not known"):
            store.redeem(WRONG, new_token(), origin, at + number)


def test_an_unknown_token_belongs_to_nobody(store: RecordStore) -> None:
    assert store.learner_for(new_token()) is None


def test_enrolling_twice_gives_the_same_learner_and_two_tokens_give_two(store: RecordStore) -> None:
    mine, yours = new_token(), new_token()
    learner = store.enrol(mine, NOW)
    assert store.enrol(mine, NOW + 1) == learner == store.learner_for(mine)
    assert store.enrol(yours, NOW) != learner


def test_two_tabs_of_a_new_browser_become_one_learner(store: RecordStore) -> None:
    token, start = new_token(), Barrier(4)

    def enrol(_: int) -> LearnerId:
        start.wait()
        return store.enrol(token, NOW)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(enrol, range(4)))) == 1


def test_a_device_that_redeems_while_its_other_tab_enrols_ends_at_the_codes_learner(
    store: RecordStore, learner: LearnerId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "hash_code", lambda code: f"{code:>064}")  # as quick as enrolling, so that they meet
    code = store.issue_code(learner, NOW)
    phones = [new_token() for _ in range(8)]
    start = Barrier(2)

    def redeem(phone: str) -> LearnerId:
        start.wait()
        return store.redeem(code, phone, "phone", NOW)

    def enrol(phone: str) -> LearnerId:
        start.wait()
        return store.enrol(phone, NOW)

    with ThreadPoolExecutor(2) as pool:
        for phone in phones:
            for tab in [pool.submit(redeem, phone), pool.submit(enrol, phone)]:
                tab.result()
    assert {store.learner_for(phone) for phone in phones} == {learner}


@pytest.mark.parametrize("broken", ["", "undefined", "null"])
def test_what_a_broken_page_sends_is_no_token(store: RecordStore, learner: LearnerId, broken: str) -> None:
    code = store.issue_code(learner, NOW)
    with pytest.raises(ValueError, match="at least 22 characters"):
        store.enrol(broken, NOW)
    with pytest.raises(ValueError, match="at least 22 characters"):
        store.redeem(code, broken, "home", NOW)
    assert store.learner_for(broken) is None


def test_a_code_brings_another_device_to_the_record(store: RecordStore, learner: LearnerId) -> None:
    phone = new_token()
    assert store.redeem(store.issue_code(learner, NOW), phone, "phone", NOW + MINUTE) == learner
    assert store.learner_for(phone) == learner


def test_a_code_is_read_forgivingly(store: RecordStore, learner: LearnerId, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "new_code", lambda: "7K01-M9XD-0TR1")
    store.issue_code(learner, NOW)
    spellings = ["7k01m9xd0tr1", " 7KOI–m9xd OTRl ", "7Koi_M9XD.oTRL", "７Ｋ０１－Ｍ９ＸＤ－０ＴＲ１"]
    assert {store.redeem(typed, new_token(), "phone", NOW) for typed in spellings} == {learner}


def test_a_code_serves_several_devices_until_its_30_days_are_over(store: RecordStore, learner: LearnerId) -> None:
    code = store.issue_code(learner, NOW)
    assert store.redeem(code, new_token(), "phone", NOW + DAY) == learner
    assert store.redeem(code, new_token(), "library", NOW + 30 * DAY - 1) == learner
    with pytest.raises(WrongResumeCode, match="30 days"):
        store.redeem(code, new_token(), "phone", NOW + 30 * DAY)


def test_a_new_code_ends_the_earlier_one(store: RecordStore, learner: LearnerId) -> None:
    earlier, later = store.issue_code(learner, NOW), store.issue_code(learner, NOW + 1)
    assert store.redeem(later, new_token(), "phone", NOW + 2) == learner
    with pytest.raises(WrongResumeCode, match="not known"):
        store.redeem(earlier, new_token(), "phone", NOW + 2)


def test_a_device_that_moves_leaves_its_old_record_in_place(store: RecordStore, learner: LearnerId) -> None:
    phone, tablet = new_token(), new_token()
    former = store.enrol(phone, NOW)
    store.redeem(store.issue_code(former, NOW), tablet, "tablet", NOW)
    store.redeem(store.issue_code(learner, NOW), phone, "phone", NOW)
    assert (store.learner_for(phone), store.learner_for(tablet)) == (learner, former)
    assert store.read(former).version == 0


def test_deleting_ends_every_token_and_the_code(store: RecordStore) -> None:
    laptop, phone = new_token(), new_token()
    learner = store.enrol(laptop, NOW)
    code = store.issue_code(learner, NOW)
    store.redeem(code, phone, "phone", NOW)
    store.delete(learner)
    assert (store.learner_for(laptop), store.learner_for(phone)) == (None, None)
    with pytest.raises(WrongResumeCode, match="not known"):
        store.redeem(code, phone, "phone", NOW)
    assert store.enrol(laptop, NOW) != learner


def test_a_slip_of_the_finger_is_explained_and_not_counted(store: RecordStore, learner: LearnerId) -> None:
    code = store.issue_code(learner, NOW)
    for typed in ("", code[:-1], code + "7", "U" + code[1:], "not a code at all"):
        with pytest.raises(WrongResumeCode, match="12 letters and digits"):
            store.redeem(typed, new_token(), "home", NOW)
    guess(store, 4, "home", NOW)
    assert store.redeem(code, new_token(), "home", NOW) == learner


def test_five_wrong_tries_close_the_door_for_their_origin_even_to_the_right_code(
    store: RecordStore, learner: LearnerId
) -> None:
    code = store.issue_code(learner, NOW)
    guess(store, 5, "school", NOW)
    with pytest.raises(WrongResumeCode, match=r"your device or network.*again in 11 minutes"):
        store.redeem(code, new_token(), "school", NOW + 5 * MINUTE - 1)
    with pytest.raises(WrongResumeCode, match=r"again in 1 minute;"):
        store.redeem(code, new_token(), "school", NOW + 15 * MINUTE - 1)
    assert store.redeem(code, new_token(), "home", NOW + 5 * MINUTE) == learner
    assert store.redeem(code, new_token(), "school", NOW + 15 * MINUTE) == learner


def test_waiting_lets_one_more_try_through_at_a_time(store: RecordStore) -> None:
    for number in range(5):
        guess(store, 1, "school", NOW + number * MINUTE)
    guess(store, 1, "school", NOW + 15 * MINUTE)
    with pytest.raises(WrongResumeCode, match="again in 1 minute;"):
        store.redeem(WRONG, new_token(), "school", NOW + 15 * MINUTE)


def test_a_right_code_does_not_wipe_out_wrong_tries(store: RecordStore, learner: LearnerId) -> None:
    code = store.issue_code(learner, NOW)
    guess(store, 4, "school", NOW)
    store.redeem(code, new_token(), "school", NOW + 5)
    guess(store, 1, "school", NOW + 6)
    with pytest.raises(WrongResumeCode, match="too many"):
        store.redeem(code, new_token(), "school", NOW + 7)


def test_a_guesser_with_many_addresses_meets_the_common_ceiling(store: RecordStore, learner: LearnerId) -> None:
    code = store.issue_code(learner, NOW)
    for number in range(25):
        guess(store, 4, f"bot-{number}", NOW)
    with pytest.raises(WrongResumeCode, match=r"all visitors.*again in 15 minutes"):
        store.redeem(code, new_token(), "home", NOW)
    assert store.redeem(code, new_token(), "home", NOW + 15 * MINUTE + 3) == learner


def test_guesses_in_the_same_instant_do_not_slip_past_the_limit(store: RecordStore) -> None:
    start = Barrier(12)

    def evaluated(_: int) -> bool:
        start.wait()
        try:
            store.redeem(WRONG, new_token(), "bot", NOW)
        except WrongResumeCode as error:
            return "not known" in str(error)
        return False

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(evaluated, range(12))) == 5


def test_a_code_is_60_random_bits_in_an_alphabet_without_lookalikes() -> None:
    several = {codes.new_code() for _ in range(200)}
    assert len(several) == 200
    assert set("".join(several)) == set(codes.ALPHABET) | {"-"}
    assert len(codes.ALPHABET) ** codes.LENGTH == 2**60
    assert not set("ILOU") & set(codes.ALPHABET)
