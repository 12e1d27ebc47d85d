"""What the lesion lab shows: nothing of the key before the answer, everything with its reason after it."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from sciatica_teach.grading.lab import NOTHING
from sciatica_teach.model.events import LEVELS
from sciatica_teach.session.lab import Graphs, PredictionSession, failing
from sciatica_teach.session.lab_feedback import losses_of
from sciatica_teach.session.lab_progress import LabProgress
from sciatica_teach.session.lab_puzzles import PuzzleSession
from sciatica_teach.views import lab_cards, lab_lessons, lab_menu, lab_pages
from sciatica_teach.views.lab import LabMenu, PredictionView, PuzzleView
from sciatica_teach.views.lab_words import path_words, severity_words, shared_end
from sciatica_teach.views.words import say


def nobody(_command_id, _action):
    raise AssertionError("nothing is pressed here")


@pytest.fixture(scope="module")
def graphs(kb):
    return Graphs(kb.anatomy)


@pytest.fixture(scope="module")
def predictions(graphs):
    return PredictionSession(graphs, "a")


@pytest.fixture(scope="module")
def puzzles(graphs):
    return PuzzleSession(graphs, "second", "b")


def at_site(session: PredictionSession, site: str, severity: float = 1.0):
    return session.place(session.open()[0], site, severity)[0]


def drawn(view) -> str:
    """All that the browser would get."""
    return json.dumps([part.state for part in view.children])


def names(view) -> list[str]:
    return [part.state["id"] for part in view.children]


def words_of(card: dict) -> str:
    return json.dumps(card, ensure_ascii=False)


# ---- The key ----

@pytest.mark.parametrize("level", LEVELS)
def test_before_the_answer_the_page_is_the_same_wherever_the_lesion_is(kb, graphs, level):
    session = PuzzleSession(graphs, level, "a")
    state, _ = session.open(np.random.default_rng(3))
    pages = set()
    for site in session.graph(state).sites:
        view = PuzzleView(kb, session, "lab/puzzle/1", 1, nobody)
        view.show(replace(state, puzzle=replace(state.puzzle, site=site, severity=0.123)))
        pages.add(drawn(view))
    assert len(pages) == 1


def test_before_the_prediction_the_page_knows_no_value_and_no_verdict(kb, predictions):
    view = PredictionView(kb, predictions, "lab/predict/1", 1, nobody)
    view.show(at_site(predictions, "l5-root"))
    assert names(view) == ["lab-head", "lab-losses", "lab-tree"]
    losses, tree = view.children[1].state, view.children[2].state
    assert (losses["locked"], losses["values"], losses["verdicts"]) == (False, {}, {})
    assert tree["marks"] == {"l5-root": "lesion"}


# ---- A prediction ----

def test_the_three_steps_follow_each_other_and_the_focus_goes_with_them(kb, predictions):
    view = PredictionView(kb, predictions, "lab/predict/1", 1, nobody)
    state, _ = predictions.open()
    view.show(state)
    assert names(view) == ["lab-head", "lab-surprise", "lab-tree"]
    assert view.children[0].state["arrive"] == ""  # nobody came here from anywhere
    view.show(at_site(predictions, "fibular-neck"))
    assert view.children[0].state["arrive"] == "predict"
    state, _ = predictions.predict(at_site(predictions, "fibular-neck"), ["tibialis-anterior", "ankle-jerk"])
    view.show(state)
    assert names(view) == ["lab-head", "lab-safety", "lab-result", "lab-losses", "lab-tree", "lab-why", "lab-home"]
    assert [part.state.get("arrive", "") for part in view.children[:3]] == ["", "seen", ""]
    assert repr(view) == "LesionLab(mode='predict', at='seen')"


def test_whoever_comes_from_the_menu_arrives_at_the_title(kb, predictions):
    view = PredictionView(kb, predictions, "lab/predict/1", 1, nobody, arriving=True)
    view.show(predictions.open()[0])
    assert view.children[0].state["arrive"] == "place"


def test_what_was_missed_and_what_was_named_for_nothing_is_counted(predictions):
    state, _ = predictions.predict(at_site(predictions, "deep-fibular"), ["tibialis-anterior", "ankle-jerk"])
    whole = failing(predictions.graph(state), "deep-fibular", 1.0, state.asked)
    card = lab_cards.prediction_result(predictions, state, predictions.find_grade(state))
    assert card["title"].startswith(f"1 of {len(whole)} found, 1 too many: 0.")
    assert predictions.find_grade(state).rule in words_of(card)


def test_a_full_prediction_and_a_lesion_without_loss_are_said_in_words(predictions):
    state = at_site(predictions, "saphenous")
    whole = failing(predictions.graph(state), "saphenous", 1.0, state.asked)
    full, _ = predictions.predict(state, whole)
    silent, _ = predictions.predict(at_site(predictions, "nerve-to-piriformis"), [NOTHING])
    for state, key in ((full, "lab.caught_all"), (silent, "lab.caught_nothing_fails")):
        assert say(key) in words_of(lab_cards.prediction_result(predictions, state, predictions.find_grade(state)))


def test_saying_that_nothing_fails_leaves_nothing_ticked(predictions):
    state, _ = predictions.predict(at_site(predictions, "nerve-to-piriformis"), [NOTHING])
    assert lab_pages.prediction_losses(predictions, state)["chosen"] == []


def test_verdicts_give_a_reason_unless_an_untouched_target_was_rightly_left_out(predictions):
    state, _ = predictions.predict(at_site(predictions, "fibular-neck"), ["ankle-jerk"])
    verdicts = lab_pages.prediction_losses(predictions, state)["verdicts"]
    assert verdicts["ankle-jerk"]["feedback"]  # named for nothing
    assert verdicts["tibialis-anterior"]["feedback"]  # missed
    assert not verdicts["knee-jerk"]["feedback"]  # untouched and left out


def test_what_lies_beyond_the_lesion_is_marked_once_it_is_seen(predictions):
    state, _ = predictions.predict(at_site(predictions, "fibular-neck"), ["ankle-jerk"])
    assert lab_pages.place_tree(predictions, state)["marks"] == {
        "fibular-neck": "lesion", "deep-fibular": "affected", "superficial-fibular": "affected",
    }


# ---- Why ----

def test_ways_are_told_from_where_they_meet():
    assert shared_end([("l5", "trunk", "plexus", "nerve"), ("s1", "plexus", "nerve")]) == ("plexus", "nerve")
    assert shared_end([("l5", "plexus")]) == ("l5", "plexus")
    assert shared_end([("a",), ("b",)]) == ()


def test_the_path_of_an_l5_lesion_is_blocked_at_the_root_and_the_other_roots_are_not(predictions):
    state, _ = predictions.predict(at_site(predictions, "l5-root"), ["tibialis-posterior"])
    graph = predictions.graph(state)
    loss = next(one for one in losses_of(predictions, state) if one.target == "tibialis-posterior")
    words = path_words(graph, loss.routes)
    assert "L5 nerve root ✕" in words
    assert words.count("✕") == 1
    assert "not interrupted" in words
    assert words in words_of(lab_lessons.why_card(graph, losses_of(predictions, state)))


def test_the_nearest_neighbour_stands_beside_the_marks(predictions):
    state, _ = predictions.predict(at_site(predictions, "fibular-division"), ["knee-jerk"])
    words = words_of(lab_cards.prediction_result(predictions, state, predictions.find_grade(state)))
    assert say("lab.take_lookalike", site="common fibular nerve") in words
    assert "short head of biceps femoris" in words


def test_the_overlap_of_fields_is_taught_with_its_sources(kb, predictions):
    state = at_site(predictions, "fibular-division")
    card = lab_lessons.take_home_card(kb, predictions.graph(state), "fibular-division", 1.0, state.asked)
    words = words_of(card)
    assert "murphy-2009" in words
    claims = [block for block in card["blocks"] if block["type"] == "claim"]
    assert all(claim["mark"] and claim["sources"] for claim in claims)


@pytest.mark.parametrize(("site", "finding"), [
    ("pudendal", "saddle-sensation-reduced"), ("deep-fibular", "foot-lift-weak"),
])
def test_what_is_urgent_stands_above_the_marks_of_a_prediction(kb, predictions, site, finding):
    view = PredictionView(kb, predictions, "lab/predict/1", 1, nobody)
    view.show(predictions.predict(at_site(predictions, site), ["knee-jerk"])[0])
    head, safety, result = (part.state for part in view.children[:3])
    assert (head["id"], safety["id"], result["id"]) == ("lab-head", "lab-safety", "lab-result")
    assert (safety["title"], safety["tone"]) == (say("lab.safety_title"), "safety")
    assert kb.get_finding(finding).positive in safety["blocks"][0]["text"]
    view.show(predictions.predict(at_site(predictions, "saphenous"), ["knee-jerk"])[0])
    assert "lab-safety" not in names(view)


# ---- A puzzle ----

def test_findings_come_first_and_the_normal_ones_too(kb, puzzles):
    state, _ = puzzles.open(np.random.default_rng(1))
    view = PuzzleView(kb, puzzles, "lab/puzzle/1", 1, nobody)
    view.show(state)
    assert names(view) == ["lab-head", "lab-safety", "lab-tree", "lab-losses"]
    shown = view.children[3].state
    assert shown["values"] == state.puzzle.observed
    targets = [one["id"] for kind in ("muscles", "fields", "reflexes") for one in shown[kind]]
    assert sorted(targets) == sorted(state.puzzle.observed)
    lines = view.children[2].state["findings"]["lines"]
    assert lines[-1]["label"] == say("lab.findings_normal")
    assert sum(len(line["text"].split("; ")) for line in lines) == len(state.puzzle.observed)


def test_a_wrong_site_is_told_what_speaks_against_it(graphs):
    session = PuzzleSession(graphs, "first", "a")
    state, _ = session.open(np.random.default_rng(1))
    wrong = next(one for one in ("femoral", "sciatic") if one != state.puzzle.site)
    state, _ = session.name_site(state, wrong, 3)
    card = lab_cards.puzzle_result(session, state, session.find_grade(state))
    assert say("lab.answered_clash") in words_of(card)
    assert "−6" in card["eyebrow"]
    marks = lab_pages.locate_tree(session, state)["marks"]
    assert (marks[wrong], marks[state.puzzle.site]) == ("chosen-wrong", "answer")


def test_a_near_miss_has_one_tone_everywhere(graphs):
    session = PuzzleSession(graphs, "first", "a")
    state, _ = session.open(np.random.default_rng(1))
    hidden = replace(state, puzzle=replace(state.puzzle, site="fibular-division", severity=1.0))
    near, _ = session.name_site(hidden, "common-fibular", 2)
    card = lab_cards.puzzle_result(session, near, session.find_grade(near))
    assert card["title"] == say("lab.answered_near", site="common fibular division of the sciatic nerve")
    assert lab_pages.locate_tree(session, near)["marks"]["common-fibular"] == "chosen-near"
    progress = LabProgress(predictions=(), puzzles=(near,))
    words = words_of(lab_menu.progress_state(progress, graphs.get("a")))
    assert say("lab.progress_last_near") in words
    assert say("lab.progress_last_other") not in words


def test_the_right_site_is_confirmed_and_its_losses_are_explained(kb, puzzles):
    state, _ = puzzles.open(np.random.default_rng(1))
    state, _ = puzzles.name_site(state, state.puzzle.site, 2)
    view = PuzzleView(kb, puzzles, "lab/puzzle/1", 1, nobody, arriving=True)
    view.show(state)
    shown = ["lab-head", "lab-result", "lab-tree", "lab-losses", "lab-why", "lab-home"]
    assert [name for name in names(view) if name != "lab-safety"] == shown
    assert view.children[1].state["arrive"] == "seen"
    assert lab_pages.locate_tree(puzzles, state)["marks"] == {state.puzzle.site: "answer"}
    assert say("lab.answered_clash") not in drawn(view)


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        ({"saddle": "reduced", "tibialis-anterior": "5"}, "lab.safety_saddle"),
        ({"anal-reflex": "absent"}, "lab.safety_saddle"),
        ({"tibialis-anterior": "3", "saddle": "normal"}, "lab.safety_foot"),
        ({"knee-jerk": "absent", "saddle": "normal", "tibialis-anterior": "5"}, ""),
    ],
)
def test_what_is_urgent_is_said_before_the_puzzle(kb, puzzles, observed, expected):
    state, _ = puzzles.open(np.random.default_rng(1))
    card = words_of(lab_lessons.safety_card(kb, replace(state, puzzle=replace(state.puzzle, observed=observed))))
    assert say("lab.safety_text") in card
    for key in ("lab.safety_saddle", "lab.safety_foot"):
        start = say(key, rule="|").split("|")[0]
        assert (start in card) == (key == expected)


def test_a_severity_between_the_named_ones_is_a_percentage():
    assert severity_words(1.0) == say("lab.severity_complete")
    assert severity_words(0.6) == say("lab.severity_share", percent=60)


def buttons_in(card: dict) -> list[str]:
    rows = [block["items"] for block in card.get("blocks", []) if block["type"] == "buttons"]
    return [button["action"]["verb"] for row in rows for button in row]


def test_the_browser_keeps_answers_to_send_again_and_steps_through_menus_never(kb, predictions, puzzles):
    seen, _ = predictions.predict(at_site(predictions, "saphenous"), ["ankle-jerk"])
    hidden, _ = puzzles.open(np.random.default_rng(1))
    found, _ = puzzles.name_site(hidden, hidden.puzzle.site, 2)
    prediction = PredictionView(kb, predictions, "lab/predict/1", 1, nobody)
    puzzle = PuzzleView(kb, puzzles, "lab/puzzle/1", 1, nobody)
    steps = set()
    for view, states in ((prediction, (predictions.open()[0], seen)), (puzzle, (hidden, found))):
        for state in states:
            view.show(state)
            for part in view.children:
                verbs = {*buttons_in(part.state)}
                steps |= verbs
                assert not verbs & {"menu", "again"} or part.state["subject"] == ""
                assert "surprise" not in verbs or part.state["subject"]
    assert steps == {"menu", "again", "surprise"}


# ---- The menu ----

def test_a_new_learner_is_told_where_to_start(graphs):
    view = LabMenu(nobody)
    view.show(LabProgress(predictions=(), puzzles=()), graphs.get("b"))
    assert drawn(view).count(say("lab.standing_new")) == 1 + len(LEVELS)
    assert say("lab.progress_none") in drawn(view)
    assert repr(view) == "LesionLab(mode='menu', at='b')"
    links = [block for block in lab_menu.menu_state(LabProgress(predictions=(), puzzles=()), "b")["blocks"]
             if block["type"] == "links"]
    assert links[0]["items"][0]["href"] == "01_anatomy.ipynb?lab=predict&variant=b"


def test_the_menu_tells_what_is_solved_open_and_confused(graphs, predictions, puzzles):
    state, _ = puzzles.open(np.random.default_rng(1))
    right, _ = puzzles.name_site(state, state.puzzle.site, 2)
    other = next(one for one in ("femoral", "tibial") if one != state.puzzle.site)
    wrong, _ = puzzles.name_site(state, other, 2)
    committed, _ = predictions.predict(at_site(predictions, "femoral"), ["knee-jerk"])
    progress = LabProgress(predictions=(committed, at_site(predictions, "tibial")), puzzles=(right, wrong, state))
    assert lab_menu.predictions_standing(progress, "a") == say("lab.standing_open")
    assert lab_menu.puzzles_standing(progress, "second", "b") == say("lab.standing_open")
    assert lab_menu.puzzles_standing(progress, "second", "a") != say("lab.standing_open")
    assert lab_menu.puzzles_standing(progress, "third", "b") == say("lab.standing_new")
    later = replace(progress, puzzles=(state, replace(right, level="third")))
    assert lab_menu.puzzles_standing(later, "second", "b") == say("lab.standing_open")
    done = replace(progress, predictions=(committed,), puzzles=(right, wrong))
    assert lab_menu.puzzles_standing(done, "second", "b") == say("lab.standing_answered", solved=1, count=2)
    assert "1 done" in lab_menu.predictions_standing(done, "a")
    words = words_of(lab_menu.progress_state(done, graphs.get("b")))
    assert say("lab.progress_solved_value", solved=1, count=2) in words
    assert say("lab.progress_confused") in words


def test_a_site_of_an_earlier_attempt_that_is_gone_is_still_named(graphs, puzzles):
    state, _ = puzzles.open(np.random.default_rng(1))
    answered, _ = puzzles.name_site(state, "femoral", 2)
    old = replace(answered, answer=replace(answered.answer, site="nerve-of-old"))
    progress = LabProgress(predictions=(), puzzles=(old,))
    assert "nerve of old" in words_of(lab_menu.progress_state(progress, graphs.get("a")))
