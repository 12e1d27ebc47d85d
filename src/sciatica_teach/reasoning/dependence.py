"""Findings that measure the same thing must not be counted twice.

The straight leg raise and the slump both pull on the same nerve. Multiplying their ratios would treat one irritated
root as two witnesses. So each dependence group gives one factor: that of its strongest observed member. The strength
of an answer is the largest log ratio between any two causes at the mid rates:

    straight-leg-raise present: disc 0.75, all others 0.50   ->  ln(0.75 / 0.50) = 0.405
    slump present:              disc 0.84, all others 0.17   ->  ln(0.84 / 0.17) = 1.598   <- this one counts

An absent answer has a strength of its own: the slump absent gives ln(0.83 / 0.16) = 1.646. Equal strengths are
settled by the smaller id, so that the order in which findings arrive never matters. `unknown` is no answer.
"""

from __future__ import annotations

from collections.abc import Mapping

from sciatica_teach.model.findings import Answer
from sciatica_teach.reasoning.table import COLUMN, GroupKey, LikelihoodTable


def strongest_members(table: LikelihoodTable, observed: Mapping[str, Answer]) -> dict[GroupKey, int]:
    """Group -> row of the member that counts, in the order of the table. Raises `UnknownId`."""
    strongest: dict[GroupKey, int] = {}
    for row in sorted(table.get_row(finding_id) for finding_id in observed):
        if observed[table.findings[row].id] == "unknown":
            continue
        group = table.get_group(row)
        holder = strongest.get(group)
        if holder is None or _rank(table, row, observed) < _rank(table, holder, observed):
            strongest[group] = row
    return dict(sorted(strongest.items(), key=lambda pair: pair[1]))


def _rank(table: LikelihoodTable, row: int, observed: Mapping[str, Answer]) -> tuple[float, str]:
    finding_id = table.findings[row].id
    return -float(table.strength[row, COLUMN[observed[finding_id]]]), finding_id
