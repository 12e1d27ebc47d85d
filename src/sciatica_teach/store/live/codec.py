"""A room's entries and a ballot's response as they lie in a database, and back.

As `store/codec.py` does it for a learner's record: plain JSON under the name of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sciatica_teach.model.live import LIVE_EVENT_TYPES, LiveEntry
from sciatica_teach.model.record import record
from sciatica_teach.store.codec import find_event, warn_of_left_out


@record
class LiveRow:
    """An entry of a room with its event taken apart into kind and body."""

    at: float
    command_id: str
    kind: str
    body: str


def encode_entry(entry: LiveEntry) -> LiveRow:
    """The entry as a row. Raises ValueError for an event that would not come back the same, such as one with a NaN."""
    kind, body = type(entry.event).__name__, msgspec.json.encode(entry.event).decode()
    if find_event(LIVE_EVENT_TYPES, kind, body) != entry.event:
        raise ValueError(f"this event cannot be stored: {entry.event}")
    return LiveRow(at=entry.at, command_id=entry.command_id, kind=kind, body=body)


def decode_rows(rows: Iterable[LiveRow]) -> tuple[LiveEntry, ...]:
    """The entries that this version understands; those of a newer one are left out with one warning in the log."""
    entries: list[LiveEntry] = []
    left_out: dict[str, int] = {}
    for row in rows:
        event = find_event(LIVE_EVENT_TYPES, row.kind, row.body)
        if event is None:
            left_out[row.kind] = left_out.get(row.kind, 0) + 1
        else:
            entries.append(LiveEntry(event=event, at=row.at, command_id=row.command_id))
    warn_of_left_out(left_out)
    return tuple(entries)


def encode_response(response: tuple[str, ...]) -> str:
    return msgspec.json.encode(response).decode()


def decode_response(stored: str) -> tuple[str, ...]:
    return msgspec.json.decode(stored, type=tuple[str, ...])
