"""The progress page as a whole: what it shows of a record, and a record that is saved, loaded and deleted on it."""

from __future__ import annotations

import gzip
import json
from typing import Any

import plotly.graph_objects as go
import pytest
from small_bank import NOON, answer
from small_records import answered_sets, entry

from sciatica_teach.apps.context import Context
from sciatica_teach.apps.progress import ProgressPage
from sciatica_teach.apps.recorder import Recorder
from sciatica_teach.errors import BadRecordFile, NotAllowedNow, RecordDeleted, RecordNotEmpty
from sciatica_teach.model.events import ItemAnswered, PuzzleOpened
from sciatica_teach.session.record_files import write_record
from sciatica_teach.store.memory import MemoryStore
from sciatica_teach.views.words import say

TOKEN = "a-token-that-is-long-enough-to-be-a-secret"
SHAMING = ("rank", "streak", "badge", "level up", "other learners", "average learner", "fail")


class Desk:
    """A page on a store of its own, and the files that it handed over."""

    def __init__(self, kb, entries=(), store: MemoryStore | None = None, token: str = TOKEN) -> None:
        self.store = store or MemoryStore()
        if entries:
            self.store.restore(self.store.enrol(token, NOON), entries)
        recorder = Recorder(self.store, token, lambda: NOON, kb.version)
        self.app = ProgressPage(Context(
            kb=kb, recorder=recorder, query={}, hosted=True, secret=token, clock=lambda: NOON))
        self.files: list[dict[str, Any]] = []
        self._listen()

    def _listen(self):
        part = next(one for one in self.app.view.children if type(one).__name__ == "OwnRecord")
        part.send = lambda message, buffers: self.files.append(
            {**message["file"], "text": gzip.decompress(buffers[0]).decode()})

    def do(self, verb, **rest):
        self.app.handle(f"{verb}-{len(self.files)}", {"verb": verb, **rest})

    def save(self, kind="json"):
        self.do("save", kind=kind)
        return self.files[-1]

    @property
    def states(self):
        return {part.state["id"]: part.state for part in self.app.view.children}

    @property
    def notice(self):
        return (self.app.page.desk.state["notice"] or {}).get("text", "")


@pytest.fixture(scope="module")
def record(kb):
    return answered_sets(kb, count=60, now=NOON)


def test_a_new_learner_finds_something_to_begin_with_and_no_empty_plot(kb):
    desk = Desk(kb)
    assert list(desk.states) == ["next", "cases", "record", "device"]
    links = desk.states["next"]["blocks"][-1]["items"]
    assert [one["href"] for one in links] == ["05_quiz.ipynb?set=first-steps", "05_quiz.ipynb?mode=practice"]
    assert desk.states["record"]["saves"] == []
    assert "erase" not in desk.states["record"]
    assert desk.app.context.recorder.entries == ()


def test_a_record_is_told_objective_by_objective_and_nobody_is_shamed(kb, record):
    desk = Desk(kb, record)
    assert list(desk.states) == ["next", "stands", "due", "sure", "cases", "areas", "record", "device"]
    stands = desk.states["stands"]
    rows = stands["table"]["rows"]
    assert {row[0] for row in rows} == {one.name for one in kb.objectives}
    answered = [one.event.item_id for one in record if isinstance(one.event, ItemAnswered)]
    families = {kb.get_item(item_id).family for item_id in answered}
    assert sum(int(row[2]) for row in rows) == len(families)  # twins on one day are rehearsal
    drawn = sum(len(trace["x"]) for trace in stands["figure"]["data"])
    assert drawn == len(kb.objectives)
    assert not any(word in json.dumps(desk.states).lower() for word in SHAMING)
    tones = {line.get("tone") for state in desk.states.values() for block in state.get("blocks", ())
             for line in block.get("items", ()) if isinstance(line, dict)}
    assert "unsafe" not in tones


def test_plotly_takes_both_figures_and_they_hold_the_numbers_of_their_tables(kb, record):
    desk = Desk(kb, record)
    for name in ("stands", "sure"):
        figure = desk.states[name]["figure"]
        for layout in ("layout", "narrow"):
            go.Figure(data=figure["data"], layout=figure[layout])  # raises for a property that it does not know
    trace = desk.states["stands"]["figure"]["data"][0]
    by_name = {row[0]: row for row in desk.states["stands"]["table"]["rows"]}
    for custom, x in zip(trace["customdata"], trace["x"], strict=True):
        assert by_name[custom[0]][3] == f"{x:.0f} %"
    few = desk.states["stands"]["figure"]["data"][1]
    assert all(by_name[custom[0]][3] == say("progress.stands_unknown") for custom in few["customdata"])


def test_below_thirty_answers_certainty_says_how_many_are_missing(kb):
    desk = Desk(kb, answered_sets(kb, count=21, now=NOON))
    assert "9 to go" in desk.states["sure-so-far"]["blocks"][0]["text"]


def test_who_is_far_too_sure_is_told_so_with_the_interval(kb):
    items = [one.id for one in kb.items][:40]
    wrong = tuple(answer(one, NOON + at, float(at % 2), certainty=3) for at, one in enumerate(items))
    texts = Desk(kb, wrong).states["sure"]["text"]
    assert texts[0].startswith("“Sure”: fully right in 50 % of 40 (35 to 65 %)")
    assert "surer than you are right" in texts[0]
    assert texts[1].startswith("−60 by certainty, beside 20 of 40 plain marks")


def test_a_record_that_was_saved_is_the_same_where_it_is_loaded(kb, record):
    here, there = Desk(kb, record), Desk(kb)
    file = here.save()
    assert file["name"] == "sciatica-teach-record-2026-09-21.json"
    assert file["kind"] == "application/json"
    there.do("load", text=file["text"])
    assert there.app.context.recorder.entries == record
    assert there.notice.startswith("Loaded: ")
    assert there.states["stands"]["figure"] == here.states["stands"]["figure"]
    assert there.states["next"]["arrive"]
    assert json.loads(there.save()["text"])["entries"] == json.loads(file["text"])["entries"]
    assert there.states["record"]["facts"] == here.states["record"]["facts"]


def test_the_table_has_a_line_for_every_answer(kb, record):
    file = Desk(kb, record).save("csv")
    assert file["name"] == "sciatica-teach-answers-2026-09-21.csv"
    assert file["text"].count("test\r\n") == 60  # the version of the content stands at the end of every row


def test_a_record_with_entries_takes_no_file_and_loses_none(kb, record):
    desk = Desk(kb, record[:5])
    with pytest.raises(RecordNotEmpty, match="your file is as it was"):
        desk.do("load", text=write_record(record, now=NOON, program="x"))
    assert desk.app.context.recorder.entries == record[:5]


def test_what_is_no_record_changes_nothing(kb):
    desk = Desk(kb)
    for text in ("", "{", write_record((), now=NOON, program="x").replace('"version":1', '"version":9')):
        with pytest.raises(BadRecordFile, match="Nothing was loaded"):
            desk.do("load", text=text)
    assert desk.store.learner_for(TOKEN) is None


def test_a_deleted_record_is_gone_everywhere_and_a_new_one_begins(kb, record):
    store = MemoryStore()
    desk = Desk(kb, record, store)
    other = Desk(kb, store=store)
    assert "60 answers" in desk.states["record"]["erase"]["confirm"]
    desk.do("erase")
    assert desk.notice == say("record.deleted")
    assert list(desk.states) == ["next", "cases", "record", "device"]
    assert store.learner_for(TOKEN) is None
    with pytest.raises(RecordDeleted, match="deleted, perhaps from another tab"):
        other.save()
    with pytest.raises(RecordDeleted):
        other.app.context.recorder.append("quiz/x/1", "late", [record[0].event])
    desk.app.context.recorder.append("quiz/x/1", "first", [record[1].event])
    assert len(Desk(kb, store=store).app.context.recorder.entries) == 1


def test_a_file_holds_what_other_tabs_have_added_and_no_open_puzzle(kb, record):
    store = MemoryStore()
    desk = Desk(kb, record, store)
    puzzle = PuzzleOpened(level="first", variant="a", site="the-secret-site", severity=0.8, observed={})
    hidden = entry("lab/puzzle/1", puzzle, NOON)
    learner = store.learner_for(TOKEN)
    store.append(learner, [answer("added-elsewhere", NOON)], len(record))
    store.append(learner, [hidden], len(record) + 1)
    for kind in ("json", "csv"):
        text = desk.save(kind)["text"]
        assert "added-elsewhere" in text
        assert "the-secret-site" not in text
    notes = Desk(kb, store=store).states["record"]["notes"]
    assert notes == [say("record.left_out", count=1)]


def test_a_code_is_made_on_request_and_what_the_page_does_not_know_is_refused(kb, record):
    desk = Desk(kb, record)
    desk.do("make-code")
    assert desk.states["device"]["blocks"][0]["items"][0][1].count("-") == 2
    for verb, rest in (("fly", {}), ("save", {"kind": "exe"})):
        with pytest.raises(NotAllowedNow):
            desk.do(verb, **rest)
