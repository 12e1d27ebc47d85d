"""The first cards of the debrief: the safety gate, apart from everything else, and the decision. No widget."""

from __future__ import annotations

from typing import Any

from sciatica_teach.grading.cases import GateFailure
from sciatica_teach.model.cases import Case
from sciatica_teach.model.chains import Harm
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.debrief import Debrief
from sciatica_teach.views import blocks
from sciatica_teach.views.chain_pages import harm_blocks
from sciatica_teach.views.words import say

PartState = dict[str, Any]


def gate_card(kb: KnowledgeBase, case: Case, debrief: Debrief) -> PartState:
    """Passed, or what happened and what should have happened; always the first card."""
    gate = debrief.grade.gate
    eyebrow = say("debrief.title", name=case.patient.name, cause=kb.get_cause(case.truth).name)
    if gate.passed:
        return card(say("debrief.gate_passed"), [blocks.text(say(_passed_words(debrief)))], "right", eyebrow)
    acts = [_failure(kb, case, debrief, one) for one in gate.failures if one.kind not in {"must-ask", "harmful-chain"}]
    unasked = [kb.get_finding(failure.subject).ask for failure in gate.failures if failure.kind == "must-ask"]
    lines = [blocks.text(say("debrief.gate_failed_text"))]
    if acts:
        lines.append(blocks.verdicts(acts))
    lines += _chain_harms(kb, debrief)
    if unasked:
        lines += [{"type": "heading", "text": say("debrief.must_ask")}, blocks.text(_left_out(kb, case, len(unasked))),
                  blocks.items(unasked)]
    return card(say("debrief.gate_failed"), lines, "unsafe", eyebrow)


def decision_card(kb: KnowledgeBase, case: Case, debrief: Debrief) -> PartState:
    """What was decided and how sure, whether it is right here and why, and what the reference would have done."""
    kinds = {failure.kind for failure in debrief.grade.gate.failures}
    outcome, tone = (
        ("ran_out", "unsafe" if "no-decision" in kinds else "caution") if debrief.disposition is None
        else ("unsafe", "unsafe") if kinds & {"must-refer", "unsafe-decision"}
        else ("right", "right") if debrief.decision_right
        else ("other", "caution")
    )
    chosen = say(f"urgency.{debrief.disposition}") if debrief.disposition else ""
    words = say(f"debrief.decision_{outcome}", chosen=chosen, right=right_words(case))
    reference = say("debrief.decision_reference", recommended=say(f"urgency.{debrief.recommended}"))
    return card(say("debrief.decision_title"), [
        blocks.text(words), *_certainty(debrief), blocks.claim(kb, case.decision.why),
        blocks.marked(kb, reference, "estimate", ()), *_rule(kb, debrief),
    ], tone)


def right_words(case: Case) -> str:
    """Every decision that is acceptable."""
    return " / ".join(say(f"urgency.{urgency}") for urgency in case.decision.right)


def certainty_words(debrief: Debrief) -> str:
    """How sure the decision was and what that earned; empty where nobody was asked."""
    marks = debrief.grade.certainty
    if marks is None or debrief.certainty is None:
        return ""
    return say("debrief.certainty", sure=say(f"certainty.{debrief.certainty}"),
               marks=signed(marks))


def signed(marks: int) -> str:
    """Marks that may be below zero: "+3", "0", "−6"."""
    return f"{marks:+d}".replace("-", "−") if marks else "0"


def card(title: str, lines: list[blocks.Block], tone: str = "plain", eyebrow: str = "") -> PartState:
    """A card of the debrief."""
    return {"tone": tone, "eyebrow": eyebrow, "title": title, "level": 2, "blocks": lines}


def _left_out(kb: KnowledgeBase, case: Case, left: int) -> str:
    """How many safety questions there are, how many this patient needs, and how many of these were left out."""
    screen = sum(finding.safety and not finding.given for finding in kb.findings)
    return say("debrief.must_ask_should_one" if left == 1 else "debrief.must_ask_should",
               of=len(case.must_ask), all=screen, open=left)


def _passed_words(debrief: Debrief) -> str:
    if debrief.stopped_rightly:
        return "debrief.gate_passed_stopped"
    return "debrief.gate_passed_undecided" if debrief.disposition is None else "debrief.gate_passed_text"


def _certainty(debrief: Debrief) -> list[blocks.Block]:
    words = certainty_words(debrief)
    return [blocks.text(words)] if words else []


def _rule(kb: KnowledgeBase, debrief: Debrief) -> list[blocks.Block]:
    """The must-refer rule beside the probabilities: it stands whatever they say."""
    floor = debrief.floor
    if not floor.finding_ids:
        return [blocks.text(say("debrief.decision_no_rule"), quiet=True)]
    names = ", ".join(kb.get_finding(one).name for one in floor.finding_ids)
    return [blocks.text(say("debrief.decision_rule", findings=names, floor=say(f"urgency.{floor.urgency}")))]


def _failure(kb: KnowledgeBase, case: Case, debrief: Debrief, failure: GateFailure) -> dict[str, Any]:
    word = say("debrief.unsafe_word")
    floor = say(f"urgency.{debrief.floor.urgency}")
    match failure.kind:
        case "must-refer":
            words = say("debrief.must_refer", finding=kb.get_finding(failure.subject).name, floor=floor)
            return blocks.verdict("unsafe", word, words, say("debrief.must_refer_should", floor=floor))
        case "no-decision" if not debrief.floor.finding_ids:
            return blocks.verdict("unsafe", word, say("debrief.no_decision_unsent"),
                                  say("debrief.unsafe_decision_should", right=right_words(case)))
        case "no-decision":
            names = ", ".join(kb.get_finding(one).name for one in debrief.floor.finding_ids)
            words = say("debrief.no_decision", findings=names)
            return blocks.verdict("unsafe", word, words, say("debrief.must_refer_should", floor=floor))
        case "unsafe-decision":
            words = say("debrief.unsafe_decision", chosen=say(f"urgency.{debrief.disposition}"))
            return blocks.verdict("unsafe", word, words, say("debrief.unsafe_decision_should", right=right_words(case)))
        case "later-visit":
            return blocks.verdict("unsafe", word, say("debrief.later_visit", week=failure.subject),
                                  say("debrief.later_visit_should"))
    action = next(one for one in case.plan if one.id == failure.subject)
    return blocks.sourced_verdict(kb, "unsafe", word, say("debrief.harmful", action=action.text), why=action.why,
                                  mark=action.mark, source_ids=action.sources)


def _chain_harms(kb: KnowledgeBase, debrief: Debrief) -> list[blocks.Block]:
    """What was dangerous in the chain; what was caught and mended is said too, because it was committed once."""
    chain = debrief.grade.chain
    if chain is None or not (chain.harms or chain.mended):
        return []
    return [
        {"type": "heading", "text": say("debrief.chain_harms")},
        *(block for harm in chain.harms for block in harm_blocks(kb, harm, marked=True)),
        *_mended(kb, chain.mended),
    ]


def _mended(kb: KnowledgeBase, mended: tuple[Harm, ...]) -> list[blocks.Block]:
    if not mended:
        return []
    lines = [blocks.verdict("caution", say("chain.mended_word"), harm.told) for harm in mended]
    reasons = [block for harm in mended for block in harm_blocks(kb, harm, marked=True)]
    return [blocks.verdicts(lines), blocks.details(say("chain.mended_why"), reasons)]
