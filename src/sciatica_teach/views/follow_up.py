"""The room of later visits: what the patient says, the pain so far, the screen to ask again, the choice. No widget.

A visit goes by its week: a chain of treatment counts its own visits, and looks back at one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sciatica_teach.figures.pain_course import draw_pain_course
from sciatica_teach.model.findings import Finding
from sciatica_teach.reasoning.pain_course import untreated_range
from sciatica_teach.session.case import CaseSession, CaseState
from sciatica_teach.session.follow_up import NO_TECHNIQUE, is_waiting
from sciatica_teach.session.later_visits import technique_after
from sciatica_teach.session.visit_choices import CHOICES, read_urgency
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.words import say

PartState = dict[str, Any]

STEPS_A_WEEK = 2
"""How finely the band is drawn."""


def visit_parts(session: CaseSession, state: CaseState) -> dict[str, PartState]:
    """Name -> state of every part of this visit, in order; `pain` has a figure, and `ask` is empty while it is left."""
    waiting = is_waiting(state.visits[-1])
    return {
        "visit": visit_state(session, state),
        "pain": pain_state(session, state),
        "ask": {} if waiting else questions_state(session, state),
        "choice": technique_state(session, state) if waiting else choice_state(state),
    }


def visit_state(session: CaseSession, state: CaseState) -> PartState:
    """Who comes in, what is said first, how much it hurts, and what is known of the technique in use."""
    opened = state.visits[-1].opened
    later = session.follow_up.later
    return {
        "tone": "patient", "level": 2,
        "title": say("follow_up.title", week=f"{opened.week:g}"),
        "blocks": [
            blocks.text(later.find_arrival(state), quote=True),
            blocks.text(say("follow_up.pain", pain=f"{opened.pain:g}", first=f"{later.first_pain:g}")),
            *_known(session, state),
            *_screen(session, state),
        ],
    }


def _known(session: CaseSession, state: CaseState) -> list[Block]:
    """What a trial says of the technique in use, or that we have no figure; and why the screen comes first."""
    rules, later = session.follow_up.later.rules, session.follow_up.later
    if rules is None:
        return []
    technique = technique_after(state, len(state.visits) - 1)
    effect = later.find_effect(technique)
    used = [blocks.text(say("follow_up.technique", name=session.kb.treatment.get_technique(technique).name))] \
        if technique not in ("", NO_TECHNIQUE) else []
    known = blocks.claim(session.kb, effect.basis if effect else rules.no_figure)
    return [blocks.claim(session.kb, rules.ask_again), *used, known]


def _screen(session: CaseSession, state: CaseState) -> list[Block]:
    """The button that asks all of it. It stays where it was pressed, so that the focus has a place."""
    visit = state.visits[-1]
    if is_waiting(visit):
        return []
    done = [blocks.text(say("follow_up.screened"), quiet=True)] \
        if set(session.follow_up.later.screen()) <= visit.asked.keys() else []
    return [blocks.buttons(blocks.button(say("follow_up.ask_screen"), "ask-screen", primary=not done)), *done]


def pain_state(session: CaseSession, state: CaseState, title: str = "follow_up.figure_title") -> PartState:
    """The pain at each visit so far before the band of untreated patients, and the same as a table."""
    later = session.follow_up.later
    weeks = (0.0, *(later.rules.visits if later.rules else ()))
    pain = [(0.0, later.first_pain), *((one.opened.week, one.opened.pain) for one in state.visits)]
    fine = [step / STEPS_A_WEEK for step in range(int(weeks[-1] * STEPS_A_WEEK) + 1)]
    words = {name: say(f"follow_up.figure_{name}") for name in ("pain", "band", "weeks", "scale")}
    drawn = draw_pain_course(pain, [(week, *_range(session, week)) for week in fine], words).to_plotly_json()
    return {
        "level": 3, "title": say(title), "text": [say("follow_up.figure_text")],
        "label": say("follow_up.figure_label", told=", ".join(f"{week:g}: {value:g}" for week, value in pain)),
        "figure": {"data": list(drawn["data"]), "layout": drawn["layout"], "narrow": drawn["layout"]},
        "table": {
            "summary": say("follow_up.as_table"), "numeric": [1, 2],
            "head": [say(f"follow_up.head_{name}") for name in ("week", "pain", "band")],
            "rows": [[f"{week:g}", f"{dict(pain)[week]:g}" if week in dict(pain) else say("follow_up.not_yet"),
                      "–".join(f"{end:.1f}" for end in _range(session, week))] for week in weeks],
        },
    }


def _range(session: CaseSession, week: float) -> tuple[float, float]:
    later = session.follow_up.later
    return untreated_range(later.rules, later.first_pain, week) if later.rules else (0.0, 0.0)


def questions_state(session: CaseSession, state: CaseState) -> PartState:
    """The screen one by one, and every test once more; topics in which something was found are open and come first."""
    kb, follow_up = session.kb, session.follow_up
    screen = [kb.get_finding(one) for one in follow_up.later.screen()]
    told = [kb.get_finding(one) for one, value in session.known(state).items() if value == "present"]
    story = [one for one in told if one.kind != "examination" and not one.safety and not one.given]
    found = {one.topic for one in told if one.kind == "examination"}
    topics = dict.fromkeys(one.topic for one in follow_up.tests())
    groups: list[tuple[str, bool, Iterable[Finding]]] = [(say("follow_up.screen"), True, screen)]
    groups += [(say("follow_up.story"), False, story)] if story else []
    groups += [(topic, topic in found, [one for one in follow_up.tests() if one.topic == topic])
               for topic in sorted(topics, key=lambda one: one not in found)]
    return {
        "id": f"visit-{state.visits[-1].opened.visit}-ask",
        "title": say("follow_up.ask_title"), "intro": say("follow_up.ask_intro"),
        "groups": [{"topic": topic, "open": is_open, "questions": [_question(session, state, one) for one in members]}
                   for topic, is_open, members in groups],
        "filter": True,
    }


def _question(session: CaseSession, state: CaseState, finding: Finding) -> dict[str, Any]:
    told, before = session.follow_up.find_told(state, finding.id), session.told(state, finding.id)
    then = say("follow_up.then", value=say(f"answer.{before.value}")) if before else say("follow_up.then_unasked")
    return {
        "id": finding.id, "ask": finding.ask, "cost": then, "asked": told is not None,
        # what comes back travels to the browser only once it was asked for
        "words": told.words if told else "", "value": told.value if told else "",
        "fresh": told is not None and told.value != (before.value if before else "absent"),
        "how": list(finding.how), "positive": finding.positive if finding.kind == "examination" else "",
    }


def choice_state(state: CaseState) -> PartState:
    """What is done now, the safe end first."""
    return {
        "id": f"visit-{state.visits[-1].opened.visit}-choice",
        "legend": say("follow_up.choice_legend"), "hint": say("follow_up.choice_hint"), "rule": "", "many": False,
        "options": [{"id": one, "text": say(f"urgency.{one}" if read_urgency(one) != "treat" else f"visit.{one}")}
                    for one in CHOICES],
        "certainty": {"ask": False},
        "submit": {"label": say("follow_up.choice_submit"), "action": {"verb": "visit"}},
        "locked": False, "verdicts": {},
    }


def technique_state(session: CaseSession, state: CaseState) -> PartState:
    """What is begun instead."""
    names = [(one, session.kb.treatment.get_technique(one).name) for one in session.follow_up.techniques()]
    return {
        "id": f"visit-{state.visits[-1].opened.visit}-technique",
        "legend": say("follow_up.technique_legend"), "hint": say("follow_up.technique_hint"), "rule": "",
        "many": False,
        "options": [{"id": one, "text": name} for one, name in (*names, (NO_TECHNIQUE, say("follow_up.none")))],
        "certainty": {"ask": False},
        "submit": {"label": say("follow_up.technique_submit"), "action": {"verb": "technique"}},
        "locked": False, "verdicts": {},
    }
