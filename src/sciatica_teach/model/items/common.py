"""What every quiz item has, the objectives that items serve and the misconceptions that they meet."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import MinLen

from sciatica_teach.model.evidence import Mark, Text
from sciatica_teach.model.record import record

Area = Literal["safety", "anatomy", "differentiation", "reasoning", "points", "evidence"]
"""The fields of the blueprint: every objective, and with it every item, belongs to one."""

Hardness = Literal["easy", "middle", "hard"]
"""How hard its author takes an item to be; recorded answers say more as soon as there are enough."""


@record
class Objective:
    """Something the learner will be able to do."""

    id: Text
    text: Text
    name: Text
    """The same in a few words, for tables and plots."""
    lesson: Literal["anatomy", "symptoms", "reasoning", "cases"]
    """Where it is taught."""
    area: Area
    safety: bool = False


@record
class Misconception:
    """A wrong belief worth meeting, and what holds instead."""

    id: Text
    belief: Text
    correction: Text
    sources: tuple[Text, ...] = ()


@record
class Option:
    """Something to choose; `feedback` says why it is right or wrong, and is shown whether it was chosen or not."""

    id: Text
    text: Text
    right: bool = False
    feedback: Text


@record
class ItemBase:
    """What every item has."""

    id: Text
    stem: Text
    explanation: Text
    """Why the right answer is right; with the verdicts it is the worked answer."""
    nudge: str = ""
    """The first hint: where to look."""
    scaffold: str = ""
    """The second hint: how to think it through, without the answer."""
    objective: Text
    misconception: str = ""
    """Id of the wrong belief that the item meets."""
    safety: bool = False
    hardness: Hardness = "middle"
    twin_of: str = ""
    """Id of the item that asks the same of another patient or of other numbers; empty for that first one."""
    mark: Mark
    sources: Annotated[tuple[Text, ...], MinLen(1)]
    conflict: str = ""

    @property
    def family(self) -> str:
        """What twins have in common; they are remembered as one, and never asked one after the other."""
        return self.twin_of or self.id


@record
class Recipe:
    """What a generated item is made from: the same seed always makes the same item."""

    id: Text
    objective: Text
    misconception: str = ""
    safety: bool = False
    hardness: Hardness = "middle"
    seed: int

    @property
    def family(self) -> str:
        return self.id

    @property
    def twin_of(self) -> str:
        return ""
