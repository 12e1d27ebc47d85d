"""Saving by command: once and only once, never over somebody else's work, never lost in silence."""

from __future__ import annotations

from itertools import count

import pytest

from sciatica_teach.apps.recorder import Play, Recorder
from sciatica_teach.errors import NotAllowedNow, StoreUnavailable
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.attempts import events_of, last_attempt
from sciatica_teach.session.case import CaseSession, CaseState, replay_case
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.memory import MemoryStore

SUBJECT = "case/l5-disc/1"


class Failing:
    """A store that can be taken away and given back."""

    def __init__(self, store) -> None:
        self._store = store
        self.away = False

    def __getattr__(self, name):
        return getattr(self._store, name)

    def append(self, *arguments):
        if self.away:
            raise StoreUnavailable("The record is locked.")
        return self._store.append(*arguments)


@pytest.fixture
def store():
    return Failing(MemoryStore())


@pytest.fixture
def token():
    return new_token()


@pytest.fixture
def session(kb: KnowledgeBase) -> CaseSession:
    return CaseSession(kb, kb.get_case("l5-disc"))


def a_play(store, token, session) -> Play[CaseState]:
    """A page of this learner: its own recorder, as in a kernel of its own."""
    clock = count(1_000)
    return Play(Recorder(store, token, lambda: float(next(clock)), "v1"), SUBJECT, replay_case, session.open)


def asks(session: CaseSession, finding_id: str):
    return lambda state: session.ask(state, finding_id)


def test_opening_alone_writes_nothing_and_the_first_command_writes_both(store, token, session):
    play = a_play(store, token, session)
    assert store.learner_for(token) is None
    play.perform("c1", asks(session, "bladder-change"))
    kinds = [type(entry.event).__name__ for entry in play.recorder.entries]
    assert kinds == ["CaseOpened", "FindingAsked"]


def test_another_page_of_the_same_learner_starts_where_the_first_one_stands(store, token, session):
    a_play(store, token, session).perform("c1", asks(session, "bladder-change"))
    assert a_play(store, token, session).state.asked_ids == {"bladder-change"}


def test_a_command_sent_twice_counts_once(store, token, session):
    play = a_play(store, token, session)
    play.perform("c1", asks(session, "bladder-change"))
    play.perform("c1", asks(session, "bladder-change"))
    reborn = a_play(store, token, session)  # the kernel died before it could acknowledge
    reborn.perform("c1", asks(session, "bladder-change"))
    assert len(events_of(reborn.recorder.entries, SUBJECT)) == 2


@pytest.mark.parametrize("begun", [False, True], ids=["before anything was saved", "in the middle"])
def test_two_pages_write_in_turn_and_nothing_is_lost(store, token, session, begun):
    if begun:
        a_play(store, token, session).perform("c0", asks(session, "past-cancer"))
    first, second = a_play(store, token, session), a_play(store, token, session)
    first.perform("c1", asks(session, "bladder-change"))
    state = second.perform("c2", asks(session, "saddle-numbness"))
    assert {"bladder-change", "saddle-numbness"} <= state.asked_ids
    assert second.went_on_elsewhere
    assert [type(event).__name__ for event in events_of(second.recorder.entries, SUBJECT)].count("CaseOpened") == 1


def test_what_went_on_with_somebody_else_is_not_told_here(store, token, session):
    first = a_play(store, token, session)
    second = Play(Recorder(store, token, lambda: 1.0, "v1"), "case/l5-disc/2", replay_case, session.open)
    first.perform("c1", asks(session, "bladder-change"))
    assert second.perform("c2", asks(session, "saddle-numbness")).asked_ids == {"saddle-numbness"}
    assert not second.went_on_elsewhere
    assert len(second.recorder.entries) == 4


def test_a_command_that_makes_no_sense_any_more_is_refused_after_reading_again(store, token, session):
    first, second = a_play(store, token, session), a_play(store, token, session)
    first.perform("c1", session.stop_and_decide)
    with pytest.raises(NotAllowedNow):
        second.perform("c2", asks(session, "bladder-change"))
    assert second.state.stage == "decide"


def test_when_the_store_is_away_the_state_stays_and_the_command_can_be_sent_again(store, token, session):
    play = a_play(store, token, session)
    store.away = True
    with pytest.raises(StoreUnavailable):
        play.perform("c1", asks(session, "bladder-change"))
    assert play.state.asked == ()
    store.away = False
    assert play.perform("c1", asks(session, "bladder-change")).asked_ids == {"bladder-change"}


def test_a_new_attempt_that_was_asked_for_is_there_after_a_reload(store, token, session):
    play = a_play(store, token, session)
    play.perform("c1", asks(session, "bladder-change"))
    second = Play(play.recorder, "case/l5-disc/2", replay_case, session.open)
    second.begin("c2")
    assert last_attempt(a_play(store, token, session).recorder.entries, "case", "l5-disc") == 2


def test_learners_do_not_see_one_another(store, session):
    one, other = a_play(store, new_token(), session), a_play(store, new_token(), session)
    one.perform("c1", asks(session, "bladder-change"))
    other.recorder.reload()
    assert other.recorder.entries == ()
