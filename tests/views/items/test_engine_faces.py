"""Chains, lesions and updates on screen, before the answer and after it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_items import chain, items, lesion, part_ids, responses, update
from small_knowledge import cause, knowledge

from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import ChainItem, Item, LesionItem, UpdateItem
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.questions import Question, answer_question, give_up
from sciatica_teach.session.shuffling import shuffle_parts
from sciatica_teach.views.items import FACES
from sciatica_teach.views.questions import question_state
from sciatica_teach.views.words import say

KB = knowledge([cause("other")], [])
KINDS = ("chain", "lesion", "update")
SUBMIT: dict[str, Any] = {"label": "Answer", "action": {"verb": "answer"}}


def state_of(item: Item) -> dict[str, Any]:
    return FACES[item.kind].state(KB, item, tuple(part_ids(item)) if isinstance(item, ChainItem) else ())


def with_another_key(item: Item) -> Item:
    """The same item, asked in the same words and keyed otherwise."""
    match item:
        case ChainItem():
            links = tuple(replace(link, harmful=(link.options[1].id,), options=tuple(
                replace(option, right=not option.right, feedback="!") for option in link.options))
                for link in item.links)
            return replace(item, links=links)
        case LesionItem():
            turned = tuple(replace(site, credit=1 - site.credit, feedback="!") for site in item.sites)
            return replace(item, sites=turned)
        case UpdateItem():
            return replace(item, low=-9, mid=-8, high=-7, feedback_right="!", feedback_less="!", feedback_more="!",
                           feedback_against="!", feedback_blank="!")
    raise TypeError(item.kind)


@given(item=items(*KINDS))
def test_before_the_answer_the_state_is_the_same_whatever_the_key(item: Item) -> None:
    assert state_of(item) == state_of(with_another_key(item))


@pytest.mark.parametrize("item_id", ["made-lesion-first-1", "made-lesion-third-2", "made-update-1", "made-update-21"])
def test_before_the_answer_nothing_of_the_answer_travels(kb, item_id):
    item = get_posed(kb, item_id)
    told = json.dumps(question_state(kb, Question(item_id=item_id), SUBMIT), ensure_ascii=False)
    secrets = [item.explanation, item.nudge, item.scaffold]
    secrets += [site.feedback for site in item.sites] if isinstance(item, LesionItem) else [
        item.feedback_right, item.feedback_less, item.feedback_more, item.feedback_against,
        item.feedback_blank]
    lines = [line for secret in secrets for line in secret.split("\n")]
    assert not any(line in told for line in lines)
    assert not {"credit", "harms", "reference", "band", "yours"} & {*json.loads(told)}
    assert '"credit"' not in told


@given(item=items(*KINDS), data=st.data())
def test_the_heading_is_as_good_as_the_mark(item: Item, data: st.DataObject) -> None:
    response = data.draw(responses(item))
    if not response:
        return
    earned = grade_item(item, Submission(response=response)).earned
    heading = FACES[item.kind].heading(item, response)
    assert heading is not None
    assert (heading[0] == "right") == (earned == 1)
    if not earned and not isinstance(item, ChainItem):
        assert heading[0] == "unsafe"


@given(item=items(*KINDS), data=st.data())
def test_an_answer_in_words_is_what_the_content_calls_it(item: Item, data: st.DataObject) -> None:
    response = data.draw(responses(item))
    told = FACES[item.kind].answer_text(KB, item, response)
    assert bool(told) == bool(response)
    assert not any(one in told for one in response if ":" in one)


def test_each_link_has_its_options_in_the_order_shown() -> None:
    shown = ("l1:b", "l0:c", "l2:a", "l0:a", "l1:a", "l2:d", "l0:b", "l1:c", "l2:c", "l2:b")
    state = FACES["chain"].state(KB, chain(), shown)
    assert [link["id"] for link in state["links"]] == ["l0", "l1", "l2"]
    assert [[one["id"] for one in link["options"]] for link in state["links"]] == [
        ["l0:c", "l0:a", "l0:b"], ["l1:b", "l1:a", "l1:c"], ["l2:a", "l2:d", "l2:c", "l2:b"]]


def test_the_right_option_stands_in_every_place_as_often() -> None:

    first = sum(
        next(one for one in shuffle_parts(chain(), np.random.default_rng(seed)) if one.startswith("l0:")) == "l0:a"
        for seed in range(300)
    )
    assert 70 < first < 130


def test_harm_is_the_heading_and_is_named() -> None:
    item = chain(harmful=("l1:b",))
    response = ("l0:a", "l1:b", "l2:a")
    assert FACES["chain"].heading(item, response) == ("unsafe", say("quiz.chain_harm"))
    assert FACES["chain"].seen(item, response) == {"harms": ["l1:b"]}
    assert FACES["chain"].seen(item, ("l0:a",)) == {"harms": []}


@pytest.mark.parametrize(("response", "heading"), [
    (("l0:a", "l1:a", "l2:a"), "Right"), (("l0:a", "l2:b"), "Partly right: 1 of 3 links"), (("l0:b",), "Not right"),
])
def test_a_chain_counts_its_links(response, heading):
    assert FACES["chain"].heading(chain(), response)[1] == heading


def test_findings_stand_by_kind_and_what_changed_is_marked() -> None:
    assert state_of(lesion())["groups"] == [
        {"name": "Power", "rows": [
            {"what": "Foot inversion (tibialis posterior)", "found": "5 of 5", "changed": False}]},
        {"name": "Feeling", "rows": [{"what": "Heel", "found": "lost", "changed": True}]},
    ]


def test_a_site_that_has_something_in_common_is_near() -> None:
    item = lesion(1.0, 0.3, 0.0)
    assert [FACES["lesion"].heading(item, (site,)) for site in ("s0", "s1", "s2")] == [
        ("right", "Right"), ("caution", say("quiz.lesion_near")), ("unsafe", "Not right")]


def test_an_update_shows_what_was_due_on_the_scale_and_in_words() -> None:
    seen = FACES["update"].seen(update(24, 36, 44, 54), ("60",))
    assert seen["yours"] == 60
    assert seen["reference"] == pytest.approx(44)
    assert seen["band"] == pytest.approx([36, 54])
    assert seen["words"] == {"before": "24 %", "yours": "60 %", "reference": "44 %", "band": "36 % to 54 %"}
    assert FACES["update"].right_text(update(24, 36, 44, 54)) == "Due: 44 %. Counts as right: 36 to 54 %."


def test_of_a_blank_the_scale_shows_what_was_due_alone() -> None:
    seen = FACES["update"].seen(update(24, 36, 44, 54), ())
    assert "yours" not in seen
    assert seen["words"] == {"before": "24 %", "reference": "44 %", "band": "36 % to 54 %"}
    assert seen["band"] == pytest.approx([36, 54])


def test_an_update_begins_at_the_share_before_and_says_that_the_rule_stands_above_it() -> None:
    state = state_of(update())
    assert (state["before"], state["low"], state["high"]) == (24, 1, 99)
    assert state["story"] == ["Clinic.", "New: a sign."]
    assert "must-refer" in state["hint"]
    assert "at least 3 points" in state["hint"]


def test_what_was_another_question_once_is_shown_without_a_heading() -> None:
    for response in (("gone",), ("l0:a", "l1:a"), ("0",), ("250",)):
        assert FACES["update"].heading(update(), response) is None
        assert FACES["update"].seen(update(), response) == {}
    assert FACES["chain"].answer_text(KB, chain(), ("gone",)) == "gone"
    assert FACES["lesion"].answer_text(KB, lesion(), ("gone",)) == "gone"


@pytest.mark.parametrize("item_id", ["made-lesion-second-4", "made-update-0"])
def test_answered_it_has_verdicts_and_given_up_it_has_them_too(kb, item_id):
    asked = Question(item_id=item_id)
    response = ["60"] if "update" in item_id else [get_posed(kb, item_id).sites[0].id]
    answered = question_state(kb, replace(asked, answer=answer_question(kb, asked, response, 2)), SUBMIT)
    worked = question_state(kb, replace(asked, answer=give_up(kb, asked)), SUBMIT)
    assert all(one["feedback"] for one in (*answered["verdicts"].values(), *worked["verdicts"].values()))
    assert answered["heading"]
    assert worked["heading"] == ("info", "Worked answer")
    assert "yours" not in worked.get("words", {})
