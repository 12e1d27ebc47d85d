"""The instructor's page of class records and the learner's card of classes, on one store."""

from __future__ import annotations

import csv
import gzip
import json
from io import StringIO

import pytest
from class_members import answer, play_case
from small_records import answered_sets, entry

from sciatica_teach.apps.class_records import ClassRecordsPage
from sciatica_teach.apps.context import Context
from sciatica_teach.apps.progress import ProgressPage
from sciatica_teach.apps.recorder import Recorder
from sciatica_teach.errors import InstructorsOnly, NotAllowedNow, SciaticaTeachError
from sciatica_teach.model.events import VignetteJudged
from sciatica_teach.store.classes.memory import MemoryClassStore
from sciatica_teach.store.memory import MemoryStore

NOW = 1_795_449_600.0
DISC = {"lumbar-disc": 0.8}
MARKUP = "=HYPERLINK(1)<img src=x onerror=alert(1)>"


class School:
    """One store, and the pages of whoever is there."""

    def __init__(self, kb):
        self.kb, self.records = kb, MemoryStore()
        self.classes = MemoryClassStore(self.records)
        self._commands = 0

    def context(self, who, *, is_instructor=False, query=None):
        token = f"{who}-token-that-is-long-enough-to-be-a-secret"
        recorder = Recorder(self.records, token, lambda: NOW, self.kb.version)
        return Context(kb=self.kb, recorder=recorder, query=query or {}, hosted=True, secret=token,
                       is_instructor=is_instructor, clock=lambda: NOW)

    def instructor(self, who="teacher", **query):
        return ClassRecordsPage(self.context(who, is_instructor=True, query=query), self.classes)

    def student(self, who, entries=(), **query):
        if entries:
            self.records.restore(self.records.enrol(self.context(who).secret, NOW), entries)
        return ProgressPage(self.context(who, query=query), self.classes)

    def do(self, app, verb, **rest):
        self._commands += 1
        app.handle(f"command-{self._commands}", {"verb": verb, **rest})

    def join(self, who, code, name="", entries=()):
        page = self.student(who, entries)
        self.do(page, "find-class", text=code)
        self.do(page, "join-class", text=name)
        return page


@pytest.fixture
def school(kb):
    return School(kb)


def states(app):
    return {part.state["id"]: part.state for part in app.view.children}


def text_of(app):
    return json.dumps(states(app), ensure_ascii=False)


def code_of(app):
    return states(app)["class-head"]["blocks"][0]["items"][0][1]


def make_class(school, app, name="Tuesday"):
    school.do(app, "make-class", text=name)
    return code_of(app)


def gradebook(school, app):
    files = []
    part = next(one for one in app.view.children if one.state["id"] == "class-book")
    part.send = lambda message, buffers: files.append((message["file"]["name"], gzip.decompress(buffers[0]).decode()))
    school.do(app, "save", kind="gradebook")
    ((name, text),) = files
    return name, list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


# ---- One class ----

def test_a_class_is_made_joined_by_name_and_by_pseudonym_and_seen_with_unsafe_acts_first(kb, school):
    teacher = school.instructor()
    code = make_class(school, teacher)
    careless = play_case(kb, "graham", "routine", DISC, at=NOW - 500)
    school.join("ada", code, "Ada", careless)
    school.join("ben", code.lower().replace("-", ""), "", answered_sets(kb, count=20, now=NOW))
    school.do(teacher, "again")
    shown = list(states(teacher))
    assert shown[:3] == ["classes", "class-head", "class-unsafe"]
    unsafe = states(teacher)["class-unsafe"]
    assert unsafe["tone"] == "unsafe"
    said = json.dumps(unsafe, ensure_ascii=False)
    assert "Ada" in said
    assert "Graham" in said
    head = states(teacher)["class-head"]["blocks"][0]["items"]
    assert head[1:] == [["Members", "2"], ["Have done something", "2 of 2"]]
    matrix = next(block for block in states(teacher)["class-confusion"]["blocks"] if block["type"] == "table")
    (row,), (shades,) = matrix["rows"], matrix["shades"]
    taken_for = matrix["head"].index(kb.get_cause("lumbar-disc").short)
    assert (row[0], row[taken_for], row[-1]) == (kb.get_cause("cauda-equina").short, "1", "1")
    assert (shades[taken_for], shades[matrix["head"].index(row[0])]) == ("4", "0 st-shade-right")
    assert repr(teacher.view) == "ClassRecordsView(classes=1, chosen='Tuesday')"


def test_joining_again_tells_the_same_and_leaving_takes_the_record_away(kb, school):
    teacher = school.instructor()
    code = make_class(school, teacher)
    ada = school.join("ada", code, "Ada", play_case(kb, "graham", "routine", DISC))
    assert "Your instructor knows you as “Ada”." in json.dumps(states(ada)["classes"], ensure_ascii=False)
    class_id = school.classes.classes_of(teacher.context.recorder.learner)[0].id
    school.do(ada, "leave-class", class_id=class_id)
    school.do(teacher, "again")
    assert "class-empty" in states(teacher)
    assert "Graham" not in text_of(teacher)
    assert ada.context.recorder.entries  # the record stays Ada's


def test_before_joining_all_that_will_be_seen_is_said_and_nothing_is_shared(school):
    teacher = school.instructor()
    code = make_class(school, teacher)
    page = school.student("ada", **{"class": code})
    said = json.dumps(states(page)["classes"], ensure_ascii=False)
    for words in ("Join “Tuesday”?", "Unsafe acts", "also from before you joined", "still sealed", "pseudonym"):
        assert words in said
    school.do(teacher, "again")
    assert "class-empty" in states(teacher)
    school.do(page, "forget-class")
    assert "class-code" in json.dumps(states(page)["classes"])


def test_a_wrong_code_and_a_long_name_are_refused_in_words_and_change_nothing(school):
    code = make_class(school, school.instructor())
    page = school.student("ada")
    with pytest.raises(NotAllowedNow, match="No class has this code"):
        school.do(page, "find-class", text="ABCD-EFGH")
    school.do(page, "find-class", text=code)
    with pytest.raises(SciaticaTeachError, match="60"):
        school.do(page, "join-class", text="x" * 61)
    assert school.classes.memberships(page.context.recorder.enrol()) == ()


# ---- Who may see it ----

def test_another_instructor_neither_sees_nor_closes_the_class(kb, school):
    teacher, other = school.instructor(), school.instructor("other")
    code = make_class(school, teacher)
    school.join("ada", code, "Ada", play_case(kb, "graham", "routine", DISC))
    class_id = school.classes.classes_of(teacher.context.recorder.learner)[0].id
    with pytest.raises(NotAllowedNow, match="no such class"):
        school.do(other, "look", class_id=class_id)
    school.do(other, "close-class", class_id=class_id)
    follows = school.instructor("other", **{"class": class_id})
    for page in (other, follows):
        assert list(states(page)) == ["classes"]
        assert "Ada" not in text_of(page)
    assert "Ada" in text_of(school.instructor(**{"class": class_id}))


def test_who_is_no_instructor_any_more_is_refused_at_every_action(school):
    page = ClassRecordsPage(school.context("student"), school.classes)
    for verb in ("make-class", "look", "again", "release", "save"):
        with pytest.raises(InstructorsOnly):
            school.do(page, verb, text="week-7", paper="week-7")
    assert not school.records.released()


def test_without_a_shared_store_nothing_is_offered_that_cannot_be(school):
    teacher = ClassRecordsPage(school.context("teacher", is_instructor=True), None)
    assert "memory:" in text_of(teacher)
    with pytest.raises(NotAllowedNow, match="memory:"):
        school.do(teacher, "make-class", text="Tuesday")
    student = ProgressPage(school.context("ada"))
    assert "classes" not in states(student)
    with pytest.raises(NotAllowedNow, match="no records that could be shared"):
        school.do(student, "find-class", text="ABCD-EFGH")


# ---- Papers and the gradebook ----

def test_a_sealed_paper_is_released_and_sealed_by_button_and_the_gradebook_follows(kb, school):
    teacher = school.instructor()
    code = make_class(school, teacher)
    school.join("ada", code, "Ada", play_case(kb, "graham", "routine", DISC, paper="week-7"))
    school.records.restore(school.records.enrol("somebody-else-with-a-long-secret-token", NOW),
                           play_case(kb, "marek", "routine", DISC, paper="week-7"))
    school.do(teacher, "again")
    assert states(teacher)["class-unsafe"]["tone"] == "right"
    _, (row,) = gradebook(school, teacher)
    assert (row["paper_week-7_graham_percent"], row["paper_week-7_graham_safety"]) == ("sealed", "sealed")
    school.do(teacher, "look-paper", text="Week-7")
    papers = json.dumps(states(teacher)["class-papers"], ensure_ascii=False)
    assert "1 attempts in this class, 2 in the whole store" in papers
    assert not school.records.released()
    school.do(teacher, "release", paper="week-7")
    assert "week-7" in school.records.released()
    assert states(teacher)["class-unsafe"]["tone"] == "unsafe"
    _, (row,) = gradebook(school, teacher)
    assert row["paper_week-7_graham_safety"] == "failed"
    assert float(row["paper_week-7_graham_percent"]) <= 40
    school.do(teacher, "seal", paper="week-7")
    assert not school.records.released()
    assert states(teacher)["class-unsafe"]["tone"] == "right"


def test_names_and_classes_with_formulas_and_markup_stay_text_and_run_nowhere(school, kb):
    teacher = school.instructor()
    code = make_class(school, teacher, MARKUP)
    school.join("eve", code, MARKUP, play_case(kb, "graham", "routine", DISC))
    school.do(teacher, "again")
    name, (row,) = gradebook(school, teacher)
    assert row["name"] == f"'{MARKUP}"
    assert MARKUP not in name
    assert name.endswith("-2026-11-23.csv")


def test_every_kind_of_unsafe_act_and_a_big_class_have_words(kb, school):
    teacher = school.instructor()
    code = make_class(school, teacher)
    harmful = [item for item in kb.items if getattr(item, "harmful", ()) and item.kind in ("single", "multiple")]
    for number in range(12):
        entries = [
            *answered_sets(kb, count=60, now=NOW, share_right=0.2 + number / 16),
            *play_case(kb, "marek", "treat" if number % 2 else "routine", {"sacroiliac": 0.5 + number / 40}),
            *(one for item in harmful for one in answer(
                kb, kb.set_of_item[item.id].id, [(item.id, (item.harmful[0],))], number=2)),
            *(entry("drill/red-flags/1", VignetteJudged(vignette_id="ruth-44", disposal=disposal, is_right=False,
                                                        is_miss=True), NOW - number)
              for disposal in ("same-day", "letter", "treat", None)),
        ]
        school.join(f"member-{number}", code, "", entries)
    school.do(teacher, "again")
    said = text_of(teacher)
    assert "Missed in the red-flag drill" in said
    assert "An answer that can hurt a patient" in said
    stands = states(teacher)["class-stands"]
    assert any(row[2] == "12 of 12" and row[4].endswith("%") for row in stands["table"]["rows"])
    school.do(teacher, "objective", id=kb.get_item("where-root-pain-goes").objective)
    assert any(block["type"] == "table" for block in states(teacher)["class-members"]["blocks"])
    _, rows = gradebook(school, teacher)
    assert len(rows) == 12
