"""Why a finding moves a share as far as it does: the rates behind the ratio, and what studies measured. No widget."""

from __future__ import annotations

from typing import Any

from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.events import UpdatePosed
from sciatica_teach.reasoning.belief import mid_weights, normalised
from sciatica_teach.reasoning.nomogram import AnswerRates, answer_rates
from sciatica_teach.session.guesses import GuessSession
from sciatica_teach.views import blocks
from sciatica_teach.views.finding_cards import accuracy_blocks, rates_blocks
from sciatica_teach.views.numbers import plain
from sciatica_teach.views.words import say

MOST_RIVALS = 2
"""Whose rates stand open beside that of the cause asked about."""


def why_card(session: GuessSession, posed: UpdatePosed) -> dict[str, Any]:
    """The two rates whose quotient the ratio is; where each comes from; what studies of the finding say."""
    kb, finding = session.kb, session.kb.get_finding(posed.finding_id)
    prior = kb.get_setting(posed.setting).prior
    rates = answer_rates(session.sampled.table, prior, posed.known, posed.finding_id, posed.value, posed.cause_id)
    studies = accuracy_blocks(kb, finding)
    first = (posed.cause_id, *_leading_rivals(session, posed))
    return {
        "tone": "plain", "eyebrow": "", "title": say("guess.why"), "level": 3,
        "blocks": [
            blocks.text(_quotient(session, posed, rates)),
            *rates_blocks(kb, finding, first),
            *([blocks.details(say("guess.studies"), studies)] if studies else []),
        ],
    }


def _quotient(session: GuessSession, posed: UpdatePosed, rates: AnswerRates) -> str:
    return say(
        f"guess.quotient_{posed.value}", cause=session.kb.get_cause(posed.cause_id).short,
        own=plain(100 * rates.own), rivals=plain(100 * rates.rivals), ratio=plain(rates.own / rates.rivals),
    )


def _leading_rivals(session: GuessSession, posed: UpdatePosed) -> list[str]:
    """The likeliest other causes that have a rate of their own for this finding."""
    finding, table = session.kb.get_finding(posed.finding_id), session.sampled.table
    believed = normalised(mid_weights(table, session.kb.get_setting(posed.setting).prior, posed.known))
    ranked = sorted(zip(table.cause_ids, believed, strict=True), key=lambda pair: -pair[1])
    rivals = [cause_id for cause_id, _ in ranked if cause_id not in (posed.cause_id, OTHER)]
    return [cause_id for cause_id in rivals if cause_id in finding.differs][:MOST_RIVALS]
