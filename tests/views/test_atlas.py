"""The point atlas: every point is found and drawn, danger stands first, and each claim has its mark and source."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sciatica_teach.anatomy.shapes.corridors import find_exit, gather_centre_lines, measure_corridor
from sciatica_teach.anatomy.shapes.skin import build_skin
from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.views.atlas import NERVES, REGIONS, PointAtlas, atlas_catalogue

BUILDS = ("slim", "middle", "large")
MOST_BYTES = {"catalogue": 26_000, "state": 60_000}
"""Of words: the catalogue once, a state for each point that is looked at; both compress to a fifth."""


@pytest.fixture
def atlas(kb):
    return PointAtlas(kb, lambda: b"")


@pytest.fixture(scope="module")
def cards(kb):
    view = PointAtlas(kb, lambda: b"")
    found = {}
    for point in kb.treatment.points:
        view.handle("x", {"verb": "open", "point": point.id})
        found[point.id] = view.part.state
    return found


def blocks_of(value):
    """Every block of a card, however deep."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for inner in value.values():
            yield from blocks_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from blocks_of(inner)


def section_of(state, name):
    return next((one["blocks"] for one in state["point"]["sections"] if one["id"] == name), [])


def text_of(value):
    return json.dumps(value, ensure_ascii=False)


def test_every_point_is_in_the_catalogue_once_region_by_region(kb):
    points = atlas_catalogue(kb)["points"]
    assert {point["id"] for point in points} == {point.id for point in kb.treatment.points}
    order = [REGIONS.index(point["region"]) for point in points]
    assert order == sorted(order)
    assert len({point["id"] for point in points}) == len(points)


def test_what_travels_is_small(kb, cards):
    assert len(text_of(atlas_catalogue(kb)).encode()) < MOST_BYTES["catalogue"]
    assert max(len(text_of(state).encode()) for state in cards.values()) < MOST_BYTES["state"]


def test_nothing_is_chosen_at_first_and_what_the_content_does_not_have_cannot_be(atlas):
    assert (atlas.part.state["chosen"], atlas.part.state["point"]) == ("", None)
    with pytest.raises(UnknownId, match="bl99"):
        atlas.handle("x", {"verb": "open", "point": "bl99"})
    with pytest.raises(NotAllowedNow, match="needle"):
        atlas.handle("x", {"verb": "needle", "point": "bl23"})
    assert repr(atlas) == "PointAtlas(points=39, chosen='')"


def test_names_come_in_both_scripts_as_the_content_has_them(kb, cards):
    for point in kb.treatment.points:
        shown = cards[point.id]["point"]
        assert (shown["pinyin"], shown["han"], shown["traditional"], shown["english"]) == (
            point.name.pinyin, point.name.han, point.name.traditional, point.name.english)


def test_danger_stands_first_and_there_is_always_one(kb, cards):
    for point in kb.treatment.points:
        stop = cards[point.id]["point"]["stop"]["blocks"]
        assert stop[0]["text"].strip()
        if point.dangers:
            assert [block["text"] for block in stop] == [claim.text for claim in point.dangers]
        else:
            assert "stop sign" in stop[0]["text"]


def test_no_figure_of_depth_stands_without_the_words_that_it_is_no_advice(cards):
    for state in cards.values():
        assert "never advice on how deep to go" in text_of(section_of(state, "depth"))
        tables = [block for block in blocks_of(section_of(state, "risk")) if block["type"] == "table"]
        assert not tables or "never advice on how deep to go" in text_of(section_of(state, "risk"))


def test_every_claim_has_a_mark_and_a_source_unless_it_is_an_opinion(cards):
    for point_id, state in cards.items():
        for block in blocks_of(state["point"]):
            if block["type"] == "claim":
                assert block["mark"] == "opinion" or block["sources"], (point_id, block["text"])
            for item in block["items"] if block["type"] == "verdicts" else ():
                assert item["mark"] == "opinion" or item["sources"], (point_id, item["text"])


def test_the_bar_shows_the_printed_range_and_the_shallow_end(kb, cards):
    for point in kb.treatment.points:
        bar = cards[point.id]["point"]["depth"]
        assert (bar["low"], bar["high"], bar["student"]) == (
            point.depth.low_cun, point.depth.high_cun, point.depth.student_cun)
        assert bar["student"] <= bar["high"] <= bar["most"]


def test_wrong_directions_are_drawn_as_wrong_and_say_why(kb, cards):
    for point in kb.treatment.points:
        drawn = cards[point.id]["point"]["angles"]
        assert [one["angle"] for one in drawn if one["wrong"]] == [one.angle for one in point.wrong_angles]
        assert [one["angle"] for one in drawn if not one["wrong"]] == list(point.angles)
        said = [block["text"] for block in section_of(cards[point.id], "angle")]
        assert said == [one.why.text for one in point.wrong_angles]


def test_the_distances_of_a_corridor_are_those_of_the_model(kb, cards):
    lines = gather_centre_lines(kb.anatomy.courses, 2.0)
    for corridor in kb.anatomy.corridors:
        [table] = [block for block in section_of(cards[corridor.id], "risk") if block["type"] == "table"]
        measured = [measure_corridor(corridor, build_skin(build), lines).distances for build in BUILDS]
        assert len(table["rows"]) == len(corridor.at_risk)
        for place, (name, *depths, gap) in enumerate(table["rows"]):
            nerve = kb.anatomy.get_nerve(corridor.at_risk[place])
            assert name == nerve.name
            assert [int(depth) for depth in depths] == pytest.approx(
                [one[place].depth_mm for one in measured], abs=2.0)
            clearance = measured[1][place].clearance_mm
            assert (gap == "hit") if clearance < -0.5 else gap in {"hit", *map(str, _around(clearance))}


def _around(value):
    return range(int(value) - 1, int(value) + 3)


def test_where_the_model_has_no_corridor_it_says_so_and_shows_no_table(kb, cards):
    corridors = {corridor.id for corridor in kb.anatomy.corridors}
    for point_id, state in cards.items():
        tables = [block for block in blocks_of(section_of(state, "risk")) if block["type"] == "table"]
        assert bool(tables) == (point_id in corridors)
        assert ("measures nothing here" in text_of(section_of(state, "risk"))) == (point_id not in corridors)


def test_the_cautions_that_take_hold_of_a_point_are_listed_with_what_decides(kb, cards):
    words = {"absolute": "Not at all:", "students": "Not by students:", "relative": "Only with care:"}
    for point in kb.treatment.points:
        wanted = []
        for caution in kb.treatment.cautions:
            held = [rule for rule in caution.rules if point.id in rule.points or set(rule.hazards) & set(point.hazards)]
            level = next((one for one in words if any(rule.level == one for rule in held)), "")
            wanted += [(words[level], caution.name, rule.why.text) for rule in held if rule.level == level]
        rows = [(item["word"], item["text"], item["note"]) for block in section_of(cards[point.id], "flags")
                if block["type"] == "verdicts" for item in block["items"]]
        assert rows == wanted


def test_pregnancy_stops_the_points_that_tradition_avoids_then(kb, cards):
    avoided = [point.id for point in kb.treatment.points if "labour-list" in point.hazards]
    assert {"sp6", "li4", "tung-22-05"} <= set(avoided)
    pregnancy = kb.treatment.get_caution("pregnancy").name
    for point_id in avoided:
        rows = [item for block in section_of(cards[point_id], "flags") if block["type"] == "verdicts"
                for item in block["items"] if item["text"] == pregnancy]
        assert rows
        assert {row["tone"] for row in rows} == {"unsafe"}


def test_the_sets_that_name_a_point_are_told_with_their_tradition(kb, cards):
    for point in kb.treatment.points:
        naming = [protocol for protocol in kb.treatment.protocols if point.id in protocol.points]
        summaries = [block["summary"] for block in section_of(cards[point.id], "protocols")]
        assert len(summaries) == len(naming)
        assert all(protocol.tradition in summary for protocol, summary in zip(naming, summaries, strict=True))


def test_the_points_that_the_article_does_not_name_stay_unnamed(kb, atlas, cards):
    [card] = atlas.part.state["unnamed"]
    assert "not named" in card["summary"]
    assert "is not the article's" in text_of(card)
    for point in kb.treatment.points:
        assert point.id not in text_of(card)
        assert bool(cards[point.id]["unnamed"]) == (point.region == "hand")


def test_a_needle_of_the_model_goes_in_and_a_pin_points_inwards(kb, cards):
    skin = build_skin("middle")
    corridors = {corridor.id: corridor for corridor in kb.anatomy.corridors}
    for point in kb.treatment.points:
        space, place = cards[point.id]["point"]["space"], kb.treatment.place_by_id[point.id]
        assert (space is None) == (place.at is None)
        if space is None:
            continue
        assert space["corridor"] == (point.id if point.id in corridors else "")
        inner = np.array(space["to"])
        way = np.array(space["at"]) - inner
        out = find_exit(inner + np.array([0.01, 0.0, 0.0]), way / np.linalg.norm(way), skin)
        assert out == pytest.approx(float(np.linalg.norm(way)), abs=3.0), point.id


def test_the_nerves_of_a_plate_are_those_of_the_model(kb):
    nerves = atlas_catalogue(kb)["nerves"]
    assert nerves.keys() == NERVES.keys()
    names = {nerve["name"] for lines in nerves.values() for nerve in lines}
    assert {"Sciatic nerve", "Tibial nerve", "Sural nerve"} <= names
    sciatic = nerves["back"][0]["points"]
    assert all(across < 0 for across, _ in sciatic)  # on the left, as seen from behind
    assert [down for _, down in sciatic] == sorted(down for _, down in sciatic)
