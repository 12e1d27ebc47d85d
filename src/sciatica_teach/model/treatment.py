"""All content about what can be done for a patient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sciatica_teach.model.advice import AdviceRules
from sciatica_teach.model.cautions import Caution, Danger
from sciatica_teach.model.chains import ChainTask
from sciatica_teach.model.indexing import get_from, indexed
from sciatica_teach.model.points import Pattern, Point, PointPlace
from sciatica_teach.model.techniques import ArticleRule, Mechanism, Protocol, Schedule, Target, Technique, Trial


@dataclass(frozen=True, kw_only=True)  # no slots: the indexes below are computed once, on first use
class Treatment:
    """`get_` methods raise `UnknownId`; the tuples keep the order of the content."""

    techniques: tuple[Technique, ...] = ()
    """Sorted by their `order`."""
    targets: tuple[Target, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    points: tuple[Point, ...] = ()
    """Sorted by region, from the back down."""
    point_places: tuple[PointPlace, ...] = ()
    protocols: tuple[Protocol, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    cautions: tuple[Caution, ...] = ()
    dangers: tuple[Danger, ...] = ()
    article_rules: tuple[ArticleRule, ...] = ()
    """In the order of the article."""
    trials: tuple[Trial, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    chain_tasks: tuple[ChainTask, ...] = ()
    """Sorted by their `order`."""
    advice_rules: AdviceRules | None = None
    """None only where there are no techniques either."""

    @cached_property
    def technique_by_id(self) -> Mapping[str, Technique]:
        return indexed(self.techniques)

    @cached_property
    def target_by_id(self) -> Mapping[str, Target]:
        return indexed(self.targets)

    @cached_property
    def mechanism_by_id(self) -> Mapping[str, Mechanism]:
        return indexed(self.mechanisms)

    @cached_property
    def point_by_id(self) -> Mapping[str, Point]:
        return indexed(self.points)

    @cached_property
    def place_by_id(self) -> Mapping[str, PointPlace]:
        return indexed(self.point_places)

    @cached_property
    def pattern_by_id(self) -> Mapping[str, Pattern]:
        return indexed(self.patterns)

    @cached_property
    def caution_by_id(self) -> Mapping[str, Caution]:
        return indexed(self.cautions)

    @cached_property
    def danger_by_id(self) -> Mapping[str, Danger]:
        return indexed(self.dangers)

    @cached_property
    def trial_by_id(self) -> Mapping[str, Trial]:
        return indexed(self.trials)

    @cached_property
    def chain_task_by_id(self) -> Mapping[str, ChainTask]:
        return indexed(self.chain_tasks)

    def get_technique(self, technique_id: str) -> Technique:
        return get_from("technique", technique_id, self.technique_by_id)

    def get_target(self, target_id: str) -> Target:
        return get_from("target", target_id, self.target_by_id)

    def get_mechanism(self, mechanism_id: str) -> Mechanism:
        return get_from("mechanism", mechanism_id, self.mechanism_by_id)

    def get_point(self, point_id: str) -> Point:
        return get_from("point", point_id, self.point_by_id)

    def get_pattern(self, pattern_id: str) -> Pattern:
        return get_from("pattern", pattern_id, self.pattern_by_id)

    def get_caution(self, caution_id: str) -> Caution:
        return get_from("caution", caution_id, self.caution_by_id)

    def get_danger(self, danger_id: str) -> Danger:
        return get_from("danger", danger_id, self.danger_by_id)

    def get_trial(self, trial_id: str) -> Trial:
        return get_from("trial", trial_id, self.trial_by_id)

    def get_chain_task(self, task_id: str) -> ChainTask:
        return get_from("chain task", task_id, self.chain_task_by_id)
