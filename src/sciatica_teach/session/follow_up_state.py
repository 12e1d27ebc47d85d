"""Later visits of a patient, rebuilt from what is recorded of them."""

from __future__ import annotations

from dataclasses import field, replace

from sciatica_teach.model.cases import VisitChoice
from sciatica_teach.model.events import Event, VisitAsked, VisitDecided, VisitOpened
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.record import record


@record
class Visit:
    """One later visit."""

    opened: VisitOpened
    asked: dict[str, Answer] = field(default_factory=dict)
    """Finding id -> what came back, in the order of asking."""
    choice: VisitChoice | None = None
    """None while the patient still sits there."""
    technique: str = ""
    """What is begun instead, where treatment changes; empty until it is named."""


def apply_to_visits(visits: tuple[Visit, ...], event: Event) -> tuple[Visit, ...]:
    """The visits after one event; events of other kinds leave them alone."""
    match event:
        case VisitOpened():
            return (*visits, Visit(opened=event))
        case VisitAsked(finding_id=finding_id, value=value) if visits:
            return (*visits[:-1], replace(visits[-1], asked={**visits[-1].asked, finding_id: value}))
        case VisitDecided(choice=choice, technique=technique) if visits:
            return (*visits[:-1], replace(visits[-1], choice=choice, technique=technique))
        case _:
            return visits
