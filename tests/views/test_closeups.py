"""What the close-ups of the anatomy lesson say: every type, every level, and which root a level has to do with."""

from __future__ import annotations

import json

import pytest

from sciatica_teach.anatomy.nerves.graph import build_graph
from sciatica_teach.views.spine import KINDS, LEVELS, SpineExplorer, root_signs, spine_state
from sciatica_teach.views.variants import VariantExplorer, variants_state


def nothing() -> bytes:
    return b""


@pytest.fixture(scope="module")
def graph(kb):
    return build_graph(kb.anatomy)


def test_every_type_has_its_way_in_words_its_evidence_and_its_counts(kb):
    types = variants_state(kb)["types"]
    assert [one["letter"] for one in types] == list("ABCDEF")
    assert types[0]["way"] == "undivided, below"
    assert types[1]["way"] == "tibial part below, fibular part through"
    for one in types:
        assert one["blocks"][0]["type"] == "claim"
        assert any(block["type"] == "details" for block in one["blocks"])
        assert one["way"] in one["seen"]


def test_that_a_variant_proves_no_syndrome_stands_with_the_common_types(kb):
    for one in variants_state(kb)["types"][:2]:
        said = json.dumps(one["blocks"])
        assert "16.9 %" in said
        assert "16.2 %" in said


def test_a_level_names_the_root_that_leaves_and_the_one_that_passes(kb):
    state = spine_state(kb)
    level = next(one for one in state["levels"] if one["id"] == "l4-l5")
    assert (level["leaving"], level["passing"]) == ("l4-root", "l5-root")
    named = {level[role] for level in state["levels"] for role in ("leaving", "passing")}
    assert named == {root["id"] for root in state["roots"]}
    assert all(one["blocks"] for one in state["levels"])


@pytest.mark.parametrize(("root", "signs"), [
    ("l4-root", ("knee extension", "inside of the leg", "knee jerk")),
    ("l5-root", ("great toe extension", "first web space")),
    ("s1-root", ("ankle plantarflexion", "outer edge of the foot", "ankle jerk")),
])
def test_what_a_root_would_show_comes_from_the_nerve_graph(graph, root, signs):
    said = root_signs(graph, root)
    assert all(sign in said for sign in signs)


@pytest.mark.parametrize("kind", ["central-herniation", "canal-narrowing"])
def test_what_can_press_on_the_whole_bundle_says_hospital_now_and_do_not_needle(kb, kind):
    stop = next(one for one in spine_state(kb)["kinds"] if one["id"] == kind)["stop"]
    assert "Hospital now, do not needle" in stop["title"]
    assert "both sides" in stop["both"]
    assert "saddle" in stop["blocks"][0]["text"]
    assert stop["blocks"][0]["mark"] == "taught"
    assert stop["blocks"][0]["sources"][0]["id"] == "taught-safety"


def test_no_sign_is_named_twice(graph):
    for root in dict.fromkeys(root for pair in LEVELS.values() for root in pair):
        names = root_signs(graph, root).replace(";", ",").split(", ")
        assert len(names) == len(set(names))


def test_the_explorers_are_short_to_read_in_a_notebook(kb):
    assert repr(VariantExplorer(kb, nothing)) == "VariantExplorer(types=6)"
    assert repr(SpineExplorer(kb, nothing)) == f"SpineExplorer(levels=3, changes={len(KINDS)})"
