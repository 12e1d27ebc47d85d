"""What the comparison of causes shows: from causes and contrasts to the JSON of its parts. No widget in here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log
from typing import Any

from sciatica_teach.model.causes import OTHER, Cause
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.findings import Finding
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.contrast import Contrast
from sciatica_teach.reasoning.updates import LogRatio
from sciatica_teach.views import blocks
from sciatica_teach.views.finding_cards import finding_blocks
from sciatica_teach.views.odds import factor_words, rate_words, size_words
from sciatica_teach.views.words import say

PartState = dict[str, Any]

NOBODY = "none"
"""What the third select holds while only two causes are compared."""
URGENT = ("emergency", "same-day", "urgent")
MOST = log(30)
"""Natural log of the ratio at the ends of the strips."""
TICKS = (10, 3, 1, -3, -10)
"""Ratios marked under the strips, from the first cause to the second."""
SHAPES = {"emergency": "unsafe", "same-day": "unsafe", "urgent": "caution", "routine": "info", "treat": "plain"}
"""Tone and shape of an urgency."""


def picker_state(kb: KnowledgeBase, causes: Sequence[Cause], store: str) -> PartState:
    """Three selects; each leaves out what the other two have chosen. The browser keeps them under `store`."""
    chosen = [*(cause.id for cause in causes), NOBODY][:3]
    fields = [
        {"id": f"cause-{at}", "kind": "select", "label": say(f"compare.pick_{at}"),
         "options": [*([{"value": NOBODY, "label": say("compare.nobody")}] if at == 3 else []),
                     *_options(kb, [one for one in chosen if one != chosen[at - 1]])]}
        for at in (1, 2, 3)
    ]
    values = {field["id"]: value for field, value in zip(fields, chosen, strict=True)}
    return {"title": say("compare.pick"), "text": [say("compare.pick_text")], "store": store, "fields": fields,
            "values": values}


def _options(kb: KnowledgeBase, taken: Sequence[str]) -> list[dict[str, str]]:
    listed = sorted(kb.causes, key=lambda cause: (say(f"evidence.family.{cause.family}"), cause.name))
    return [
        {"value": cause.id, "label": cause.name, "group": say(f"evidence.family.{cause.family}")}
        for cause in listed if cause.id != OTHER and cause.id not in taken
    ]


def columns_state(kb: KnowledgeBase, causes: Sequence[Cause]) -> PartState:
    """The causes side by side, and first of all what cannot wait among them."""
    claims: dict[str, list[tuple[Claim, ...]]] = {
        "summary": [(cause.summary,) for cause in causes],
        "pain": [(cause.pain_map.basis,) for cause in causes],
        "story": [cause.story for cause in causes],
        "age": [(cause.age,) for cause in causes],
        "onset": [(cause.onset,) for cause in causes],
        "worse": [cause.worse for cause in causes],
        "better": [cause.better for cause in causes],
        "mechanism": [(cause.mechanism,) for cause in causes],
        "needling": [cause.needling for cause in causes],
    }
    maps = _maps(causes)
    rows = [
        {"label": say(f"compare.{name}"), "legend": name == "pain",
         "cells": [_cell(said, maps[at] if name == "pain" else None) for at, said in enumerate(of_causes)]}
        for name, of_causes in claims.items()
    ]
    said_at_all = [claim for of_causes in claims.values() for said in of_causes for claim in said]
    return {
        "title": say("compare.title", names=_names(causes)), "warnings": [_warning(cause) for cause in causes
                                                                          if cause.urgency in URGENT],
        "causes": [_head(cause) for cause in causes], "rows": rows,
        "sources": sources_of(kb, (one for claim in said_at_all for one in claim.sources)),
    }


def sources_of(kb: KnowledgeBase, source_ids: Iterable[str]) -> dict[str, Any]:
    """Source id -> what is shown when it is opened, each once however many name it."""
    return {source_id: blocks.source_note(kb.get_source(source_id)) for source_id in sorted(set(source_ids))}


def _names(causes: Sequence[Cause]) -> str:
    *others, last = [cause.short for cause in causes]
    return say("compare.names", others=", ".join(others), last=last)


def _head(cause: Cause) -> dict[str, str]:
    shape = SHAPES[cause.urgency]
    return {"name": cause.name, "urgency": say(f"urgency.{cause.urgency}"), "tone": shape, "shape": shape}


def _warning(cause: Cause) -> dict[str, str]:
    return {"title": say("compare.warning", name=cause.name, urgency=say(f"urgency.{cause.urgency}")),
            "text": say("compare.warning_text")}


def _cell(said: Sequence[Claim], body: blocks.Block | None) -> dict[str, Any]:
    return {
        "map": body,
        "claims": [{"text": one.text, "mark": one.mark, "sources": list(one.sources), "conflict": one.conflict}
                   for one in said],
    }


def _maps(causes: Sequence[Cause]) -> list[blocks.Block]:
    """A shaded body map of each cause, all drawn to the same size: with the soles where one of them has any."""
    soles: dict[str, float] = {"sole": 0.0} if any("sole" in cause.pain_map.shares for cause in causes) else {}
    return [
        blocks.body_map((), "both" if cause.both_sides else "right", "", legend=False,
                        shares={**soles, **dict(cause.pain_map.shares.items())})
        for cause in causes
    ]


def contrast_state(
    kb: KnowledgeBase, causes: Sequence[Cause], ranked: Sequence[Contrast], shown: int, opened: str
) -> PartState:
    """The best `shown` findings of `ranked`; the card of the one that is `opened`."""
    rows = ranked[:shown]
    found = [kb.get_finding(contrast.finding_id) for contrast in rows]
    rates = [rate for finding, contrast in zip(found, rows, strict=True) for _, rate in _rates(finding, contrast)]
    left = len(ranked) - len(rows)
    return {
        "title": say("compare.apart"), "text": [say("compare.apart_text"), say("compare.apart_rule")],
        "most": MOST, "ticks": [{"at": log(abs(tick)) * (1 if tick > 0 else -1), "text": str(abs(tick))}
                                for tick in TICKS],
        "refer": _refer_words(kb, ranked[shown:]),
        "none": "" if any(not contrast.borrowed for contrast in ranked) else say("compare.apart_none"),
        "borrowed": {"title": say("compare.borrowed_title"), "text": say("compare.borrowed_text")},
        "rows": [_row(kb, finding, contrast, found[:at])
                 for at, (finding, contrast) in enumerate(zip(found, rows, strict=True))],
        "sources": sources_of(kb, (one for rate in rates for one in rate.sources)),
        "opened": _opened(kb, causes, opened) if opened else None,
        "more": blocks.button(say("compare.more", count=left), "more") if left else None,
    }


def _refer_words(kb: KnowledgeBase, later: Sequence[Contrast]) -> str:
    """The must-refer signs that no row shows yet: their place in the order must not hide them."""
    names = [finding.name for finding in (kb.get_finding(one.finding_id) for one in later) if finding.refer]
    return say("compare.refer_later", names="; ".join(names)) if names else ""


def _opened(kb: KnowledgeBase, causes: Sequence[Cause], finding_id: str) -> dict[str, Any]:
    first = [cause.id for cause in causes]
    return {"id": finding_id, "blocks": finding_blocks(kb, kb.get_finding(finding_id), first)}


def _row(kb: KnowledgeBase, finding: Finding, contrast: Contrast, better: Sequence[Finding]) -> dict[str, Any]:
    left, right = kb.get_cause(contrast.towards).short, kb.get_cause(contrast.against).short
    rates = _rates(finding, contrast)
    return {
        "id": finding.id, "name": finding.name, "left": left, "right": right,
        "present": _move(contrast.present, left, right), "absent": _move(contrast.absent, left, right),
        "rates": [
            {"name": _rate_name(kb, finding, cause_id), "words": rate_words(rate.likelihood), "mark": rate.mark,
             "conflict": bool(rate.conflict)} for cause_id, rate in rates
        ],
        "sources": list(dict.fromkeys(one for _, rate in rates for one in rate.sources)),
        "conflict": " ".join(rate.conflict for _, rate in rates if rate.conflict),
        "refer": say("compare.refer", urgency=say(f"urgency.{finding.refer}")) if finding.refer else "",
        "alike": _alike(finding, better), "borrowed": contrast.borrowed,
    }


def _rates(finding: Finding, contrast: Contrast) -> list[tuple[str, Any]]:
    return [(cause_id, finding.differs.get(cause_id, finding.background))
            for cause_id in (contrast.towards, contrast.against)]


def _rate_name(kb: KnowledgeBase, finding: Finding, cause_id: str) -> str:
    name = kb.get_cause(cause_id).short
    return name if cause_id in finding.differs else say("compare.as_background", name=name)


def _alike(finding: Finding, better: Sequence[Finding]) -> str:
    """The first finding above that measures the same thing, in words; empty where there is none."""
    above = next((one for one in better if finding.dependence and one.dependence == finding.dependence), None)
    return say("compare.alike", name=above.name) if above else ""


def _move(ratio: LogRatio, left: str, right: str) -> dict[str, Any]:
    return {"low": round(ratio.low, 3), "mid": round(ratio.mid, 3), "high": round(ratio.high, 3),
            "words": move_words(ratio, left, right)}


def move_words(ratio: LogRatio, left: str, right: str) -> str:
    """How far, which way and against what: "×6.6 towards Stenosis, against Disc (3.8 to 10)".

    Where the band reaches across, the words say so.
    """
    small, large = sorted((ratio.low, ratio.high), key=abs)
    if ratio.low * ratio.high >= 0:
        band = say("compare.band", low=size_words(small), high=size_words(large))
    else:
        band = say("compare.band_across", low=factor_words(abs(ratio.high)), left=left,
                   high=factor_words(abs(ratio.low)), right=right)
    if size_words(ratio.mid) == "1.0" and ratio.low <= 0 <= ratio.high:
        return say("compare.move_none", left=left, right=right, band=band)
    name, against = (left, right) if ratio.mid > 0 else (right, left)
    return say("compare.move", size=size_words(ratio.mid), name=name, against=against, band=band)
