"""A record as a file in its learner's hands: written for keeping, read to be loaded again.

The file is JSON with an entry a line, so that two of them can be laid side by side:

    {"format": "sciatica-teach-record", "version": 1, "program": "0.1.0", "exported_at": "2026-11-23T16:00:00Z",
     "digest": "5f0c6e1d9a42", "entries": [
    {"at": 1795449600.0, "subject": "quiz/first-steps/1", "content_version": "…", "command_id": "…",
     "kind": "ItemShown", "body": {"item_id": "one"}},
    …]}

A file is somebody's own, but may have been cut off, edited, or written by a program that knows more. So it is read as
if a stranger had sent it: every value is checked against the types of `model/events.py`, nothing is guessed, and it is
taken as a whole or not at all. Two records of the same entries have the same digest, whenever they were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Final

import msgspec

from sciatica_teach.errors import BadRecordFile
from sciatica_teach.model.events import EVENT_TYPES, Entry
from sciatica_teach.model.record import record

FORMAT: Final = "sciatica-teach-record"
VERSION: Final = 1

LARGEST: Final = 6_000_000
"""Characters; about 25,000 entries. More would not pass through the connection of a page in one piece."""

LONGEST: Final = 300
"""Characters of a subject, of a command id and of a content version."""

DAY_S: Final = 86_400.0
"""So far may times run backwards, as the clocks of two servers do, or lie ahead of this one."""

TRY: Final = "Nothing was loaded. Save the record once more where it comes from, and choose that file."


@record
class RecordFile:
    """What a file holds."""

    entries: tuple[Entry, ...]
    digest: str


def write_record(entries: Iterable[Entry], *, now: float, program: str) -> str:
    """The text of the file; `now` in seconds since the epoch, `program` the version that writes it."""
    stored = [_as_stored(entry) for entry in entries]
    head = {
        "format": FORMAT, "version": VERSION, "program": program, "exported_at": iso_time(now),
        "digest": digest_of(stored),
    }
    opening = msgspec.json.encode(head).decode().removesuffix("}")
    return f'{opening},"entries":[\n' + ",\n".join(map(_write_entry, stored)) + "\n]}\n"


def digest_of(entries: Iterable[Entry]) -> str:
    """Twelve hexadecimal digits that tell two records apart; of entries as they come from a store or a file."""
    told = [(one.at, one.subject, one.content_version, one.command_id, type(one.event).__name__, one.event)
            for one in entries]
    return blake2b(msgspec.json.encode(told), digest_size=6).hexdigest()


def iso_time(at: float) -> str:
    """A time in seconds since the epoch as "2026-11-23T16:00:00Z"."""
    return datetime.fromtimestamp(at, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _as_stored(entry: Entry) -> Entry:
    """The entry as a store gives it back: a mark of 1 that was just given is 1.0 from then on."""
    event = msgspec.json.decode(msgspec.json.encode(entry.event), type=type(entry.event))
    return replace(entry, at=float(entry.at), event=event)


def _write_entry(entry: Entry) -> str:
    return msgspec.json.encode({
        "at": entry.at, "subject": entry.subject, "content_version": entry.content_version,
        "command_id": entry.command_id, "kind": type(entry.event).__name__, "body": entry.event,
    }).decode()


# ---- Reading ----

def read_record(text: str, *, now: float) -> RecordFile:
    """The entries of a file. Raises BadRecordFile, in words that say what to do; `now` in seconds since the epoch."""
    if len(text) > LARGEST:
        raise BadRecordFile(
            f"This file is larger than a record can be that is loaded here ({LARGEST // 1_000_000} MB). Nothing was "
            "loaded. To use such a record on another device, make a resume code where it lies.")
    held = _parse(text)
    _require_version(held.get("version"))
    found = held.get("entries")
    if not isinstance(found, list):
        raise _no_record()
    entries = tuple(_read_entry(number, one) for number, one in enumerate(found, start=1))
    _require_order(entries, now)
    digest = digest_of(entries)
    if held.get("digest") != digest:
        raise BadRecordFile(f"This file was changed or damaged after it was saved. {TRY}")
    return RecordFile(entries=entries, digest=digest)


def _parse(text: str) -> dict[str, Any]:
    try:
        held = msgspec.json.decode(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:  # not JSON, cut off, NaN, half a letter, or nested without an end
        raise BadRecordFile(
            f"This file cannot be read: it is no record of Sciatica Teach, or it was cut off. {TRY} A table (CSV) can "
            "be looked at, but not loaded."
        ) from error
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise _no_record()
    return held


def _no_record() -> BadRecordFile:
    return BadRecordFile(
        "This file is no record of Sciatica Teach. Nothing was loaded. Choose the file that “Save my record” made; its "
        "name begins with sciatica-teach-record."
    )


def _require_version(version: object) -> None:
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _no_record()
    if version > VERSION:
        raise _newer(f"in format {version}; this one reads format {VERSION}")


def _newer(how: str) -> BadRecordFile:
    return BadRecordFile(
        f"This file was written by a newer Sciatica Teach ({how}). Nothing was loaded, and the file is as it was. "
        "Update this program, or load the file where it comes from."
    )


def _read_entry(number: int, one: object) -> Entry:
    if not isinstance(one, dict):
        raise _bad_entry(number)
    kind = EVENT_TYPES.get(str(one.get("kind")))
    if kind is None:
        raise _newer(f"entry {number} is of a kind that is not known here: {str(one.get('kind'))[:40]!r}")
    try:
        event = msgspec.convert(one.get("body"), type=kind)
        entry = msgspec.convert({**one, "event": None}, type=_Frame)
        again = msgspec.json.decode(msgspec.json.encode(event))
    except (ValueError, OverflowError, RecursionError) as error:
        raise _bad_entry(number) from error
    if not _is_within(one["body"], again):
        raise _newer(f"entry {number} says something that is not known here")
    if not all(map(_is_plain, (entry.subject, entry.command_id))) or len(entry.content_version) > LONGEST:
        raise _bad_entry(number)
    return Entry(event=event, at=entry.at, subject=entry.subject, content_version=entry.content_version,
                 command_id=entry.command_id)


@record
class _Frame:
    """An entry without its event."""

    at: float
    subject: str
    content_version: str
    command_id: str


def _bad_entry(number: int) -> BadRecordFile:
    return BadRecordFile(f"Entry {number} of this file is none that this program writes: it was changed. {TRY}")


def _is_within(said: Any, understood: Any) -> bool:
    """Whether all that a file says was understood; what it left out has come from the defaults."""
    if isinstance(said, dict) and isinstance(understood, dict):
        return all(key in understood and _is_within(value, understood[key]) for key, value in said.items())
    if isinstance(said, list) and isinstance(understood, list):
        return len(said) == len(understood) and all(map(_is_within, said, understood))
    return bool(said == understood)


def _is_plain(name: str) -> bool:
    return 0 < len(name) <= LONGEST and name.isprintable()


def _require_order(entries: Sequence[Entry], now: float) -> None:
    """Times run on, and the entries of a command stand together, as the store keeps them."""
    latest, last, known = 0.0, None, set[str]()
    for number, entry in enumerate(entries, start=1):
        if not max(0.0, latest - DAY_S) <= entry.at <= now + DAY_S:
            raise BadRecordFile(
                f"The times in this file do not run on (entry {number}): it was changed, or a clock was wrong. {TRY}")
        latest = max(latest, entry.at)
        if last is not None and entry.command_id == last.command_id:
            if entry.subject != last.subject:
                raise _bad_entry(number)
        elif entry.command_id in known:
            raise BadRecordFile(f"Entry {number} of this file stands in it twice. {TRY}")
        known.add(entry.command_id)
        last = entry
