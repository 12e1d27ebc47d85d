"""What was done and what was left out: the actions of the plan, the questions never asked, answers put right."""

from __future__ import annotations

from typing import Any

from sciatica_teach.model.cases import ActionClass, Case, PlanAction
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.debrief import Debrief
from sciatica_teach.session.disclosure import true_reveal
from sciatica_teach.views import blocks
from sciatica_teach.views.debrief_safety import card
from sciatica_teach.views.words import say

PartState = dict[str, Any]

_CLASSES: tuple[ActionClass, ...] = ("critical", "recommended", "neutral", "unnecessary", "harmful")


def plan_card(kb: KnowledgeBase, case: Case, debrief: Debrief) -> PartState:
    """Every action on offer by what it is worth here, chosen or not, each with its reason."""
    lines: list[blocks.Block] = []
    if not debrief.action_ids:
        lines.append(blocks.text(say("debrief.plan_ran_out" if debrief.ran_out else "debrief.plan_none")))
    for action_class in _CLASSES:
        actions = [action for action in case.plan if action.action_class == action_class]
        if actions:
            lines.append({"type": "heading", "text": say(f"debrief.plan_{action_class}")})
            lines.append(blocks.verdicts(_action(kb, action, debrief) for action in actions))
    return card(say("debrief.plan_title"), lines)


def _action(kb: KnowledgeBase, action: PlanAction, debrief: Debrief) -> dict[str, Any]:
    done, good = action.id in debrief.action_ids, action.action_class in ("critical", "recommended")
    if done:
        tone = "right" if good else {"harmful": "unsafe", "unnecessary": "caution"}.get(action.action_class, "plain")
    else:
        tone = "caution" if action.action_class == "critical" else "plain"
    word = "debrief.plan_done" if done else "debrief.plan_missed" if good else "debrief.plan_avoided"
    if not done and (action.action_class == "neutral" or (debrief.ran_out and not good)):  # nobody weighed it
        word = "debrief.plan_not_chosen"
    return blocks.sourced_verdict(kb, tone, say(word), action.text, why=action.why, mark=action.mark,
                                  source_ids=action.sources)


def missed_card(kb: KnowledgeBase, case: Case, debrief: Debrief) -> PartState:
    """What a careful colleague would have asked too, and what could have changed most."""
    if debrief.stopped_rightly:
        return card(say("debrief.stopped_title"), [blocks.text(say("debrief.stopped_text"))], "right")
    lines: list[blocks.Block] = []
    if debrief.missed:
        lines += [blocks.text(say("debrief.missed_key")),
                  blocks.verdicts(_missed_key(kb, case, debrief, finding_id) for finding_id in debrief.missed)]
    others = [finding_id for finding_id in debrief.best_left if finding_id not in debrief.missed]
    if others:
        lines += [blocks.text(say("debrief.missed_value")), blocks.items(kb.get_finding(one).ask for one in others)]
    return card(say("debrief.missed_title"), lines or [blocks.text(say("debrief.missed_none"))])


def _missed_key(kb: KnowledgeBase, case: Case, debrief: Debrief, finding_id: str) -> dict[str, Any]:
    """What it would have brought. The question stands in the first card already where it had to be asked."""
    told_above = any(one.kind == "must-ask" and one.subject == finding_id for one in debrief.grade.gate.failures)
    finding = kb.get_finding(finding_id)
    told = true_reveal(case, finding)
    note = say("debrief.missed_key_note", answer=say(f"answer.{told.value}"), words=told.words)
    return blocks.verdict("plain", "", finding.name if told_above else finding.ask, note)


def corrected_cards(kb: KnowledgeBase, case: Case, debrief: Debrief) -> list[tuple[str, PartState]]:
    """First answers that were not so: those put right later, and those that stood to the end."""
    told = [*((one, "corrected") for one in debrief.corrected), *((one, "misled") for one in debrief.misled)]
    if not told:
        return []
    lines = [blocks.text(say("debrief.first_text")),
             blocks.verdicts(_first_answer(kb, case, finding_id, how) for finding_id, how in told)]
    return [("first-answers", card(say("debrief.first_title"), lines))]


def _first_answer(kb: KnowledgeBase, case: Case, finding_id: str, how: str) -> dict[str, Any]:
    finding = kb.get_finding(finding_id)
    told = true_reveal(case, finding)
    first = told.first
    said = first.words if first else ""
    until = "; ".join(kb.get_finding(one).name for one in first.until) if first else ""
    return blocks.verdict(
        "info" if how == "corrected" else "caution", say(f"debrief.first_{how}"), finding.name,
        say(f"debrief.first_{how}_note", said=said, now=told.words, value=say(f"answer.{told.value}"), until=until))
