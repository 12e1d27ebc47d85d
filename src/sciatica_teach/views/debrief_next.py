"""What to do differently, in two sentences, and which patient comes next. No widget."""

from __future__ import annotations

from typing import Any

from sciatica_teach.model.cases import Case
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.debrief import Debrief
from sciatica_teach.session.next_case import STRONG, Suggestion, find_weakest, profile_credits
from sciatica_teach.views import blocks
from sciatica_teach.views.debrief_safety import card
from sciatica_teach.views.words import say

PartState = dict[str, Any]

MOST_ADVICE = 2


def next_card(kb: KnowledgeBase, case: Case, debrief: Debrief) -> PartState:
    """At most two sentences, then the suggested patient with the reason."""
    lines = [blocks.text(words) for words in advise(kb, case, debrief)]
    if debrief.following is not None:
        lines += _following(kb, debrief.following)
    return {"subject": blocks.STEP_THROUGH_MENUS, **card(say("debrief.advice_title"), lines)}


def advise(kb: KnowledgeBase, case: Case, debrief: Debrief) -> list[str]:
    """What to do differently, the gravest first."""
    return [*_on_safety(debrief), *_on_method(kb, case, debrief)][:MOST_ADVICE] or [say("debrief.advice_good")]


def _on_safety(debrief: Debrief) -> list[str]:
    kinds = {failure.kind for failure in debrief.grade.gate.failures}
    told = {
        "advice_refer": {"must-refer", "unsafe-decision"}, "advice_undecided": {"no-decision"},
        "advice_harmful": {"harmful-action", "harmful-chain"}, "advice_gate": {"must-ask"},
        "advice_later": {"later-visit"},
    }
    return [say(f"debrief.{key}") for key, wanted in told.items() if kinds & wanted]


def _on_method(kb: KnowledgeBase, case: Case, debrief: Debrief) -> list[str]:
    advice = []
    if debrief.ran_out and debrief.disposition is None:
        advice.append(say("debrief.advice_time"))
    if not debrief.checkpoints and not debrief.stopped_rightly:
        advice.append(say("debrief.advice_believe"))
    if debrief.missed:
        advice.append(say("debrief.advice_gather", ask=kb.get_finding(debrief.missed[0]).ask))
    left_out = [one for one in case.plan if one.action_class == "critical" and one.id not in debrief.action_ids]
    if left_out and debrief.disposition is not None:
        advice.append(say("debrief.advice_plan", action=left_out[0].text))
    weakest, credit = find_weakest([profile_credits(debrief.grade)])
    if weakest is not None and weakest != "gate" and credit < STRONG and not debrief.stopped_rightly:
        advice.append(say(f"debrief.practise.{weakest}"))
    return advice


def _following(kb: KnowledgeBase, following: Suggestion) -> list[blocks.Block]:
    case = kb.get_case(following.case_id)
    patient = case.patient
    why = _why(following)
    link = {
        "href": f"?case={case.id}", "action": {"verb": "open", "case": case.id}, "title": case.title,
        "text": say("case.patient", name=patient.name, age=patient.age, occupation=patient.occupation),
        "meta": say("debrief.next_new" if following.is_new else "debrief.next_again"), "tone": "plain",
    }
    return [{"type": "heading", "text": say("debrief.next_title")}, blocks.text(why), blocks.links([link])]


def _why(following: Suggestion) -> str:
    if following.weakest is None:
        return say("debrief.next_strong")
    part = say(f"debrief.part.{following.weakest}")
    many = "many" if following.attempts > 1 else "one"
    over = say(f"debrief.next_over_{many}", count=following.attempts)
    if following.weakest == "gate":
        return say(f"debrief.next_gate_{many}", over=over)
    return say("debrief.next_weakest", over=over, part=part, mean=f"{100 * following.average:.0f}") + " " + say(
        f"debrief.practise.{following.weakest}")
