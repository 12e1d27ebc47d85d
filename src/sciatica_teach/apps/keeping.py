"""Saving a command of a page that has no attempt: once, and on the newest record."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sciatica_teach.apps.recorder import Recorder
from sciatica_teach.errors import StaleVersion
from sciatica_teach.model.events import Event


def keep(recorder: Recorder, subject: str, command_id: str, act: Callable[[], Iterable[Event]]) -> None:
    """Record what `act` makes of the record as it stands; where another tab wrote first, it is asked once more.

    A command that is in the record already changes nothing.
    """
    if recorder.has(command_id):
        return
    try:
        recorder.append(subject, command_id, act())
    except StaleVersion:
        recorder.reload()
        if not recorder.has(command_id):
            recorder.append(subject, command_id, act())
