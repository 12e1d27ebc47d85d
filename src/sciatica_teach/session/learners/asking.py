"""Ways to ask: each says what is asked next in the room, or None when the learner goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from sciatica_teach.reasoning.table import Array, LikelihoodTable
from sciatica_teach.reasoning.value import rank_questions
from sciatica_teach.session.learners.seen import Seen

Asking = Callable[[Seen], str | None]
"""Id of the finding or of the open question that is asked next."""

MOST_IN_A_ROOM: Final = 7
"""So many questions or tests that cost time a careful novice thinks of in a room."""

BLUR: Final = 0.7
"""How uncertain a novice is of what a question is worth: the spread of its logarithm."""

WORTH_DECIDING: Final = 0.01
"""Loss saved for each minute below which a question changes nothing that is done."""

WORTH_KNOWING: Final = 0.02
"""Information for each minute, in nats, below which a question tells nothing worth its time."""


def ask_nothing(_seen: Seen) -> str | None:
    return None


def ask_screen(seen: Seen) -> str | None:
    """The whole safety screen, which costs no time, and nothing else."""
    return next((finding.id for finding in seen.left_to_ask("safety")), None)


def ask_everything(seen: Seen) -> str | None:
    """Whatever there is, in the order of the screen, until the time is up."""
    return next((finding.id for finding in seen.left_to_ask(seen.state.stage)), None)


def ask_like_a_novice(
    seen: Seen, *, most: int = MOST_IN_A_ROOM, blur: float = BLUR, forget: float = 0.0
) -> str | None:
    """The screen, then let the patient talk, then what seems to tell most: rightly on the whole, never exactly.

    `forget` is the share of the screen that is forgotten, the same questions each time for the same case.
    """
    if seen.state.stage == "safety":
        screen = seen.session.findings("safety")
        lost = {screen[int(index)].id for index in seen.blind_spots(len(screen), forget)}
        return next((finding.id for finding in seen.left_to_ask("safety") if finding.id not in lost), None)
    if seen.state.stage == "history" and (waiting := seen.left_open()):
        return waiting[0]
    asked = [one for one in seen.state.asked if one.stage == seen.state.stage and not one.unasked]
    ranked = _rank_by_information(seen, blur)
    return ranked[0][1] if ranked and len(asked) < most else None


def ask_the_best(seen: Seen) -> str | None:
    """The screen, then what could change the decision most for its time, then what tells most about the cause."""
    if seen.state.stage == "safety":
        return ask_screen(seen)
    for ranked, least in ((_rank_by_decision(seen), WORTH_DECIDING), (_rank_by_information(seen, 0.0), WORTH_KNOWING)):
        if ranked and ranked[0][0] > least:
            return ranked[0][1]
    return None


def _rank_by_decision(seen: Seen) -> list[tuple[float, str]]:
    """Loss saved for each minute, and id, of what can be asked in this room, best first."""
    here = {finding.id for finding in seen.left_to_ask(seen.state.stage)}
    ranked = rank_questions(seen.kb, seen.prior, seen.session.observed(seen.state), table=seen.sampled.table)
    return sorted(((one.per_minute, one.finding_id) for one in ranked if one.finding_id in here), reverse=True)


def _rank_by_information(seen: Seen, blur: float) -> list[tuple[float, str]]:
    """The same by what an answer is expected to tell about the cause; nothing where a like question was answered."""
    table = seen.sampled.table
    told = find_information(table, np.array(list(seen.posterior().values())))
    groups = [table.get_group(row) for row in range(len(table.findings))]
    known = seen.known
    heard = {group for group, finding in zip(groups, table.findings, strict=True) if finding.id in known}
    here = {finding.id: finding.minutes for finding in seen.left_to_ask(seen.state.stage)}
    noise = np.exp(blur * seen.rng.standard_normal(len(told)))
    return sorted(
        ((worth / max(here[finding.id], 0.5), finding.id)
         for worth, group, finding in zip((told * noise).tolist(), groups, table.findings, strict=True)
         if finding.id in here and group not in heard),
        reverse=True,
    )


def find_information(table: LikelihoodTable, belief: Array) -> Array:
    """Expected fall of the entropy [finding] of a belief [cause] by one answer, in nats.

    With two causes as likely as each other, and a finding that one always shows and the other never, this is ln 2.
    """
    after = belief * np.exp(table.log_factor)
    chance = after.sum(axis=-1, keepdims=True)
    left = (chance[..., 0] * _entropy(after / chance)).sum(axis=-1)
    return np.asarray(_entropy(belief) - left)


def _entropy(shares: Array) -> Array:
    return np.asarray(-(shares * np.log(np.maximum(shares, 1e-300))).sum(axis=-1))
