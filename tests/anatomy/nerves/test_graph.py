"""The tree itself: order, routes, sites, and what cannot be a tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from nerve_oracle import paths
from small_anatomy import graphs, leg, muscle, nerve, passing

from sciatica_teach.anatomy.nerves.graph import NerveGraph, build_graph
from sciatica_teach.errors import UnknownId
from sciatica_teach.model.anatomy import ROOTS, Anatomy


def test_the_worked_tree(small_leg: NerveGraph) -> None:
    assert small_leg.routes("L5", "shin-nerve") == (("l5-root", "plexus", "trunk", "shin-nerve"),)
    assert small_leg.routes("S1", "shin-nerve") == ()
    assert len(small_leg.routes("L5", "edge-nerve")) == 2


def test_roots_come_first_from_above_downwards_and_nothing_before_its_origins(small_leg: NerveGraph) -> None:
    assert list(small_leg.nerves)[:3] == ["l4-root", "l5-root", "s1-root"]
    assert small_leg.sites == tuple(small_leg.nerves)


@given(graphs())
def test_every_segment_stands_after_what_it_comes_from(graph: NerveGraph) -> None:
    places = {nerve_id: place for place, nerve_id in enumerate(graph.nerves)}
    assert all(places[origin] < places[each.id] for each in graph.nerves.values() for origin in each.comes_from)


@given(graphs())
def test_routes_are_all_simple_paths(graph: NerveGraph) -> None:
    for root in graph.root_segments:
        for nerve_id in graph.nerves:
            assert sorted(graph.routes(root, nerve_id)) == sorted(paths(graph, root, nerve_id))


def test_neighbours(small_leg: NerveGraph) -> None:
    assert small_leg.proximal("trunk") == ("plexus",)
    assert small_leg.distal("trunk") == ("shin-nerve", "calf-nerve")
    assert small_leg.proximal("edge-nerve") == ("outer-branch", "inner-branch")
    assert small_leg.proximal("l5-root") == ()


def test_targets_are_muscles_then_fields_then_reflexes(small_leg: NerveGraph) -> None:
    assert list(small_leg.targets)[-3:] == ["shin-skin", "edge-skin", "heel-jerk"]
    found = small_leg.find_target("heel-jerk")
    assert found is not None
    assert found.name == "Heel jerk"
    assert small_leg.find_target("knee-jerk") is None


@pytest.mark.parametrize("ask", ["site_nerves", "proximal", "distal", "name_of"])
def test_an_unknown_site_names_the_nearest(small_leg: NerveGraph, ask: str) -> None:
    with pytest.raises(UnknownId) as refused:
        getattr(small_leg, ask)("shin-nerv")
    assert "shin-nerve" in refused.value.near


def test_an_unknown_nerve_or_target_names_the_nearest(small_leg: NerveGraph) -> None:
    with pytest.raises(UnknownId, match="shin-nerve"):
        small_leg.routes("L5", "shin-nerv")
    with pytest.raises(UnknownId, match="heel-jerk"):
        small_leg.get_target("heel-jerks")


def test_an_unknown_origin_is_named() -> None:
    with pytest.raises(UnknownId, match="plexus"):
        build_graph(replace(leg(), nerves=leg().nerves[1:]))


def test_nerves_that_come_from_each_other_are_refused() -> None:
    turning = Anatomy(nerves=(nerve("up", ["down"], "L5"), nerve("down", ["up"], "L5")))
    with pytest.raises(ValueError, match="up, down"):
        build_graph(turning)


def test_a_supply_that_no_root_reaches_is_refused() -> None:
    stray = muscle("stray", {"shin-nerve": {"L5": 0.5, "S1": 0.5}})
    with pytest.raises(ValueError, match="no fibres of S1 reach 'stray' through 'shin-nerve'"):
        build_graph(replace(leg(), muscles=(*leg().muscles, stray)))


def test_a_divided_nerve_is_two_segments_and_still_one_site(ways: Mapping[str, NerveGraph]) -> None:
    parts = ("sciatic-tibial-part", "sciatic-fibular-part")
    for letter in "bce":
        graph = ways[letter]
        assert "sciatic" not in graph.nerves
        assert graph.site_nerves("sciatic") == parts
        assert graph.name_of("sciatic") == "Sciatic"
        assert graph.proximal("sciatic") == ("sacral-plexus",)
        assert graph.distal("sciatic") == ("tibial-division", "fibular-division")
        assert graph.sites.index("sciatic") < graph.sites.index(parts[0])
        assert graph.nerves["sciatic-fibular-part"].carries == ("L5",)
    for letter in "adf":
        assert ways[letter].site_nerves("sciatic") == ("sciatic",)


def test_the_site_at_piriformis_is_what_runs_through_the_muscle(ways: Mapping[str, NerveGraph]) -> None:
    parts = ("sciatic-tibial-part", "sciatic-fibular-part")
    assert {letter: graph.site_nerves("piriformis") for letter, graph in ways.items()} == {
        "a": ("sciatic",), "b": ("sciatic-fibular-part",), "c": parts, "d": ("sciatic",),
        "e": ("sciatic-tibial-part",), "f": ("sciatic",),
    }
    assert ways["a"].name_of("piriformis") == "Sciatic, at piriformis"
    assert ways["b"].name_of("piriformis") == "Sciatic, fibular part, at piriformis"
    assert ways["a"].sites[-4:] == ("sciatic", "piriformis", "tibial-division", "fibular-division")
    assert all(graph.sites.index("sciatic") < graph.sites.index("piriformis") for graph in ways.values())


def test_the_ordinary_way_needs_no_content_but_the_others_do() -> None:
    plain = replace(passing(), variants=())
    assert build_graph(plain).site_nerves("piriformis") == ("sciatic",)
    with pytest.raises(UnknownId):
        build_graph(plain, "b")


def test_the_shipped_tree_is_reached_by_every_root(body: NerveGraph) -> None:
    assert tuple(body.root_segments) == ROOTS
    assert repr(body) == f"NerveGraph(variant='a', {len(body.nerves)} nerves, {len(body.targets)} targets)"
