"""Guess, then see as a page: saved once, the same after a reload, and nothing of the answer before the answer."""

from __future__ import annotations

import json
from itertools import count
from types import SimpleNamespace

import numpy as np
import pytest

from sciatica_teach.apps.context import Context
from sciatica_teach.apps.guess import SUBJECT, GuessPage
from sciatica_teach.apps.recorder import Recorder
from sciatica_teach.errors import BadSubmission, NotAllowedNow, StoreUnavailable
from sciatica_teach.reasoning.draws import BAND_SEED, sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.guess_reference import reference_of
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.memory import MemoryStore
from sciatica_teach.views.words import say


@pytest.fixture(scope="module")
def sampled(kb):
    return sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(BAND_SEED))


@pytest.fixture
def learner(kb, sampled):
    """Opens pages of one learner, each as in a kernel of its own, and sends commands to them."""
    store, token, clock, numbers = MemoryStore(), new_token(), count(1_000), count(1)

    def open_page() -> GuessPage:
        recorder = Recorder(store, token, lambda: float(next(clock)), "v1")
        return GuessPage(Context(kb=kb, recorder=recorder, query={}, hosted=True, secret=token), sampled)

    def press(page: GuessPage, **action: object) -> None:
        page.handle(f"c{next(numbers)}", action)

    return SimpleNamespace(open=open_page, press=press)


def shown(page: GuessPage) -> dict[str, dict]:
    """Name of each part on screen -> its state."""
    names = {id(part): name for name, part in page.view._made.items()}
    return {names[id(part)]: part.state for part in page.view.children}


def kinds(page: GuessPage) -> list[str]:
    return [type(entry.event).__name__ for entry in page.context.recorder.entries]


def test_the_page_keeps_its_address_because_it_is_one_of_several_widgets(learner):
    desk = learner.open().page.desk.state
    assert (desk["subject"], desk["url"], desk["title"]) == (SUBJECT, None, "")


def test_looking_writes_nothing_and_a_reload_shows_the_same_patient(learner):
    first, again = learner.open(), learner.open()
    assert shown(first) == shown(again)
    assert kinds(again) == []


def test_an_answer_is_saved_with_what_was_posed_and_a_reload_shows_both(learner):
    page = learner.open()
    learner.press(page, verb="state", number=1, percent=40)
    assert kinds(page) == ["UpdatePosed", "UpdateStated"]
    again = learner.open()
    assert again.play.state == page.play.state
    assert shown(again)["guess-question"] == shown(page)["guess-question"]
    learner.press(again, verb="next", after=1)
    assert kinds(again) == ["UpdatePosed", "UpdateStated", "UpdatePosed"]
    assert repr(learner.open().page) == "GuessView(at='ask-2')"


def test_before_the_answer_nothing_that_is_sent_knows_it(learner, kb, sampled):
    page = learner.open()
    states = shown(page)
    assert {*states} == {"guess-head", "guess-patient", "guess-question"}
    assert not {"reference", "band", "words", "yours"} & {*states["guess-question"]}
    posed = page.play.state.current.posed
    reference = reference_of(kb, sampled, posed)
    sent = json.dumps(states)
    for number in (reference.share, reference.ratio.mid, reference.low, reference.high):
        assert f"{number:.4f}"[:6] not in sent
    assert "Why" not in [state.get("title") for state in states.values()]


def test_after_the_answer_scale_result_and_reasons_are_there(learner):
    page = learner.open()
    learner.press(page, verb="state", number=1, percent=40)
    states = shown(page)
    assert {"guess-question", "guess-result", "guess-why", "guess-standing"} <= {*states}
    assert states["guess-question"]["yours"] == 40
    assert page.view._made["guess-result"].state["arrive"] == ("" if "guess-safety" in states else "seen-1")


def test_a_command_sent_twice_counts_once(learner):
    page = learner.open()
    for _ in range(2):
        page.handle("same", {"verb": "state", "number": 1, "percent": 40})
    for _ in range(2):
        page.handle("on", {"verb": "next", "after": 1})
    assert kinds(page) == ["UpdatePosed", "UpdateStated", "UpdatePosed"]


def test_a_page_that_comes_too_late_is_told_so_and_shows_where_the_record_stands(learner):
    first, second = learner.open(), learner.open()
    learner.press(first, verb="state", number=1, percent=40)
    learner.press(first, verb="next", after=1)
    with pytest.raises(NotAllowedNow, match="answered before"):
        learner.press(second, verb="state", number=1, percent=70)
    assert shown(first) == shown(second)
    assert kinds(second) == ["UpdatePosed", "UpdateStated", "UpdatePosed"]


def test_of_two_answers_in_two_tabs_the_first_counts_and_the_second_page_says_so(learner):
    first, second = learner.open(), learner.open()
    learner.press(first, verb="state", number=1, percent=40)
    learner.press(second, verb="state", number=1, percent=70)
    assert second.play.state.current.stated.after == 0.4
    assert second.page.desk.state["notice"] == {"tone": "info", "text": say("notice.stale")}


@pytest.mark.parametrize("percent", [None, "40", 40.5, 0, 100])
def test_a_blank_is_refused_and_saves_nothing(learner, percent):
    page = learner.open()
    with pytest.raises(BadSubmission):
        learner.press(page, verb="state", number=1, percent=percent)
    assert kinds(page) == []


def test_an_unknown_action_is_refused_in_words(learner):
    with pytest.raises(NotAllowedNow, match="does not know"):
        learner.press(learner.open(), verb="dance")


def test_a_store_that_fails_leaves_the_question_open(learner, monkeypatch):
    page = learner.open()
    monkeypatch.setattr(page.context.recorder, "append", _fail)
    with pytest.raises(StoreUnavailable):
        learner.press(page, verb="state", number=1, percent=40)
    assert not shown(page)["guess-question"]["locked"]


def _fail(*_: object) -> None:
    raise StoreUnavailable("The record is locked by another program.")


def test_after_fifteen_answers_the_habit_is_drawn(learner):
    page = learner.open()
    for number in range(1, 16):
        before = round(100 * page.play.state.current.posed.before)
        learner.press(page, verb="state", number=number, percent=before)  # never moves at all
        if number < 15:
            assert "guess-reaction" not in shown(page)
            assert str(15 - number) in shown(page)["guess-standing"]["blocks"][1]["text"]
            learner.press(page, verb="next", after=number)
    plot = shown(page)["guess-reaction"]
    assert "conservative" in plot["text"][0]
    assert len(plot["table"]["rows"]) == 15
    assert {row[2] for row in plot["table"]["rows"]} == {"0.0"}
