"""Updates as questions: what is due earns the mark, the must-refer rule comes first, hints are hints."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import pytest
import small_knowledge as small

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.events import UpdatePosed
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import UpdateItem, UpdateRecipe
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.referral import referral_floor
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.item_making.kept import Kept
from sciatica_teach.session.item_making.update_choice import can_wait, choose_question
from sciatica_teach.session.item_making.updates import get_sampled, make_update

SEEDS = range(60)
CLINIC = replace(small.knowledge(
    [small.cause("disc"), small.cause("stenosis"), small.cause("cauda", "emergency"), small.cause(OTHER)],
    [
        small.finding("sneeze", 0.1, {"disc": small.rate(0.4, 0.3, 0.5)}),
        small.finding("numb-saddle", 0.02, {"cauda": 0.5}, refer="emergency"),
        small.finding("seated", 0.2, {"stenosis": small.rate(0.8, 0.7, 0.9)}),
        small.finding("raise", 0.3, {"disc": 0.8}),
        small.finding("worn", 0.3, {"stenosis": 0.7}, refer="routine"),
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


def updates_of(content: KnowledgeBase, seeds: range) -> list[UpdatePosed]:
    sampled = get_sampled(Kept(content.version, content))
    return [choose_question(content, sampled, seed)[0] for seed in seeds]


def in_the_clinic(posed: UpdatePosed) -> dict[str, Answer]:
    """All that is known with the news, and what goes without saying in a clinic for pregnancy or for people over 65."""
    usual = {"pregnancy": ("pregnant", "female"), "over-65": ("age-over-65",)}.get(posed.setting, ())
    return {**dict.fromkeys(usual, "present"), **posed.known, posed.finding_id: posed.value}


def test_no_share_is_asked_of_somebody_who_must_be_sent_fast(kb):
    slow = ("treat", "routine")
    posed = updates_of(kb, range(300))
    assert all(referral_floor(kb, in_the_clinic(one)).urgency in slow for one in posed)
    assert all(kb.get_cause(one.cause_id).urgency in slow for one in posed)
    assert {one.setting for one in posed} == {one.id for one in kb.settings}


def test_a_sign_that_is_no_alarm_alone_is_one_in_a_clinic_for_pregnancy(kb):
    weak = UpdatePosed(setting="pregnancy", cause_id="lumbar-disc", known={}, finding_id="heel-raise-weak",
                       value="present", before=0.1)
    assert not can_wait(kb, weak)
    assert can_wait(kb, replace(weak, setting="sport"))
    assert can_wait(kb, replace(weak, value="absent"))
    assert not can_wait(kb, replace(weak, value="absent", known={"heel-raise-weak": "present"}))
    assert not can_wait(kb, replace(weak, setting="sport", cause_id="vertebral-fracture"))


def test_every_news_moves_and_to_stay_is_never_right(made):
    for item in made:
        assert abs(item.mid) > 0.35  # 0.4 at the mid rates, in whole per cent
        assert earned(item, round(100 * item.before)) < 1


def test_three_points_on_either_side_are_right_whatever_the_band(made):
    narrow = 0
    for item in made:
        due = round(share(item, item.mid))
        near = [percent for percent in range(due - 3, due + 4) if 1 <= percent <= 99]
        assert all(earned(item, percent) == 1 for percent in near)
        narrow += [earned(item, percent) for percent in (due - 4, due + 4) if 1 <= percent <= 99] != [1, 1]
    assert narrow


def test_a_blank_is_told_why_it_moves_and_not_that_it_moved_too_little(made):
    for item in made:
        (verdict,) = grade_item(item, Submission(response=())).verdicts
        assert verdict.feedback.endswith("so the share rises." if item.mid > 0 else "so the share falls.")
        assert "Not far enough" not in verdict.feedback
        assert "counts as right" not in verdict.feedback


def test_what_asks_for_a_letter_is_said_before_every_share():
    seen = {"news": 0, "known": 0}
    for item in (make_update(CLINIC, recipe(seed)) for seed in range(30)):
        known, second, *_ = item.stem.split("\n")
        texts = (item.feedback_right, item.feedback_less, item.feedback_more, item.feedback_against,
                 item.feedback_blank)
        is_told = all(text.startswith("Safety first: a letter within weeks") for text in (*texts, item.explanation))
        assert is_told == ("worn: present" in item.stem)
        assert all(len(text.split("\n")) == 1 + is_told for text in texts)
        assert (second == "That demands a letter within weeks, whatever any share says.") == ("worn: present" in known)
        seen["known" if "worn: present" in known else "news"] += is_told
    assert all(seen.values())


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


def test_where_nothing_moves_enough_there_is_no_question():
    still = replace(small.knowledge(
        [small.cause("disc"), small.cause(OTHER)], [small.finding("sneeze", 0.30, {"disc": 0.33})],
    ), version="still-of-updates")
    with pytest.raises(NotAllowedNow, match="too few findings"):
        make_update(still, recipe(1))


@pytest.mark.parametrize(("seed", "stem", "moves"), [
    (1, "Clinic. Known so far: worn: present.\nThat demands a letter within weeks, whatever any share says.\n"
        "New: raise: present.\n“Stenosis” stood at 44 %. Where does it stand now?", [26, 29, 32]),
    (3, "Clinic. Known so far: numb saddle: absent; raise: present.\nNew: seated: absent.\n“Disc” stood at 66 %. "
        "Where does it stand now?", [72, 75, 78]),
    (5, "Clinic. Known so far: numb saddle: absent; seated: present; worn: absent.\nNew: sneeze: present.\n"
        "“Disc” stood at 35 %. Where does it stand now?", [64, 68, 72]),
])
def test_the_same_seed_is_the_same_question_everywhere(seed, stem, moves):
    item = make_update(CLINIC, recipe(seed))
    assert item.stem == stem
    assert [round(share(item, move)) for move in (item.low, item.mid, item.high)] == moves
