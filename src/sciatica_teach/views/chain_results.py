"""After a chain was marked: what failed it, what it earned and by which rule, its lessons, and where to go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sciatica_teach.model.chains import ChainGrade
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.chain_progress import ChainProgress
from sciatica_teach.session.chains import ChainSession, ChainState
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.chain_book import find_name
from sciatica_teach.views.chain_grades import credit_words
from sciatica_teach.views.chain_pages import harm_blocks
from sciatica_teach.views.words import say

PartState = dict[str, Any]


def failed_state(session: ChainSession, state: ChainState, grade: ChainGrade) -> PartState:
    """Failed on safety: said before any mark, with what was caught, and whether it is still in the chain."""
    caught = grade.harms or session.find_harms(state)
    how = "chain.failed_still" if grade.harms else "chain.failed_mended"
    return {
        "tone": "unsafe",
        "eyebrow": say("chain.failed_eyebrow"),
        "title": say("chain.failed_title"),
        "level": 3,
        "blocks": [
            blocks.text(say(how)),
            *(block for harm in caught for block in harm_blocks(session.kb, harm)),
        ],
    }


def marks_state(grade: ChainGrade) -> PartState:
    """Earned of possible, and by which rule."""
    earned, possible = credit_words(grade.earned), credit_words(grade.possible)
    count = sum(link.verdict == "fits" for link in grade.links)
    return {
        "tone": "plain",
        "eyebrow": say("chain.marks_eyebrow"),
        "title": say("chain.marks", earned=earned, possible=possible),
        "level": 3,
        "blocks": [
            blocks.text(say("chain.marks_text", count=count, total=len(grade.links))),
            blocks.details(say("chain.rule"), [blocks.text(grade.rule)]),
        ],
    }


def lessons_state(session: ChainSession, state: ChainState, following: str) -> PartState:
    """What this patient teaches, and the next one; `following` is the id of their task, empty where all are done."""
    task = session.task(state)
    onward = [
        *([blocks.button(say("chain.next"), "open", task=following, primary=True)] if following else []),
        blocks.button(say("chain.again"), "again", primary=not following),
        blocks.button(say("chain.all"), "menu"),
    ]
    return {
        "subject": blocks.STEP_THROUGH_MENUS,
        "tone": "plain",
        "eyebrow": say("chain.lessons_eyebrow"),
        "title": say("chain.lessons", cause=find_name(session.kb, "cause", task.truth)),
        "level": 3,
        "blocks": [*(blocks.claim(session.kb, lesson) for lesson in task.lessons), blocks.buttons(*onward)],
    }


def menu_state(kb: KnowledgeBase, progress: Sequence[ChainProgress]) -> PartState:
    """All patients, with what was done before."""
    done = sum(one.marked is not None for one in progress)
    return {
        "tone": "bare",
        "eyebrow": say("chain.menu_eyebrow"),
        "title": say("chain.menu_title"),
        "level": 3,
        "blocks": [
            blocks.text(say("chain.menu_text")),
            *([{"type": "progress", "value": done, "of": len(progress),
                "label": say("chain.menu_done", done=done, total=len(progress))}] if done else []),
            blocks.links(_entry(kb, one) for one in progress),
        ],
    }


def _entry(kb: KnowledgeBase, one: ChainProgress) -> Block:
    task = kb.treatment.get_chain_task(one.task_id)
    patient = task.patient
    return {
        "href": f"?chain={task.id}", "action": {"verb": "open", "task": task.id}, "title": task.title,
        "text": say("chain.patient", name=patient.name, age=patient.age, occupation=patient.occupation),
        "meta": _standing(one), "tone": _tone(one),
    }


def _tone(one: ChainProgress) -> str:
    if one.standing == "open":
        return "info"
    return "plain" if one.marked is None else "caution" if one.marked.failed else "right"


def _standing(one: ChainProgress) -> str:
    """How the latest attempt stands, and the latest mark."""
    if one.marked is None:
        return say(f"chain.standing_{one.standing}")
    marks = say("chain.marks", earned=credit_words(one.marked.earned), possible=credit_words(one.marked.possible))
    marked = say("chain.standing_failed", marks=marks) if one.marked.failed else marks
    return say("chain.standing_again", marked=marked) if one.standing == "open" else marked
