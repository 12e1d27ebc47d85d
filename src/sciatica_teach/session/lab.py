"""The lesion lab, first way round: damage a nerve, say what fails, and only then see it.

    open -> place a lesion, or have one drawn -> commit what fails -> see it

What fails is worked out when it is needed and never stands in a state: `find_deficits` and `find_grade` give nothing
before the learner has committed, so that no view can show it early.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from typing import Final, Literal

import numpy as np

from sciatica_teach.anatomy.nerves.bedside import bedside_targets
from sciatica_teach.anatomy.nerves.graph import NerveGraph, build_graph
from sciatica_teach.anatomy.nerves.lesions import lesion
from sciatica_teach.anatomy.nerves.localise import predicted_level
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.grading.lab import grade_prediction
from sciatica_teach.model.anatomy import Anatomy
from sciatica_teach.model.deficits import Deficits
from sciatica_teach.model.events import Event, LesionPlaced, LossesPredicted, PredictionOpened
from sciatica_teach.model.grades import Grade
from sciatica_teach.model.record import record

SEVERITIES: Final = (1.0, 0.75, 0.5)
"""Complete, severe, partial: the share of fibres that is interrupted."""

Step = Literal["place", "predict", "seen"]


@record
class PredictionState:
    """Where the learner stands with one lesion of their own."""

    variant: str
    asked: tuple[str, ...]
    placed: LesionPlaced | None = None
    predicted: LossesPredicted | None = None

    @property
    def step(self) -> Step:
        if self.placed is None:
            return "place"
        return "predict" if self.predicted is None else "seen"

    @property
    def is_done(self) -> bool:
        return self.predicted is not None


Outcome = tuple[PredictionState, tuple[Event, ...]]


def apply_to_prediction(state: PredictionState | None, event: Event) -> PredictionState | None:
    """The state after one event; events of other kinds leave it alone."""
    match event:
        case PredictionOpened(variant=variant, asked=asked):
            return PredictionState(variant=variant, asked=asked)
        case LesionPlaced() if state:
            return replace(state, placed=event)
        case LossesPredicted() if state:
            return replace(state, predicted=event)
        case _:
            return state


def replay_prediction(events: Iterable[Event]) -> PredictionState | None:
    """The state that these events amount to; None when no prediction was opened."""
    return reduce(apply_to_prediction, events, None)


def failing(graph: NerveGraph, site: str, severity: float, asked: Sequence[str]) -> tuple[str, ...]:
    """Those of `asked` that a lesion takes something from, in the order asked."""
    return tuple(target for target in asked if predicted_level(graph, site, severity, target))


class Graphs:
    """The nervous tree under each variant, built when it is first asked for."""

    def __init__(self, anatomy: Anatomy) -> None:
        self.anatomy = anatomy
        self._built: dict[str, NerveGraph] = {}

    def get(self, variant: str) -> NerveGraph:
        """Raises `UnknownId` for a variant that the content does not have."""
        if variant not in self._built:
            self._built[variant] = build_graph(self.anatomy, variant)
        return self._built[variant]


class PredictionSession:
    """Placing a lesion and predicting what fails. Holds no state of its own."""

    def __init__(self, graphs: Graphs, variant: str) -> None:
        """`variant` is that of a new attempt; an attempt in the record keeps its own."""
        self.graphs = graphs
        self.variant = variant

    def graph(self, state: PredictionState) -> NerveGraph:
        return self.graphs.get(state.variant)

    def open(self) -> Outcome:
        """Begin: the tree is whole."""
        asked = bedside_targets(self.graphs.get(self.variant).anatomy)
        return self._outcome(None, PredictionOpened(variant=self.variant, asked=asked))

    def place(self, state: PredictionState, site: str, severity: float) -> Outcome:
        """Damage a site. Raises `UnknownId` for a site that is none, `NotAllowedNow` once a lesion is placed."""
        self._require_whole(state)
        self.graph(state).site_nerves(site)
        if severity not in SEVERITIES:
            raise NotAllowedNow("Choose first how much of the nerve is interrupted.")
        return self._outcome(state, LesionPlaced(site=site, severity=severity, by_chance=False))

    def place_by_chance(self, state: PredictionState, rng: np.random.Generator) -> Outcome:
        """Damage a site drawn from those that take away something the learner is asked about."""
        self._require_whole(state)
        graph = self.graph(state)
        severity = float(rng.choice(SEVERITIES))
        sites = [site for site in graph.sites if failing(graph, site, severity, state.asked)]
        site = str(rng.choice(sites))
        return self._outcome(state, LesionPlaced(site=site, severity=severity, by_chance=True))

    def predict(self, state: PredictionState, chosen: Iterable[str]) -> Outcome:
        """Commit what fails. The first prediction counts; a second one changes nothing."""
        if state.predicted is not None:
            return state, ()
        if state.placed is None:
            raise NotAllowedNow("Place a lesion first.")
        given = tuple(dict.fromkeys(chosen))
        grade = grade_prediction(self.graph(state), self._deficits(state.placed, state), state.asked, given)
        return self._outcome(state, LossesPredicted(chosen=given, earned=grade.earned, possible=grade.possible))

    def find_deficits(self, state: PredictionState) -> Deficits | None:
        """What fails; None before the prediction."""
        if state.placed is None or state.predicted is None:
            return None
        return self._deficits(state.placed, state)

    def find_grade(self, state: PredictionState) -> Grade | None:
        """The grade with its verdicts; None before the prediction."""
        deficits = self.find_deficits(state)
        if deficits is None or state.predicted is None:
            return None
        return grade_prediction(self.graph(state), deficits, state.asked, state.predicted.chosen)

    def _deficits(self, placed: LesionPlaced, state: PredictionState) -> Deficits:
        return lesion(self.graph(state), {placed.site: placed.severity})

    def _require_whole(self, state: PredictionState) -> None:
        if state.placed is not None:
            raise NotAllowedNow("The lesion is placed. Say what fails, then take another one.")

    def _outcome(self, state: PredictionState | None, event: Event) -> Outcome:
        after = apply_to_prediction(state, event)
        if after is None:
            raise NotAllowedNow("Open the lab first.")
        return after, (event,)
