"""Polls as they come from a host, and as they are put to a class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.items import Item, LesionRecipe, PointRecipe, UpdateRecipe
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import POLL_KINDS, Poll, PollPosed
from sciatica_teach.session.clinic_cases import find_case
from sciatica_teach.session.item_making import find_item, get_posed
from sciatica_teach.session.live.options import find_still_offered, propose_questions, propose_techniques
from sciatica_teach.session.live.patient import choose_shortlist
from sciatica_teach.session.live.state import LiveCase, PosedPoll
from sciatica_teach.session.shuffling import shuffle_parts

FEWEST, MOST = 2, 6
"""Options of a poll about a case."""

LONGEST_PLAN = 60

SEEDS = 1_000_000_000


def read_poll(kb: KnowledgeBase, raw: object) -> Poll:
    """A poll from JSON. Raises `NotAllowedNow` for what is none, and `UnknownId` for what the content lacks."""
    match raw:
        case {"kind": str(kind), "subject_id": str(subject), **rest}:
            found = next((one for one in POLL_KINDS if one == kind), None)
            if found is not None:
                poll = Poll(kind=found, subject_id=subject, options=_read_options(rest.get("options", ())))
                require_known(kb, poll)
                return poll
    raise NotAllowedNow("This is no question for a room: it needs a kind, and what it is about.")


def _read_options(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list | tuple) or len(raw) > MOST or not all(isinstance(one, str) for one in raw):
        raise NotAllowedNow(f"Options are a list of {FEWEST} to {MOST} ids.")
    return tuple(dict.fromkeys(raw))


def read_plan(kb: KnowledgeBase, raw: object) -> tuple[Poll, ...]:
    """A plan from JSON. Raises as `read_poll`."""
    if not isinstance(raw, list | tuple) or len(raw) > LONGEST_PLAN:
        raise NotAllowedNow(f"A plan is a list of at most {LONGEST_PLAN} questions.")
    return tuple(read_poll(kb, one) for one in raw)


def require_known(kb: KnowledgeBase, poll: Poll) -> None:
    """Raises `UnknownId` where the poll names what the content lacks."""
    if poll.kind == "item":
        find_item(kb, poll.subject_id)
        return
    find_case(kb, poll.subject_id)
    for one in poll.options:
        if poll.kind == "technique":
            kb.treatment.get_technique(one)
        elif poll.kind == "belief":
            kb.get_cause(one)
        elif one not in kb.open_question_by_id:
            kb.get_finding(one)


def pose_item(kb: KnowledgeBase, poll: Poll, rng: np.random.Generator) -> PollPosed:
    """A quiz item, shuffled once for everybody. Raises `UnknownId`."""
    item = get_posed(kb, poll.subject_id)
    return PollPosed(poll=poll, shown=shuffle_parts(item, rng), item_version=kb.item_versions.get(item.id, ""))


def pose_case(kb: KnowledgeBase, poll: Poll, at: LiveCase, rng: np.random.Generator) -> PollPosed:
    """A question about the patient as far as the class has come. `NotAllowedNow` where nothing is left."""
    return PollPosed(poll=poll, shown=_choose_shown(kb, poll, at, rng))


def _choose_shown(kb: KnowledgeBase, poll: Poll, at: LiveCase, rng: np.random.Generator) -> tuple[str, ...]:
    if poll.kind == "belief":
        return poll.options or choose_shortlist(kb, at.case_id)
    kept = find_still_offered(kb, poll, at)
    if len(kept) < FEWEST:
        kept = propose_questions(kb, at, rng) if poll.kind == "next-question" else propose_techniques(kb, at, rng)
    if len(kept) < FEWEST:
        raise NotAllowedNow("There is nothing left to choose from with this patient.")
    return tuple(str(one) for one in rng.permutation(kept))


def find_twin(kb: KnowledgeBase, polls: Iterable[PosedPoll], rng: np.random.Generator) -> Poll | None:
    """A question that asks the same as the last one, of another patient or of other numbers; None where none is left.

    Of a made one there is always another. Of a written one it is a twin that the room has not met, else another
    question about the same misconception.
    """
    *before, posed = polls
    if posed.poll.kind != "item":
        return None
    item = find_item(kb, posed.poll.subject_id)
    match item:
        case LesionRecipe(level=level):
            return _made(f"lesion-{level}", rng)
        case PointRecipe(region=region):
            return _made(f"point-{region}", rng)
        case UpdateRecipe():
            return _made("update", rng)
    met = {one.poll.subject_id for one in (*before, posed)}
    others = [one for one in kb.items if one.id not in met]
    twins = [one.id for one in others if one.family == item.family]
    kin = [one.id for one in others if item.misconception and one.misconception == item.misconception]
    found = twins or kin
    return Poll(kind="item", subject_id=found[0]) if found else None


def _made(what: str, rng: np.random.Generator) -> Poll:
    return Poll(kind="item", subject_id=f"made-{what}-{int(rng.integers(SEEDS))}")


def fit_shown(item: Item, shown: tuple[str, ...]) -> tuple[str, ...]:
    """The order in which an item was shown, with what it has today: an edit may have added or removed an option."""
    today = shuffle_parts(item, np.random.default_rng(0))
    kept = tuple(one for one in shown if one in today)
    return (*kept, *(one for one in sorted(today) if one not in kept))


def as_json(poll: Poll) -> Mapping[str, Any]:
    """As `read_poll` reads it."""
    return {"kind": poll.kind, "subject_id": poll.subject_id, "options": list(poll.options)}
