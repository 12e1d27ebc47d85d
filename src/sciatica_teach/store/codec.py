"""Entries as they lie in a database, and back.

The kind of an event is its class name. The body is the JSON of its fields, so that a record can be read with nothing
but a database client: `ItemShown`, `{"item_id":"one"}`. Fields that this version does not know are ignored.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from sciatica_teach.model.events import EVENT_TYPES, CaseOpened, Entry, Event
from sciatica_teach.model.papers import parse_paper
from sciatica_teach.model.record import record

logger = logging.getLogger(__name__)

T = TypeVar("T")


@record
class Row:
    """An entry with its event taken apart into kind and body."""

    at: float
    subject: str
    content_version: str
    command_id: str
    kind: str
    body: str


def encode_entry(entry: Entry) -> Row:
    """The entry as a row. Raises ValueError for an event that would not come back the same, such as one with a NaN."""
    row = Row(
        at=entry.at, subject=entry.subject, content_version=entry.content_version, command_id=entry.command_id,
        kind=type(entry.event).__name__, body=msgspec.json.encode(entry.event).decode(),
    )
    if find_event(EVENT_TYPES, row.kind, row.body) != entry.event:
        raise ValueError(f"this event cannot be stored: {entry.event}")
    return row


def write_paper(paper: str) -> tuple[str, str]:
    """Kind and a piece of the body by which the row of an attempt under this paper is known."""
    return CaseOpened.__name__, f'"paper":{msgspec.json.encode(parse_paper(paper)).decode()}'


def decode_rows(rows: Iterable[Row]) -> tuple[Entry, ...]:
    """The entries that this version understands.

    A newer version may have recorded kinds of events, or values, that are unknown here. Those rows stay where they are;
    they are left out with one warning in the log, so that an older program still shows the rest of the record.
    """
    entries: list[Entry] = []
    left_out: dict[str, int] = {}
    for row in rows:
        event = find_event(EVENT_TYPES, row.kind, row.body)
        if event is None:
            left_out[row.kind] = left_out.get(row.kind, 0) + 1
        else:
            entries.append(_build_entry(row, event))
    warn_of_left_out(left_out)
    return tuple(entries)


def find_event(types: Mapping[str, type[T]], kind: str, body: str) -> T | None:
    """The event that kind and body tell; None for one that is none of these types."""
    known = types.get(kind)
    if known is None:
        return None
    try:
        return msgspec.json.decode(body, type=known)
    except msgspec.DecodeError:
        return None


def warn_of_left_out(counts: Mapping[str, int]) -> None:
    """Say in the log how many events of which kinds were not understood, where there were any."""
    if counts:
        logger.warning("left out of a record, written by a newer version: %s", _tell_counts(counts))


def _build_entry(row: Row, event: Event) -> Entry:
    return Entry(
        event=event, at=row.at, subject=row.subject, content_version=row.content_version, command_id=row.command_id,
    )


def _tell_counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} x {kind}" for kind, count in sorted(counts.items()))
