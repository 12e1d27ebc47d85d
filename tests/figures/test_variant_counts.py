"""The forest plot of the ways past piriformis: whose interval is whose, and nothing left out."""

from __future__ import annotations

import pytest

from sciatica_teach.figures.variant_counts import UNKNOWN, count_rows, draw_variant_counts, narrow_layout
from sciatica_teach.model.anatomy import NerveVariant, VariantCount
from sciatica_teach.model.evidence import Claim, Review
from sciatica_teach.views.variants import counts_state

WORDS = {"source": "theirs", "counted": "ours", "none": "none"}


def variant(letter: str, *counts: VariantCount) -> NerveVariant:
    return NerveVariant(
        id=letter, name=letter, tibial="below", fibular="below", divided=False, counts=counts,
        description=Claim(text="A way.", mark="opinion"), review=Review(checked="2026-11-22"),
    )


def count(percent: float, **more: object) -> VariantCount:
    return VariantCount(study=f"Study {percent}", percent=percent, mark="measured", sources=("example",), **more)


ROWS = count_rows([
    variant("a", count(85.2, low=78.4, high=87.0, of=7068), count(93.6, found=275, of=294), count(90.0)),
    variant("b", count(9.8, low=6.5, high=13.2), count(11.7, of=240)),
    variant("e", count(0.0, found=0, of=294)),
])


def test_each_interval_says_whose_it_is():
    assert [row.origin for row in ROWS] == ["source", "counted", "none", "source", "none", "counted"]
    assert (ROWS[0].low, ROWS[0].high) == (78.4, 87.0)
    assert (ROWS[1].low, ROWS[1].high) == pytest.approx((90.13, 95.82), abs=0.01)
    assert [row.counted for row in ROWS] == [f"{UNKNOWN} / 7068", "275 / 294", UNKNOWN, UNKNOWN, f"{UNKNOWN} / 240",
                                             "0 / 294"]


def test_every_count_is_drawn_once_and_each_kind_is_named_once():
    figure = draw_variant_counts(ROWS, WORDS)
    drawn = [(y, x) for trace in figure.data for y, x in zip(trace.y, trace.x, strict=True)]
    assert sorted(drawn) == sorted((f"{row.letter} · {row.study}", row.percent) for row in ROWS)
    assert sorted(trace.name for trace in figure.data if trace.showlegend) == ["none", "ours", "theirs"]


def test_the_whole_of_each_interval_lies_on_its_axis():
    figure = draw_variant_counts(ROWS, WORDS)
    for trace in figure.data:
        low, high = figure.layout[trace.xaxis.replace("x", "xaxis", 1)].range
        bars = trace.error_x
        downs = bars.arrayminus if bars.arrayminus is not None else [0] * len(trace.x)
        ups = bars.array if bars.array is not None else [0] * len(trace.x)
        assert all(low <= x - down and x + up <= high for x, down, up in zip(trace.x, downs, ups, strict=True))


def test_a_phone_gets_the_same_lines_with_their_names_above():
    names = [note["text"] for note in narrow_layout(ROWS)["annotations"]]
    assert names == [f"{row.letter} · {row.study}" for row in ROWS]


def test_the_table_of_the_shipped_counts_says_what_the_plot_draws(kb):
    state = counts_state(kb)
    drawn = sum(len(trace["x"]) for trace in state["figure"]["data"])
    assert drawn == len(state["table"]["rows"]) == sum(len(one.counts) for one in kb.anatomy.variants)
    assert ["B", "Tomaszewski 2016, pooled", "9.8 %", "6.5–13.2", "– / 7068", {"mark": "measured"}] in (
        state["table"]["rows"])
    assert ["A", "Natsis 2014", "93.6 %", "90.1–95.8*", "275 / 294", {"mark": "measured"}] in state["table"]["rows"]
