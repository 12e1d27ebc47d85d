"""What the class takes for what: the true cause of each patient against the cause that a member held for likeliest.

Counted is the belief with which the decision was made, at each member's first attempt at a patient: later attempts know
the answer. What is left of a belief is "something else", and stands against the causes as one of them. Where two causes
share the first place, or no belief was stated, the member is counted as undecided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.case_state import CaseState
from sciatica_teach.session.classes.members import Studied
from sciatica_teach.session.clinic_record import Line

UNDECIDED: Final = ""

EQUAL: Final = 1e-9
"""Shares this near are the same."""


@record
class Confusion:
    """Counts of patients, true cause by leading cause."""

    causes: tuple[str, ...]
    """True causes that were met, in the order of the content."""
    leading: tuple[str, ...]
    """What was held for likeliest: causes in the order of the content, `UNDECIDED` last."""
    counts: Mapping[tuple[str, str], int]
    """True cause, leading cause -> how many; pairs that did not occur are left out."""

    def total(self, cause_id: str) -> int:
        """Patients with this cause."""
        return sum(count for (truth, _), count in self.counts.items() if truth == cause_id)

    @property
    def worst(self) -> tuple[tuple[str, str, int], ...]:
        """True cause, what it was taken for, how often: the most frequent first, undecided left out."""
        mixed = [(truth, said, count) for (truth, said), count in self.counts.items() if said not in (truth, UNDECIDED)]
        return tuple(sorted(mixed, key=lambda one: (-one[2], one[0], one[1])))


def find_confusion(kb: KnowledgeBase, studied: Iterable[Studied]) -> Confusion:
    """Over all members."""
    firsts = [line for one in studied for line in first_attempts(one.lines)]
    counts = Counter((line.case.truth, find_leading(line.attempt.state)) for line in firsts if line.case is not None)
    order = [cause.id for cause in kb.causes]
    met, held = {truth for truth, _ in counts}, {said for _, said in counts}
    return Confusion(
        causes=tuple(one for one in order if one in met),
        leading=tuple(one for one in (*order, UNDECIDED) if one in met or one in held), counts=dict(counts))


def first_attempts(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Of each patient the first attempt; left out where it is not over or may not be told."""
    first: dict[str, Line] = {}
    for line in lines:
        before = first.get(line.attempt.case_id)
        if before is None or line.attempt.number < before.attempt.number:
            first[line.attempt.case_id] = line
    return tuple(line for line in first.values() if line.grade is not None)


def find_leading(state: CaseState) -> str:
    """The likeliest cause of the last stated belief; `OTHER` for what it leaves, `UNDECIDED` where none leads."""
    beliefs = state.final_beliefs
    if not beliefs:
        return UNDECIDED
    stated = beliefs[-1].belief
    shares = {**stated, OTHER: stated.get(OTHER, 0.0) + max(0.0, 1.0 - sum(stated.values()))}
    return _only_one([one for one, share in shares.items() if share >= max(shares.values()) - EQUAL])


def _only_one(leaders: Sequence[str]) -> str:
    return leaders[0] if len(leaders) == 1 else UNDECIDED
