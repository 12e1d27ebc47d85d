"""Where the segments of the nerve tree stand on the sheet, and how heavy their lines are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sciatica_teach.anatomy.nerves.graph import build_graph
from sciatica_teach.views.nerve_tree import SPOTS, STEP, Span, build_tree, place_nerves

VARIANTS = "abcdef"


@pytest.fixture(params=VARIANTS)
def graph(kb, request):
    return build_graph(kb.anatomy, request.param)


def spans_of(graph):
    return [Span(site=site, name=graph.name_of(site), over=over) for site, over in graph.joint_sites.items()]


def test_every_site_has_one_place_of_its_own(graph):
    nodes = build_tree(graph.nerves, spans_of(graph))
    assert {node["id"] for node in nodes} == set(graph.sites)
    assert len({tuple(node["place"]) for node in nodes}) == len(nodes)
    assert all(0 < node["place"][0] < 720 and 0 < node["place"][1] < 960 for node in nodes)


def test_every_segment_stands_below_what_it_comes_from_or_beside_it(graph):
    places = place_nerves(graph.nerves)
    for nerve in graph.nerves.values():
        for origin in nerve.comes_from:
            place = places[nerve.id]
            assert place.y > places[origin].y or place.label == "right"


def test_every_nerve_of_the_shipped_content_is_placed_by_eye(graph):
    assert set(graph.nerves) <= set(SPOTS)


def test_the_sciatic_nerve_is_the_heaviest_line_and_its_two_sides_have_lines_of_their_own(kb):
    places = place_nerves(kb.anatomy.nerve_by_id)
    assert places["sciatic"].weight == 7.9
    assert max(place.weight for place in places.values()) == 7.9
    assert {name: places[name].line for name in ("sciatic", "lateral-plantar", "deep-fibular", "sural", "femoral")} == {
        "sciatic": "sciatic", "lateral-plantar": "tibial", "deep-fibular": "fibular", "sural": "sural",
        "femoral": "other",
    }


def test_nerves_of_ones_own_stand_below_what_they_come_from_without_covering_each_other(kb):
    sural = kb.anatomy.get_nerve("sural")
    own = {name: replace(sural, id=name, name="Own nerve", comes_from=("sural",)) for name in ("own-one", "own-two")}
    places = place_nerves({**own, **kb.anatomy.nerve_by_id})
    assert (places["own-one"].x, places["own-one"].y) == (places["sural"].x, places["sural"].y + STEP)
    assert (places["own-two"].x, places["own-two"].y) == (places["own-one"].x + STEP, places["own-one"].y)
    assert places["own-one"].line == "sural"


def test_a_nerve_without_known_origin_is_still_on_the_sheet(kb):
    lonely = replace(kb.anatomy.get_nerve("sural"), id="lonely", comes_from=("unheard-of",))
    [node] = build_tree({"lonely": lonely})
    assert node["place"] == [660.0, STEP]
    assert node["short"] == "Sural"


def test_the_bar_of_piriformis_lies_on_the_part_that_runs_through_it(kb):
    graph = build_graph(kb.anatomy, "b")
    nodes = {node["id"]: node for node in build_tree(graph.nerves, spans_of(graph))}
    tibial, fibular = (nodes[name]["place"][0] for name in ("sciatic-tibial-part", "sciatic-fibular-part"))
    assert tibial < nodes["piriformis"]["place"][0] < fibular
    assert nodes["piriformis"]["reach"] == 0
    assert nodes["sciatic"]["reach"] == (fibular - tibial) / 2


def test_the_list_goes_from_the_roots_to_the_sole(kb):
    names = [node["name"] for node in build_tree(kb.anatomy.nerve_by_id)]
    assert names[0] == "L2 nerve root"
    assert names[-1] in {"Medial plantar nerve", "Lateral plantar nerve"}
    assert names.index("Sciatic nerve") < names.index("Tibial nerve") < names.index("Medial plantar nerve")
