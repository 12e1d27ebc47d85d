"""The home page offers the first lesson to whoever has not begun, and otherwise what was left off."""

from __future__ import annotations

from sciatica_teach.session.progress import all_progress
from sciatica_teach.settings import find_resources
from sciatica_teach.views.home import ANATOMY_PAGE, cause_state, left_off_state


def test_a_newcomer_is_offered_the_anatomy_lesson_first(kb):
    *_, links = left_off_state(kb, all_progress(kb, []))["blocks"]
    assert links["items"][0]["href"] == ANATOMY_PAGE
    assert (find_resources("notebooks") / ANATOMY_PAGE).is_file()
    assert all("action" not in line for line in links["items"])  # other pages: ordinary links


def read_under(blocks, heading):
    """The claims below a heading, up to the next one."""
    start = blocks.index({"type": "heading", "text": heading}) + 1
    after = [block["type"] == "claim" for block in blocks[start:]]
    return blocks[start:start + after.index(False)]


def test_the_card_of_a_cause_says_who_has_it_and_how_it_begins_with_their_sources(kb):
    cause = kb.get_cause("sacroiliac")
    blocks = cause_state(kb, cause)["blocks"]
    age, onset = read_under(blocks, "At what age, and how it begins")
    assert (age["text"], age["mark"]) == (cause.age.text, "measured")
    assert [note["id"] for note in age["sources"]] == ["slipman-2000"]
    assert onset["text"] == cause.onset.text


def test_what_makes_it_worse_is_one_line_where_the_same_sources_stand_behind_it(kb):
    stenosis = kb.get_cause("lumbar-stenosis")
    lines = read_under(cause_state(kb, stenosis)["blocks"], "Worse")
    assert len(lines) < len(stenosis.worse)
    assert "; ".join(line["text"].lower() for line in lines) == "; ".join(claim.text for claim in stenosis.worse)
    assert lines[0]["text"].startswith("Standing")
    for line in lines:
        told = [claim for claim in stenosis.worse if claim.text in line["text"].lower().split("; ")]
        assert {tuple(note["id"] for note in line["sources"])} == {claim.sources for claim in told}


def test_the_pain_drawing_of_a_cause_is_shaded_by_its_map_and_says_where_the_map_comes_from(kb):
    cause = kb.get_cause("sacroiliac")
    blocks = cause_state(kb, cause)["blocks"]
    (drawing,) = [block for block in blocks if block["type"] == "bodymap"]
    assert drawing["shares"]["buttock"] == 0.94
    assert (drawing["side"], drawing["text"].startswith("Typical pain drawing: low back, buttock")) == ("right", True)
    (basis,) = read_under(blocks, "Where the shades of the pain drawing come from")
    assert [note["id"] for note in basis["sources"]] == ["slipman-2000"]


def test_what_is_urgent_is_told_before_its_story(kb):
    for cause in kb.causes:
        headings = [block["text"] for block in cause_state(kb, cause)["blocks"] if block["type"] == "heading"]
        assert headings[0] == "What it means for the needle"
