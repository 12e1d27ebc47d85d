"""Laws of damage, against an oracle that walks every path."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nerve_oracle import lost, paths, value
from small_anatomy import damages, graphs

from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.anatomy.nerves.lesions import lesion
from sciatica_teach.errors import BadSubmission, UnknownId
from sciatica_teach.model.deficits import Deficits, Loss


def get(deficits: Deficits, target_id: str) -> Loss:
    loss = deficits.find(target_id)
    assert loss is not None
    return loss


def lost_by(graph: NerveGraph, lesions: Mapping[str, float]) -> dict[str, float]:
    return {loss.target: loss.lost for loss in lesion(graph, lesions).losses}


def test_the_worked_numbers(small_leg: NerveGraph) -> None:
    half = get(lesion(small_leg, {"l5-root": 0.5}), "shin-muscle")
    assert (half.lost, half.value) == (pytest.approx(0.30), "4")
    cut = get(lesion(small_leg, {"shin-nerve": 1.0}), "shin-muscle")
    assert (cut.lost, cut.value) == (pytest.approx(1.0), "0")


def test_two_sites_on_one_way_let_half_of_a_half_through(small_leg: NerveGraph) -> None:
    both = get(lesion(small_leg, {"trunk": 0.5, "calf-nerve": 0.5}), "heel-jerk")
    assert both.lost == pytest.approx(0.75)
    assert both.routes[0].blocked_at == ("trunk", "calf-nerve")


def test_fibres_survive_by_the_best_of_two_ways(small_leg: NerveGraph) -> None:
    """L5 reaches the edge of the foot by two branches, S1 by the inner one alone."""
    inner = get(lesion(small_leg, {"inner-branch": 1.0}), "edge-skin")
    assert inner.lost == pytest.approx(0.6)
    l5, s1 = inner.routes
    assert (l5.root, l5.blocked_at) == ("L5", ())
    assert l5.through == ("l5-root", "plexus", "trunk", "shin-nerve", "outer-branch", "edge-nerve")
    assert (s1.root, s1.blocked_at) == ("S1", ("inner-branch",))
    assert get(lesion(small_leg, {"inner-branch": 1.0, "shin-nerve": 0.5}), "edge-skin").lost == pytest.approx(0.8)


def test_what_is_unharmed_is_listed_too(small_leg: NerveGraph) -> None:
    deficits = lesion(small_leg, {"hip-nerve": 1.0})
    assert [loss.target for loss in deficits.losses] == list(small_leg.targets)
    assert [loss.target for loss in deficits.losses if loss.is_deficit] == ["hip-muscle"]
    assert deficits.lesions == {"hip-nerve": 1.0}
    assert deficits.find("tail") is None


def test_a_part_of_a_divided_nerve_takes_its_own_and_the_whole_takes_all(ways: Mapping[str, NerveGraph]) -> None:
    b = ways["b"]
    through = lost_by(b, {"piriformis": 1.0})
    assert through == {"piriformis": 0.0, "foot-lifter": 1.0, "calf": 0.0, "hamstring": 0.0}
    for graph in ways.values():
        whole = lost_by(graph, {"sciatic": 1.0})
        assert whole == pytest.approx({"piriformis": 0.0, "foot-lifter": 1.0, "calf": 1.0, "hamstring": 1.0})
    assert lost_by(b, {"sciatic": 0.5, "piriformis": 0.5})["foot-lifter"] == pytest.approx(0.75)


@pytest.mark.parametrize("severity", [-0.01, 1.01, float("nan")])
def test_a_severity_is_a_share(small_leg: NerveGraph, severity: float) -> None:
    with pytest.raises(BadSubmission, match="between 0 and 1"):
        lesion(small_leg, {"trunk": severity})


def test_an_unknown_site_names_the_nearest(small_leg: NerveGraph) -> None:
    with pytest.raises(UnknownId, match="Did you mean trunk"):
        lesion(small_leg, {"trunks": 1.0})


@given(graphs(), st.data())
def test_enumeration_of_all_paths_agrees(graph: NerveGraph, data: st.DataObject) -> None:
    lesions = data.draw(damages(graph))
    for loss in lesion(graph, lesions).losses:
        assert loss.lost == pytest.approx(lost(graph, lesions, loss.target), abs=1e-12)
        assert loss.value == value(graph, lesions, loss.target)
        for route in loss.routes:
            assert route.through in paths(graph, route.root, route.through[-1])
            assert route.blocked_at == tuple(site for site in route.through if lesions.get(site, 0) > 0)


@given(graphs())
def test_no_lesion_takes_nothing(graph: NerveGraph) -> None:
    for deficits in (lesion(graph, {}), lesion(graph, dict.fromkeys(graph.sites, 0.0))):
        assert all(loss.lost == 0 and not loss.is_deficit for loss in deficits.losses)


@given(graphs(), st.data())
def test_more_severe_never_means_less_deficit(graph: NerveGraph, data: st.DataObject) -> None:
    lesions = data.draw(damages(graph))
    worse = {site: data.draw(st.floats(severity, 1.0)) for site, severity in lesions.items()}
    worse |= data.draw(damages(graph).filter(lambda more: not more.keys() & lesions.keys()))
    before, after = lesion(graph, lesions), lesion(graph, worse)
    assert all(old.lost <= new.lost + 1e-12 for old, new in zip(before.losses, after.losses, strict=True))


@given(graphs(), st.data())
def test_a_lesion_never_weakens_what_is_supplied_proximal_to_it(graph: NerveGraph, data: st.DataObject) -> None:
    site = data.draw(st.sampled_from(graph.sites))
    beyond = reached_from(graph, site)
    for target_id, gone in lost_by(graph, {site: 1.0}).items():
        if not any(supply.nerve in beyond for supply in graph.supplies[target_id]):
            assert gone == 0


@given(graphs(), st.data())
def test_a_complete_lesion_equals_complete_lesions_of_all_that_leaves_it(
    graph: NerveGraph, data: st.DataObject
) -> None:
    """Of the segments that come from this one alone, and of what it supplies itself; others only make things worse."""
    site = data.draw(st.sampled_from(graph.sites))
    leaving = graph.distal(site)
    cut = lost_by(graph, {site: 1.0})
    leaves = lost_by(graph, dict.fromkeys(leaving, 1.0))
    alone = all(graph.proximal(child) == (site,) for child in leaving)
    for target_id, supplies in graph.supplies.items():
        own = sum(sum(supply.shares.values()) for supply in supplies if supply.nerve == site)
        assert cut[target_id] <= leaves[target_id] + own + 1e-9
        if alone:
            assert cut[target_id] == pytest.approx(leaves[target_id] + own)


@pytest.mark.parametrize("site", ["sciatic", "common-fibular", "fibular-neck", "tibial-division", "tibial", "femoral"])
def test_the_shipped_trunks_equal_what_leaves_them(body: NerveGraph, site: str) -> None:
    leaving = body.distal(site)
    assert leaving
    cut, leaves = lost_by(body, {site: 1.0}), lost_by(body, dict.fromkeys(leaving, 1.0))
    alone = all(body.proximal(child) == (site,) for child in leaving)
    for target_id, supplies in body.supplies.items():
        own = sum(sum(supply.shares.values()) for supply in supplies if supply.nerve == site)
        assert alone
        assert cut[target_id] == pytest.approx(leaves[target_id] + own)


def reached_from(graph: NerveGraph, site: str) -> set[str]:
    """The site and everything distal to it."""
    beyond = {site}
    for nerve_id in graph.nerves:  # proximal first
        if any(origin in beyond for origin in graph.nerves[nerve_id].comes_from):
            beyond.add(nerve_id)
    return beyond
