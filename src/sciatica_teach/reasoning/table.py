"""The knowledge base as one table of rates: how often each cause shows each finding.

Content states a background rate per finding and only the causes that differ from it. Reasoning wants the full grid.
With the finding "no pain when seated", background 0.05-0.07-0.10 and stenosis 0.30-0.46-0.62, the row reads

                 lumbar-stenosis   lumbar-disc   other
    low                     0.30          0.05    0.05
    mid                     0.46          0.07    0.07
    high                    0.62          0.10    0.10

and `shared` says that the last two are one and the same rate, so that a draw of the background moves both together.
Rates of exactly 0 or 1 would let a single answer end every argument; they are kept within [0.0001, 0.9999].

The rate of a composite cause that follows from its parts (`model/composites.py`) is marked in `follows`, so that a draw
of a part moves the composite too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.composites import SMALLEST_RATE
from sciatica_teach.model.findings import Answer, Finding, Likelihood
from sciatica_teach.model.knowledge import KnowledgeBase

Array = NDArray[np.float64]

GroupKey = tuple[str, str]
"""A dependence group: (its word, "") or, for a finding that depends on no other, ("", finding id)."""

COLUMN: Final[dict[Answer, int]] = {"present": 0, "absent": 1}
"""Where a known answer stands on the second axis of `log_factor`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # arrays have no useful equality
class LikelihoodTable:
    """P(present | cause) for every finding and cause. All arrays are read-only."""

    cause_ids: tuple[str, ...]
    findings: tuple[Finding, ...]
    rows: Mapping[str, int]
    """Finding id -> its row."""
    low: Array
    mid: Array
    high: Array
    """Rates, each [finding, cause]."""
    shared: NDArray[np.bool_]
    """[finding, cause]: true where the cause has the finding's background rate."""
    background: tuple[Array, Array, Array]
    """Low, mid and high of the findings' background rates, each [finding]."""
    parts: Mapping[int, tuple[int, ...]]
    """Column of a composite cause -> columns of its parts."""
    follows: NDArray[np.bool_]
    """[finding, cause]: true where the rate of a composite follows from those of its parts."""
    log_factor: Array
    """[finding, answer, cause]: natural log of P(answer | cause) at the mid rates; answers as in `COLUMN`."""
    strength: Array
    """[finding, answer]: the largest log ratio between any two causes, natural log, rounded so that ties are ties."""

    @classmethod
    def from_knowledge(cls, kb: KnowledgeBase) -> LikelihoodTable:
        """Lay out the findings of `kb`, in its order. Raises `UnknownId` when a finding differs for no known cause."""
        cause_ids = tuple(cause.id for cause in kb.causes)
        low, mid, high = _lay_out([_spread(finding, cause_ids) for finding in kb.findings], len(cause_ids))
        background = _lay_out([[finding.background.likelihood] for finding in kb.findings], 1)
        log_factor = _frozen(np.log(np.stack([mid, 1 - mid], axis=1)))
        return cls(
            cause_ids=cause_ids,
            findings=kb.findings,
            rows={finding.id: row for row, finding in enumerate(kb.findings)},
            low=low,
            mid=mid,
            high=high,
            shared=_lay_flags(kb.findings, cause_ids, lambda finding, cause: cause not in finding.differs),
            background=(background[0][:, 0], background[1][:, 0], background[2][:, 0]),
            parts={cause_ids.index(cause.id): tuple(_position("cause", part, cause_ids) for part in cause.parts)
                   for cause in kb.causes if cause.parts},
            follows=_lay_flags(kb.findings, cause_ids, _follows),
            log_factor=log_factor,
            strength=_frozen(np.round(np.ptp(log_factor, axis=2), 12)),
        )

    @property
    def finding_ids(self) -> tuple[str, ...]:
        """In the order of the rows."""
        return tuple(finding.id for finding in self.findings)

    def get_row(self, finding_id: str) -> int:
        """The row of a finding. Raises `UnknownId`."""
        row = self.rows.get(finding_id)
        return _position("finding", finding_id, self.finding_ids) if row is None else row

    def get_cause_column(self, cause_id: str) -> int:
        """The column of a cause. Raises `UnknownId`."""
        return _position("cause", cause_id, self.cause_ids)

    def get_group(self, row: int) -> GroupKey:
        """The dependence group of the finding in `row`."""
        finding = self.findings[row]
        return (finding.dependence, "") if finding.dependence else ("", finding.id)


def as_table(knowledge: KnowledgeBase | LikelihoodTable) -> LikelihoodTable:
    """The table itself, or the one laid out from a knowledge base; whoever asks often keeps the table."""
    return knowledge if isinstance(knowledge, LikelihoodTable) else LikelihoodTable.from_knowledge(knowledge)


def _spread(finding: Finding, cause_ids: tuple[str, ...]) -> list[Likelihood]:
    for cause_id in finding.differs:
        _position("cause", cause_id, cause_ids)
    return [finding.differs.get(cause_id, finding.background).likelihood for cause_id in cause_ids]


def _follows(finding: Finding, cause_id: str) -> bool:
    return cause_id in finding.differs and bool(finding.differs[cause_id].follows_from)


def _lay_out(rows: Sequence[Sequence[Likelihood]], columns: int) -> tuple[Array, Array, Array]:
    """Low, mid and high, each [row, column], kept off 0 and 1."""
    grid = np.array([[(r.low, r.mid, r.high) for r in row] for row in rows], dtype=np.float64)
    grid = np.clip(grid.reshape(len(rows), columns, 3), SMALLEST_RATE, 1 - SMALLEST_RATE)
    return _frozen(grid[:, :, 0].copy()), _frozen(grid[:, :, 1].copy()), _frozen(grid[:, :, 2].copy())


def _lay_flags(
    findings: Sequence[Finding], cause_ids: Sequence[str], holds: Callable[[Finding, str], bool]
) -> NDArray[np.bool_]:
    flags = np.array([[holds(finding, cause_id) for cause_id in cause_ids] for finding in findings], dtype=np.bool_)
    flags = flags.reshape(len(findings), len(cause_ids))
    flags.setflags(write=False)
    return flags


def _position(kind: str, wanted: str, known: Sequence[str]) -> int:
    try:
        return known.index(wanted)
    except ValueError:
        raise UnknownId(kind, wanted, known) from None


def _frozen(array: Array) -> Array:
    array.setflags(write=False)
    return array
