"""The rooms of one instructor: opened, found again and closed."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from sciatica_teach.apps.context import Context
from sciatica_teach.apps.keeping import keep
from sciatica_teach.errors import NotAllowedNow, StaleVersion
from sciatica_teach.model.events import RoomMade
from sciatica_teach.model.live import LiveEntry, Poll, RoomClosed
from sciatica_teach.session.live.acting import open_room
from sciatica_teach.session.live.state import LiveRoom, replay_room
from sciatica_teach.session.own_rooms import ROOMS, OwnRoom, get_room, list_rooms
from sciatica_teach.session.past_votes import Ballots, Past, add_up_past
from sciatica_teach.store.live.port import LiveStore, RoomHead, RoomId
from sciatica_teach.views.classroom_cards import RoomStanding, ShownRoom

MOST_SHOWN = 12
"""Rooms in the list; each is looked up in the store."""


class RoomDesk:
    """Between the instructor's record, which has the keys, and the store of rooms; None where no store serves."""

    def __init__(self, context: Context, store: LiveStore | None) -> None:
        self._context, self._store = context, store

    def list(self) -> tuple[ShownRoom, ...]:
        """The newest rooms."""
        entries = self._context.recorder.entries
        return tuple(self._look(room) for room in list_rooms(entries)[:MOST_SHOWN])

    def get(self, code: str) -> ShownRoom:
        """One's own room under this code. Raises UnknownId."""
        return self._look(get_room(self._context.recorder.entries, code))

    @cached_property
    def past(self) -> Past:
        """How the classes of the newest rooms did; read once for a page, and nothing where no store serves."""
        return add_up_past(self._context.kb, self._read_rooms()) if self._store else {}

    def _read_rooms(self) -> Iterator[tuple[LiveRoom, Ballots]]:
        store = self._require_store()
        for own in list_rooms(self._context.recorder.entries)[:MOST_SHOWN]:
            head = store.find_hosted(own.host_key)
            room = replay_room(store.read(head.id).entries) if head else None
            if head and room:
                yield room, partial(store.ballots, head.id)

    def open(self, command_id: str, typed: str, polls: Sequence[Poll]) -> OwnRoom:
        """A new room with this title and plan; the same command opens it once, however often it arrives."""
        event, now = open_room(self._context.kb, typed, tuple(polls)), self._context.clock()
        key = self._make_key(command_id)
        head = self._require_store().open_room(LiveEntry(event=event, at=now, command_id=command_id), key, now)
        made = RoomMade(code=head.code, host_key=key, title=event.title)
        keep(self._context.recorder, ROOMS, command_id, lambda: (made,))
        return get_room(self._context.recorder.entries, head.code)

    def close(self, command_id: str, code: str) -> None:
        """End one's own room for good; one that is closed or gone stays so."""
        head = self._require_store().find_hosted(get_room(self._context.recorder.entries, code).host_key)
        if head is None or head.closed:
            return
        try:
            self._append_closed(head.id, command_id)
        except StaleVersion:  # the wall or the remote wrote in the same moment
            self._append_closed(head.id, command_id)

    def _append_closed(self, room: RoomId, command_id: str) -> None:
        store = self._require_store()
        found = store.read(room)
        state = replay_room(found.entries)
        if state is not None and not state.ended:
            entry = LiveEntry(event=RoomClosed(), at=self._context.clock(), command_id=command_id)
            store.append(room, (entry,), found.version)

    def _make_key(self, command_id: str) -> str:
        """The host key of the room that this command opens: nobody without the instructor's token can make it.

        Made from the command, so that a room whose opening was not recorded at once is the same room on the next try.
        """
        digest = hmac.digest(self._context.secret.encode(), f"host|{command_id}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def _look(self, room: OwnRoom) -> ShownRoom:
        return ShownRoom(room=room, standing=_standing(self._require_store().find_hosted(room.host_key)))

    def _require_store(self) -> LiveStore:
        if self._store is None:
            raise NotAllowedNow("No live room can be opened or found from here; the card above says why.")
        return self._store


def _standing(head: RoomHead | None) -> RoomStanding:
    if head is None:
        return "gone"
    return "closed" if head.closed else "open"
