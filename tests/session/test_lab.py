"""The lesion lab: lesions placed and predicted, puzzles answered, the record replayed, and nothing told early."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.anatomy.nerves.puzzles import make_puzzle
from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.grading.lab import NOTHING, grade_localisation
from sciatica_teach.model.events import LEVELS, Entry, Event
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.attempts import subject_of
from sciatica_teach.session.lab import (
    SEVERITIES,
    Graphs,
    PredictionSession,
    failing,
    replay_prediction,
)
from sciatica_teach.session.lab_feedback import find_lookalike, likeness, losses_of, sites_beyond, sites_cut_off
from sciatica_teach.session.lab_progress import KIND, PREDICT, PUZZLE, lab_progress
from sciatica_teach.session.lab_puzzles import PuzzleSession, replay_puzzle


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def graphs(kb: KnowledgeBase) -> Graphs:
    return Graphs(kb.anatomy)


@pytest.fixture(scope="module")
def predictions(graphs) -> PredictionSession:
    return PredictionSession(graphs, "a")


@pytest.fixture(scope="module")
def puzzles(graphs) -> PuzzleSession:
    return PuzzleSession(graphs, "first", "a")


def placed(session: PredictionSession, site: str = "l5-root", severity: float = 1.0):
    state, _ = session.open()
    return session.place(state, site, severity)[0]


# ---- Predictions ----

def test_the_bedside_set_is_short_and_holds_all_fields_and_reflexes(predictions, kb):
    asked = predictions.open()[0].asked
    muscles = [one for one in asked if one in kb.anatomy.muscle_by_id]
    assert 12 <= len(muscles) <= 16
    assert {*kb.anatomy.skin_field_by_id, *kb.anatomy.reflex_by_id} <= {*asked}


def test_nothing_fails_before_the_prediction_is_in(predictions):
    state = placed(predictions)
    assert predictions.find_deficits(state) is None
    assert predictions.find_grade(state) is None
    assert losses_of(predictions, state) == ()


def test_the_foot_drop_of_the_l5_root_is_graded_and_explained(predictions):
    state = placed(predictions, "l5-root")
    whole = failing(predictions.graph(state), "l5-root", 1.0, state.asked)
    state, (event,) = predictions.predict(state, whole)
    assert (event.earned, event.possible) == (1.0, 1.0)
    paths = {loss.target: loss.routes for loss in losses_of(predictions, state)}
    assert paths.keys() == {*whole}
    assert all("l5-root" in route.blocked_at for route in paths["tibialis-posterior"] if route.root == "L5")


def test_ticking_everything_earns_nothing(predictions):
    state = placed(predictions)
    _, (event,) = predictions.predict(state, state.asked)
    assert event.earned == 0


def test_that_nothing_fails_can_be_said_and_be_right(predictions):
    state = placed(predictions, "nerve-to-piriformis")
    _, (event,) = predictions.predict(state, [NOTHING])
    assert event.earned == 1.0


def test_the_first_prediction_counts(predictions):
    state, _ = predictions.predict(placed(predictions), ["ankle-jerk"])
    assert predictions.predict(state, ["knee-jerk"]) == (state, ())


def test_a_lesion_is_placed_once_before_the_prediction_at_a_known_site_and_severity(predictions):
    state, _ = predictions.open()
    with pytest.raises(NotAllowedNow):
        predictions.predict(state, ["ankle-jerk"])
    with pytest.raises(UnknownId, match="l5-root"):
        predictions.place(state, "l5-rot", 1.0)
    with pytest.raises(NotAllowedNow):
        predictions.place(state, "l5-root", 0.3)
    state, _ = predictions.place(state, "l5-root", 1.0)
    with pytest.raises(NotAllowedNow):
        predictions.place(state, "s1-root", 1.0)
    with pytest.raises(NotAllowedNow):
        predictions.place_by_chance(state, rng())


@given(seed=st.integers(0, 2**32))
def test_a_lesion_by_chance_is_the_same_for_the_same_learner_and_always_does_something(predictions, seed):
    state, _ = predictions.open()
    first, (event,) = predictions.place_by_chance(state, rng(seed))
    assert predictions.place_by_chance(state, rng(seed)) == (first, (event,))
    assert event.by_chance
    assert failing(predictions.graph(first), event.site, event.severity, first.asked)


# ---- Puzzles ----

@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("variant", ["a", "b"])
def test_the_same_learner_gets_the_same_puzzle_and_the_true_site_is_right(graphs, level, variant):
    session = PuzzleSession(graphs, level, variant)
    state, opening = session.open(rng())
    assert session.open(rng()) == (state, opening)
    state, (event,) = session.name_site(state, state.puzzle.site, 3)
    assert state.solved
    assert (event.earned, event.possible) == (1.0, 1.0)


def test_a_wrong_site_earns_at_most_half_and_is_not_solved(puzzles):
    state, _ = puzzles.open(rng())
    own = puzzles.graph(state).site_nerves(state.puzzle.site)
    for site in puzzles.graph(state).sites:
        if puzzles.graph(state).site_nerves(site) != own:
            after, (event,) = puzzles.name_site(state, site, 1)
            assert event.earned <= 0.5
            assert not after.solved


def test_the_first_answer_counts_and_a_site_that_is_none_is_refused(puzzles):
    state, _ = puzzles.open(rng())
    assert puzzles.find_grade(state) is None
    with pytest.raises(UnknownId):
        puzzles.name_site(state, "elbow", 1)
    with pytest.raises(UnknownId):
        puzzles.name_site(state, "", 1)
    state, _ = puzzles.name_site(state, "sciatic", 1)
    assert puzzles.name_site(state, "femoral", 1) == (state, ())


# ---- Replay ----

@given(seed=st.integers(0, 2**32), chance=st.booleans(), data=st.data())
def test_a_prediction_replays_to_the_same_state(predictions, seed, chance, data):
    state, events = predictions.open()
    recorded: list[Event] = list(events)
    if chance:
        state, events = predictions.place_by_chance(state, rng(seed))
    else:
        site = data.draw(st.sampled_from(predictions.graph(state).sites))
        state, events = predictions.place(state, site, data.draw(st.sampled_from(SEVERITIES)))
    recorded += events
    assert replay_prediction(recorded) == state
    chosen = data.draw(st.lists(st.sampled_from(state.asked), min_size=1))
    state, events = predictions.predict(state, chosen)
    recorded += events
    assert replay_prediction(recorded) == state
    grade = predictions.find_grade(state)
    assert (grade.earned, grade.possible) == (state.predicted.earned, state.predicted.possible)
    assert len(grade.verdicts) == len(state.asked)


@given(seed=st.integers(0, 2**32), level=st.sampled_from(LEVELS), data=st.data())
def test_a_puzzle_replays_to_the_same_state(graphs, seed, level, data):
    session = PuzzleSession(graphs, level, data.draw(st.sampled_from("abcdef")))
    state, events = session.open(rng(seed))
    assert replay_puzzle(events) == state
    site = data.draw(st.sampled_from(session.graph(state).sites))
    state, answered = session.name_site(state, site, data.draw(st.sampled_from([1, 2, 3])))
    assert replay_puzzle((*events, *answered)) == state
    grade = session.find_grade(state)
    assert (grade.earned, grade.possible) == (state.answer.earned, state.answer.possible)


def test_events_of_something_else_leave_a_state_alone(predictions, puzzles):
    opened = predictions.open()[1] + puzzles.open(rng())[1]
    assert replay_prediction(opened) == predictions.open()[0]
    assert replay_puzzle(opened) == puzzles.open(rng())[0]
    assert replay_prediction(()) is None
    assert replay_puzzle(predictions.open()[1]) is None


# ---- What is told afterwards ----

def test_likeness_is_the_share_that_both_have():
    assert likeness("abc", "bcd") == 0.5  # the worked number of the module
    assert likeness("", "") == 0.0


def test_the_nerve_at_the_knee_is_told_from_the_hip_by_the_short_head_of_biceps(predictions):
    state = placed(predictions, "fibular-division")
    found = find_lookalike(predictions.graph(state), "fibular-division", 1.0, state.asked)
    assert (found.site, found.spares, found.adds) == ("common-fibular", ("biceps-femoris-short-head",), ())


def test_a_site_that_takes_nothing_has_no_lookalike(predictions):
    state = placed(predictions, "nerve-to-piriformis")
    assert find_lookalike(predictions.graph(state), "nerve-to-piriformis", 1.0, state.asked) is None


def test_what_lies_beyond_a_site_carries_its_fibres(predictions):
    graph = predictions.graph(placed(predictions))
    assert sites_beyond(graph, "fibular-neck") == ("deep-fibular", "superficial-fibular")
    beyond = sites_beyond(graph, "l5-root")
    assert "fibular-neck" in beyond
    assert not {"pudendal", "femoral", "s1-root", "l5-root"} & {*beyond}


def test_a_nerve_that_other_fibres_still_reach_is_not_cut_off(predictions):
    graph = predictions.graph(placed(predictions))
    assert sites_cut_off(graph, "fibular-neck", 1.0) == {"deep-fibular", "superficial-fibular"}
    assert sites_cut_off(graph, "fibular-neck", 0.75) == frozenset()
    assert sites_cut_off(graph, "l5-root", 1.0) == frozenset()
    behind = sites_cut_off(graph, "tibial", 1.0)
    assert "lateral-plantar" in behind
    assert "sural" not in behind


@pytest.mark.parametrize("seed", range(6))
def test_the_rival_of_a_puzzle_is_the_site_that_shares_most(graphs, seed):
    body = graphs.get("a")
    puzzle = make_puzzle(body, rng(seed), "second")
    own = body.site_nerves(puzzle.site)
    shared = {site: grade_localisation(body, puzzle, site).earned for site in body.sites
              if body.site_nerves(site) != own}
    best = [body.name_of(site) for site, earned in shared.items() if earned == max(shared.values())]
    feedback = grade_localisation(body, puzzle, puzzle.site).verdicts[0].feedback
    assert any(f"The nearest rival is “{name}”. What tells the two apart" in feedback for name in best)


# ---- Progress ----

def entries_of(mode: str, number: int, events: tuple[Event, ...]) -> tuple[Entry, ...]:
    subject = subject_of(KIND, mode, number)
    return tuple(Entry(event=event, at=1.0, subject=subject, content_version="v", command_id="c") for event in events)


def test_progress_counts_what_is_solved_and_what_is_taken_for_each_other(predictions, puzzles):
    entries: tuple[Entry, ...] = ()
    state, opening = puzzles.open(rng())
    truth = state.puzzle.site
    other = next(one for one in puzzles.graph(state).nerves if one != truth)
    for number, site in enumerate([truth, other, other], start=1):
        entries += entries_of(PUZZLE, number, opening + puzzles.name_site(state, site, 2)[1])
    entries += entries_of(PUZZLE, 4, puzzles.open(rng(2))[1])
    entries += entries_of(PREDICT, 1, predictions.open()[1])
    progress = lab_progress(entries)
    assert progress.solved == 1
    assert len(progress.answered) == 3
    assert len(progress.puzzles) == 4
    assert progress.confusions == ((*sorted((truth, other)), 2),)
    assert len(progress.predictions) == 1
    assert progress.predicted == ()
