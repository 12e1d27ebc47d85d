"""The belief playground: findings to enter on one side, what to believe and what to do on the other."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from sciatica_teach.model.causes import Cause
from sciatica_teach.model.findings import Finding
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.value import QuestionValue
from sciatica_teach.session.playground import Reading
from sciatica_teach.views import blocks
from sciatica_teach.views.numbers import percent, percent_range, plain
from sciatica_teach.views.page import Handler
from sciatica_teach.views.parts import Answers, Nomogram, Shares
from sciatica_teach.views.playground_advice import (
    advice_state,
    asks_first,
    decision_words,
    is_danger,
    loss_if_treated,
    rule_state,
)
from sciatica_teach.views.playground_cautions import caution_notes
from sciatica_teach.views.playground_sending import sending_state
from sciatica_teach.views.playground_steps import answer_words, moved_state, rate_sources
from sciatica_teach.views.words import say

PartState = dict[str, Any]

TOP = 6
"""How many causes are shown before all are asked for."""

DANGERS = 3
"""How many further causes that must not be missed are always shown, those with the dearest delay first."""

NEXT = 4
"""How many questions beside the free ones are proposed."""

WORTH = ((1.0, "much"), (0.1, "some"), (0.01, "little"))
"""Loss saved on average from which a question is called so; below the last it is worth next to nothing."""


def answers_catalogue(kb: KnowledgeBase) -> PartState:
    """Settings and findings by name; sent once."""
    return {
        "settings": [
            {"id": setting.id, "name": setting.name, "description": setting.description,
             "basis": blocks.claim(kb, setting.basis)}
            for setting in kb.settings
        ],
        "findings": [_finding(finding) for finding in kb.findings],
    }


def _finding(finding: Finding) -> PartState:
    return {"id": finding.id, "name": finding.name, "ask": finding.ask, "topic": finding.topic,
            "safety": finding.safety}


def shares_catalogue(kb: KnowledgeBase) -> PartState:
    """Causes by name, with the urgency of those that must not be missed; sent once."""
    return {"causes": [
        {"id": cause.id, "short": cause.short,
         "urgent": say(f"playground.urgency_{cause.urgency}") if is_danger(cause) else ""}
        for cause in kb.causes
    ]}


def answers_state(kb: KnowledgeBase, reading: Reading, *, fresh: bool) -> PartState:
    """What is entered, what was set aside, and what to ask next."""
    free = [question for question in reading.questions if question.is_free]
    others = [question for question in reading.questions if not question.is_free]
    worthy = [question for question in others if question.value >= WORTH[-1][0]]
    return {
        "id": "answers", "subject": "", "title": say("playground.answers_title"), "fresh": fresh,
        "setting": reading.state.setting_id, "entries": [list(entry) for entry in reading.state.entries],
        "aside": [[one.finding_id, one.why] for one in reading.aside],
        "free": [[question.finding_id, *_worth_words(kb, question)] for question in free],
        "next": [[question.finding_id, *_worth_words(kb, question)] for question in worthy[:NEXT]],
        "cautions": caution_notes(kb, reading), "sending": sending_state(kb, reading),
        "flags_open": any(kb.get_finding(one).kind == "red-flag" for one in reading.open_safety),
        "now": _gist(kb, reading),
    }


def _worth_words(kb: KnowledgeBase, question: QuestionValue) -> list[str]:
    """What asking is worth in words; then in the units of the loss table, with what it costs."""
    if kb.get_finding(question.finding_id).kind == "caution":
        return [say("playground.worth_caution")]
    size = next((word for least, word in WORTH if question.value >= least), "none")
    words, worth = say(f"playground.worth_{size}"), say("playground.worth", value=plain(question.value, 2))
    if question.is_free:
        return [words, worth]
    cost = say("case.cost_minutes", minutes=plain(question.minutes))
    return [words, say("playground.worth_cost", worth=worth, cost=cost)]


def _gist(kb: KnowledgeBase, reading: Reading) -> PartState:
    """One line for a small screen: what leads, and what has to be done."""
    leading = reading.ranked[0]
    first = asks_first(kb, reading)
    tone = "unsafe" if reading.floor.finding_ids else "caution" if first else "info"
    decision = say("playground.gist_ask") if first else decision_words(reading.recommended)
    share = percent(reading.inference.posterior[leading])
    return {"tone": tone, "text": say("playground.gist", cause=kb.get_cause(leading).short, share=share,
                                      decision=decision)}


def shares_state(kb: KnowledgeBase, reading: Reading, *, pinned: bool) -> PartState:
    """Every cause with share, band and prior, the likeliest first; the rule and the advice above them."""
    column = {cause.id: index for index, cause in enumerate(kb.causes)}
    return {
        "id": "shares", "subject": "", "title": say("playground.shares_title"), "cause": reading.cause_id,
        "pinned": pinned, "top": TOP, "rule": rule_state(kb, reading), "advice": advice_state(kb, reading),
        "legend": say("playground.shares_legend"), "note": say("playground.shares_note"),
        "rows": [[column[cause_id], *_share_row(reading, cause_id)] for cause_id in reading.ranked],
        "dangers": [column[cause_id] for cause_id in _hidden_dangers(kb, reading)],
        "said": say_news(kb, reading),
    }


def _share_row(reading: Reading, cause_id: str) -> list[Any]:
    share = reading.inference.posterior[cause_id]
    low, high = reading.inference.band[cause_id]
    prior = reading.inference.prior[cause_id]
    numbers = [round(value, 4) for value in (share, low, high, prior)]
    return [*numbers, percent(share), percent_range(low, high), percent(prior),
            _moved_words(reading.before[cause_id], share)]


def _moved_words(before: float, now: float) -> str:
    """What the last entry changed, where it can be seen."""
    return "" if percent(before) == percent(now) else say("playground.was", share=percent(before))


def _hidden_dangers(kb: KnowledgeBase, reading: Reading) -> list[str]:
    """Causes that must not be missed and are not at the top, the dearest to miss first."""
    below = [kb.get_cause(cause_id) for cause_id in reading.ranked[TOP:]]
    dangers = [cause for cause in below if is_danger(cause)]

    def risk(cause: Cause) -> float:
        return reading.inference.posterior[cause.id] * loss_if_treated(kb, cause)

    return [cause.id for cause in sorted(dangers, key=risk, reverse=True)[:DANGERS]]


def say_news(kb: KnowledgeBase, reading: Reading) -> str:
    """What a screen reader hears after each step."""
    leading = reading.ranked[0]
    entry = answer_words(kb, reading.last.finding_id, reading.last.value) if reading.last else say("playground.nothing")
    return say("playground.news", entry=entry, cause=kb.get_cause(leading).short,
               share=percent(reading.inference.posterior[leading]), rule=rule_state(kb, reading)["title"])


class PlaygroundView(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """Three parts, drawn anew from each reading. It keeps nothing in the learner's record."""

    def __init__(self, kb: KnowledgeBase, handler: Handler, reading: Reading) -> None:
        self._kb = kb
        self._setting = ""
        self._entered = 0
        self.answers = Answers(catalogue=answers_catalogue(kb))
        self.shares = Shares(catalogue=shares_catalogue(kb))
        self.moved = Nomogram(catalogue={"sources": rate_sources(kb)})
        for part in (self.answers, self.shares, self.moved):
            part.on_action(handler)
        self.show(reading, fresh=True)
        sides = widgets.Box([self.answers, self.shares])
        sides.add_class("st-playground")
        super().__init__([sides, self.moved])
        self.add_class("st-view")

    def show(self, reading: Reading, *, pinned: bool = False, fresh: bool = False) -> None:
        """Draw `reading`; `pinned` says that the learner chose the cause, `fresh` that nothing was done yet."""
        self._setting, self._entered = reading.state.setting_id, len(reading.state.entries)
        self.answers.state = answers_state(self._kb, reading, fresh=fresh)
        self.shares.state = shares_state(self._kb, reading, pinned=pinned)
        self.moved.state = moved_state(self._kb, reading)

    def __repr__(self) -> str:
        return f"BeliefPlayground(setting={self._setting!r}, findings={self._entered})"

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()
