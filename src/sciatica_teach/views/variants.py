"""The ways past piriformis: each in 3D and in words, and how often it was counted."""

from __future__ import annotations

from sciatica_teach.figures.variant_counts import UNKNOWN, CountRow, count_rows, draw_variant_counts, narrow_layout
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.words import say

PartState = Block


def counts_state(kb: KnowledgeBase) -> PartState:
    """The forest plot of all counts, and its table."""
    rows = count_rows(kb.anatomy.variants)
    words = {origin: say(f"variants.{origin}") for origin in ("source", "counted", "none")}
    figure = draw_variant_counts(rows, words).to_plotly_json()
    return {
        "id": "variant-counts", "subject": "", "level": 3, "title": say("variants.counts_title"),
        "text": [say("variants.counts_text")], "note": say("variants.counts_note"),
        "label": say("variants.counts_label"),
        "figure": {"data": list(figure["data"]), "layout": figure["layout"], "narrow": narrow_layout(rows)},
        "table": counts_table(rows),
    }


def counts_table(rows: tuple[CountRow, ...]) -> Block:
    """What the plot shows, for whoever reads it as words."""
    head = [say(f"variants.head_{name}") for name in ("type", "study", "share", "interval", "counted", "mark")]
    return {"summary": say("variants.as_table"), "head": head, "numeric": [2, 3, 4], "rows": [
        [row.letter, row.study, f"{row.percent:.1f} %", interval_words(row), row.counted, {"mark": row.mark}]
        for row in rows
    ]}


def interval_words(row: CountRow) -> str:
    """The interval, with a star where it is ours."""
    if row.low is None or row.high is None:
        return UNKNOWN
    return f"{row.low:.1f}–{row.high:.1f}" + ("*" if row.origin == "counted" else "")
