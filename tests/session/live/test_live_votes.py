"""Answers checked and counted: against the graders themselves, and against counting by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from live_rooms import Played, ballots, item_poll, play
from small_items import responses, solution

from sciatica_teach.errors import BadSubmission, SciaticaTeachError
from sciatica_teach.grading.item_harms import find_harms
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import ITEM_TYPES
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import Poll
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.live.answering import check_response
from sciatica_teach.session.live.options import value_questions, weigh_options
from sciatica_teach.session.live.patient import find_reference
from sciatica_teach.session.live.state import LiveCase, PosedPoll
from sciatica_teach.session.live.summing import summarise
from sciatica_teach.session.live.tally import Tally, advise, tally_vote

PIECES = st.text(max_size=12) | st.sampled_from(["a", "l5", "1e400", "nan", "emergency", "0", "lumbar-disc:0.5"])
JUNK = st.lists(PIECES, max_size=4)
ONE_ROW_EACH = {"single", "triage", "script", "lesion", "point", "ordering", "numeric", "update", "hotspot", "text"}


def one_of_each_kind(kb: KnowledgeBase) -> list[str]:
    """The first item of each of the 13 kinds."""
    first = {item.kind: item.id for item in reversed(list(kb.items))}
    assert set(first) == set(ITEM_TYPES)
    return list(first.values())


def posed(kb: KnowledgeBase, item_id: str) -> PosedPoll:
    found = play(kb, item_poll(item_id)).room.current
    assert found is not None
    return found


@given(st.data())
def test_a_phone_may_send_what_the_grader_takes_and_nothing_else(kb: KnowledgeBase, data: st.DataObject) -> None:
    item = get_posed(kb, data.draw(st.sampled_from(one_of_each_kind(kb))))
    sent = data.draw(responses(item) | JUNK.map(tuple))
    try:
        grade = grade_item(item, Submission(response=tuple(part.strip() for part in sent)))
    except SciaticaTeachError:
        grade = None
    if grade is None or not any(part.strip() for part in sent):
        with pytest.raises(BadSubmission):
            check_response(kb, posed(kb, item.id), list(sent))
        return
    taken = check_response(kb, posed(kb, item.id), list(sent))
    assert grade_item(item, Submission(response=taken)).earned == pytest.approx(grade.earned)
    assert check_response(kb, posed(kb, item.id), list(taken)) == taken


@pytest.mark.parametrize("sent", [
    None, "a", 3, {}, [], [""], ["  "], [1], [None], ["x" * 501], ["x"] * 101, [["a"]], {"chosen": ["a"]},
])
def test_what_is_no_answer_at_all_is_refused_in_words(kb: KnowledgeBase, sent: object) -> None:
    for item_id in one_of_each_kind(kb):
        with pytest.raises(BadSubmission, match=r"\w+ \w+"):
            check_response(kb, posed(kb, item_id), sent)


BELIEF = Poll(kind="belief", subject_id="marek")


@pytest.mark.parametrize(("sent", "why"), [
    (["lumbar-disc:0.7", "lumbar-stenosis:0.4"], "pass 100"),
    (["lumbar-disc:1.2"], "between 0 and 100"), (["lumbar-disc:-0.1"], "between 0 and 100"),
    (["lumbar-disc:nan"], "a number"), (["lumbar-disc:1e999"], "a number"), (["lumbar-disc"], "a number"),
    (["lumbar-disc:0.1", "lumbar-disc:0.2"], "twice"), (["other:0.5"], "not on the list"),
    (["no-such-cause:0.5"], "not on the list"), (["lumbar-disc:0"], "at least one"),
])
def test_a_belief_that_is_none_is_refused(kb: KnowledgeBase, sent: list[str], why: str) -> None:
    room = play(kb, BELIEF).room
    assert room.current is not None
    with pytest.raises(BadSubmission, match=why):
        check_response(kb, room.current, sent)


def test_at_most_seven_causes_are_named(kb: KnowledgeBase) -> None:
    current = play(kb, BELIEF).room.current
    assert current is not None
    ids = [cause.id for cause in kb.causes if cause.id != "other"][:8]
    assert len(check_response(kb, current, [f"{one}:0.1" for one in ids[:7]])) == 7
    with pytest.raises(BadSubmission, match="at most 7"):
        check_response(kb, current, [f"{one}:0.1" for one in ids])


@given(st.data())
def test_a_tally_counts_as_one_counts_by_hand(kb: KnowledgeBase, data: st.DataObject) -> None:
    item = get_posed(kb, data.draw(st.sampled_from(one_of_each_kind(kb))))
    current = posed(kb, item.id)
    drawn = data.draw(st.lists(responses(item).filter(lambda one: any(part.strip() for part in one)), max_size=15))
    answers = [check_response(kb, current, list(one)) for one in [*drawn, solution(item)]]
    counted = Counter(answers)
    found = tally_vote(kb, current, 1, [*ballots(1, counted), *ballots(2, {solution(item): 3})])
    earned = [grade_item(item, Submission(response=one)).earned for one in answers]
    hurt = [bool(find_harms(item, one)) for one in answers]
    assert found.count == found.judged == len(answers)
    assert found.unsafe == sum(hurt)
    assert found.right == sum(mark >= 1 - 1e-9 and not harm for mark, harm in zip(earned, hurt, strict=True))
    assert found.partly == sum(0.01 <= mark < 1 - 1e-9 and not harm for mark, harm in zip(earned, hurt, strict=True))
    if item.kind in ONE_ROW_EACH:
        assert sum(row.n for row in found.counts) + found.rest == len(answers)
    if item.kind in ("single", "multiple", "triage", "chain", "matching"):
        parts = Counter(part for one in answers for part in one)
        assert {row.key[0]: row.n for row in found.counts if row.n} == parts


def test_typed_answers_that_differ_in_signs_alone_are_one_row(kb: KnowledgeBase) -> None:
    item_id = next(item.id for item in kb.items if item.kind == "text")
    found = tally_vote(kb, posed(kb, item_id), 1, ballots(1, {("The  Knee!",): 1, ("knee",): 2, ("toe",): 1}))
    assert [(row.key, row.n) for row in found.counts] == [(("knee",), 3), (("toe",), 1)]


def test_eight_answers_have_a_row_and_the_rest_is_counted(kb: KnowledgeBase) -> None:
    item_id = next(item.id for item in kb.items if item.kind == "text")
    found = tally_vote(kb, posed(kb, item_id), 1, ballots(1, {(f"word {number}",): number for number in range(1, 12)}))
    assert [row.n for row in found.counts] == [11, 10, 9, 8, 7, 6, 5, 4]
    assert found.rest == 1 + 2 + 3


@pytest.mark.parametrize(("right", "count", "advice"), [
    (4, 4, "too-few"), (0, 0, "too-few"), (1, 5, "re-teach"), (34, 100, "re-teach"), (35, 100, "discuss"),
    (7, 10, "discuss"), (70, 100, "discuss"), (71, 100, "move-on"), (5, 5, "move-on"),
])
def test_thresholds_of_the_advice(right: int, count: int, advice: str) -> None:
    assert advise(Tally(vote=1, count=count, right=right)) == advice


def test_answers_that_fit_no_more_are_counted_apart(kb: KnowledgeBase) -> None:
    current = posed(kb, "slow-to-start")
    right = solution(get_posed(kb, "slow-to-start"))
    found = tally_vote(kb, current, 1, ballots(1, {right: 5, ("removed-option",): 2}))
    assert (found.count, found.judged, found.unfit, found.share_right) == (7, 5, 2, 1.0)
    gone = replace(current, poll=item_poll("removed-item"))
    assert tally_vote(kb, gone, 1, ballots(1, {("a",): 2})).unfit == 2


SHARES = st.lists(st.integers(0, 30), min_size=3, max_size=3).filter(any)


@given(st.lists(SHARES, min_size=1, max_size=12))
def test_the_belief_of_a_class_is_the_mean_of_its_beliefs(kb: KnowledgeBase, given_shares: list[list[int]]) -> None:
    causes = ("lumbar-disc", "lumbar-stenosis", "sacroiliac")
    current = play(kb, BELIEF).room.current
    assert current is not None
    answers = Counter(
        check_response(kb, current, [f"{one}:{share / 100}" for one, share in zip(causes, shares, strict=True)])
        for shares in given_shares
    )
    found = tally_vote(kb, current, 1, ballots(1, answers)).belief
    assert found is not None
    table = np.array(given_shares) / 100
    for column, cause_id in enumerate(causes):
        assert found.mean[cause_id] == pytest.approx(table[:, column].mean())
        assert found.half[cause_id] == pytest.approx(tuple(np.percentile(table[:, column], [25, 75])))
    assert sum(found.mean.values()) == pytest.approx(1)


def test_in_front_as_in_the_reference_counts_as_right(kb: KnowledgeBase) -> None:
    current = play(kb, BELIEF).room.current
    assert current is not None
    assert current.case_at is not None
    posterior = find_reference(kb, current.case_at).posterior
    front = max((one for one in posterior if one != "other"), key=posterior.__getitem__)
    other = next(one for one in posterior if one not in (front, "other"))
    answers = {(f"{front}:0.4",): 3, (f"{front}:0.2", f"{other}:0.3"): 2, (f"{other}:0.9",): 1}
    assert tally_vote(kb, current, 1, ballots(1, answers)).right == 3


def test_a_safety_question_that_is_due_is_right_and_leaving_it_is_told(kb: KnowledgeBase) -> None:
    due = kb.get_case("marek").must_ask[0]
    room = play(kb, Poll(kind="next-question", subject_id="marek", options=(due, "notch-tender"))).room
    assert room.current is not None
    found = tally_vote(kb, room.current, 1, ballots(1, {(due,): 4, ("notch-tender",): 3}))
    assert (found.right, found.left_safety, found.unsafe) == (4, 3, 0)


def test_every_safety_question_that_is_due_is_right_beside_the_most_telling_one(kb: KnowledgeBase) -> None:
    at = LiveCase(case_id="marek")
    worth = value_questions(kb, at)
    due = min(kb.get_case("marek").must_ask, key=worth.__getitem__)
    best, *_, least = sorted((one for one in worth if one not in kb.get_case("marek").must_ask), key=worth.__getitem__,
                             reverse=True)
    poll = Poll(kind="next-question", subject_id="marek", options=(due, best, least))
    assert worth[due] < worth[best] / 2
    assert worth[least] == 0
    found = weigh_options(kb, poll, at, poll.options)
    assert [found[one].standing for one in poll.options] == ["right", "right", "wrong"]
    assert [found[one].must_ask for one in poll.options] == [True, False, False]


def test_a_technique_that_this_patient_must_not_have_is_unsafe(kb: KnowledgeBase) -> None:
    seen = set()
    for case in kb.cases:
        ids = [one.id for one in kb.treatment.techniques][:6]
        current = play(kb, Poll(kind="technique", subject_id=case.id, options=tuple(ids))).room.current
        assert current is not None
        assert current.case_at is not None
        for option, found in weigh_options(kb, current.poll, current.case_at, current.shown).items():
            assert found.verdict is not None
            assert found.verdict.id == option
            assert (found.standing == "unsafe") == (found.verdict.standing == "contraindicated")
            assert found.standing != "right" or found.verdict.standing in ("preferred", "acceptable")
            seen.add(found.standing)
    assert seen == {"right", "partly", "wrong", "unsafe"}


def test_a_summary_tells_the_shift_what_hurts_and_what_was_believed(kb: KnowledgeBase) -> None:
    item = next(one for one in kb.items.single if one.misconception and one.harmful)
    right, harm = solution(item), (item.harmful[0],)
    played = Played(kb, [item_poll(item.id)])
    for verb, more in (("pose", {"index": 0}), ("open-vote", {}), ("close-vote", {}), ("vote-again", {})):
        played.do(verb, **more)
    cast = {1: ballots(1, {right: 2, harm: 3}), 2: ballots(2, {right: 4, harm: 1})}
    found = summarise(kb, played.room, cast)
    assert found.polls[0].shift == pytest.approx(0.4)
    assert [one.number for one in found.unsafe] == [1]
    assert [(one.misconception, one.wrong, one.judged) for one in found.met] == [(item.misconception, 3, 5)]
    assert summarise(kb, played.room, {}).unsafe == ()
