"""What a class amounts to: members, unsafe acts, standing, questions, confusion, and the book of marks."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from class_members import Made, answer, play_case
from small_items import solution
from small_records import answered_sets, entry

from sciatica_teach.grading.class_ability import find_class_share
from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.events import ChainCaught, ExamAnswered, VignetteJudged
from sciatica_teach.reasoning.draws import sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.classes import (
    UNDECIDED,
    ClassReader,
    find_class_standings,
    find_confusion,
    find_item_lines,
    find_unsafe_acts,
    list_papers,
    make_book,
)
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.learning import build_model

NOW = 1e6
DISC = {"lumbar-disc": 0.8, "sacroiliac": 0.2}


@pytest.fixture(scope="module")
def sampled(kb):
    return sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(3))


@pytest.fixture
def study(kb, sampled):
    reader = ClassReader(kb, lambda: sampled, kb.get_case)
    return lambda *members, released=(): reader.study(members, released, NOW)


def wrong_answer(kb, item_id):
    item = get_posed(kb, item_id)
    return next((one.id,) for one in item.options if not one.right and one.id not in item.harmful)


# ---- Unsafe acts ----

def test_a_safety_screen_left_out_a_harmful_answer_and_a_missed_patient_are_told_with_who_what_and_when(kb, study):
    harmful = next(item for item in kb.items if item.kind == "single" and item.harmful)
    first = Made("heron", entries=play_case(kb, "graham", "routine", DISC, at=50.0))
    second = Made("otter", "Ada", entries=[
        *answer(kb, kb.set_of_item[harmful.id].id, [(harmful.id, (harmful.harmful[0],))], at=70.0),
        entry("drill/red-flags/1", VignetteJudged(vignette_id="ruth-44", disposal="letter", is_right=False,
                                                  is_miss=True), 90.0),
        entry("chain/ilir/1", ChainCaught(harms=("technique/electro-low-back",)), 95.0)])
    acts = find_unsafe_acts(kb, study(first, second))
    assert [(act.called, act.kind, act.place, act.subjects) for act in acts[:3]] == [
        ("Ada", "harmful-chain", "ilir", ("technique/electro-low-back",)),
        ("Ada", "missed-in-drill", "ruth-44", ("letter",)),
        ("Ada", "harmful-answer", harmful.id, (harmful.harmful[0],))]
    at_gate = [act for act in acts if act.alias == "heron"]
    assert {"must-ask", "unsafe-decision"} <= {act.kind for act in at_gate}
    assert all(50.0 <= act.at < 51.0 and act.place == "graham" and act.called == "heron" for act in at_gate)
    (unasked,) = (act for act in at_gate if act.kind == "must-ask")
    assert unasked.subjects == kb.get_case("graham").must_ask


def test_every_harm_that_an_item_names_is_found_and_a_right_answer_has_none(kb, study):
    named = [item for item in kb.items if item.kind in ("single", "triage") and kb.set_of_item.get(item.id)]
    given = {item.id: solution(get_posed(kb, item.id)) for item in named}
    right = Made("wren", entries=[one for item_id, response in given.items()
                                  for one in answer(kb, kb.set_of_item[item_id].id, [(item_id, response)])])
    assert find_unsafe_acts(kb, study(right)) == ()
    slow = next(item for item in named if item.kind == "triage" and item.needed == "emergency")
    late = Made("wren", entries=answer(kb, kb.set_of_item[slow.id].id, [(slow.id, ("routine",))]))
    assert [act.place for act in find_unsafe_acts(kb, study(late))] == [slow.id]


# ---- What is sealed stays so ----

def test_a_sealed_exam_is_counted_and_nothing_of_it_is_told_until_its_paper_is_released(kb, study):
    member = Made("heron", entries=play_case(kb, "graham", "routine", DISC, paper="week-7"))
    sealed = study(member)
    (row,) = make_book(kb, sealed)
    assert [(one.paper, one.state, one.composite, one.gate_passed) for one in row.papers] == [
        ("week-7", "sealed", None, None)]
    assert (row.cases_done, row.gates_failed, row.mean_composite) == (0, 0, None)
    assert find_unsafe_acts(kb, sealed) == ()
    assert find_confusion(kb, sealed).counts == {}
    assert [(one.attempts, one.is_released) for one in list_papers(sealed, ())] == [(1, False)]
    opened = study(member, released={"week-7"})
    (row,) = make_book(kb, opened)
    assert row.papers[0].composite is not None
    assert (row.papers[0].gate_passed, row.cases_done, row.gates_failed) == (False, 1, 1)
    assert find_unsafe_acts(kb, opened)
    assert find_confusion(kb, opened).counts == {("cauda-equina", "lumbar-disc"): 1}


def test_answers_laid_down_in_an_exam_that_is_still_running_are_nobodys_business(kb, study):
    laid = ExamAnswered(item_id="where-root-pain-goes", response=("a",), certainty=2)
    studied = study(Made("heron", entries=[entry("exam/bank/1", laid, 1.0)]))
    assert find_item_lines(kb, studied) == ()
    assert find_class_standings(kb, studied, NOW) == ()


# ---- Standing and questions ----

def test_a_members_interval_is_the_one_of_their_own_page_and_the_class_has_everybodys_first_answers(kb, study):
    members = [Made(f"m{index}", entries=answered_sets(kb, count=40, now=NOW, share_right=share))
               for index, share in enumerate(np.linspace(0.2, 0.95, 12))]
    studied = study(*members, Made("silent"))
    for found in find_class_standings(kb, studied, NOW):
        own = {one.called: one.standing for one in found.members}
        for member in members:
            standing = build_model(kb, member.entries).standing(found.objective.id, NOW)
            assert own.get(member.alias) == (standing if standing.answers else None)
        assert (found.of, "silent" in own) == (13, False)
        assert found.share.low <= found.share.mid <= found.share.high
    widths = [(one.answered, one.share.high - one.share.low) for one in find_class_standings(kb, studied, NOW)]
    assert all(width < 0.76 for answered, width in widths if answered >= 5)


def test_a_second_answer_an_answer_after_a_hint_and_a_twin_leave_the_class_as_it_was(kb, study):
    item_id = "where-root-pain-goes"
    first = answer(kb, "first-steps", [(item_id, wrong_answer(kb, item_id))])
    again = answer(kb, "first-steps", [(item_id, solution(get_posed(kb, item_id)))], number=2, at=90_000.0)
    (once,), (twice,) = (find_class_standings(kb, study(Made("heron", entries=entries)), NOW)
                         for entries in (first, [*first, *again]))
    assert once.share == twice.share
    assert once.share.mid < find_class_share([]).mid
    assert (twice.answers, twice.answered, twice.is_enough) == (1, 1, False)


def test_counts_of_a_question_are_those_of_a_plain_count(kb, study):
    item_id = "where-root-pain-goes"
    wrong, right = wrong_answer(kb, item_id), solution(get_posed(kb, item_id))
    given = [right] * 14 + [wrong] * 9
    members = [Made(f"m{index}", entries=answer(kb, "first-steps", [(item_id, one)]))
               for index, one in enumerate(given)]
    (line,) = find_item_lines(kb, study(*members))
    assert (line.answers, line.right, line.wrong.id, line.wrong.takers) == (23, 14, wrong[0], 9)
    assert (round(line.low, 3), round(line.high, 3)) == (0.408, 0.778)  # Wilson, 14 of 23, worked by hand
    others = {one.id for one in get_posed(kb, item_id).options} - {*wrong, *right}
    assert set(line.idle) == others


# ---- Confusion ----

def test_the_matrix_counts_each_members_first_attempt_by_its_last_belief(kb, study):
    members = [
        Made("a", entries=[*play_case(kb, "marek", "routine", {"sacroiliac": 0.7, "lumbar-disc": 0.1}),
                           *play_case(kb, "marek", "routine", DISC, number=2, at=9.0)]),
        Made("b", entries=play_case(kb, "marek", "routine", DISC)),
        Made("c", entries=play_case(kb, "marek", "routine", {"sacroiliac": 0.4, "lumbar-disc": 0.4})),
        Made("d", entries=play_case(kb, "marek", "routine", {"lumbar-disc": 0.2})),
        Made("e", entries=play_case(kb, "graham", "emergency", DISC)),
    ]
    found = find_confusion(kb, study(*members))
    assert found.counts == {
        ("lumbar-disc", "sacroiliac"): 1, ("lumbar-disc", "lumbar-disc"): 1, ("lumbar-disc", UNDECIDED): 1,
        ("lumbar-disc", OTHER): 1, ("cauda-equina", "lumbar-disc"): 1}
    assert (found.total("lumbar-disc"), found.total("cauda-equina")) == (4, 1)
    assert Counter(found.worst) == Counter([
        ("lumbar-disc", "sacroiliac", 1), ("lumbar-disc", OTHER, 1), ("cauda-equina", "lumbar-disc", 1)])
    assert found.leading[-1] == UNDECIDED


# ---- The book ----

def test_the_book_has_first_attempts_and_a_row_for_who_did_nothing(kb, study):
    item_id = "where-root-pain-goes"
    right, wrong = solution(get_posed(kb, item_id)), wrong_answer(kb, item_id)
    member = Made("heron", "Zoe", entries=[
        *answer(kb, "first-steps", [(item_id, right)], at=1.0),
        *answer(kb, "first-steps", [(item_id, wrong)], number=2, at=10.0)])
    first, second = make_book(kb, study(Made("adder"), member))
    (mark,) = first.sets
    assert (first.name, first.answers, first.last_at) == ("Zoe", 2, 11.0)
    assert (mark.set_id, mark.earned, mark.possible, mark.is_finished) == ("first-steps", 1.0, 8, False)
    assert (second.alias, second.answers, second.sets, second.last_at) == ("adder", 0, (), None)


def test_members_with_the_same_attempt_numbers_keep_their_own_marks(kb, study):
    careful = play_case(kb, "graham", "emergency", {"cauda-equina": 0.9}, asked=kb.get_case("graham").must_ask)
    careless = play_case(kb, "graham", "routine", DISC)
    rows = make_book(kb, study(Made("a", entries=careful), Made("b", entries=careless)))
    assert [row.gates_failed for row in rows] == [0, 1]


def test_two_members_of_one_name_are_told_apart_and_nobody_is_ranked(study):
    studied = study(Made("wren", "Ada"), Made("adder", "Ada"), Made("crane"), Made("bat", "Zoe"))
    assert [one.called for one in studied] == ["Ada · adder", "Ada · wren", "Zoe", "crane"]
