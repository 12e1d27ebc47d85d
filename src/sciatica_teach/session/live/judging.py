"""How one answer of a class is judged: by the grader of its question, or by what its option is to the patient."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.grading.item_harms import find_harms
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import Item
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.live.answering import read_belief
from sciatica_teach.session.live.options import Standing, Weighed, weigh_options
from sciatica_teach.session.live.patient import find_reference
from sciatica_teach.session.live.state import PosedPoll

PARTLY_FROM = 0.01
"""From this share of the mark on an answer is partly right; a share that is far off earns hundredths."""

ROUNDING = 1e-9


@record
class Judged:
    """One answer."""

    standing: Standing
    left_safety: bool = False
    """A safety question that is due was on offer, and another was chosen."""


def find_posed_item(kb: KnowledgeBase, posed: PosedPoll) -> Item | None:
    """The item of a poll; None for polls about a case, and where it has left the content."""
    if posed.poll.kind != "item":
        return None
    try:
        return get_posed(kb, posed.poll.subject_id)
    except SciaticaTeachError:
        return None


def is_edited(kb: KnowledgeBase, posed: PosedPoll) -> bool:
    """Whether the item is another than the one that was posed: changed since, or gone."""
    if posed.poll.kind != "item":
        return False
    today = kb.item_versions.get(posed.poll.subject_id, "")
    return find_posed_item(kb, posed) is None or bool(posed.item_version and today != posed.item_version)


def find_grade(item: Item, response: Sequence[str]) -> Grade | None:
    """None where the answer fits the item no more."""
    try:
        return grade_item(item, Submission(response=tuple(response)))
    except SciaticaTeachError:
        return None


def judge(kb: KnowledgeBase, posed: PosedPoll, response: Sequence[str]) -> Judged | None:
    """How an answer stands; None where it fits the question no more."""
    if posed.poll.kind == "item":
        return _judge_item(find_posed_item(kb, posed), response)
    if posed.case_at is None:
        return None
    try:
        if posed.poll.kind == "belief":
            return Judged(standing="right" if agrees(kb, posed, response) else "wrong")
        return _judge_option(weigh_options(kb, posed.poll, posed.case_at, posed.shown), response)
    except SciaticaTeachError:
        return None


def _judge_item(item: Item | None, response: Sequence[str]) -> Judged | None:
    grade = find_grade(item, response) if item else None
    if item is None or grade is None:
        return None
    if find_harms(item, response):
        return Judged(standing="unsafe")
    share = grade.earned / grade.possible
    if share >= 1 - ROUNDING:
        return Judged(standing="right")
    return Judged(standing="partly" if share >= PARTLY_FROM else "wrong")


def _judge_option(weighed: Mapping[str, Weighed], response: Sequence[str]) -> Judged | None:
    chosen = weighed.get(response[0]) if response else None
    if chosen is None:
        return None
    due = any(one.must_ask for one in weighed.values())
    return Judged(standing=chosen.standing, left_safety=due and not chosen.must_ask)


def agrees(kb: KnowledgeBase, posed: PosedPoll, response: Sequence[str]) -> bool:
    """Whether a belief has the same cause in front as the reference. Something else stands in front of no list."""
    if posed.case_at is None:
        return False
    reference = find_reference(kb, posed.case_at).posterior
    stated = read_belief(response)
    named = {cause_id: share for cause_id, share in reference.items() if cause_id != OTHER}
    front = max(stated.values(), default=0.0)
    return stated.get(max(named, key=lambda one: (named[one], one)), 0.0) >= front > 0
