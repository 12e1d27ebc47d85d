"""What is right for the patient of a chain task: the key, which stays below the screen until the chain is committed.

Every question is asked of the advice, once for each cause that is accepted as a first link, and once for the cause that
the learner has named: what is right there only, follows from the learner's own link.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from typing import Final

from sciatica_teach.model.advice import Advice, Reason, ReasonKind
from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.chains import Chain, ChainTask
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.points import Point
from sciatica_teach.model.techniques import STANDINGS, Standing
from sciatica_teach.reasoning.advice_reasons import find_indication, find_use, weigh_uses

HAND_POINTS: Final = "hand-points"
"""The technique that has no use for a point anywhere else."""

DEMANDED: Final[frozenset[Urgency]] = frozenset({"urgent", "same-day", "emergency"})
"""A referral that comes before any treatment; a routine one stands beside it."""

LEAST_GOOD: Final = STANDINGS.index("acceptable")


BESIDE: Final[tuple[ReasonKind, ...]] = ("article",)
"""What the advice tells beside its reasons."""


def is_good(standing: Standing) -> bool:
    """Acceptable and preferred both fit: several valid chains exist."""
    return STANDINGS.index(standing) >= LEAST_GOOD


def as_claims(reasons: Iterable[Reason], aside: Collection[ReasonKind] = BESIDE) -> tuple[Claim, ...]:
    """Reasons of the advice as claims, to be shown with their marks and sources.

    Those of a kind that is set `aside` are told only where there is no other.
    """
    told = tuple(reasons)
    chosen = [reason for reason in told if reason.kind not in aside] or told
    return tuple(dict.fromkeys(
        Claim(text=reason.text, mark=reason.mark, sources=reason.sources, conflict=reason.conflict)
        for reason in chosen
    ))


def put_first(reasons: Iterable[Reason], kinds: Collection[ReasonKind]) -> tuple[Reason, ...]:
    """The reasons of these kinds before all others: what something is for comes before what to mind with it."""
    return tuple(sorted(reasons, key=lambda reason: reason.kind not in kinds))


class ChainKey:
    """The advice on one task, asked link by link. Advice is worked out once for each cause."""

    def __init__(self, kb: KnowledgeBase, task: ChainTask, advice_for: Callable[[str], Advice]) -> None:
        self.kb = kb
        self.task = task
        self.advice_for = cache(advice_for)
        self.accepted: tuple[str, ...] = tuple(dict.fromkeys((task.truth, *task.also)))
        """Every cause that is right as a first link, the truth first."""

    @property
    def advice(self) -> Advice:
        """For the true cause: what may be dangerous is asked of this one alone."""
        return self.advice_for(self.task.truth)

    def find_reaches(self, technique_id: str, cause_id: str) -> frozenset[str]:
        """Ids of the targets that a technique is meant to reach in a cause or its parts; "" where one names none."""
        technique = self.kb.treatment.get_technique(technique_id)
        uses = weigh_uses(self.kb, cause_id, lambda one: find_indication(technique, one))
        return frozenset(use.target for use in uses if use.limit)

    def is_technique_good(self, technique_id: str, cause_id: str) -> bool:
        return is_good(self.advice_for(cause_id).get_technique(technique_id).standing)

    def find_preferred_techniques(self) -> tuple[str, ...]:
        """All that are preferred for the patient, in one of the accepted causes."""
        return tuple(
            one.id for one in self.kb.treatment.techniques
            if any(self.advice_for(cause_id).get_technique(one.id).standing == "preferred"
                   for cause_id in self.accepted)
        )

    def is_point_preferred(self, point_id: str) -> bool:
        return any(self.advice_for(cause_id).get_point(point_id).standing == "preferred" for cause_id in self.accepted)

    def reaches(self, technique_id: str, target_id: str, cause_id: str) -> bool:
        """Whether a good technique acts on the target; one that names no target acts on any."""
        reaches = self.find_reaches(technique_id, cause_id)
        return self.is_technique_good(technique_id, cause_id) and not reaches.isdisjoint({"", target_id})

    def find_good_techniques(self, causes: Iterable[str]) -> tuple[str, ...]:
        """All that are acceptable or better in one of the causes, in the order of the content."""
        wanted = tuple(causes)
        return tuple(
            one.id for one in self.kb.treatment.techniques
            if any(self.is_technique_good(one.id, cause_id) for cause_id in wanted)
        )

    def find_targets(self, causes: Iterable[str]) -> tuple[str, ...]:
        """All targets that a good technique reaches in one of the causes, in the order of the content."""
        reached = {reach for cause_id in causes for reach in self._reached(cause_id)}
        return tuple(one.id for one in self.kb.treatment.targets if one.id in reached)

    def find_right_techniques(self) -> tuple[str, ...]:
        """All that are right for the patient; sending only where something asks for it."""
        return tuple(
            one for one in self.find_good_techniques(self.accepted)
            if self.advice.refer != "treat" or self.kb.treatment.get_technique(one).kind != "referral"
        )

    def find_needed_targets(self) -> frozenset[str]:
        """All targets that a technique which is right for the patient reaches."""
        return frozenset(
            reach
            for technique_id in self.find_right_techniques() for cause_id in self.accepted
            if self.is_technique_good(technique_id, cause_id)
            for reach in self.find_reaches(technique_id, cause_id)
        )

    def _reached(self, cause_id: str) -> Iterator[str]:
        for technique_id in self.find_good_techniques((cause_id,)):
            yield from self.find_reaches(technique_id, cause_id)

    def is_point_good(self, point_id: str, causes: Iterable[str]) -> bool:
        return any(is_good(self.advice_for(cause_id).get_point(point_id).standing) for cause_id in causes)

    def find_points(self, chain: Chain, causes: Iterable[str]) -> tuple[str, ...]:
        """All points that are good in one of the causes and act on what the chain is meant to act on."""
        wanted = tuple(causes)
        return tuple(
            one.id for one in self.kb.treatment.points
            if any(self._suits(one, chain, cause_id) and self.is_point_good(one.id, (cause_id,)) for cause_id in wanted)
        )

    def _suits(self, point: Point, chain: Chain, cause_id: str) -> bool:
        """Whether a point acts on the chain's target, or on that of its technique; one without a target suits any.

        What it acts on in another cause counts as well: BL25 lies beside roots and over the muscle.
        """
        asked = weigh_uses(self.kb, cause_id, lambda one: find_use(point, one))
        uses = [use for use in asked if use.limit and use.found]
        if not uses or (chain.technique == HAND_POINTS and point.region != "hand"):
            return False
        reaches = self.find_reaches(chain.technique, cause_id) if chain.technique else frozenset()
        wanted = {chain.target, *reaches} - {""}
        return any(not use.target for use in uses) or any(one.target in wanted for one in point.uses)

    def find_other_causes(self) -> tuple[str, ...]:
        """The causes that are as good as the truth, and the parts of theirs."""
        return tuple(one for cause_id in self.accepted[1:] for one in self.kb.get_cause(cause_id).with_parts)

    def find_mechanisms(self, causes: Iterable[str]) -> tuple[str, ...]:
        """Ids of the mechanisms of the causes and of their parts, in the order of the content."""
        meant = {one for cause_id in causes for one in self.kb.get_cause(cause_id).with_parts}
        return tuple(one.id for one in self.kb.treatment.mechanisms if not meant.isdisjoint(one.causes))

    def own_causes(self, chain: Chain) -> tuple[str, ...]:
        """The cause that the learner has named; none while that is open."""
        return (chain.cause,) if chain.cause else ()
