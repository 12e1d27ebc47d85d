"""What the map of claims shows: from the content and the advice to the JSON of its parts. No widget in here.

The standing of a cell is what the advice says of a patient of whom nothing is known but the cause; the grade is that of
the indication behind it, and `none` where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sciatica_teach.model.advice import AdvicePatient, Reason
from sciatica_teach.model.causes import Cause, Urgency
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import STANDINGS, Grade, Standing, Technique
from sciatica_teach.reasoning.advice import advise
from sciatica_teach.reasoning.advice_reasons import find_indication, weigh_uses
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.standings import SHAPES, TONES, graded_words, standing_words
from sciatica_teach.views.words import say

PartState = dict[str, Any]

GRADES: Final[tuple[Grade, ...]] = ("high", "moderate", "low", "very-low", "none")
BEST_FIRST: Final = STANDINGS[::-1]
SAFETY: Final = len(GRADES)
"""The place after the grades: what is contraindicated for safety waits for no study."""
GROUPS: Final[dict[str, tuple[Urgency, ...]]] = {
    "here": ("treat",), "letter": ("routine",), "advise": ("routine",), "first": ("urgent", "same-day", "emergency"),
}
"""Rows that stand together, by the urgency of their causes; `advise` where a letter goes out and no needle goes in."""
NOBODY: Final = AdvicePatient(observed={})
"""A patient of whom nothing is known but the cause."""


def map_state(kb: KnowledgeBase) -> PartState:
    """Every cause with every technique; names once, cells as two places in the lists of standings and grades."""
    techniques = kb.treatment.techniques
    return {
        "title": say("claims.title"), "text": [say("claims.text"), say("claims.grades_text")],
        "rule": say("claims.rule"),
        "label": say("claims.label", causes=len(kb.causes), techniques=len(techniques)),
        "columns": [{"id": one.id, "name": one.short} for one in techniques],
        "standings": [{"letter": SHAPES[one], "word": standing_words(one), "tone": TONES[one]} for one in BEST_FIRST],
        "grades": [{"short": say(f"claims.short_{one}"), "word": say(f"grade.{one}")} for one in GRADES]
        + [{"short": say("claims.short_safety"), "word": say("claims.safety")}],
        "groups": [_group(kb, name, urgencies) for name, urgencies in GROUPS.items()],
    }


def _group(kb: KnowledgeBase, name: str, urgencies: tuple[Urgency, ...]) -> PartState:
    causes = sorted((cause for cause in kb.causes if cause.urgency in urgencies and _belongs(kb, cause, name)),
                    key=lambda cause: urgencies.index(cause.urgency))
    return {"name": say(f"claims.group_{name}"), "text": say(f"claims.group_{name}_text"),
            "rows": [_row(kb, cause) for cause in causes]}


def _belongs(kb: KnowledgeBase, cause: Cause, name: str) -> bool:
    """Routine causes fall in two: with something to treat with here, or with advice alone."""
    if cause.urgency != "routine":
        return True
    advice = advise(kb, cause.id, NOBODY)
    treating = (one.id for one in kb.treatment.techniques if one.kind not in ("referral", "active"))
    is_barred = all(advice.get_technique(one).standing == "contraindicated" for one in treating)
    return is_barred == (name == "advise")


def _row(kb: KnowledgeBase, cause: Cause) -> PartState:
    advice = advise(kb, cause.id, NOBODY)
    cells = [[BEST_FIRST.index(verdict.standing), _sureness(verdict.standing, _grade(kb, technique, cause.id))]
             for verdict, technique in zip(advice.techniques, kb.treatment.techniques, strict=True)]
    is_first = cause.urgency in GROUPS["first"]
    return {"id": cause.id, "name": cause.short, "cells": cells,
            "urgent": say(f"playground.urgency_{cause.urgency}") if is_first else ""}


def _sureness(standing: Standing, grade: Grade) -> int:
    """The place in the list of grades."""
    return SAFETY if standing == "contraindicated" and grade == "none" else GRADES.index(grade)


def _graded(standing: Standing, grade: Grade) -> str:
    if _sureness(standing, grade) == SAFETY:
        return say("standing.graded", standing=standing_words(standing), grade=say("claims.safety"))
    return graded_words(standing, grade)


def _grade(kb: KnowledgeBase, technique: Technique, cause_id: str) -> Grade:
    """How sure it is: of a composite, the grade of what decides."""
    uses = weigh_uses(kb, cause_id, lambda one: find_indication(technique, one))
    deciding = next((use.cause_id for use in uses if use.limit), cause_id)
    found = find_indication(technique, deciding)
    return found.grade if found else "none"


def cell_state(kb: KnowledgeBase, cause_id: str, technique_id: str) -> PartState:
    """One cell: the verdict with every reason, the technique's evidence, and what would have to be known first."""
    cause, technique = kb.get_cause(cause_id), kb.treatment.get_technique(technique_id)
    verdict = advise(kb, cause_id, NOBODY).get_technique(technique_id)
    tone = "unsafe" if verdict.standing == "contraindicated" else "plain"
    return {
        "tone": tone, "eyebrow": _graded(verdict.standing, _grade(kb, technique, cause_id)),
        "title": say("claims.card", technique=technique.name, cause=cause.short), "level": 3,
        "blocks": [
            *reason_blocks(kb, (reason for reason in verdict.reasons if reason.kind != "article")),
            *_article_blocks(kb, [reason for reason in verdict.reasons if reason.kind == "article"]),
            blocks.details(say("claims.evidence"), [blocks.claim(kb, technique.evidence)]),
            blocks.text(say("claims.cautions"), quiet=True),
            blocks.buttons(blocks.button(say("claims.back"), "back")),
        ],
    }


def _article_blocks(kb: KnowledgeBase, said: Sequence[Reason]) -> list[Block]:
    """The rule of the clinic's article and what is to be said about it: it decides nothing."""
    return [{"type": "heading", "text": say("techniques.article")}, *reason_blocks(kb, said)] if said else []


def reason_blocks(kb: KnowledgeBase, reasons: Iterable[Reason]) -> list[Block]:
    """All reasons, what decides first, each once, with mark and sources."""
    seen = {reason.text: reason for reason in reversed(list(reasons))}
    return [blocks.marked(kb, reason.text, reason.mark, reason.sources, reason.conflict)
            for reason in reversed(seen.values())]
