"""What the rooms of a case show: from a `CaseState` to the JSON of the parts. No widget in here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sciatica_teach.model.causes import OTHER, URGENCIES
from sciatica_teach.model.events import STAGES, Stage
from sciatica_teach.model.findings import Finding
from sciatica_teach.session.case import ASKING, LONGEST_SHORTLIST, CaseSession, CaseState
from sciatica_teach.views import blocks
from sciatica_teach.views.words import say

PartState = dict[str, Any]

_SOMETIMES: tuple[Stage, ...] = ("chain", "follow-up")

_ONWARD = {"safety": "case.to_history", "history": "case.to_examination", "examination": "case.to_decide"}


def stages_state(state: CaseState) -> PartState:
    """The rooms, the present one marked; two of them stand there only for those who have entered them."""
    now = STAGES.index(state.stage)
    shown = [stage for stage in STAGES if stage not in _SOMETIMES or stage in state.entered]
    return {
        "label": say("case.stages_label"),
        "stages": [
            {"id": stage, "label": say(f"stage.{stage}"), "status": _status(stage, STAGES.index(stage), now, state)}
            for stage in shown
        ],
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
            blocks.text(_clock_words(session, state), quiet=True),
        ],
    }


def _pain_words(regions: Iterable[str], side: str) -> str:
    named = ", ".join(region.replace("-", " ") for region in regions)
    return f"Pain drawing, {side} side{'s' if side == 'both' else ''}: {named}"


def _clock_words(session: CaseSession, state: CaseState) -> str:
    screen = [finding.id for finding in session.findings("safety")]
    asked = len(state.asked_ids.intersection(screen))
    count = len(state.asked)
    counted = "case.asked_none" if not count else "case.asked_one" if count == 1 else "case.asked_many"
    pieces = (
        say("case.clock", used=f"{state.minutes_used:g}", of=session.case.minutes),
        say(counted, count=count),
        say("case.screen_all") if asked == len(screen) else say("case.screen_some", count=asked, total=len(screen)),
    )
    return " · ".join(pieces)


def questions_state(session: CaseSession, state: CaseState) -> PartState:
    """Everything that can be asked in this room and in the rooms before it; this room comes first."""
    rooms = [stage for stage in ASKING if STAGES.index(stage) <= STAGES.index(state.stage)]
    rooms.reverse()
    actions: list[dict[str, Any]] = [{"label": say(_ONWARD[state.stage]), "action": {"verb": "go-on"}, "primary": True}]
    if state.stage != "examination":
        stop = {"label": say("case.stop"), "action": {"verb": "stop"}, "confirm": say("case.stop_confirm")}
        actions.append(stop)
    return {
        "title": say(f"case.{state.stage}_title"),
        "intro": say(f"case.{state.stage}_intro"),
        "groups": [
            {
                "topic": topic,
                "open": room == state.stage,  # what belongs to earlier rooms is at hand, but folded
                "questions": [_question(session, state, finding) for finding in members],
            }
            for room in rooms
            for topic, members in _by_topic(session.findings(room))
        ],
        "clock": {"used": state.minutes_used, "of": session.case.minutes},
        "actions": actions,
        "filter": state.stage != "safety",
    }


def _by_topic(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.topic, []).append(finding)
    return list(groups.items())


def _question(session: CaseSession, state: CaseState, finding: Finding) -> dict[str, Any]:
    told = session.told(state, finding.id)
    cost = say("case.cost_minutes", minutes=f"{finding.minutes:g}") if finding.minutes else say("case.cost_free")
    return {
        "id": finding.id,
        "ask": finding.ask,
        "cost": cost,
        "asked": told is not None,
        # what comes back travels to the browser only once it was asked for
        "words": told.words if told else "",
        "value": told.value if told else "",
        "how": list(finding.how),
        "positive": finding.positive if finding.kind == "examination" else "",
    }


def belief_state(session: CaseSession, state: CaseState) -> PartState:
    """The belief sliders of this room: empty at first, then what was committed last."""
    stated = state.stated[-1] if state.stated else None
    percent = {cause: round(100 * share) for cause, share in stated.belief.items()} if stated else {}
    done = state.find_belief(state.stage) is not None
    return {
        "eyebrow": say("case.belief_eyebrow"),
        "legend": say("case.belief_legend"),
        "hint": say("case.belief_done") if done else say("case.belief_hint"),
        "causes": [
            {"id": cause.id, "name": cause.name, "short": cause.short}
            for cause in session.kb.causes
            if cause.id != OTHER
        ],
        "max": LONGEST_SHORTLIST,
        "shortlist": list(percent),
        "belief": percent,
        "other_label": say("case.belief_other"),
        "done": done,
        "locked": False,
        "submit": {
            "label": say("case.belief_again") if done else say("case.belief_submit"),
            "action": {"verb": "believe"},
        },
    }


def decide_state() -> PartState:
    """Treat or refer, and how fast: from the fastest to the slowest, so that the safe end is read first."""
    return {
        "legend": say("case.decide_legend"),
        "hint": say("case.decide_hint"),
        "rule": "",
        "many": False,
        "options": [{"id": urgency, "text": say(f"urgency.{urgency}")} for urgency in reversed(URGENCIES)],
        "certainty": {"ask": False},
        "submit": {"label": say("case.decide_submit"), "action": {"verb": "decide"}},
        "locked": False,
        "verdicts": {},
    }


def plan_state(session: CaseSession) -> PartState:
    """What can be done for this patient, sorted by its words so that the order gives nothing away."""
    return {
        "legend": say("case.plan_legend"),
        "hint": say("case.plan_hint"),
        "rule": say("case.plan_rule"),
        "many": True,
        "options": [
            {"id": action.id, "text": action.text} for action in sorted(session.case.plan, key=lambda one: one.text)
        ],
        "certainty": {"ask": False},
        "submit": {"label": say("case.plan_submit"), "action": {"verb": "plan"}},
        "locked": False,
        "verdicts": {},
    }


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


def title_state(session: CaseSession) -> PartState:
    """The case in the patient's words, and which of how many it is."""
    cases = session.kb.cases
    number = next(index for index, case in enumerate(cases, start=1) if case.id == session.case.id)
    place = say("case.eyebrow", number=number, total=len(cases), minutes=session.case.minutes)
    return {"tone": "bare", "eyebrow": place, "title": f"“{session.case.title}”", "level": 1, "blocks": []}


def is_asking(stage: Stage) -> bool:
    return stage in ASKING
