"""How a case is marked: what each part weighs, and where a failed safety gate caps the sum."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le

from sciatica_teach.model.cases import CASE_PARTS, ActionClass, CasePart
from sciatica_teach.model.evidence import Claim, Probability, Review
from sciatica_teach.model.record import record

__all__ = ["CASE_PARTS", "CasePart", "Marking"]


@record
class Marking:
    """The weights of the case marks."""

    weights: dict[CasePart, Probability]
    """Every part; together 1. A part that is not graded hands its weight to the others. A case may have its own."""
    gate_cap: Annotated[float, Ge(0), Le(100)]
    """The most that a case earns, of 100, when its safety gate is shut."""
    actions: dict[ActionClass, float]
    """What an action of the plan is worth by its class."""
    chain_share: Probability
    """How much of the plan's credit the chain of reasoning makes up, where one is asked for."""
    basis: Claim
    review: Review
