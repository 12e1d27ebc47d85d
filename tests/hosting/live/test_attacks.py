"""Somebody in the lecture hall who would like to run the room, to see another's answers, or to spoil the vote."""

from __future__ import annotations

import json
import re
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from support.live_room import OWN, Client, Host, Phone, Room, open_room
from support.server import Server, bare, serve

from sciatica_teach.store.live.port import LiveStore

pytestmark = pytest.mark.slow  # starts servers

PAGES = ("wall", "remote", "stream?view=remote", "qr.svg?for=remote", "summary", "summary.csv")
EVIL = "https://evil.example"


@pytest.fixture
def other(rooms: LiveStore, items: list[str]) -> Room:
    """Somebody else's room, on the same server."""
    return open_room(rooms, items, "Another class")


def enter(client: Client, code: str, key: object) -> int:
    return client.ask(f"/host/{code}/enter", "POST", {"id": "enter", "key": key}).status


def open_host_page(client: Client, code: str, page: str) -> str:
    """What is answered: the title of a page, or what a stream says."""
    reply = client.ask(f"/host/{code}/{page}")
    return f"{reply.status} {re.sub('retry: .*', '', reply.text).strip() if page.startswith('stream') else ''}".strip()


@pytest.mark.parametrize("page", PAGES)
def test_a_student_reaches_no_page_of_the_host_and_learns_nothing(
    phone: Phone, other: Room, live_server: Server, page: str
) -> None:
    outcomes = set()
    for cookies in ({}, {"st-host": "x" * 43}, {"st-host": other.key}):
        eve = Client(live_server.url, {**phone.cookies, **cookies})
        outcomes |= {open_host_page(eve, code, page) for code in (phone.code, "AAAAAA", phone.code.lower())}
    assert outcomes == ({"200 event: gone\ndata: 1"} if page.startswith("stream") else {"404"})


def test_a_wrong_key_another_rooms_key_and_a_wrong_code_are_answered_alike(
    live_server: Server, room: Room, other: Room
) -> None:
    eve = Client(live_server.url)
    keys = ("x" * 43, other.key, room.key[:-1], "", None, 7, ["x"], "x" * 10_000, "' OR 1=1 --")
    assert {enter(eve, room.code, key) for key in keys} == {404}
    assert enter(eve, "AAAAAA", room.key) == 404
    assert eve.cookies == {}
    texts = {eve.ask(f"/host/{code}/wall", headers={"Cookie": f"st-host={key}"}).text
             for code, key in ((room.code, "x" * 43), ("AAAAAA", room.key), (room.code, other.key))}
    assert len(texts) == 1


def test_the_host_of_one_room_does_nothing_in_another(host: Host, other: Room, rooms: LiveStore) -> None:
    eve = Client(host.url, host.cookies)
    assert eve.ask(f"/host/{other.code}/do", "POST", {"id": "c", "action": {"verb": "end"}}).status == 404
    assert eve.ask(f"/host/{other.code}/summary.csv").status == 404
    assert rooms.read(other.id).version == 1


def test_the_key_is_in_no_page_and_the_cookie_is_of_this_room_only(host: Host) -> None:
    reply = host.ask(f"/host/{host.room.code}/enter", "POST", {"id": "enter", "key": host.room.key})
    cookie = reply.headers["Set-Cookie"]
    assert f"Path=/host/{host.room.code};" in cookie + ";"
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    for page in ("wall", "remote", "summary"):
        assert host.room.key not in host.look(page).text
    with host.listen("wall") as wall:
        assert host.room.key not in json.dumps(wall.state())


@pytest.mark.parametrize(
    "told",
    [{"X-Sciatica": ""}, {"Origin": EVIL}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
     {"Sec-Fetch-Site": "none"}, {"Origin": "null"}],
)
def test_another_site_cannot_vote_or_run_the_room(
    voting: Host, phone: Phone, options: list[str], rooms: LiveStore, room: Room, told: dict[str, str]
) -> None:
    message = {"id": "x", "vote": 1, "response": [options[0]], "change": 1}
    assert phone.ask(f"/join/{room.code}/vote", "POST", message, told).status == 403
    version = rooms.read(room.id).version
    order = {"id": "x", "action": {"verb": "end"}}
    assert voting.ask(f"/host/{room.code}/do", "POST", order, told).status == 403
    assert voting.ask(f"/host/{room.code}/enter", "POST", {"id": "x", "key": room.key}, told).status == 403
    assert rooms.ballots(room.id, [1])[1] == ()
    assert rooms.read(room.id).version == version


def test_no_other_site_is_allowed_to_ask_first(phone: Phone) -> None:
    asked = {"Origin": EVIL, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-sciatica"}
    reply = phone.ask(f"/join/{phone.code}/vote", "OPTIONS", headers=asked)
    assert reply.status == 405
    assert reply.headers["Access-Control-Allow-Origin"] is None


@pytest.mark.usefixtures("voting")
def test_a_replayed_vote_counts_once_and_needs_the_phones_own_cookie(
    phone: Phone, options: list[str], rooms: LiveStore, room: Room
) -> None:
    message = {"id": "x", "vote": 1, "response": [options[0]], "change": 1}
    for _ in range(3):
        assert phone.send_vote(message).told == {"ack": "x"}
    for cookie in ("", "st-phone=short", f"st-phone={'x' * 44}", "st-phone=" + "%41" * 43):
        assert phone.ask(f"/join/{room.code}/vote", "POST", message, {"Cookie": cookie}).status == 403
    assert len(rooms.ballots(room.id, [1])[1]) == 1


def test_a_phone_is_somebody_else_in_every_room_and_its_cookie_is_no_learner(
    voting: Host, phone: Phone, other: Room, options: list[str], rooms: LiveStore, room: Room
) -> None:
    second = Host(voting.url, other)
    second.do("pose", index=0)
    second.do("open-vote")
    elsewhere = Phone(phone.url, other.code)
    elsewhere.cookies = dict(phone.cookies)
    assert "ack" in phone.vote(1, [options[0]])
    assert "ack" in elsewhere.vote(1, [options[0]])
    [here], [there] = rooms.ballots(room.id, [1])[1], rooms.ballots(other.id, [1])[1]
    assert here.voter != there.voter
    assert phone.cookies["st-phone"] not in (here.voter, there.voter)
    assert set(phone.cookies) == {"st-phone"}


@pytest.mark.usefixtures("voting")
def test_a_huge_body_is_refused_and_the_server_goes_on(phone: Phone, options: list[str]) -> None:
    assert phone.send_vote(b"x" * 20_000).status == 413
    place = urlsplit(phone.url)
    assert place.hostname
    assert place.port
    with socket.create_connection((place.hostname, place.port), timeout=30) as plug:
        plug.sendall(f"POST /join/{phone.code}/vote HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n".encode())
        assert plug.recv(100).startswith(b"HTTP/1.1 400")
    assert "ack" in phone.vote(1, [options[0]])


@pytest.mark.parametrize(
    "told", ["..%2f..%2fetc%2fpasswd", "%00", "AAAA%0d%0aX: y", "<script>", "%F0%9F%98%80", "a" * 64]
)
def test_a_code_that_is_a_trick_is_a_wrong_code(live_server: Server, told: str) -> None:
    eve = Client(live_server.url)
    path = told.replace("<script>", "%3Cscript%3E").replace(" ", "%20")
    for way in (f"/join/{path}", f"/host/{path}", f"/host/{path}/wall"):
        reply = eve.ask(way)
        assert reply.status == 404, way
        assert "<script>alert" not in reply.text
        assert "X" not in reply.headers
    shown = eve.ask("/join?code=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in shown.text


def test_script_in_a_rooms_title_is_shown_as_text(rooms: LiveStore, items: list[str], live_server: Server) -> None:
    hostile = open_room(rooms, items, "</title><script>alert(1)</script>")
    host, phone = Host(live_server.url, hostile), Client(live_server.url)
    pages = [host.look("wall").text, host.look("remote").text, host.look("summary").text,
             phone.ask(f"/join/{hostile.code}").text]
    assert [page for page in pages if "<script>alert" in page] == []


def test_no_code_key_or_phone_is_in_the_log(
    voting: Host, phone: Phone, options: list[str], live_server: Server
) -> None:
    answer = max(options, key=len)  # a short one may stand by chance in a line's number
    phone.vote(1, [answer])
    phone.ask("/join/ZZZZZZ")
    voting.look("wall")
    voting.look("nowhere")
    Client(live_server.url).ask(f"/join?code={phone.code.lower()}")
    log = live_server.log()
    assert "[code]" in log
    secret_words = (phone.code, phone.code.lower(), "ZZZZZZ", voting.room.key, phone.cookies["st-phone"], answer)
    assert [word for word in secret_words if word in log] == []


def _guess_codes(eve: Client) -> int:
    return eve.ask(f"/join/{secrets.choice('ABCDEFGH')}AAAAA").status


def _guess_keys(eve: Client) -> int:
    return enter(eve, "AAAAAA", secrets.token_urlsafe(32))


@pytest.mark.parametrize("guess", [_guess_codes, _guess_keys])
def test_guessing_comes_to_an_end_and_shuts_out_nobody_who_is_in(
    guess: Callable[[Client], int], rooms: LiveStore, home: Path, items: list[str], options: list[str],
    live_server: Server,
) -> None:
    del live_server  # the store is made
    with serve(bare(home / "lessons"), home) as own:
        room = open_room(rooms, items)
        host, phone, eve = Host(own.url, room), Phone(own.url, room.code), Client(own.url)
        host.do("pose", index=0)
        host.do("open-vote")
        assert "ack" in phone.vote(1, [options[0]])
        statuses = [guess(eve) for _ in range(130)]
        assert statuses[:90] == [404] * 90
        assert statuses[-1] == 429
        assert eve.ask(f"/join/{room.code}").status == 429  # a right guess looks like a wrong one
        assert enter(Client(own.url), room.code, room.key) == 200  # a host who was in before
        assert "ack" in phone.vote(1, [options[1]], change=2)
        assert phone.ask(f"/join/{room.code}").status == 200
        assert host.look("wall").status == 200


@pytest.mark.usefixtures("voting")
def test_one_phone_cannot_flood_and_the_others_vote(
    phone: Phone, live_server: Server, room: Room, options: list[str]
) -> None:
    statuses = [phone.send_vote({"id": "x", "vote": 1, "response": [options[0]], "change": n}).status
                for n in range(1, 61)]
    assert statuses[0] == 200
    assert 429 in statuses
    assert "ack" in Phone(live_server.url, room.code).vote(1, [options[0]])


def test_a_request_without_our_header_is_refused_by_name(phone: Phone) -> None:
    assert set(OWN) == {"X-Sciatica", "Content-Type"}
    reply = phone.ask(f"/join/{phone.code}/vote", "POST", {"id": "x"}, {"X-Sciatica": ""})
    assert reply.told["why"].startswith("This did not come from a page of this site")
