"""The pages of the article check and of the drill: what is saved, what a reload brings back, what is refused."""

from __future__ import annotations

from itertools import count
from types import SimpleNamespace

import pytest

from sciatica_teach.apps.article import ArticlePage
from sciatica_teach.apps.context import Context
from sciatica_teach.apps.drill import DrillPage
from sciatica_teach.apps.recorder import Recorder
from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.model.events import DrillOpened
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.memory import MemoryStore


@pytest.fixture
def learner(kb):
    """Opens pages of one learner, each as in a kernel of its own, and sends commands to them."""
    store, token, clock, numbers = MemoryStore(), new_token(), count(1_000), count(1)

    def open_page(make=DrillPage, **query: str):
        recorder = Recorder(store, token, lambda: float(next(clock)), "v1")
        return make(Context(kb=kb, recorder=recorder, query=query, hosted=True, secret=token))

    def press(page, **action: object) -> None:
        page.handle(f"c{next(numbers)}", action)

    def decide(page, kb_right: bool) -> None:
        patient = kb.get_vignette(page._play.state.showing)
        wrong = "now" if patient.right == "treat" else "treat"
        press(page, verb="judge", vignette=patient.id, disposal=patient.right if kb_right else wrong)

    return SimpleNamespace(open=open_page, press=press, decide=decide, store=store, token=token)


def kinds(page) -> list[str]:
    return [type(entry.event).__name__ for entry in page.context.recorder.entries]


def subject(page) -> str:
    return page.page.desk.state["subject"]


def shown(page, name: str) -> dict:
    return next(one.state for one in page.page.children[-1].children if one.state["id"] == name)


def names(page) -> list[str]:
    return [one.state["id"] for one in page.page.children[-1].children]


# ---- The article ----

def test_the_article_keeps_the_address_of_its_page_and_looking_writes_nothing(learner):
    page = learner.open(ArticlePage)
    assert page.page.desk.state["url"] is None
    assert subject(page) == "article/check/1"
    assert kinds(page) == []
    assert repr(page.page) == "ArticleView(at='worse-on-sitting/question')"


def test_a_judgement_is_kept_and_a_reload_comes_back_to_it(learner):
    page = learner.open(ArticlePage)
    learner.press(page, verb="go", claim="whatever-the-cause")
    learner.press(page, verb="judge", claim="whatever-the-cause", chosen=["agree"])
    assert kinds(page) == ["ItemShown", "ClaimJudged"]
    again = learner.open(ArticlePage)
    assert repr(again.page) == "ArticleView(at='whatever-the-cause/verdict')"
    learner.press(again, verb="judge", claim="whatever-the-cause", chosen=["doubt"])
    assert kinds(again) == ["ItemShown", "ClaimJudged"]  # the first one counts


def test_a_link_leads_to_a_claim_without_recording_that(learner):
    page = learner.open(ArticlePage, claim="six-causes")
    assert repr(page.page) == "ArticleView(at='six-causes/question')"
    assert kinds(page) == []
    with pytest.raises(UnknownId):
        learner.open(ArticlePage, claim="seven-causes")


@pytest.mark.parametrize("chosen", [[], ["yes"]])
def test_a_judgement_that_is_none_is_refused_in_words(learner, chosen):
    page = learner.open(ArticlePage)
    with pytest.raises(NotAllowedNow, match="what you make of the claim"):
        learner.press(page, verb="judge", claim="six-causes", chosen=chosen)
    assert kinds(page) == []


def test_a_command_sent_twice_counts_once(learner):
    page = learner.open(ArticlePage)
    for chosen in ("agree", "doubt"):
        page.handle("same", {"verb": "judge", "claim": "six-causes", "chosen": [chosen]})
    assert kinds(page) == ["ClaimJudged"]


# ---- The drill ----

def test_a_reload_shows_the_same_patient_before_anything_is_saved(learner):
    first, second = learner.open(), learner.open()
    assert first._play.state == second._play.state
    assert kinds(first) == []
    assert subject(first) == "drill/red-flags/1"
    assert first.page.desk.state["url"] is None


def test_the_first_decision_saves_the_order_and_a_reload_tells_it_again(learner):
    page = learner.open()
    learner.decide(page, kb_right=False)
    assert kinds(page) == ["DrillOpened", "VignetteJudged"]
    again = learner.open()
    assert "drill-verdict" in names(again)
    learner.press(again, verb="next")
    assert repr(learner.open().page) == "DrillView(at='patient')"
    assert kinds(again) == ["DrillOpened", "VignetteJudged", "ItemShown"]


def test_time_that_was_up_is_a_decision(learner):
    page = learner.open()
    learner.press(page, verb="judge", vignette=page._play.state.showing, disposal=None)
    event = page.context.recorder.entries[-1].event
    assert (event.disposal, event.is_right) == (None, False)


def to_the_end(learner, page, *, first_right: bool = True) -> None:
    state = page._play.state
    if not first_right:
        learner.decide(page, kb_right=False)
        learner.press(page, verb="next")
    while not state.is_finished:
        if state.is_open:
            learner.decide(page, kb_right=True)
        else:
            learner.press(page, verb="next")
        state = page._play.state


def test_only_those_missed_are_played_again_and_then_everybody(learner, kb):
    page = learner.open()
    while kb.get_vignette(page._play.state.showing).right not in {"now", "same-day"}:
        learner.decide(page, kb_right=True)
        learner.press(page, verb="next")
    missed = page._play.state.showing
    to_the_end(learner, page, first_right=False)
    assert page._play.state.missed == (missed,)
    learner.press(page, verb="again", only="missed")
    assert subject(page) == "drill/red-flags/2"
    assert page._play.state.vignette_ids == (missed,)
    assert learner.open()._play.state.vignette_ids == (missed,)
    learner.press(page, verb="again", only="")
    assert subject(page) == "drill/red-flags/3"
    assert {*page._play.state.vignette_ids} == {one.id for one in kb.vignettes}
    assert shown(page, "drill-head")["eyebrow"].endswith("round 3")


def test_ten_come_first_and_the_next_ten_are_others(learner, kb):
    page = learner.open()
    first = page._play.state.vignette_ids
    assert len(first) == 10
    to_the_end(learner, page)
    labels = [item["label"] for item in shown(page, "drill-result")["blocks"][-1]["items"]]
    assert f"Go on with the others ({len(kb.vignettes) - 10} not met yet)" in labels
    learner.press(page, verb="again", only="short")
    second = page._play.state.vignette_ids
    assert len(second) == 10
    assert not {*first} & {*second}
    assert learner.open()._play.state.vignette_ids == second


def test_all_of_them_can_be_had_in_one_round_before_anything_is_decided(learner, kb):
    page = learner.open()
    learner.press(page, verb="again", only="")
    assert len(page._play.state.vignette_ids) == len(kb.vignettes)
    assert kinds(page) == ["DrillOpened"]
    assert learner.open()._play.state.vignette_ids == page._play.state.vignette_ids


def test_a_round_that_is_asked_for_twice_by_one_command_begins_once(learner):
    page = learner.open()
    learner.decide(page, kb_right=True)
    for _ in range(2):
        page.handle("again", {"verb": "again", "only": "short"})
    assert subject(page) == "drill/red-flags/2"
    assert kinds(page) == ["DrillOpened", "VignetteJudged", "DrillOpened"]


def test_a_round_with_somebody_whom_the_content_has_lost_is_left_behind(learner):
    page = learner.open()
    page.context.recorder.append("drill/red-flags/1", "old", [DrillOpened(vignette_ids=("nobody-1", "ruth-44"))])
    assert subject(learner.open()) == "drill/red-flags/2"


def test_what_is_no_decision_or_no_action_is_refused_in_words(learner):
    page = learner.open()
    with pytest.raises(NotAllowedNow, match="one of the four"):
        learner.press(page, verb="judge", vignette=page._play.state.showing, disposal="later")
    with pytest.raises(NotAllowedNow, match="Decide"):
        learner.press(page, verb="next")
    for make in (DrillPage, ArticlePage):
        with pytest.raises(NotAllowedNow, match="does not know"):
            learner.press(learner.open(make), verb="dance")
    assert kinds(page) == []


def test_a_page_that_comes_too_late_shows_where_the_record_stands(learner):
    first, second = learner.open(), learner.open()
    learner.decide(first, kb_right=True)
    learner.press(first, verb="next")
    with pytest.raises(NotAllowedNow, match="not the one on screen"):
        learner.decide(second, kb_right=True)
    assert second._play.state == first._play.state
