"""The instructor's page: plans that are kept, rooms that are opened once and found again, nothing for anybody else."""

from __future__ import annotations

import gzip
import json
from itertools import count
from urllib.parse import unquote

import pytest
from small_bank import NOON

from sciatica_teach.apps.classroom import ClassroomPage, find_trouble
from sciatica_teach.apps.classroom_preview import PARTS, pose_alone
from sciatica_teach.apps.classroom_rooms import RoomDesk
from sciatica_teach.apps.context import Context
from sciatica_teach.apps.progress import ProgressPage
from sciatica_teach.apps.recorder import Recorder
from sciatica_teach.errors import InstructorsOnly, NotAllowedNow, StaleVersion, StoreUnavailable, UnknownId
from sciatica_teach.model.events import RoomMade, RoomPlanned
from sciatica_teach.model.live import (
    Ballot,
    LiveEntry,
    Poll,
    PollPosed,
    RoomClosed,
    RoomOpened,
    VoteClosed,
    VoteOpened,
)
from sciatica_teach.settings import Settings
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.live.memory import MemoryLiveStore
from sciatica_teach.store.memory import MemoryStore
from sciatica_teach.views.words import say

ORIGIN = "http://192.168.1.20:8866/"
READY = "safe-needle"


class Instructor:
    """Opens pages of one instructor, each as in a kernel of its own, and presses their buttons."""

    def __init__(self, kb) -> None:
        self.kb, self.token = kb, new_token()
        self.records, self.rooms = MemoryStore(), MemoryLiveStore()
        self._numbers = count(1)
        self.page = self.open()

    def context(self, *, is_instructor: bool = True, **query: str) -> Context:
        recorder = Recorder(self.records, self.token, lambda: NOON, "v1")
        return Context(kb=self.kb, recorder=recorder, query=query, hosted=True, secret=self.token,
                       is_instructor=is_instructor, clock=lambda: NOON)

    def open(self, origin: str = ORIGIN, **query: str) -> ClassroomPage:
        context = self.context(**query)
        self.page = ClassroomPage(context, RoomDesk(context, self.rooms), "", origin)
        return self.page

    def press(self, verb: str, command_id: str = "", **rest: object) -> None:
        self.page.handle(command_id or f"c{next(self._numbers)}", {"verb": verb, **rest})

    @property
    def at(self) -> str:
        return repr(self.page.view)

    @property
    def shown(self) -> dict[str, dict]:
        return {part.state["id"]: part.state for part in self.page.view.children}

    @property
    def text(self) -> str:
        return json.dumps(list(self.shown.values()), ensure_ascii=False)

    def opened(self, title: str = "Tuesday", command_id: str = "") -> RoomMade:
        self.press("plan", plan=READY)
        self.press("open-room", command_id, text=title)
        return self.made[-1]

    @property
    def made(self) -> list[RoomMade]:
        events = [one.event for one in Recorder(self.records, self.token, lambda: NOON, "v1").entries]
        return [event for event in events if isinstance(event, RoomMade)]

    @property
    def plans(self) -> list[RoomPlanned]:
        events = [one.event for one in Recorder(self.records, self.token, lambda: NOON, "v1").entries]
        return [event for event in events if isinstance(event, RoomPlanned)]


@pytest.fixture
def instructor(kb):
    return Instructor(kb)


# ---- For whom, and where ----

def test_a_page_that_is_no_instructors_does_nothing_even_where_somebody_got_it(instructor):
    context = instructor.context(is_instructor=False)
    page = ClassroomPage(context, RoomDesk(context, instructor.rooms), "", ORIGIN)
    with pytest.raises(InstructorsOnly):
        page.handle("c1", {"verb": "open-room", "text": "mine"})
    assert instructor.made == []


@pytest.mark.parametrize(("hosted", "database", "trouble"), [
    (False, "sqlite:///x", "alone"), (True, "memory:", "memory"), (True, "sqlite:///x", ""),
])
def test_where_no_room_could_be_shared_the_page_says_why(instructor, tmp_path, hosted, database, trouble):
    settings = Settings(data_dir=tmp_path, cache_dir=tmp_path, database=database, content_dir=None)
    context = instructor.context()
    object.__setattr__(context, "hosted", hosted)
    assert find_trouble(context, settings) == trouble
    if trouble:
        instructor.page = ClassroomPage(context, RoomDesk(context, None), trouble, "")
        assert say(f"classroom.trouble.{trouble}") in instructor.text
        instructor.press("plan", plan=READY)
        assert "open-room" not in instructor.text
        with pytest.raises(NotAllowedNow, match="says why"):
            instructor.press("open-room", text="anyway")


# ---- Rooms ----

def test_a_room_is_opened_with_its_plan_and_found_again_by_another_page(instructor, kb):
    made = instructor.opened("Tuesday, second year")
    head = instructor.rooms.find(made.code)
    assert head is not None
    assert instructor.rooms.find_hosted(made.host_key) == head
    event = instructor.rooms.read(head.id).entries[0].event
    assert event == RoomOpened(title="Tuesday, second year", plan=kb.get_room_plan(READY).polls)
    instructor.open()
    link = instructor.shown["rooms"]["blocks"][1]["items"][0]
    assert (link["title"], link["action"]["code"]) == ("Tuesday, second year", made.code)
    assert instructor.open(room=made.code)
    assert instructor.at == "ClassroomView(at='room')"


def test_wall_and_remote_are_reached_with_the_key_behind_the_hash_only(instructor):
    made = instructor.opened()
    links = [one["href"] for block in next(iter(instructor.shown.values()))["blocks"] if block["type"] == "links"
             for one in block["items"]]
    assert links == [f"../../host/{made.code}#{made.host_key}", f"../../host/{made.code}#{made.host_key}/remote"]
    assert f"{ORIGIN}join/{made.code}" in instructor.text
    instructor.press("front")
    assert made.host_key not in unquote(instructor.text), "the list is no place for keys"


def test_without_an_address_for_phones_the_page_says_so_and_draws_no_code(instructor):
    instructor.open(origin="")
    instructor.opened()
    assert say("classroom.no_address") in instructor.text
    assert "data:image" not in instructor.text


def test_one_command_opens_one_room_whatever_failed_on_the_way(instructor, monkeypatch):
    instructor.press("plan", plan=READY)

    def away(*_arguments: object) -> int:
        raise StoreUnavailable("The record is locked. Try again.")

    with monkeypatch.context() as patched:
        patched.setattr(MemoryStore, "append", away)
        with pytest.raises(StoreUnavailable):
            instructor.press("open-room", "the-command", text="Tuesday")
    instructor.press("open-room", "the-command", text="Tuesday")
    instructor.press("open-room", "the-command", text="Tuesday")
    assert len(instructor.made) == 1
    assert len(instructor.rooms._rooms) == 1


def test_two_rooms_have_two_keys_and_so_have_two_instructors(instructor, kb):
    keys = {instructor.opened("one").host_key, instructor.opened("two").host_key,
            Instructor(kb).opened("three", "c2").host_key}
    assert len(keys) == 3
    assert all(len(key) == 43 for key in keys), "256 bits in base64"


def test_a_closed_room_stays_closed_and_keeps_its_summary(instructor):
    made = instructor.opened()
    instructor.press("close-room", code=made.code)
    assert say("classroom.room_closed") in instructor.text
    assert f"../../host/{made.code}#{made.host_key}/summary" in instructor.text
    head = instructor.rooms.find_hosted(made.host_key)
    assert head is not None
    assert head.closed
    version = instructor.rooms.read(head.id).version
    instructor.press("close-room", code=made.code)
    assert instructor.rooms.read(head.id).version == version


def test_a_wall_that_writes_in_the_same_moment_keeps_no_room_open(instructor, monkeypatch):
    made = instructor.opened()
    append, poll = MemoryLiveStore.append, Poll(kind="item", subject_id="slow-to-start")

    def raced(store, room, entries, expected):
        monkeypatch.setattr(MemoryLiveStore, "append", append)
        store.append(room, (LiveEntry(event=PollPosed(poll=poll), at=NOON, command_id="from the wall"),), expected)
        return store.append(room, entries, expected)

    monkeypatch.setattr(MemoryLiveStore, "append", raced)
    instructor.press("close-room", code=made.code)
    head = instructor.rooms.find_hosted(made.host_key)
    assert head is not None
    assert [type(one.event) for one in instructor.rooms.read(head.id).entries] == [RoomOpened, PollPosed, RoomClosed]


def test_somebody_elses_room_is_not_reached_by_its_code(instructor, kb):
    other = Instructor(kb)
    made = other.opened()
    instructor.rooms = other.rooms
    instructor.open()
    for verb in ("room", "close-room"):
        with pytest.raises(UnknownId, match="room of yours"):
            instructor.press(verb, code=made.code)
    instructor.open(room=made.code)
    assert instructor.at == "ClassroomView(at='front')"
    assert "There is no room of yours" in instructor.page.page.desk.state["notice"]["text"]


def test_a_room_that_was_removed_from_the_server_is_told_as_that(instructor):
    made = instructor.opened()
    instructor.rooms.purge(NOON + 1)
    instructor.open(room=made.code)
    assert say("classroom.room_gone") in instructor.text


@pytest.mark.parametrize("title", ["", "   ", "x" * 81])
def test_a_room_without_a_name_is_not_opened(instructor, title):
    instructor.press("plan", plan=READY)
    with pytest.raises(NotAllowedNow, match="name"):
        instructor.press("open-room", text=title)
    assert instructor.made == []


def test_no_file_of_the_record_holds_a_key_and_none_is_called_an_untold_answer(instructor):
    made = instructor.opened()
    instructor.press("plan", plan=READY)
    instructor.press("take-out", index=0)
    progress = ProgressPage(instructor.context())
    sent: list[bytes] = []
    part = next(one for one in progress.view.children if type(one).__name__ == "OwnRecord")
    assert part.state["notes"] == []
    part.send = lambda _message, buffers: sent.extend(buffers)
    progress.handle("save-1", {"verb": "save", "kind": "json"})
    text = gzip.decompress(sent[0]).decode()
    assert made.host_key not in text
    assert "RoomPlanned" in text


# ---- Plans ----

def test_a_plan_of_the_course_that_is_changed_becomes_ones_own_and_is_kept(instructor, kb):
    instructor.press("plan", plan=READY)
    instructor.press("take-out", index=0)
    instructor.press("move", index=0, by=1)
    instructor.press("add", kind="belief", subject="marek")
    polls = kb.get_room_plan(READY).polls
    wanted = (polls[2], polls[1], *polls[3:], Poll(kind="belief", subject_id="marek"))
    assert instructor.plans[-1] == RoomPlanned(plan="own-1", title=kb.get_room_plan(READY).title, polls=wanted)
    instructor.open(plan="own-1")
    assert instructor.at == "ClassroomView(at='plan')"
    assert "Marek" in instructor.text


def test_a_plan_of_ones_own_is_begun_named_and_removed(instructor):
    instructor.press("new-plan")
    assert say("classroom.polls_none") in instructor.text
    assert "open-room" not in instructor.text, "a room needs something to ask"
    instructor.press("name-plan", text=" For  Tuesday ")
    assert instructor.plans[-1].title == "For Tuesday"
    instructor.press("drop-plan", plan="own-1")
    assert instructor.at == "ClassroomView(at='front')"
    assert "For Tuesday" not in instructor.text
    with pytest.raises(UnknownId):
        instructor.press("plan", plan="own-1")


def test_a_change_that_arrives_twice_is_made_once(instructor):
    instructor.press("new-plan")
    instructor.press("add", "one", kind="belief", subject="marek")
    instructor.press("add", "one", kind="belief", subject="marek")
    assert len(instructor.plans[-1].polls) == 1


def test_two_tabs_that_change_the_same_plan_both_count(instructor):
    instructor.press("new-plan")
    first = instructor.page
    second = instructor.open(plan="own-1")
    instructor.press("add", kind="belief", subject="marek")
    instructor.page = first
    with pytest.raises(StaleVersion):
        first.context.recorder.append("classroom/plans", "x", (RoomPlanned(plan="own-9", title="t"),))
    instructor.press("plan", plan="own-1")
    instructor.press("add", kind="technique", subject="walter")
    assert [poll.kind for poll in instructor.plans[-1].polls] == ["belief", "technique"]
    assert second is not first


def test_search_narrows_what_is_offered_and_what_stands_in_the_plan_is_said_to(instructor):
    instructor.press("plan", plan=READY)
    instructor.press("pick", values={"area": "safety", "set": ""})
    instructor.press("look", text="pacemaker")
    found = next(state for name, state in instructor.shown.items() if name.startswith("found"))
    texts = json.dumps(found, ensure_ascii=False)
    assert say("classroom.is_planned") in texts
    assert "pacemaker" in texts
    instructor.press("pick", values={"area": "cases", "set": ""})
    assert "Marek" in instructor.text


@pytest.mark.parametrize("action", [
    {"verb": "add", "kind": "item", "subject": "nothing-like-it"}, {"verb": "add", "kind": "belief", "subject": "xy"},
    {"verb": "add", "kind": "poem", "subject": "marek"}, {"verb": "preview", "kind": "item"},
    {"verb": "take-out", "index": 77}, {"verb": "move", "index": "0", "by": 1}, {"verb": "move", "index": 0, "by": "x"},
    {"verb": "move", "index": 0}, {"verb": "preview-planned", "index": None}, {"verb": "plan", "plan": "none"},
    {"verb": "drop-plan", "plan": READY}, {"verb": "pick", "values": {"set": "no-set"}}, {"verb": "sing"}, {},
])
def test_what_cannot_be_meant_is_refused_in_words_and_changes_nothing(instructor, action):
    instructor.press("plan", plan=READY)
    before = instructor.shown
    with pytest.raises((NotAllowedNow, UnknownId)):
        instructor.page.handle("odd", action)
    assert instructor.shown == before
    assert instructor.plans == []


# ---- Preview ----

def test_every_question_and_every_plan_can_be_previewed(kb):
    polls = [Poll(kind="item", subject_id=item.id) for item in kb.items]
    polls += [poll for plan in kb.room_plans for poll in plan.polls]
    assert {pose_alone(kb, poll, now=NOON)["part"] for poll in polls} <= set(PARTS)


def test_a_preview_is_open_tells_no_key_and_counts_nothing(instructor, kb):
    instructor.press("plan", plan=READY)
    instructor.press("preview-planned", index=0)
    state = instructor.shown["preview-item-pacemaker-current"]
    assert not state["locked"]
    assert state["verdicts"] == {}
    item = kb.get_item("pacemaker-current")
    assert all(option.feedback not in json.dumps(state, ensure_ascii=False) for option in item.options)
    with pytest.raises(NotAllowedNow, match="only a preview"):
        instructor.press("vote", chosen=["current"])
    instructor.press("preview-off")
    assert "preview-item-pacemaker-current" not in instructor.shown


def test_a_plan_of_an_older_content_names_what_is_gone_and_the_rest_still_works(instructor):
    gone = Poll(kind="item", subject_id="long-gone")
    recorder = instructor.context().recorder
    recorder.append("classroom/plans", "old", (RoomPlanned(plan="own-1", title="Old", polls=(gone,)),))
    instructor.open(plan="own-1")
    assert "“long-gone” is not in the content any more" in instructor.text
    instructor.press("preview-planned", index=0)
    assert "cannot be shown" in instructor.text
    with pytest.raises(UnknownId, match="long-gone"):
        instructor.press("open-room", text="Tuesday")
    instructor.press("take-out", index=0)
    assert instructor.plans[-1].polls == ()


# ---- How earlier classes did ----

def test_the_first_vote_of_earlier_rooms_stands_beside_the_question(instructor, kb):
    made = instructor.opened()
    head = instructor.rooms.find_hosted(made.host_key)
    assert head is not None
    room, poll = head.id, kb.get_room_plan(READY).polls[0]
    item = kb.get_item(poll.subject_id)
    right = next(option.id for option in item.options if option.right)
    wrong = next(option.id for option in item.options if not option.right)
    votes = (VoteOpened(number=1), VoteClosed(number=1), VoteOpened(number=2))
    for number, event in enumerate((PollPosed(poll=poll), *votes), start=1):
        instructor.rooms.append(room, [LiveEntry(event=event, at=NOON, command_id=f"wall {number}")], number)
        if isinstance(event, VoteOpened):  # three of eight before the discussion, all after it
            answers = [right] * (3 if event.number == 1 else 8) + [wrong] * (5 if event.number == 1 else 0)
            instructor.rooms.cast([Ballot(room=room, vote=event.number, voter=f"phone {at}", response=(one,), change=1)
                                   for at, one in enumerate(answers)], NOON)
    instructor.open(plan=READY)
    assert instructor.text.count(say("classroom.went", right=3, of=8)) == 1
