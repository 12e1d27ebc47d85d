"""A demo in a kernel: nothing reaches the record, nothing of the record is shown, and its rooms can be jumped to."""

from __future__ import annotations

import pytest

from sciatica_teach.apps import context as contexts
from sciatica_teach.apps.cases import ClinicPage
from sciatica_teach.apps.context import Context, get_context, require_instructor
from sciatica_teach.apps.home import HomePage
from sciatica_teach.apps.progress import ProgressPage
from sciatica_teach.apps.recorder import Recorder
from sciatica_teach.errors import InstructorsOnly, NotAllowedNow
from sciatica_teach.model.demo import asks_for_demo
from sciatica_teach.settings import Settings
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.memory import MemoryStore
from sciatica_teach.store.opening import open_store
from sciatica_teach.views.words import say

TOKEN = "t" * 43


@pytest.fixture
def open_kernel(monkeypatch, tmp_path):
    """The context of a fresh kernel that the server started with these variables."""
    monkeypatch.setenv("SCIATICA_TEACH_DATABASE", f"sqlite:///{tmp_path / 'records.sqlite'}")
    monkeypatch.setenv("SCIATICA_TEACH_HOME", str(tmp_path))

    def open_one(role, query="", token=TOKEN):
        monkeypatch.setenv("HTTP_X_SCIATICA_LEARNER", token)
        monkeypatch.setenv("HTTP_X_SCIATICA_ROLE", role)
        monkeypatch.setenv("QUERY_STRING", query)
        get_context.cache_clear()
        contexts._open_store.cache_clear()
        return get_context()

    yield open_one
    get_context.cache_clear()
    contexts._open_store.cache_clear()


def press(page, verb, command="c1", **action):
    page.handle(command, {"verb": verb, **action})


def play(page):
    press(page, "begin", "c1", case="marek", chosen=["guided"])
    press(page, "ask", "c2", finding="saddle-numbness")


def entries_of(tmp_path):
    place = f"sqlite:///{tmp_path / 'records.sqlite'}"
    store = open_store(Settings.from_environment({"SCIATICA_TEACH_DATABASE": place}))
    learner = store.learner_for(TOKEN)
    return () if learner is None else store.read(learner).entries


def test_a_demo_leaves_the_record_as_it_was(open_kernel, tmp_path):
    own = open_kernel("instructor")
    assert not own.is_demo
    play(ClinicPage(own, {"case": "marek"}))
    before = entries_of(tmp_path)
    assert len(before) >= 2
    demo = open_kernel("instructor", "case=marek&demo=1")
    page = ClinicPage(demo, demo.query)
    assert repr(page.page) != "Page()"
    assert demo.recorder.entries == ()  # nothing of the record is in the demo
    play(page)
    press(page, "demo-room", "c3", case="marek", room="debrief")
    assert len(demo.recorder.entries) > 10
    assert entries_of(tmp_path) == before


def test_two_demos_and_the_record_have_outboxes_of_their_own(open_kernel):
    owners = [open_kernel("instructor", query).owner for query in ("", "demo=1", "demo=1")]
    assert len(set(owners)) == 3
    assert [owner.startswith("demo-") for owner in owners] == [False, True, True]


@pytest.mark.parametrize("query", ["demo=1", "demo=0&demo=1", "case=marek&demo=1"])
def test_a_student_gets_no_demo_from_a_kernel(open_kernel, query):
    context = open_kernel("learner", query)
    assert not context.is_demo
    assert not context.is_instructor
    assert context.secret == TOKEN
    with pytest.raises(InstructorsOnly, match="instructors only"):
        require_instructor(context)


def test_a_notebook_of_ones_own_is_its_owners_to_teach_with(open_kernel):
    context = open_kernel("learner", token="")
    assert context.is_instructor
    assert not context.hosted
    require_instructor(context)


@pytest.mark.parametrize(
    ("query", "asked"), [("demo=1", True), ("demo=0&demo=1", True), ("demo=1&demo=0", False), ("demo=%201", False),
                         ("demo=", False), ("DEMO=1", False), ("demo=11", False), ("", False), ("x=demo=1", False)],
)
def test_one_link_is_a_demo_and_others_are_not(query, asked):
    assert asks_for_demo(query) is asked


@pytest.fixture
def make(kb):
    def make_context(*, is_demo, is_instructor=True):
        token = new_token()
        recorder = Recorder(MemoryStore(), token, lambda: 1.0, kb.version, kb.former_case_ids)
        return Context(kb=kb, recorder=recorder, query={}, hosted=True, secret=token, is_demo=is_demo,
                       is_instructor=is_instructor, clock=lambda: 1.0)

    return make_context


def foot(page):
    return str(page._play.view._foot.state)


def test_a_link_to_a_room_opens_it_with_a_button_for_each_other(make):
    page = ClinicPage(make(is_demo=True), {"case": "marek", "room": "history"})
    assert page._play.state.stage == "history"
    assert say("demo.jump") in foot(page)
    assert say("stage.decide") in foot(page)
    press(page, "demo-room", "c9", case="marek", room="decide")
    assert page._play.state.stage == "decide"
    press(page, "demo-room", "c10", case="marek", room="safety")
    assert page._play.state.stage == "safety"


@pytest.mark.parametrize("is_instructor", [True, False])
def test_outside_of_a_demo_no_room_can_be_jumped_to(make, is_instructor):
    context = make(is_demo=False, is_instructor=is_instructor)
    page = ClinicPage(context, {"case": "marek", "room": "debrief"})
    assert page._play is None
    with pytest.raises(NotAllowedNow, match="demo only"):
        press(page, "demo-room", case="marek", room="debrief")
    assert context.recorder.entries == ()
    play(page)
    assert say("demo.jump") not in foot(page)


def shown(page):
    return str([part.state for part in page.page.children[1].children])


def test_a_demo_offers_no_code_that_would_open_nothing(make):
    for kind in (HomePage, ProgressPage):
        assert say("home.device_make") not in shown(kind(make(is_demo=True)))
        assert say("home.device_make") in shown(kind(make(is_demo=False)))


def test_the_home_page_leads_instructors_to_their_pages_and_nobody_else(make):
    assert "../../instructor" in shown(HomePage(make(is_demo=False)))
    assert "../../instructor" not in shown(HomePage(make(is_demo=False, is_instructor=False)))
