"""The page of reasoning chains: what is saved, what a reload brings back, what is refused, and what is never sent."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from small_chains import best_chain, task_of

from sciatica_teach.apps.chains import ChainsPage
from sciatica_teach.apps.context import Context
from sciatica_teach.apps.recorder import Recorder
from sciatica_teach.errors import BadSubmission, NotAllowedNow, StoreUnavailable, UnknownId
from sciatica_teach.model.chains import Chain
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.memory import MemoryStore
from sciatica_teach.views.chain_pages import chain_values
from sciatica_teach.views.words import say

TASK = "ilir"


@pytest.fixture
def learner(kb):
    """Opens pages of one learner, each as in a kernel of its own, and sends commands to them."""
    store, token, clock, numbers = MemoryStore(), new_token(), count(1_000), count(1)

    def open_page(task_id: str = "", kb: KnowledgeBase = kb) -> ChainsPage:
        recorder = Recorder(store, token, lambda: float(next(clock)), "v1")
        return ChainsPage(Context(kb=kb, recorder=recorder, query={}, hosted=True, secret=token), task_id)

    def press(page: ChainsPage, **action: object) -> None:
        page.handle(f"c{next(numbers)}", action)

    def build(page: ChainsPage, chain: Chain) -> None:
        for link, value in chain_values(chain).items():
            press(page, verb="link", link=link, value=value)

    def commit(page: ChainsPage, chain: Chain, seen: int = 0) -> None:
        build(page, chain)
        press(page, verb="commit", seen=seen)

    return SimpleNamespace(open=open_page, press=press, build=build, commit=commit)


def good_chain(kb: KnowledgeBase, task_id: str = TASK, technique: str = "manual-local") -> Chain:
    return best_chain(kb, task_of(kb, task_id), technique)


def too_deep(chain: Chain) -> Chain:
    return replace(chain, points=(replace(chain.points[0], depth_cun=9.9), *chain.points[1:]))


def kinds(page: ChainsPage) -> list[str]:
    return [type(entry.event).__name__ for entry in page.context.recorder.entries]


def subject(page: ChainsPage) -> str:
    return page.page.desk.state["subject"]


def parts(page: ChainsPage) -> dict[str, Any]:
    """Id of each part on screen -> the part, from the top."""
    return {part.state["id"]: part for part in page.page.children[-1].children if part.layout.display != "none"}


def chain_part(page: ChainsPage) -> Any:
    return parts(page)[subject(page)]


def words_of(page: ChainsPage, name: str) -> str:
    return json.dumps(parts(page)[name].state, ensure_ascii=False)


# ---- Choosing a patient ----

def test_the_first_visit_shows_every_patient_and_writes_nothing(learner, kb):
    page = learner.open()
    state = parts(page)["chains-0"].state
    (links,) = [block for block in state["blocks"] if block["type"] == "links"]
    assert [line["href"] for line in links["items"]] == [f"?chain={task.id}" for task in kb.treatment.chain_tasks]
    assert {line["meta"] for line in links["items"]} == {say("chain.standing_new")}
    assert (subject(page), page.page.desk.state["url"], kinds(page)) == ("", None, [])


def test_a_patient_who_was_chosen_is_still_there_after_a_reload(learner):
    page = learner.open()
    learner.press(page, verb="open", task=TASK)
    assert (kinds(page), subject(page)) == (["ChainOpened"], f"chain/{TASK}/1")
    again = learner.open()
    assert subject(again) == f"chain/{TASK}/1"
    assert chain_part(again).catalogue == chain_part(page).catalogue


def test_a_cell_or_a_link_can_name_the_patient_and_looking_writes_nothing(learner):
    page = learner.open("osvaldo")
    assert (subject(page), kinds(page)) == ("chain/osvaldo/1", [])
    with pytest.raises(UnknownId):
        learner.open("nobody")


def test_a_focus_goes_to_the_patient_only_where_a_button_led_there(learner):
    page = learner.open(TASK)
    assert parts(page)["chain-patient"].state["arrive"] == ""
    learner.press(page, verb="menu")
    assert parts(page)["chains-0"].state["arrive"] == "menu"
    learner.press(page, verb="open", task=TASK)
    assert parts(page)["chain-patient"].state["arrive"] == "start"


# ---- Building ----

def test_every_link_that_is_kept_is_saved_and_comes_back(learner, kb):
    page, chain = learner.open(TASK), good_chain(kb)
    learner.build(page, chain)
    assert kinds(page) == [
        "ChainOpened", *["LinkChosen"] * 4, "PointsPlanned", "DangersPlanned", "DosePlanned"]
    again = learner.open()
    assert again._play.state.chain == chain
    assert chain_part(again).state["chain"] == chain_values(chain)


@pytest.mark.parametrize(("link", "value", "refusal"), [
    ("cause", "aliens", UnknownId), ("points", "gb30", BadSubmission), ("points", [{"depth_cun": 1}], BadSubmission),
    ("points", [{"point": "gb30", "depth_cun": "deep"}], BadSubmission),
    ("points", [{"point": "gb30", "depth_cun": True}], BadSubmission),
    ("points", [{"point": "gb30", "depth_cun": 11}], BadSubmission), ("dangers", ["all"], BadSubmission),
    ("dose", 8, BadSubmission), ("dose", {"visits": 8.5}, BadSubmission), ("dose", {"per_week": "2"}, BadSubmission),
    ("referral", "treat", BadSubmission), ("fate", "x", BadSubmission),
])
def test_what_cannot_stand_in_a_link_is_refused_in_words_and_saves_nothing(learner, link, value, refusal):
    page = learner.open(TASK)
    with pytest.raises(refusal) as refused:
        learner.press(page, verb="link", link=link, value=value)
    assert str(refused.value)
    assert kinds(page) == []


def test_an_unknown_action_and_one_without_a_patient_are_refused(learner):
    with pytest.raises(NotAllowedNow, match="does not know"):
        learner.press(learner.open(TASK), verb="dance")
    with pytest.raises(NotAllowedNow, match="Choose a patient"):
        learner.press(learner.open(), verb="commit", seen=0)
    with pytest.raises(BadSubmission):
        learner.press(learner.open(TASK), verb="commit")


def test_a_store_that_fails_leaves_the_link_as_it_was(learner, monkeypatch):
    page = learner.open(TASK)

    def fail(*_: object) -> None:
        raise StoreUnavailable("The record is locked by another program.")

    monkeypatch.setattr(page.context.recorder, "append", fail)
    with pytest.raises(StoreUnavailable):
        learner.press(page, verb="link", link="cause", value="lumbar-disc")
    assert chain_part(page).state["chain"]["cause"] == ""


# ---- Commit first, then reveal ----

def retold(kb: KnowledgeBase, task_id: str) -> KnowledgeBase:
    """The same content with another key: another truth, other lessons, and every mitigation judged otherwise."""
    treatment = kb.treatment
    task = task_of(kb, task_id)
    truth = next(one for one in task.offered if one != task.truth)
    lesson = replace(task.lessons[0], text="Something else altogether.")
    other = replace(task, truth=truth, also=(), lessons=(lesson,))
    dangers = tuple(
        replace(danger, mitigations=tuple(
            replace(one, works="no" if one.works == "yes" else "yes", why=lesson) for one in danger.mitigations
        )) for danger in treatment.dangers
    )
    tasks = tuple(other if one.id == task_id else one for one in treatment.chain_tasks)
    return replace(kb, treatment=replace(treatment, chain_tasks=tasks, dangers=dangers))


def sent(page: ChainsPage) -> list[Any]:
    return [(part.state, getattr(part, "catalogue", None)) for part in parts(page).values()]


def test_before_the_commit_nothing_that_is_sent_depends_on_the_key(learner, kb):
    for task in kb.treatment.chain_tasks:
        page, other = learner.open(task.id), learner.open(task.id, retold(kb, task.id))
        assert sent(page) == sent(other)
        learner.build(page, Chain(cause=task.offered[0], target="person", mitigations={"fainting": ""}))
        assert sent(page) == sent(learner.open(task.id, retold(kb, task.id)))


def test_after_the_commit_the_key_is_sent(learner, kb):
    page = learner.open(TASK)
    learner.commit(page, good_chain(kb))
    assert sent(page) != sent(learner.open(TASK, retold(kb, TASK)))
    assert task_of(kb, TASK).lessons[0].text in words_of(page, "chain-lessons")


# ---- Marked ----

def test_a_sound_chain_is_marked_at_once_link_by_link(learner, kb):
    page = learner.open(TASK)
    learner.commit(page, good_chain(kb))
    assert [*parts(page)] == ["chain-patient", f"chain/{TASK}/1", "chain-marks", "chain-lessons"]
    state = chain_part(page).state
    assert {grade["tone"] for grade in state["grades"].values()} == {"right"}
    assert (state["open"], state["locked"], state["arrive"]) == ([], True, True)
    assert parts(page)["chain-marks"].state["title"] == "7 of 7"
    assert repr(learner.open().page) == "ChainView(at='graded')"


def test_every_claim_has_its_sources_once(learner, kb):
    page = learner.open(TASK)
    learner.commit(page, replace(good_chain(kb), cause="facet-referred", mitigations={"fainting": ""}))
    state = chain_part(page).state
    claims = [
        claim for grade in state["grades"].values()
        for claim in (*grade["claims"], *(one for line in grade["lines"] for one in line["claims"]))
    ]
    assert claims
    assert {source for claim in claims for source in claim["sources"]} == {*state["sources"]}
    assert all(claim["mark"] == "opinion" or claim["sources"] for claim in claims)


def test_a_referral_shows_how_fast_in_place_of_points_and_dose(learner, kb):
    page = learner.open("farid")
    learner.commit(page, best_chain(kb, task_of(kb, "farid"), "referral"))
    grades = chain_part(page).state["grades"]
    assert [*grades] == ["cause", "mechanism", "target", "technique", "dangers", "referral"]
    assert grades["referral"]["tone"] == "right"


# ---- Caught ----

def test_a_dangerous_chain_shows_the_danger_first_and_no_mark(learner, kb):
    page = learner.open(TASK)
    learner.commit(page, too_deep(good_chain(kb)))
    assert [*parts(page)] == ["chain-caught", "chain-patient", f"chain/{TASK}/1", "chain-way"]
    danger, chain = parts(page)["chain-caught"].state, chain_part(page).state
    assert (danger["tone"], danger["arrive"]) == ("unsafe", "caught")
    assert (chain["grades"], chain["locked"], [*chain["harms"]], chain["open"]) == (None, False, ["points"], ["points"])
    for words in ("deeper than anything printed", "Instead:", '"sources": [{'):
        assert words in words_of(page, "chain-caught")
    assert kinds(page)[-1] == "ChainCaught"
    again = learner.open()
    assert [*parts(again)] == [*parts(page)]
    assert parts(again)["chain-caught"].state["arrive"] == ""


def test_a_mended_chain_is_marked_and_stays_failed_on_safety(learner, kb):
    page, good = learner.open(TASK), good_chain(kb)
    learner.commit(page, too_deep(good))
    learner.press(page, verb="link", link="points", value=chain_values(good)["points"])
    assert chain_part(page).state["mended"] == ["points"]
    learner.press(page, verb="commit", seen=1)
    assert next(iter(parts(page))) == "chain-graded"
    assert parts(page)["chain-graded"].state["arrive"] == "graded"
    words = words_of(page, "chain-graded")
    assert say("chain.harms_mended") in words
    assert say("chain.harms_left") not in words
    assert not chain_part(page).state["arrive"]
    assert parts(page)["chain-marks"].state["title"] == "7 of 7"


def test_whoever_stands_by_it_is_marked_with_the_danger_in_it(learner, kb):
    page = learner.open(TASK)
    learner.commit(page, too_deep(good_chain(kb)))
    stand = parts(page)["chain-caught"].state["blocks"][-1]["items"][0]
    assert stand["confirm"]
    learner.press(page, **stand["action"])
    assert say("chain.harms_left") in words_of(page, "chain-graded")
    assert say("chain.harms_mended") not in words_of(page, "chain-graded")
    assert chain_part(page).state["grades"]["points"]["tone"] == "unsafe"


def test_of_two_dangers_the_one_that_was_mended_and_the_one_that_is_left_are_told_apart(learner, kb):
    page, good = learner.open(TASK), good_chain(kb)
    danger, harmful = next(
        (danger.id, one.id) for danger in kb.treatment.dangers for one in danger.mitigations if one.works == "harms")
    learner.commit(page, replace(too_deep(good), mitigations={**good.mitigations, danger: harmful}))
    assert parts(page)["chain-caught"].state["title"] == say("chain.danger_many", count=2)
    learner.press(page, verb="link", link="points", value=chain_values(good)["points"])
    learner.press(page, verb="commit", seen=1)
    words = words_of(page, "chain-graded")
    assert words.index(say("chain.harms_left")) < words.index(say("chain.works")) < words.index(
        say("chain.harms_mended")) < words.index("deeper than anything printed")


def test_cautions_stand_open_beside_a_chain_that_was_caught(learner, kb):
    task = next(one for one in kb.treatment.chain_tasks if one.flags)
    page = learner.open(task.id)
    name = kb.treatment.get_caution(task.flags[0]).name

    def open_blocks() -> str:
        blocks = parts(page)["chain-patient"].state["blocks"]
        return json.dumps([block for block in blocks if block["type"] != "details"], ensure_ascii=False)

    assert name in open_blocks()
    learner.commit(page, replace(good_chain(kb), cause=task.truth, technique="electro-low-back"))
    assert name in open_blocks()


def test_the_other_patients_are_in_reach_above_and_below_the_chain(learner, kb):
    page = learner.open(TASK)
    assert [name for name in parts(page) if say("chain.all") in words_of(page, name)] == ["chain-patient", "chain-way"]
    assert parts(page)["chain-way"].state["subject"] == ""
    learner.commit(page, good_chain(kb))
    names = [name for name in parts(page) if say("chain.all") in words_of(page, name)]
    assert names == ["chain-patient", "chain-lessons"]


def test_a_commit_that_is_pressed_twice_is_pressed_once(learner, kb):
    page = learner.open(TASK)
    learner.commit(page, too_deep(good_chain(kb)))
    learner.press(page, verb="commit", seen=0)
    page.handle("same", {"verb": "commit", "seen": 1})
    page.handle("same", {"verb": "commit", "seen": 1})
    assert kinds(page)[-2:] == ["ChainCaught", "ChainGraded"]


def test_no_part_is_made_anew_between_the_links_and_the_marks(learner, kb):
    page = learner.open(TASK)
    before = [*page.page.children[-1].children]
    learner.commit(page, too_deep(good_chain(kb)))
    assert [*page.page.children[-1].children] == before
    learner.press(page, verb="commit", seen=1)
    assert [*page.page.children[-1].children][:3] == before[:3]


# ---- Going on ----

def test_the_next_patient_is_one_who_was_not_marked_yet(learner, kb):
    page = learner.open(TASK)
    learner.commit(page, good_chain(kb))
    following = next(task.id for task in kb.treatment.chain_tasks if task.id != TASK)
    onward = parts(page)["chain-lessons"].state["blocks"][-1]["items"]
    assert onward[0]["action"] == {"verb": "open", "task": following}
    assert parts(page)["chain-lessons"].state["subject"] == ""
    learner.press(page, **onward[0]["action"])
    assert subject(page) == f"chain/{following}/1"


def test_again_is_a_new_attempt_and_the_list_says_what_was_done(learner, kb):
    page = learner.open(TASK)
    learner.commit(page, good_chain(kb))
    for _ in range(2):
        page.handle("again", {"verb": "again"})
    assert subject(page) == f"chain/{TASK}/2"
    assert subject(learner.open()) == f"chain/{TASK}/2"
    learner.press(page, verb="menu")
    (links,) = [block for block in parts(page)["chains-0"].state["blocks"] if block["type"] == "links"]
    assert links["items"][0]["meta"] == "begun again; before that 7 of 7: the chain holds"
    assert links["items"][0]["tone"] == "plain"


def test_the_list_says_who_was_failed_on_safety(learner, kb):
    page = learner.open(TASK)
    learner.commit(page, too_deep(good_chain(kb)))
    learner.press(page, verb="commit", seen=1)
    learner.press(page, verb="menu")
    (links,) = [block for block in parts(page)["chains-0"].state["blocks"] if block["type"] == "links"]
    assert links["items"][0]["meta"].endswith("of 7, failed on safety")
    assert links["items"][0]["tone"] == "caution"


def test_an_attempt_that_the_content_has_changed_since_is_left_behind(learner, kb):
    page = learner.open(TASK)
    learner.build(page, good_chain(kb))
    fewer = replace(kb, treatment=replace(kb.treatment, dangers=kb.treatment.dangers[1:]))
    assert subject(learner.open(TASK, fewer)) == f"chain/{TASK}/2"


def test_a_page_that_comes_too_late_shows_where_the_record_stands(learner, kb):
    first, second = learner.open(TASK), learner.open(TASK)
    learner.commit(first, good_chain(kb))
    with pytest.raises(NotAllowedNow, match="marked"):
        learner.press(second, verb="link", link="cause", value="facet-referred")
    assert chain_part(second).state == chain_part(first).state


def test_a_link_set_in_two_tabs_keeps_both_and_the_second_page_says_so(learner):
    first, second = learner.open(TASK), learner.open(TASK)
    learner.press(first, verb="link", link="target", value="person")
    learner.press(second, verb="link", link="cause", value="facet-referred")
    assert (second._play.state.chain.cause, second._play.state.chain.target) == ("facet-referred", "person")
    assert second.page.desk.state["notice"] == {"tone": "info", "text": say("notice.stale")}
