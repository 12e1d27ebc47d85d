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
from sciatica_teach.views.drawing_cards import ABOUT, STRIPS, TASKS, Sheet, comparable_causes, own_words, percent
from sciatica_teach.views.likeness import lead_words, likeness_state, ratio_words

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
    assert set(view.patients) == {
        cause.id for cause in kb.causes if cause.id != OTHER and cause.urgency in ("treat", "routine")}
    assert all(np.array_equal(some, other.patients[cause]) for cause, some in view.patients.items())
    assert {some.shape for some in view.patients.values()} == {(400, len(get_args(Region)))}


def test_which_side_hurts_makes_no_difference(view):
    right = compare(view)["likeness"]["groups"]
    assert compare(view, right=[], left=S1["right"])["likeness"]["groups"] == right
    assert compare(view, right=["buttock"], left=["calf", "sole"])["likeness"]["groups"] == right


def rows_of(state: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for group in state["groups"] for row in group["rows"]]


def test_alike_causes_stand_by_name_and_the_rest_by_share(view):
    state = compare(view, right=list(STRIPS["s1"]))["likeness"]
    alike, rest = state["groups"]
    names = [row["name"] for row in alike["rows"]]
    assert len(names) > 1
    assert names == sorted(names)
    best = max(rows_of(state), key=lambda row: row["mid"])
    assert {row["id"] for row in alike["rows"]} == {row["id"] for row in rows_of(state) if row["high"] >= best["low"]}
    assert "cannot be told apart by a drawing" in alike["caption"]
    shares = [row["mid"] for row in rest["rows"]]
    assert shares == sorted(shares, reverse=True)
    assert str(len(rest["rows"])) in rest["fold"]
    assert state["lead"].startswith("What this drawing does not tell: which cause it is.")
    assert f"{len(names)} causes" in state["lead"]


def test_the_textbook_strip_of_s1_does_not_name_a_winner_over_the_disc(view):
    shown = compare(view, right=list(STRIPS["s1"]))
    alike = [row["id"] for row in shown["likeness"]["groups"][0]["rows"]]
    assert "lumbar-disc" in alike
    assert shown["likeness"]["maps"][1]["name"] == "Lumbar disc herniation with root pain"
    own = shown["drawing-task"]["blocks"][0]
    assert own["mark"] == "estimate"
    assert own["text"].startswith("Your task was about Lumbar disc herniation with root pain: ")
    assert "A drawing cannot tell it from these" in own["text"]


def test_what_cannot_wait_has_no_share_and_stands_apart(kb, view):
    state = compare(view)["likeness"]
    fast = {cause.name: cause.urgency for cause in kb.causes if cause.urgency not in ("treat", "routine")}
    assert len(fast) >= 3
    assert fast.keys().isdisjoint(row["name"] for row in rows_of(state))
    listed = {name: line["urgency"] for line in state["missed"]["lines"] for name in line["names"].split("; ")}
    assert {name: urgency.replace("-", " ") for name, urgency in fast.items()} == {
        name: "urgent" if urgency == "within days" else urgency for name, urgency in listed.items()}
    assert state["missed"]["lines"][0]["urgency"] == "emergency"
    assert state["missed"]["title"] == "Not to be missed, whatever the drawing"


def test_map_table_and_task_print_one_share_in_one_rounding(view):
    shown = compare(view, right=list(STRIPS["s1"]))
    state = shown["likeness"]
    by_name = {row["name"]: row["share"] for row in rows_of(state)}
    for one in state["maps"][1:]:
        assert one["text"].startswith(f"{by_name[one['name']]} of 400")
    assert by_name["Lumbar disc herniation with root pain"] in shown["drawing-task"]["blocks"][0]["text"]


@pytest.mark.parametrize(("share", "whole"), [(106 / 400, 27), (105 / 400, 26), (0.005, 1), (0.0, 0), (1.0, 100)])
def test_halves_of_a_per_cent_go_upwards(share, whole):
    assert percent(share) == whole


def test_the_numbers_of_a_row_hold_together(kb, view):
    state = compare(view)["likeness"]
    assert len(rows_of(state)) == len(comparable_causes(kb))
    for row in rows_of(state):
        assert 0 <= row["low"] <= row["mid"] <= row["high"] <= state["most"] <= 1
    assert [row["id"] for row in rows_of(state) if row["about"]] == ["lumbar-disc"]
    assert state["ticks"][0] == 0
    assert state["ticks"][-1] == pytest.approx(state["most"])


def test_beside_every_share_stands_that_it_is_no_probability_and_what_outranks_it(view):
    said = compare(view)["likeness"]["text"]
    assert "not probabilities of a cause" in said[1]
    assert "must-refer" in said[1]


def test_shaded_maps_stand_beside_the_drawing_on_the_side_drawn(kb, view):
    state = compare(view, right=[], left=["calf"])["likeness"]
    mine, *maps = state["maps"]
    assert mine["block"]["regions"] == ["calf"]
    assert 2 <= len(maps) <= 3
    assert {one["block"]["side"] for one in state["maps"]} == {"left"}
    for one in maps:
        [cause] = [cause for cause in kb.causes if cause.name == one["name"]]
        assert one["block"]["shares"] == cause.pain_map.shares


def found(*counts: tuple[str, int]) -> Comparison:
    return Comparison(cutoff=0.5, rows=tuple(
        Alike(cause_id=name, found=count, of=400, low=0.0, high=1.0) for name, count in counts
    ))


@pytest.mark.parametrize(("second", "words"), [
    (100, "1.2 times as common (1.0 to 1.5). That hardly moves anything."), (50, "2.4 times"), (20, "6.0 times"),
    (10, "12.0 times"),
])
def test_the_ratio_of_the_first_two_is_said_in_words(kb, second, words):
    said = ratio_words(kb, "free", found(("lumbar-disc", 120), ("hip-osteoarthritis", second)))
    assert words in said[0]
    size = {100: "hardly moves", 50: "a little", 20: "moderately", 10: "much, if the maps are right"}[second]
    assert size in said[0]


def test_what_the_ratio_does_to_an_even_belief_can_be_recomputed(kb):
    """Odds of 1 times 1.5 are 1.5, which is 60 to 40."""
    assert "60 to 40" in ratio_words(kb, "free", found(("lumbar-disc", 120), ("hip-osteoarthritis", 80)))[1]


def test_a_task_is_held_against_the_most_common_other_cause(kb):
    rows = found(("sacroiliac", 120), ("lumbar-disc", 80), ("hip-osteoarthritis", 60))
    sacroiliac, disc, hip = (kb.get_cause(row.cause_id).name for row in rows.rows)
    for task, names in (("s1", (sacroiliac, disc)), ("hip", (sacroiliac, hip)), ("free", (sacroiliac, disc))):
        assert ratio_words(kb, task, rows)[0].startswith("{} against {}:".format(*names))
    own_first = found(("hip-osteoarthritis", 90), ("sacroiliac", 60))
    assert ratio_words(kb, "hip", own_first)[0].startswith(f"{hip} against {sacroiliac}:")


@pytest.mark.parametrize(("counts", "words"), [
    ([("hip-osteoarthritis", 0.28, 0.32), ("sacroiliac", 0.26, 0.30)], "A drawing cannot tell it from these"),
    ([("hip-osteoarthritis", 0.28, 0.32), ("sacroiliac", 0.10, 0.20)], "No other cause is drawn like that as often."),
    ([("sacroiliac", 0.28, 0.32), ("hip-osteoarthritis", 0.10, 0.20)], "The picture is not its own."),
])
def test_the_task_is_compared_with_its_own_cause(kb, counts, words):
    rows = tuple(Alike(cause_id=name, found=100, of=400, low=low, high=high) for name, low, high in counts)
    said = own_words(kb, "hip", Comparison(cutoff=0.5, rows=rows))
    assert words in said
    assert "25 %" in said


def test_a_single_best_cause_is_named_with_what_that_is_worth(kb):
    rows = (Alike(cause_id="sacroiliac", found=200, of=400, low=0.45, high=0.55),
            Alike(cause_id="hip-osteoarthritis", found=20, of=400, low=0.03, high=0.08))
    said = lead_words(kb, Comparison(cutoff=0.5, rows=rows))
    assert "does not tell: which cause it is" in said
    assert kb.get_cause("sacroiliac").name in said
    assert "estimates" in said


def test_no_ratio_is_made_up_where_nobody_drew_alike(kb):
    one_sided = ratio_words(kb, "free", found(("lumbar-disc", 12), ("hip-osteoarthritis", 0)))
    assert "No ratio can be counted from nobody." in one_sided[0]
    nobody = Comparison(cutoff=0.0, rows=found(("lumbar-disc", 0), ("hip-osteoarthritis", 0)).rows)
    state = likeness_state(kb, Sheet(task="free", right=("saddle",), left=()), nobody)
    assert "None of them marked a region that you marked." in state["text"][0]
    assert state["ratio"] == [ratio_words(kb, "free", nobody)[0]]
    assert state["lead"].endswith("Nobody whom we generated drew anything like it.")
    assert [group["open"] for group in state["groups"]] == [False]
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
    assert [block["type"] for block in card["blocks"][:2]] == ["claim", "bodymap"]
    assert any(block.get("mark") == "measured" for block in card["blocks"])
    assert ABOUT[task] in kb.cause_by_id


def test_the_regions_of_the_charts_strip_are_counted(view):
    card = compare(view, right=["buttock", "calf", "groin"])["drawing-task"]
    assert f"You marked 2 of the {len(STRIPS['s1'])} regions of the charts' strip, and 1 outside it." in words_of(card)
    assert "77.1 %" in words_of(card)
    assert "61.2 %" in words_of(compare(view, task="l5")["drawing-task"])


def test_a_cell_shows_a_short_name(view, kb):
    assert repr(view) == f"PainDrawing(causes={len(comparable_causes(kb))}, patients=400)"
