"""What members did that can hurt a patient: who, what and when, the newest first, before anything else of the class.

Four places are looked at: the safety gate of patients that are over and may be told, chains of reasoning that were
caught, answers that can hurt (of an exam once it is over), and patients missed in the red-flag drill.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.grading.gate import FailureKind
from sciatica_teach.grading.item_harms import find_harms
from sciatica_teach.model.events import ChainCaught, Entry, ItemAnswered, VignetteJudged
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.classes.members import Studied
from sciatica_teach.session.clinic_record import Line
from sciatica_teach.session.item_making import get_posed

UnsafeKind = FailureKind | Literal["harmful-answer", "missed-in-drill"]


@record
class UnsafeAct:
    """One thing that was done or left out."""

    alias: str
    called: str
    kind: UnsafeKind
    place: str
    """Id of the patient, the chain's task, the question or the vignette."""
    subjects: tuple[str, ...]
    """What it was, by kind: as `GateFailure` has it; options of an answer; the speed given in the drill."""
    at: float
    """Seconds since the epoch, UTC."""


def find_unsafe_acts(kb: KnowledgeBase, studied: Iterable[Studied]) -> tuple[UnsafeAct, ...]:
    """Of all members, the newest first."""
    acts = [act for one in studied for act in _acts_of(kb, one)]
    return tuple(sorted(acts, key=lambda act: (-act.at, act.alias, act.place)))


def _acts_of(kb: KnowledgeBase, one: Studied) -> Iterator[UnsafeAct]:
    for line in one.told:
        yield from _at_the_gate(one, line)
    for entry in one.entries:
        yield from _in_entry(kb, one, entry)


def _at_the_gate(one: Studied, line: Line) -> Iterator[UnsafeAct]:
    """One act for each kind of failure: six questions left out are one omission."""
    by_kind: dict[FailureKind, list[str]] = {}
    for failure in line.grade.gate.failures if line.grade else ():
        by_kind.setdefault(failure.kind, []).append(failure.subject)
    for kind, subjects in by_kind.items():
        yield _act(one, kind, line.attempt.case_id, subjects, line.attempt.last_at)


def _in_entry(kb: KnowledgeBase, one: Studied, entry: Entry) -> Iterator[UnsafeAct]:
    kind, *rest = entry.subject.split("/")
    match entry.event:
        case ChainCaught(harms=harms) if kind == "chain" and rest:
            yield _act(one, "harmful-chain", rest[0], harms, entry.at)
        case ItemAnswered(item_id=item_id, response=response):
            harms = _harms(kb, item_id, response)
            if harms:
                yield _act(one, "harmful-answer", item_id, harms, entry.at)
        case VignetteJudged(vignette_id=vignette_id, disposal=disposal, is_miss=True):
            yield _act(one, "missed-in-drill", vignette_id, [disposal] if disposal else [], entry.at)


def _harms(kb: KnowledgeBase, item_id: str, response: tuple[str, ...]) -> tuple[str, ...]:
    """Nothing for a question that is gone; a made one has no harm to name, and making it would take long."""
    if item_id not in kb.item_by_id:
        return ()
    try:
        return find_harms(get_posed(kb, item_id), response)
    except SciaticaTeachError:
        return ()


def _act(one: Studied, kind: UnsafeKind, place: str, subjects: Iterable[str], at: float) -> UnsafeAct:
    return UnsafeAct(alias=one.alias, called=one.called, kind=kind, place=place, subjects=tuple(subjects), at=at)
