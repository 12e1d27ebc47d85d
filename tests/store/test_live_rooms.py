"""Live rooms and their votes, on every store."""

from __future__ import annotations

import pytest

from sciatica_teach.errors import RoomGone, StaleVersion
from sciatica_teach.model.live import (
    LIVE_EVENT_TYPES,
    CaseAsked,
    CaseBrought,
    LiveEvent,
    PlanChanged,
    Poll,
    PollPosed,
    Revealed,
    RoomClosed,
    RoomOpened,
    VoteClosed,
    VoteOpened,
)
from sciatica_teach.store.codes import ALPHABET
from sciatica_teach.store.live.port import LiveStore, RoomId, RoomLook

from .live_rooms import KEY, NOW, Host, build_ballot, build_live_entry, open_live

POLL = Poll(kind="item", subject_id="q1", options=("a", "½ “痛”"))
EVERY_EVENT: tuple[LiveEvent, ...] = (
    PollPosed(poll=POLL, shown=("b", "a"), item_version="abc"),
    VoteOpened(number=1, closes_at=NOW + 0.1),
    VoteClosed(number=1),
    Revealed(),
    CaseBrought(case_id="maria"),
    CaseAsked(asked_id="worse-sitting"),
    PlanChanged(plan=(POLL, Poll(kind="belief", subject_id="maria"))),
    RoomClosed(),
)


@pytest.fixture
def live(address: str) -> LiveStore:
    return open_live(address)


@pytest.fixture
def host(live: LiveStore) -> Host:
    return Host(live)


def test_a_new_room_has_a_code_and_its_first_event(live: LiveStore) -> None:
    head = live.open_room(build_live_entry("open", RoomOpened(title="Friday", plan=(POLL,))), KEY, NOW)
    assert (len(head.code), set(head.code) <= set(ALPHABET), head.closed, head.opened_at) == (6, True, False, NOW)
    record = live.read(head.id)
    assert record.version == 1
    assert record.entries == (build_live_entry("open", RoomOpened(title="Friday", plan=(POLL,))),)
    assert live.look([head.id]) == {head.id: RoomLook(version=1, open_vote=0, votes=0)}


def test_every_kind_of_event_comes_back_as_it_was(host: Host) -> None:
    for event in EVERY_EVENT:
        host.do(event)
    found = tuple(entry.event for entry in host.store.read(host.room).entries)
    assert found == (RoomOpened(title="Friday"), *EVERY_EVENT)
    assert {type(event) for event in found} == set(LIVE_EVENT_TYPES.values())


def test_the_same_opening_sent_twice_opens_one_room(live: LiveStore, host: Host) -> None:
    assert live.open_room(build_live_entry("open"), KEY, NOW + 9) == host.head
    with pytest.raises(ValueError, match="key of its own"):
        live.open_room(build_live_entry("another"), KEY, NOW)


@pytest.mark.parametrize("key", ["", "undefined", "x" * 21])
def test_a_key_that_is_no_secret_opens_nothing(live: LiveStore, key: str) -> None:
    with pytest.raises(ValueError, match="at least 22"):
        live.open_room(build_live_entry("open"), key, NOW)


def test_a_room_begins_with_its_opening(live: LiveStore) -> None:
    with pytest.raises(ValueError, match="begins with RoomOpened"):
        live.open_room(build_live_entry("open", Revealed()), KEY, NOW)


def test_a_room_is_found_by_its_code_however_it_is_typed(live: LiveStore, host: Host) -> None:
    code = host.head.code
    typed = [code, code.lower(), f" {code[:3]} - {code[3:]} ", code.replace("0", "o").replace("1", "l")]
    assert [live.find(each) for each in typed] == [host.head] * 4
    for wrong in ("", "UUUUUU", code[:5], f"{code}0", "' OR 1=1", "0" * 6 if code != "0" * 6 else "1" * 6, "\0"):
        assert live.find(wrong) is None


def test_a_room_is_found_by_its_key_and_by_no_other(live: LiveStore, host: Host) -> None:
    other = Host(live, "another-host-key-of-random-bits")
    assert (live.find_hosted(KEY), live.find_hosted("another-host-key-of-random-bits")) == (host.head, other.head)
    assert live.find_hosted(KEY.upper()) is None


def test_a_closed_room_is_found_until_its_code_is_given_again(
    live: LiveStore, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    host.do(RoomClosed())
    found = live.find(host.head.code)
    assert found is not None
    assert (found.id, found.closed) == (host.room, True)
    for module in ("memory", "sql"):
        monkeypatch.setattr(f"sciatica_teach.store.live.{module}.new_letters", lambda _: host.head.code)
    again = Host(live, "another-host-key-of-random-bits")
    assert again.head.code == host.head.code
    assert live.find(host.head.code) == again.head


def test_no_two_open_rooms_have_the_same_code(live: LiveStore, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("memory", "sql"):
        drawn = iter([host.head.code, host.head.code, "0AA0AA"])
        monkeypatch.setattr(f"sciatica_teach.store.live.{module}.new_letters", lambda _, drawn=drawn: next(drawn))
    assert Host(live, "another-host-key-of-random-bits").head.code == "0AA0AA"


def test_a_host_that_is_behind_is_told_and_nothing_of_it_is_kept(live: LiveStore, host: Host) -> None:
    host.do(PollPosed(poll=POLL))
    with pytest.raises(StaleVersion, match="another of your devices"):
        live.append(host.room, [build_live_entry("late", VoteOpened(number=1))], 1)
    assert live.look([host.room])[host.room] == RoomLook(version=2, open_vote=0, votes=0)


def test_a_command_sent_twice_counts_once(live: LiveStore, host: Host) -> None:
    entries = [build_live_entry("go", PollPosed(poll=POLL)), build_live_entry("go", VoteOpened(number=1))]
    assert live.append(host.room, entries, 1) == 3
    host.do(VoteClosed(number=1))
    assert live.append(host.room, entries, 1) == 4
    assert live.look([host.room])[host.room].open_vote == 0
    assert live.append(host.room, [], 0) == 4


def test_two_commands_in_one_append_are_refused(live: LiveStore, host: Host) -> None:
    with pytest.raises(ValueError, match="one command"):
        live.append(host.room, [build_live_entry("a", Revealed()), build_live_entry("b", Revealed())], 1)


@pytest.mark.parametrize("closing", [VoteClosed(number=1), PollPosed(poll=POLL), RoomClosed(), VoteOpened(number=2)])
def test_a_vote_takes_ballots_from_its_opening_to_its_closing(host: Host, closing: LiveEvent) -> None:
    store, ballot = host.store, build_ballot(host.room)
    assert store.cast([ballot], NOW) == ("closed",)
    host.do(PollPosed(poll=POLL), VoteOpened(number=1))
    assert store.cast([ballot], NOW) == ("counted",)
    host.do(closing)
    assert store.cast([build_ballot(host.room, "late")], NOW) == ("closed",)
    assert store.ballots(host.room, [1]) == {1: (ballot,)}


@pytest.mark.parametrize("event", [Revealed(), CaseAsked(asked_id="x"), PlanChanged(plan=()), CaseBrought(case_id="c")])
def test_other_events_leave_the_vote_open(host: Host, event: LiveEvent) -> None:
    host.do(VoteOpened(number=3))
    host.do(event)
    assert host.store.look([host.room])[host.room].open_vote == 3


def test_a_closed_room_opens_no_vote_any_more(host: Host) -> None:
    host.do(VoteOpened(number=1), RoomClosed(), VoteOpened(number=2))
    host.do(VoteOpened(number=3))
    assert host.store.cast([build_ballot(host.room, vote=vote) for vote in (0, 1, 2, 3)], NOW) == ("closed",) * 4
    found = host.store.find(host.head.code)
    assert found is not None
    assert found.closed


def test_a_phone_changes_its_mind_and_the_last_one_counts(host: Host) -> None:
    host.do(VoteOpened(number=1))
    first, second = build_ballot(host.room, answer="a", change=1), build_ballot(host.room, answer="b", change=2)
    assert host.store.cast([first], NOW) == ("counted",)
    assert host.store.cast([second], NOW) == ("counted",)
    assert host.store.cast([first], NOW) == ("stale",)
    assert host.store.ballots(host.room, {1})[1] == (second,)
    assert host.store.look([host.room])[host.room].votes == 2


def test_a_ballot_sent_again_is_found_also_after_the_vote_was_closed(host: Host) -> None:
    host.do(VoteOpened(number=1))
    ballot = build_ballot(host.room)
    assert host.store.cast([ballot, ballot], NOW) == ("counted", "counted")
    host.do(VoteClosed(number=1))
    assert host.store.cast([ballot], NOW) == ("counted",)
    assert host.store.look([host.room])[host.room].votes == 1
    assert host.store.cast([build_ballot(host.room, answer="b", change=2)], NOW) == ("closed",)


def test_of_two_tabs_that_counted_to_the_same_number_the_first_counts(host: Host) -> None:
    host.do(VoteOpened(number=1))
    outcome = host.store.cast([build_ballot(host.room, answer="a"), build_ballot(host.room, answer="b")], NOW)
    assert outcome == ("counted", "stale")
    assert host.store.ballots(host.room, [1])[1] == (build_ballot(host.room, answer="a"),)


def test_many_ballots_of_several_rooms_at_once(live: LiveStore, host: Host) -> None:
    other = Host(live, "another-host-key-of-random-bits")
    host.do(VoteOpened(number=1))
    other.do(VoteOpened(number=2))
    live.cast([build_ballot(host.room, "p3", answer="old")], NOW)
    ballots = [build_ballot(host.room, f"p{number}", change=2) for number in range(600)]
    ballots += [build_ballot(other.room, f"p{number}", vote=2) for number in range(3)]
    lost = [build_ballot(RoomId("gone"), "p"), build_ballot(other.room, "p", vote=1)]
    assert live.cast([*ballots, *lost], NOW) == ("counted",) * 603 + ("closed",) * 2
    found = live.ballots(host.room, [1, 2])
    assert ({*found[1]}, found[2]) == ({*ballots[:600]}, ())
    assert len(live.ballots(other.room, [2])[2]) == 3
    looks = live.look([host.room, other.room, RoomId("gone")])
    assert {room: (look.open_vote, look.votes) for room, look in looks.items()} == {
        host.room: (1, 601), other.room: (2, 3),
    }


def test_casting_nothing_is_no_error(live: LiveStore) -> None:
    assert live.cast([], NOW) == ()
    assert live.look([]) == {}


def test_ballots_come_in_an_order_that_tells_nothing_of_who_was_first(host: Host) -> None:
    host.do(VoteOpened(number=1))
    for voter in ("c", "a", "b"):
        host.store.cast([build_ballot(host.room, voter)], NOW)
    assert [ballot.voter for ballot in host.store.ballots(host.room, [1])[1]] == ["a", "b", "c"]


def test_what_is_gone_says_so(live: LiveStore) -> None:
    gone = RoomId("gone")
    for use in (lambda: live.read(gone), lambda: live.append(gone, [build_live_entry("x", Revealed())], 0)):
        with pytest.raises(RoomGone, match="does not exist any more"):
            use()
    assert live.ballots(gone, [1]) == {1: ()}


def test_old_rooms_are_purged_with_their_votes_and_others_stay(live: LiveStore, host: Host) -> None:
    host.do(VoteOpened(number=1))
    live.cast([build_ballot(host.room)], NOW)
    assert live.purge(NOW) == 0
    assert live.purge(NOW + 1) == 1
    assert (live.find(host.head.code), live.find_hosted(KEY)) == (None, None)
    assert live.ballots(host.room, [1]) == {1: ()}
    assert live.look([host.room]) == {}
