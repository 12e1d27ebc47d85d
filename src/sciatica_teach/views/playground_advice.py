"""What has to be done: the must-refer rule first, then the decision that costs least, with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sciatica_teach.model.causes import URGENCIES, Cause, Urgency
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.dispositions import Weighed, find_deciding_cause
from sciatica_teach.session.playground import Reading
from sciatica_teach.views import blocks
from sciatica_teach.views.numbers import percent, plain
from sciatica_teach.views.words import say

LEAST_DANGER: Urgency = "urgent"
"""Causes that need help at least this fast must not be missed."""


def is_danger(cause: Cause) -> bool:
    return is_fast(cause.urgency)


def loss_if_treated(kb: KnowledgeBase, cause: Cause) -> float:
    """What it costs to treat here although this is the cause."""
    return kb.losses.delay[cause.urgency]["treat"]


def decision_words(urgency: Urgency) -> str:
    return say(f"urgency.{urgency}")


def is_fast(urgency: Urgency) -> bool:
    return URGENCIES.index(urgency) >= URGENCIES.index(LEAST_DANGER)


def asks_first(kb: KnowledgeBase, reading: Reading) -> bool:
    """Safety questions are open, and nothing that is present outruns them: no decision is named before the answers.

    A red flag that is present speaks at once where the rule or the losses make it fast; a letter can wait for answers.
    """
    if not reading.open_safety or reading.floor.finding_ids:
        return False
    return not (find_red_flags(kb, reading) and is_fast(reading.recommended))


def find_red_flags(kb: KnowledgeBase, reading: Reading) -> list[str]:
    """The red flags that are present, in the order of entering."""
    return [finding_id for finding_id, value in reading.observed.items()
            if value == "present" and kb.get_finding(finding_id).kind == "red-flag"]


def goes_further(reading: Reading) -> bool:
    """The rule demands something, and the losses ask for more than that."""
    return bool(reading.floor.finding_ids) and reading.recommended != reading.floor.urgency


def rule_state(kb: KnowledgeBase, reading: Reading) -> dict[str, Any]:
    """The must-refer rule, in force or not; it is always said. Findings that demand more together say why."""
    if reading.floor.finding_ids:
        return _rule_in_force(kb, reading)
    if reading.open_safety:
        title = say("playground.rule_open_title", count=len(reading.open_safety))
        return {"tone": "caution", "title": title, "text": _open_text(kb, reading), "reasons": []}
    key = "rule_none_text" if reading.recommended == "treat" else "rule_none_losses"
    return {"tone": "info", "title": say("playground.rule_none_title"), "text": say(f"playground.{key}"), "reasons": []}


def _rule_in_force(kb: KnowledgeBase, reading: Reading) -> dict[str, Any]:
    title, text = ("rule_title_least", "rule_text_further") if goes_further(reading) else ("rule_title", "rule_text")
    names = _quoted(kb, reading.floor.finding_ids)
    reasons = [blocks.claim(kb, rule.why) for rule in kb.referral_rules
               if rule.is_met(reading.observed) and rule.refer == reading.floor.urgency]
    return {
        "tone": "unsafe", "title": say(f"playground.{title}", decision=decision_words(reading.floor.urgency)),
        "text": say(f"playground.{text}", names=names, decision=decision_words(reading.recommended)),
        "reasons": reasons,
    }


def _open_text(kb: KnowledgeBase, reading: Reading) -> str:
    if asks_first(kb, reading):
        return say("playground.rule_open_text")
    return say("playground.rule_open_flag", names=_quoted(kb, find_red_flags(kb, reading)))


def _quoted(kb: KnowledgeBase, finding_ids: Iterable[str]) -> str:
    return say("playground.and").join(f"“{kb.get_finding(one).name}”" for one in finding_ids)


def advice_state(kb: KnowledgeBase, reading: Reading) -> dict[str, Any]:
    """The recommended decision, why, and what each decision would cost; before the safety questions none of it."""
    if asks_first(kb, reading):
        return {"title": say("playground.advice_ask"), "why": "", "rows": []}
    basis = blocks.claim(kb, kb.losses.basis)
    return {
        "title": say("playground.advice", decision=decision_words(reading.recommended)),
        "why": advice_why(kb, reading), "caption": say("playground.losses"),
        "head": [say(f"playground.losses_{name}") for name in ("decision", "loss", "note")],
        "rows": [[decision_words(one.disposition), plain(one.loss, 2), _note(kb, reading, one)]
                 for one in reading.weighed],
        "basis": {"text": basis["text"], "mark": basis["mark"], "sources": basis["sources"]},
    }


def _note(kb: KnowledgeBase, reading: Reading, one: Weighed) -> str:
    if URGENCIES.index(one.disposition) < URGENCIES.index(reading.floor.urgency):
        return say("playground.not_allowed")
    if one.disposition == reading.recommended:
        return say("playground.chosen")
    return say("playground.treat_for", cause=kb.get_cause(one.target).short) if one.target else ""


def advice_why(kb: KnowledgeBase, reading: Reading) -> str:
    """Why this decision: the rule first where it is in force, then what the losses say."""
    if not reading.floor.finding_ids:
        return _why_least(kb, reading)
    if goes_further(reading):
        return say("playground.why_further", least=decision_words(reading.floor.urgency), why=_why_least(kb, reading))
    least = min(reading.weighed, key=lambda one: one.loss)
    if least.disposition != reading.recommended:
        return say("playground.why_rule", other=decision_words(least.disposition))
    return say("playground.why_both", why=_why_least(kb, reading))


def _why_least(kb: KnowledgeBase, reading: Reading) -> str:
    """A danger that is dear to miss, no treatment that fits well enough, or that going further would not pay."""
    chosen = next(one for one in reading.weighed if one.disposition == reading.recommended)
    place = reading.weighed.index(chosen)
    if place == 0:
        other = min(reading.weighed[1:], key=lambda one: one.loss)
        return _compare(kb, reading, "why_enough", chosen, other, max(chosen.by_cause, key=chosen.by_cause.__getitem__))
    other = min(reading.weighed[:place], key=lambda one: one.loss)
    deciding = find_deciding_cause(chosen, other)
    if deciding == reading.ranked[0]:
        return _compare(kb, reading, "why_needed", chosen, other, deciding)
    return _compare(kb, reading, "why_danger" if is_danger(kb.get_cause(deciding)) else "why_unsure",
                    chosen, other, deciding)


def _compare(
    kb: KnowledgeBase, reading: Reading, key: str, chosen: Weighed, other: Weighed, cause_id: str
) -> str:
    return say(
        f"playground.{key}", cause=kb.get_cause(cause_id).short, share=percent(reading.inference.posterior[cause_id]),
        other=decision_words(other.disposition), other_loss=plain(other.loss, 2), loss=plain(chosen.loss, 2),
        part=plain(other.by_cause[cause_id], 2), left=plain(chosen.by_cause[cause_id], 2),
    )
