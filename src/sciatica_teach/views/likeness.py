"""A drawing among generated ones: the state of the part that shows it, in numbers and in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sciatica_teach.model.causes import OTHER, Cause, Urgency
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.drawings import NEIGHBOURS, PATIENTS, Alike, Comparison, ratio
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.drawing_cards import ABOUT, Sheet, shares_of
from sciatica_teach.views.words import say

PartState = dict[str, Any]

SHOWN = 10
"""Rows that are told at once; the rest is folded away."""
MAPS = 3
"""Causes whose maps stand beside the drawing."""
TICK = 0.2
FAST: frozenset[Urgency] = frozenset({"emergency", "same-day", "urgent"})
SIZES = ((10.0, "much"), (5.0, "moderate"), (2.0, "little"), (0.0, "hardly"))
"""How far a likelihood ratio moves a belief, in words: from this ratio on."""


def likeness_state(kb: KnowledgeBase, sheet: Sheet, found: Comparison) -> PartState:
    """The drawing, the maps of the closest causes, the ratio of the first two, and one row per cause."""
    rows = [_row_state(kb.get_cause(row.cause_id), row, sheet) for row in found.rows]
    most = max(TICK, *(TICK * (1 + int(row.high / TICK)) for row in found.rows))
    return {
        "level": 2, "title": say("drawing.like_title"), "text": _introduction(found), "rows": rows, "shown": SHOWN,
        "most": min(1.0, most), "ticks": [step * TICK for step in range(6) if step * TICK <= min(1.0, most) + 1e-9],
        "maps": [_my_map(sheet), *(_cause_map(kb.get_cause(row.cause_id), row, sheet) for row in _closest(found))],
        "ratio": ratio_words(kb, found), "about_word": say("drawing.about_word"),
        "head": [say(f"drawing.head.{name}") for name in ("cause", "share", "urgency")],
        "caption": say("drawing.like_caption", count=PATIENTS), "caption_rest": say("drawing.like_caption_rest"),
        "how": {"summary": say("drawing.how_title"), "lines": _how(kb)},
    }


def _introduction(found: Comparison) -> list[str]:
    said = say("drawing.like_text", causes=len(found.rows), count=PATIENTS)
    alike = say("drawing.like_cutoff", percent=round(100 * found.cutoff)) if found.cutoff else say("drawing.like_none")
    return [f"{said} {alike}", say("drawing.like_caution")]


def _closest(found: Comparison) -> Sequence[Alike]:
    return [row for row in found.rows[:MAPS] if row.found]


def _row_state(cause: Cause, row: Alike, sheet: Sheet) -> Block:
    return {
        "id": cause.id, "name": cause.name, "low": row.low, "mid": row.share, "high": row.high,
        "urgency": say(f"drawing.urgency.{cause.urgency}"), "tone": "safety" if cause.urgency in FAST else "plain",
        "about": ABOUT.get(sheet.task) == cause.id,
    }


def _my_map(sheet: Sheet) -> Block:
    text = say("drawing.mine_folded" if sheet.right and sheet.left else "drawing.mine_text")
    return {"name": say("drawing.mine"), "text": text, "block": blocks.body_map(sorted(sheet.folded), sheet.side, "")}


def _cause_map(cause: Cause, row: Alike, sheet: Sheet) -> Block:
    text = say("drawing.map_text", percent=_percent(row.share), count=row.of)
    block = blocks.body_map((), sheet.side, "", shares=shares_of(cause))
    return {"name": cause.name, "text": text, "block": block}


def ratio_words(kb: KnowledgeBase, found: Comparison) -> list[str]:
    """How far the drawing tells the first cause from the second, what cannot be put in order, what is urgent."""
    first, second = found.rows[0], found.rows[1]
    if not first.found:
        return [say("drawing.ratio_nobody")]
    names = {"first": kb.get_cause(first.cause_id).name, "second": kb.get_cause(second.cause_id).name}
    known = ratio(first, second)
    if known is None:
        return [say("drawing.ratio_none", **names), *_not_excluded(kb, found)]
    size = next(word for least, word in SIZES if known.mid >= least)
    numbers = {"ratio": f"{known.mid:.1f}", "low": f"{known.low:.1f}", "high": f"{known.high:.1f}"}
    even = round(100 * known.mid / (1 + known.mid))
    return [
        say("drawing.ratio", **names, **numbers, size=say(f"drawing.size.{size}")),
        say("drawing.ratio_even", first=even, second=100 - even),
        *_not_excluded(kb, found),
    ]


def _not_excluded(kb: KnowledgeBase, found: Comparison) -> list[str]:
    """Causes among the first that cannot wait: no drawing rules them out."""
    causes = [kb.get_cause(row.cause_id) for row in found.rows[:SHOWN] if row.found]
    names = [cause.name for cause in causes if cause.urgency in FAST]
    return [say("drawing.not_excluded", names="; ".join(names))] if names else []


def _how(kb: KnowledgeBase) -> list[Block]:
    bases = [cause.pain_map.basis for cause in kb.causes if cause.id != OTHER]
    measured = sum(basis.mark == "measured" for basis in bases)
    lines = [
        say("drawing.how.shares", causes=len(bases), measured=measured),
        say("drawing.how.neighbours", value=NEIGHBOURS),
        say("drawing.how.likeness"), say("drawing.how.interval"), say("drawing.how.sides"),
    ]
    return [blocks.marked(kb, line, "estimate", ()) for line in lines]


def _percent(share: float) -> int:
    return round(100 * share)
