"""Trials: that there is something to draw, that a comparison has two arms, and that intervals hold their middle."""

from __future__ import annotations

from collections.abc import Iterator

from sciatica_teach.content.check_techniques import check_interval
from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Problem
from sciatica_teach.model.techniques import Trial, TrialOutcome


def check_trials(draft: Draft) -> Iterator[Problem]:
    """Every rule for every trial."""
    for trial in draft.trials:
        if not trial.value.outcomes and not trial.value.shares:
            yield trial.problem(("id",), "has no figure to draw; give it 'outcomes' or 'shares'")
        for number, outcome in enumerate(trial.value.outcomes):
            yield from _check_outcome(trial, number, outcome)


def _check_outcome(trial: Located[Trial], number: int, outcome: TrialOutcome) -> Iterator[Problem]:
    path = ("outcomes", number)
    yield from check_interval(trial, path, outcome.difference, outcome.low, outcome.high)
    if (outcome.treated, outcome.compared, outcome.difference) == (None, None, None):
        yield trial.problem(path, "has no figure; give 'treated', 'compared' or 'difference', or remove it")
    if (outcome.compared, outcome.difference) != (None, None) and len(trial.value.arms) != 2:
        message = f"'{outcome.name}' compares two arms, and 'arms' names {len(trial.value.arms)}; name both"
        yield trial.problem(("arms",), f"{message}, the treated first")
