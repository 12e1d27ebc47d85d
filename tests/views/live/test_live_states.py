"""What phones, wall and remote show of a room, and what they must not show before it is revealed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from live_rooms import NOW, Played, ballots, item_poll, play
from small_items import solution

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.model.items import ITEM_TYPES, Item
from sciatica_teach.model.items.versions import AFTERWARDS
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import Ballot, Poll
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.live.answering import check_response
from sciatica_teach.session.live.patient import find_reference
from sciatica_teach.session.live.state import LiveRoom, PosedPoll
from sciatica_teach.session.live.summing import summarise
from sciatica_teach.session.live.tally import Tally, tally_vote
from sciatica_teach.views.live.host import remote_state, wall_state
from sciatica_teach.views.live.phone import phone_state
from sciatica_teach.views.live.summary import COLUMNS, summary_csv, summary_page

MADE = ("made-lesion-first-4", "made-lesion-third-9", "made-update-11", "made-point-buttock-3")
TOLD_LATER = AFTERWARDS - {"mark", "objective", "hardness", "safety", "twin_of", "misconception", "sources", "near"}


def wall(kb: KnowledgeBase, room: LiveRoom, tallies: dict[int, Tally]) -> dict[str, Any]:
    return wall_state(kb, room, tallies, code="ABC-DEF", address="http://192.0.2.7/join", qr_svg_url="/qr.svg",
                      phones=40, now=NOW)


def remote(kb: KnowledgeBase, room: LiveRoom, tallies: dict[int, Tally]) -> dict[str, Any]:
    return remote_state(kb, room, tallies, phones=40, now=NOW)


def tally_all(kb: KnowledgeBase, room: LiveRoom, cast: dict[int, list[Ballot]]) -> dict[int, Tally]:
    return {vote: tally_vote(kb, posed, vote, cast.get(vote, [])) for posed in room.polls for vote in posed.votes}


def texts_told_later(value: Any) -> Iterator[str]:
    """Every text of an item that is said only after the answer."""
    if isinstance(value, tuple):
        for one in value:
            yield from texts_told_later(one)
    elif is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name in TOLD_LATER or field.name.startswith("feedback"):
                yield from ([inner] if isinstance(inner, str) and inner else [])
            else:
                yield from texts_told_later(inner)


def all_ids(kb: KnowledgeBase) -> list[str]:
    return [*(item.id for item in kb.items), *MADE]


def answered(kb: KnowledgeBase, room: LiveRoom, item: Item) -> Ballot:
    assert room.current is not None
    response = check_response(kb, room.current, list(solution(item)))
    return Ballot(room="r", vote=room.current.votes[-1], voter="me", response=response, change=2)


def test_nothing_that_is_said_afterwards_is_sent_before(kb: KnowledgeBase) -> None:
    """Over the whole bank, all 13 kinds: while posed, voted on and closed."""
    kinds = set()
    for item_id in all_ids(kb):
        item = get_posed(kb, item_id)
        kinds.add(item.kind)
        played = Played(kb, [item_poll(item_id)])
        secrets = [text for text in texts_told_later(item) if text not in item.stem]
        assert secrets
        for verb in ("pose", "open-vote", "close-vote"):
            room = played.do(verb, **({"index": 0} if verb == "pose" else {}))
            own = answered(kb, room, item) if room.votes else None
            found = tally_all(kb, room, {1: [own] * 7} if own else {})
            sent = json.dumps([phone_state(kb, room, own, now=NOW), wall(kb, room, found)], ensure_ascii=False)
            for secret in secrets:
                assert json.dumps(secret, ensure_ascii=False)[1:-1] not in sent, (item_id, verb, secret)
    assert kinds == set(ITEM_TYPES)


def test_the_same_is_sent_whichever_option_is_right(kb: KnowledgeBase) -> None:
    """A question with the key of another one looks the same on phone and wall until it is revealed."""
    for item in (*kb.items.single, *kb.items.multiple):
        turned = (*item.options[1:], item.options[0])
        keys = [replace(one, right=other.right) for one, other in zip(item.options, turned, strict=True)]
        changed = replace(item, options=tuple(keys), harmful=())
        bank = replace(kb.items, **{item.kind: (changed,)})
        other = replace(kb, items=bank, version=f"{kb.version}-{item.id}")
        room = play(kb, item_poll(item.id)).room
        assert phone_state(other, room, None, now=NOW)["question"] == phone_state(kb, room, None, now=NOW)["question"]
        assert wall(other, room, {})["question"] == wall(kb, room, {})["question"]


TURNS = st.lists(st.sampled_from([
    *({"verb": "pose", "index": index} for index in range(4)), {"verb": "open-vote"}, {"verb": "open-vote"},
    {"verb": "close-vote"}, {"verb": "reveal"}, {"verb": "vote-again"}, {"verb": "twin"},
    {"verb": "bring-case", "case": "walter"}, {"verb": "ask", "id": "saddle-numbness"},
    {"verb": "ask", "id": "story"}, {"verb": "plan", "plan": []}, {"verb": "end"},
]), max_size=25)


@settings(max_examples=40)
@given(TURNS, st.integers(0, 9))
def test_every_room_can_be_shown_whatever_the_host_did(
    kb: KnowledgeBase, turns: list[dict[str, Any]], seed: int
) -> None:
    played = Played(kb, [item_poll("slow-to-start"), Poll(kind="belief", subject_id="marek"),
                         Poll(kind="next-question", subject_id="marek"), Poll(kind="technique", subject_id="marek")],
                    seed)
    cast: dict[int, list[Ballot]] = {}
    for turn in turns:
        with suppress(SciaticaTeachError):
            played.do(**turn)
        room = played.room
        if room.open_vote and room.current:
            cast[room.open_vote] = ballots(room.open_vote, answers_to(room.current))
        found = tally_all(kb, room, cast)
        phone = phone_state(kb, room, next(iter(cast.get(room.votes, [])), None), now=NOW)
        states = [phone, wall(kb, room, found), remote(kb, room, found)]
        assert json.dumps(states)
        assert phone["said"]
        is_asking = room.phase == "revealed" and room.current and room.current.case_at not in (None, room.case)
        assert (states[1]["result"] is not None) == (room.phase == "revealed" and not is_asking)
        assert not is_asking or states[1]["case"]["known"]
        assert sum(one["primary"] for one in states[2]["actions"]) <= 1
        for one in states[2]["actions"]:
            played.allows(one["action"])
    summary = summarise(kb, played.room, cast)
    assert json.dumps(summary_page(kb, summary))
    assert summary_csv(kb, summary)


def answers_to(posed: PosedPoll) -> dict[tuple[str, ...], int]:
    return {(f"{one}:0.6",) if posed.poll.kind == "belief" else (one,): 2 for one in posed.shown[:3]}


@pytest.mark.parametrize("poll", [
    item_poll("slow-to-start"), Poll(kind="belief", subject_id="marek"),
    Poll(kind="next-question", subject_id="marek", options=("saddle-numbness", "worse-sitting", "notch-tender")),
    Poll(kind="technique", subject_id="marek", options=("referral", "education-exercise", "manual-local")),
])
def test_the_wall_is_the_same_however_the_class_voted_until_it_is_revealed(kb: KnowledgeBase, poll: Poll) -> None:
    played = play(kb, poll)
    shown = played.room.current.shown if played.room.current else ()
    answers = [(f"{one}:0.5",) if poll.kind == "belief" else (one,) for one in shown]
    for phase in ("voting", "closed", "revealed"):
        room = played.room
        assert room.phase == phase
        walls = [wall(kb, room, tally_all(kb, room, {1: ballots(1, {one: 9})})) for one in answers]
        assert all((one["result"] is None) == (phase != "revealed") for one in walls)
        assert (len({json.dumps(one) for one in walls}) == 1) == (phase != "revealed")
        assert all(one["voted"] == 9 for one in walls)
        if phase != "revealed":
            played.do({"voting": "close-vote", "closed": "reveal"}[phase])


def test_a_phone_is_told_of_its_own_answer_alone(kb: KnowledgeBase) -> None:
    item = get_posed(kb, "slow-to-start")
    played = play(kb, item_poll(item.id))
    own = answered(kb, played.room, item)
    state = phone_state(kb, played.room, own, now=NOW)
    assert state["own"] == {"words": "In the emergency department now, with your written note.", "change": 2}
    assert state["question"]["state"]["id"] == "vote-1"
    assert state["question"]["state"]["preset"] == list(own.response)
    assert state["question"]["state"]["certainty"] == {"ask": False}
    played.do("close-vote")
    again = phone_state(kb, played.do("vote-again"), own, now=NOW)
    assert again["own"] is None  # of the first vote; this is the second
    assert again["question"]["state"]["id"] == "vote-2"
    assert again["said"] != state["said"]


def test_every_kind_is_drawn_on_the_phone_and_locked_with_its_verdicts(kb: KnowledgeBase) -> None:
    for item_id in all_ids(kb):
        item = get_posed(kb, item_id)
        played = play(kb, item_poll(item_id))
        opened = phone_state(kb, played.room, None, now=NOW)["question"]
        own = answered(kb, played.room, item)
        locked = phone_state(kb, played.do("reveal"), own, now=NOW)["question"]
        assert opened["part"] == locked["part"]
        assert not opened["state"]["locked"]
        assert locked["state"]["locked"]
        assert any(one["right"] and one["chosen"] for one in locked["state"]["verdicts"].values())
        assert phone_state(kb, played.room, None, now=NOW)["question"]["state"]["chosen"] == []
        shown = wall(kb, played.room, tally_all(kb, played.room, {1: [own]}))["result"]
        assert shown["right_text"]
        assert shown["votes"][0]["count"] == 1
        assert sum(row["n"] for row in shown["votes"][0]["rows"]) >= 1


def test_under_five_votes_no_share_is_told(kb: KnowledgeBase) -> None:
    played = play(kb, item_poll("slow-to-start"))
    room = played.do("reveal")
    right = solution(get_posed(kb, "slow-to-start"))
    for count, told in ((4, False), (5, True)):
        rows = wall(kb, room, tally_all(kb, room, {1: ballots(1, {right: count})}))["result"]["votes"][0]["rows"]
        assert all((row["share"] is not None) == told for row in rows)


def test_unsafe_answers_are_told_to_the_host_first(kb: KnowledgeBase) -> None:
    item = next(one for one in kb.items.single if one.harmful)
    played = play(kb, item_poll(item.id))
    room = played.do("close-vote")
    found = remote(kb, room, tally_all(kb, room, {1: ballots(1, {solution(item): 8, (item.harmful[0],): 2})}))
    assert found["advice"]["kind"] == "move-on"
    assert found["advice"]["unsafe"].startswith("2 of 10 ")
    assert any(row["tone"] == "unsafe" and row["n"] == 2 for row in found["result"]["votes"][0]["rows"])
    room = played.do("reveal")
    shown = wall(kb, room, tally_all(kb, room, {1: ballots(1, {solution(item): 8, (item.harmful[0],): 2})}))
    assert shown["result"]["feedback"][0]["tone"] == "unsafe"


def test_a_safety_question_that_was_left_is_told_first(kb: KnowledgeBase) -> None:
    due = kb.get_case("marek").must_ask[-1]
    played = play(kb, Poll(kind="next-question", subject_id="marek", options=("notch-tender", due)))
    cast = ballots(1, {("notch-tender",): 4, (due,): 2})
    room = played.do("close-vote")
    told = remote(kb, room, tally_all(kb, room, {1: cast}))
    assert told["advice"]["unsafe"].startswith("4 of 6 left a safety question")
    assert [told["asks"][0]["must"], told["asks"][0]["safety"]] == [True, True]
    room = played.do("reveal")
    result = wall(kb, room, tally_all(kb, room, {1: cast}))["result"]
    assert result["feedback"][0]["word"] == "must be asked"
    assert {row["text"]: row["word"] for row in result["votes"][0]["rows"]}[kb.get_finding(due).ask] == "must be asked"
    left, asked = (phone_state(kb, room, one, now=NOW)["question"]["state"] for one in (cast[0], cast[-1]))
    assert left["heading"] == ["caution", "A safety question had to be asked first"]
    assert asked["heading"] == ["right", "Must be asked"]
    for shown in (wall(kb, room, tally_all(kb, room, {1: cast})), remote(kb, room, tally_all(kb, room, {1: cast}))):
        asks = [one for one in shown["actions"] if one["action"]["verb"] == "ask"]
        assert [one["action"]["id"] for one in asks] == [due, "notch-tender"]  # although fewer would ask it
        assert [one["primary"] for one in asks] == [True, False]


def test_the_remote_leads_through_a_cycle(kb: KnowledgeBase) -> None:
    item = get_posed(kb, "slow-to-start")
    wrong = next(one for one in item.options if not one.right).id
    half = ballots(1, {solution(item): 5, (wrong,): 5})
    played = Played(kb, [item_poll(item.id), item_poll("night-pain-alone")])
    verbs = []
    for _ in range(6):
        room = played.room
        first = next(one for one in remote(kb, room, tally_all(kb, room, {1: half}))["actions"] if one["primary"])
        verbs.append(first["action"]["verb"])
        played.do(**first["action"])
    assert verbs == ["pose", "open-vote", "close-vote", "vote-again", "close-vote", "reveal"]
    done = [line["done"] for line in remote(kb, played.room, {})["plan"]]
    assert done == [True, False]


@pytest.mark.parametrize(("right", "then"), [(1, "vote-again"), (5, "vote-again"), (9, "reveal")])
def test_what_stands_out_on_the_remote_is_what_it_advises(kb: KnowledgeBase, right: int, then: str) -> None:
    item = get_posed(kb, "slow-to-start")
    wrong = next(one for one in item.options if not one.right).id
    room = play(kb, item_poll(item.id)).do("close-vote")
    cast = tally_all(kb, room, {1: ballots(1, {solution(item): right, (wrong,): 10 - right})})
    told = remote(kb, room, cast)
    assert [one["action"]["verb"] for one in told["actions"] if one["primary"]] == [then]
    assert ("once more" in str(told)) == (right == 1)


def test_what_stands_out_on_the_wall_depends_on_no_answer(kb: KnowledgeBase) -> None:
    """The class sees it: a first vote is followed by talking, a second by the answer, however many were right."""
    played = play(kb, item_poll("slow-to-start"))
    first = [one["action"]["verb"] for one in wall(kb, played.do("close-vote"), {})["actions"] if one["primary"]]
    played.do("vote-again")
    second = [one["action"]["verb"] for one in wall(kb, played.do("close-vote"), {})["actions"] if one["primary"]]
    assert (first, second) == (["vote-again"], ["reveal"])


def test_the_path_of_a_class_has_a_step_for_each_vote(kb: KnowledgeBase) -> None:
    belief = Poll(kind="belief", subject_id="marek")
    played = play(kb, belief)
    played.do("reveal")
    for asked in ("saddle-numbness", "bladder-change", "worse-cough-sneeze", "straight-leg-raise"):
        played.do("ask", id=asked)
    for verb in ("pose", "open-vote", "reveal"):
        room = played.do(verb, **({"poll": {"kind": "belief", "subject_id": "marek"}} if verb == "pose" else {}))
    late = {("lumbar-disc:0.8",): 5, ("facet-referred:1",): 1}
    cast = {1: ballots(1, {("lumbar-disc:0.2",): 6}), 2: ballots(2, late)}
    path = wall(kb, room, tally_all(kb, room, cast))["result"]["belief"]
    first, between, last = path["steps"]
    assert [first["class"]["lumbar-disc"], last["class"]["lumbar-disc"]] == [pytest.approx(0.2), pytest.approx(4 / 6)]
    cough, raised = (kb.get_finding(one).name for one in ("worse-cough-sneeze", "straight-leg-raise"))
    saddle = kb.get_finding("bladder-change").name
    assert between["said"] == f"{saddle}; {cough}, and 1 more"  # what is denied moves next to nothing
    assert between["class"] == {}
    assert last["said"] == raised
    assert room.case is not None
    reference = find_reference(kb, room.case)
    for cause in path["causes"]:
        assert last["reference"][cause["id"]] == reference.posterior[cause["id"]]
        assert last["band"][cause["id"]] == list(reference.band[cause["id"]])
    early = wall(kb, room, tally_all(kb, room, {1: cast[1]}))["result"]["belief"]
    assert [step["count"] for step in early["steps"]] == [6]


def test_a_patient_who_is_brought_anew_begins_anew(kb: KnowledgeBase) -> None:
    belief = {"kind": "belief", "subject_id": "marek"}
    played = play(kb, Poll(kind="belief", subject_id="marek"))
    played.do("reveal")
    played.do("ask", id="straight-leg-raise")
    for verb, more in (("pose", {"poll": belief}), ("open-vote", {}), ("reveal", {}), ("bring-case", {"case": "marek"}),
                       ("pose", {"poll": belief}), ("open-vote", {}), ("close-vote", {}), ("vote-again", {}),
                       ("reveal", {})):
        room = played.do(verb, **more)
    cast = {vote: ballots(vote, {("lumbar-disc:0.5",): 5}) for vote in range(1, 5)}
    steps = wall(kb, room, tally_all(kb, room, cast))["result"]["belief"]["steps"]
    start, again = "What is known at the start", "Once more, after talking"
    assert [step["said"] for step in steps] == [start, kb.get_finding("straight-leg-raise").name, start, again]


def test_a_question_that_left_the_content_breaks_no_page(kb: KnowledgeBase) -> None:
    room = play(kb, item_poll("slow-to-start"), Poll(kind="belief", subject_id="marek")).do("close-vote")
    less = replace(kb, version="less", items=type(kb.items)(), cases=kb.cases[1:])
    for at in (replace(room, polls=room.polls[:1], case=None), room):
        for phase in (at, replace(at, polls=(*at.polls[:-1], replace(at.polls[-1], revealed=True)))):
            own = Ballot(room="r", vote=at.polls[-1].votes[-1], voter="v", response=("lumbar-disc:0.5",), change=1)
            found = tally_all(less, phase, {own.vote: [own]})
            states = [phone_state(less, phase, own, now=NOW), wall(less, phase, found), remote(less, phase, found)]
            assert "not in the content" in json.dumps(states)
    summary = summarise(less, room, {})
    assert summary_csv(less, summary)
    assert summary_page(less, summary)["polls"][0]["edited"]


def test_an_edited_question_says_so_and_is_judged_by_what_fits(kb: KnowledgeBase) -> None:
    item = next(one for one in kb.items.single if one.id == "slow-to-start")
    room = play(kb, item_poll(item.id)).do("close-vote")
    gone = next(one for one in item.options if not one.right)
    edited = replace(item, options=(*(one for one in item.options if one is not gone), replace(gone, id="new-one")))
    today = replace(kb, version="edited", items=replace(kb.items, single=(edited,)))
    found = tally_all(today, room, {1: ballots(1, {solution(item): 5, (gone.id,): 2})})
    assert (found[1].right, found[1].unfit) == (5, 2)
    told = remote(today, room, found)
    assert "edited" in told["notes"]["feedback"][0]
    assert told["result"]["votes"][0]["rows"][-1]["n"] == 2
    assert "edited" in phone_state(today, room, None, now=NOW)["said"]


HOSTILE = ('=HYPERLINK("http://x")', "+one", "-two", "@SUM(A1)", "  =1+1")


def test_the_table_of_a_room_holds_no_formula(kb: KnowledgeBase) -> None:
    item_id = next(item.id for item in kb.items if item.kind == "text")
    room = play(kb, item_poll(item_id)).do("reveal")
    assert room.current is not None
    cast = ballots(1, {check_response(kb, room.current, [one]): 1 for one in HOSTILE})
    summary = summarise(kb, room, {1: cast})
    lines = list(csv.reader(io.StringIO(summary_csv(kb, summary).removeprefix("\ufeff"))))
    assert tuple(lines[0]) == COLUMNS
    answers = [line[COLUMNS.index("answer")] for line in lines[1:]]
    assert sum(one.startswith("'") for one in answers) == len(HOSTILE)
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for line in lines for cell in line)


