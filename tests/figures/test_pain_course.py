"""The figure of later visits: what is drawn is what was given, and its words are the caller's."""

from __future__ import annotations

from sciatica_teach.figures.pain_course import draw_pain_course

WORDS = {"pain": "this one", "band": "the others", "weeks": "weeks", "scale": "pain"}
PAIN = [(0.0, 6.0), (1.0, 7.0)]
BAND = [(0.0, 6.0, 6.0), (3.0, 4.0, 7.0), (6.0, 2.5, 6.5)]


def test_the_line_is_the_patient_and_the_band_lies_between_its_ends() -> None:
    low, high, line = draw_pain_course(PAIN, BAND, WORDS).data
    assert (list(line.x), list(line.y), line.name) == ([0, 1], [6, 7], "this one")
    assert (list(low.y), list(high.y), high.name) == ([6, 4, 2.5], [6, 7, 6.5], "the others")
    assert list(low.x) == list(high.x) == [0, 3, 6]
    assert high.fill == "tonexty"


def test_the_whole_scale_and_every_week_can_be_seen() -> None:
    layout = draw_pain_course(PAIN, BAND, WORDS).layout
    assert layout.yaxis.range[0] <= 0
    assert layout.yaxis.range[1] >= 10
    assert layout.xaxis.range[0] < 0 < 6 < layout.xaxis.range[1]
    assert (layout.xaxis.title.text, layout.yaxis.title.text) == ("weeks", "pain")
