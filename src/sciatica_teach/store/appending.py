"""When an append goes ahead, and how to say that it does not: the same rule for every store."""

from __future__ import annotations

from collections.abc import Sequence

from sciatica_teach.errors import RecordDeleted, RecordNotEmpty, StaleVersion
from sciatica_teach.model.events import Entry
from sciatica_teach.model.live import LiveEntry


def require_one_command(entries: Sequence[Entry] | Sequence[LiveEntry]) -> str:
    """The id of the command that caused the entries.

    Raises ValueError when there are several: half of such an append might be recorded already and half not.
    """
    commands = {entry.command_id for entry in entries}
    if len(commands) != 1:
        raise ValueError(f"one append carries one command; these entries have {sorted(commands)}")
    return commands.pop()


def require_version(present: int, expected: int) -> None:
    """Raise StaleVersion unless the record is as long as its writer believes."""
    if present != expected:
        raise StaleVersion(
            "Your record went on in another tab or on another device, so this step was not saved here. "
            f"Reload to go on from there. (This page knew {expected} entries; there are {present}.)"
        )


def require_empty(present: int) -> None:
    """Raise RecordNotEmpty for a record that has entries."""
    if present:
        raise RecordNotEmpty(
            f"This record has {present} entries already, so nothing was loaded, and your file is as it was. Load it in "
            "a browser whose record is still empty, or delete this record first. To use one record on two devices, "
            "make a resume code instead."
        )


def deleted() -> RecordDeleted:
    return RecordDeleted(
        "This record does not exist any more: it was deleted, perhaps from another tab. Reload the page to begin anew."
    )
