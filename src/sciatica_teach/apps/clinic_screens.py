"""The screens of the clinic around the patients: front, door, waiting room, history, and shut doors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sciatica_teach.apps.clinic_files import ClinicFiles
from sciatica_teach.model.cases import Case, Mode
from sciatica_teach.session.case_door import last_mode
from sciatica_teach.session.case_history import Attempt, find_gaps
from sciatica_teach.session.clinic_record import LineState
from sciatica_teach.views.clinic import Shown
from sciatica_teach.views.clinic_day import day_parts
from sciatica_teach.views.clinic_door import door_parts, gaps_parts, withheld_parts
from sciatica_teach.views.clinic_front import front_parts
from sciatica_teach.views.clinic_history import history_parts
from sciatica_teach.views.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What is shown, and where it is found again."""

    name: str
    shown: list[Shown]
    url: str
    title: str


def front_screen(files: ClinicFiles, wanted: Mapping[str, str]) -> Screen:
    """`wanted` holds the choice of each filter."""
    return Screen(name="front", shown=front_parts(files.kb, files.front(), wanted), url="",
                  title=say("clinic.page_title"))


def door_screen(files: ClinicFiles, case: Case, mode: Mode | None, paper: str, *, arriving: bool) -> Screen:
    """`mode` is chosen beforehand; without one, the mode of last time."""
    attempts = files.attempts_at(case.id)
    shown = door_parts(files.kb, case, attempts, mode or last_mode(files.attempts), paper,
                       arrive=f"door-{case.id}" if arriving else "")
    url = f"case={case.id}{f'&paper={paper}' if paper else ''}{'&door=1' if attempts else ''}"
    return Screen(name="door", shown=shown, url=url, title=say("case.page_title_one", name=case.patient.name))


def day_screen(files: ClinicFiles, number: int, *, arriving: bool) -> Screen:
    """Raises `NotAllowedNow` for a day that the record does not have."""
    day = files.get_day(number)
    shown = day_parts(day, files.find_case, files.report(day), arrive=f"day-{day.seen}" if arriving else "")
    return Screen(name="day", shown=shown, url=f"day={number}", title=say("clinic.page_title_day", number=number))


def history_screen(files: ClinicFiles, *, all_rows: bool, arriving: bool) -> Screen:
    """Every attempt; the last twenty until all are asked for."""
    shown = history_parts(
        files.read_lines(), files.find_case, all_rows=all_rows, arrive="history" if arriving else "")
    return Screen(name="history", shown=shown, url="history=1", title=say("clinic.page_title_history"))


def shut_screen(files: ClinicFiles, attempt: Attempt, state: LineState, url: str) -> Screen:
    """In place of an attempt that is withheld, or that this content cannot show."""
    case = files.find_case(attempt.case_id)
    if case is not None and state == "withheld":
        shown = withheld_parts(case, int(attempt.day.rpartition("/")[2]))
    else:
        gaps = find_gaps(files.kb, case, attempt.events) if case is not None else ()
        shown = gaps_parts(attempt.case_id, case, gaps)
    return Screen(name=state, shown=shown, url=url, title=say("clinic.page_title"))
