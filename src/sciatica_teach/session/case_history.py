"""The attempts at patients in a learner's record, and what of them today's content cannot show any more.

A record outlives the content it was made under: a finding is dropped, an action of a plan is worded anew under another
id, the generator draws another patient from the same seed. What happened then stays in the record as it is; `find_gaps`
names what of it has no counterpart now, so that a page can say so in words and does not have to guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.grading.chain_checks import require_chain
from sciatica_teach.model.cases import Case
from sciatica_teach.model.events import (
    AnswerCorrected,
    BeliefStated,
    Entry,
    Event,
    FindingAsked,
    OpenAsked,
    PlanMade,
    VisitAsked,
)
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.attempts import subject_of
from sciatica_teach.session.case import CaseSession
from sciatica_teach.session.case_state import CaseState, replay_case
from sciatica_teach.session.disclosure import true_reveal

KIND = "case"
"""What the subjects of patients begin with: "case/marek/2"."""


@record
class Attempt:
    """One attempt at one patient."""

    case_id: str
    number: int
    events: tuple[Event, ...]
    state: CaseState
    began_at: float
    """Seconds since the epoch, UTC; so is the next."""
    last_at: float

    @property
    def subject(self) -> str:
        return subject_of(KIND, self.case_id, self.number)

    @property
    def is_done(self) -> bool:
        return self.state.stage == "debrief"

    @property
    def day(self) -> str:
        """Subject of the clinic day that it belongs to; empty for none."""
        return self.state.opened.day


def list_attempts(entries: Iterable[Entry]) -> tuple[Attempt, ...]:
    """Every attempt of the record, in the order in which they began."""
    by_subject: dict[str, list[Entry]] = {}
    for entry in entries:
        by_subject.setdefault(entry.subject, []).append(entry)
    found = (_read_attempt(subject, own) for subject, own in by_subject.items())
    return tuple(one for one in found if one is not None)


def _read_attempt(subject: str, own: Sequence[Entry]) -> Attempt | None:
    kind, _, rest = subject.partition("/")
    case_id, _, number = rest.rpartition("/")
    if kind != KIND or not number.isdigit():
        return None
    events = tuple(entry.event for entry in own)
    state = replay_case(events)
    if state is None:
        return None
    return Attempt(
        case_id=case_id, number=int(number), events=events, state=state, began_at=own[0].at, last_at=own[-1].at)


def latest_of(attempts: Iterable[Attempt]) -> dict[str, Attempt]:
    """Case id -> the latest attempt at it."""
    latest: dict[str, Attempt] = {}
    for one in attempts:
        if one.case_id not in latest or latest[one.case_id].number < one.number:
            latest[one.case_id] = one
    return latest


# ---- What the content has no counterpart for ----

def find_gaps(kb: KnowledgeBase, case: Case, events: Iterable[Event]) -> tuple[str, ...]:
    """What of an attempt is gone from the content or says something else now: ids, each once, in order of time.

    `case` is the patient as today's content has it. Empty where the whole attempt can be shown.
    """
    told = tuple(events)
    gaps = [gap for event in told for gap in _gaps_in(kb, case, event)]
    return tuple(dict.fromkeys([*gaps, *_chain_gaps(kb, case, told)]))


def _gaps_in(kb: KnowledgeBase, case: Case, event: Event) -> Iterator[str]:
    match event:
        case FindingAsked(finding_id=finding_id, value=value) | AnswerCorrected(finding_id=finding_id, value=value):
            yield from _changed(kb, case, {finding_id: value})
        case OpenAsked(question_id=question_id, told=told):
            if question_id not in kb.open_question_by_id or question_id not in case.open_answers:
                yield question_id
            yield from _changed(kb, case, told)
        case VisitAsked(finding_id=finding_id) if finding_id not in kb.finding_by_id:
            yield finding_id
        case BeliefStated(belief=belief):
            yield from (cause_id for cause_id in belief if cause_id not in kb.cause_by_id)
        case PlanMade(action_ids=action_ids):
            offered = {action.id for action in case.plan}
            yield from (action_id for action_id in action_ids if action_id not in offered)


def _changed(kb: KnowledgeBase, case: Case, answers: Mapping[str, Answer]) -> Iterator[str]:
    """Findings that are gone, and those that come back otherwise now."""
    for finding_id, value in answers.items():
        finding = kb.finding_by_id.get(finding_id)
        if finding is None:
            yield finding_id
            continue
        now = true_reveal(case, finding)
        if value != now.value and (now.first is None or value != now.first.value):
            yield finding_id


def _chain_gaps(kb: KnowledgeBase, case: Case, events: Sequence[Event]) -> Iterator[str]:
    state = replay_case(events)
    if state is None or state.chain is None:
        return
    chains = CaseSession(kb, case).chains
    try:
        require_chain(kb, chains.task(state.chain), state.chain.chain)
    except SciaticaTeachError:
        yield "chain"
    else:  # what came into the content since matters only to whoever is still choosing
        if state.chain.graded is None and not chains.can_show(state.chain):
            yield "chain"
