"""What is known of the patient whom the class examines, as wall, remote and phones show it."""

from __future__ import annotations

from typing import Any

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case import Asked, CaseSession
from sciatica_teach.session.disclosure import reveal_of
from sciatica_teach.session.live.patient import list_askable, play
from sciatica_teach.session.live.state import LiveCase
from sciatica_teach.views.words import say

LiveJson = dict[str, Any]


def case_state(kb: KnowledgeBase, at: LiveCase | None) -> LiveJson | None:
    """Who it is, what was said first, and what came back on each question; None without a patient."""
    if at is None:
        return None
    try:
        session, state = play(kb, at)
    except SciaticaTeachError:
        return {"name": say("live.case_gone", id=at.case_id), "opening": "", "known": []}
    patient = session.case.patient
    return {
        "name": say("case.patient", name=patient.name, age=patient.age, occupation=patient.occupation),
        "opening": session.case.opening,
        "known": [*_given(session), *_opened(session, at),
                  *(_learnt(session, one) for one in state.asked if not one.on)],
    }


def _given(session: CaseSession) -> list[LiveJson]:
    names = [session.kb.get_finding(one).name for one, value in session.given_answers().items() if value == "present"]
    return [{"asked": "", "said": say("case.given_present", names=", ".join(names)), "tone": ""}] if names else []


def _opened(session: CaseSession, at: LiveCase) -> list[LiveJson]:
    asked = [session.kb.open_question_by_id[one] for one in at.asked if one in session.kb.open_question_by_id]
    answers = session.case.open_answers
    return [{"asked": one.ask, "said": answers[one.id].words, "tone": ""} for one in asked if one.id in answers]


def _learnt(session: CaseSession, one: Asked) -> LiveJson:
    finding = session.kb.get_finding(one.finding_id)
    alarm = finding.safety and one.value == "present"
    return {"asked": finding.name, "said": _words_of(session, one), "tone": "unsafe" if alarm else ""}


def _words_of(session: CaseSession, one: Asked) -> str:
    """What came back, in the words in which it came."""
    return reveal_of(session.case, session.kb.get_finding(one.finding_id), one.value).words


def askable_state(kb: KnowledgeBase, at: LiveCase | None) -> list[LiveJson]:
    """What the instructor may ask the patient now, safety first."""
    if at is None:
        return []
    try:
        found = list_askable(kb, at)
    except SciaticaTeachError:
        return []
    return [{"id": one.id, "ask": one.ask, "safety": one.safety, "must": one.must_ask} for one in found]
