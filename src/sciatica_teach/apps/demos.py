"""Demos in a kernel: a record of their own that ends with the page, and jumps into the middle of a case."""

from __future__ import annotations

from sciatica_teach.apps.clinic_files import ClinicFiles
from sciatica_teach.apps.context import Context
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.session.attempts import subject_of
from sciatica_teach.session.case import CaseSession
from sciatica_teach.session.case_history import KIND
from sciatica_teach.session.demonstrations import find_room, play_to


def jump(context: Context, files: ClinicFiles, case_id: str, room: str, command_id: str) -> None:
    """Begin one more attempt that stands in this room. Raises NotAllowedNow outside of a demo: there, what is behind
    the answer comes after the answer."""
    if not context.is_demo:
        raise NotAllowedNow("Rooms can be jumped to in a demo only.")
    case = files.get_case(case_id)
    events = play_to(CaseSession(context.kb, case), files.sampled, find_room(room))
    attempts = files.attempts_at(case.id)
    number = attempts[-1].number + 1 if attempts else 1
    context.recorder.append(subject_of(KIND, case.id, number), command_id, events)
