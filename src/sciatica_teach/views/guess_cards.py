"""The cards of guess, then see: the patient, the question, the rule, the result. No widget in here.

What is due is asked of the session, which says nothing before the learner has answered.
"""

from __future__ import annotations

from typing import Any, Literal

from sciatica_teach.model.events import UpdateStated
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.referral import Floor, referral_floor
from sciatica_teach.session.guess_reference import HIGH_PERCENT, LOW_PERCENT, Reference, Safety
from sciatica_teach.session.guesses import GuessesState, GuessSession
from sciatica_teach.views import blocks
from sciatica_teach.views.guess_words import (
    due_words,
    exact_factor_words,
    is_told_apart,
    odds_move_words,
    percent_words,
    points_words,
    range_words,
    share_words,
)
from sciatica_teach.views.numbers import plain
from sciatica_teach.views.odds import factor_words
from sciatica_teach.views.words import say

PartState = dict[str, Any]
Outcome = Literal["inside", "wrong_way", "too_far", "too_little"]


def head_card() -> PartState:
    """What this is."""
    return {
        "subject": blocks.STEP_THROUGH_MENUS, "tone": "bare", "eyebrow": "", "title": say("guess.title"), "level": 3,
        "blocks": [blocks.text(say("guess.intro"))],
    }


def patient_card(session: GuessSession, state: GuessesState) -> PartState:
    """The patient of this update: where they walked in, what was known, what is new."""
    kb, posed = session.kb, state.current.posed
    finding = kb.get_finding(posed.finding_id)
    said = finding.says_present if posed.value == "present" else finding.says_absent
    known = [answer_words(kb, one, value) for one, value in posed.known.items()]
    return {
        "tone": "patient", "eyebrow": say("guess.setting", name=kb.get_setting(posed.setting).name),
        "title": say("guess.patient", number=state.number), "level": 3,
        "blocks": [
            blocks.text(say("guess.known") if known else say("guess.known_nothing")),
            *([blocks.items(known)] if known else []),
            *floor_blocks(kb, referral_floor(kb, posed.known)),
            {"type": "heading", "text": say("guess.new", finding=answer_words(kb, posed.finding_id, posed.value))},
            blocks.text(said, quote=True),
            blocks.text(say("guess.counts_as", text=finding.positive), quiet=True),
        ],
    }


def gone_card(state: GuessesState) -> PartState:
    """An update that the content no longer holds: another one is taken."""
    return {
        "subject": blocks.STEP_THROUGH_MENUS, "tone": "info", "eyebrow": "", "level": 3,
        "title": say("guess.patient", number=state.number),
        "blocks": [blocks.text(say("guess.gone")), next_buttons(state)],
    }


def next_buttons(state: GuessesState) -> blocks.Block:
    return blocks.buttons(blocks.button(say("guess.next"), "next", primary=True, after=state.number))


def answer_words(kb: KnowledgeBase, finding_id: str, value: Answer) -> str:
    return say("guess.answer", finding=kb.get_finding(finding_id).name, value=say(f"answer.{value}"))


def floor_blocks(kb: KnowledgeBase, floor: Floor) -> list[blocks.Block]:
    """What the must-refer rule demands, and because of what; nothing where it demands nothing."""
    if not floor.finding_ids:
        return []
    names = ", ".join(kb.get_finding(one).name for one in floor.finding_ids)
    return [blocks.verdicts([
        blocks.verdict("unsafe", say(f"urgency.{floor.urgency}"), say("guess.floor", findings=names)),
    ])]


def question_state(session: GuessSession, state: GuessesState) -> PartState:
    """The question; once answered the same share on a scale, beside what was due."""
    posed, stated, reference = state.current.posed, state.current.stated, session.find_reference(state)
    cause = session.kb.get_cause(posed.cause_id).name
    before = round(100 * posed.before)
    if stated is None or reference is None:
        return {
            "id": f"guess-{state.number}", "locked": False, "before": before,
            "low": LOW_PERCENT, "high": HIGH_PERCENT, "cause": cause,
            "legend": say("guess.legend", cause=cause, before=before), "hint": say("guess.hint"),
            "submit": {"label": say("guess.submit"), "action": {"verb": "state", "number": state.number}},
        }
    return {
        "id": f"guess-{state.number}", "locked": True, "legend": cause,
        "before": before, "yours": round(100 * stated.after), "reference": 100 * reference.share,
        "band": [100 * reference.lowest, 100 * reference.highest],
        "words": {
            "before": percent_words(posed.before), "yours": percent_words(stated.after),
            "reference": due_words(reference), "band": range_words(reference.lowest, reference.highest),
        },
    }


def safety_card(kb: KnowledgeBase, safety: Safety) -> PartState:
    """The must-refer rule, above the marks: it does not ask how large a share is."""
    lines = floor_blocks(kb, safety.floor)
    if safety.cause_id:
        lines.append(blocks.text(say(
            "guess.safety_share", cause=kb.get_cause(safety.cause_id).name,
            share=share_words(safety.share, safety.low, safety.high), urgency=say(f"urgency.{safety.floor.urgency}"))))
    return {"tone": "safety", "eyebrow": "", "title": say("guess.safety_title"), "level": 3, "blocks": lines}


def outcome_of(stated: UpdateStated, reference: Reference) -> Outcome:
    """How a move compares with what was due, both in whole per cent."""
    due = reference.stateable
    if due.low <= stated.shift <= due.high:
        return "inside"
    if stated.shift * due.mid < 0:
        return "wrong_way"
    return "too_far" if abs(stated.shift) > abs(due.mid) else "too_little"


def result_card(state: GuessesState, stated: UpdateStated, reference: Reference) -> PartState:
    """How it came out, in numbers that can be worked out again."""
    before = state.current.posed.before
    outcome = outcome_of(stated, reference)
    is_first = len(state.answered) == 1
    return {
        "subject": blocks.STEP_THROUGH_MENUS, "tone": "right" if outcome == "inside" else "caution", "level": 3,
        "eyebrow": say("guess.credit", points=points_words(stated.earned)), "title": say(
            f"guess.outcome_{outcome}", yours=percent_words(stated.after), due=due_words(reference)),
        "blocks": [
            blocks.facts([
                (say("guess.fact_due"), odds_move_words(reference.ratio.mid)),
                (say("guess.fact_moved"), odds_move_words(stated.shift)),
            ]),
            blocks.text(_worked(before, reference)),
            blocks.text(say(
                "guess.band", low=factor_words(reference.ratio.low), high=factor_words(reference.ratio.high),
                range=range_words(reference.lowest, reference.highest))),
            *([] if is_told_apart(reference.share) else [blocks.text(say("guess.at_the_end"), quiet=True)]),
            *([blocks.text(say("guess.credit_means"), quiet=True)] if is_first else []),
            next_buttons(state),
            blocks.details(say("guess.rule_summary"), [blocks.text(say("guess.rule"))]),
        ],
    }


def _worked(before: float, reference: Reference) -> str:
    return say(
        "guess.worked", before=percent_words(before), odds=plain(before / (1 - before)),
        factor=exact_factor_words(reference.ratio.mid), after=plain(reference.share / (1 - reference.share)),
        share=percent_words(reference.share))
