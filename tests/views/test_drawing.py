"""The pain drawing's states: what may be sent, what is said first, and how little a picture tells."""

from __future__ import annotations

import json
from typing import Any, get_args

import numpy as np
import pytest

from sciatica_teach.errors import BadSubmission, NotAllowedNow
from sciatica_teach.model.causes import OTHER, Region
from sciatica_teach.reasoning.drawings import Alike, Comparison, find_alarms
from sciatica_teach.views.drawing import GROUPS, PainDrawing, drawing_state, read_sheet
from sciatica_teach.views.drawing_cards import ABOUT, STRIPS, TASKS, Sheet
from sciatica_teach.views.likeness import likeness_state, ratio_words

S1 = {"verb": "compare", "task": "s1", "right": ["buttock", "calf", "sole"], "left": []}


def compare(view: PainDrawing, **changes: Any) -> dict[str, dict[str, Any]]:
    """What the view shows after an action of the browser: part id -> state."""
    view.children[0]._carry_out("c1", {**S1, **changes})
    return {part.state["id"]: part.state for part in view.children}


@pytest.fixture
def view(kb):
    return PainDrawing(kb, "anna")


def words_of(state: dict[str, Any]) -> str:
    return json.dumps(state, ensure_ascii=False)


def test_before_comparing_there_is_nothing_but_the_sheet_and_it_holds_no_key(kb, view):
    assert [part.state["id"] for part in view.children] == ["drawing"]
    said = words_of(view.children[0].state)
    assert "pain_map" not in said
    assert "64.1" not in said
    assert not any(cause.name in said for cause in kb.causes)
    assert view.children[0].state["subject"] == ""  # a step, not an answer: the outbox keeps nothing of it


def test_every_region_is_in_the_list_once():
    assert sorted(region for group in GROUPS.values() for region in group) == sorted(get_args(Region))


@pytest.mark.parametrize(("right", "left"), [
    ({"saddle"}, set()), ({"calf"}, {"sole"}), ({"calf"}, {"low-back"}), ({"low-back", "saddle"}, {"low-back"}),
])
def test_the_browser_is_told_the_alarms_that_the_engine_finds(kb, right, left):
    alarms = drawing_state(kb, "anna", None)["alarms"]
    sounding = [
        one["id"] for one in alarms if sum(bool(set(one["regions"]) & side) for side in (right, left)) >= one["sides"]
    ]
    assert tuple(sounding) == find_alarms(right, left)


def test_an_alarm_asks_and_names_the_emergency_department(kb):
    for alarm in drawing_state(kb, "anna", None)["alarms"]:
        for word in ("bladder", "bowels", "wiping", "emergency department now", "no needle"):
            assert word in alarm["text"]
        assert alarm["mark"] == "taught"
        assert {source["id"] for source in alarm["sources"]} == {"taught-safety", "greenhalgh-2016"}


@pytest.mark.parametrize("changes", [
    {"task": "other"}, {"task": None}, {"right": "calf"}, {"right": ["ear"]}, {"right": [["calf"]]}, {"left": None},
    {"left": [7]},
])
def test_what_cannot_be_a_drawing_is_refused(changes):
    with pytest.raises(BadSubmission, match="cannot be read"):
        read_sheet({**S1, **changes})


def test_an_empty_drawing_is_not_compared(view):
    with pytest.raises(NotAllowedNow, match="Mark at least one region"):
        compare(view, right=[])
    assert len(view.children) == 1


def test_what_outranks_the_picture_stands_first_and_is_where_the_learner_arrives(view):
    shown = compare(view, right=["saddle", "calf"], left=["calf"])
    assert list(shown) == ["drawing", "drawing-safety", "likeness", "drawing-task", "drawing-studies"]
    first = shown["drawing-safety"]
    assert first["tone"] == "safety"
    assert "bladder" in first["blocks"][0]["text"]
    assert "both legs" in first["blocks"][1]["text"]
    assert "must be referred decides by itself" in first["blocks"][-1]["text"]
    assert compare(view)["drawing-safety"]["arrive"] != first["arrive"]
    assert len(compare(view)["drawing-safety"]["blocks"]) == 1


def test_the_same_parts_are_drawn_again(view):
    compare(view)
    before = view.children
    compare(view, right=["groin"], task="hip")
    assert [id(part) for part in view.children] == [id(part) for part in before]


def test_the_sheet_hears_what_was_compared(view):
    assert compare(view)["drawing"]["compared"] == {"task": "s1", "right": ["buttock", "calf", "sole"], "left": []}


def test_the_generated_patients_are_the_same_for_everybody_and_what_is_not_listed_has_none(kb, view):
    other = PainDrawing(kb, "ben")
    assert set(view.patients) == {cause.id for cause in kb.causes} - {OTHER}
    assert all(np.array_equal(some, other.patients[cause]) for cause, some in view.patients.items())
    assert {some.shape for some in view.patients.values()} == {(400, len(get_args(Region)))}


def test_which_side_hurts_makes_no_difference(view):
    right = compare(view)["likeness"]["rows"]
    assert compare(view, right=[], left=S1["right"])["likeness"]["rows"] == right
    assert compare(view, right=["buttock"], left=["calf", "sole"])["likeness"]["rows"] == right


def test_rows_are_sorted_and_their_numbers_hold_together(kb, view):
    state = compare(view)["likeness"]
    shares = [row["mid"] for row in state["rows"]]
    assert shares == sorted(shares, reverse=True)
    assert len(state["rows"]) == len(kb.causes) - 1
    for row in state["rows"]:
        assert 0 <= row["low"] <= row["mid"] <= row["high"] <= state["most"] <= 1
        assert (row["tone"] == "safety") is (row["urgency"] in {"emergency", "same day", "within days"})
    assert [row["id"] for row in state["rows"] if row["about"]] == ["lumbar-disc"]
    assert state["ticks"][0] == 0
    assert state["ticks"][-1] == pytest.approx(state["most"])


def test_beside_every_share_stands_that_it_is_no_probability_and_what_outranks_it(view):
    said = compare(view)["likeness"]["text"]
    assert "not probabilities of a cause" in said[1]
    assert "must-refer" in said[1]


def test_three_shaded_maps_stand_beside_the_drawing_on_the_side_drawn(kb, view):
    state = compare(view, right=[], left=["calf"])["likeness"]
    mine, *maps = state["maps"]
    assert mine["block"]["regions"] == ["calf"]
    assert len(maps) == 3
    assert {one["block"]["side"] for one in state["maps"]} == {"left"}
    first = kb.get_cause(state["rows"][0]["id"])
    assert maps[0]["block"]["shares"] == first.pain_map.shares
    assert f"{round(100 * state['rows'][0]['mid'])} % of 400" in maps[0]["text"]


def found(*counts: tuple[str, int]) -> Comparison:
    return Comparison(cutoff=0.5, rows=tuple(
        Alike(cause_id=name, found=count, of=400, low=0.0, high=1.0) for name, count in counts
    ))


@pytest.mark.parametrize(("second", "words"), [
    (100, "1.2 times as common (1.0 to 1.5). That hardly moves anything."), (50, "2.4 times"), (20, "6.0 times"),
    (10, "12.0 times"),
])
def test_the_ratio_of_the_first_two_is_said_in_words(kb, second, words):
    said = ratio_words(kb, found(("lumbar-disc", 120), ("hip-osteoarthritis", second)))
    assert words in said[0]
    size = {100: "hardly moves", 50: "a little", 20: "moderately", 10: "much, if the maps are right"}[second]
    assert size in said[0]


def test_what_the_ratio_does_to_an_even_belief_can_be_recomputed(kb):
    """Odds of 1 times 1.5 are 1.5, which is 60 to 40."""
    assert "60 to 40" in ratio_words(kb, found(("lumbar-disc", 120), ("hip-osteoarthritis", 80)))[1]


def test_causes_that_cannot_wait_are_named_among_the_first(kb):
    said = ratio_words(kb, found(("lumbar-disc", 120), ("hip-osteoarthritis", 80), ("cauda-equina", 30)))
    assert "Cauda equina syndrome" in said[-1]
    assert "no drawing rules one out" in said[-1]
    quiet = ratio_words(kb, found(("lumbar-disc", 120), ("hip-osteoarthritis", 80), ("cauda-equina", 0)))
    assert not any("Cauda equina" in line for line in quiet)


def test_no_ratio_is_made_up_where_nobody_drew_alike(kb):
    one_sided = ratio_words(kb, found(("lumbar-disc", 12), ("hip-osteoarthritis", 0)))
    assert "No ratio can be counted from nobody." in one_sided[0]
    nobody = Comparison(cutoff=0.0, rows=found(("lumbar-disc", 0), ("hip-osteoarthritis", 0)).rows)
    state = likeness_state(kb, Sheet(task="free", right=("saddle",), left=()), nobody)
    assert "None of them marked a region that you marked." in state["text"][0]
    assert state["ratio"] == [ratio_words(kb, nobody)[0]]
    assert len(state["maps"]) == 1


def test_the_studies_stand_with_their_figures_and_sources(view):
    blocks = compare(view)["drawing-studies"]["blocks"]
    figures = {block["sources"][0]["id"]: block["text"] for block in blocks if block["type"] == "claim"}
    for source, numbers in {
        "murphy-2009": ["64.1 %"], "taylor-2013": ["1 %", "0 %"], "albert-2019": ["better than by chance"],
        "lesher-2008": ["71 %", "22 %"], "slipman-2000": ["94 %", "28 %", "12 %"],
    }.items():
        assert all(number in figures[source] for number in numbers)
    marks = [block["mark"] for block in blocks if block["type"] == "claim"]
    assert marks == ["measured"] * 5 + ["taught"]


@pytest.mark.parametrize("task", TASKS)
def test_each_task_says_afterwards_what_charts_and_patients_show(kb, view, task):
    shown = compare(view, task=task)
    if task == "free":
        assert "drawing-task" not in shown
        return
    card = shown["drawing-task"]
    assert card["blocks"][0]["type"] == "bodymap"
    assert any(block.get("mark") == "measured" for block in card["blocks"])
    assert ABOUT[task] in kb.cause_by_id


def test_the_regions_of_the_charts_strip_are_counted(view):
    card = compare(view, right=["buttock", "calf", "groin"])["drawing-task"]
    assert f"You marked 2 of the {len(STRIPS['s1'])} regions of the charts' strip, and 1 outside it." in words_of(card)
    assert "77.1 %" in words_of(card)
    assert "61.2 %" in words_of(compare(view, task="l5")["drawing-task"])


def test_a_cell_shows_a_short_name(view, kb):
    assert repr(view) == f"PainDrawing(causes={len(kb.causes) - 1}, patients=400)"
