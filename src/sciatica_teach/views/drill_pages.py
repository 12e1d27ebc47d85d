"""What the red-flag drill shows: from a `DrillState` to the JSON of the parts. No widget in here.

The key of a patient is read only once the decision is in: before that the browser has the text and nothing else.
"""

from __future__ import annotations

from typing import Any, Final

from sciatica_teach.model.drill import DISPOSALS, Vignette
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.referral import referral_floor
from sciatica_teach.session.drill import DrillSession, DrillState, Outcome
from sciatica_teach.session.drill_rounds import SHORT_ROUND
from sciatica_teach.views import blocks
from sciatica_teach.views.words import say

PartState = dict[str, Any]

PACES: Final = (0, 30, 15)
"""Seconds for each patient; 0 is no clock."""

TONES: Final[dict[Outcome, str]] = {
    "right": "right", "miss": "unsafe", "too-slow": "caution", "undecided": "caution", "too-fast": "info",
}


def head_state(session: DrillSession, state: DrillState, number: int) -> PartState:
    """What is asked, and how far the learner is. The words stay until the first patient has left."""
    done, total = len(state.settled), len(state.vignette_ids)
    is_first = len(state.judged) == (not state.is_open)
    intro = say("drill.intro", count=total, total=len(session.kb.vignettes))
    return {
        "subject": blocks.STEP_THROUGH_MENUS,
        "tone": "bare",
        "eyebrow": say("drill.eyebrow", number=number),
        "title": say("drill.title"),
        "level": 3,
        "blocks": [
            *([blocks.text(intro)] if is_first else []),
            {"type": "progress", "value": done, "of": total, "label": say("drill.progress", done=done, total=total)},
            *_other_round(session, state, is_first),
        ],
    }


def _other_round(session: DrillSession, state: DrillState, is_first: bool) -> list[blocks.Block]:
    """A long round may be left for a short one at any time; a short one for all of them before it has begun."""
    everybody = len(session.kb.vignettes)
    if len(state.vignette_ids) > SHORT_ROUND:
        return [blocks.buttons(blocks.button(say("drill.short_instead", count=SHORT_ROUND), "again", only="short"))]
    if is_first and everybody > SHORT_ROUND:
        return [blocks.buttons(blocks.button(say("drill.all_instead", count=everybody), "again", only=""))]
    return []


def patient_state(session: DrillSession, state: DrillState) -> PartState:
    """The patient on screen: open for a decision, or with the one that was made."""
    patient = session.vignette(state)
    given = state.last
    return {
        "id": f"{patient.id}/{len(state.judged) - (not state.is_open)}",  # who comes back is asked afresh
        "legend": say("drill.legend"),
        "patient": {
            "id": patient.id, "name": patient.name, "text": patient.text,
            "setting": session.kb.get_setting(patient.setting).name,
        },
        "choices": [
            {"id": one, "label": say(f"drill.{one}"), "text": say(f"drill.{one}_text")} for one in DISPOSALS
        ],
        "paces": [{"seconds": one, "label": say("drill.pace", seconds=one) if one else say("drill.calm")}
                  for one in PACES],
        "locked": not state.is_open,
        "chosen": given.disposal if given else None,
    }


def verdict_state(session: DrillSession, state: DrillState, outcome: Outcome) -> PartState:
    """What came of the decision: a miss is said before anything else, and what to do before why."""
    patient = session.vignette(state)
    return {
        "tone": TONES[outcome],
        "eyebrow": say(f"drill.word_{outcome}"),
        "title": say(f"drill.title_{outcome}", right=say(f"drill.{patient.right}")),
        "nearest": True,  # the story stays in sight: what came of it is read beside it
        "level": 3,
        "blocks": [
            *_cost(patient, state, outcome),
            blocks.text(say("drill.do", do=patient.do)),
            blocks.claim(session.kb, patient.why),
            *_rule(session.kb, patient),
            *_warning_card(session.kb, state, patient),
            *_onward(state, outcome),
        ],
    }


def _cost(patient: Vignette, state: DrillState, outcome: Outcome) -> list[blocks.Block]:
    """What being faster than needed cost, for this decision in place of that one."""
    if outcome != "too-fast" or state.last is None:
        return []
    cost = say(f"drill.cost_{patient.right}_{state.last.disposal}")
    return [blocks.text(say("drill.cost", cost=cost))]


def _warning_card(kb: KnowledgeBase, state: DrillState, patient: Vignette) -> list[blocks.Block]:
    """What the safety net of those treated here is: in full with the first of a round, folded after that."""
    if patient.right != "treat":
        return []
    told = blocks.marked(kb, say("drill.card"), "taught", ("greenhalgh-2016", "taught-safety"))
    before = [kb.get_vignette(one.vignette_id).right for one in state.judged[:-1]]
    return [blocks.details(say("drill.card_summary"), [told])] if "treat" in before else [told]


def _rule(kb: KnowledgeBase, patient: Vignette) -> list[blocks.Block]:
    """The findings that leave no slower decision, where there are any."""
    floor = referral_floor(kb, dict.fromkeys(patient.present, "present"))
    if not floor.finding_ids:
        return []
    names = ", ".join(kb.get_finding(finding_id).name for finding_id in floor.finding_ids)
    return [blocks.text(say("drill.rule", findings=names, urgency=say(f"urgency.{floor.urgency}")), quiet=True)]


def _onward(state: DrillState, outcome: Outcome) -> list[blocks.Block]:
    if state.is_finished:
        return []
    again = "drill.back_soon" if outcome == "miss" else "drill.back_later"
    return [
        *([] if outcome == "right" else [blocks.text(say(again), quiet=True)]),
        blocks.buttons(blocks.button(say("drill.next"), "next", primary=True)),
    ]


def result_state(session: DrillSession, state: DrillState, unmet: int) -> PartState:
    """The whole run: how many were right at once, who was missed, with what to do, and how to go on."""
    missed = [session.kb.get_vignette(name) for name in state.missed]
    at_once = say("drill.of", count=len(state.right_at_once), total=len(state.vignette_ids))
    return {
        "subject": blocks.STEP_THROUGH_MENUS,
        "tone": "plain",
        "eyebrow": say("drill.result_eyebrow"),
        "title": say("drill.result_title"),
        "level": 3,
        "blocks": [
            blocks.facts([
                (say("drill.fact_right"), at_once),
                (say("drill.fact_missed"), str(len(missed))),
                (say("drill.fact_decisions"), str(len(state.judged))),
            ]),
            *_missed(missed),
            blocks.buttons(*_next_rounds(session, missed, unmet)),
        ],
    }


def _next_rounds(session: DrillSession, missed: list[Vignette], unmet: int) -> list[dict[str, Any]]:
    """Those missed first, then the others, then everybody at once."""
    total = len(session.kb.vignettes)
    again = [blocks.button(say("drill.again_missed", count=len(missed)), "again", only="missed", primary=True)]
    short = say("drill.again_others", count=unmet) if unmet else say("drill.again_short", count=SHORT_ROUND)
    return [
        *(again if missed else []),
        *([blocks.button(short, "again", only="short", primary=not missed)] if total > SHORT_ROUND else []),
        blocks.button(say("drill.again", count=total), "again", only="",
                      primary=not missed and total <= SHORT_ROUND),
    ]


def _missed(missed: list[Vignette]) -> list[blocks.Block]:
    if not missed:
        return [blocks.text(say("drill.none_missed"))]
    lines = [
        blocks.verdict("unsafe", say("drill.missed_one", name=one.name), say(f"drill.{one.right}"), one.do)
        for one in missed
    ]
    return [blocks.text(say("drill.missed")), blocks.verdicts(lines)]
