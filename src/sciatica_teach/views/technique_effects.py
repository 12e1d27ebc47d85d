"""The unwanted effects of a technique: rates with intervals as a figure and a table, and what they mean."""

from __future__ import annotations

from typing import Any

from sciatica_teach.figures.adverse_rates import RateRow, draw_adverse_rates
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import AdverseEvent, Technique
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.numbers import plain
from sciatica_teach.views.words import say

PartState = dict[str, Any]

OFTEN = 1000
"""Rate from which so many in a hundred says more than one in so many."""
OFS = ("patients", "treatments", "consultations", "needles")


def rates_state(technique: Technique) -> PartState:
    """Dots and lines, one panel for each thing counted, and the same as a table."""
    rows = [RateRow(event.name, event.per_10_000, event.low, event.high, event.of) for event in technique.adverse
            if event.per_10_000 is not None]
    panels = len({row.of for row in rows})
    text = [say("techniques.rates_scale"), *([say("techniques.rates_panels")] if panels > 1 else [])]
    figure = draw_adverse_rates(rows, {of: say(f"techniques.axis_{of}") for of in OFS}).to_plotly_json()
    return {
        "level": 3, "title": say("techniques.rates"), "text": text,
        "note": say("techniques.rates_note"), "label": say("techniques.rates_label", name=technique.name),
        "figure": {"data": list(figure["data"]), "layout": figure["layout"]}, "table": _rates_table(technique),
    }


def _rates_table(technique: Technique) -> Block:
    head = [say(f"techniques.rates_{name}") for name in ("event", "rate", "interval", "of", "mark")]
    rows = [[event.name, _rate(event), _interval(event), say(f"techniques.of_{event.of}"), {"mark": event.basis.mark}]
            for event in technique.adverse]
    return {"summary": say("techniques.rates_table"), "head": head, "numeric": [1, 2], "rows": rows}


def _rate(event: AdverseEvent) -> str:
    return say("techniques.no_figure") if event.per_10_000 is None else f"{float(plain(event.per_10_000)):,g}"


def _interval(event: AdverseEvent) -> str:
    if event.low is None or event.high is None:
        return say("techniques.no_interval")
    return say("techniques.span", low=plain(event.low), high=plain(event.high))


def effects_state(kb: KnowledgeBase, technique: Technique) -> PartState:
    """Every unwanted effect in words, with where its figure comes from."""
    lines = [
        blocks.claim_verdict(kb, "plain", say("techniques.named", name=one.name), rate_words(one), one.basis)
        for one in technique.adverse
    ]
    found = [blocks.text(say("techniques.effects_text")), blocks.verdicts(lines)]
    return {
        "tone": "plain", "eyebrow": "", "title": say("techniques.effects"), "level": 3,
        "blocks": found if lines else [blocks.text(say("techniques.effects_none"))],
    }


def rate_words(event: AdverseEvent) -> str:
    """The rate as a count of people or treatments: "about 1 in 12 patients", or "about 19 in 100 treatments"."""
    if event.per_10_000 is None:
        return say("techniques.rate_unknown")
    if not event.per_10_000:
        return say("techniques.rate_zero", of=say(f"techniques.of_{event.of}"))
    often = event.per_10_000 >= OFTEN
    count, base = (event.per_10_000 / 100, 100.0) if often else (1.0, float(plain(10_000 / event.per_10_000, 2)))
    return say("techniques.rate_words", count=plain(count, 2), base=f"{base:,g}", of=say(f"techniques.of_{event.of}"),
               rate=_rate(event))
