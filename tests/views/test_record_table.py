"""The answers as a table: the marks are those that the one grader gave, and no cell is carried out as a formula."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_bank import NOON
from small_items import solution
from small_records import entry

from sciatica_teach.grading.items import GRADERS, grade_item
from sciatica_teach.model.events import PracticeOpened
from sciatica_teach.model.grades import Submission
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.questions import mark
from sciatica_teach.session.record_files import read_record, write_record
from sciatica_teach.session.record_tables import make_harmless, write_table
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.memory import MemoryStore
from sciatica_teach.views.record_pages import answers_table

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def read_table(text):
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:], newline="")))


def find_responses(kb, kind):
    """Of every kind a right, a wrong, and a partly right answer where there is one: (item, response)."""
    found = {}
    for written in getattr(kb.items, kind):
        item = get_posed(kb, written.id)
        found.setdefault("right", (item, solution(item)))
        for response in candidates(item):
            share = grade_item(item, Submission(response=response)).earned
            found.setdefault("right" if share >= 1 else "partly" if share > 0 else "wrong", (item, response))
        if len(found) == 3:
            break
    return found


def candidates(item):
    right = solution(item)
    if item.kind != "ordering":
        yield from (tuple(one for one in right if one != left_out) for left_out in right if len(right) > 1)
    else:
        yield (*right[1::-1], *right[2:])
        yield right[::-1]
    for options in (getattr(item, name, ()) for name in ("options", "sites", "speeds")):
        yield from ((getattr(one, "id", None) or one.speed,) for one in options)
    if item.kind == "script":
        yield from ((one,) for one in ("-2", "-1", "0", "1", "2"))
    if item.kind == "numeric":
        yield from ((str(edge),) for edge in (item.low, item.high))
    if item.kind == "update":
        yield from ((str(number),) for number in range(item.low_percent, item.high_percent + 1))
    if item.kind == "text":
        yield ("something else altogether",)
    if item.kind == "hotspot":
        yield from ((one.place,) for one in item.near)
        yield from ((one,) for one in ("calf", "groin", "heel"))
    if item.kind == "matching":
        first = item.partners[0].id
        yield tuple(f"{prompt.id}:{first}" for prompt in item.prompts)
    if item.kind == "chain":
        yield tuple(f"{link.id}:{link.options[-1].id}" for link in item.links)
        yield tuple(f"{link.id}:{next(one.id for one in link.options if not one.right)}" for link in item.links)


KNOWS_PARTLY = {"multiple", "ordering", "matching", "triage", "script", "chain", "lesion", "point", "update"}


@pytest.mark.parametrize("kind", sorted(GRADERS))
def test_the_marks_of_every_kind_are_the_same_by_the_grader_in_the_store_and_in_the_table(kb, kind):
    found = find_responses(kb, kind)
    assert {"right", "wrong"} <= found.keys()
    entries = [
        entry("practice/all/1", mark(kb, item.id, Submission(response=response), 2), NOON + number)
        for number, (item, response) in enumerate(found.values())
    ]
    store = MemoryStore()
    learner = store.enrol(new_token(), NOON)
    store.restore(learner, read_record(write_record(entries, now=NOON + 9, program="x"), now=NOON + 9).entries)
    rows = read_table(answers_table(kb, store.read(learner).entries))
    assert len(rows) == len(found)
    for row, (item, response) in zip(rows, found.values(), strict=True):
        grade = grade_item(item, Submission(response=response))
        assert (float(row["marks_earned"]), float(row["marks_possible"])) == (grade.earned, grade.possible)
        assert (row["item"], row["kind"]) == (item.id, kind)
        assert row["answer"] or not response
        assert row["objective"] == kb.get_objective(item.objective).name


def test_kinds_with_parts_are_tested_with_a_part_of_the_mark(kb):
    assert {kind for kind in GRADERS if "partly" in find_responses(kb, kind)} >= KNOWS_PARTLY


def test_where_it_was_asked_stands_in_every_row(kb):
    item = kb.get_item_set("first-steps").items[0]
    given = mark(kb, item, Submission(), 1)
    opened = entry("practice/review/1", PracticeOpened(mode="review"), NOON)
    subjects = ("quiz/first-steps/2", f"quiz/one:{item}/1", "practice/review/1", "exam/bank/1")
    rows = read_table(answers_table(kb, [opened, *(entry(one, given, NOON) for one in subjects)]))
    assert [row["where"] for row in rows] == ["set first-steps", "one question", "review", "exam"]
    assert rows[0]["time_utc"] == "2026-09-21T14:13:20Z"
    assert rows[0]["item_version"] == kb.item_versions[item]


def test_an_answer_to_what_is_gone_or_was_changed_is_told_by_its_ids(kb):
    item = kb.get_item_set("first-steps").items[0]
    given = mark(kb, item, Submission(), 1)
    gone = replace(given, item_id="no-such-item", response=("a", "b"))
    changed = replace(given, response=("no-such-option",))
    gone_row, changed_row = read_table(answers_table(kb, [entry("exam/bank/1", one, NOON) for one in (gone, changed)]))
    assert (gone_row["answer"], gone_row["kind"], gone_row["objective"]) == ("a; b", "", "")
    assert changed_row["answer"] == "no-such-option"


def test_what_was_typed_cannot_be_a_formula(kb):
    item = next(iter(kb.items.text))
    event = mark(kb, item.id, Submission(response=('=HYPERLINK("http://x","y")',)), 1)
    (row,) = read_table(answers_table(kb, [entry("exam/bank/1", event, NOON)]))
    assert row["answer"].startswith("'=")


@given(cell=st.text(max_size=20) | st.sampled_from([f"{sign}1+1" for sign in SIGNS]) | st.just(" =1"))
def test_every_cell_of_text_is_harmless_and_nothing_else_is_changed(cell):
    made = make_harmless(cell)
    assert not made.startswith(SIGNS)
    assert not made.lstrip().startswith(("=", "+", "-", "@"))
    assert made.removeprefix("'") == cell or made == cell


@given(rows=st.lists(st.tuples(st.text(max_size=8), st.floats(-2, 2)), max_size=5))
def test_a_table_is_read_back_cell_by_cell_with_its_numbers(rows):
    text = write_table(("words", "number"), rows)
    assert text.startswith("\ufeffwords,number\r\n")
    read = list(csv.reader(StringIO(text[1:], newline="")))[1:]
    assert [(one, float(number)) for one, number in read] == [(make_harmless(one), number) for one, number in rows]
