"""A room from the first question to the summary, seen by a host and by phones that are programs."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from support.live_room import Client, Host, Phone, Room, open_room
from support.server import Server

from sciatica_teach.store.live.port import LiveStore

pytestmark = pytest.mark.slow  # starts a server


def test_a_phone_is_told_when_a_vote_opens_and_its_answer_counts(
    host: Host, phone: Phone, options: list[str], rooms: LiveStore, room: Room
) -> None:
    with phone.listen() as stream:
        assert stream.state()["phase"] == "lobby"
        host.do("pose", index=0)
        assert stream.state(lambda state: state["phase"] == "posed")["question"] is None
        host.do("open-vote")
        state = stream.state(lambda state: state["phase"] == "voting")
        assert [option["id"] for option in state["question"]["state"]["options"]]
        assert phone.vote(1, [options[0]]) == {"ack": "1-1"}
        assert stream.state(lambda state: state["own"])["own"]["change"] == 1
    [ballot] = rooms.ballots(room.id, [1])[1]
    assert ballot.response == (options[0],)


def test_a_stream_is_not_compressed_stored_or_held_back(phone: Phone) -> None:
    phone.headers = {"Accept-Encoding": "gzip, br"}
    with phone.listen() as stream:
        told = stream.reply.headers
        assert told["Content-Type"] == "text/event-stream; charset=UTF-8"
        assert told["Content-Encoding"] is None
        assert (told["Cache-Control"], told["X-Accel-Buffering"]) == ("no-store", "no")
        assert stream.state()["phase"] == "lobby"


def test_an_answer_can_be_changed_until_the_vote_closes_and_a_late_repetition_changes_nothing(
    voting: Host, phone: Phone, options: list[str], rooms: LiveStore, room: Room
) -> None:
    phone.vote(1, [options[0]], change=1)
    phone.vote(1, [options[1]], change=2)
    assert phone.vote(1, [options[0]], change=1) == {"ack": "1-1"}
    assert [ballot.response for ballot in rooms.ballots(room.id, [1])[1]] == [(options[1],)]
    voting.do("close-vote")
    assert phone.vote(1, [options[1]], change=2) == {"ack": "1-2"}  # it never heard the answer, and asks again
    assert phone.vote(1, [options[0]], change=3) == {"refused": "1-3", "why": "This vote is over."}
    assert [ballot.response for ballot in rooms.ballots(room.id, [1])[1]] == [(options[1],)]


def test_a_vote_of_an_old_page_is_over_and_one_that_was_never_opened_too(
    voting: Host, phone: Phone, options: list[str]
) -> None:
    voting.do("close-vote")
    voting.do("vote-again")
    for vote in (1, 7):
        assert phone.vote(vote, [options[0]])["why"] == "This vote is over."
    assert "ack" in phone.vote(2, [options[0]])


@pytest.mark.usefixtures("voting")
@pytest.mark.parametrize("response", [[], ["nonsense"], "bed", [["bed"]], None, [1]])
def test_what_is_no_answer_is_refused_in_words(phone: Phone, response: object) -> None:
    told = phone.send_vote({"id": "x", "vote": 1, "response": response, "change": 1}).told
    assert told["refused"] == "x"
    assert told["why"].endswith(".")


@pytest.mark.usefixtures("voting")
@pytest.mark.parametrize(
    "message",
    [b"", b"{", b"[]", b"\xff", b"[" * 10_000, {"id": ""}, {"id": "x" * 65, "vote": 1}, {"id": 7},
     {"id": "x", "vote": "1", "change": 1}, {"id": "x", "vote": True, "change": 1}, {"id": "x", "vote": 1, "change": 0},
     {"id": "x", "vote": 1, "change": 10**12}],
)
def test_what_no_page_sends_is_refused(phone: Phone, message: object) -> None:
    reply = phone.send_vote(message)
    assert reply.status == 400
    assert "refused" in reply.told


def test_nobody_sees_the_result_on_the_wall_before_it_is_revealed(
    voting: Host, phone: Phone, options: list[str]
) -> None:
    phone.vote(1, [options[0]])
    with voting.listen("wall") as wall, voting.listen("remote") as remote, phone.listen() as stream:
        shown = wall.state(lambda state: state["voted"] == 1 and state["phones"] == 1)
        assert shown["result"] is None
        assert remote.state(lambda state: state["voted"] == 1)["result"]["votes"][0]["count"] == 1
        assert stream.state()["question"]["state"]["verdicts"] == {}
        voting.do("reveal")
        assert wall.state(lambda state: state["phase"] == "revealed")["result"]["votes"][0]["count"] == 1
        assert stream.state(lambda state: state["phase"] == "revealed")["question"]["state"]["locked"]


@pytest.mark.usefixtures("voting")
def test_a_hundred_votes_at_once_are_each_counted_once(
    live_server: Server, options: list[str], rooms: LiveStore, room: Room
) -> None:
    phones = [Phone(live_server.url, room.code) for _ in range(40)]

    def vote(number: int) -> dict[str, object]:
        return phones[number % 40].vote(1, [options[number % len(options)]], change=1 + number // 40)

    with ThreadPoolExecutor(20) as crowd:
        told = list(crowd.map(vote, range(100)))
    assert all("ack" in one for one in told)
    assert len(rooms.ballots(room.id, [1])[1]) == 40


def test_a_vote_with_a_timer_is_closed_by_the_server(host: Host, phone: Phone, options: list[str]) -> None:
    host.do("pose", index=0)
    host.do("open-vote", seconds=5)
    with phone.listen() as stream:
        assert stream.state(lambda state: state["phase"] == "voting")["closes_at"]
        stream.state(lambda state: state["phase"] == "closed")
    assert phone.vote(1, [options[0]])["why"] == "This vote is over."


def test_a_command_sent_twice_is_done_once_and_one_that_cannot_be_done_says_why(host: Host) -> None:
    assert host.order("c1", verb="pose", index=0) == {"ack": "c1"}
    assert host.order("c1", verb="pose", index=0) == {"ack": "c1"}
    assert host.order("c2", verb="open-vote") == {"ack": "c2"}
    refused = host.order("c3", verb="open-vote")
    assert refused["refused"] == "c3"
    assert refused["why"].startswith("Pose a question first")
    for action in ({}, {"verb": 7}, {"verb": "pose", "index": 99}, {"verb": "pose", "poll": "x"}, {"verb": "plan"}):
        assert "refused" in host.order("c4", **action), action


def test_the_summary_is_a_page_and_a_table(voting: Host, phone: Phone, options: list[str]) -> None:
    phone.vote(1, [options[0]])
    voting.do("reveal")
    assert voting.look("summary").status == 200
    table = voting.look("summary.csv")
    assert table.headers["Content-Disposition"] == f'attachment; filename="live-room-{voting.room.code}.csv"'
    assert len(list(csv.reader(io.StringIO(table.text)))) > 1


def test_several_rooms_at_once_keep_to_themselves(
    live_server: Server, rooms: LiveStore, items: list[str], options: list[str]
) -> None:
    opened = [open_room(rooms, items, f"Room {number}") for number in range(3)]
    hosts = [Host(live_server.url, one) for one in opened]
    for one in hosts[:2]:
        one.do("pose", index=0)
        one.do("open-vote")
    phones = [Phone(live_server.url, one.code) for one in opened]
    assert ["ack" in one.vote(1, [options[0]]) for one in phones] == [True, True, False]
    assert [len(rooms.ballots(one.id, [1])[1]) for one in opened] == [1, 1, 0]


def test_a_room_that_has_ended_takes_no_new_phone_and_says_so(host: Host, phone: Phone, live_server: Server) -> None:
    with phone.listen() as stream:
        host.do("end")
        assert stream.state(lambda state: state["phase"] == "ended")
    reply = Client(live_server.url).ask(f"/join/{host.room.code}")
    assert reply.status == 410
    assert "This room has ended" in reply.text
