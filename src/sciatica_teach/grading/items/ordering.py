"""Ordering, marked by pairs.

Every pair of steps is either in the right order or not. The mark is Kendall's tau: the pairs in the right order less
those in the wrong one, divided by all pairs, and never below 0. Four steps make six pairs; swapping two neighbours
spoils one of them and earns (5 - 1) / 6 = 2/3. An order left to chance has as many wrong pairs as right ones, so tau is
0 on average. Marking by place instead would give nothing for a sequence that is right but starts one place late.

A step's verdict is narrower than the mark: it is right when the step stands in its own place. A step that can hurt the
patient where it stands before another earns the whole question nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from sciatica_teach.errors import BadSubmission
from sciatica_teach.grading.items.choosing import require_ids
from sciatica_teach.grading.items.harm import with_harm
from sciatica_teach.model.grades import Grade, Submission, Verdict
from sciatica_teach.model.items import OrderingItem

RULE = (
    "Pairs in order: every two steps in the right order earn, every two in the wrong order cost the same, "
    "and the mark never falls below 0."
)


def grade_ordering(item: OrderingItem, submission: Submission) -> Grade:
    """Grade an order of all steps. Raises `UnknownId` or `BadSubmission`."""
    right_order = [step.id for step in item.steps]
    given = require_ids("step", submission, right_order)
    if given and len(given) < len(right_order):
        raise BadSubmission(f"This order has {len(given)} of {len(right_order)} steps. Give every step a place.")
    verdicts = tuple(
        Verdict(
            criterion=step.id,
            right=not submission.is_blank and given[place] == step.id,
            chosen=not submission.is_blank,
            feedback=step.feedback,
        )
        for place, step in enumerate(item.steps)
    )
    grade = Grade(earned=max(0.0, _tau(given, right_order)), possible=1.0, verdicts=verdicts, rule=RULE)
    harmed = harmed_by(item.harmful, given)
    return with_harm(grade, item.harmful, [pair.partition(":")[0] for pair in harmed], _tell_pairs(item, harmed))


def harmed_by(harmful: Iterable[str], given: Sequence[str]) -> tuple[str, ...]:
    """Which of the pairs "step:other" this order has: the step before the other."""
    places = {step_id: place for place, step_id in enumerate(given)}
    pairs = ((pair, *pair.split(":")) for pair in harmful)
    return tuple(
        pair for pair, step, other in pairs if {step, other} <= places.keys() and places[step] < places[other]
    )


def _tell_pairs(item: OrderingItem, harmed: Iterable[str]) -> dict[str, str]:
    """Step that came too early -> what it came before."""
    quoted = {step.id: f"“{step.text.rstrip('.')}”" for step in item.steps}
    others: dict[str, list[str]] = {}
    for pair in harmed:
        step, _, other = pair.partition(":")
        others.setdefault(step, []).append(quoted[other])
    return {step: f"You put {quoted[step]} before {' and '.join(some)}." for step, some in others.items()}


def _tau(given: tuple[str, ...], right_order: list[str]) -> float:
    pairs = list(combinations(map(right_order.index, given), 2))
    if not pairs:
        return 0.0
    in_order = sum(earlier < later for earlier, later in pairs)
    return (2 * in_order - len(pairs)) / len(pairs)
