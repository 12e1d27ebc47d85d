"""The knowledge base: all content, validated, indexed and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sciatica_teach.model.anatomy import Anatomy
from sciatica_teach.model.article import ArticleClaim
from sciatica_teach.model.cases import Case, OpenQuestion
from sciatica_teach.model.causes import Cause, Setting, Urgency
from sciatica_teach.model.drill import Vignette
from sciatica_teach.model.evidence import Claim, Source
from sciatica_teach.model.findings import Finding
from sciatica_teach.model.follow_up import FollowUp
from sciatica_teach.model.glossary import Term
from sciatica_teach.model.indexing import get_from, indexed
from sciatica_teach.model.items import BankItem, Blueprint, ItemBank, ItemSet, Misconception, Objective
from sciatica_teach.model.items.versions import find_versions
from sciatica_teach.model.marking import Marking
from sciatica_teach.model.phrases import Phrases
from sciatica_teach.model.record import record
from sciatica_teach.model.referral import ReferralRule
from sciatica_teach.model.room_plans import RoomPlan
from sciatica_teach.model.treatment import Treatment


@record
class LossTable:
    """What it costs to do the wrong thing, in arbitrary units where the worst delay of an emergency is 100."""

    delay: dict[Urgency, dict[Urgency, float]]
    """Needed urgency (of the true cause) -> chosen disposition -> loss."""
    wrong_target: float
    """Treating for one treatable cause when another is true."""
    basis: Claim


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
    anatomy: Anatomy = field(default_factory=Anatomy)
    treatment: Treatment = field(default_factory=Treatment)
    article_claims: tuple[ArticleClaim, ...] = ()
    """In the order of the article."""
    vignettes: tuple[Vignette, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    """In the order in which they are offered."""
    marking: Marking | None = None
    """None only where there are no cases either."""
    blueprint: Blueprint | None = None
    """None where no exam can be drawn."""
    phrases: Phrases | None = None
    """None where no patients can be generated."""
    follow_up: FollowUp | None = None
    """None where no later visits are played."""
    terms: tuple[Term, ...] = ()
    """The glossary, in the order of the content."""
    alike: tuple[tuple[str, ...], ...] = ()
    """Groups of words that a search takes for one another, in small letters."""
    room_plans: tuple[RoomPlan, ...] = ()
    """In the order in which they are offered."""

    @cached_property
    def source_by_id(self) -> Mapping[str, Source]:
        return indexed(self.sources)

    @cached_property
    def cause_by_id(self) -> Mapping[str, Cause]:
        return indexed(self.causes)

    @cached_property
    def setting_by_id(self) -> Mapping[str, Setting]:
        return indexed(self.settings)

    @cached_property
    def finding_by_id(self) -> Mapping[str, Finding]:
        return indexed(self.findings)

    @cached_property
    def case_by_id(self) -> Mapping[str, Case]:
        return indexed(self.cases)

    @cached_property
    def former_case_ids(self) -> Mapping[str, str]:
        """Id that a case had before -> id that it has now."""
        return {former: case.id for case in self.cases for former in case.formerly}

    @cached_property
    def open_question_by_id(self) -> Mapping[str, OpenQuestion]:
        return indexed(self.open_questions)

    @cached_property
    def objective_by_id(self) -> Mapping[str, Objective]:
        return indexed(self.objectives)

    @cached_property
    def item_set_by_id(self) -> Mapping[str, ItemSet]:
        return indexed(self.item_sets)

    @cached_property
    def misconception_by_id(self) -> Mapping[str, Misconception]:
        return indexed(self.misconceptions)

    @cached_property
    def set_of_item(self) -> Mapping[str, ItemSet]:
        """Item id -> the set that it stands in."""
        return {item_id: item_set for item_set in self.item_sets for item_id in item_set.items}

    @cached_property
    def item_versions(self) -> Mapping[str, str]:
        """Item id -> eight hexadecimal digits that change with what the learner sees and what decides the mark."""
        return find_versions(self.items, self.set_of_item)

    @cached_property
    def article_claim_by_id(self) -> Mapping[str, ArticleClaim]:
        return indexed(self.article_claims)

    @cached_property
    def room_plan_by_id(self) -> Mapping[str, RoomPlan]:
        return indexed(self.room_plans)

    @cached_property
    def vignette_by_id(self) -> Mapping[str, Vignette]:
        return indexed(self.vignettes)

    @cached_property
    def item_by_id(self) -> Mapping[str, BankItem]:
        return indexed(self.items)

    def get_source(self, source_id: str) -> Source:
        return get_from("source", source_id, self.source_by_id)

    def get_cause(self, cause_id: str) -> Cause:
        return get_from("cause", cause_id, self.cause_by_id)

    def get_setting(self, setting_id: str) -> Setting:
        return get_from("setting", setting_id, self.setting_by_id)

    def get_finding(self, finding_id: str) -> Finding:
        return get_from("finding", finding_id, self.finding_by_id)

    def get_case(self, case_id: str) -> Case:
        """The case of this id, or the one that had it before."""
        return get_from("case", self.former_case_ids.get(case_id, case_id), self.case_by_id)

    def get_open_question(self, question_id: str) -> OpenQuestion:
        return get_from("open question", question_id, self.open_question_by_id)

    def get_objective(self, objective_id: str) -> Objective:
        return get_from("objective", objective_id, self.objective_by_id)

    def get_item_set(self, set_id: str) -> ItemSet:
        return get_from("item set", set_id, self.item_set_by_id)

    def get_item(self, item_id: str) -> BankItem:
        return get_from("quiz item", item_id, self.item_by_id)

    def get_article_claim(self, claim_id: str) -> ArticleClaim:
        return get_from("article claim", claim_id, self.article_claim_by_id)

    def get_vignette(self, vignette_id: str) -> Vignette:
        return get_from("vignette", vignette_id, self.vignette_by_id)

    def get_room_plan(self, plan_id: str) -> RoomPlan:
        return get_from("room plan", plan_id, self.room_plan_by_id)
