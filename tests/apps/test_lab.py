"""The lesion lab's page: what a link opens, what the menu goes on with, what a reload brings back."""

from __future__ import annotations

from itertools import count
from types import SimpleNamespace

import pytest

from sciatica_teach.apps.context import Context
from sciatica_teach.apps.lab import LabPage
from sciatica_teach.apps.recorder import Recorder
from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.memory import MemoryStore


@pytest.fixture
def learner(kb):
    """Opens pages of one learner, each as in a kernel of its own, and sends commands to them."""
    store, token, clock, numbers = MemoryStore(), new_token(), count(1_000), count(1)

    def open_page(**query: str) -> LabPage:
        recorder = Recorder(store, token, lambda: float(next(clock)), "v1")
        return LabPage(Context(kb=kb, recorder=recorder, query=query, hosted=True, secret=token))

    def press(page: LabPage, **action: object) -> None:
        page.handle(f"c{next(numbers)}", action)

    return SimpleNamespace(open=open_page, press=press)


def url(page: LabPage) -> str:
    return page.page.desk.state["url"]


def subject(page: LabPage) -> str:
    return page.page.desk.state["subject"]


def part(page: LabPage, name: str) -> dict:
    return next(one.state for one in page.page.children[-1].children if one.state["id"] == name)


def kinds(page: LabPage) -> list[str]:
    return [type(entry.event).__name__ for entry in page.context.recorder.entries]


def test_the_lab_starts_with_its_menu_and_a_link_leads_into_it(learner):
    assert repr(learner.open().page) == "LesionLab(mode='menu', at='a')"
    assert repr(learner.open(lab="predict").page) == "LesionLab(mode='predict', at='place')"
    puzzle = learner.open(lab="puzzle", level="third", variant="b")
    assert repr(puzzle.page) == "LesionLab(mode='puzzle', at='locate')"
    assert url(puzzle) == "lab=puzzle&level=third&variant=b"
    assert repr(learner.open(lab="nonsense").page) == "LesionLab(mode='menu', at='a')"


def test_a_type_that_does_not_exist_says_so(learner):
    with pytest.raises(UnknownId):
        learner.open(variant="z")
    page = learner.open()
    with pytest.raises(UnknownId):
        learner.press(page, verb="variant", variant="z")
    assert repr(page.page) == "LesionLab(mode='menu', at='a')"


def test_looking_writes_nothing(learner):
    page = learner.open(lab="puzzle")
    learner.press(page, verb="menu")
    learner.press(page, verb="variant", variant="c")
    assert kinds(page) == []
    assert url(page) == "variant=c"


def test_a_prediction_is_saved_step_by_step_and_a_reload_goes_on(learner):
    page = learner.open()
    learner.press(page, verb="open", lab="predict")
    learner.press(page, verb="place", site="fibular-neck", severity=0.75)
    again = learner.open(lab="predict")
    assert repr(again.page) == "LesionLab(mode='predict', at='predict')"
    learner.press(again, verb="predict", chosen=["tibialis-anterior"])
    assert kinds(again) == ["PredictionOpened", "LesionPlaced", "LossesPredicted"]
    assert repr(learner.open(lab="predict").page) == "LesionLab(mode='predict', at='seen')"


def test_a_page_that_comes_too_late_is_told_so_and_shows_where_the_record_stands(learner):
    first, second = learner.open(lab="predict"), learner.open(lab="predict")
    learner.press(first, verb="surprise")
    with pytest.raises(NotAllowedNow, match="is placed"):
        learner.press(second, verb="surprise")
    assert kinds(second) == ["PredictionOpened", "LesionPlaced"]
    assert part(first, "lab-tree")["marks"] == part(second, "lab-tree")["marks"]


def test_nothing_ticked_means_that_nothing_fails(learner):
    page = learner.open(lab="predict")
    learner.press(page, verb="place", site="nerve-to-piriformis", severity=1.0)
    learner.press(page, verb="predict", chosen=[])
    assert part(page, "lab-result")["title"] == "Nothing to find, 0 too many: 1 of 1"


def test_a_reload_shows_the_same_puzzle_before_anything_is_saved(learner):
    findings = [part(learner.open(lab="puzzle"), "lab-tree")["findings"] for _ in range(2)]
    assert findings[0] == findings[1]


def test_the_menu_goes_on_with_an_open_puzzle_of_that_level_and_starts_another_one_otherwise(learner):
    page = learner.open()
    learner.press(page, verb="open", lab="puzzle", level="first")
    assert subject(page) == "lab/puzzle/1"
    learner.press(page, verb="menu")
    learner.press(page, verb="open", lab="puzzle", level="first")
    assert subject(page) == "lab/puzzle/1"
    learner.press(page, verb="menu")
    learner.press(page, verb="open", lab="puzzle", level="second")
    assert subject(page) == "lab/puzzle/2"
    learner.press(page, verb="locate", site="sciatic", certainty=1)
    learner.press(page, verb="menu")
    learner.press(page, verb="open", lab="puzzle", level="second")
    assert subject(page) == "lab/puzzle/3"
    assert kinds(page) == ["PuzzleOpened", "PuzzleOpened", "SiteNamed", "PuzzleOpened"]


def test_an_open_puzzle_waits_while_others_are_played(learner):
    page = learner.open()
    for level in ("first", "second"):
        learner.press(page, verb="open", lab="puzzle", level=level)
        learner.press(page, verb="menu")
    learner.press(page, verb="open", lab="puzzle", level="first")
    assert subject(page) == "lab/puzzle/1"
    assert subject(learner.open(lab="puzzle", level="first")) == "lab/puzzle/1"
    learner.press(page, verb="locate", site="sciatic", certainty=1)
    learner.press(page, verb="again")
    assert subject(page) == "lab/puzzle/3"  # the second one is taken, and still open
    learner.press(page, verb="open", lab="puzzle", level="second")
    assert subject(page) == "lab/puzzle/2"


def test_a_link_shows_the_latest_attempt_of_its_kind_even_when_it_is_finished(learner):
    page = learner.open(lab="puzzle")
    learner.press(page, verb="locate", site="sciatic", certainty=1)
    assert subject(learner.open(lab="puzzle")) == "lab/puzzle/1"
    assert subject(learner.open(lab="puzzle", level="first")) == "lab/puzzle/1"
    assert subject(learner.open(lab="puzzle", level="third")) == "lab/puzzle/2"
    assert subject(learner.open(lab="puzzle", variant="b")) == "lab/puzzle/2"


def test_another_one_keeps_level_and_anatomy_and_is_there_after_a_reload(learner):
    page = learner.open(lab="puzzle", level="third", variant="b")
    learner.press(page, verb="locate", site="sciatic", certainty=1)
    learner.press(page, verb="again")
    assert (subject(page), url(page)) == ("lab/puzzle/2", "lab=puzzle&level=third&variant=b")
    assert subject(learner.open(lab="puzzle")) == "lab/puzzle/2"


def test_a_command_sent_twice_counts_once(learner):
    page = learner.open(lab="predict")
    for _ in range(2):
        page.handle("same", {"verb": "place", "site": "sciatic", "severity": 1.0})
    assert kinds(page) == ["PredictionOpened", "LesionPlaced"]


def test_an_answer_without_certainty_or_an_unknown_action_is_refused_in_words(learner):
    page = learner.open(lab="puzzle")
    with pytest.raises(NotAllowedNow, match="how sure"):
        learner.press(page, verb="locate", site="sciatic")
    for opened in (page, learner.open(lab="predict"), learner.open()):
        with pytest.raises(NotAllowedNow, match="does not know"):
            learner.press(opened, verb="dance")
    with pytest.raises(NotAllowedNow):
        learner.press(page, verb="open", lab="nonsense")
    assert kinds(page) == []
