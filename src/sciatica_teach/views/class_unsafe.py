"""Unsafe acts of a class in words: what kind, who, with which patient or question, when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from textwrap import shorten
from typing import Any, Final

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.model.items import BankItem
from sciatica_teach.model.items.common import Recipe
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.classes import UnsafeAct, UnsafeKind
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.record_files import iso_time
from sciatica_teach.views import blocks
from sciatica_teach.views.class_front import card
from sciatica_teach.views.items import FACES
from sciatica_teach.views.words import say

PartState = dict[str, Any]

ORDER: Final[tuple[UnsafeKind, ...]] = (
    "must-refer", "unsafe-decision", "no-decision", "harmful-action", "harmful-chain", "harmful-answer", "later-visit",
    "missed-in-drill", "must-ask",
)
"""What is told first: what was done to a patient, then what was left out."""

LONGEST: Final = 90
"""Characters of a question in the line that opens its acts."""


def unsafe_state(kb: KnowledgeBase, acts: Sequence[UnsafeAct], names: int) -> PartState:
    """Every kind of unsafe act with how many members it concerns; `names`: members of the class."""
    if not acts:
        return card(say("school.unsafe_title"), [blocks.text(say("school.unsafe_none"))], "right")
    lines: list[blocks.Block] = [blocks.text(say("school.unsafe_text"))]
    ordered = sorted(acts, key=lambda act: ORDER.index(act.kind))  # the newest of each kind stays first
    for kind, group in groupby(ordered, lambda act: act.kind):
        lines += _kind_blocks(kb, kind, list(group), names)
    return card(say("school.unsafe_title"), lines, "unsafe")


def _kind_blocks(kb: KnowledgeBase, kind: UnsafeKind, acts: Sequence[UnsafeAct], names: int) -> list[blocks.Block]:
    """One line for each patient or question, the most frequent first; who, what and when are a click away."""
    heading = {"type": "heading", "text": say(f"school.unsafe.{kind}")}
    by_place: dict[str, list[UnsafeAct]] = {}
    for act in acts:
        by_place.setdefault(act.place, []).append(act)
    ordered = sorted(by_place.values(), key=lambda held: -len(held))
    places = [block for held in ordered for block in _place_blocks(kb, held, names)]
    return [heading, blocks.text(_count_words(acts, names)), *places]


def _place_blocks(kb: KnowledgeBase, acts: Sequence[UnsafeAct], names: int) -> list[blocks.Block]:
    told = say("school.unsafe_place", place=_place(kb, acts[0]), count=_count_words(acts, names))
    who = blocks.verdicts(_verdict(kb, act) for act in acts)
    return [blocks.text(told), blocks.details(say("school.unsafe_who"), [who])]


def _count_words(acts: Sequence[UnsafeAct], names: int) -> str:
    return say("school.unsafe_count", times=len(acts), who=len({act.alias for act in acts}), of=names)


def _verdict(kb: KnowledgeBase, act: UnsafeAct) -> dict[str, Any]:
    when = say("school.when", at=iso_time(act.at)[:16].replace("T", " "))
    return blocks.verdict("unsafe", act.called, what_was_done(kb, act), when)


def _place(kb: KnowledgeBase, act: UnsafeAct) -> str:
    match act.kind:
        case "harmful-answer":
            return _shorten(kb.get_item(act.place)) if act.place in kb.item_by_id else act.place
        case "missed-in-drill":
            vignette = kb.vignette_by_id.get(act.place)
            return vignette.name if vignette else act.place
        case _:
            return patient_name(kb, act.place)


def _shorten(item: BankItem) -> str:
    """A question's first words; one that is made from a recipe goes by its id."""
    return item.id if isinstance(item, Recipe) else f"“{shorten(item.stem, LONGEST, placeholder=' …')}”"


def patient_name(kb: KnowledgeBase, case_id: str) -> str:
    """The name of an authored patient, of the patient of a chain; the number of one who was made up."""
    case = kb.case_by_id.get(case_id)
    if case is not None:
        return case.patient.name
    task = next((one for one in kb.treatment.chain_tasks if one.id == case_id), None)
    return task.patient.name if task else case_id


def what_was_done(kb: KnowledgeBase, act: UnsafeAct) -> str:
    """In words of the content; by id where the content has it no more."""
    return "; ".join(_subject(kb, act, one) for one in act.subjects if one) or say(f"school.unsafe.{act.kind}")


def _subject(kb: KnowledgeBase, act: UnsafeAct, subject: str) -> str:
    return WORDS.get(act.kind, _sent_words)(kb, act.place, subject)


def _finding_words(kb: KnowledgeBase, _place: str, subject: str) -> str:
    finding = kb.finding_by_id.get(subject)
    return finding.name if finding else subject


def _action_words(kb: KnowledgeBase, place: str, subject: str) -> str:
    case = kb.case_by_id.get(place)
    return next((one.text for one in case.plan if one.id == subject), subject) if case else subject


def _sent_words(_kb: KnowledgeBase, _place: str, subject: str) -> str:
    return say("school.sent", speed=say(f"drill.{subject}"))


def _harm_words(kb: KnowledgeBase, _place: str, subject: str) -> str:
    kind, _, what = subject.partition("/")
    techniques, points = kb.treatment.technique_by_id, kb.treatment.point_by_id
    named = techniques[what].name if what in techniques else points[what].name if what in points else ""
    return f"{say(f'chain.harm.{kind}')} {named}".strip()


def _answer_words(kb: KnowledgeBase, item_id: str, chosen: str) -> str:
    """A pair of an order, and what belongs to a question that is gone, stand as they were recorded."""
    try:
        item = get_posed(kb, item_id)
        return FACES[item.kind].answer_text(kb, item, (chosen,))
    except (SciaticaTeachError, KeyError, ValueError, StopIteration):
        return chosen


WORDS: Final[Mapping[UnsafeKind, Callable[[KnowledgeBase, str, str], str]]] = {
    "must-ask": _finding_words, "must-refer": _finding_words, "harmful-action": _action_words,
    "harmful-chain": _harm_words, "harmful-answer": _answer_words,
    "unsafe-decision": lambda _kb, _place, subject: say(f"urgency.{subject}"),
    "later-visit": lambda _kb, _place, subject: say("school.week", week=subject),
}
"""How the subject of a kind is told, given the place; the drill's is a speed."""
