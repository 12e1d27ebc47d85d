from __future__ import annotations

from statistics import mean

import pytest
from small_bank import bank, objective, pick, typed
from small_items import options

from sciatica_teach.model.items import LesionItem, PointItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.learning.bank import MADE_FLOOR, Bank
from sciatica_teach.session.learning.making import STEMS


def test_what_guessing_earns():
    read = Bank(bank(pick("four"), pick("three", options=options("a", "bc")), typed("typed")), {})
    assert [read.find(one).floor for one in ("four", "three", "typed")] == [1 / 4, 1 / 3, 0.0]


def test_what_guessing_earns_at_shipped_items_follows_their_kind(kb: KnowledgeBase):
    for facts in Bank(kb, {}).items.values():
        item = kb.item_by_id[facts.item_id]
        assert 0 <= facts.floor <= 0.5
        if item.kind in ("multiple", "ordering", "matching", "chain", "script", "numeric", "text", "update", "hotspot"):
            assert facts.floor == 0
        else:
            assert facts.floor > 0


def test_what_guessing_earns_at_made_items_is_near_what_they_give(kb: KnowledgeBase):
    shares: list[float] = []
    for stem, *_ in STEMS:
        for seed in range(4):
            match get_posed(kb, f"{stem}-{seed}"):
                case LesionItem(sites=places) | PointItem(options=places):
                    shares.append(mean(one.credit for one in places))
    assert mean(shares) == pytest.approx(MADE_FLOOR, abs=0.06)


def test_a_family_with_one_safety_item_is_held_to_the_higher_standard():
    read = Bank(bank(pick("femur"), pick("femur-again", twin_of="femur", safety=True), pick("tibia"),
                     pick("saddle", "obj-flags")), {})
    assert read.safe_families == {"femur", "saddle"}


def test_a_made_lesion_is_as_hard_as_its_level_and_written_items_as_their_author_says():
    read = Bank(bank(pick("femur", hardness="hard"), objectives=(objective("obj-bones"),)), {"femur": -0.3})
    assert [read.find(f"made-lesion-{level}-1").difficulty for level in ("first", "second", "third")] == [-1, 0, 1]
    assert read.find("femur").difficulty == -0.3
    assert Bank(bank(pick("femur", hardness="hard")), {}).find("femur").difficulty == 1


@pytest.mark.parametrize("item_id", [
    "gone", "", "made-", "made-lesion-fifth-1", "made-lesion-first-x", "made-point-mars-1",
    "made-update-" + 5000 * "9",
])
def test_what_is_neither_written_nor_spelled_is_not_found(item_id: str):
    assert Bank(bank(pick("femur")), {}).find(item_id) is None
