"""What a student's phone asks for: the way in, the page, its stream, and to have its vote counted.

A phone is known by a random cookie that only the phone pages receive. It is nobody's name, has nothing to do with the
learner's own record, and votes as somebody else in every room. No login is asked for, at a Hub either: whoever can read
the code on the wall may vote.
"""

from __future__ import annotations

import re
from typing import Any

from sciatica_teach.errors import BadSubmission, SciaticaTeachError, StoreError
from sciatica_teach.hosting.live.handling import TOO_MANY, UNAVAILABLE, Refused, RoomPage
from sciatica_teach.hosting.live.held import HeldRoom, Listener
from sciatica_teach.hosting.live.streams import StreamHandler
from sciatica_teach.model.live import Ballot
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.live.rules import hash_voter, parse_join_code
from sciatica_teach.views.words import say

COOKIE = "st-phone"
LASTS_S = 7 * 24 * 3600
LARGEST_NUMBER = 10**9
MOST_STREAMS_OF_PHONE = 4
"""A phone that slept leaves streams behind that nobody reads; the oldest is ended for a new one."""
LONGEST_TYPED = 32

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


class PhonePage(RoomPage):
    """What one room offers to phones."""

    @property
    def secret(self) -> str | None:
        """What this phone is known by."""
        value = self.get_cookie(COOKIE)
        return value if value and _SECRET.fullmatch(value) else None

    async def find_room(self, code: str) -> HeldRoom | None:
        """The room of a code that is written as on the wall. Raises Refused where too many wrong ones were tried."""
        if self.is_searching() and not self._is_known(code):
            raise Refused("too_many_tries", TOO_MANY)
        held = await self._live.rooms.find(code) if parse_join_code(code) == code else None
        if held is None:
            self.count_wrong_try()
        return held

    def _is_known(self, code: str) -> bool:
        """Whether this phone is in the room already: nobody beside it can shut it out by trying wrong codes."""
        return self.secret is not None and self._live.rooms.knows(code, self.secret)


class JoinHandler(PhonePage):
    """`/join`: the form, and with `?code=` the way on."""

    async def get(self) -> None:
        typed = self.get_query_argument("code", "")[:LONGEST_TYPED]
        code = parse_join_code(typed)
        if code:
            self.redirect(f"{self.places.base_url}join/{code}")
            return
        self.show_form(typed, "malformed_code" if typed.strip() else "", 200)

    def show_form(self, code: str, problem: str, status: int) -> None:
        self.set_status(status)
        self.render_room("join.html", code=code, problem=say(f"live_server.{problem}") if problem else "")


class PhoneHandler(JoinHandler):
    """`/join/CODE`: the page."""

    async def get(self, typed: str) -> None:  # type: ignore[override]  # this address has a code in it
        code = parse_join_code(typed)
        if code is not None and code != typed:
            self.redirect(f"{self.places.base_url}join/{code}")
            return
        try:
            held = await self.find_room(typed)
        except Refused as refusal:
            self.show_form("", "too_many_tries", refusal.status)
        except StoreError:
            self.show_form(typed, "away", UNAVAILABLE)
        else:
            self._show(held, typed[:LONGEST_TYPED])

    def _show(self, held: HeldRoom | None, code: str) -> None:
        if held is None:
            self.show_form(code, "wrong_code", 404)
        elif held.room.ended and not self._is_known(code):
            self.show_form(code, "room_over", 410)
        else:
            self.keep_cookie(COOKIE, self.secret or new_token(), f"{self.places.base_url}join", LASTS_S)
            self.render_room("phone.html", code=code, room_title=held.room.title)


class PhoneStream(PhonePage, StreamHandler):
    """`/join/CODE/stream`."""

    async def get(self, code: str) -> None:
        try:
            held = await self.find_room(code)
        except Refused as refusal:
            self.answer({"why": str(refusal)}, refusal.status)
            return
        except StoreError:
            self.answer({"why": say("live_server.away")}, UNAVAILABLE)
            return
        if held is None or self.secret is None:
            self.send_gone()
        elif self._live.rooms.is_full(self.origin):
            self.answer({"why": say("live_server.too_many_streams")}, TOO_MANY)
        else:
            await self._listen(held, hash_voter(held.head.id, self.secret))

    async def _listen(self, held: HeldRoom, voter: str) -> None:
        for older in held.find_streams(voter)[: 1 - MOST_STREAMS_OF_PHONE]:
            older.end()
        listener = Listener(voter=voter, origin=self.origin)
        await self.stream(held, listener, lambda: self._live.screens.draw_phone(held, voter))


class VoteHandler(PhonePage):
    """`/join/CODE/vote`: `{"id", "vote", "response", "change"}`, answered when it is certain what became of it."""

    async def post(self, code: str) -> None:
        command_id = ""
        try:
            message = self.read_message()
            command_id = message["id"]
            await self._count(code, message)
        except (Refused, BadSubmission) as problem:
            status = problem.status if isinstance(problem, Refused) else 200
            self.answer({"retry" if status == TOO_MANY else "refused": command_id, "why": str(problem)}, status)
        except SciaticaTeachError as problem:
            self.settings["sciatica_log"].error("A vote could not be counted: %s", problem)
            self.answer({"retry": command_id, "why": say("live_server.away")}, UNAVAILABLE)
        else:
            self.answer({"ack": command_id})

    async def _count(self, code: str, message: dict[str, Any]) -> None:
        vote, change = _read_number(message.get("vote")), _read_number(message.get("change"))
        held = await self._find_voted_room(code)
        ballot = await self._read_ballot(held, vote, change, message.get("response"))
        if await self._live.rooms.vote(held, ballot) == "closed":
            raise Refused("vote_over", 200)

    async def _find_voted_room(self, code: str) -> HeldRoom:
        """The room, if this phone may vote in it just now."""
        rooms, now, secret = self._live.rooms, self._live.rooms.steady(), self.secret
        if secret is None:
            raise Refused("no_phone", 403)
        by_phone, by_address = rooms.limits.votes_of_phone, rooms.limits.votes_of_address
        if not (by_phone.take(secret, now) and by_address.take(self.origin, now)):
            raise Refused("too_many_votes", TOO_MANY)
        held = await self.find_room(code)
        if held is None:
            raise Refused("wrong_code", 404)
        is_new = not held.has_voted(hash_voter(held.head.id, secret))
        if is_new and not rooms.limits.new_voters.take(f"{held.head.id} {self.origin}", now):
            raise Refused("too_many_votes", TOO_MANY)
        return held

    async def _read_ballot(self, held: HeldRoom, vote: int, change: int, response: object) -> Ballot:
        from sciatica_teach.session.live.answering import check_response  # brings the engines

        posed = held.room.find_posed(vote)
        if posed is None:  # another server may just have opened it
            await self._live.rooms.refresh(held)
            posed = held.room.find_posed(vote)
        if posed is None:
            raise Refused("vote_over", 200)
        kb = await self._live.screens.get_content(held)
        given = check_response(kb, posed, response)
        voter = hash_voter(held.head.id, self.secret or "")
        return Ballot(room=held.head.id, vote=vote, voter=voter, response=given, change=change)


def _read_number(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < LARGEST_NUMBER:
        return value
    raise Refused("no_message")
