"""What each member's record says to the instructor of their class, and what it keeps to itself.

Told is what the member has been told: marks of patients that are over and whose paper, if they belong to one, is
released; marked answers; decisions of the drill. An exam that is still sealed is counted as sealed and nothing else.
Members are known by the alias that the store gave them; a name is there only where they gave one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from sciatica_teach.model.cases import Case
from sciatica_teach.model.events import Entry
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.session.attempts import rename_cases
from sciatica_teach.session.case_history import list_attempts
from sciatica_teach.session.clinic_day import find_days
from sciatica_teach.session.clinic_record import ClinicRecord, Line
from sciatica_teach.session.learning import LearnerModel, build_model


class MemberRecord(Protocol):
    """A member as the store has it."""

    @property
    def alias(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def joined_at(self) -> float: ...

    @property
    def entries(self) -> Sequence[Entry]: ...


@record
class Studied:
    """What a member's record amounts to."""

    alias: str
    name: str
    """Empty where none was given."""
    called: str
    """The name, with the alias where two members gave the same one; the alias where none was given."""
    joined_at: float
    """Seconds since the epoch, UTC."""
    entries: tuple[Entry, ...]
    model: LearnerModel
    lines: tuple[Line, ...]
    """Their patients; marks only where the member may see them."""

    @property
    def told(self) -> tuple[Line, ...]:
        """The patients whose marks are open."""
        return tuple(line for line in self.lines if line.grade is not None and line.case is not None)

    @property
    def last_at(self) -> float | None:
        """When anything was last done; None where nothing was."""
        return max((entry.at for entry in self.entries), default=None)


class ClassReader:
    """Reads members' records, and remembers the marks of patients that are over."""

    def __init__(
        self, kb: KnowledgeBase, sampled: Callable[[], SampledTable], find_case: Callable[[str], Case]
    ) -> None:
        """`sampled` gives the drawn rates of `kb`; `find_case` a patient by id, and raises for one who is unknown."""
        self._kb, self._sampled, self._find_case = kb, sampled, find_case
        self._clinics: dict[str, ClinicRecord] = {}

    def study(self, members: Iterable[MemberRecord], released: Collection[str], now: float) -> tuple[Studied, ...]:
        """Every member, by name and alias. `released` names the open papers; `now` in seconds since the epoch."""
        named: Counter[str] = Counter()
        studied = [self._study(member, named, released, now) for member in members]
        unique = (replace(one, called=f"{one.name} · {one.alias}") if named[one.name] > 1 and one.name else one
                  for one in studied)
        return tuple(sorted(unique, key=lambda one: (one.name == "", one.name.casefold(), one.alias)))

    def _study(
        self, member: MemberRecord, named: Counter[str], released: Collection[str], now: float
    ) -> Studied:
        named[member.name] += 1
        entries = rename_cases(member.entries, self._kb.former_case_ids)
        attempts = list_attempts(entries)
        lines = self._clinic(member.alias, entries).read(attempts, find_days(entries, attempts), released, now)
        return Studied(
            alias=member.alias, name=member.name, called=member.name or member.alias, joined_at=member.joined_at,
            entries=entries, model=build_model(self._kb, entries), lines=lines)

    def _clinic(self, alias: str, entries: Sequence[Entry]) -> ClinicRecord:
        """One for each member: their attempts bear the same subjects. A record begun anew is another record."""
        key = f"{alias}|{entries[0].command_id if entries else ''}"
        if key not in self._clinics:
            self._clinics[key] = ClinicRecord(self._kb, self._sampled, self._find_case)
        return self._clinics[key]
