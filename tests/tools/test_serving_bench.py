"""The verdicts of the comparison of servers: medians, ratios, limits, and what is said where nothing was measured."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from serving_picture import draw_comparison
from serving_report import About, write_reports
from verdicts import TARGETS, Samples, Target, judge, spread

RATIO = Target(label="figure against Panel", limit=0.9, ours=("ours", "figure"), against=("panel", "figure"))
SECONDS = Target(label="prose", limit=1.0, unit=" s", ours=("ours", "prose"))


def samples_of(**owners):
    samples = Samples()
    for owner, columns in owners.items():
        for row in zip(*columns.values(), strict=True):
            samples.add(owner, dict(zip(columns, row, strict=True)))
    return samples


def test_a_ratio_is_one_of_medians_so_that_one_bad_visit_decides_nothing():
    verdict = judge(RATIO, samples_of(ours={"figure": [1.2, 1.1, 9.0]}, panel={"figure": [1.5, 1.4, 1.6]}))
    assert verdict.value == pytest.approx(0.8)
    assert (verdict.is_met, verdict.word) == (True, "met")


@pytest.mark.parametrize(("ours", "met"), [(0.89, True), (0.9, True), (0.91, False)])
def test_the_limit_itself_is_met_and_anything_above_is_not(ours, met):
    assert judge(RATIO, samples_of(ours={"figure": [ours]}, panel={"figure": [1.0]})).is_met is met


def test_a_limit_without_a_peer_holds_for_the_median_itself():
    verdict = judge(SECONDS, samples_of(ours={"prose": [0.4, 1.4, 1.2]}))
    assert (verdict.value, verdict.is_met, verdict.word) == (1.2, False, "NOT MET")


@pytest.mark.parametrize("samples", [
    samples_of(), samples_of(ours={"figure": [1.0]}), samples_of(panel={"figure": [1.0]}),
    samples_of(ours={"figure": [1.0]}, panel={"figure": [0.0]}),
])
def test_what_was_not_measured_is_neither_met_nor_missed(samples):
    verdict = judge(RATIO, samples)
    assert (verdict.value, verdict.is_met, verdict.word) == (None, None, "not measured")


def test_a_spread_tells_median_least_and_most():
    assert spread([3.0, 1.0, 2.5, 2.0], "{:.2f}") == "2.25 (1.00 to 3.00)"
    assert spread([], "{:.2f}") == "-"


def test_the_report_tells_every_target_and_keeps_every_sample(tmp_path):
    samples = samples_of(
        ours={"fast.first.figure": [2.0, 3.0], "press_ms": [50.0, 60.0]},
        panel={"fast.first.figure": [2.0, 2.0], "press_ms": [50.0, 50.0]})
    about = About("2026-01-31", "2 cores", 2, 60.0, {"ours": "1", "panel": "2"})
    text = write_reports(tmp_path, samples, about)
    assert "| first visit, figure ready, against Panel | 0.9 | 1.25 | NOT MET |" in text
    assert "| click to text on screen, against Panel | 1.3 | 1.1 | met |" in text
    assert all(target.label in text for target in TARGETS)
    told = json.loads((tmp_path / "serving.json").read_text(encoding="utf-8"))
    assert told["samples"]["ours"]["fast.first.figure"] == [2.0, 3.0]
    assert [one["met"] for one in told["targets"] if one["value"] is not None] == [False, True]


def test_the_picture_carries_its_numbers_as_words_and_its_bars_are_in_proportion():
    samples = samples_of(ours={"fast.first.figure": [1.0]}, panel={"fast.first.figure": [4.0]})
    picture = ElementTree.fromstring(draw_comparison(samples, {"ours": "Ours <1>", "panel": "Panel"}))
    space = "{http://www.w3.org/2000/svg}"
    assert "figure ready: Ours <1> 1.0 s, Panel 4.0 s." in picture.findtext(f"{space}desc")
    first = picture.find(f"{space}g")
    ours, panel = (float(bar.get("width")) for bar in first.iter(f"{space}rect"))
    assert panel == pytest.approx(4 * ours, abs=0.2)
