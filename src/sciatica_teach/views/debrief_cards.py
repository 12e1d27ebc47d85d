"""The cards of the debrief: from a `Debrief` to the JSON of the `card` part. Safety comes first, always."""

from __future__ import annotations

from typing import Any

from sciatica_teach.grading.cases import GateFailure
from sciatica_teach.model.cases import ActionClass, Case, PlanAction
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.debrief import Debrief, Worth
from sciatica_teach.views import blocks
from sciatica_teach.views.debrief_path import path_parts
from sciatica_teach.views.words import say

PartState = dict[str, Any]

_CLASSES: tuple[ActionClass, ...] = ("critical", "recommended", "neutral", "unnecessary", "harmful")


def all_cards(kb: KnowledgeBase, case: Case, debrief: Debrief) -> list[tuple[str, PartState]]:
    """Name and state of every card, in the order of the page; what has a figure is for the part `plot`."""
    return [
        ("gate", _gate(kb, case, debrief)),
        ("decision", _decision(kb, case, debrief)),
        ("marks", marks_state()),
        ("plan", _plan(kb, case, debrief)),
        *path_parts(kb, case, debrief),
        ("missed", _missed(kb, case, debrief)),
        ("worth", _worth(kb, debrief)),
        ("profile", _profile(debrief)),
        ("lessons", _lessons(kb, case, debrief)),
    ]


def _card(title: str, lines: list[blocks.Block], tone: str = "plain", eyebrow: str = "") -> PartState:
    return {"tone": tone, "eyebrow": eyebrow, "title": title, "level": 2, "blocks": lines}


def _gate(kb: KnowledgeBase, case: Case, debrief: Debrief) -> PartState:
    gate = debrief.grade.gate
    eyebrow = say("debrief.title", name=case.patient.name, cause=kb.get_cause(case.truth).name)
    if gate.passed:
        return _card(say("debrief.gate_passed"), [blocks.text(say("debrief.gate_passed_text"))], "right", eyebrow)
    acts = [_failure(kb, case, debrief, failure) for failure in gate.failures if failure.kind != "must-ask"]
    unasked = [kb.get_finding(failure.subject).ask for failure in gate.failures if failure.kind == "must-ask"]
    lines = [blocks.text(say("debrief.gate_failed_text"))]
    if acts:
        lines.append(blocks.verdicts(acts))
    if unasked:
        lines += [{"type": "heading", "text": say("debrief.must_ask")}, blocks.text(say("debrief.must_ask_should")),
                  blocks.items(unasked)]
    return _card(say("debrief.gate_failed"), lines, "unsafe", eyebrow)


def _failure(kb: KnowledgeBase, case: Case, debrief: Debrief, failure: GateFailure) -> dict[str, Any]:
    word = say("debrief.unsafe_word")
    if failure.kind == "must-refer":
        floor = say(f"urgency.{debrief.floor.urgency}")
        words = say("debrief.must_refer", finding=kb.get_finding(failure.subject).name, floor=floor)
        return blocks.verdict("unsafe", word, words, say("debrief.must_refer_should", floor=floor))
    if failure.kind == "unsafe-decision":
        words = say("debrief.unsafe_decision", chosen=say(f"urgency.{debrief.disposition}"))
        return blocks.verdict("unsafe", word, words, say("debrief.unsafe_decision_should", right=_right(case)))
    if failure.kind == "later-visit":
        return blocks.verdict("unsafe", word, say("debrief.later_visit", number=failure.subject),
                              say("debrief.later_visit_should"))
    action = next(one for one in case.plan if one.id == failure.subject)
    return blocks.sourced_verdict(kb, "unsafe", word, say("debrief.harmful", action=action.text), why=action.why,
                                  mark=action.mark, source_ids=action.sources)


def _right(case: Case) -> str:
    return " / ".join(say(f"urgency.{urgency}") for urgency in case.decision.right)


def _decision(kb: KnowledgeBase, case: Case, debrief: Debrief) -> PartState:
    unsafe = any(failure.kind in ("must-refer", "unsafe-decision") for failure in debrief.grade.gate.failures)
    outcome, tone = (
        ("decision_unsafe", "unsafe") if unsafe
        else ("decision_right", "right") if debrief.decision_right
        else ("decision_other", "caution")
    )
    words = say(f"debrief.{outcome}", chosen=say(f"urgency.{debrief.disposition}"), right=_right(case))
    reference = say("debrief.decision_reference", recommended=say(f"urgency.{debrief.recommended}"))
    lines = [blocks.text(words), blocks.claim(kb, case.decision.why), blocks.marked(kb, reference, "estimate", ())]
    return _card(say("debrief.decision_title"), lines, tone)


def _plan(kb: KnowledgeBase, case: Case, debrief: Debrief) -> PartState:
    lines: list[blocks.Block] = []
    for action_class in _CLASSES:
        actions = [action for action in case.plan if action.action_class == action_class]
        if actions:
            lines.append({"type": "heading", "text": say(f"debrief.plan_{action_class}")})
            lines.append(blocks.verdicts(_action(kb, action, action.id in debrief.action_ids) for action in actions))
    return _card(say("debrief.plan_title"), lines)


def _action(kb: KnowledgeBase, action: PlanAction, done: bool) -> dict[str, Any]:
    good = action.action_class in ("critical", "recommended")
    if done:
        tone = "right" if good else {"harmful": "unsafe", "unnecessary": "caution"}.get(action.action_class, "plain")
    else:
        tone = "caution" if action.action_class == "critical" else "plain"
    word = "debrief.plan_done" if done else "debrief.plan_missed" if good else "debrief.plan_avoided"
    if action.action_class == "neutral" and not done:
        word = "debrief.plan_not_chosen"
    return blocks.sourced_verdict(kb, tone, say(word), action.text, why=action.why, mark=action.mark,
                                  source_ids=action.sources)


def _missed(kb: KnowledgeBase, case: Case, debrief: Debrief) -> PartState:
    if debrief.stopped_rightly:
        return _card(say("debrief.stopped_title"), [blocks.text(say("debrief.stopped_text"))], "right")
    lines: list[blocks.Block] = []
    if debrief.missed:
        lines += [blocks.text(say("debrief.missed_key")),
                  blocks.verdicts(_missed_key(kb, case, finding_id) for finding_id in debrief.missed)]
    others = [finding_id for finding_id in debrief.best_left if finding_id not in debrief.missed]
    if others:
        lines += [blocks.text(say("debrief.missed_value")), blocks.items(kb.get_finding(one).ask for one in others)]
    return _card(say("debrief.missed_title"), lines or [blocks.text(say("debrief.missed_none"))])


def _missed_key(kb: KnowledgeBase, case: Case, finding_id: str) -> dict[str, Any]:
    finding = kb.get_finding(finding_id)
    told = case.reveals.get(finding_id)
    value = told.value if told else "absent"
    words = (told.words if told else "") or (finding.says_present if value == "present" else finding.says_absent)
    note = say("debrief.missed_key_note", answer=say(f"answer.{value}"), words=words)
    return blocks.verdict("plain", "", finding.ask, note)


def _worth(kb: KnowledgeBase, debrief: Debrief) -> PartState:
    rows = [
        (kb.get_finding(one.finding_id).name, say(f"answer.{one.answer}"), _worth_words(kb, one))
        for one in debrief.worth
    ]
    head = (say("debrief.worth_head_asked"), say("debrief.worth_head_answer"), say("debrief.worth_head_value"))
    lines = [blocks.text(say("debrief.worth_text"))]
    if rows:
        caption = say("debrief.worth_caption")
        lines.append(blocks.details(caption, [blocks.table(caption, head, rows, (2,))]))
    return _card(say("debrief.worth_title"), lines)


def _worth_words(kb: KnowledgeBase, one: Worth) -> str:
    if kb.get_finding(one.finding_id).safety:
        return say("debrief.worth_safety")
    return f"{one.value:.2f}" if one.value >= 0.01 else say("debrief.worth_little")


def _profile(debrief: Debrief) -> PartState:
    grade = debrief.grade
    pairs = [
        (say("debrief.profile_reasoning"), _share(grade.reasoning)),
        (say("debrief.profile_gathering"), _share(None if debrief.stopped_rightly else grade.data_gathering)),
        (say("debrief.profile_efficiency"), _share(None if debrief.stopped_rightly else grade.efficiency)),
        (say("debrief.profile_plan"), _share(grade.plan)),
    ]
    return _card(say("debrief.profile_title"), [blocks.text(say("debrief.profile_text")), blocks.facts(pairs)])


def _share(value: float | None) -> str:
    return say("debrief.profile_not_graded") if value is None else f"{100 * value:.0f} / 100"


def _lessons(kb: KnowledgeBase, case: Case, debrief: Debrief) -> PartState:
    advice = [blocks.text(words) for words in _advice(kb, case, debrief)]
    card = _card(say("debrief.advice_title"), [
        *advice,
        {"type": "heading", "text": say("debrief.lessons_title")},
        *(blocks.claim(kb, lesson) for lesson in case.lessons),
        blocks.text(say("debrief.sources_note"), quiet=True),
        blocks.buttons(
            blocks.button(say("case.again"), "again", confirm=say("case.again_confirm")),
            blocks.button(say("case.other_cases"), "menu", primary=True),
        ),
    ])
    return {"subject": blocks.STEP_THROUGH_MENUS, **card}


def _advice(kb: KnowledgeBase, case: Case, debrief: Debrief) -> list[str]:
    """At most two sentences on what to do differently: the gravest first."""
    kinds = {failure.kind for failure in debrief.grade.gate.failures}
    advice = []
    if "must-ask" in kinds:
        advice.append(say("debrief.advice_gate"))
    if kinds & {"must-refer", "unsafe-decision"}:
        advice.append(say("debrief.advice_refer"))
    missed = (*debrief.missed, *debrief.best_left)
    if debrief.missed:
        advice.append(say("debrief.advice_gather", ask=kb.get_finding(missed[0]).ask))
    left_out = [a for a in case.plan if a.action_class == "critical" and a.id not in debrief.action_ids]
    if left_out:
        advice.append(say("debrief.advice_plan", action=left_out[0].text))
    return advice[:2] or [say("debrief.advice_good")]


def marks_state() -> PartState:
    """The legend of the evidence marks."""
    return {
        "tone": "plain",
        "eyebrow": say("family.marks_title"),
        "title": "",
        "level": 3,
        "blocks": [{"type": "marks"}, blocks.text(say("family.marks_text"), quiet=True)],
    }
