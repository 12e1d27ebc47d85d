"""A server that is started again in the middle of a vote, and two servers that share a database."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.live_room import Host, Phone, open_room
from support.ports import held_ports
from support.server import Server, bare, serve
from support.several import several

from sciatica_teach.settings import Settings
from sciatica_teach.store.live.opening import open_live_store
from sciatica_teach.store.live.port import LiveStore

pytestmark = pytest.mark.slow  # starts servers


def test_a_room_goes_on_with_its_votes_after_the_server_was_killed(
    home: Path, rooms: LiveStore, items: list[str], options: list[str]
) -> None:
    room = open_room(rooms, items)
    with held_ports(1) as (port,):
        command = bare(home / "lessons", port=port, behind_proxy=True)
        with serve(command, home) as first:
            host, phone, silent = Host(first.url, room), Phone(first.url, room.code), Phone(first.url, room.code)
            host.do("pose", index=0)
            host.do("open-vote")
            assert "ack" in phone.vote(1, [options[0]])
            with phone.listen() as stream:
                stream.state()
                first.process.kill()
                assert stream.event() == ("", "")
        with serve(command, home):
            with phone.listen() as stream:
                state = stream.state()
                assert (state["phase"], state["vote"], state["own"]["change"]) == ("voting", 1, 1)
            assert "ack" in phone.vote(1, [options[0]])  # it never heard that it was counted
            assert "ack" in silent.vote(1, [options[1]])
            with host.listen() as remote:
                assert remote.state()["voted"] == 2
            host.do("close-vote")


def test_what_one_server_hears_the_other_tells(
    home: Path, rooms: LiveStore, live_server: Server, items: list[str], options: list[str]
) -> None:
    room = open_room(rooms, items)
    with serve(bare(home / "lessons"), home) as second:
        host, phone = Host(live_server.url, room), Phone(second.url, room.code)
        with host.listen() as remote, phone.listen() as stream:
            assert stream.state()["phase"] == "lobby"
            host.do("pose", index=0)
            host.do("open-vote")
            stream.state(lambda state: state["phase"] == "voting")
            assert "ack" in phone.vote(1, [options[0]])
            assert remote.state(lambda state: state["voted"] == 1)["result"]["votes"][0]["count"] == 1
            Host(second.url, room).do("close-vote")
            remote.state(lambda state: state["phase"] == "closed")
            assert phone.vote(1, [options[1]], change=2)["why"] == "This vote is over."


def test_behind_the_shipped_proxy_a_state_arrives_at_once_and_votes_of_both_servers_count(
    tmp_path: Path, items: list[str], options: list[str]
) -> None:
    lessons = tmp_path / "lessons"
    lessons.mkdir()
    database = {"SCIATICA_TEACH_DATABASE": f"sqlite:///{tmp_path / 'shared.sqlite'}"}
    with several(tmp_path, "--notebooks", str(lessons), env=database) as site:
        room = open_room(open_live_store(Settings.from_environment({**os.environ, **database})), items)
        host, phones = Host(site.url, room), [Phone(site.url, room.code) for _ in site.ports]
        for phone, place in zip(phones, site.ports, strict=True):
            phone.cookies["st-place"] = place
        with host.listen() as remote, phones[0].listen() as stream:
            assert stream.state()["phase"] == "lobby"
            host.do("pose", index=0)
            host.do("open-vote")
            stream.state(lambda state: state["phase"] == "voting")
            for phone in phones:
                assert "ack" in phone.vote(1, [options[0]])
            assert remote.state(lambda state: state["voted"] == 2)["result"]["votes"][0]["count"] == 2


def test_a_vote_that_was_opened_elsewhere_a_moment_ago_can_be_answered(
    home: Path, rooms: LiveStore, live_server: Server, items: list[str], options: list[str]
) -> None:
    room = open_room(rooms, items)
    host = Host(live_server.url, room)
    with serve(bare(home / "lessons"), home) as second:
        phone = Phone(second.url, room.code)
        with phone.listen() as stream:
            stream.state()
            host.do("pose", index=0)
            host.do("open-vote")
            assert "ack" in phone.vote(1, [options[0]])  # before or after this server has looked


def test_streams_end_when_the_server_leaves(
    home: Path, rooms: LiveStore, items: list[str]
) -> None:
    room = open_room(rooms, items)
    with serve(bare(home / "lessons"), home) as own:
        phone = Phone(own.url, room.code)
        with phone.listen() as stream:
            stream.state()
            assert own.stop() == 0
            assert stream.event() == ("", "")
        assert "Traceback" not in own.log()


def test_a_purged_room_is_gone(home: Path, rooms: LiveStore, live_server: Server, items: list[str]) -> None:
    del home
    room = open_room(rooms, items)
    phone = Phone(live_server.url, room.code)
    with phone.listen() as stream:
        stream.state()
        rooms.purge(before=4e9)
        assert stream.event() == ("", "")
    with phone.listen() as stream:
        assert stream.event() == ("gone", "1")
