"""When a technique is not done: causes and cautions that forbid it, and those that set conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sciatica_teach.model.advice import AdvicePatient, Reason
from sciatica_teach.model.cautions import Caution, CautionRule
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import Indication, Technique
from sciatica_teach.reasoning.advice import advise
from sciatica_teach.reasoning.advice_cautions import takes_hold
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.standings import standing_words
from sciatica_teach.views.words import say

PartState = dict[str, Any]

SEPARATOR: Final = "; "
"""Names have commas of their own."""


def when_not_state(kb: KnowledgeBase, technique: Technique) -> PartState:
    """Causes and cautions that forbid it by name; every reason one click away; then what is allowed with care."""
    sent, harmful, rules = _sent_first(kb, technique), _harmful(technique), list(_rules_about(kb, technique))
    strict = [(caution, rule) for caution, rule in rules if rule.level != "relative"]
    care = [(caution, rule) for caution, rule in rules if rule.level == "relative"]
    lines = [*sent, *_named_harm(kb, harmful), *_named_cautions(strict)]
    reasons = [*(_harm(kb, one) for one in harmful), *(_rule(kb, caution, rule) for caution, rule in strict)]
    found = [*([blocks.verdicts(lines)] if lines else []),
             *_folded("techniques.reasons", len(reasons), [blocks.verdicts(reasons)]),
             *_folded("techniques.with_care", len(care), _care_blocks(kb, care))]
    return {
        "tone": "unsafe" if lines else "caution" if care else "info", "eyebrow": say("techniques.safety_first"),
        "title": say("techniques.when_not"), "level": 3,
        "blocks": found or [blocks.text(say("techniques.when_not_none"))],
    }


def _folded(key: str, count: int, inside: Sequence[Block]) -> list[Block]:
    return [blocks.details(say(key, count=count), inside)] if count else []


def _sent_first(kb: KnowledgeBase, technique: Technique) -> list[Block]:
    """Causes in which somebody else looks first, one line for each reason; referral itself is what is done then."""
    waiting: dict[Reason, list[str]] = {}
    for cause in kb.causes:
        verdict = advise(kb, cause.id, AdvicePatient(observed={})).get_technique(technique.id)
        first = verdict.reasons[0]
        if technique.kind != "referral" and verdict.standing == "contraindicated" and first.kind == "refer-first":
            waiting.setdefault(_bare(first), []).append(cause.short)
    return [
        blocks.sourced_verdict(kb, "unsafe", say("techniques.refer_first"), SEPARATOR.join(names), why=reason.text,
                               mark=reason.mark, source_ids=reason.sources)
        for reason, names in waiting.items()
    ]


def _bare(reason: Reason) -> Reason:
    """The reason without whose it is, so that causes with the same one stand together."""
    return Reason(kind=reason.kind, text=reason.text, mark=reason.mark, sources=reason.sources)


def _harmful(technique: Technique) -> list[Indication]:
    return [one for one in technique.indications if one.standing == "contraindicated"]


def _harm(kb: KnowledgeBase, one: Indication) -> Block:
    return blocks.claim_verdict(kb, "unsafe", standing_words(one.standing), name_causes(kb, one.causes), one.basis)


def _named_harm(kb: KnowledgeBase, harmful: Sequence[Indication]) -> list[Block]:
    """One line with all causes in which it does harm."""
    names = name_causes(kb, (cause_id for one in harmful for cause_id in one.causes))
    return [blocks.verdict("unsafe", say("techniques.harm"), names)] if harmful else []


def _named_cautions(strict: Sequence[tuple[Caution, CautionRule]]) -> list[Block]:
    """One line for each level with the names of its cautions, each under its strictest level alone."""
    never = dict.fromkeys(caution.name for caution, rule in strict if rule.level == "absolute")
    students = dict.fromkeys(caution.name for caution, _ in strict if caution.name not in never)
    return [blocks.verdict("unsafe", say(f"techniques.level_{level}"), SEPARATOR.join(names))
            for level, names in (("absolute", never), ("students", students)) if names]


def _rules_about(kb: KnowledgeBase, technique: Technique) -> Iterator[tuple[Caution, CautionRule]]:
    for caution in kb.treatment.cautions:
        for rule in caution.rules:
            if technique.kind != "referral" and takes_hold(rule, technique.id, technique.hazards, is_point=False):
                yield caution, rule


def _care_blocks(kb: KnowledgeBase, care: Iterable[tuple[Caution, CautionRule]]) -> list[Block]:
    """Each caution that sets conditions, with what makes it safer."""
    return [block for caution, rule in care for block in (
        blocks.verdicts([_rule(kb, caution, rule)]), *(blocks.claim(kb, claim) for claim in rule.safer))]


def _rule(kb: KnowledgeBase, caution: Caution, rule: CautionRule) -> Block:
    tone = "caution" if rule.level == "relative" else "unsafe"
    return blocks.claim_verdict(kb, tone, say(f"techniques.level_{rule.level}"), caution.name, rule.why)


def name_causes(kb: KnowledgeBase, cause_ids: Iterable[str]) -> str:
    """Causes by their short names."""
    return SEPARATOR.join(kb.get_cause(cause_id).short for cause_id in cause_ids)
