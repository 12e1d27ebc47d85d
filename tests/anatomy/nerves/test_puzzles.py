"""Puzzles are fair: the findings are true, and leave one answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nerve_oracle import least_misfit, value
from small_anatomy import graphs, muscle, root

from sciatica_teach.anatomy.nerves.bedside import BEDSIDE_MUSCLES, MORE_TESTABLE, bedside_targets, gradable_targets
from sciatica_teach.anatomy.nerves.graph import NerveGraph, build_graph
from sciatica_teach.anatomy.nerves.localise import localise
from sciatica_teach.anatomy.nerves.puzzles import DIFFICULTIES, Puzzle, make_puzzle
from sciatica_teach.model.anatomy import Anatomy
from sciatica_teach.model.events import LEVELS, Level
from sciatica_teach.model.knowledge import KnowledgeBase

SEEDS = range(12)


def puzzle_for(graph: NerveGraph, seed: int, level: Level) -> Puzzle:
    return make_puzzle(graph, np.random.default_rng(seed), level)


def require_fair(graph: NerveGraph, puzzle: Puzzle) -> None:
    best, *others = localise(graph, puzzle.observed)
    assert (best.misfit, graph.site_nerves(best.site)) == (0, graph.site_nerves(puzzle.site))
    assert all(told.misfit > 0 for told in others if graph.site_nerves(told.site) != graph.site_nerves(puzzle.site))


@given(graphs(), st.integers(0, 99), st.sampled_from(["second", "third"]))
def test_a_puzzle_tells_the_truth_and_leaves_one_answer(graph: NerveGraph, seed: int, level: Level) -> None:
    try:
        puzzle = puzzle_for(graph, seed, level)
    except ValueError:
        return
    lesions = {puzzle.site: puzzle.severity}
    assert all(value(graph, lesions, target_id) == seen for target_id, seen in puzzle.observed.items())
    assert any(seen not in {"5", "normal"} for seen in puzzle.observed.values())
    require_fair(graph, puzzle)
    assert all(least_misfit(graph, site, puzzle.observed) > 0 for site in graph.sites if site != puzzle.site)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("letter", "ab")
def test_shipped_puzzles_are_fair(kb: KnowledgeBase, letter: str, level: Level) -> None:
    graph = build_graph(kb.anatomy, letter)
    puzzles = [puzzle_for(graph, seed, level) for seed in SEEDS]
    assert len({puzzle.site for puzzle in puzzles}) > 3
    for puzzle in puzzles:
        require_fair(graph, puzzle)
        assert puzzle.variant == letter
        assert puzzle.severity in DIFFICULTIES[level].severities
        assert list(puzzle.observed) == [target_id for target_id in graph.targets if target_id in puzzle.observed]
        seen = list(puzzle.observed.values())
        assert any(finding in {"5", "normal"} for finding in seen)
        assert set(puzzle.observed) <= set(gradable_targets(graph.anatomy))  # no hand tests the gemelli
        assert len(seen) <= 2 * DIFFICULTIES[level].findings


def test_beginners_get_bedside_findings_and_complete_lesions(body: NerveGraph) -> None:
    bedside = set(bedside_targets(body.anatomy))
    beyond = [target_id for seed in SEEDS for target_id in puzzle_for(body, seed, "first").observed
              if target_id not in bedside]
    assert len(beyond) <= len(SEEDS)


def test_the_bedside_muscles_are_shipped(body: NerveGraph) -> None:
    assert {*BEDSIDE_MUSCLES, *MORE_TESTABLE} <= set(body.anatomy.muscle_by_id)


def test_the_same_seed_makes_the_same_puzzle(body: NerveGraph) -> None:
    assert puzzle_for(body, 5, "second") == puzzle_for(body, 5, "second")
    assert len({puzzle_for(body, seed, "second").site for seed in SEEDS}) > 1


def test_a_graph_on_which_nothing_can_be_told_apart_makes_no_puzzle() -> None:
    silent = build_graph(Anatomy(nerves=(root("L5"), root("S1")), muscles=(
        muscle("all-alike", {"l5-root": {"L5": 0.5}, "s1-root": {"S1": 0.5}}),
    )))
    with pytest.raises(ValueError, match="told from all others"):
        puzzle_for(silent, 1, "second")
