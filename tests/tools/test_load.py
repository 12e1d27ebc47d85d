"""The load tool itself: where it may be sent, what it answers, and that it notices what a store lost."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path
from random import Random

import numpy as np
import pytest
from load.chaos import Struck, find_recovery
from load.crowd import Plan
from load.errors import LoadError, NotLoopback
from load.faults import KERNELS
from load.figures import spread
from load.guard import require_loopback
from load.household import Use
from load.ledger import Command, compare, count_kept
from load.moves import choose, find_move
from load.reports import Line, Section, write_report
from load.screen import Screen
from load.seam import Seam
from load.soak import find_tenths, tell_growth
from load.watch import Look

from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.events import Entry, ItemAnswered, TimeRanOut
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.shuffling import shuffle_parts
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.memory import MemoryStore
from sciatica_teach.store.port import LearnerId
from sciatica_teach.views.items import FACES

SUBJECT = "quiz/first-steps/1"


@pytest.mark.parametrize("url", [
    "http://example.org", "http://10.0.0.1:8866", "http://127.0.0.1.example.org", "http://0.0.0.0:8866",
    "ftp://127.0.0.1", "127.0.0.1:8866", "http://127.0.0.1@example.org/", "",
])
def test_load_is_sent_to_no_other_machine(url: str) -> None:
    with pytest.raises(NotLoopback):
        require_loopback(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8866/", "http://localhost:1/sciatica/", "https://[::1]:8866/"])
def test_this_machine_may_be_loaded(url: str) -> None:
    assert require_loopback(url) == url.rstrip("/")


@pytest.mark.parametrize("beyond", [{"learners": 1_000}, {"learners": 0}, {"lasts_s": 1e6}])
def test_a_run_is_bounded_in_number_and_time(beyond: dict[str, float]) -> None:
    with pytest.raises(LoadError):
        Plan(**beyond)


# ---- Answering ----


def test_every_kind_of_question_is_given_a_response_that_is_graded(kb: KnowledgeBase) -> None:
    tried = set()
    for one in kb.items:
        item = get_posed(kb, one.id)
        face = FACES[item.kind]
        shown = shuffle_parts(item, np.random.default_rng(1))
        chosen = choose(face.state(kb, item, shown), Random(1))
        assert chosen, item.kind
        assert grade_item(item, Submission(response=tuple(chosen))).possible == 1
        tried.add(item.kind)
    assert tried == set(FACES)


def screen_of(*parts: tuple[str, dict[str, object]]) -> Screen:
    screen = Screen()
    models = {f"m{number}": {"state": {"_anywidget_id": f"parts.{kind}", "state": state}}
              for number, (kind, state) in enumerate(parts)}
    view = {"_dom_classes": ["st-view"], "children": [f"IPY_MODEL_{name}" for name in models]}
    screen.replace({**models, "view": {"state": view}, "gone": {"state": {"state": {}, "_anywidget_id": "Left"}}})
    return screen


def test_an_answer_comes_before_a_way_on_and_what_is_locked_is_passed_over() -> None:
    question = {"submit": {"action": {"verb": "answer", "item": "one"}}, "certainty": {"ask": False},
                "options": [{"id": "a"}], "subject": SUBJECT, "locked": False}
    onward = {"blocks": [{"type": "buttons", "items": [{"action": {"verb": "next"}}]}]}
    move = find_move(screen_of(("Card", onward), ("Choice", question)), Random(1))
    assert move
    assert (move.action, move.subject) == ({"verb": "answer", "item": "one", "chosen": ["a"]}, SUBJECT)
    locked = find_move(screen_of(("Card", onward), ("Choice", {**question, "locked": True})), Random(1))
    assert locked
    assert locked.action == {"verb": "next"}
    assert find_move(screen_of(("Card", {"blocks": []})), Random(1)) is None


def test_the_screen_follows_the_kernel() -> None:
    screen = screen_of(("Desk", {"subject": ""}))
    assert [part.kind for part in screen.parts] == ["Desk"]
    screen.hear("comm_open", {"comm_id": "new", "target_name": "jupyter.widget",
                              "data": {"state": {"_anywidget_id": "parts.Card", "state": {"id": "one"}}}})
    screen.hear("comm_msg", {"comm_id": "view", "data": {"method": "update", "state": {"children": ["IPY_MODEL_new"]}}})
    screen.hear("comm_msg", {"comm_id": "new", "data": {"method": "update", "state": {"state": {"id": "two"}}}})
    assert [(part.kind, part.state) for part in screen.parts] == [("Card", {"id": "two"})]
    screen.hear("comm_close", {"comm_id": "new"})
    assert screen.parts == []


# ---- Counting ----


def command(number: int, fate: str = "saved", **rest: object) -> Command:
    action = {"verb": "answer", "chosen": ["a"]}
    return Command(**{"id": f"c{number}", "subject": SUBJECT, "action": action, "sent_at": 0.0, "fate": fate} | rest)


def entry(number: int, response: str = "a") -> Entry:
    event = ItemAnswered(item_id=f"i{number}", response=(response,), certainty=1, earned=0.0, possible=1.0)
    return Entry(event=event, at=1.0, subject=SUBJECT, content_version="v", command_id=f"c{number}")


def test_what_was_acknowledged_has_to_be_there_once_and_as_it_was_given() -> None:
    sent = [command(1), command(2), command(3), command(4), command(5, "sent"), command(6, "sent")]
    kept = [entry(1), entry(3), entry(1), entry(4, "b"), entry(5)]
    tally = compare(sent, kept)
    assert (tally.acknowledged, tally.unpromised, tally.is_clean) == (4, 1, False)
    assert [len(tally.lost), len(tally.doubled), len(tally.changed)] == [1, 1, 1]
    assert compare(sent[:1], kept[:1]).is_clean


def test_two_answers_in_one_command_are_one_too_many() -> None:
    assert compare([command(1)], [entry(1), entry(1)]).doubled


def test_what_came_after_the_end_of_an_exam_stands_as_its_end() -> None:
    over = dataclasses.replace(entry(1), event=TimeRanOut())
    assert compare([command(1)], [over]).is_clean


class ForgetfulStore(MemoryStore):
    """Says that everything was kept, and drops every third append."""

    appends = 0

    def append(self, learner: LearnerId, entries: list[Entry], expected_version: int) -> int:
        self.appends += 1
        return expected_version if self.appends % 3 == 0 else super().append(learner, entries, expected_version)


@pytest.mark.parametrize(("store", "lost"), [(MemoryStore(), 0), (ForgetfulStore(), 3)])
def test_a_store_that_drops_answers_is_noticed(store: MemoryStore, lost: int) -> None:
    token = new_token()
    learner = store.enrol(token, 0.0)
    version = 0
    for number in range(9):
        version = store.append(learner, [entry(number)], version)
    tally = count_kept(store, [(token, [command(number) for number in range(9)])])
    assert (tally.acknowledged, len(tally.lost), tally.is_clean) == (9, lost, lost == 0)


def test_a_learner_whom_the_store_does_not_know_has_lost_everything() -> None:
    assert len(count_kept(MemoryStore(), [(new_token(), [command(1), command(2)])]).lost) == 2


# ---- Figures ----


def test_the_95th_percentile_is_a_measured_value() -> None:
    told = spread([*range(1, 21)])
    assert (told.count, told.median, told.p95, told.most) == (20, 10.5, 19, 20)
    assert spread([]).count == 0


def test_recovery_counts_from_the_end_of_the_fault_and_takes_the_longest_wait() -> None:
    struck = Struck(KERNELS, began_at=100.0, over_at=104.0, done_at=112.0)
    waits = [(90.0, 91.0), (99.0, 107.0), (105.0, 106.0), (113.0, 150.0)]
    sent = [command(number, sent_at=at, settled_at=until) for number, (at, until) in enumerate(waits)]
    assert find_recovery(sent, struck) == 3.0


def look(at_s: float, server_mib: float) -> Look:
    return Look(at_s=at_s, server=Use(server_mib), warm=Use(), kernels=Use(), kernel_mib={}, client_cpu_s=0.0)


@pytest.mark.parametrize(("per_look", "met"), [(0.0, True), (0.01, True), (1.0, False)])
def test_growth_is_noticed_once_the_beginning_has_settled(per_look: float, met: bool) -> None:
    looks = [look(float(at), 50.0 if at < 20 else 100.0 + per_look * at) for at in range(101)]
    _, growth = tell_growth("server", looks, lambda one: one.server.memory_mib)
    assert growth.is_met is met
    first, last = find_tenths(looks)
    assert (first[0].at_s, last[-1].at_s) == (20.0, 99.0)


def test_a_report_says_which_limit_was_not_met(tmp_path: Path) -> None:
    section = Section("A class", [Line("lost", 2, limit=0), Line("wait", 1.5, "s", 20)], ["2 × something"])
    text = write_report("load", "Load", [section], tmp_path)
    assert "| lost | 2 | ≤ 0 | **not met** |" in text
    assert "| wait | 1.5 s | ≤ 20 s | met |" in text
    assert '"met": false' in (tmp_path / "load.json").read_text(encoding="utf-8")


# ---- Breaking ----

MOVED = """
import sqlite3, sys, time
file = sys.argv[1]
def grow():
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS filled (bytes)")
        connection.execute("INSERT INTO filled VALUES (zeroblob(100000))")
grow()
for _ in sys.stdin:
    try:
        grow()
        said = "room"
    except sqlite3.OperationalError as problem:
        said = str(problem)
    print(int(time.time()), said, flush=True)
"""


def test_the_seam_moves_a_programs_clock_and_fills_its_disk_while_it_runs(tmp_path: Path) -> None:
    seam = Seam(tmp_path)
    program = subprocess.Popen(
        [sys.executable, "-c", MOVED, str(tmp_path / "file.sqlite")], env=seam.environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert program.stdin
    assert program.stdout

    def ask() -> tuple[int, str]:
        print(file=program.stdin, flush=True)
        at, _, said = program.stdout.readline().strip().partition(" ")
        return int(at), said

    before, said = ask()
    assert said == "room"
    seam.move_clock(7200.0)
    seam.fill_disk(full=True)
    ahead, said = ask()
    assert ahead - before >= 7200
    assert said == "database or disk is full"
    seam.move_clock(0.0)
    seam.fill_disk(full=False)
    after, said = ask()
    assert (after < ahead, said) == (True, "room")
    program.communicate()
