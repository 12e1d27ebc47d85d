"""The lesion lab, the other way round: the findings are shown, and the learner says which nerve is damaged.

A puzzle is stored whole in its first event, so a reload, another device or a later version of the content shows the
same findings. The site is in the record from the start and in no view before the answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from typing import Final, Literal

import numpy as np

from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.anatomy.nerves.puzzles import Puzzle, make_puzzle
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.grading.lab import grade_localisation
from sciatica_teach.model.events import Certainty, Event, Level, PuzzleOpened, SiteNamed
from sciatica_teach.model.grades import Grade
from sciatica_teach.model.record import record
from sciatica_teach.session.lab import Graphs

NEAR: Final = 0.25
"""Share of the mark from which an answer was near: half of the overlap is marked, and half shared is near."""


@record
class PuzzleState:
    """One puzzle, and what the learner said to it."""

    level: Level
    variant: str
    puzzle: Puzzle
    answer: SiteNamed | None = None

    @property
    def is_done(self) -> bool:
        return self.answer is not None

    @property
    def solved(self) -> bool:
        return self.answer is not None and self.answer.earned >= self.answer.possible

    @property
    def outcome(self) -> Literal["right", "near", "other"]:
        """Near: the site named shares at least half with the true one."""
        if self.solved:
            return "right"
        return "near" if self.answer is not None and self.answer.earned >= NEAR * self.answer.possible else "other"


Outcome = tuple[PuzzleState, tuple[Event, ...]]


def apply_to_puzzle(state: PuzzleState | None, event: Event) -> PuzzleState | None:
    """The state after one event; events of other kinds leave it alone."""
    match event:
        case PuzzleOpened(level=level, variant=variant):
            puzzle = Puzzle(site=event.site, severity=event.severity, variant=variant, observed=event.observed)
            return PuzzleState(level=level, variant=variant, puzzle=puzzle)
        case SiteNamed() if state:
            return replace(state, answer=event)
        case _:
            return state


def replay_puzzle(events: Iterable[Event]) -> PuzzleState | None:
    """The state that these events amount to; None when no puzzle was opened."""
    return reduce(apply_to_puzzle, events, None)


class PuzzleSession:
    """Finding a hidden lesion. Holds no state of its own."""

    def __init__(self, graphs: Graphs, level: Level, variant: str) -> None:
        """`level` and `variant` are those of a new puzzle; a puzzle in the record keeps its own."""
        self.graphs = graphs
        self.level = level
        self.variant = variant

    def graph(self, state: PuzzleState) -> NerveGraph:
        return self.graphs.get(state.variant)

    def open(self, rng: np.random.Generator) -> Outcome:
        """Hide a lesion and show what it does."""
        puzzle = make_puzzle(self.graphs.get(self.variant), rng, self.level)
        return self._outcome(None, PuzzleOpened(
            level=self.level, variant=self.variant, site=puzzle.site, severity=puzzle.severity,
            observed=dict(puzzle.observed),
        ))

    def name_site(self, state: PuzzleState, site: str, certainty: Certainty) -> Outcome:
        """Commit where the lesion is. The first answer counts. Raises `UnknownId` for a site that is none."""
        if state.answer is not None:
            return state, ()
        graph = self.graph(state)
        graph.site_nerves(site)
        grade = grade_localisation(graph, state.puzzle, site)
        event = SiteNamed(site=site, certainty=certainty, earned=grade.earned, possible=grade.possible)
        return self._outcome(state, event)

    def find_grade(self, state: PuzzleState) -> Grade | None:
        """The grade with its verdicts; None before the answer."""
        if state.answer is None:
            return None
        return grade_localisation(self.graph(state), state.puzzle, state.answer.site)

    def _outcome(self, state: PuzzleState | None, event: Event) -> Outcome:
        after = apply_to_puzzle(state, event)
        if after is None:
            raise NotAllowedNow("Open the lab first.")
        return after, (event,)
