"""The patient whom a class examines together: what comes back on asking, and what is to be believed then.

Played by the rules of the clinic (`session.case`), with one difference: the class stands in no room of the visit, so
the instructor may ask anything at any time. The safety questions are offered first.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.events import STAGES
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.belief import Inference, infer
from sciatica_teach.session.case import CaseSession, CaseState, room_of
from sciatica_teach.session.clinic_cases import find_case
from sciatica_teach.session.item_making.kept import Kept
from sciatica_teach.session.item_making.updates import get_sampled
from sciatica_teach.session.live.state import LiveCase

SHORTLIST = 5
"""How many causes a belief starts with; more can be added on the phone."""


@record
class Askable:
    """Something that can be asked of the patient now."""

    id: str
    ask: str
    safety: bool
    must_ask: bool
    """A question that this patient's safety hangs on."""


def play(kb: KnowledgeBase, at: LiveCase) -> tuple[CaseSession, CaseState]:
    """The visit so far. What was asked and has left the content since is passed over. Raises as `find_case`."""
    return _play(Kept(kb.version, kb), at)


@lru_cache(maxsize=256)
def _play(kept: Kept[KnowledgeBase], at: LiveCase) -> tuple[CaseSession, CaseState]:
    session = CaseSession(kept.value, find_case(kept.value, at.case_id))
    state, _ = session.open()
    for asked_id in at.asked:
        try:
            state = ask(session, state, asked_id)
        except SciaticaTeachError:
            continue
    return session, state


def ask(session: CaseSession, state: CaseState, asked_id: str) -> CaseState:
    """Ask a finding or an open question. Raises `UnknownId` or `NotAllowedNow`."""
    if asked_id in session.kb.open_question_by_id:
        return session.ask_open(state, asked_id)[0]
    room = room_of(session.kb.get_finding(asked_id))
    return session.ask(replace(state, stage=max(state.stage, room, key=STAGES.index)), asked_id)[0]


def list_askable(kb: KnowledgeBase, at: LiveCase) -> tuple[Askable, ...]:
    """What was not asked yet: what this patient must be asked, other safety questions, open questions, the rest."""
    session, state = play(kb, at)
    must, left = set(session.case.must_ask), session.minutes_left(state)
    findings = [
        Askable(id=one.id, ask=one.ask, safety=one.safety, must_ask=one.id in must)
        for stage in ("safety", "history", "examination") for one in session.findings(stage)
        if one.id not in state.asked_ids and one.minutes <= left
    ]
    opened = [
        Askable(id=one.id, ask=one.ask, safety=False, must_ask=False) for one in kb.open_questions
        if one.id in session.case.open_answers and one.id not in state.open_ids and one.minutes <= left
    ]
    return tuple(sorted([*opened, *findings], key=lambda one: (not one.must_ask, not one.safety)))


def find_reference(kb: KnowledgeBase, at: LiveCase) -> Inference:
    """The reference belief from exactly what the class was told, with the bands that the clinic shows."""
    return _find_reference(Kept(kb.version, kb), at)


@lru_cache(maxsize=256)
def _find_reference(kept: Kept[KnowledgeBase], at: LiveCase) -> Inference:
    session, state = _play(kept, at)
    prior = kept.value.get_setting(session.case.setting).prior
    return infer(get_sampled(kept), prior, session.observed(state))


def choose_shortlist(kb: KnowledgeBase, case_id: str) -> tuple[str, ...]:
    """The causes that a belief starts with: the commonest where this patient walks in, whoever the patient is."""
    prior = kb.get_setting(find_case(kb, case_id).setting).prior
    named = sorted((one for one in prior if one != OTHER), key=lambda one: (-prior[one], one))
    return tuple(named[:SHORTLIST])
