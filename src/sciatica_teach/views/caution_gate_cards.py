"""What the caution gate shows: from a patient to the JSON of its parts. No widget in here.

Nothing of the advice with the flags is in any state until the learner has answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import Standing
from sciatica_teach.session.caution_gate import NONE, Change, GatePatient, Opened
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.claims_rows import reason_blocks
from sciatica_teach.views.standings import TONES, standing_words
from sciatica_teach.views.words import say

PartState = dict[str, Any]

SHAPES: Final[dict[Standing, str]] = {
    "contraindicated": "✕", "not-indicated": "–", "acceptable": "•", "preferred": "✓",
}
"""What stands in front of the word in a table."""


def patient_state(kb: KnowledgeBase, patient: GatePatient) -> PartState:
    """Who has come: the cause that is thought of, and the cautions in words."""
    cause = kb.get_cause(patient.cause_id)
    flags = [kb.treatment.get_caution(flag) for flag in patient.flags]
    told = blocks.facts([(say("gate.cause"), cause.name),
                         (say("gate.flags"), ", ".join(flag.name for flag in flags) or say("gate.no_flags"))])
    return {
        "tone": "plain", "eyebrow": say("gate.eyebrow"), "title": say("gate.title"), "level": 2,
        "blocks": [blocks.text(say("gate.text")), told, blocks.buttons(blocks.button(say("gate.deal"), "deal"))],
    }


def picker_state(kb: KnowledgeBase, patient: GatePatient) -> PartState:
    """A patient of one's own making; every change asks anew."""
    causes = [{"value": cause.id, "label": cause.short} for cause in kb.causes]
    flags = [{"value": caution.id, "label": caution.short} for caution in kb.treatment.cautions]
    return {
        "title": say("gate.pick"), "text": [], "store": "", "level": 3,
        "fields": [{"id": "cause", "kind": "select", "label": say("gate.cause"), "options": causes},
                   {"id": "flags", "kind": "many", "label": say("gate.flags"), "options": flags}],
        "values": {"cause": patient.cause_id, "flags": list(patient.flags)},
    }


def question_state(kb: KnowledgeBase, patient: GatePatient) -> PartState:
    """The question, without anything of its answer."""
    options = [{"id": one.id, "text": one.name} for one in kb.treatment.techniques]
    return {
        "id": ":".join(("gate", patient.cause_id, *patient.flags)), "many": True, "legend": say("gate.question"),
        "hint": say("gate.hint"), "options": [*options, {"id": NONE, "text": say("gate.none")}],
        "submit": {"label": say("gate.commit"), "action": {"verb": "answer"}},
    }


def answer_state(
    kb: KnowledgeBase, patient: GatePatient, opened: Opened, chosen: Sequence[str], *, focus: bool
) -> PartState:
    """The same with what was answered and what is so; the reason that decides stands under each.

    Without `focus` it goes by another id, so that the part takes the verdict for something else than what it asked, and
    leaves the focus to what stands above it.
    """
    judged = {change.id: {"right": change.id in opened.forbidden, "chosen": change.id in chosen, "feedback":
                          _decisive(change)} for change in opened.techniques}
    judged[NONE] = {"right": not opened.forbidden, "chosen": NONE in chosen, "feedback": ""}
    question = question_state(kb, patient)
    seen = question["id"] if focus else f"{question['id']}:seen"
    return {**question, "id": seen, "locked": True, "chosen": list(chosen), "verdicts": judged}


def _decisive(change: Change) -> str:
    return say("gate.decisive", standing=standing_words(change.after.standing), why=change.after.reasons[0].text)


def refer_state(kb: KnowledgeBase, opened: Opened) -> PartState:
    """Who must be seen elsewhere, and how fast: it stands above everything else."""
    urgent = opened.advice.refer != "routine"
    return {
        "tone": "unsafe" if urgent else "info", "eyebrow": say("gate.refer"), "level": 2,
        "title": say(f"urgency.{opened.advice.refer}"), "blocks": [
            *reason_blocks(kb, opened.advice.refer_reasons),
            *([blocks.text(say("gate.refer_text"))] if urgent else []),
        ],
    }


def changes_state(kb: KnowledgeBase, opened: Opened) -> PartState:
    """Techniques without and with the flags side by side, and for each that fell why, and what makes it safer."""
    names = {one.id: one.name for one in kb.treatment.techniques}
    fallen = [change for change in opened.techniques if change.before != change.after.standing]
    rows = [(names[change.id], _shaped(change.before), _shaped(change.after.standing)) for change in opened.techniques]
    head = [say("gate.head_technique"), say("gate.head_before"), say("gate.head_after")]
    return {
        "tone": "plain", "eyebrow": "", "title": say("gate.changes", count=len(fallen)), "level": 2,
        "blocks": [blocks.table(say("gate.table"), head, rows),
                   *(block for change in fallen for block in _fall_blocks(kb, change, names[change.id])),
                   *_conditions(kb, opened)],
    }


def _shaped(standing: Standing) -> str:
    return f"{SHAPES[standing]} {standing_words(standing)}"


def _fall_blocks(kb: KnowledgeBase, change: Change, name: str) -> list[Block]:
    """One technique that fell: the reason that decides in sight, the others one click away."""
    first, *others = reason_blocks(kb, change.after.reasons)
    word = say("gate.fell", before=standing_words(change.before), after=standing_words(change.after.standing))
    said = {**blocks.verdict(TONES[change.after.standing], name, word, first["text"]), "mark": first["mark"],
            "sources": first["sources"], "conflict": first["conflict"]}
    more = [blocks.details(say("gate.others", count=len(others), name=name), others)] if others else []
    return [blocks.verdicts([said]), *more]


def _conditions(kb: KnowledgeBase, opened: Opened) -> list[Block]:
    """What makes the techniques that are left safer, each said once."""
    safer = {claim.text: claim for change in opened.techniques if change.after.standing != "contraindicated"
             for claim in change.after.conditions}
    if not safer:
        return []
    return [{"type": "heading", "text": say("gate.safer")}, *(blocks.claim(kb, claim) for claim in safer.values())]


def points_state(kb: KnowledgeBase, opened: Opened) -> PartState:
    """Points by what became of them, those with the same reason together."""
    codes = {point.id: point.code for point in kb.treatment.points}
    groups: dict[tuple[Standing, Standing, str], list[Change]] = {}
    for change in opened.points:
        if change.before != change.after.standing:
            groups.setdefault((change.before, change.after.standing, change.after.reasons[0].text), []).append(change)
    lines = [_points_line(kb, [codes[change.id] for change in group], group[0]) for group in groups.values()]
    return {
        "tone": "plain", "eyebrow": "", "title": say("gate.points", count=sum(len(one) for one in groups.values())),
        "level": 2, "blocks": [
            blocks.table(say("gate.points_table"), [say("gate.head_standing"), say("gate.head_before"),
                                                    say("gate.head_after")], _counts(opened.points), (1, 2)),
            *([blocks.verdicts(lines)] if lines else [blocks.text(say("gate.points_none"), quiet=True)]),
        ],
    }


def _counts(changes: Sequence[Change]) -> list[tuple[str, str, str]]:
    return [
        (_shaped(standing), str(sum(change.before == standing for change in changes)),
         str(sum(change.after.standing == standing for change in changes)))
        for standing in ("preferred", "acceptable", "not-indicated", "contraindicated")
    ]


def _points_line(kb: KnowledgeBase, codes: Sequence[str], change: Change) -> Block:
    [first] = reason_blocks(kb, change.after.reasons[:1])
    word = say("gate.fell", before=standing_words(change.before), after=standing_words(change.after.standing))
    return {**blocks.verdict(TONES[change.after.standing], word, ", ".join(codes), first["text"]),
            "mark": first["mark"], "sources": first["sources"], "conflict": first["conflict"]}
