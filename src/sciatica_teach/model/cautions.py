"""Cautions: things about a patient that change what may be done, whatever the cause of the pain.

A caution takes hold of techniques and points by their ids or by their hazards. `absolute` forbids; `students` forbids
to students what a trained practitioner may do under conditions; `relative` allows it under the conditions it names.
"""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import MinLen

from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.evidence import Claim, Review, Text
from sciatica_teach.model.record import record
from sciatica_teach.model.techniques import Hazard

CautionLevel = Literal["absolute", "students", "relative"]


@record
class CautionRule:
    """What one caution means for some techniques and points."""

    techniques: tuple[Text, ...] = ()
    points: tuple[Text, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    """Every technique and every point that has one of these."""
    level: CautionLevel
    why: Claim
    safer: tuple[Claim, ...] = ()
    """What makes it safer; a relative rule names at least one."""


@record
class Caution:
    """Something to ask before any needle. Its id is the flag of a patient who has it."""

    id: Text
    name: Text
    short: Text
    ask: Text
    """The question in plain words."""
    about: Claim
    implies: tuple[Text, ...] = ()
    """Cautions that hold as well: the first trimester is pregnancy."""
    finding: str = ""
    """Id of the finding that asks for it in cases."""
    setting: str = ""
    """Id of the setting made for the people who have it."""
    refer: Urgency = "treat"
    """The slowest referral that it allows, whatever the cause."""
    refer_why: Claim | None = None
    """Needed where it refers."""
    rules: Annotated[tuple[CautionRule, ...], MinLen(1)]
    review: Review


@record
class Mitigation:
    """Something that can be done about a danger; not all of it helps."""

    id: Text
    text: Text
    works: Literal["yes", "partly", "no", "harms"]
    why: Claim


@record
class Danger:
    """A danger that a plan has to name, and what can be done about it."""

    id: Text
    name: Text
    what: Claim
    always: bool = False
    """Belongs to every plan with a needle."""
    hazards: tuple[Hazard, ...] = ()
    techniques: tuple[Text, ...] = ()
    points: tuple[Text, ...] = ()
    flags: tuple[Text, ...] = ()
    causes: tuple[Text, ...] = ()
    """It belongs to a plan when one of these matches."""
    mitigations: Annotated[tuple[Mitigation, ...], MinLen(2)]
    review: Review
