"""What a link to the clinic asks for.

    ?case=marek                       the patient where the learner left off, else the door
    ?case=marek&mode=clinic           without a door; an exam has one all the same, because its clock starts behind it
    ?case=marek&paper=week-7          an exam whose marks are sealed
    ?case=marek&attempt=1, &door=1    an earlier attempt; the door although there was one
    ?patient=48213                    a made-up patient
    ?case=marek&room=plan             in a demo (&demo=1): the patient as a careful learner brought them there
    ?day=2, ?history=1                a clinic day; everybody so far
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.cases import Mode
from sciatica_teach.model.papers import parse_paper
from sciatica_teach.session.case_door import find_mode
from sciatica_teach.views.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link, read."""

    case_id: str = ""
    mode: Mode | None = None
    paper: str = ""
    attempt: int | None = None
    at_door: bool = False
    day: int | None = None
    history: bool = False
    room: str = ""

    @property
    def skips_door(self) -> bool:
        """Whether a patient who was never seen is called in at once."""
        return self.mode in ("guided", "clinic") and not self.paper and not self.at_door

    @property
    def asks_for_practice(self) -> bool:
        """Whether the patient is to be seen outside any paper, and not only looked at where the learner left off."""
        return not self.paper and (self.mode is not None or self.at_door)


def read_link(query: Mapping[str, str]) -> Link:
    """Raises `BadPaperName`, and `NotAllowedNow` for a mode that there is not."""
    seed = query.get("patient", "").strip()
    return Link(
        case_id=query.get("case", "") or (f"patient-{seed}" if seed else ""),
        mode=read_mode(query["mode"]) if query.get("mode") else None,
        paper=parse_paper(query["paper"]) if query.get("paper") else "",
        attempt=read_number(query["attempt"]) if query.get("attempt") else None,
        at_door=bool(query.get("door")),
        day=read_number(query["day"]) if query.get("day") else None,
        history=bool(query.get("history")),
        room=query.get("room", ""),
    )


def read_mode(wanted: str) -> Mode:
    """Raises `NotAllowedNow` for a mode that there is not."""
    mode = find_mode(wanted)
    if mode is None:
        raise NotAllowedNow(say("clinic.no_mode", wanted=wanted))
    return mode


def read_number(wanted: object) -> int:
    """A whole number from 1 on; 0, which nothing has, for anything else."""
    text = str(wanted)
    return int(text) if text.isascii() and text.isdigit() else 0
