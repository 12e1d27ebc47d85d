"""Rates of unwanted effects: one panel for each thing counted, and every interval whole on its axis."""

from __future__ import annotations

from itertools import pairwise
from math import log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.figures.adverse_rates import RateRow, decades, draw_adverse_rates

WORDS = {of: f"per 10,000 {of}" for of in ("patients", "treatments", "consultations", "needles")}
ROWS = [
    RateRow("Bleeding", 610.0, 600.0, 620.0, "patients"),
    RateRow("Pneumothorax", 0.09, None, None, "patients"),
    RateRow("Serious harm", 0.0, 0.0, 1.1, "treatments"),
    RateRow("Nothing seen", 0.0, None, None, "needles"),
]


@st.composite
def rate_rows(draw):
    low, rate, high = sorted(draw(st.tuples(*[st.one_of(st.just(0.0), st.floats(0.001, 10_000))] * 3)))
    bounded = draw(st.booleans())
    return RateRow("x", rate, low if bounded else None, high if bounded else None, draw(st.sampled_from(sorted(WORDS))))


def points_of(figure):
    return [(trace.yaxis, at, x) for trace in figure.data for at, x in zip(trace.y, trace.x, strict=True)]


def test_what_was_counted_differently_stands_in_panels_of_its_own():
    figure = draw_adverse_rates(ROWS, WORDS)
    titles = [figure.layout[axis].title.text for axis in ("xaxis", "xaxis2", "xaxis3")]
    assert titles == ["per 10,000 patients", "per 10,000 treatments", "per 10,000 needles"]
    assert sorted(axis for axis, _, _ in points_of(figure)) == ["y", "y", "y2", "y3"]


def test_a_rate_of_nothing_is_an_arrow_at_the_edge():
    figure = draw_adverse_rates(ROWS, WORDS)
    arrows = [(trace.yaxis, x) for trace in figure.data for x, symbol in zip(trace.x, trace.marker.symbol, strict=True)
              if symbol.startswith("triangle")]
    assert arrows == [("y2", 1.0), ("y3", 1.0)]


@given(st.lists(rate_rows(), min_size=1, max_size=6))
def test_every_rate_is_drawn_once_with_its_whole_interval_on_the_axis(rows):
    figure = draw_adverse_rates(rows, WORDS)
    assert len(points_of(figure)) == len(rows)
    for trace in figure.data:
        low, high = figure.layout[trace.xaxis.replace("x", "xaxis", 1)].range
        downs, ups = (trace.error_x.arrayminus, trace.error_x.array) if trace.error_x.array is not None else (
            [0.0] * len(trace.x), [0.0] * len(trace.x))
        for x, down, up in zip(trace.x, downs, ups, strict=True):
            assert down >= -1e-9
            assert up >= -1e-9
            assert low <= log10(x - down) + 1e-9
            assert log10(x + up) <= high + 1e-9


@given(st.lists(rate_rows(), min_size=1, max_size=6))
def test_lines_of_a_panel_do_not_lie_on_each_other_and_panels_do_not_overlap(rows):
    figure = draw_adverse_rates(rows, WORDS)
    places = [(axis, at) for axis, at, _ in points_of(figure)]
    assert len(places) == len(set(places))
    domains = sorted(tuple(figure.layout[f"yaxis{axis[1:]}"].domain) for axis in {axis for axis, _ in places})
    assert all(upper[0] >= lower[1] for lower, upper in pairwise(domains))
    assert all(0.0 <= low < high <= 1.0 for low, high in domains)


@pytest.mark.parametrize(("rates", "wanted"), [((0.09, 610.0), (-2, 3)), ((14.0,), (1, 2)), ((10.0,), (1, 2)),
                                               ((0.0,), (0, 1))])
def test_the_axis_runs_over_whole_powers_of_ten(rates, wanted):
    assert decades([RateRow("x", rate, None, None, "patients") for rate in rates]) == wanted


def test_a_name_stays_text_and_a_long_one_is_cut():
    figure = draw_adverse_rates([RateRow("<b>Burn</b> " + "long " * 20, 1.0, None, None, "patients")], WORDS)
    [note] = figure.layout.annotations
    assert note.text.startswith("&lt;b&gt;Burn")
    assert note.text.endswith("…")
