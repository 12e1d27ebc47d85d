"""The heat map of the evidence, as plotly gets it."""

from __future__ import annotations

from math import log

from sciatica_teach.figures import evidence_map
from sciatica_teach.figures.evidence_map import MapCell, draw_evidence_map, narrow_layout

SURE = MapCell(mid=log(6), text="◆ ×6.0", hover="×6.0 (×3 to ×9)", sure=True)
UNSURE = MapCell(mid=-0.2, text="≈ ÷1.2 ?", hover="÷1.2 (÷2 to ×1.5)", sure=False)
LONG = "A finding with a name that is far too long to stand above the cells of a phone"
CELLS = [[SURE, None], [UNSURE, SURE]]


def test_every_cell_is_drawn_once_and_none_is_left_bare():
    sure, unsure = draw_evidence_map(["disc", "canal"], ["slump", "sitting"], CELLS).data
    assert [list(row) for row in sure.z] == [[round(log(6), 2), None], [None, round(log(6), 2)]]
    assert [list(row) for row in unsure.z] == [[None, None], [-0.2, None]]
    assert list(sure.text[0]) == ["◆ ×6.0", ""]
    assert list(unsure.hovertext[1]) == ["÷1.2 (÷2 to ×1.5)", ""]
    assert tuple(sure.x) == ("disc", "canal")


def test_what_may_say_nothing_is_paler_on_the_same_scale():
    sure, unsure = draw_evidence_map(["a", "b"], ["f", "g"], CELLS).data
    assert (sure.zmin, sure.zmax) == (unsure.zmin, unsure.zmax) == (-evidence_map.FULL, evidence_map.FULL)
    assert sure.colorscale[-1][1].endswith(f"{evidence_map.STRONG})")
    assert unsure.colorscale[-1][1].endswith(f"{evidence_map.PALE})")
    assert evidence_map.PALE < evidence_map.STRONG / 2


def test_names_stay_text_whatever_they_hold():
    hostile = "<a href='javascript:alert(1)'>x</a> & y"
    figure = draw_evidence_map([hostile], [hostile], [[SURE]])
    shown = [figure.data[0].x[0], figure.data[0].y[0], narrow_layout([hostile])["annotations"][0]["text"]]
    assert shown == ["&lt;a href='javascript:alert(1)'&gt;x&lt;/a&gt; &amp; y"] * 3


def contrast(ink: str, colour: str, alpha: float, paper: str) -> float:
    """WCAG contrast of `ink` on `colour` laid over `paper`."""
    def channels(text: str) -> list[float]:
        return [int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)]

    def luminance(rgb: list[float]) -> float:
        linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in rgb]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    layers = zip(channels(colour), channels(paper), strict=True)
    ground = [alpha * top + (1 - alpha) * below for top, below in layers]
    light, dark = sorted((luminance(channels(ink)), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_can_be_read_on_the_strongest_cells_by_day_and_by_night():
    for colour in (evidence_map.NERVE, evidence_map.INFO):
        assert contrast("#1E2A32", colour, evidence_map.STRONG, "#FFFFFF") >= 4.5
        assert contrast("#ECE7DC", colour, evidence_map.STRONG, "#1B242B") >= 4.5


def test_a_phone_has_the_names_above_the_cells_and_cuts_what_is_too_long():
    layout = narrow_layout(["slump", LONG])
    short, cut = (note["text"] for note in layout["annotations"])
    assert (short, cut) == ("slump", LONG[: evidence_map.NARROW_LETTERS - 1] + "…")
    assert layout["yaxis"]["showticklabels"] is False
    wide = draw_evidence_map(["a", "b"], ["slump", LONG], CELLS).layout
    assert not wide.annotations
    assert wide.height < layout["height"]
