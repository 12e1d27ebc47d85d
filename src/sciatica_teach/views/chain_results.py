"""After a chain was marked: what failed it, what it earned and by which rule, its lessons, and where to go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sciatica_teach.model.chains import ChainGrade, Harm, LinkGrade
from sciatica_teach.model.events import ChainGraded
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.chain_progress import ChainProgress
from sciatica_teach.session.chains import ChainSession, ChainState
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.chain_book import find_name
from sciatica_teach.views.chain_grades import credit_words
from sciatica_teach.views.chain_pages import harm_blocks, summary
from sciatica_teach.views.words import say

PartState = dict[str, Any]

SOUND_SHARE: Final = 0.85
"""From this share of the marks on a chain is called sound: six links of seven."""


def failed_state(kb: KnowledgeBase, grade: ChainGrade) -> PartState:
    """Failed on safety: said before any mark, with what is still in the chain, what is new, and what was mended."""
    told = {"left": grade.left, "added": grade.added, "mended": grade.mended}
    return {
        "tone": "unsafe",
        "eyebrow": say("chain.failed_eyebrow"),
        "title": say("chain.failed_title"),
        "level": 3,
        "blocks": [
            blocks.text(say("chain.failed_text")),
            *(block for how, harms in told.items() for block in _told(kb, how, harms)),
        ],
    }


def _told(kb: KnowledgeBase, how: str, harms: Sequence[Harm]) -> list[Block]:
    """What is still dangerous stands open; what was mended is said in a line each, its reasons one click away."""
    if not harms:
        return []
    heading = blocks.text(say(f"chain.harms_{how}"))
    each = [block for harm in harms for block in harm_blocks(kb, harm, marked=True)]
    if how != "mended":
        return [heading, *each]
    lines = [blocks.verdict("right", say("chain.mended_word"), harm.told) for harm in harms]
    return [heading, blocks.verdicts(lines), blocks.details(say("chain.mended_why"), each)]


def marks_state(grade: ChainGrade) -> PartState:
    """Earned of possible, and by which rule."""
    earned, possible = credit_words(grade.earned), credit_words(grade.possible)
    return {
        "tone": "plain",
        "eyebrow": say("chain.marks_eyebrow"),
        "title": say("chain.marks", earned=earned, possible=possible),
        "level": 3,
        "blocks": [
            blocks.text(summary(grade)["text"]),
            *([blocks.text(say("chain.in_parts", links=_names(grade.in_parts)), quiet=True)] if grade.in_parts else []),
            blocks.details(say("chain.rule"), [blocks.text(grade.rule)]),
        ],
    }


def _names(links: Sequence[LinkGrade]) -> str:
    return ", ".join(f"{say(f'chain.link.{one.link}')} {credit_words(one.earned)}" for one in links)


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


def _is_sound(marked: ChainGraded) -> bool:
    return not marked.failed and marked.earned >= SOUND_SHARE * marked.possible


def _tone(one: ChainProgress) -> str:
    """A check only where the chain holds; what was merely marked has the neutral shape."""
    if one.standing == "open" or one.marked is None:
        return "plain"
    return "caution" if one.marked.failed else "right" if _is_sound(one.marked) else "info"


def _standing(one: ChainProgress) -> str:
    """How the latest attempt stands, and the latest mark."""
    if one.marked is None:
        return say(f"chain.standing_{one.standing}")
    marks = say("chain.marks", earned=credit_words(one.marked.earned), possible=credit_words(one.marked.possible))
    how = "failed" if one.marked.failed else "sound" if _is_sound(one.marked) else "marked"
    marked = say(f"chain.standing_{how}", marks=marks)
    return say("chain.standing_again", marked=marked) if one.standing == "open" else marked
