"""The debrief: from a `Debrief` to the states of its parts, in the order of the page. Safety comes first, always."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sciatica_teach.model.cases import Case
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.debrief import Debrief
from sciatica_teach.views import blocks
from sciatica_teach.views.debrief_chain import chain_cards
from sciatica_teach.views.debrief_next import next_card
from sciatica_teach.views.debrief_path import path_parts
from sciatica_teach.views.debrief_plan import corrected_cards, missed_card, plan_card
from sciatica_teach.views.debrief_profile import profile_card
from sciatica_teach.views.debrief_safety import card, decision_card, gate_card
from sciatica_teach.views.reviewed import review_words
from sciatica_teach.views.words import say

PartState = dict[str, Any]


def all_cards(
    kb: KnowledgeBase, case: Case, debrief: Debrief, later: Sequence[tuple[str, PartState]] = ()
) -> list[tuple[str, PartState]]:
    """Name and state of every card, in the order of the page; what has a figure is for the part `plot`.

    `later` holds the cards of the later visits: what became of the patient stands beside the decision.
    """
    shown = [
        ("gate", gate_card(kb, case, debrief)),
        ("decision", decision_card(kb, case, debrief)),
        *later,
        ("next", next_card(kb, case, debrief)),
        ("marks", marks_state()),
        *path_parts(kb, case, debrief),
        *chain_cards(kb, case, debrief),
        ("plan", plan_card(kb, case, debrief)),
        ("missed", missed_card(kb, case, debrief)),
        *corrected_cards(kb, case, debrief),
        ("profile", profile_card(kb, case, debrief)),
        ("lessons", _lessons(kb, case)),
    ]
    return [*shown, ("sources", _sources(case, shown)), ("onward", _onward())]


def sheet_state(case: Case) -> PartState:
    """What stands at the head of the printed sheet, and the button that prints."""
    return {"title": say("debrief.sheet_title", name=case.patient.name), "note": _standing(case)}


def _standing(case: Case) -> str:
    """What it is not, and whether a clinician has reviewed it."""
    return f"{say('debrief.sources_note')} {review_words(case.review)}"


def _lessons(kb: KnowledgeBase, case: Case) -> PartState:
    """What is true of the patient, whatever was asked."""
    first = blocks.text(say("debrief.lessons_text", name=case.patient.name), quiet=True)
    return card(say("debrief.lessons_title"), [first, *(blocks.claim(kb, lesson) for lesson in case.lessons)])


def _sources(case: Case, shown: list[tuple[str, PartState]]) -> PartState:
    """All sources of the page, each once: on paper they stand here in full."""
    found = {source["id"]: source for _, state in shown for source in _sources_in(state)}
    lines = sorted(" ".join(part for part in (
        source["citation"], f"({source['reading']})." if source["reading"] else "", source["href"],
    ) if part) for source in found.values())
    summary = say("debrief.sources_all", count=len(lines))
    return card(say("debrief.sources_title"), [
        blocks.details(summary, [blocks.items(lines)]), blocks.text(_standing(case), quiet=True),
    ])


def _sources_in(state: Any) -> Iterator[dict[str, str]]:
    """Every source that a card names, however deep."""
    if isinstance(state, dict):
        yield from state.get("sources", ())
        for inner in state.values():
            yield from _sources_in(inner)
    elif isinstance(state, list):
        for inner in state:
            yield from _sources_in(inner)


def _onward() -> PartState:
    return {
        "subject": blocks.STEP_THROUGH_MENUS, "tone": "bare", "eyebrow": "", "title": "", "level": 3,
        "blocks": [blocks.buttons(
            blocks.button(say("case.again"), "again", confirm=say("case.again_confirm")),
            blocks.button(say("case.other_cases"), "menu", primary=True),
        )],
    }


def marks_state() -> PartState:
    """The legend of the evidence marks."""
    return {
        "tone": "plain",
        "eyebrow": say("family.marks_title"),
        "title": "",
        "level": 3,
        "blocks": [{"type": "marks"}, blocks.text(say("family.marks_text"), quiet=True)],
    }
