"""Plans for a live room: what an instructor means to ask a class in one lesson, in order."""

from __future__ import annotations

from typing import Annotated

from annotated_types import MinLen

from sciatica_teach.model.evidence import Text
from sciatica_teach.model.glossary import Lesson
from sciatica_teach.model.live import Poll
from sciatica_teach.model.record import record


@record
class RoomPlan:
    """A plan that is ready to be used; nothing clinical stands in it but ids of items, cases, findings, techniques."""

    id: Text
    title: Text
    """What the room is called where the instructor gives it no other name."""
    text: Text
    """What it is for, for the instructor; students never see it."""
    lesson: Lesson
    """The lesson that it follows."""
    minutes: int
    """About how long it takes with discussion."""
    polls: Annotated[tuple[Poll, ...], MinLen(1)]
