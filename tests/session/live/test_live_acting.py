"""What a host may do when: any order of actions leads to a room that its record gives again."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from live_rooms import NOW, Played, entries_of, item_poll, play, step_through

from sciatica_teach.errors import NotAllowedNow, SciaticaTeachError, UnknownId
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import LIVE_EVENT_TYPES, Poll, VoteClosed, VoteOpened
from sciatica_teach.reasoning.belief import mid_weights, normalised
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.case import CaseSession
from sciatica_teach.session.live.acting import act, close_overdue, open_room
from sciatica_teach.session.live.patient import find_reference, list_askable
from sciatica_teach.session.live.state import LiveCase, LiveRoom, replay_room

PLAN = (
    item_poll("slow-to-start"), Poll(kind="belief", subject_id="marek"),
    Poll(kind="next-question", subject_id="marek", options=("saddle-numbness", "worse-sitting")),
    Poll(kind="technique", subject_id="marek"), item_poll("made-lesion-second-3"),
)

ACTIONS: tuple[dict[str, Any], ...] = (
    *({"verb": "pose", "index": index} for index in range(-1, 6)),
    {"verb": "pose", "poll": {"kind": "item", "subject_id": "nothing-like-that"}},
    {"verb": "pose", "poll": {"kind": "belief", "subject_id": "ann", "options": []}},
    {"verb": "open-vote"}, {"verb": "open-vote"}, {"verb": "open-vote", "seconds": 30}, {"verb": "close-vote"},
    {"verb": "close-vote"}, {"verb": "reveal"}, {"verb": "vote-again"}, {"verb": "twin"},
    {"verb": "bring-case", "case": "marek"}, {"verb": "bring-case", "case": 3},
    {"verb": "ask", "id": "saddle-numbness"}, {"verb": "ask", "id": "worse-sitting"}, {"verb": "ask", "id": []},
    {"verb": "plan", "plan": [{"kind": "item", "subject_id": "slow-to-start"}]}, {"verb": "plan", "plan": "x"},
    {"verb": "end"},
)

TURNS = st.lists(st.sampled_from(ACTIONS), max_size=30)


@settings(max_examples=60)
@given(TURNS, st.integers(0, 9))
def test_whatever_a_host_does_the_record_gives_the_room_again(
    kb: KnowledgeBase, turns: list[dict[str, Any]], seed: int
) -> None:
    played = Played(kb, PLAN, seed)
    for turn in turns:
        before, count = played.room, len(played.events)
        refused = is_refused(played, turn)
        assert (played.room == before and len(played.events) == count) if refused else not before.ended
        assert played.room.version == len(played.events)
        assert played.room == step_through(played.events)
    check_votes(played)


def is_refused(played: Played, turn: dict[str, Any]) -> bool:
    try:
        played.do(**turn)
    except SciaticaTeachError:
        return True
    return False


def check_votes(played: Played) -> None:
    """Votes are numbered 1..n in the order of opening, each opened once and closed at the most once, one at a time."""
    opened = [event.number for event in played.events if isinstance(event, VoteOpened)]
    assert opened == list(range(1, len(opened) + 1))
    assert [vote for posed in played.room.polls for vote in posed.votes] == opened
    told = [event for event in played.events if isinstance(event, VoteOpened | VoteClosed)]
    for place, event in enumerate(told):
        assert isinstance(event, VoteOpened) == (place % 2 == 0)
        if isinstance(event, VoteClosed):
            assert event.number == told[place - 1].number


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["verb", "index", "poll", "kind", "subject_id", "options", "id", "case", "plan", "seconds"]),
        inner, max_size=4),
    max_leaves=8,
), st.sampled_from(["pose", "open-vote", "ask", "plan", "bring-case", "twin", "dance", None]))
def test_nothing_that_a_browser_can_send_is_a_fault_of_ours(kb: KnowledgeBase, junk: Any, verb: str | None) -> None:
    room = Played(kb, PLAN).do("bring-case", case="marek")
    action = {**(junk if isinstance(junk, dict) else {"index": junk, "plan": junk, "id": junk}), "verb": verb}
    try:
        events = act(kb, room, action, now=NOW, rng=np.random.default_rng(0))
    except (NotAllowedNow, UnknownId):
        return
    assert all(type(event) in LIVE_EVENT_TYPES.values() for event in events)


def test_a_whole_cycle_of_peer_instruction(kb: KnowledgeBase) -> None:
    played = Played(kb, PLAN)
    phases = [played.room.phase]
    steps: list[tuple[str, dict[str, Any]]] = [
        ("pose", {"index": 0}), ("open-vote", {}), ("close-vote", {}), ("vote-again", {"seconds": 60}),
        ("close-vote", {}), ("reveal", {}), ("twin", {}), ("open-vote", {}), ("end", {}),
    ]
    for verb, more in steps:
        phases.append(played.do(verb, **more).phase)
    assert phases == ["lobby", "posed", "voting", "closed", "voting", "closed", "revealed", "posed", "voting", "ended"]
    assert [posed.votes for posed in played.room.polls] == [(1, 2), (3,)]
    assert played.room.open_vote == 0


@pytest.mark.parametrize("made", ["made-lesion-second-3", "made-update-5", "made-point-buttock-2", "hidden-lesion-a"])
def test_of_a_made_question_there_is_always_another(kb: KnowledgeBase, made: str) -> None:
    played = play(kb, item_poll(made))
    played.do("reveal")
    ids = [played.do("twin").polls[-1].poll.subject_id for _ in range(3)]
    assert len({made, *ids}) == 4


def test_a_second_vote_is_not_opened_once_the_answer_was_seen(kb: KnowledgeBase) -> None:
    played = play(kb, item_poll("slow-to-start"))
    played.do("reveal")
    with pytest.raises(NotAllowedNow, match="has seen the answer"):
        played.do("vote-again")


def test_a_timer_ends_a_vote_and_only_its_own(kb: KnowledgeBase) -> None:
    played = Played(kb, PLAN)
    played.do("pose", index=0)
    room = played.do("open-vote", seconds=30)
    assert room.closes_at == NOW + 30
    assert close_overdue(room, NOW + 29.9) == ()
    assert close_overdue(room, NOW + 30) == (VoteClosed(number=1),)
    assert close_overdue(played.do("close-vote"), NOW + 99) == ()
    assert close_overdue(played.do("vote-again"), NOW + 99) == ()


@pytest.mark.parametrize("seconds", [0, 4, 901, "30", True, float("nan"), float("inf"), [30]])
def test_no_other_timer_is_taken(kb: KnowledgeBase, seconds: object) -> None:
    played = Played(kb, PLAN)
    played.do("pose", index=0)
    with pytest.raises(NotAllowedNow, match="timer"):
        played.do("open-vote", seconds=seconds)


def test_a_patient_is_asked_between_votes_and_never_under_a_question(kb: KnowledgeBase) -> None:
    played = Played(kb, PLAN)
    played.do("pose", index=1)
    for _ in ("posed", "voting"):
        with pytest.raises(NotAllowedNow):
            played.do("ask", id="saddle-numbness")
        if played.room.phase == "posed":
            played.vote()
    played.do("close-vote")
    room = played.do("ask", id="saddle-numbness")
    assert room.case is not None
    assert room.case.asked == ("saddle-numbness",)
    assert room.current is not None
    assert room.current.case_at is not None
    assert room.current.case_at.asked == ()
    with pytest.raises(NotAllowedNow, match="More is known"):
        played.do("vote-again")
    with pytest.raises(NotAllowedNow, match="asked already"):
        played.do("ask", id="saddle-numbness")


def test_what_this_patient_must_be_asked_is_offered_first(kb: KnowledgeBase) -> None:
    for case in kb.cases:
        room = Played(kb).do("bring-case", case=case.id)
        assert room.case is not None
        found = list_askable(kb, room.case)
        must = [one.id for one in found if one.must_ask]
        assert set(must) == set(case.must_ask)
        assert [one.id for one in found[:len(must)]] == must
        rest = [one.safety for one in found[len(must):]]
        assert rest == sorted(rest, reverse=True)


def test_the_reference_knows_what_the_class_was_told_and_no_more(kb: KnowledgeBase) -> None:
    session = CaseSession(kb, kb.get_case("marek"))
    prior = kb.get_setting(session.case.setting).prior
    table = LikelihoodTable.from_knowledge(kb)
    asked = ("saddle-numbness", "straight-leg-raise")
    for count in range(3):
        known = {one: session.case.reveals[one].value if one in session.case.reveals else "absent"
                 for one in asked[:count]}
        given_too = {**session.given_answers(), **known}
        evidence = kb.get_setting(session.case.setting).leave_out_counted(given_too)
        due = normalised(mid_weights(table, prior, evidence))
        found = find_reference(kb, LiveCase(case_id="marek", asked=asked[:count])).posterior
        assert [found[one] for one in table.cause_ids] == pytest.approx(due.tolist())


def test_a_room_needs_a_name_that_can_be_read(kb: KnowledgeBase) -> None:
    assert open_room(kb, "  Week  7 ").title == "Week 7"
    for title in ("", "   ", "x" * 81, "a\x00b"):
        with pytest.raises(NotAllowedNow, match="name"):
            open_room(kb, title)


def test_a_record_without_an_opening_is_no_room() -> None:
    assert replay_room(entries_of([VoteOpened(number=1)])) is None
    assert isinstance(LiveRoom(title="x").phase, str)
