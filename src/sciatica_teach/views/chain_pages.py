"""What a chain shows at each step: from `ChainState` to the JSON of the parts. No widget in here.

The key of a patient is read only once the chain was committed: before that the browser has the story and what can be
chosen.
"""

from __future__ import annotations

from typing import Any

from sciatica_teach.model.chains import Chain, ChainGrade, Harm, Link, PlannedDose
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.chains import ChainSession, ChainState
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.chain_grades import credit_words, grades_state
from sciatica_teach.views.words import say

PartState = dict[str, Any]


def patient_state(session: ChainSession, state: ChainState, number: int) -> PartState:
    """Who it is, what is known, and what has to be known before any needle. Folded once the chain was committed."""
    kb, task = session.kb, session.task(state)
    patient = task.patient
    story = [
        blocks.body_map(patient.pain, patient.side, _pain_words(task.patient.pain, patient.side)),
        blocks.text(task.story),
    ]
    return {
        "subject": blocks.STEP_THROUGH_MENUS,
        "tone": "patient",
        "eyebrow": say("chain.eyebrow", setting=kb.get_setting(task.setting).name, number=number),
        "title": task.title,
        "level": 3,
        "blocks": [
            blocks.text(say(
                "chain.patient", name=patient.name, age=patient.age, occupation=patient.occupation), quiet=True),
            _flags(kb, task.flags),
            *(story if state.step == "open" else [blocks.details(say("chain.story"), story)]),
            blocks.buttons(blocks.button(say("chain.all"), "menu")),
        ],
    }


def _pain_words(regions: tuple[str, ...], side: str) -> str:
    named = ", ".join(region.replace("-", " ") for region in regions)
    return say(f"chain.pain_{side}", regions=named)


def _flags(kb: KnowledgeBase, flags: tuple[str, ...]) -> Block:
    """In one line, and never folded: whoever mends a plan needs it."""
    if not flags:
        return blocks.text(say("chain.no_flags"), quiet=True)
    names = "; ".join(kb.treatment.get_caution(flag).name for flag in flags)
    return blocks.verdicts([blocks.verdict("caution", say("chain.flags"), names)])


def chain_state(session: ChainSession, state: ChainState, grade: ChainGrade | None) -> PartState:
    """The chain itself: open, with what would harm marked, or judged."""
    harms = _harms_by_link(session.find_harms(state)) if state.step == "caught" else None
    return {
        "title": say("chain.title"),
        "summary": summary(grade) if grade else None,
        "arrive": grade is not None and not grade.failed,  # where it failed, the focus goes to what is dangerous
        "hint": say(f"chain.hint_{state.step}"),
        "round": state.commits,
        "chain": chain_values(state.chain),
        "harms": harms,
        "mended": _changed_since(state),
        "open": list(harms) if harms else None,
        "locked": grade is not None,
        "submit": {
            "label": say("chain.commit_again" if harms else "chain.commit"),
            "note": say("chain.commit_again_note" if harms else "chain.commit_note"),
            "action": {"verb": "commit", "seen": state.commits},
        },
        **(grades_state(session.kb, grade) if grade else {"grades": None}),
    }


def summary(grade: ChainGrade) -> dict[str, str]:
    """Verdict and total in one line."""
    fits, counted = len(grade.fitting), len(grade.counted)
    how = "all" if fits == counted else "one" if fits == 1 else "some"
    told = say(f"chain.fit_{how}", count=fits, total=counted)
    marks = say("chain.marks", earned=credit_words(grade.earned), possible=credit_words(grade.possible))
    failed = say("chain.failed_first") if grade.failed else ""
    tone = "unsafe" if grade.failed else "right" if how == "all" else "info"
    return {"tone": tone, "text": say("chain.summary", failed=failed, marks=marks, told=told).strip()}


def chain_values(chain: Chain) -> dict[str, Any]:
    """Link -> what stands there, as the part sends it."""
    return {
        "cause": chain.cause, "mechanism": chain.mechanism, "target": chain.target, "technique": chain.technique,
        "points": [
            {"point": one.point, "depth_cun": one.depth_cun, "angle": one.angle or ""} for one in chain.points
        ],
        "dangers": dict(chain.mitigations), "dose": _dose_values(chain.dose), "referral": chain.refer or "",
    }


def _dose_values(dose: PlannedDose | None) -> dict[str, Any]:
    if dose is None:
        return {}
    return {"visits": dose.visits, "per_week": dose.per_week, "review_at": dose.review_at,
            "unchanged": dose.unchanged or ""}


def _harms_by_link(harms: tuple[Harm, ...]) -> dict[Link, list[str]]:
    told: dict[Link, list[str]] = {}
    for harm in harms:
        told.setdefault(harm.link, []).append(harm.told)
    return told


def _changed_since(state: ChainState) -> list[str]:
    """The links that are not as they were when the chain was caught."""
    if state.caught_chain is None:
        return []
    before, now = chain_values(state.caught_chain), chain_values(state.chain)
    return [link for link in now if now[link] != before[link]]


def danger_state(session: ChainSession, state: ChainState) -> PartState:
    """What is dangerous, what can happen, what instead: alone before any mark, and first again when it is marked."""
    harms = session.find_harms(state)
    onward = blocks.buttons(blocks.button(
        say("chain.stand"), "commit", seen=state.commits, confirm=say("chain.stand_confirm")))
    return {
        "tone": "unsafe",
        "eyebrow": say("chain.danger_eyebrow"),
        "title": say("chain.danger_one" if len(harms) == 1 else "chain.danger_many", count=len(harms)),
        "level": 3,
        "blocks": [
            *(block for harm in harms for block in harm_blocks(session.kb, harm)),
            blocks.text(say("chain.mend")), onward,
        ],
    }


def harm_blocks(kb: KnowledgeBase, harm: Harm, *, marked: bool = False) -> list[Block]:
    """One harm with its reasons and their sources; `marked`: also what works against it, which is a key before."""
    first, *others = harm.why
    more = [*(blocks.claim(kb, why) for why in others)]
    safer = [*(blocks.claim(kb, claim) for claim in harm.safer)]
    works = [blocks.verdict("plain", say("chain.works"), one) for one in harm.works if marked]
    return [
        blocks.verdicts([
            blocks.claim_verdict(kb, "unsafe", say(f"chain.harm.{harm.kind}"), harm.told, first),
            blocks.verdict("plain", say("chain.instead"), harm.instead), *works,
        ]),
        *([blocks.details(say("chain.more"), more)] if more else []),
        *([blocks.details(say("chain.safer"), safer)] if safer else []),
    ]


def way_state() -> PartState:
    """At the end of a chain that is not marked yet: back to the other patients."""
    return {
        "subject": blocks.STEP_THROUGH_MENUS, "tone": "bare",
        "blocks": [blocks.text(say("chain.way"), quiet=True), blocks.buttons(blocks.button(say("chain.all"), "menu"))],
    }
