"""How it went on, in the debrief: a missed emergency first, then each visit, then what chance can have done.

From state to the JSON of the parts; no widget in here.
"""

from __future__ import annotations

from typing import Any

from sciatica_teach.model.follow_up import FollowUp
from sciatica_teach.reasoning.pain_course import felt_better_by, share_left, untreated_range
from sciatica_teach.session.case import CaseSession, CaseState
from sciatica_teach.session.follow_up import NO_TECHNIQUE
from sciatica_teach.session.later_visits import technique_after
from sciatica_teach.session.visit_review import Fault, FollowUpReview, VisitReview, review_follow_up
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.follow_up import pain_state
from sciatica_teach.views.words import say

PartState = dict[str, Any]


def follow_up_cards(session: CaseSession, state: CaseState) -> list[tuple[str, PartState]]:
    """Name and state of each card, none where the case ended on its first day; what has a figure is for `plot`."""
    review, rules = review_follow_up(session, state), session.follow_up.later.rules
    if rules is None or (not review.visits and review.missed is None):
        return []
    unsafe = review.missed is not None or any(one.faults for one in review.visits)
    lines = [*_missed(session, review), *_visits(session, rules, review)]
    cards = [("later", _card(say("follow_up.went_on"), "unsafe" if unsafe else "plain", 2, lines))]
    if review.visits:
        chance = _card(say("follow_up.chance"), "plain", 3, _chance(session, rules, state, review.visits[-1]))
        cards += [("later-pain", pain_state(session, state, "follow_up.figure_whole")), ("later-chance", chance)]
    return cards


def _card(title: str, tone: str, level: int, lines: list[Block]) -> PartState:
    return {"tone": tone, "eyebrow": "", "title": title, "level": level, "blocks": lines}


def _missed(session: CaseSession, review: FollowUpReview) -> list[Block]:
    missed = review.missed
    if missed is None:
        return []
    why = [blocks.claim(session.kb, missed.why)] if missed.why else []
    return [{"type": "heading", "text": say("follow_up.missed")}, blocks.text(missed.words),
            blocks.text(say("follow_up.missed_story"), quiet=True), *why]


def _visits(session: CaseSession, rules: FollowUp, review: FollowUpReview) -> list[Block]:
    if not review.visits:
        return []
    omitted = [f"{one.week:g}" for one in review.visits if not one.is_screened]
    told = [blocks.text(say("follow_up.omitted", weeks=", ".join(omitted)))] if omitted else []
    return [
        {"type": "heading", "text": say("follow_up.each")},
        blocks.verdicts(_visit(session, rules, one) for one in review.visits),
        *told, blocks.claim(session.kb, rules.ask_again),
    ]


def _visit(session: CaseSession, rules: FollowUp, one: VisitReview) -> dict[str, Any]:
    tone = "unsafe" if one.faults else "right" if one.is_right else "caution"
    chosen = say("follow_up.chosen", choice=name_choice(one.choice), pain=f"{one.pain:g}")
    faults = [_fault(session, one, fault) for fault in one.faults]
    should = [] if one.choice in one.right else [say("follow_up.right", right=" / ".join(map(name_choice, one.right)))]
    word = say("follow_up.visit", week=f"{one.week:g}")
    words = " ".join((chosen, *faults, *should))
    without_gain = session.follow_up.later.is_review(one.visit) and "stop" in one.right and "go-on" not in one.right
    why = one.why or (rules.without_gain if without_gain else None)
    return blocks.claim_verdict(session.kb, tone, word, words, why) if why else blocks.verdict(tone, word, words)


def _fault(session: CaseSession, one: VisitReview, fault: Fault) -> str:
    kb = session.kb
    if fault == "too-slow":
        names = ", ".join(kb.get_finding(finding_id).name for finding_id in one.because)
        return say("follow_up.fault_slow", names=names, demand=say(f"urgency.{one.demand}"))
    if fault == "change-unasked":
        names = ", ".join(kb.get_finding(finding_id).name for finding_id in one.unasked)
        return say("follow_up.fault_unasked", names=names)
    if fault == "harmful-technique":
        return say("follow_up.fault_technique", name=kb.treatment.get_technique(one.technique).name)
    return say("follow_up.fault_unsafe")


def name_choice(choice: str) -> str:
    """A choice in the words in which it was offered."""
    return say(f"urgency.{choice}" if choice not in ("go-on", "change", "stop") else f"visit.{choice}")


def _chance(session: CaseSession, rules: FollowUp, state: CaseState, last: VisitReview) -> list[Block]:
    """What was seen, what is seen without any needle, and what the technique can have added."""
    kb, first = session.kb, session.follow_up.later.first_pain
    low, high = untreated_range(rules, first, last.week)
    seen = say("follow_up.seen", first=f"{first:g}", last=f"{last.pain:g}", week=f"{last.week:g}",
               low=f"{low:.1f}", high=f"{high:.1f}")
    return [
        blocks.marked(kb, seen, "estimate", rules.points_basis.sources),
        *_felt_better(session, rules, last.week),
        *_techniques(session, rules, state),
        blocks.details(say("follow_up.how"), [
            blocks.claim(kb, rules.courses_basis), _courses(rules, last.week), blocks.claim(kb, rules.points_basis),
            blocks.claim(kb, rules.noise_basis), blocks.claim(kb, rules.enough_basis)]),
    ]


def _felt_better(session: CaseSession, rules: FollowUp, week: float) -> list[Block]:
    """How many with a trouble of a root felt better untreated; by a line of ours where nobody measured it then."""
    kb, measured = session.kb, [one.week for one in rules.felt_better]
    if "root" not in {kb.get_cause(one).family for one in kb.get_cause(session.case.truth).with_parts}:
        return []
    if not measured[0] < week < measured[-1]:
        return [blocks.claim(kb, rules.felt_better_basis)]
    share = f"{100 * felt_better_by(rules.felt_better, week):.0f}"
    line = say("follow_up.between", week=f"{week:g}", share=share, told=rules.between_basis.text)
    return [blocks.claim(kb, rules.felt_better_basis),
            blocks.marked(kb, line, rules.between_basis.mark, rules.between_basis.sources)]


def _techniques(session: CaseSession, rules: FollowUp, state: CaseState) -> list[Block]:
    """What a trial says of what was used, each claim once."""
    used = dict.fromkeys(technique_after(state, number) for number in range(len(state.visits)))
    effects = [session.follow_up.later.find_effect(one) for one in used if one != NO_TECHNIQUE]
    claims = [claim for effect in effects
              for claim in ((effect.basis, effect.spread_basis) if effect else (rules.no_figure,))]
    return [blocks.claim(session.kb, one) for one in dict.fromkeys(claims)]


def _courses(rules: FollowUp, week: float) -> Block:
    head = [say(f"follow_up.course_{name}") for name in ("name", "share")]
    left = say("follow_up.course_left", week=f"{week:g}")
    rows = [(one.name, f"{100 * one.share:.0f}", f"{100 * share_left(one, week):.0f} %") for one in rules.courses]
    return blocks.table(say("follow_up.courses"), [*head, left], rows, (1, 2))
