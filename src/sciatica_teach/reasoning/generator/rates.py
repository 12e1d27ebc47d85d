"""What the generator needs of the content again and again, worked out once.

Findings that cannot be present together and share the throw of their group would never both get their rate: whoever
shows the rarer shows the more frequent one too. So those on one side of such a pair use the throw u and those on the
other 1 - u. With "worse on sitting" 0.50 and "eased by sitting" 0.16, u < 0.50 shows the first and u > 0.84 the
second: both keep their rate, and they never meet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sciatica_teach.errors import ContentError
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.phrases import Phrases
from sciatica_teach.reasoning.belief import mid_weights, normalised
from sciatica_teach.reasoning.table import COLUMN, Array, GroupKey, LikelihoodTable


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """The knowledge base as the generator uses it."""

    kb: KnowledgeBase
    phrases: Phrases
    table: LikelihoodTable
    rate: Mapping[str, Mapping[str, float]]
    """Cause id -> finding id -> how often it is present, mid."""
    background: Mapping[str, float]
    """Finding id -> its background rate, mid."""
    apart: Mapping[str, frozenset[str]]
    """Finding id -> what it cannot be present with."""
    turned: frozenset[str]
    """Findings that use the throw of their group the other way round."""
    row: Mapping[str, int]
    """Finding id -> row of the table."""
    group: tuple[int, ...]
    """[row]: number of the dependence group."""
    strength: tuple[tuple[float, float], ...]
    """[row]: how much it says when present and when absent, as in the table."""
    start: Mapping[str, Array]
    """Setting id -> log of its prior [cause]."""

    def ratio(self, cause_id: str, finding_id: str) -> float:
        """How many times as often as in the background."""
        return self.rate[cause_id][finding_id] / self.background[finding_id]

    def weigh(self, setting_id: str, answers: Mapping[str, Answer]) -> Array:
        """As `belief.mid_weights` from the prior of a setting, without what that holds already; none is `unknown`.

        A patient has an answer to every finding, and the general way looks up each of them in the whole list.
        """
        strongest: dict[int, tuple[float, str, int, int]] = {}
        for finding_id in self.kb.get_setting(setting_id).leave_out_counted(answers):
            row, column = self.row[finding_id], COLUMN[answers[finding_id]]
            rank = (-self.strength[row][column], finding_id, row, column)
            group = self.group[row]
            strongest[group] = min(strongest.get(group, rank), rank)
        rows, columns = [each[2] for each in strongest.values()], [each[3] for each in strongest.values()]
        return np.asarray(self.start[setting_id] + self.table.log_factor[rows, columns].sum(axis=0))

    def believe(self, setting_id: str, answers: Mapping[str, Answer]) -> dict[str, float]:
        """Cause id -> share after these answers."""
        return dict(zip(self.table.cause_ids, normalised(self.weigh(setting_id, answers)).tolist(), strict=True))

    def is_alarm(self, finding_id: str) -> bool:
        return bool(self.kb.get_finding(finding_id).refer)


class _Same:
    """A knowledge base as a key: the very same one, however many are alike."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb

    def __hash__(self) -> int:
        return id(self.kb)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.kb is self.kb


def find_ground(kb: KnowledgeBase) -> Ground:
    """Worked out on the first call for a knowledge base. Raises `ContentError` where the content has no phrases."""
    return _build_ground(_Same(kb))


@lru_cache(maxsize=2)
def _build_ground(same: _Same) -> Ground:
    kb = same.kb
    if kb.phrases is None:
        raise ContentError(("phrases.yaml is missing: no patient can be generated without it",))
    table = LikelihoodTable.from_knowledge(kb)
    apart = _find_apart(kb, kb.phrases)
    return Ground(
        kb=kb, phrases=kb.phrases, table=table, apart=apart,
        rate={cause_id: dict(zip(table.finding_ids, table.mid[:, column].tolist(), strict=True))
              for column, cause_id in enumerate(table.cause_ids)},
        background=dict(zip(table.finding_ids, table.background[1].tolist(), strict=True)),
        turned=_find_turned(kb, apart), row={one: row for row, one in enumerate(table.finding_ids)},
        group=_number_groups(table), strength=tuple((float(one[0]), float(one[1])) for one in table.strength),
        start={setting.id: mid_weights(table, setting.prior, {}) for setting in kb.settings},
    )


def _number_groups(table: LikelihoodTable) -> tuple[int, ...]:
    numbers: dict[GroupKey, int] = {}
    return tuple(numbers.setdefault(table.get_group(row), len(numbers)) for row in range(len(table.findings)))


def _find_apart(kb: KnowledgeBase, phrases: Phrases) -> dict[str, frozenset[str]]:
    pairs = {finding.id: set(finding.excludes) for finding in kb.findings}
    for first, *rest in phrases.rules.apart:
        pairs[first].update(rest)
    for finding_id, others in list(pairs.items()):
        for other in tuple(others):
            pairs[other].add(finding_id)
    return {finding_id: frozenset(others) for finding_id, others in pairs.items()}


def _find_turned(kb: KnowledgeBase, apart: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Of each group, those that are kept apart from one that stands straight; the first of the content stands so."""
    turned: set[str] = set()
    straight: dict[str, set[str]] = {}
    for finding in kb.findings:
        if finding.dependence and not apart[finding.id].isdisjoint(straight.get(finding.dependence, ())):
            turned.add(finding.id)
        else:
            straight.setdefault(finding.dependence, set()).add(finding.id)
    return frozenset(turned)
