"""What the next question is worth: the expected value of information.

A question is worth asking when its answer could change what is done. Cauda equina 0.10 against disc 0.90; treating a
cauda equina costs 100, sending a disc to the emergency department costs 10, the right choice costs nothing. Now:
treat 10, send 9, so send. Saddle numbness is present in 75 % of cauda equina and 5 % of disc:

    present, 0.12 of the time:  cauda equina 0.625   send 3.75, treat 62.5   -> still send, gain 0
    absent,  0.88 of the time:  cauda equina 0.028   send 9.72, treat 2.84   -> treat,      gain 6.88

The question is worth 0.88 * 6.88 = 6.05. Plain information gain would rank it low; its decision value is the highest.

The gain after an answer is what the action chosen now would cost then, less what the best action would cost then.
For a finding that depends on no other this average equals best expected loss now minus expected best loss afterwards,
and it can never be negative. In a dependence group, an answer weaker than the member that counts already changes
nothing and gains 0; a stronger one takes its place. Values use the mid rates.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.model.findings import Answer, Finding
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.belief import Belief, mid_weights, normalised
from sciatica_teach.reasoning.dependence import strongest_members
from sciatica_teach.reasoning.losses import LossMatrix
from sciatica_teach.reasoning.table import COLUMN, Array, LikelihoodTable


@record
class QuestionValue:
    """What asking one finding is worth now."""

    finding_id: str
    value: float
    """Expected value of information: the loss saved, in the units of the loss table; 0 or more."""
    minutes: float
    """What asking costs; safety questions cost nothing."""

    @property
    def is_free(self) -> bool:
        return self.minutes == 0

    @property
    def per_minute(self) -> float:
        """`value` for each minute; a free question counts as one of a minute, it is ranked apart anyway."""
        return self.value if self.is_free else self.value / self.minutes


def rank_questions(
    kb: KnowledgeBase, prior: Belief, observed: Mapping[str, Answer], *, table: LikelihoodTable | None = None
) -> tuple[QuestionValue, ...]:
    """Every finding not yet observed, best first: free ones by value, then the others by value for each minute.

    Findings that are known without asking are left out. `table` saves laying it out again. Raises `UnknownId`.
    """
    table = table or LikelihoodTable.from_knowledge(kb)
    values = question_values(table, LossMatrix.from_knowledge(kb), prior, observed)
    questions = [
        QuestionValue(finding_id=finding.id, value=float(value), minutes=minutes_of(finding))
        for finding, value in zip(table.findings, values, strict=True)
        if finding.id not in observed and not finding.given
    ]
    return tuple(sorted(questions, key=lambda q: (not q.is_free, -q.per_minute, q.finding_id)))


def question_values(
    table: LikelihoodTable, losses: LossMatrix, prior: Belief, observed: Mapping[str, Answer]
) -> Array:
    """Expected value of information [finding] of every finding of the table, were it asked next."""
    now = mid_weights(table, prior, observed)
    belief = normalised(now)
    chosen = int(np.argmin(losses.expected(belief)))
    held, replaces = _standing(table, observed)
    moved = now + np.where(replaces[:, :, None], table.log_factor - held[:, None, :], 0.0)
    expected = losses.expected(normalised(moved))
    gain = expected[:, :, chosen] - expected.min(axis=2)
    chance = np.exp(table.log_factor) @ belief
    return np.asarray((chance * gain).sum(axis=1))


def minutes_of(finding: Finding) -> float:
    """What asking costs; nothing for a safety question, whatever the content says."""
    return 0.0 if finding.safety else finding.minutes


def _standing(table: LikelihoodTable, observed: Mapping[str, Answer]) -> tuple[Array, NDArray[np.bool_]]:
    """Factor [finding, cause] that the finding's group holds already; whether [finding, answer] would replace it."""
    held = np.zeros_like(table.mid)
    replaces = np.ones_like(table.strength, dtype=np.bool_)
    strongest = strongest_members(table, observed)
    for row, finding in enumerate(table.findings):
        holder = strongest.get(table.get_group(row))
        if holder is None:
            continue
        column = COLUMN[observed[table.findings[holder].id]]
        held[row] = table.log_factor[holder, column]
        strength = table.strength[holder, column]
        tie_won = (table.strength[row] == strength) & (finding.id < table.findings[holder].id)
        replaces[row] = (table.strength[row] > strength) | tie_won
    return held, replaces
