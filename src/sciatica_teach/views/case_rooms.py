"""What the rooms of a case show: from a `CaseState` to the JSON of the parts. No widget in here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sciatica_teach.grading.plan import require_marking
from sciatica_teach.model.cases import Mode
from sciatica_teach.model.causes import OTHER, URGENCIES
from sciatica_teach.model.events import STAGES, Stage
from sciatica_teach.model.findings import Finding
from sciatica_teach.session.case import ASKING, LONGEST_SHORTLIST, Asked, CaseSession, CaseState
from sciatica_teach.views import blocks
from sciatica_teach.views.certainty import certainty_state
from sciatica_teach.views.numbers import signed
from sciatica_teach.views.words import say

PartState = dict[str, Any]

_SOMETIMES: tuple[Stage, ...] = ("chain", "follow-up")

_ONWARD = {"safety": "case.to_history", "history": "case.to_examination", "examination": "case.to_decide"}


def stages_state(state: CaseState, closes_in: float | None = None) -> PartState:
    """The rooms, the present one marked; two of them stand there only for those who have entered them.

    `closes_in` is how many seconds an exam still has.
    """
    now = STAGES.index(state.stage)
    shown = [stage for stage in STAGES if stage not in _SOMETIMES or stage in state.entered]
    return {
        "label": say("case.stages_label"),
        "stages": [
            {"id": stage, "label": say(f"stage.{stage}"), "status": _status(stage, STAGES.index(stage), now, state)}
            for stage in shown
        ],
        "closes_in": closes_in if state.stage != "debrief" else None,
    }


def _status(stage: Stage, index: int, now: int, state: CaseState) -> str:
    if index == now:
        return "now"
    if index > now:
        return "next"
    return "done" if stage in state.entered else "left-out"


def patient_state(session: CaseSession, state: CaseState) -> PartState:
    """The patient card: who, what was said first, the pain drawing, the clock."""
    case = session.case
    patient = case.patient
    given = [
        session.kb.get_finding(finding_id).name
        for finding_id, value in session.given_answers().items()
        if value == "present"
    ]
    known = [blocks.text(say("case.given_present", names=", ".join(given)), quiet=True)] if given else []
    return {
        "tone": "patient",
        "title": say("case.patient", name=patient.name, age=patient.age, occupation=patient.occupation),
        "level": 2,
        "blocks": [
            blocks.body_map(patient.pain, patient.side, _pain_words(patient.pain, patient.side)),
            blocks.text(case.opening),
            *known,
            *([] if state.stage == "follow-up" else [blocks.text(_clock_words(session, state), quiet=True)]),
        ],
    }


def _pain_words(regions: Iterable[str], side: str) -> str:
    named = ", ".join(region.replace("-", " ") for region in regions)
    return f"Pain drawing, {side} side{'s' if side == 'both' else ''}: {named}"


def _clock_words(session: CaseSession, state: CaseState) -> str:
    screen = [finding.id for finding in session.findings("safety")]
    asked = len(state.asked_ids.intersection(screen))
    count = len(state.open_told) + sum(not one.unasked for one in state.asked)
    counted = "case.asked_none" if not count else "case.asked_one" if count == 1 else "case.asked_many"
    pieces = (
        say("case.clock", used=f"{state.minutes_used:g}", of=session.case.minutes),
        say(counted, count=count),
        say("case.screen_all") if asked == len(screen) else say("case.screen_some", count=asked, total=len(screen)),
    )
    return " · ".join(pieces)


def questions_state(session: CaseSession, state: CaseState, notes: Mapping[str, str] | None = None) -> PartState:
    """Everything that can be asked in this room and in the rooms before it; this room comes first.

    In an exam the earlier rooms are shut. `notes` says of what was asked what it was worth, where somebody guides.
    """
    rooms = [stage for stage in ASKING if STAGES.index(stage) <= STAGES.index(state.stage)]
    rooms = rooms[-1:] if state.mode == "exam" else rooms[::-1]
    actions: list[dict[str, Any]] = [{"label": say(_ONWARD[state.stage]), "action": {"verb": "go-on"}, "primary": True}]
    if state.stage != "examination":
        stop = {"label": say("case.stop"), "action": {"verb": "stop"}, "confirm": say("case.stop_confirm")}
        actions.append(stop)
    return {
        "title": say(f"case.{state.stage}_title"),
        "intro": say(f"case.{state.stage}_intro"),
        "groups": [
            *_open_group(session, state),
            *(
                {
                    # one topic may be met in several rooms: each has a name of its own, and is folded by itself
                    "topic": topic if room == state.stage else _earlier(room, topic),
                    "open": room == state.stage,  # what belongs to earlier rooms is at hand, but folded
                    "questions": [_question(session, state, finding, notes or {}) for finding in members],
                }
                for room in rooms
                for topic, members in _by_topic(session.findings(room))
            ),
        ],
        "clock": {"used": state.minutes_used, "of": session.case.minutes},
        "actions": actions,
        "filter": state.stage != "safety",
    }


def _earlier(room: Stage, topic: str) -> str:
    return say("case.earlier_topic", room=say(f"stage.{room}"), topic=topic)


def _by_topic(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.topic, []).append(finding)
    return list(groups.items())


def _open_group(session: CaseSession, state: CaseState) -> list[dict[str, Any]]:
    """The questions that let the patient talk, where this patient answers any."""
    here = [one for one in session.kb.open_questions if one.id in session.case.open_answers]
    if not here:
        return []
    return [{
        "topic": say("case.open_topic"), "open": state.stage != "examination",
        "questions": [
            {
                "id": f"open:{one.id}", "ask": one.ask, "asked": one.id in state.open_ids, "value": "",
                "words": session.case.open_answers[one.id].words if one.id in state.open_ids else "",
                "cost": say("case.cost_minutes", minutes=f"{one.minutes:g}"),
                "action": {"verb": "ask-open", "question": one.id},
            }
            for one in here
        ],
    }]


def _question(session: CaseSession, state: CaseState, finding: Finding, notes: Mapping[str, str]) -> dict[str, Any]:
    told, asked = session.told(state, finding.id), state.find_asked(finding.id)
    cost = say("case.cost_minutes", minutes=f"{finding.minutes:g}") if finding.minutes else say("case.cost_free")
    return {
        "id": finding.id,
        "ask": finding.ask,
        "cost": cost,
        "asked": told is not None,
        "came": _how_it_came(state, asked) if asked else "",
        "note": notes.get(finding.id, ""),
        # what comes back travels to the browser only once it was asked for
        "words": told.words if told else "",
        "value": told.value if told else "",
        "how": list(finding.how),
        "positive": finding.positive if finding.kind == "examination" else "",
    }


def _how_it_came(state: CaseState, asked: Asked) -> str:
    """Nothing for what was asked for; else how it came out: of its own accord, or put right."""
    if not asked.unasked:
        return ""
    was_asked = any(one.finding_id == asked.finding_id and one is not asked for one in state.asked)
    return "corrected" if was_asked else "unasked"


def belief_state(session: CaseSession, state: CaseState) -> PartState:
    """The belief sliders of this room: empty at first, then what was committed last."""
    stated = state.stated[-1] if state.stated else None
    percent = {cause: round(100 * share) for cause, share in stated.belief.items()} if stated else {}
    done = state.find_belief(state.stage) is not None
    stands = done and state.mode != "clinic"
    return {
        "eyebrow": say("case.belief_eyebrow"),
        "legend": say("case.belief_legend"),
        "hint": _belief_hint(state.mode, done=done),
        "causes": [
            {"id": cause.id, "name": cause.name, "short": cause.short}
            for cause in sorted(session.kb.causes, key=lambda cause: cause.name.casefold())
            if cause.id != OTHER
        ],
        "max": LONGEST_SHORTLIST,
        "shortlist": list(percent),
        "belief": percent,
        "other_label": say("case.belief_other"),
        "done": done,
        "locked": stands,
        "submit": {
            "label": say("case.belief_again") if done else say("case.belief_submit"),
            "action": {"verb": "believe"},
        },
    }


def _belief_hint(mode: Mode, *, done: bool) -> str:
    if done:
        return say("case.belief_done" if mode == "clinic" else "case.belief_stands")
    return say("case.belief_hint", when=say(f"case.belief_when_{mode}"))


def decide_state() -> PartState:
    """Treat or refer, and how fast: from the fastest to the slowest, so that the safe end is read first."""
    return {
        "legend": say("case.decide_legend"),
        "hint": say("case.decide_hint"),
        "rule": "",
        "many": False,
        "options": [{"id": urgency, "text": say(f"urgency.{urgency}")} for urgency in reversed(URGENCIES)],
        "certainty": certainty_state(),
        "submit": {"label": say("case.decide_submit"), "action": {"verb": "decide"}},
        "locked": False,
        "verdicts": {},
    }


def plan_state(session: CaseSession) -> PartState:
    """What can be done for this patient, sorted by its words so that the order gives nothing away.

    The browser knows actions by their numbers: their ids are written for authors and tell what they are worth.
    """
    numbered = sorted(enumerate(session.case.plan), key=lambda one: one[1].text)
    return {
        "legend": say("case.plan_legend"),
        "hint": say("case.plan_hint"),
        "rule": _plan_rule(session),
        "many": True,
        "options": [{"id": str(number), "text": action.text} for number, action in numbered],
        "certainty": {"ask": False},
        "submit": {"label": say("case.plan_submit"), "action": {"verb": "plan"}},
        "locked": False,
        "verdicts": {},
    }


def _plan_rule(session: CaseSession) -> str:
    """What an action is worth, in the numbers of the content."""
    worth = require_marking(session.kb).actions
    return say("case.plan_rule", **{name: signed(value) for name, value in worth.items()})


def notebook_state(session: CaseSession, state: CaseState) -> PartState:
    """What was learned so far, the newest first; what came back absent is folded away."""
    told = [(session.kb.get_finding(one), session.told(state, one)) for one in _newest_first(state)]
    lines = [
        (blocks.verdict("plain", f"{say(f'answer.{told.value}').capitalize()}:", finding.name, told.words), told.value)
        for finding, told in told if told
    ]
    found = [line for line, value in lines if value != "absent"]
    absent = [line for line, value in lines if value == "absent"]
    shown = [blocks.verdicts(found)] if found else []
    if absent:
        shown.append(blocks.details(say("case.notes_absent", count=len(absent)), [blocks.verdicts(absent)]))
    return {
        "tone": "plain",
        "title": say("case.notes_title"),
        "level": 3,
        "blocks": shown or [blocks.text(say("case.notes_none"), quiet=True)],
    }


def _newest_first(state: CaseState) -> list[str]:
    """Finding ids, each once, what was learnt last first."""
    return list(dict.fromkeys(one.finding_id for one in reversed(state.asked)))


def title_state(session: CaseSession, mode: Mode) -> PartState:
    """The case in the patient's words, which of how many it is, and how it is played."""
    place = f"{_place(session)} · {say(f'case.mode_{mode}')}"
    return {"tone": "bare", "eyebrow": place, "title": f"“{session.case.title}”", "level": 1, "blocks": []}


def _place(session: CaseSession) -> str:
    cases = [case.id for case in session.kb.cases]
    if session.case.id not in cases:
        return say("case.eyebrow_generated", id=session.case.id.rpartition("-")[2], minutes=session.case.minutes)
    number = cases.index(session.case.id) + 1
    return say("case.eyebrow", number=number, total=len(cases), minutes=session.case.minutes)


def sealed_state(state: CaseState) -> PartState:
    """In place of the debrief, while the paper is sealed."""
    lines = [blocks.text(say("case.sealed_text", paper=state.opened.paper))]
    if state.ran_out:
        lines.insert(0, blocks.text(say("case.ran_out")))
    return {
        "subject": blocks.STEP_THROUGH_MENUS, "tone": "info", "eyebrow": say("case.sealed_eyebrow"),
        "title": say("case.sealed_title"), "level": 2,
        "blocks": [*lines, blocks.buttons(blocks.button(say("case.other_cases"), "menu", primary=True))],
    }


def is_asking(stage: Stage) -> bool:
    return stage in ASKING
