"""Members of a class made in code: patients they played, questions they answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from small_records import entry

from sciatica_teach.model.events import Entry, QuizOpened
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.attempts import subject_of
from sciatica_teach.session.case import CaseSession
from sciatica_teach.session.questions import mark

_numbers = count()


@dataclass(frozen=True)
class Made:
    """A member as a store hands them over."""

    alias: str
    name: str = ""
    joined_at: float = 0.0
    entries: Sequence[Entry] = ()


def play_case(
    kb: KnowledgeBase, case_id: str, disposition: str, belief: dict[str, float], *, number: int = 1, at: float = 0.0,
    paper: str = "", asked: Sequence[str] = (),
) -> list[Entry]:
    """The entries of an attempt with this last belief, to its end."""
    session = CaseSession(kb, kb.get_case(case_id))
    opening = {"mode": "exam", "paper": paper, "closes_at": at + 1500.0} if paper else {}
    state, events = session.open(**opening)
    steps = [*(("ask", one) for one in asked), ("state_belief", belief), ("stop_and_decide",), ("decide", disposition),
             ("plan", [])]
    for verb, *arguments in steps:
        if state.stage != "debrief":
            state, more = getattr(session, verb)(state, *arguments)
            events = (*events, *more)
    subject = subject_of("case", case_id, number)
    return [entry(subject, event, at + step / 100, f"{subject}-{next(_numbers)}") for step, event in enumerate(events)]


def answer(
    kb: KnowledgeBase, set_id: str, given: Sequence[tuple[str, tuple[str, ...]]], *, number: int = 1, at: float = 0.0
) -> list[Entry]:
    """The entries of an attempt at a set: item id and response, in turn."""
    item_set = kb.get_item_set(set_id)
    subject = subject_of("quiz", set_id, number)
    opened = QuizOpened(set_id=set_id, item_ids=item_set.items, shown_order={})
    answers = [mark(kb, item_id, Submission(response=response), 2) for item_id, response in given]
    return [entry(subject, event, at + step, f"{subject}-{next(_numbers)}")
            for step, event in enumerate([opened, *answers])]
