"""The figure of a visit: belief above, worth below, on the same steps; what was never asked behind them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.figures.belief_path import (
    LEAST_HEIGHT,
    PathWords,
    draw_belief,
    draw_visit,
    narrow_layout,
    place_unasked,
)
from sciatica_teach.model.paths import PathMark, PathPoint, PathStep, Unasked

LEGEND = {key: key for key in (
    "yours", "reference", "band", "asked", "safety", "free", "left", "left_key", "left_safety", "belief", "worth")}
ROOMS = {"safety": "Safety", "history": "History", "examination": "Tests", "unasked": "Never"}


def step(finding: str = "f", room: str = "history", worth: float | None = 0.2, **changes: object) -> PathStep:
    return PathStep(**{
        "finding_id": finding, "answer": "present", "room": room, "unasked": worth is None, "corrects": False,
        "reference": {}, "band": {}, "worth": worth, **changes})


START = step("", "safety", None, unasked=False)
STEPS = (START, step(room="safety", is_safety=True, worth=0.9), step(worth=0.4), step(worth=None, is_free=True),
         step(room="examination", worth=0.1))
UNASKED = (
    Unasked(finding_id="a", worth=0.5, is_key=False, is_safety=True),
    Unasked(finding_id="b", worth=0.3, is_key=True, is_safety=False),
    Unasked(finding_id="c", worth=0.7, is_key=False, is_safety=False),
)


def words(steps: tuple[PathStep, ...], unasked: tuple[Unasked, ...] = ()) -> PathWords:
    return PathWords(steps=tuple(f"step {place}" for place in range(len(steps))),
                     unasked=tuple(one.finding_id for one in unasked), rooms=ROOMS, legend=LEGEND)


def drawn(steps: tuple[PathStep, ...] = STEPS, unasked: tuple[Unasked, ...] = UNASKED) -> dict:
    return draw_visit(steps, unasked, words(steps, unasked)).to_plotly_json()


def by_name(figure: dict) -> dict[str, dict]:
    return {trace["name"]: trace for trace in figure["data"]}


def test_a_bar_for_what_has_a_number_and_a_sign_for_what_has_none():
    traces = by_name(drawn())
    assert (list(traces["asked"]["x"]), list(traces["asked"]["y"])) == ([2, 4], [0.4, 0.1])
    assert list(traces["safety"]["x"]) == [1]
    assert set(traces["safety"]["y"]) == set(traces["free"]["y"]) == {0.0}
    assert list(traces["free"]["x"]) == [3]


def test_what_was_never_asked_stands_hollow_behind_the_last_step():
    traces = by_name(drawn())
    assert [list(traces[name]["x"]) for name in ("left_safety", "left", "left_key")] == [[6], [7, 8], [7]]
    assert list(traces["left"]["y"]) == [0.3, 0.7]
    assert traces["left"]["marker"]["color"].endswith("0)")
    assert {traces[name]["marker"]["symbol"] for name in ("left_safety", "left_key")} == {"square-open", "star-open"}
    assert place_unasked(len(STEPS), 0) == 6 > len(STEPS) - 1


def test_signs_differ_in_shape_and_not_in_colour_alone():
    traces = by_name(drawn())
    symbols = [traces[name]["marker"]["symbol"] for name in ("safety", "free", "left_key", "left_safety")]
    assert len(set(symbols)) == len(symbols)


def test_rooms_are_named_in_the_middle_of_their_steps_and_kept_apart():
    layout = drawn()["layout"]
    assert list(zip(layout["xaxis"]["tickvals"], layout["xaxis"]["ticktext"], strict=True)) == [
        (0.5, "Safety"), (2.5, "History"), (4, "Tests"), (7, "Never")]
    assert [line["x0"] for line in layout["shapes"]] == [1.5, 3.5, 5]


def test_nothing_left_out_leaves_no_empty_span_and_no_empty_legend():
    figure = drawn(unasked=())
    assert set(by_name(figure)) == {"asked", "safety", "free"}
    assert figure["layout"]["xaxis"]["range"][1] < len(STEPS)
    assert "Never" not in figure["layout"]["xaxis"]["ticktext"]


@given(worth=st.lists(st.floats(0, 50), min_size=1, max_size=6), left=st.lists(st.floats(0, 50), max_size=4))
def test_every_bar_has_room_on_the_axis(worth, left):
    steps = (START, *(step(worth=one) for one in worth))
    unasked = tuple(Unasked(finding_id="u", worth=one, is_key=False, is_safety=False) for one in left)
    low, high = drawn(steps, unasked)["layout"]["yaxis2"]["range"]
    assert low < 0
    assert high > max(*worth, *left, LEAST_HEIGHT, 0)


def test_the_belief_lines_are_in_percent_and_the_marks_stand_at_their_steps():
    points = [PathPoint(reference=0.2, low=0.1, high=0.3), PathPoint(reference=0.5, low=0.4, high=0.7)]
    marks = [PathMark(after=1, share=0.25), PathMark(after=1, share=0.6)]
    low, high, reference, yours = draw_belief(points, marks, words((START, step())))
    assert [*low.y, *high.y] == pytest.approx([10, 40, 30, 70])
    assert list(reference.y) == pytest.approx([20, 50])
    assert [*yours.x, *yours.y] == pytest.approx([1, 1, 25, 60])
    assert yours.marker.symbol == "diamond"
    assert list(yours.customdata) == ["step 1", "step 1"]


def test_a_phone_gets_the_same_figure_taller_with_the_names_aslant():
    layout = drawn()["layout"]
    narrow = narrow_layout(layout)
    assert narrow["height"] > layout["height"]
    assert narrow["xaxis"]["ticktext"] == layout["xaxis"]["ticktext"]
    assert narrow["xaxis"]["tickangle"] < 0
    for axes in (layout, narrow):
        assert axes["yaxis2"]["domain"][1] < axes["legend2"]["y"] < axes["yaxis"]["domain"][0]
