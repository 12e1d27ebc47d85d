"""Independent answers by enumeration: plain products in plain Python, no logs, no arrays, no shared code."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from math import log

from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.findings import Answer, Finding
from sciatica_teach.model.knowledge import KnowledgeBase


def chance(finding: Finding, cause_id: str, value: str) -> float:
    """P(value | cause) at the mid rate, kept off 0 and 1."""
    present = min(max(finding.differs.get(cause_id, finding.background).likelihood.mid, 0.0001), 0.9999)
    return present if value == "present" else 1 - present


def strength(kb: KnowledgeBase, finding: Finding, value: str) -> float:
    pairs = permutations([cause.id for cause in kb.causes], 2)
    return round(max(log(chance(finding, g, value) / chance(finding, h, value)) for g, h in pairs), 12)


def counting(kb: KnowledgeBase, observed: Mapping[str, Answer]) -> list[Finding]:
    """Findings that count: no known member of their group is stronger, or as strong with a smaller id."""
    known = [f for f in kb.findings if observed.get(f.id, "unknown") != "unknown"]

    def beaten(f: Finding, g: Finding) -> bool:
        if f is g or not f.dependence or f.dependence != g.dependence:
            return False
        mine, theirs = strength(kb, f, observed[f.id]), strength(kb, g, observed[g.id])
        return theirs > mine or (theirs == mine and g.id < f.id)

    return [f for f in known if not any(beaten(f, g) for g in known)]


def posterior(kb: KnowledgeBase, observed: Mapping[str, Answer]) -> dict[str, float]:
    weights = dict(kb.settings[0].prior)
    for finding in counting(kb, observed):
        for cause_id in weights:
            weights[cause_id] *= chance(finding, cause_id, observed[finding.id])
    total = sum(weights.values())
    return {cause_id: weight / total for cause_id, weight in weights.items()}


def losses(kb: KnowledgeBase, belief: Mapping[str, float]) -> dict[tuple[str, str], float]:
    """(disposition, cause treated for) -> expected loss."""
    treatable = [c.id for c in kb.causes if c.urgency in ("treat", "routine")]
    table: dict[tuple[str, str], float] = {}
    for disposition, target in [*(("treat", c) for c in treatable), *((u, "") for u in URGENCIES[1:])]:
        table[disposition, target] = sum(
            belief[c.id] * (
                kb.losses.delay[c.urgency][disposition]
                + (kb.losses.wrong_target if target and target != c.id and c.id in treatable else 0)
            )
            for c in kb.causes
        )
    return table


def value_of_asking(kb: KnowledgeBase, observed: Mapping[str, Answer], finding: Finding) -> float:
    """Best expected loss now minus the expected best loss afterwards; for findings without dependence."""
    now = posterior(kb, observed)
    afterwards = 0.0
    for value in ("present", "absent"):
        predictive = sum(now[c] * chance(finding, c, value) for c in now)
        afterwards += predictive * min(losses(kb, posterior(kb, {**observed, finding.id: value})).values())
    return min(losses(kb, now).values()) - afterwards
