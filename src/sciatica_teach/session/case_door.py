"""How an attempt begins, and when what was right in it may be told.

An exam is over 25 minutes after it began, by the clock on the wall: leaving the page does not stop it. With a paper its
marks stay sealed until the paper is released. In a clinic day that tells everything at the end, what was right with a
patient waits until the last one was seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from sciatica_teach.model.cases import MODES, Mode
from sciatica_teach.session.case import CaseSession, Outcome
from sciatica_teach.session.case_history import Attempt
from sciatica_teach.session.case_state import CaseState

EXAM_MINUTES: Final = 25


def open_attempt(session: CaseSession, mode: Mode, *, now: float, paper: str = "", day: str = "") -> Outcome:
    """Greet the patient. `now` in seconds since the epoch; only an exam has a clock, and only an exam a paper."""
    if mode != "exam":
        return session.open(mode, day=day)
    return session.open(mode, paper=paper, closes_at=now + 60 * EXAM_MINUTES, day=day)


def find_mode(wanted: str) -> Mode | None:
    """The mode of this name; None for a name that no mode has."""
    return next((mode for mode in MODES if mode == wanted), None)


def last_mode(attempts: Iterable[Attempt]) -> Mode:
    """The mode that was chosen last, days and exams left out; whoever has not chosen yet is guided first.

    An exam cannot be taken back once it has begun, so it is never chosen for anybody.
    """
    chosen = [one for one in attempts if not one.day and one.state.mode != "exam"]
    return max(chosen, key=lambda one: one.began_at).state.mode if chosen else "guided"


def is_sealed(state: CaseState, released: Collection[str]) -> bool:
    """Whether the marks belong to a paper that is not open yet; `released` holds the names of those that are."""
    return bool(state.opened.paper) and state.opened.paper not in released
