"""A case shown from the middle: what came before is a true play of a careful learner."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.events import BeliefStated, CaseOpened, FindingAsked
from sciatica_teach.reasoning.draws import BAND_SEED, sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.case import ASKING, CaseSession, replay_case
from sciatica_teach.session.demonstrations import find_room, play_to


@pytest.fixture(scope="module")
def sampled(kb):
    return sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(BAND_SEED))


@pytest.mark.parametrize("case_id", ["marek", "priya"])
def test_every_room_that_is_come_to_is_entered_and_no_further(kb, sampled, case_id) -> None:
    session = CaseSession(kb, kb.get_case(case_id))
    for room in (*ASKING, "decide", "plan", "debrief"):
        events = play_to(session, sampled, room)
        state = replay_case(events)
        assert state is not None
        assert state.stage == room
        assert isinstance(events[0], CaseOpened)


def test_who_is_sent_away_never_comes_to_the_room_of_treatment(kb, sampled) -> None:
    urgent = next(case for case in kb.cases if case.decision.right == ("emergency",))
    with pytest.raises(NotAllowedNow, match="never comes"):
        play_to(CaseSession(kb, urgent), sampled, "chain")


def test_an_emergency_ends_no_room_of_asking_that_is_to_be_shown(kb, sampled) -> None:
    urgent = next(case for case in kb.cases if case.decision.right == ("emergency",))
    events = play_to(CaseSession(kb, urgent), sampled, "examination")
    assert {one.checkpoint for one in events if isinstance(one, BeliefStated)} == {"safety", "history"}


def test_the_first_room_is_the_patient_greeted_and_nothing_else(kb, sampled) -> None:
    assert len(play_to(CaseSession(kb, kb.get_case("marek")), sampled, "safety")) == 1


def test_a_demo_looks_the_same_every_time_and_asks_something(kb, sampled) -> None:
    session = CaseSession(kb, kb.get_case("marek"))
    events = play_to(session, sampled, "decide")
    assert events == play_to(CaseSession(kb, kb.get_case("marek")), sampled, "decide")
    assert sum(isinstance(one, FindingAsked) for one in events) >= 5


def test_a_room_that_there_is_not_is_named() -> None:
    with pytest.raises(NotAllowedNow, match="no room called “kitchen”"):
        find_room("kitchen")
