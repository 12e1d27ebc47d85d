"""Which part of the evidence map is looked at: causes, findings, present or absent, and one cell with its sources.

Nothing of this is kept in the record. The whole map has thousands of cells; a page holds the rows of one `PAGE`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Literal, get_args

import numpy as np

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.evidence import Mark
from sciatica_teach.model.findings import Finding
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.evidence import EvidenceTable
from sciatica_teach.reasoning.table import COLUMN
from sciatica_teach.reasoning.updates import LogRatio

Sign = Literal["present", "absent"]
Order = Literal["topic", "strongest"]
Firm = Literal["any", "rate", "both"]
SIGNS: tuple[Sign, ...] = get_args(Sign)
ORDERS: tuple[Order, ...] = get_args(Order)
FIRM: tuple[Firm, ...] = get_args(Firm)

ARTICLE = ("lumbar-disc", "lumbar-stenosis", "spondylolisthesis", "facet-referred", "deep-gluteal",
           "pelvic-girdle-pain")
"""The causes that the clinic article names; pregnancy is a setting, and its cause is pelvic girdle pain."""

KINDS: dict[str, tuple[str, ...]] = {
    "told": ("history", "symptom"), "examined": ("examination",), "flags": ("red-flag",),
    "all": ("history", "symptom", "examination", "red-flag"),
}
"""Choices of what kind of finding; a caution says nothing about the cause and is never on the map."""

PAGE = 12
"""Rows of the map at a time."""


@record
class Selection:
    """What the map shows."""

    causes: tuple[str, ...]
    """Ids, in the order of the content."""
    sign: Sign = "present"
    topic: str = ""
    """Only this topic; empty for all."""
    kind: str = "told"
    """A key of `KINDS`."""
    firm: Firm = "any"
    """Only cells whose rate, or whose both rates, were measured."""
    order: Order = "strongest"
    page: int = 0


@record
class Cell:
    """What one finding says of one cause, against the background."""

    finding_id: str
    cause_id: str
    ratio: LogRatio
    mark: Mark
    """The mark of the rate with this cause; the background has one of its own."""


def groups_of(kb: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """Name of a group -> its causes: those of the article, each family, those that cannot wait, all but `other`."""
    causes = [cause for cause in kb.causes if cause.id != OTHER]
    groups = {"article": tuple(cause.id for cause in causes if cause.id in ARTICLE)}
    for cause in causes:
        groups[cause.family] = (*groups.get(cause.family, ()), cause.id)
    groups["urgent"] = tuple(cause.id for cause in causes if cause.urgency in ("emergency", "same-day", "urgent"))
    groups["all"] = tuple(cause.id for cause in causes)
    return {name: ids for name, ids in groups.items() if ids}


def group_of(kb: KnowledgeBase, causes: tuple[str, ...]) -> str:
    """The name of the group that holds just these causes, or empty."""
    return next((name for name, ids in groups_of(kb).items() if ids == causes), "")


def start(kb: KnowledgeBase) -> Selection:
    """What is shown first: the causes of the article, and what patients tell."""
    groups = groups_of(kb)
    return Selection(causes=groups.get("article", groups["all"]))


def choose(kb: KnowledgeBase, selection: Selection, values: Mapping[str, Any]) -> Selection:
    """The selection after the learner has changed something; from its first page again.

    `values` has the fields that `Selection` has, and `group`. A new group takes its causes; otherwise the single causes
    count. Raises `NotAllowedNow` when no cause is left, or for a value that does not exist.
    """
    group, groups = str(values["group"]), groups_of(kb)
    wanted = groups[group] if group in groups and group != group_of(kb, selection.causes) else values["causes"]
    causes = tuple(cause.id for cause in kb.causes if cause.id in wanted and cause.id != OTHER)
    if not causes:
        raise NotAllowedNow("The map needs at least one cause.")
    allowed: dict[str, Collection[str]] = {
        "topic": topics_of(kb), "kind": KINDS, "sign": SIGNS, "order": ORDERS, "firm": FIRM,
    }
    chosen: dict[str, Any] = {name: values[name] for name in allowed}
    if any(value not in allowed[name] for name, value in chosen.items()):
        raise NotAllowedNow("The map has no such choice.")
    return Selection(causes=causes, **chosen)


def turn(selection: Selection, page: int) -> Selection:
    """Another page of the same map."""
    return replace(selection, page=max(0, page))


def topics_of(kb: KnowledgeBase) -> tuple[str, ...]:
    """The empty choice and every topic of a finding that can be on the map, in the order of the content."""
    return ("", *dict.fromkeys(finding.topic for finding in kb.findings if finding.kind in KINDS["all"]))


def select_findings(kb: KnowledgeBase, evidence: EvidenceTable, selection: Selection) -> tuple[Finding, ...]:
    """The rows of all pages: every finding of the chosen kind and topic that says something of a chosen cause."""
    found = [
        finding for finding in kb.findings
        if finding.kind in KINDS[selection.kind] and selection.topic in ("", finding.topic)
        and any(find_cell(evidence, selection, finding, cause_id) for cause_id in selection.causes)
    ]
    if selection.order == "strongest":
        found.sort(key=lambda finding: -_strength(evidence, selection, finding))
    else:
        topics = topics_of(kb)
        found.sort(key=lambda finding: topics.index(finding.topic))
    return tuple(found)


def find_cell(evidence: EvidenceTable, selection: Selection, finding: Finding, cause_id: str) -> Cell | None:
    """A cell of the map; None where the cause has no rate of its own, or none that the selection lets through."""
    rate = finding.differs.get(cause_id)
    if rate is None:
        return None
    needed = {"any": (), "rate": (rate.mark,), "both": (rate.mark, finding.background.mark)}[selection.firm]
    if any(mark != "measured" for mark in needed):
        return None
    ratio = evidence.get(finding.id, cause_id, selection.sign)
    return Cell(finding_id=finding.id, cause_id=cause_id, ratio=ratio, mark=rate.mark)


def _strength(evidence: EvidenceTable, selection: Selection, finding: Finding) -> float:
    row = evidence.table.get_row(finding.id)
    columns = [evidence.table.get_cause_column(cause_id) for cause_id in selection.causes
               if find_cell(evidence, selection, finding, cause_id)]
    return float(np.abs(evidence.mid[columns, COLUMN[selection.sign], row]).max())
