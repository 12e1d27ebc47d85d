"""An attempt in the lesion lab as its page uses it: what was asked for, its session, its record, its view."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from sciatica_teach.apps.context import Context
from sciatica_teach.apps.recorder import Play
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.grading.lab import NOTHING
from sciatica_teach.model.events import LEVELS, Certainty, Event
from sciatica_teach.session.attempts import subject_of
from sciatica_teach.session.lab import Graphs, PredictionSession, PredictionState, replay_prediction
from sciatica_teach.session.lab_progress import KIND, PREDICT, PUZZLE
from sciatica_teach.session.lab_puzzles import PuzzleSession, PuzzleState, replay_puzzle
from sciatica_teach.views.lab import PredictionView, PuzzleView
from sciatica_teach.views.page import Handler
from sciatica_teach.views.words import say

ORDINARY = "a"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a link or a menu asks for; an empty variant or level means whichever."""

    mode: str
    variant: str = ""
    level: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, Any]) -> Wanted | None:
        """From a link or an action; None where it names no mode."""
        mode = str(query.get("lab", ""))
        if mode not in {PREDICT, PUZZLE}:
            return None
        return cls(mode=mode, variant=str(query.get("variant", "")), level=str(query.get("level", "")))

    def fits(self, state: PredictionState | PuzzleState | None) -> bool:
        """Whether an attempt is of the kind that is asked for."""
        if state is None or self.variant not in {"", state.variant}:
            return False
        return not isinstance(state, PuzzleState) or self.level in {"", state.level}


class Attempt(ABC):
    """One attempt: `play` keeps it in step with the record, `view` draws it."""

    view: PredictionView | PuzzleView
    play: Play[Any]

    def __init__(self, context: Context, number: int, wanted: Wanted) -> None:
        self.context = context
        self.number = number
        self.wanted = wanted
        self.subject = subject_of(KIND, wanted.mode, number)

    @abstractmethod
    def act(self, state: Any, verb: str, action: Mapping[str, Any]) -> tuple[Any, tuple[Event, ...]]:
        """The use-case behind an action. Raises `NotAllowedNow` for an action that this attempt does not know."""

    @property
    def alike(self) -> Wanted:
        """What to ask for to get another one of this kind."""
        return replace(self.wanted, variant=self.play.state.variant)

    def show(self) -> None:
        self.view.show(self.play.state)

    def _unknown(self, verb: str) -> NotAllowedNow:
        return NotAllowedNow(f"This page does not know the action “{verb}”.")


class PredictionAttempt(Attempt):
    """Placing a lesion and predicting what fails."""

    def __init__(
        self, context: Context, graphs: Graphs, handler: Handler, wanted: Wanted, number: int, *, arriving: bool
    ) -> None:
        super().__init__(context, number, wanted)
        self.session = PredictionSession(graphs, wanted.variant or ORDINARY)
        self.play: Play[PredictionState] = Play(
            context.recorder, self.subject, replay_prediction, self.session.open)
        self.view = PredictionView(context.kb, self.session, self.subject, number, handler, arriving=arriving)

    def act(self, state: PredictionState, verb: str, action: Mapping[str, Any]) -> tuple[Any, tuple[Event, ...]]:
        match verb:
            case "place":
                return self.session.place(state, str(action["site"]), float(action["severity"]))
            case "surprise":
                return self.session.place_by_chance(state, self.context.rng(f"{self.subject}/surprise"))
            case "predict":
                chosen = [str(one) for one in action["chosen"]]  # the part sends nothing ticked only when that was said
                return self.session.predict(state, chosen or [NOTHING])
            case _:
                raise self._unknown(verb)


class PuzzleAttempt(Attempt):
    """Finding a hidden lesion."""

    def __init__(
        self, context: Context, graphs: Graphs, handler: Handler, wanted: Wanted, number: int, *, arriving: bool
    ) -> None:
        super().__init__(context, number, wanted)
        level = next((one for one in LEVELS if one == wanted.level), LEVELS[0])
        self.session = PuzzleSession(graphs, level, wanted.variant or ORDINARY)
        self.play: Play[PuzzleState] = Play(
            context.recorder, self.subject, replay_puzzle, lambda: self.session.open(context.rng(self.subject)))
        self.view = PuzzleView(context.kb, self.session, self.subject, number, handler, arriving=arriving)

    @property
    def alike(self) -> Wanted:
        return replace(self.wanted, variant=self.play.state.variant, level=self.play.state.level)

    def act(self, state: PuzzleState, verb: str, action: Mapping[str, Any]) -> tuple[Any, tuple[Event, ...]]:
        if verb != "locate":
            raise self._unknown(verb)
        return self.session.name_site(state, str(action["site"]), _require_certainty(action.get("certainty")))


ATTEMPTS: Mapping[str, type[PredictionAttempt] | type[PuzzleAttempt]] = {
    PREDICT: PredictionAttempt, PUZZLE: PuzzleAttempt,
}


def _require_certainty(given: object) -> Certainty:
    found: Certainty | None = next((level for level in get_args(Certainty) if level == given), None)
    if found is None:
        raise NotAllowedNow(say("certainty.missing"))
    return found
