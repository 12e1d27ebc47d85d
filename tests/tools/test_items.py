"""`make items`: its tables hold what the analysis gives, from a made-up class and from records."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import items as tool
import pytest

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.grading.item_answers import ItemAnswer
from sciatica_teach.model.events import Entry, ItemAnswered
from sciatica_teach.model.items.versions import find_versions
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.learners.answering import answer_all
from sciatica_teach.session.record_files import write_record
from sciatica_teach.settings import Settings
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.sql import open_sql_store

ITEM = "short-head-of-biceps"


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load_knowledge(Settings.from_environment({}))


def entries_of(kb: KnowledgeBase, response: str) -> list[Entry]:
    version = find_versions(kb.items, kb.set_of_item)[ITEM]
    event = ItemAnswered(
        item_id=ITEM, response=(response,), certainty=2, earned=1.0, possible=1.0, item_version=version)
    return [Entry(event=event, at=1_790_000_000.0, subject="quiz/roots/1", content_version="v", command_id="c")]


def test_the_rows_are_those_of_the_analysis_and_fit_the_screen(kb: KnowledgeBase) -> None:
    items = [get_posed(kb, item.id) for item in kb.items]
    given = answer_all(items, 60, seed=2)
    answers, rows = tool.analyse(kb, items, given)
    mean = [one.mark for one in given if one.item_id == ITEM]
    row = next(row for row in rows if row["item"] == ITEM)
    assert row["mean"] == pytest.approx(sum(mean) / 60)
    assert (row["answers"], row["wrong"]) == (60, 3)
    told = tool.tell(rows, tool.find_alphas(kb, answers), "a class")
    assert all(item.id in told for item in items)
    assert all(one.id in told for one in kb.item_sets)
    assert max(len(line) for line in told.splitlines()) < 200


def test_of_too_few_answers_nothing_is_said(kb: KnowledgeBase) -> None:
    item = get_posed(kb, ITEM)
    options = [option.id for option in item.options]
    given = [ItemAnswer(learner=number, item_id=ITEM, response=(options[number % 4],), mark=0.0)
             for number in range(19)]
    _, (row,) = tool.analyse(kb, [item], given)
    assert row["flags"] == "too few to say"
    assert row["mean"] is row["discrimination"] is row["working"] is None


def test_an_idle_option_is_named(kb: KnowledgeBase) -> None:
    item = get_posed(kb, ITEM)
    right, *wrong = sorted(item.options, key=lambda option: not option.right)
    given = [
        ItemAnswer(learner=number, item_id=ITEM, response=((right, wrong[0])[number % 2].id,), mark=1.0 - number % 2)
        for number in range(40)
    ]
    _, (row,) = tool.analyse(kb, [item], given)
    assert f"idle: {', '.join(one.id for one in item.options if one in wrong[1:])}" in str(row["flags"])
    assert (row["working"], row["wrong"]) == (1, 3)


def test_records_come_from_a_folder_or_from_a_database(kb: KnowledgeBase, tmp_path: Path) -> None:
    entries = {"one": entries_of(kb, "fibular-neck"), "two": entries_of(kb, "deep-fibular")}
    store = open_sql_store(f"sqlite:///{tmp_path / 'records.sqlite'}")
    for name, record in entries.items():
        (tmp_path / f"{name}.json").write_text(write_record(record, now=1_790_000_100.0, program="x"), encoding="utf-8")
        store.append(store.enrol(new_token(), 1_790_000_000.0), record, 0)
    for place in (tmp_path, tmp_path / "records.sqlite"):
        found = [one.event for record in tool.read_records(str(place)) for one in record]
        assert sorted(event.response for event in found) == [("deep-fibular",), ("fibular-neck",)]


def test_a_place_where_nothing_is_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no file and no folder"):
        list(tool.read_records(str(tmp_path / "misspelt.sqlite")))
    assert list(tmp_path.iterdir()) == []


def test_csv_and_records_from_the_command_line(
    kb: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.json").write_text(
        write_record(entries_of(kb, "fibular-neck"), now=1_790_000_100.0, program="x"), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["items.py", "--records", str(tmp_path), "--csv"])
    tool.main()
    rows = {row["item"]: row for row in csv.DictReader(capsys.readouterr().out.splitlines())}
    assert len(rows) == len(kb.items)
    assert (rows[ITEM]["answers"], rows[ITEM]["flags"], rows[ITEM]["mean"]) == ("1", "too few to say", "")
    monkeypatch.setattr(sys, "argv", ["items.py", "--records", str(tmp_path)])
    tool.main()
    assert "1 first answers without hints, 1 learners" in capsys.readouterr().out
