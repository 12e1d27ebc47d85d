"""What a learner's record says of the lesson lab: how much is solved, how it went lately, what gets mixed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from sciatica_teach.model.events import Entry, Event
from sciatica_teach.model.record import record
from sciatica_teach.session.attempts import events_of, last_attempt, subject_of
from sciatica_teach.session.lab import PredictionState, replay_prediction
from sciatica_teach.session.lab_puzzles import PuzzleState, replay_puzzle

KIND = "lab"
PREDICT = "predict"
PUZZLE = "puzzle"

State = TypeVar("State")


@record
class LabProgress:
    """Every attempt in the lab, in the order of the record."""

    predictions: tuple[PredictionState, ...]
    puzzles: tuple[PuzzleState, ...]

    @property
    def predicted(self) -> tuple[PredictionState, ...]:
        """The predictions that were committed."""
        return tuple(one for one in self.predictions if one.predicted is not None)

    @property
    def answered(self) -> tuple[PuzzleState, ...]:
        return tuple(one for one in self.puzzles if one.answer is not None)

    @property
    def solved(self) -> int:
        """Puzzles with full marks."""
        return sum(one.solved for one in self.puzzles)

    @property
    def confusions(self) -> tuple[tuple[str, str, int], ...]:
        """Two sites that were taken for each other, either way, and how often; the most frequent pair first."""
        pairs: Counter[tuple[str, str]] = Counter()
        for one in self.answered:
            if one.answer is not None and one.answer.site != one.puzzle.site and not one.solved:
                first, second = sorted((one.answer.site, one.puzzle.site))
                pairs[first, second] += 1
        return tuple((first, second, count) for (first, second), count in pairs.most_common())


def lab_progress(entries: Sequence[Entry]) -> LabProgress:
    """The lab's part of a record."""
    return LabProgress(
        predictions=tuple(_replayed(entries, PREDICT, replay_prediction)),
        puzzles=tuple(_replayed(entries, PUZZLE, replay_puzzle)),
    )


def _replayed(
    entries: Sequence[Entry], mode: str, replay: Callable[[Iterable[Event]], State | None]
) -> Iterator[State]:
    for attempt in range(1, last_attempt(entries, KIND, mode) + 1):
        state = replay(events_of(entries, subject_of(KIND, mode, attempt)))
        if state is not None:
            yield state
