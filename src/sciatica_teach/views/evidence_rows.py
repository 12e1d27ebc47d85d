"""What the evidence map shows: from a selection to the JSON of its parts. No widget in here."""

from __future__ import annotations

from typing import Any

from sciatica_teach.figures.evidence_map import NARROW_GAP_PX, SWATCHES, MapCell, draw_evidence_map, narrow_layout
from sciatica_teach.model.causes import OTHER, Cause
from sciatica_teach.model.findings import Finding
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.evidence import EvidenceTable, holds_nothing
from sciatica_teach.session.evidence import (
    FIRM,
    KINDS,
    ORDERS,
    PAGE,
    SIGNS,
    Cell,
    Selection,
    find_cell,
    group_of,
    groups_of,
    select_findings,
    topics_of,
)
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.finding_cards import (
    accuracy_blocks,
    asking_blocks,
    background_block,
    cause_rate_block,
    refer_blocks,
)
from sciatica_teach.views.numbers import plain
from sciatica_teach.views.odds import band_words, factor_words
from sciatica_teach.views.words import say

PartState = dict[str, Any]

MARKS = {"measured": "◆", "taught": "■", "estimate": "≈", "tradition": "◇", "opinion": "○"}
"""The shapes of the evidence marks, as the kit of the parts draws them."""
LETTER_PX, LEAST_LABEL_PX, MOST_LABEL_PX = 7, 120, 340
"""Room for the names of the findings beside the map, so that the browser can tell how wide a column is."""


def picker_state(kb: KnowledgeBase, selection: Selection, store: str) -> PartState:
    """Everything that can be chosen; `store` names the place in the browser that keeps it."""
    causes = [cause for cause in kb.causes if cause.id != OTHER]
    families = [name for name in groups_of(kb) if name not in ("article", "urgent", "all")]
    groups = [
        *([] if group_of(kb, selection.causes) else [_option("own", "evidence.group_own")]),
        *(_option(name, f"evidence.group_{name}") for name in ("article", "urgent", "all") if name in groups_of(kb)),
        *({**_option(name, f"evidence.family.{name}"), "group": say("evidence.families")} for name in families),
    ]
    topics = [{"value": topic, "label": topic or say("evidence.topic_all")} for topic in topics_of(kb)]
    return {
        "title": say("evidence.pick"), "text": [], "store": store,
        "fields": [
            _field("sign", "radio", [_option(one, f"answer.{one}") for one in SIGNS]),
            _field("group", "select", groups),
            _field("kind", "select", [_option(one, f"evidence.kind_{one}") for one in KINDS]),
            _field("topic", "select", topics),
            _field("firm", "select", [_option(one, f"evidence.firm_{one}") for one in FIRM]),
            _field("order", "select", [_option(one, f"evidence.order_{one}") for one in ORDERS]),
            _field("causes", "many", [{"value": cause.id, "label": cause.short} for cause in causes]),
        ],
        "values": {
            "sign": selection.sign, "group": group_of(kb, selection.causes) or "own", "kind": selection.kind,
            "topic": selection.topic, "firm": selection.firm, "order": selection.order,
            "causes": list(selection.causes),
        },
    }


def _option(value: str, key: str) -> dict[str, str]:
    return {"value": value, "label": say(key)}


def _field(name: str, kind: str, options: list[dict[str, str]]) -> dict[str, Any]:
    return {"id": name, "kind": kind, "label": say(f"evidence.{name}"), "options": options}


def map_state(kb: KnowledgeBase, evidence: EvidenceTable, selection: Selection) -> PartState:
    """One page of rows with all chosen causes."""
    found = select_findings(kb, evidence, selection)
    page = min(selection.page, max(0, (len(found) - 1) // PAGE))
    findings = found[page * PAGE : (page + 1) * PAGE]
    causes = [kb.get_cause(cause_id) for cause_id in selection.causes]
    cells = [[find_cell(evidence, selection, finding, cause.id) for cause in causes] for finding in findings]
    sign = say(f"answer.{selection.sign}")
    names = [_row_name(finding) for finding in findings]
    return {
        "title": say("evidence.title", sign=sign), "text": [say("evidence.text"), say("evidence.rule")],
        "label": say("evidence.label", sign=sign, findings=len(findings), causes=len(causes)),
        "rows": [{"id": finding.id, "name": name} for finding, name in zip(findings, names, strict=True)],
        "columns": [{"id": cause.id, "name": cause.short} for cause in causes],
        "cells": [[cell and _cell_state(cell) for cell in row] for row in cells],
        "figure": _figure_state([cause.short for cause in causes], names, cells),
        "key": [{"colour": SWATCHES.get(name, ""), "text": say(f"evidence.key_{name}")}
                for name in ("towards", "against", "unsure", "nothing")],
        "flag": say("evidence.key_refer") if any(finding.refer for finding in findings) else "",
        "marks": list(dict.fromkeys(cell.mark for row in cells for cell in row if cell)),
        "nothing": say("evidence.key_nothing"),
        "note": _note(len(found), page, len(findings)), "page": page, "pages": -(-len(found) // PAGE),
    }


def _row_name(finding: Finding) -> str:
    """The name; one that must be referred when present has its warning in front."""
    return say("evidence.refer", name=finding.name) if finding.refer else finding.name


def _note(total: int, page: int, shown: int) -> str:
    if not total:
        return say("evidence.empty")
    return say("evidence.findings", first=page * PAGE + 1, last=page * PAGE + shown, count=total)


def _cell_state(cell: Cell) -> dict[str, str]:
    return {"text": _short(cell), "mark": cell.mark, "words": say(
        "evidence.cell", band=band_words(cell.ratio), against=say("evidence.against"), mark=say(f"mark.{cell.mark}"))}


def _short(cell: Cell) -> str:
    """What stands in a cell besides its mark: "×6.6", with a question mark where it may say nothing."""
    return factor_words(cell.ratio.mid) + (" ?" if holds_nothing(cell.ratio) else "")


def _figure_state(causes: list[str], findings: list[str], cells: list[list[Cell | None]]) -> dict[str, Any]:
    drawn = [[_map_cell(cell) if cell else None for cell in row] for row in cells]
    figure = draw_evidence_map(causes, findings, drawn).to_plotly_json()
    longest = max((len(name) for name in findings), default=0)
    return {
        "data": list(figure["data"]), "layout": figure["layout"], "narrow": narrow_layout(findings),
        "gap": NARROW_GAP_PX, "label": min(max(longest * LETTER_PX, LEAST_LABEL_PX), MOST_LABEL_PX),
    }


def _map_cell(cell: Cell) -> MapCell:
    return MapCell(mid=cell.ratio.mid, text=f"{MARKS[cell.mark]} {_short(cell)}",
                   hover="<br>".join((band_words(cell.ratio), say("evidence.against"), say(f"mark.{cell.mark}"))),
                   sure=not holds_nothing(cell.ratio))


def cell_state(kb: KnowledgeBase, evidence: EvidenceTable, finding: Finding, cause: Cause, arrive: str) -> PartState:
    """The card of one cell: both rates with their sources, the ratio worked out from them, studies, the test."""
    studies = accuracy_blocks(kb, finding)
    return {
        "id": arrive, "tone": "plain", "eyebrow": say("evidence.card"), "title": say(
            "evidence.card_title", finding=finding.name, cause=cause.short),
        "level": 2, "arrive": arrive,
        "blocks": [
            *refer_blocks(finding), *_ratio_blocks(evidence, finding, cause),
            *({**block, "open": True} for block in (cause_rate_block(kb, finding, cause.id),
                                                    background_block(kb, finding))),
            *studies,
            blocks.details(say("evidence.how"), asking_blocks(finding)),
            *(blocks.claim(kb, fact) for fact in finding.facts),
        ],
    }


def _ratio_blocks(evidence: EvidenceTable, finding: Finding, cause: Cause) -> list[Block]:
    """Both ratios, and how to work them out by hand; nothing where the cause has no rate of its own."""
    if cause.id not in finding.differs:
        return []
    ratios = {sign: evidence.get(finding.id, cause.id, sign) for sign in SIGNS}
    table = evidence.table
    row = table.get_row(finding.id)
    rate, background = (float(table.mid[row, table.get_cause_column(one)]) for one in (cause.id, OTHER))
    worked = say("evidence.worked", rate=plain(rate), background=plain(background), present=plain(rate / background),
                 absent=plain((1 - rate) / (1 - background)))
    unsure = [say(f"answer.{sign}") for sign, ratio in ratios.items() if holds_nothing(ratio)]
    return [
        blocks.facts((say(f"evidence.ratio_{sign}"), band_words(ratio)) for sign, ratio in ratios.items()),
        blocks.text(worked, quiet=True),
        *([blocks.text(say("evidence.unsure", signs=" · ".join(unsure)), quiet=True)] if unsure else []),
    ]
