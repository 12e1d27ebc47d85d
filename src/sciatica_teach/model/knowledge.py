"""The knowledge base: all content, validated, indexed and frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Protocol, TypeVar

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.cases import Case
from sciatica_teach.model.causes import Cause, Setting, Urgency
from sciatica_teach.model.evidence import Claim, Source
from sciatica_teach.model.findings import Finding
from sciatica_teach.model.items import Item, ItemBank, ItemSet, Misconception, Objective
from sciatica_teach.model.record import record
from sciatica_teach.model.referral import ReferralRule


@record
class LossTable:
    """What it costs to do the wrong thing, in arbitrary units where the worst delay of an emergency is 100."""

    delay: dict[Urgency, dict[Urgency, float]]
    """Needed urgency (of the true cause) -> chosen disposition -> loss."""
    wrong_target: float
    """Treating for one treatable cause when another is true."""
    basis: Claim


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)


def _indexed(things: Iterable[T]) -> Mapping[str, T]:
    return MappingProxyType({thing.id: thing for thing in things})


@dataclass(frozen=True, kw_only=True)  # no slots: the indexes below are computed once, on first use
class KnowledgeBase:
    """All content. `get_` methods raise `UnknownId`; the tuples keep the order of the content."""

    version: str
    """Hash of the content it was compiled from; events carry it."""
    sources: tuple[Source, ...]
    causes: tuple[Cause, ...]
    settings: tuple[Setting, ...]
    findings: tuple[Finding, ...]
    referral_rules: tuple[ReferralRule, ...]
    cases: tuple[Case, ...]
    """Sorted by their `order`."""
    objectives: tuple[Objective, ...]
    misconceptions: tuple[Misconception, ...]
    item_sets: tuple[ItemSet, ...]
    items: ItemBank
    losses: LossTable

    @cached_property
    def source_by_id(self) -> Mapping[str, Source]:
        return _indexed(self.sources)

    @cached_property
    def cause_by_id(self) -> Mapping[str, Cause]:
        return _indexed(self.causes)

    @cached_property
    def setting_by_id(self) -> Mapping[str, Setting]:
        return _indexed(self.settings)

    @cached_property
    def finding_by_id(self) -> Mapping[str, Finding]:
        return _indexed(self.findings)

    @cached_property
    def case_by_id(self) -> Mapping[str, Case]:
        return _indexed(self.cases)

    @cached_property
    def objective_by_id(self) -> Mapping[str, Objective]:
        return _indexed(self.objectives)

    @cached_property
    def item_set_by_id(self) -> Mapping[str, ItemSet]:
        return _indexed(self.item_sets)

    @cached_property
    def item_by_id(self) -> Mapping[str, Item]:
        return _indexed(self.items)

    def get_source(self, source_id: str) -> Source:
        return _get("source", source_id, self.source_by_id)

    def get_cause(self, cause_id: str) -> Cause:
        return _get("cause", cause_id, self.cause_by_id)

    def get_setting(self, setting_id: str) -> Setting:
        return _get("setting", setting_id, self.setting_by_id)

    def get_finding(self, finding_id: str) -> Finding:
        return _get("finding", finding_id, self.finding_by_id)

    def get_case(self, case_id: str) -> Case:
        return _get("case", case_id, self.case_by_id)

    def get_objective(self, objective_id: str) -> Objective:
        return _get("objective", objective_id, self.objective_by_id)

    def get_item_set(self, set_id: str) -> ItemSet:
        return _get("item set", set_id, self.item_set_by_id)

    def get_item(self, item_id: str) -> Item:
        return _get("quiz item", item_id, self.item_by_id)


def _get(kind: str, wanted: str, index: Mapping[str, T]) -> T:
    try:
        return index[wanted]
    except KeyError:
        raise UnknownId(kind, wanted, index) from None
