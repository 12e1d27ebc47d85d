"""Ways to build the chain of reasoning: from the advice of the lessons, asked for one's own leading cause.

The advice is asked as the lesson asks it, with the learner's own cause and with what the patient has told. A learner
with a rate of mistakes takes something else on offer instead, link by link.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from sciatica_teach.grading.chain_dangers import find_dangers
from sciatica_teach.grading.chain_key import ChainKey
from sciatica_teach.model.advice import AdvicePatient
from sciatica_teach.model.chains import Chain, PlannedDose, PlannedPoint
from sciatica_teach.model.techniques import Dose
from sciatica_teach.reasoning.advice import advise
from sciatica_teach.session.case_chain import build_task
from sciatica_teach.session.learners.seen import Seen

Chaining = Callable[[Seen, Mapping[str, float]], Chain]

SLIP: Final = 0.15
"""How often a novice takes something else."""

MOST_POINTS: Final = 3


def chain_nothing(_seen: Seen, _stated: Mapping[str, float]) -> Chain:
    return Chain()


def chain_by_advice(seen: Seen, stated: Mapping[str, float], *, slip: float = 0.0) -> Chain:
    """Each link from the advice for one's own leading cause; mistaken at the rate `slip`."""
    hand = _Hand(seen, slip)
    cause = hand.take(tuple(sorted(seen.offered, key=lambda one: (-stated.get(one, 0.0), one)))[:1], seen.offered)
    key = _ask_lesson(seen, cause)
    treatment = seen.kb.treatment
    own = (cause,)
    technique = hand.take(_techniques(key, cause), [one.id for one in treatment.techniques])
    reaches = tuple(sorted(key.find_reaches(technique, cause) - {""})) or key.find_targets(own)
    chain = Chain(
        cause=cause, technique=technique,
        mechanism=hand.take(key.find_mechanisms(own), [one.id for one in treatment.mechanisms
                                                       if not set(seen.offered).isdisjoint(one.causes)]),
        target=hand.take(reaches, [one.id for one in treatment.targets]),
    )
    return _fill(key, hand, chain)


chain_like_a_novice: Chaining = partial(chain_by_advice, slip=SLIP)


class _Hand:
    """Takes the first of what is right, and at the set rate something else."""

    def __init__(self, seen: Seen, slip: float) -> None:
        self.rng = seen.rng
        self.slip = slip

    def slips(self) -> bool:
        return bool(self.rng.random() < self.slip)

    def take(self, right: Sequence[str], offered: Sequence[str]) -> str:
        slips, chosen = self.slips(), int(self.rng.integers(len(offered)))
        return offered[chosen] if slips or not right else right[0]


def _ask_lesson(seen: Seen, cause_id: str) -> ChainKey:
    """The advice as if the learner's own cause were so, for what the patient has told; nothing else is known."""
    task = replace(build_task(seen.kb, seen.session.case), truth=cause_id, also=(), flags=(), findings=seen.known)
    patient = AdvicePatient(observed=seen.known)
    return ChainKey(seen.kb, task, lambda one: advise(seen.kb, one, patient))


def _techniques(key: ChainKey, cause_id: str) -> tuple[str, ...]:
    """Preferred ones first."""
    good = key.find_right_techniques()
    preferred = [one for one in good if key.advice_for(cause_id).get_technique(one).standing == "preferred"]
    return (*preferred, *(one for one in good if one not in preferred))


def _fill(key: ChainKey, hand: _Hand, chain: Chain) -> Chain:
    """Points, dangers and dose for what was chosen."""
    points = tuple(_plan_point(key, hand, one) for one in key.find_points(chain, (chain.cause,))[:MOST_POINTS])
    planned = replace(chain, points=points)
    technique = key.kb.treatment.get_technique(chain.technique)
    urgency = key.advice.refer
    return replace(
        planned,
        mitigations=_answer_dangers(key, hand, planned),
        dose=_plan_dose(technique.dose, hand) if technique.dose else None,
        refer="routine" if urgency == "treat" else urgency,
    )


def _plan_point(key: ChainKey, hand: _Hand, point_id: str) -> PlannedPoint:
    """Within the shallow end of students, in a usual direction."""
    point = key.kb.treatment.get_point(point_id)
    angle = point.angles[-1 if hand.slips() else 0]
    return PlannedPoint(point=point_id, depth_cun=point.depth.student_cun, angle=angle)


def _answer_dangers(key: ChainKey, hand: _Hand, chain: Chain) -> dict[str, str]:
    """What works against each danger that belongs to the plan; a slip overlooks it."""
    return {
        danger.id: next((one.id for one in danger.mitigations if one.works == "yes"), danger.mitigations[0].id)
        for danger in find_dangers(key, chain) if not hand.slips()
    }


def _plan_dose(dose: Dose, hand: _Hand) -> PlannedDose:
    visits = dose.visits_low if not hand.slips() else dose.visits_high + 6
    return PlannedDose(
        visits=visits, per_week=dose.per_week_low, review_at=min(dose.review_from, visits),
        unchanged="go-on" if hand.slips() else "stop-or-refer",
    )
