"""What a learner was told, and whether it is true: every acknowledged command against the record store.

A command is *lost* when it was acknowledged and the record holds nothing of it. It is *doubled* when the record holds
it twice. It is *changed* when an answer stands there with another response than was given. A command that was sent and
never acknowledged may be there or not: nothing was promised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

from sciatica_teach.model.events import Entry, ExamClosed, ItemAnswered, TimeRanOut
from sciatica_teach.store.port import RecordStore

Fate = Literal["sent", "saved", "refused"]

MAIN_EVENT = {
    "answer": ItemAnswered.__name__, "ask": "FindingAsked", "ask-open": "OpenAsked", "believe": "BeliefStated",
    "decide": "DecisionMade", "plan": "PlanMade",
}
"""Verb -> the event that its command leaves exactly once, whatever else follows from it."""


@dataclass
class Command:
    """One thing that a learner did."""

    id: str
    subject: str
    action: dict[str, Any]
    sent_at: float
    """Of the first sending, by the clock of the event loop, seconds."""
    settled_at: float | None = None
    fate: Fate = "sent"
    tries: int = 0
    why: str = ""
    """What the server said where it refused, or asked to try again."""

    @property
    def name(self) -> str:
        """What it was, for a report: "next in practice/practice/1, tried 2 times"."""
        return f"{self.action.get('verb')} in {self.subject}, tried {self.tries} times"

    @property
    def waited_s(self) -> float | None:
        """From the first sending to the word that settled it; None while there was none."""
        return None if self.settled_at is None else self.settled_at - self.sent_at


@dataclass
class Tally:
    """Acknowledged commands, and what became of them."""

    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    """Names of commands, as in the next two."""
    doubled: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unpromised: int = 0
    """Sent, never acknowledged, and recorded all the same."""

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.changed)

    def add(self, other: Tally) -> None:
        self.acknowledged += other.acknowledged
        self.lost += other.lost
        self.doubled += other.doubled
        self.changed += other.changed
        self.unpromised += other.unpromised


def count_kept(store: RecordStore, learners: Iterable[tuple[str, Sequence[Command]]]) -> Tally:
    """Look up what was promised to each learner, given by token and commands. Steps through menus are not kept."""
    tally = Tally()
    for token, commands in learners:
        learner = store.learner_for(token)
        entries = () if learner is None else store.read(learner).entries
        tally.add(compare(commands, entries))
    return tally


def compare(commands: Sequence[Command], entries: Sequence[Entry]) -> Tally:
    """One learner's commands against their record."""
    tally = Tally()
    runs = Counter(command_id for command_id, _ in groupby(entries, key=lambda entry: entry.command_id))
    by_command: dict[str, list[Entry]] = {}
    for entry in entries:
        by_command.setdefault(entry.command_id, []).append(entry)
    for command in commands:
        found = by_command.get(command.id, [])
        if command.fate == "saved" and command.subject:
            tally.acknowledged += 1
            _judge(tally, command, found)
        elif found:
            tally.unpromised += 1
        if runs[command.id] > 1 or _count_main(command, found) > 1:
            tally.doubled.append(command.name)
    return tally


def _judge(tally: Tally, command: Command, found: Sequence[Entry]) -> None:
    if any(isinstance(entry.event, TimeRanOut | ExamClosed) for entry in found):
        return  # it came after the end of an exam: the end is what was recorded for it, and shown
    if not found or (command.action.get("verb") in MAIN_EVENT and not _count_main(command, found)):
        tally.lost.append(command.name)
    given = [entry.event.response for entry in found if isinstance(entry.event, ItemAnswered)]
    if given and given[0] != tuple(command.action.get("chosen", ())):
        tally.changed.append(command.name)


def _count_main(command: Command, found: Sequence[Entry]) -> int:
    kind = MAIN_EVENT.get(str(command.action.get("verb")))
    if kind == "FindingAsked":  # an answer may bring others out with it; the one asked for comes once
        wanted = command.action.get("finding")
        return sum(getattr(entry.event, "finding_id", None) == wanted for entry in found
                   if type(entry.event).__name__ in (kind, "VisitAsked"))
    return sum(type(entry.event).__name__ == kind for entry in found)
