"""A drawing among generated ones: the state of the part that shows it, in numbers and in words."""

from __future__ import annotations

from typing import Any

from sciatica_teach.model.causes import Cause
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.drawings import (
    NEIGHBOURS,
    PATIENTS,
    Alike,
    Comparison,
    cannot_be_told_apart,
    ratio,
)
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.drawing_cards import (
    ABOUT,
    Sheet,
    comparable_causes,
    never_missed,
    percent,
    reach_words,
    shares_of,
)
from sciatica_teach.views.words import say

PartState = dict[str, Any]

MAPS = 3
"""Causes whose maps stand beside the drawing."""
TICK = 0.2
SIZES = ((10.0, "much"), (5.0, "moderate"), (2.0, "little"), (0.0, "hardly"))
"""How far a likelihood ratio moves a belief, in words: from this ratio on."""


def likeness_state(kb: KnowledgeBase, sheet: Sheet, found: Comparison) -> PartState:
    """What the drawing does not tell, what is never to be missed, the maps, one ratio, and the causes in two groups."""
    most = min(1.0, max(TICK, *(TICK * (1 + int(row.high / TICK)) for row in found.rows)))
    return {
        "level": 2, "title": say("drawing.like_title"), "lead": lead_words(kb, found), "text": _introduction(found),
        "missed": _missed(kb), "groups": _groups(kb, sheet, found), "most": most,
        "ticks": [step * TICK for step in range(6) if step * TICK <= most + 1e-9],
        "maps": [_my_map(sheet), *(_cause_map(kb.get_cause(row.cause_id), row, sheet)
                                   for row in _mapped(sheet, found))],
        "ratio": ratio_words(kb, sheet.task, found), "about_word": say("drawing.about_word"),
        "head": [say(f"drawing.head.{name}") for name in ("cause", "share", "urgency")],
        "how": {"summary": say("drawing.how_title"), "lines": _how(kb)},
    }


def lead_words(kb: KnowledgeBase, found: Comparison) -> str:
    """First of all: what the drawing does not tell."""
    alike = cannot_be_told_apart(found)
    if not alike:
        return say("drawing.lead_nobody")
    if len(alike) > 1:
        return say("drawing.lead_alike", count=len(alike))
    return say("drawing.lead_one", name=kb.get_cause(alike[0].cause_id).name)


def _introduction(found: Comparison) -> list[str]:
    said = say("drawing.like_text", causes=len(found.rows), count=PATIENTS)
    alike = say("drawing.like_cutoff", percent=percent(found.cutoff)) if found.cutoff else say("drawing.like_none")
    return [f"{said} {alike}", say("drawing.like_caution")]


def _missed(kb: KnowledgeBase) -> PartState:
    lines = [{"urgency": say(f"drawing.urgency.{urgency}"), "names": "; ".join(names)}
             for urgency, names in never_missed(kb).items() if names]
    return {"title": say("drawing.missed_title"), "text": say("drawing.missed_text"), "lines": lines}


def _groups(kb: KnowledgeBase, sheet: Sheet, found: Comparison) -> list[PartState]:
    """Alike, by name, because their order means nothing; then those that drew like that less often, by share."""
    alike = cannot_be_told_apart(found)
    rows = {row.cause_id: _row_state(kb.get_cause(row.cause_id), row, sheet) for row in found.rows}
    first = sorted((rows[row.cause_id] for row in alike), key=lambda row: str(row["name"]))
    rest = [rows[row.cause_id] for row in found.rows if row not in alike]
    caption = say("drawing.alike_caption" if len(first) > 1 else "drawing.rest_caption", count=PATIENTS)
    return [
        *([{"caption": caption, "fold": "", "open": True, "rows": first}] if first else []),
        *([{"caption": say("drawing.rest_caption", count=PATIENTS), "fold": say("drawing.rest", count=len(rest)),
            "open": any(row["about"] for row in rest), "rows": rest}] if rest else []),
    ]


def _mapped(sheet: Sheet, found: Comparison) -> list[Alike]:
    """Whose maps stand beside the drawing: the task's own cause, and some of those that are alike."""
    own = [row for row in found.rows if row.found and row.cause_id == ABOUT.get(sheet.task)]
    alike = [row for row in cannot_be_told_apart(found) if row not in own]
    return [*own, *alike][:MAPS]


def _row_state(cause: Cause, row: Alike, sheet: Sheet) -> Block:
    return {
        "id": cause.id, "name": cause.name, "low": row.low, "mid": row.share, "high": row.high,
        "share": say("drawing.share", percent=percent(row.share)), "reach": reach_words(row),
        "urgency": say(f"drawing.urgency.{cause.urgency}"), "about": ABOUT.get(sheet.task) == cause.id,
    }


def _my_map(sheet: Sheet) -> Block:
    text = say("drawing.mine_folded" if sheet.right and sheet.left else "drawing.mine_text")
    return {"name": say("drawing.mine"), "text": text, "block": blocks.body_map(sorted(sheet.folded), sheet.side, "")}


def _cause_map(cause: Cause, row: Alike, sheet: Sheet) -> Block:
    text = say("drawing.map_text", percent=percent(row.share), count=row.of)
    block = blocks.body_map((), sheet.side, "", shares=shares_of(cause))
    return {"name": cause.name, "text": text, "block": block}


def ratio_words(kb: KnowledgeBase, task: str, found: Comparison) -> list[str]:
    """How far the drawing tells two causes apart: the task's own and the most common other, else the first two."""
    if not found.rows[0].found:
        return [say("drawing.ratio_nobody")]
    first, second = _pair(task, found)
    names = {"first": kb.get_cause(first.cause_id).name, "second": kb.get_cause(second.cause_id).name}
    known = ratio(first, second)
    if known is None:
        return [say("drawing.ratio_none", **names)]
    size = next(word for least, word in SIZES if known.mid >= least)
    numbers = {"ratio": f"{known.mid:.1f}", "low": f"{known.low:.1f}", "high": f"{known.high:.1f}"}
    even = percent(known.mid / (1 + known.mid))
    return [
        say("drawing.ratio", **names, **numbers, size=say(f"drawing.size.{size}")),
        say("drawing.ratio_even", first=even, second=100 - even),
    ]


def _pair(task: str, found: Comparison) -> tuple[Alike, Alike]:
    """The two rows to hold against each other, the more common one first."""
    best, second, *_ = found.rows
    own = next((row for row in found.rows if row.cause_id == ABOUT.get(task)), best)
    return (best, second) if own is best else (best, own)


def _how(kb: KnowledgeBase) -> list[Block]:
    bases = [cause.pain_map.basis for cause in comparable_causes(kb)]
    measured = sum(basis.mark == "measured" for basis in bases)
    lines = [
        say("drawing.how.shares", causes=len(bases), measured=measured),
        say("drawing.how.neighbours", value=NEIGHBOURS),
        say("drawing.how.likeness"), say("drawing.how.interval"), say("drawing.how.sides"),
    ]
    return [blocks.marked(kb, line, "estimate", ()) for line in lines]
