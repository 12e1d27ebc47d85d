"""Updates as questions: what is due earns the mark, the must-refer rule comes first, hints are hints."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import pytest
import small_knowledge as small

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import UpdateItem, UpdateRecipe
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.item_making.updates import make_update

SEEDS = range(60)
CLINIC = replace(small.knowledge(
    [small.cause("disc"), small.cause("stenosis"), small.cause("cauda", "emergency"), small.cause(OTHER)],
    [
        small.finding("sneeze", 0.1, {"disc": small.rate(0.4, 0.3, 0.5)}),
        small.finding("numb-saddle", 0.02, {"cauda": 0.5}, refer="emergency"),
        small.finding("seated", 0.2, {"stenosis": small.rate(0.8, 0.7, 0.9)}),
        small.finding("raise", 0.3, {"disc": 0.8}),
    ],
    prior={"disc": 0.4, "stenosis": 0.25, "cauda": 0.1, OTHER: 0.25},
), version="clinic-of-updates")


def recipe(seed: int) -> UpdateRecipe:
    return UpdateRecipe(id=f"made-update-{seed}", objective="obj", seed=seed)


@pytest.fixture(scope="module")
def made(kb: KnowledgeBase) -> list[UpdateItem]:
    return [make_update(kb, recipe(seed)) for seed in SEEDS]


def earned(item: UpdateItem, percent: int) -> float:
    return grade_item(item, Submission(response=(str(percent),))).earned


def share(item: UpdateItem, move: float) -> float:
    odds = exp(move) * item.before / (1 - item.before)
    return 100 * odds / (1 + odds)


def test_the_band_holds_what_is_due_and_nothing_beyond_it_earns_everything(made):
    for item in made:
        low, due, high = (share(item, move) for move in (item.low, item.mid, item.high))
        assert low <= due <= high
        assert all(abs(one - round(one)) < 1e-4 for one in (low, due, high))
        right = [percent for percent in range(1, 100) if earned(item, percent) == 1]
        assert right == list(range(round(low), round(high) + 1))


def test_the_worked_answer_leads_from_the_share_before_to_what_is_due(made):
    for item in made:
        due = round(share(item, item.mid))
        assert f"{round(100 * item.before)} % is odds of" in item.explanation
        assert f"or {due} %" in item.explanation
        assert f"to {round(share(item, item.high))} % counts as right" in item.feedback_right


def test_hints_and_question_do_not_tell_what_is_due(made):
    for item in made:
        due = f"{round(share(item, item.mid))} %"
        told = f"{item.nudge} {item.scaffold} {item.stem}"
        assert "counts as right" not in told
        assert due == f"{round(100 * item.before)} %" or due not in told.replace(f"{round(100 * item.before)} %", "")


def test_a_sign_that_must_be_referred_comes_before_every_share(kb, made):
    seen = 0
    for item in made:
        new = next(line for line in item.stem.split("\n") if line.startswith("New: "))
        sign = next(one for one in kb.findings if new.startswith(f"New: {one.name}: "))
        if sign.refer and new.endswith(": present."):
            seen += 1
            feedback = (item.feedback_right, item.feedback_less, item.feedback_more, item.feedback_against)
            assert all(text.startswith("Safety first: ") for text in (*feedback, item.explanation))
            assert all(len(text.split("\n")) == 2 for text in feedback)
    assert seen >= 3


def test_what_is_known_and_must_be_referred_is_said_before_the_question(kb, made):
    seen = 0
    for item in made:
        known, second, *_ = item.stem.split("\n")
        if any(one.refer and f" {one.name}: present" in known for one in kb.findings):
            seen += 1
            assert second.startswith("That demands ")
            assert second.endswith(", whatever any share says.")
    assert seen


def test_the_last_line_asks_and_the_one_before_tells_what_is_new(made):
    for item in made:
        *_, new, asks = item.stem.split("\n")
        assert new.startswith("New: ")
        assert asks == f"“{item.cause}” stood at {round(100 * item.before)} %. Where does it stand now?"


def test_every_question_has_its_sources_and_is_an_estimate(kb, made):
    for item in made:
        assert item.mark == "estimate"
        assert item.sources
        assert {*item.sources} <= {*kb.source_by_id}


def test_every_seed_can_be_asked_for_by_its_id(kb):
    due = make_update(kb, replace(recipe(17), objective="obj-belief-updating"))
    assert get_posed(kb, "made-update-17") == due


def test_content_without_anything_to_ask_says_so():
    bare = replace(small.knowledge([small.cause("disc"), small.cause(OTHER)], []), version="bare-of-updates")
    with pytest.raises(NotAllowedNow, match="too few findings"):
        make_update(bare, recipe(1))


@pytest.mark.parametrize(("seed", "stem", "moves"), [
    (1, "Clinic. Known so far: raise: present.\nNew: seated: present.\n“Cauda” stood at 6 %. "
        "Where does it stand now?", [3, 4, 5]),
    (2, "Clinic. Known so far: numb saddle: absent; raise: present.\nNew: sneeze: absent.\n“Stenosis” stood at 15 %. "
        "Where does it stand now?", [18, 19, 21]),
    (3, "Clinic. Known so far: raise: present.\nNew: sneeze: present.\n“Disc” stood at 64 %. "
        "Where does it stand now?", [85, 88, 90]),
])
def test_the_same_seed_is_the_same_question_everywhere(seed, stem, moves):
    item = make_update(CLINIC, recipe(seed))
    assert item.stem == stem
    assert [round(share(item, move)) for move in (item.low, item.mid, item.high)] == moves
