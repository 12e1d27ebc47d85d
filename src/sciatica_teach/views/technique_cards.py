"""What the cards of a technique show: from the content to the JSON of the parts. No widget in here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import STANDINGS, Dose, GuidelineStance, Indication, Technique
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.compare_rows import sources_of
from sciatica_teach.views.evidence_rows import MARKS
from sciatica_teach.views.numbers import plain
from sciatica_teach.views.reviewed import review_note
from sciatica_teach.views.standings import SHAPES, TONES, grade_words, graded_words
from sciatica_teach.views.technique_cautions import SEPARATOR, name_causes
from sciatica_teach.views.words import say

PartState = dict[str, Any]

SENT: Final = ("same-day", "emergency")
STANCE_TONES: Final = {"for": "right", "against": "unsafe", "partly": "caution", "silent": "plain"}


def picker_state(kb: KnowledgeBase, chosen: Technique, store: str) -> PartState:
    """All techniques by name; `store` names the place in the browser that keeps the choice."""
    options = [{"value": technique.id, "label": technique.short} for technique in kb.treatment.techniques]
    return {
        "title": say("techniques.pick"), "level": 3, "text": [say("techniques.pick_text")], "store": store,
        "fields": [{"id": "technique", "kind": "radio", "label": say("techniques.pick_label"), "options": options}],
        "values": {"technique": chosen.id},
    }


def head_state(kb: KnowledgeBase, technique: Technique) -> PartState:
    """Its name and what is done."""
    return {"tone": "plain", "eyebrow": say(f"techniques.kind_{technique.kind}"), "title": technique.name, "level": 3,
            "blocks": [blocks.claim(kb, technique.what), review_note(technique.review)]}


# ---- What for ----

def what_for_state(kb: KnowledgeBase, technique: Technique) -> PartState:
    """What it is for, the best first; the whole evidence; what guidelines say."""
    useful = [one for one in technique.indications if one.standing != "contraindicated"]
    useful.sort(key=lambda one: -STANDINGS.index(one.standing))
    lines = [blocks.verdicts(_indication(kb, one) for one in useful)] if useful else []
    return {
        "tone": "plain", "eyebrow": say("techniques.best_grade", grade=grade_words(technique.grade)),
        "title": say("techniques.what_for"), "level": 3,
        "blocks": [blocks.claim(kb, technique.evidence), *lines, *_unrecorded(kb, technique),
                   *_guidelines(kb, technique.guidelines)],
    }


def _indication(kb: KnowledgeBase, one: Indication) -> Block:
    words = say("techniques.named", name=graded_words(one.standing, one.grade))
    judged = blocks.claim_verdict(kb, TONES[one.standing], words, name_causes(kb, one.causes), one.basis)
    return {**judged, "shape": SHAPES[one.standing]}


def _heading(key: str) -> Block:
    return {"type": "heading", "text": say(key)}


def _unrecorded(kb: KnowledgeBase, technique: Technique) -> list[Block]:
    """Causes for which nothing is on record here; those that are sent the same day stand above."""
    known = {cause_id for one in technique.indications for cause_id in one.causes}
    names = [cause.short for cause in kb.causes if cause.id not in known and cause.urgency not in SENT]
    return [blocks.text(say("techniques.unrecorded", names=SEPARATOR.join(names)), quiet=True)] if names else []


def _guidelines(kb: KnowledgeBase, said: Sequence[GuidelineStance]) -> list[Block]:
    if not said:
        return [_heading("techniques.guidelines"), blocks.text(say("techniques.guidelines_none"), quiet=True)]
    lines = (
        blocks.claim_verdict(
            kb, STANCE_TONES[one.stance], say(f"techniques.stance_{one.stance}", body=one.body), "", one.says)
        for one in said
    )
    return [_heading("techniques.guidelines"), blocks.verdicts(lines)]


# ---- Claimed and shown; the article ----

def claims_state(kb: KnowledgeBase, technique: Technique) -> PartState:
    """What is claimed beside what was shown; the rules of the article that name it beside what is to be said."""
    rules = [rule for rule in kb.treatment.article_rules if rule.technique == technique.id]
    pairs = [("techniques.how", technique.claimed, technique.shown),
             *(("techniques.article", (rule.rule,), (rule.critique,)) for rule in rules)]
    claims = [claim for _, left, right in pairs for claim in (*left, *right)]
    return {
        "title": say("techniques.claims", name=technique.short), "level": 3, "warnings": [],
        "causes": [_column("claimed", "plain"), _column("shown", "info")],
        "rows": [{"label": say(key), "legend": False, "cells": [_cell(left), _cell(right)]}
                 for key, left, right in pairs],
        "sources": sources_of(kb, (one for claim in claims for one in claim.sources)),
    }


def _column(name: str, tone: str) -> dict[str, str]:
    return {"name": say(f"techniques.{name}"), "urgency": say(f"techniques.{name}_text"), "tone": tone, "shape": tone}


def _cell(said: Sequence[Claim]) -> PartState:
    return {"map": None, "claims": [
        {"text": one.text, "mark": one.mark, "sources": list(one.sources), "conflict": one.conflict} for one in said]}


# ---- How it is set ----

def setting_state(kb: KnowledgeBase, technique: Technique) -> PartState:
    """Parameters as a table, each line's sources under it, and the dose as far as a plan can be checked."""
    rows = [(say(f"techniques.parameter_{one.name}"), one.text.text, _mark_words(one.text.mark))
            for one in technique.parameters]
    head = [say(f"techniques.head_{name}") for name in ("parameter", "text", "mark")]
    lines = [blocks.marked(kb, name, one.text.mark, one.text.sources, one.text.conflict)
             for (name, _, _), one in zip(rows, technique.parameters, strict=True)]
    table = [blocks.table(say("techniques.parameters"), head, rows), blocks.details(say("techniques.from"), lines)]
    return {
        "tone": "plain", "eyebrow": "", "title": say("techniques.setting"), "level": 3,
        "blocks": [*(table if rows else [blocks.text(say("techniques.parameters_none"))]), *_dose(kb, technique.dose)],
    }


def _mark_words(mark: str) -> str:
    return f"{MARKS[mark]} {say(f'mark.{mark}')}"


def _dose(kb: KnowledgeBase, dose: Dose | None) -> list[Block]:
    if dose is None:
        return []
    spans = (("visits", dose.visits_low, dose.visits_high), ("per_week", dose.per_week_low, dose.per_week_high),
             ("review", dose.review_from, dose.review_by))
    return [blocks.facts((say(f"techniques.dose_{name}"), _span(low, high)) for name, low, high in spans),
            blocks.claim(kb, dose.basis)]


def _span(low: float, high: float) -> str:
    return plain(low) if low == high else say("techniques.span", low=plain(low), high=plain(high))
