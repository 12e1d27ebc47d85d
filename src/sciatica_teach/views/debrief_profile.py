"""The profile of a case: seven parts, each with what it means and how it came about, and one number apart."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import Any, Final

from sciatica_teach.grading.plan import require_marking
from sciatica_teach.model.cases import Case
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.marking import CASE_PARTS, CasePart
from sciatica_teach.session.debrief import Debrief
from sciatica_teach.session.next_case import ProfilePart
from sciatica_teach.views import blocks
from sciatica_teach.views.chain_grades import credit_words
from sciatica_teach.views.debrief_safety import card, certainty_words, signed
from sciatica_teach.views.words import say

PartState = dict[str, Any]
Lines = list[blocks.Block]

PARTS: Final[tuple[ProfilePart, ...]] = (
    "gate", "reasoning", "updating", "data_gathering", "efficiency", "plan", "certainty",
)
"""In the order of the page: safety first."""


def profile_card(kb: KnowledgeBase, case: Case, debrief: Debrief) -> PartState:
    """Seven parts side by side, and below them what a gradebook takes."""
    lines: Lines = [blocks.text(say("debrief.profile_text"))]
    for part in PARTS:
        lines += _part(kb, case, debrief, part)
    return card(say("debrief.profile_title"), [*lines, *_composite(kb, case, debrief)])


def shown_credits(debrief: Debrief) -> dict[ProfilePart, float | None]:
    """The parts that make the one number, as credits from 0 to 1; None where a part is not graded."""
    grade = debrief.grade
    return {
        "reasoning": grade.reasoning, "updating": grade.updating, "data_gathering": grade.data_gathering,
        "efficiency": grade.efficiency, "plan": grade.plan,
    }


def _part(kb: KnowledgeBase, case: Case, debrief: Debrief, part: ProfilePart) -> Lines:
    how, name = _HOW[part](kb, case, debrief), say(f"debrief.part.{part}")
    bar = _bar(debrief, part)
    title = name if bar else say("debrief.profile_part", part=name, value=_value(debrief, part))
    return [
        {"type": "heading", "text": title}, *bar,
        blocks.text(say(f"debrief.meaning.{part}")), *(_heard_little(case, debrief) if part == "reasoning" else []),
        *([blocks.details(say("debrief.profile_how"), how)] if how else []),
    ]


def _heard_little(case: Case, debrief: Debrief) -> Lines:
    """What this part cannot see: how much had been heard at all."""
    left = sum(failure.kind == "must-ask" for failure in debrief.grade.gate.failures)
    if not left or debrief.grade.reasoning is None:
        return []
    return [blocks.text(say("debrief.reasoning_heard", open=left, of=len(case.must_ask)))]


def _value(debrief: Debrief, part: ProfilePart) -> str:
    """What stands where there is no bar."""
    grade = debrief.grade
    if part == "gate":
        return say("debrief.profile_gate_passed" if grade.gate.passed else "debrief.profile_gate_failed")
    if part == "certainty":
        marks = grade.certainty
        return say("debrief.profile_not_asked") if marks is None else signed(marks)
    return say("debrief.profile_not_graded")


def _credit(debrief: Debrief, part: ProfilePart) -> float | None:
    return shown_credits(debrief).get(part)


def _bar(debrief: Debrief, part: ProfilePart) -> Lines:
    credit = _credit(debrief, part)
    if credit is None:
        return []
    label = say("debrief.profile_of", value=_hundred(credit))
    return [{"type": "progress", "value": round(100 * credit), "of": 100, "label": label}]


# ---- How each part came about ----

def _how_gate(kb: KnowledgeBase, case: Case, debrief: Debrief) -> Lines:
    cap = f"{require_marking(kb).gate_cap:g}"
    return [blocks.text(say("debrief.how_gate", asked=_heard(case.must_ask, debrief), of=len(case.must_ask), cap=cap))]


def _how_reasoning(_kb: KnowledgeBase, _case: Case, debrief: Debrief) -> Lines:
    marked = [*debrief.checkpoints, *([debrief.standing] if debrief.standing else [])]
    rows = [(say(f"stage.{one.stage}"), f"{one.error:.3f}", f"{one.error_prior:.3f}") for one in marked]
    head = [say(f"debrief.how_reasoning_{name}") for name in ("room", "yours", "prior")]
    caption = say("debrief.how_reasoning_caption")
    how = "how_reasoning" if debrief.checkpoints else "how_no_belief"
    return [blocks.text(say(f"debrief.{how}")), blocks.table(caption, head, rows, (1, 2)), *_outcome(debrief)]


def _outcome(debrief: Debrief) -> Lines:
    if debrief.outcome is None:
        return []
    return [blocks.text(say("debrief.outcome", score=f"{debrief.outcome:.2f}", prior=f"{debrief.outcome_prior:.2f}"),
                        quiet=True)]


def _how_updating(_kb: KnowledgeBase, _case: Case, debrief: Debrief) -> Lines:
    if not debrief.grade.updates:
        return [blocks.text(say("debrief.how_no_update" if debrief.grade.updating is None else "debrief.how_blank"))]
    rows = [
        (say(f"stage.{one.checkpoint}"), _doublings(one.shift), _doublings(one.reference.mid),
         say("debrief.how_range", low=_doublings(one.reference.low), high=_doublings(one.reference.high)),
         _hundred(one.credit))
        for one in debrief.grade.updates
    ]
    head = [say(f"debrief.how_updating_{name}") for name in ("room", "moved", "due", "range", "credit")]
    caption = say("debrief.how_updating_caption")
    return [blocks.text(say("debrief.how_updating")), blocks.table(caption, head, rows, (1, 2, 3, 4))]


def _how_gathering(_kb: KnowledgeBase, case: Case, debrief: Debrief) -> Lines:
    if debrief.stopped_rightly:
        return [blocks.text(say("debrief.how_stopped"))]
    wanted = {*case.must_ask, *case.key_findings}
    others = sum(one.worth is not None and one.finding_id not in wanted for one in debrief.steps)
    return [blocks.text(say(
        "debrief.how_gathering", must=_heard(case.must_ask, debrief), must_of=len(case.must_ask),
        keys=_heard(case.key_findings, debrief), keys_of=len(case.key_findings), others=others))]


def _how_efficiency(_kb: KnowledgeBase, _case: Case, debrief: Debrief) -> Lines:
    if debrief.stopped_rightly:
        return [blocks.text(say("debrief.how_stopped"))]
    return [blocks.text(say("debrief.how_efficiency"))]


def _how_plan(kb: KnowledgeBase, _case: Case, debrief: Debrief) -> Lines:
    grade, marking = debrief.grade, require_marking(kb)
    lines = [blocks.text(say("debrief.how_plan", actions=_hundred(grade.actions)))]
    if grade.chain is not None:
        earned, possible = credit_words(grade.chain.earned), credit_words(grade.chain.possible)
        lines.append(blocks.text(say("debrief.how_plan_chain", earned=earned, possible=possible,
                                     share=_hundred(marking.chain_share))))
    elif grade.plan != grade.actions:
        lines.append(blocks.text(say("debrief.how_plan_no_chain", share=_hundred(marking.chain_share))))
    return lines


def _how_certainty(_kb: KnowledgeBase, _case: Case, debrief: Debrief) -> Lines:
    words = certainty_words(debrief)
    return [blocks.text(words), blocks.text(say("certainty.rule"), quiet=True)] if words else []


_HOW: Final[Mapping[ProfilePart, Any]] = {
    "gate": _how_gate, "reasoning": _how_reasoning, "updating": _how_updating, "data_gathering": _how_gathering,
    "efficiency": _how_efficiency, "plan": _how_plan, "certainty": _how_certainty,
}


# ---- One number ----

def _composite(kb: KnowledgeBase, case: Case, debrief: Debrief) -> Lines:
    """What a gradebook takes: the credits by their weights, and what the gate does to them."""
    marking, parts = require_marking(kb), shown_credits(debrief)
    weights = case.weights or marking.weights
    weighed = sum(weights[part] for part in CASE_PARTS if parts[part] is not None)
    rows = [_weighed(part, parts[part], weights[part], weighed) for part in CASE_PARTS]
    caption = say("debrief.composite_caption")
    head = [say(f"debrief.composite_{name}") for name in ("part", "credit", "weight", "adds")]
    capped = [] if debrief.grade.gate.passed else [
        blocks.text(say("debrief.composite_capped", cap=f"{marking.gate_cap:g}"))]
    return [
        {"type": "heading", "text": say("debrief.composite_title", value=f"{debrief.grade.composite:.0f}")},
        blocks.text(say("debrief.composite_text")), *capped,
        blocks.details(caption, [blocks.table(caption, head, rows, (1, 2, 3)), blocks.claim(kb, marking.basis)]),
    ]


def _weighed(part: CasePart, credit: float | None, weight: float, weighed: float) -> tuple[str, str, str, str]:
    name = say(f"debrief.part.{part}")
    if credit is None:
        return (name, say("debrief.profile_not_graded"), "–", "–")
    return (name, _hundred(credit), f"{100 * weight / weighed:.0f}", f"{100 * weight * credit / weighed:.1f}")


def _heard(finding_ids: tuple[str, ...], debrief: Debrief) -> int:
    """How many of them were known before the decision."""
    return len(debrief.known.intersection(finding_ids))


def _hundred(credit: float) -> str:
    return f"{100 * credit:.0f}"


def _doublings(shift: float) -> str:
    """A shift of log odds in doublings of the odds, with its sign."""
    return f"{shift / log(2):+.1f}".replace("-", "−")
