"""The quiz page as a learner's commands meet it: saved once, the same after a reload, shut while an exam runs."""

from __future__ import annotations

from itertools import count

import pytest
from small_items import solution

from sciatica_teach.apps.context import Context
from sciatica_teach.apps.quizzes import QuizPage
from sciatica_teach.apps.recorder import Recorder
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.events import ExamAnswered, ExamClosed, ExamOpened, ItemAnswered, ItemPosed
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.memory import MemoryStore

NOON = 1_790_000_000.0


class Learner:
    """One learner with as many pages as they like, and a clock that the test sets."""

    def __init__(self, kb) -> None:
        self.kb, self.store, self.token, self.now = kb, MemoryStore(), new_token(), NOON
        self._numbers = count(1)

    def open(self, **query: str) -> QuizPage:
        """A page in a kernel of its own."""
        recorder = Recorder(self.store, self.token, lambda: self.now, self.kb.version)
        context = Context(
            kb=self.kb, recorder=recorder, query=query, hosted=True, secret=self.token, clock=lambda: self.now
        )
        return QuizPage(context, query)

    def press(self, page: QuizPage, verb: str, **action: object) -> None:
        page.handle(f"c{next(self._numbers)}", {"verb": verb, **action})

    def events(self, kind: type) -> list:
        learner = self.store.learner_for(self.token)
        return [entry.event for entry in self.store.read(learner).entries if isinstance(entry.event, kind)]

    def lay(self, page: QuizPage, item_id: str) -> None:
        chosen = list(solution(get_posed(self.kb, item_id)))
        self.press(page, "lay", item=item_id, chosen=chosen, certainty=3)


@pytest.fixture
def learner(kb):
    return Learner(kb)


def notice(page: QuizPage) -> str:
    return (page.page.desk.state.get("notice") or {}).get("text", "")


def test_a_round_that_is_opened_is_there_after_a_reload(learner):
    learner.open(mode="practice", area="safety")
    learner.open(mode="practice", area="safety")
    (posed,) = learner.events(ItemPosed)
    assert posed.reason == "new"


def test_two_tabs_of_one_round_answer_a_question_once(learner):
    first, second = learner.open(mode="practice"), learner.open(mode="practice")
    (posed,) = learner.events(ItemPosed)
    chosen = list(solution(get_posed(learner.kb, posed.item_id)))
    learner.press(first, "answer", number=1, chosen=chosen, certainty=2)
    learner.press(second, "answer", number=1, chosen=chosen, certainty=3)
    (answered,) = learner.events(ItemAnswered)
    assert (answered.earned, answered.certainty) == (1.0, 2)
    assert notice(second)  # it says that another tab went on


def test_the_same_command_twice_counts_once(learner):
    page = learner.open(mode="practice")
    (posed,) = learner.events(ItemPosed)
    action = {"verb": "give-up", "item": posed.item_id}
    page.handle("once", action)
    page.handle("once", action)
    assert len(learner.events(ItemAnswered)) == 1


def test_an_exam_that_another_tab_began_shuts_the_set_that_is_open_here(learner):
    here, there = learner.open(set="first-steps"), learner.open()
    learner.press(there, "exam-begin")
    item_id = learner.kb.get_item_set("first-steps").items[0]
    with pytest.raises(NotAllowedNow, match="exam of yours is running"):
        learner.press(here, "answer", item=item_id, chosen=["muscular"], certainty=1)
    assert learner.events(ItemAnswered) == []


@pytest.mark.parametrize("query", [{"set": "first-steps"}, {"item": "where-root-pain-goes"}, {"mode": "mistakes"}])
def test_no_door_to_feedback_is_open_while_an_exam_runs_and_all_are_after_it(learner, query):
    learner.press(learner.open(), "exam-begin")
    shut = learner.open(**query)
    assert "exam of yours is running" in notice(shut)
    learner.press(learner.open(mode="exam"), "hand-in")
    assert notice(learner.open(**query)) == ""


def test_beginning_twice_is_one_exam(learner):
    page = learner.open()
    page.handle("begin", {"verb": "exam-begin"})
    page.handle("begin", {"verb": "exam-begin"})
    learner.press(learner.open(), "exam-begin")
    assert len(learner.events(ExamOpened)) == 1


def test_an_answer_after_the_time_closes_the_exam_and_is_refused_in_words(learner):
    page = learner.open()
    learner.press(page, "exam-begin")
    (opened,) = learner.events(ExamOpened)
    first, second = opened.item_ids[:2]
    learner.lay(page, first)
    learner.now = opened.closes_at + 5
    with pytest.raises(NotAllowedNow, match="too late to count"):
        learner.lay(page, second)
    assert [one.item_id for one in learner.events(ExamAnswered)] == [first]
    assert [one.item_id for one in learner.events(ItemAnswered)] == [first]
    assert [one.reason for one in learner.events(ExamClosed)] == ["time"]
    assert "result" in repr(page.page)


def test_whoever_comes_after_the_time_finds_the_exam_marked_once(learner):
    learner.press(learner.open(), "exam-begin")
    (opened,) = learner.events(ExamOpened)
    learner.now = opened.closes_at + 86_400
    for _ in range(2):
        assert "result" in repr(learner.open(mode="exam").page)
    assert len(learner.events(ExamClosed)) == 1


def test_a_clock_that_jumps_back_neither_ends_nor_lengthens_an_exam(learner):
    page = learner.open()
    learner.press(page, "exam-begin")
    learner.now -= 7_200
    learner.press(page, "time-is-up")
    assert learner.events(ExamClosed) == []
    paper = page.page.children[-1].children[1]
    assert paper.state["closes_in"] == learner.kb.blueprint.minutes * 60


@pytest.mark.parametrize("number", [None, "2", 31, -1, True])
def test_turning_to_a_question_that_is_none_is_refused(learner, number):
    page = learner.open()
    learner.press(page, "exam-begin")
    with pytest.raises(NotAllowedNow):
        learner.press(page, "turn", number=number)


@pytest.mark.parametrize(
    ("query", "words"),
    [({"set": "nothing"}, "item set"), ({"mode": "abc"}, "way to practise"), ({"item": "x"}, "quiz item"),
     ({"mode": "practice", "area": "feet"}, "field")],
)
def test_a_link_that_leads_nowhere_shows_the_menu_and_says_what_is_not_there(learner, query, words):
    assert words in notice(learner.open(**query))
