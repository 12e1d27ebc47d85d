from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields, replace

import pytest
from small_bank import bank, pick, typed
from small_items import numeric, options
from small_knowledge import REVIEW

from sciatica_teach.model.items import ITEM_TYPES, ItemSet, Mistaken, NumericFeedback
from sciatica_teach.model.items.versions import AFTERWARDS, find_version
from sciatica_teach.model.knowledge import KnowledgeBase

ITEM = pick("femur", hardness="easy")
VERSION = find_version(ITEM)

LEFT_ALONE = {
    "explanation": "Otherwise.", "nudge": "Look.", "scaffold": "Think.", "objective": "obj-odds",
    "misconception": "mis-01", "safety": True, "hardness": "hard", "twin_of": "tibia", "mark": "taught",
    "sources": ("another",), "conflict": "They differ.",
}


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_is_said_afterwards_and_how_it_is_filed_changes_nothing(name: str):
    assert find_version(replace(ITEM, **{name: LEFT_ALONE[name]})) == VERSION


@pytest.mark.parametrize("changed", [
    replace(ITEM, stem="Which one?"), replace(ITEM, options=options("b", "acd")),
    replace(ITEM, options=tuple(reversed(ITEM.options))),
    replace(ITEM, options=(*ITEM.options[:3], replace(ITEM.options[3], text="another"))),
], ids=["stem", "key", "order", "text"])
def test_what_is_seen_and_what_decides_the_mark_change_it(changed):
    assert find_version(changed) != VERSION


def test_feedback_of_an_option_changes_nothing():
    said = tuple(replace(one, feedback="Because.") for one in ITEM.options)
    assert find_version(replace(ITEM, options=said)) == VERSION


def test_a_wrong_word_foreseen_decides_the_mark_and_a_number_foreseen_does_not():
    word = typed("tibia")
    assert find_version(replace(word, mistaken=(Mistaken(text="fibula", feedback="No."),))) != find_version(word)
    number = numeric()
    assert find_version(replace(number, near=())) == find_version(number)
    assert find_version(replace(number, tolerance=6.0)) != find_version(number)
    assert number.near == (NumericFeedback(low=60, high=70, feedback="That is the other one."),)


def test_whole_numbers_and_decimals_are_the_same():
    assert find_version(numeric(35, 5)) == find_version(numeric(35.0, 5.0))


def test_the_story_above_an_item_belongs_to_it():
    story = ItemSet(id="told", title="?", intro="?", story="A man came in.", items=("femur",), review=REVIEW)
    other = replace(story, story="A woman came in.")
    assert len({bank(ITEM, sets=sets).item_versions["femur"] for sets in ((), (story,), (other,))}) == 3


def test_every_field_that_is_left_out_exists():
    names = {field.name for one in ITEM_TYPES.values() for field in fields(one)} | {"feedback"}
    assert names >= AFTERWARDS


def test_every_shipped_item_has_eight_digits_of_its_own(kb: KnowledgeBase):
    versions = kb.item_versions
    assert set(versions) == set(kb.item_by_id)
    assert all(re.fullmatch(r"[0-9a-f]{8}", one) for one in versions.values())
    assert len(set(versions.values())) > 0.99 * len(versions)


def test_another_process_finds_the_same():
    """Python draws the hashes of strings anew in each process."""
    script = (
        "from small_bank import pick; from sciatica_teach.model.items.versions import find_version; "
        "print(find_version(pick('femur', hardness='easy')))")
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": "7"})
    assert told.stdout.strip() == VERSION
