"""What the caution gate shows: from a patient to the JSON of its parts. No widget in here.

Nothing of the advice with the flags is in any state until the learner has answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import Standing
from sciatica_teach.session.caution_gate import NONE, Change, GatePatient, Opened
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.claims_rows import reason_blocks
from sciatica_teach.views.standings import SHAPES, TONES, standing_words
from sciatica_teach.views.words import say

PartState = dict[str, Any]

OPEN: Final[tuple[Standing, ...]] = ("preferred", "acceptable")
"""What makes a technique safer is told only where it would be used."""
SEPARATOR: Final = "; "
"""Names have commas of their own."""


def patient_state(kb: KnowledgeBase, patient: GatePatient) -> PartState:
    """Who has come: the cause that is thought of, and the cautions in words."""
    cause = kb.get_cause(patient.cause_id)
    flags = [kb.treatment.get_caution(flag) for flag in patient.flags]
    told = blocks.facts([(say("gate.cause"), cause.name),
                         (say("gate.flags"), SEPARATOR.join(flag.name for flag in flags) or say("gate.no_flags"))])
    return {
        "tone": "plain", "eyebrow": say("gate.eyebrow"), "title": say("gate.title"), "level": 3,
        "blocks": [blocks.text(say("gate.text")), told, blocks.buttons(blocks.button(say("gate.deal"), "deal"))],
    }


def picker_state(kb: KnowledgeBase, patient: GatePatient) -> PartState:
    """A patient of one's own making; every change asks anew."""
    causes = [{"value": cause.id, "label": cause.short} for cause in kb.causes]
    flags = [{"value": caution.id, "label": caution.short} for caution in kb.treatment.cautions]
    return {
        "title": say("gate.pick"), "text": [], "store": "", "level": 4,
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


def refer_state(kb: KnowledgeBase, opened: Opened) -> PartState:
    """Who must be seen elsewhere, and how fast: it stands above everything else."""
    urgent = opened.advice.refer != "routine"
    return {
        "tone": "unsafe" if urgent else "info", "eyebrow": say("gate.refer"), "level": 3,
        "title": say(f"urgency.{opened.advice.refer}"), "blocks": [
            *reason_blocks(kb, opened.advice.refer_reasons),
            *([blocks.text(say("gate.refer_text"))] if urgent else []),
        ],
    }


def answer_state(kb: KnowledgeBase, opened: Opened, chosen: Sequence[str]) -> PartState:
    """What was answered against what is so: what would have been done although it is forbidden stands first."""
    names = {one.id: one.name for one in kb.treatment.techniques}
    missed = [one for one in opened.techniques if one.id in opened.forbidden and one.id not in chosen]
    spared = [one for one in opened.techniques if one.id not in opened.forbidden and one.id in chosen]
    seen = [names[one] for one in opened.forbidden if one in chosen]
    tone, word = ("unsafe", "missed") if missed else ("caution", "spared") if spared else ("right", "right")
    lines = [
        *(_judged(kb, group[0], say("gate.was_missed"), _list(group, names)) for group in _by_reason(missed)),
        *(_judged(kb, one, say("gate.was_spared", name=names[one.id]), _now(one), tone="caution") for one in spared),
        *([blocks.verdict("right", say("gate.was_seen"), SEPARATOR.join(seen))] if seen else []),
        *([blocks.verdict("right", say("gate.was_none"), "")] if not opened.forbidden and not spared else []),
    ]
    return {"tone": tone, "eyebrow": "", "title": say(f"gate.result_{word}", count=len(missed or spared)), "level": 3,
            "blocks": [blocks.verdicts(lines)]}


def _now(change: Change) -> str:
    return say("gate.now", standing=standing_words(change.after.standing))


def _by_reason(changes: Iterable[Change]) -> list[list[Change]]:
    """Those that have come to the same standing for the same deciding reason stand together."""
    groups: dict[tuple[Standing, str], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.after.standing, change.after.reasons[0].text), []).append(change)
    return list(groups.values())


def _list(group: Iterable[Change], names: Mapping[str, str]) -> str:
    return SEPARATOR.join(names[change.id] for change in group)


def _judged(kb: KnowledgeBase, change: Change, word: str, words: str, tone: str = "") -> Block:
    """A verdict with the reason that decides it."""
    [first] = reason_blocks(kb, change.after.reasons[:1])
    evidence = {name: first[name] for name in ("mark", "sources", "conflict")}
    standing = change.after.standing
    shape = {} if tone else {"shape": SHAPES[standing]}
    return {**blocks.verdict(tone or TONES[standing], word, words, first["text"]), **evidence, **shape}


def changes_state(kb: KnowledgeBase, opened: Opened) -> PartState:
    """Techniques without and with the flags side by side; why some fell, and what makes the others safer."""
    names = {one.id: one.short for one in kb.treatment.techniques}
    fallen = _find_fallen(opened.techniques)
    rows = [(names[change.id], _shaped(change.before), _shaped(change.after.standing)) for change in opened.techniques]
    reasons = [blocks.details(names[change.id], reason_blocks(kb, change.after.reasons)) for change in fallen]
    return {
        "tone": "plain", "eyebrow": "", "title": _count("changes", fallen), "level": 3,
        "blocks": [
            blocks.table(say("gate.table"), _head("technique"), rows), *_fall_blocks(kb, fallen, names),
            *([blocks.details(say("gate.reasons"), reasons)] if reasons else []), *_conditions(kb, opened),
        ],
    }


def points_state(kb: KnowledgeBase, opened: Opened) -> PartState:
    """Points: how many of each standing without and with the flags, and why some fell."""
    codes = {point.id: point.code for point in kb.treatment.points}
    fallen = _find_fallen(opened.points)
    return {
        "tone": "plain", "eyebrow": "", "title": _count("points", fallen), "level": 3,
        "blocks": [
            blocks.table(say("gate.points_table"), _head("standing"), _counts(opened.points), (1, 2)),
            *_fall_blocks(kb, fallen, codes),
            blocks.buttons(blocks.button(say("gate.deal"), "deal")),
        ],
    }


def _find_fallen(changes: Iterable[Change]) -> list[Change]:
    return [change for change in changes if change.before != change.after.standing]


def _count(name: str, fallen: Sequence[Change]) -> str:
    return say(f"gate.{name}", count=len(fallen)) if fallen else say(f"gate.{name}_none")


def _head(first: str) -> list[str]:
    return [say(f"gate.head_{name}") for name in (first, "before", "after")]


def _shaped(standing: Standing) -> str:
    return f"{SHAPES[standing]} {standing_words(standing)}"


def _fall_blocks(kb: KnowledgeBase, fallen: Iterable[Change], names: Mapping[str, str]) -> list[Block]:
    """What fell, with the reason that decides."""
    lines = [_judged(kb, group[0], _fell_words(group[0]), _list(group, names)) for group in _by_reason(fallen)]
    return [blocks.verdicts(lines)] if lines else []


def _fell_words(change: Change) -> str:
    return say("gate.fell", standing=standing_words(change.after.standing))


def _conditions(kb: KnowledgeBase, opened: Opened) -> list[Block]:
    """What makes the techniques that are in use safer, each said once behind the names of those it is for."""
    names = {one.id: one.short for one in kb.treatment.techniques}
    safer: dict[Claim, list[str]] = {}
    for change in opened.techniques:
        if change.after.standing in OPEN:
            for claim in change.after.conditions:
                safer.setdefault(claim, []).append(names[change.id])
    if not safer:
        return []
    lines = [blocks.claim_verdict(kb, "plain", say("gate.safer_for", names=SEPARATOR.join(those)), "", claim)
             for claim, those in safer.items()]
    return [{"type": "heading", "text": say("gate.safer")}, blocks.verdicts(lines)]


def _counts(changes: Sequence[Change]) -> list[tuple[str, str, str]]:
    return [
        (_shaped(standing), str(sum(change.before == standing for change in changes)),
         str(sum(change.after.standing == standing for change in changes)))
        for standing in ("preferred", "acceptable", "not-indicated", "contraindicated")
    ]
