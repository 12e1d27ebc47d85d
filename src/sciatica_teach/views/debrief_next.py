"""What to do differently, in two sentences, and which patient comes next. No widget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sciatica_teach.model.cases import Case
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.debrief import Debrief
from sciatica_teach.session.debrief_path import LEAST_WORTH
from sciatica_teach.session.next_case import STRONG, Suggestion, find_weakest, profile_credits
from sciatica_teach.views import blocks
from sciatica_teach.views.debrief_safety import card
from sciatica_teach.views.words import say

PartState = dict[str, Any]

MOST_ADVICE = 2


def next_card(kb: KnowledgeBase, case: Case, debrief: Debrief) -> PartState:
    """At most two sentences, then the suggested patient with the reason."""
    advice = advise(kb, case, debrief)
    lines = [blocks.text(words) for words in advice]
    if debrief.following is not None:
        lines += _following(kb, debrief.following, advice)
    return {"subject": blocks.STEP_THROUGH_MENUS, **card(say("debrief.advice_title"), lines)}


def advise(kb: KnowledgeBase, case: Case, debrief: Debrief) -> list[str]:
    """What to do differently, in the order of a visit: what was not safe, then the method. Nothing is said twice."""
    advice = dict.fromkeys([*_on_safety(debrief), *_on_method(kb, case, debrief)])
    return list(advice)[:MOST_ADVICE] or [say("debrief.advice_good")]


def _on_safety(debrief: Debrief) -> list[str]:
    """One sentence for each kind of failure; a sign is spoken of only where one had been told before the decision."""
    kinds = {failure.kind for failure in debrief.grade.gate.failures}
    sign = bool(debrief.floor.finding_ids)
    told = {
        "gate": "must-ask" in kinds,
        "refer": "must-refer" in kinds,
        "unsafe": "unsafe-decision" in kinds and "must-refer" not in kinds,
        "undecided": "no-decision" in kinds and sign,
        "time": "no-decision" in kinds and not sign,
        "harmful": "harmful-action" in kinds,
        "chain": "harmful-chain" in kinds,
        "later": "later-visit" in kinds,
    }
    return [say(f"debrief.advice_{key}") for key, holds in told.items() if holds]


def _on_method(kb: KnowledgeBase, case: Case, debrief: Debrief) -> list[str]:
    advice = []
    if debrief.ran_out and debrief.disposition is None:
        advice.append(say("debrief.advice_time"))
    if not debrief.checkpoints and not debrief.stopped_rightly:
        advice.append(say("debrief.advice_believe"))
    advice += _on_gathering(kb, debrief)
    left_out = [one for one in case.plan if one.action_class == "critical" and one.id not in debrief.action_ids]
    if left_out and debrief.disposition is not None:
        advice.append(say("debrief.advice_plan", action=left_out[0].text))
    weakest, credit = find_weakest([profile_credits(debrief.grade)])
    if weakest is not None and weakest != "gate" and credit < STRONG and not debrief.stopped_rightly:
        advice.append(say(f"debrief.practise.{weakest}"))
    return advice


def _on_gathering(kb: KnowledgeBase, debrief: Debrief) -> list[str]:
    """The question that was worth most by the figure; else a key finding, told as the careful thing that it is."""
    left = [one for one in debrief.unasked if not one.is_safety and one.worth >= LEAST_WORTH]
    if left:
        best = max(left, key=lambda one: one.worth)
        return [say("debrief.advice_gather", ask=kb.get_finding(best.finding_id).ask, worth=f"{best.worth:.2f}")]
    keys = [finding for finding in map(kb.get_finding, debrief.missed) if not finding.safety]
    return [say("debrief.advice_careful", ask=finding.ask) for finding in keys[:1]]


def _following(kb: KnowledgeBase, following: Suggestion, advice: Sequence[str]) -> list[blocks.Block]:
    case = kb.get_case(following.case_id)
    patient = case.patient
    why = _why(following, advice)
    link = {
        "href": f"?case={case.id}", "action": {"verb": "open", "case": case.id}, "title": case.title,
        "text": say("case.patient", name=patient.name, age=patient.age, occupation=patient.occupation),
        "meta": say("debrief.next_new" if following.is_new else "debrief.next_again"), "tone": "plain",
    }
    return [{"type": "heading", "text": say("debrief.next_title")}, blocks.text(why), blocks.links([link])]


def _why(following: Suggestion, advice: Sequence[str]) -> str:
    """The reason; how to practise it stands there only where the advice has not said it already."""
    if following.weakest is None:
        return say("debrief.next_strong")
    part = say(f"debrief.part.{following.weakest}")
    many = "many" if following.attempts > 1 else "one"
    over = say(f"debrief.next_over_{many}", count=following.attempts)
    if following.fell_on is not None:
        what, train = (say(f"debrief.{section}.{following.fell_on}") for section in ("fell_on", "train_gate"))
        return say(f"debrief.next_gate_{many}", over=over, what=what) + " " + train
    practise = say(f"debrief.practise.{following.weakest}")
    weakest = say("debrief.next_weakest", over=over, part=part, mean=f"{100 * following.average:.0f}")
    return weakest if practise in advice else f"{weakest} {practise}"
