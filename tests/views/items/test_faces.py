"""Matching, typed text, triage and script concordance on screen, before the answer and after it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_items import chain, items, matching, multiple, ordering, part_ids, responses, script, solution, text, triage
from small_knowledge import cause, knowledge

from sciatica_teach.grading.items import grade_item
from sciatica_teach.grading.items.script import ANSWERS
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import Item, MatchingItem, ScriptItem, TextItem, TriageItem
from sciatica_teach.views import parts
from sciatica_teach.views.items import FACES, PARTLY_FROM
from sciatica_teach.views.words import say

KB = knowledge([cause("other")], [])
KINDS = ("matching", "text", "triage", "script")


def shown_of(item: Item) -> tuple[str, ...]:
    return tuple(partner.id for partner in item.partners) if isinstance(item, MatchingItem) else ()


def state_of(item: Item, *shown: str) -> dict[str, Any]:
    return FACES[item.kind].state(KB, item, shown or shown_of(item))


def with_another_key(item: Item) -> Item:
    """The same item, asked in the same words and keyed otherwise."""
    match item:
        case MatchingItem():
            turned = [*item.prompts[1:], item.prompts[0]]
            prompts = tuple(
                replace(own, partner=other.partner, feedback="!")
                for own, other in zip(item.prompts, turned, strict=True)
            )
            return replace(item, prompts=prompts)
        case TriageItem():
            return replace(item, needed="treat", also=(), meanwhile="!")
        case ScriptItem():
            return replace(item, ratio_low=0.1, ratio=0.2, ratio_high=0.3)
        case TextItem():
            return replace(item, accepted=("!",), mistaken=(), feedback_right="!", feedback_wrong="?")
    raise TypeError(item.kind)


@given(item=items(*KINDS))
def test_before_the_answer_the_state_is_the_same_whatever_the_key(item: Item) -> None:
    assert state_of(item) == state_of(with_another_key(item))


@given(item=items(*KINDS))
def test_before_the_answer_nothing_of_feedback_and_explanation_travels(item: Item) -> None:
    told = json.dumps(state_of(replace(item, explanation="EXPLAINED", nudge="NUDGED", scaffold="BUILT")))
    assert not any(word in told for word in ("EXPLAINED", "NUDGED", "BUILT", "why ", "Call ahead", "ratio", "Yes."))


@given(item=items(*KINDS), data=st.data())
def test_every_verdict_has_a_name_or_is_the_answer_itself(item: Item, data: st.DataObject) -> None:
    response = data.draw(responses(item))
    face = FACES[item.kind]
    texts = face.texts(KB, item)
    assert set(texts) == ({*part_ids(item)} if item.kind != "text" else set())
    assert bool(face.answer_text(KB, item, response)) == bool("".join(response).strip())


@given(item=items("triage", "script"), data=st.data())
def test_the_heading_is_as_good_as_the_mark(item: Item, data: st.DataObject) -> None:
    response = data.draw(responses(item))
    heading = FACES[item.kind].heading(item, response)
    if not response:
        return
    earned = grade_item(item, Submission(response=response)).earned
    assert heading is not None
    assert heading[0] == ("right" if earned == 1 else "caution" if earned > 0 else "unsafe")


@given(item=items("multiple", "ordering", "matching", "chain"), data=st.data())
def test_no_heading_promises_more_or_less_than_the_mark(item: Item, data: st.DataObject) -> None:
    response = data.draw(responses(item))
    grade = grade_item(item, Submission(response=response))
    heading = FACES[item.kind].heading(item, response) if response else None
    if heading is not None:
        assert heading[0] == ("right" if grade.earned == 1 else "caution" if grade.earned >= PARTLY_FROM else "unsafe")
    elif any(one.right and one.chosen for one in grade.verdicts):
        assert grade.earned >= PARTLY_FROM  # the part counts what is right, and calls it at least partly right


@pytest.mark.parametrize(("item", "response", "heading"), [
    (multiple("abc", "de"), "abcde", "Not right: 3 of 3 right ones and 2 of 2 wrong ones, which earns nothing"),
    (ordering("abcde"), "edcba", "Not right: 0 of 10 pairs in order, no better than chance"),
    (ordering("abcd"), "bcda", "Not right: 3 of 6 pairs in order, no better than chance"),
    (ordering("abcd"), "bacd", "Partly right: 5 of 6 pairs in order"),
    (matching("uuvw"), ("a:u", "b:u", "c:u", "d:u"),
     "Not right: 2 of 4 right, no more than one partner for all would get"),
    (matching("uuvw"), ("a:u", "b:u", "c:v", "d:u"), None),
    (chain(2, 2, 2), ("l0:a", "l1:b", "l2:b"), "Not right: 1 of 3 links, no more than guessing would get"),
])
def test_what_earns_nothing_is_not_called_partly_right(item: Item, response: Any, heading: str | None) -> None:
    found = FACES[item.kind].heading(item, tuple(response))
    assert (found and found[1]) == heading


@pytest.mark.parametrize(("stem", "hint"), [
    ("He fell. How fast must he be seen?", ""), ("He fell.", "How fast must this patient be seen?"),
])
def test_how_fast_is_asked_once(stem: str, hint: str) -> None:
    assert state_of(replace(triage(), stem=stem))["hint"] == hint


def test_the_heading_of_a_blank_is_left_to_the_verdicts() -> None:
    assert FACES["triage"].heading(triage(), ()) is None
    assert FACES["script"].heading(script(), ()) is None


def test_partners_stand_in_the_order_shown_and_prompts_in_that_of_the_content() -> None:
    state = state_of(matching("uuvw"), "w", "x", "u", "v")
    assert [one["id"] for one in state["partners"]] == ["w", "x", "u", "v"]
    assert [one["id"] for one in state["prompts"]] == ["a", "b", "c", "d"]
    assert state["rule"] == say("quiz.matching_rule")


def test_pairs_in_words() -> None:
    assert FACES["matching"].answer_text(KB, matching("uuv"), ("a:v", "b:u")) == "A → V; B → U"


def test_the_speeds_stand_from_fastest_to_slowest_in_our_words() -> None:
    state = state_of(triage())
    assert [one["id"] for one in state["options"]] == list(reversed(URGENCIES))
    assert state["options"][0]["text"] == say("urgency.emergency")
    assert not state["many"]


@pytest.mark.parametrize(("needed", "chosen", "heading"), [
    ("emergency", "same-day", "Too slow"), ("treat", "emergency", "Not right: much faster than needed"),
    ("routine", "urgent", "Partly right: one step faster than needed"), ("routine", "routine", "Right"),
])
def test_too_slow_is_said_first(needed: str, chosen: str, heading: str) -> None:
    found = FACES["triage"].heading(triage(needed), (chosen,))
    assert found is not None
    assert found[1] == heading


def test_after_the_answer_triage_says_what_is_done_meanwhile() -> None:
    assert FACES["triage"].right_text(triage()) == "Until then: Call ahead."


def test_a_script_says_the_thought_and_the_finding_and_five_answers_with_what_they_mean() -> None:
    state = state_of(script())
    assert [text for _name, text in state["given"]] == ["a disc", "A sneeze hurts."]
    assert [one["id"] for one in state["options"]] == list(ANSWERS)
    assert state["options"][3]["note"] == "the odds rise two to five times"


@pytest.mark.parametrize(("ratio", "heading"), [
    (2.4, "Right"), (8.0, "Partly right: one step off"), (0.4, "Not right: the other direction"),
])
def test_a_script_says_how_far_off_the_answer_is(ratio: float, heading: str) -> None:
    assert FACES["script"].heading(script(ratio), ("1",)) is not None
    assert FACES["script"].heading(script(ratio), ("1",))[1] == heading


def test_a_script_tells_full_marks_the_ratio_and_its_range() -> None:
    told = FACES["script"].right_text(replace(script(), ratio_low=1.5, ratio_high=4.0))
    assert told == "Full marks: “Likelier”. The finding multiplies the odds of a disc by 2.4 (1.5 to 4)."
    unsure = FACES["script"].right_text(replace(script(), ratio_low=0.9))
    assert unsure.endswith("it may be that nothing moves.")


def test_typed_text_shows_what_is_accepted_only_afterwards() -> None:
    assert FACES["text"].right_text(text()) == "Accepted: common fibular nerve; also common peroneal nerve"
    assert FACES["text"].right_text(text("L5")) == "Accepted: L5"
    assert FACES["text"].part is parts.Text


@given(item=items(*KINDS))
def test_the_solution_in_words_is_what_the_content_calls_it(item: Item) -> None:
    told = FACES[item.kind].answer_text(KB, item, solution(item))
    assert told
    assert not any(one in told for one in ("{", "}"))


def test_an_answer_to_an_item_that_was_changed_since_is_shown_as_it_was_given() -> None:
    assert FACES["matching"].answer_text(KB, matching(), ("gone:away",)) == "gone → away"
    assert FACES["triage"].answer_text(KB, triage(), ("gone",)) == "gone"
    assert FACES["script"].answer_text(KB, script(), ("gone",)) == "gone"
    assert FACES["script"].heading(script(), ("gone",)) is None
