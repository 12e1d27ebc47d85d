"""What the explorer says: a card for everything it lists, dangers first, each source told once."""

from __future__ import annotations

import json

import pytest

from sciatica_teach.views.explorer import FOLLOWED, NerveExplorer, explorer_state, seen_from
from sciatica_teach.views.structure_cards import all_cards, downstream, share_sources

MOST_BYTES = 260_000
"""Of words on a first visit; they compress to a fifth."""


@pytest.fixture(scope="module")
def state(kb):
    return explorer_state(kb, "5f1c0a9be233")


def claims_of(card):
    return [block for block in card["blocks"] if block["type"] == "claim"]


def text_of(card):
    return json.dumps(card, ensure_ascii=False)


def test_every_structure_of_the_list_has_a_card_and_a_group(state):
    ids = [structure["id"] for structure in state["structures"]]
    assert len(ids) == len(set(ids))
    assert set(ids) == state["cards"].keys()
    assert {structure["group"] for structure in state["structures"]} == {group["id"] for group in state["groups"]}


def test_what_a_needle_must_fear_stands_before_everything_else(kb):
    cards = all_cards(kb)
    for thing in (*kb.anatomy.nerves, *kb.anatomy.muscles, *kb.anatomy.structures):
        if thing.needling:
            assert claims_of(cards[thing.id])[0]["text"] == thing.needling[0].text
            assert [block["type"] for block in cards[thing.id]["blocks"][:2]] == ["heading", "claim"]
    for corridor in kb.anatomy.corridors:
        assert claims_of(cards[corridor.id])[0]["text"] == corridor.danger[0].text


def test_distances_are_called_schematic_where_they_stand(kb):
    cards = all_cards(kb)
    for corridor in kb.anatomy.corridors:
        said = text_of(cards[corridor.id])
        assert "not a depth to needle to" in said
        assert f'"corridor": "{corridor.id}"' in said


def test_the_stop_sign_is_followed_by_the_distances_and_then_by_what_is_long(kb):
    for corridor in kb.anatomy.corridors:
        kinds = [block["type"] for block in all_cards(kb)[corridor.id]["blocks"]]
        assert kinds[:4] == ["heading", "claim", "heading", "table"]
        assert kinds.count("claim") == len(corridor.danger) + 2


def test_every_step_of_the_walk_can_be_drawn(kb, state):
    drawn = {course.structure for course in kb.anatomy.courses}
    ids = {course.id for course in kb.anatomy.courses}
    for structure in FOLLOWED:
        made = state["made_of"].get(structure, [])
        assert structure in drawn or made
        assert ids >= set(made)
    assert "s1-root" in state["made_of"]["sacral-plexus"]
    assert "s1-root-canal" not in state["made_of"]["sacral-plexus"]


def test_a_nerve_names_its_roots_its_muscles_and_its_skin(kb):
    card = all_cards(kb)["deep-fibular"]
    said = text_of(card)
    assert "Tibialis anterior" in said
    assert kb.anatomy.get_skin_field("first-web-space").name in said
    assert ["Fibres of", ", ".join(kb.anatomy.get_nerve("deep-fibular").carries)] in card["blocks"][
        next(place for place, block in enumerate(card["blocks"]) if block["type"] == "facts")]["items"]


def test_a_root_names_the_muscle_it_matters_most_to_first(kb):
    lists = [block["items"] for block in all_cards(kb)["l5-root"]["blocks"] if block["type"] == "list"]
    assert lists[0][0].startswith("Extensor hallucis longus: about ")


def test_everything_below_a_nerve_is_found(kb):
    below = downstream(kb.anatomy, "common-fibular")
    assert {"common-fibular", "fibular-neck", "deep-fibular", "superficial-fibular"} <= below
    assert "tibial" not in below


def test_sources_travel_once_and_every_claim_still_has_its_own(kb):
    cards = all_cards(kb)
    light, sources = share_sources(cards)
    for card_id, card in cards.items():
        for whole, short in zip(claims_of(card), claims_of(light[card_id]), strict=True):
            assert [sources[source_id] for source_id in short["sources"]] == whole["sources"]
    assert len(text_of(light)) < len(text_of(cards)) / 2


def test_the_state_stays_light(state):
    assert len(json.dumps(state)) < MOST_BYTES


def test_directions_and_steps_are_of_things_that_exist(state):
    assert {step["structure"] for step in state["follow"]} == set(FOLLOWED)
    known = {structure["id"] for structure in state["structures"]}
    assert seen_from().keys() <= known


def test_a_fibular_nerve_is_found_by_its_older_name(state):
    entry = next(one for one in state["structures"] if one["id"] == "common-fibular")
    assert entry["also"] == "peroneal"


def test_in_a_notebook_it_is_one_steady_line(kb):
    explorer = NerveExplorer(kb, "anna", lambda: b"")
    assert repr(explorer) == f"NerveExplorer(structures={len(explorer.children[0].state['structures'])})"


def test_a_browser_without_a_server_is_handed_the_scene_or_told_why_not(kb):
    part = NerveExplorer(kb, "anna", lambda: b"the scene").children[0]
    sent: list[tuple] = []
    part.send = lambda *message: sent.append(message)
    part._handle_custom_msg({"need": "scene"}, [])
    part.offer_scene(lambda: 1 / 0)
    part._handle_custom_msg({"need": "scene"}, [])
    part._handle_custom_msg({"need": "secrets"}, [])
    assert sent[0] == ({"have": "scene"}, [b"the scene"])
    assert sent[1][0]["have"] == "scene"
    assert "division" not in sent[1][0]["why"]
    assert len(sent) == 2
