"""Points: where they are, what they are called, how deep books go, and what lies there.

Depths are printed in cun, which is a share of the patient's own body and no length. The depth for students is the
shallow end of what is printed, or less where even that end is deep.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from annotated_types import Gt, MinLen

from sciatica_teach.model.courses import Point3
from sciatica_teach.model.evidence import Claim, Review, Text
from sciatica_teach.model.record import record
from sciatica_teach.model.techniques import Hazard, Standing

Cun = Annotated[float, Gt(0.0)]
"""A share of the patient's body: the width of the thumb, by convention."""

Angle = Literal["perpendicular", "towards-midline", "away-from-midline", "upward", "downward", "along-skin"]
"""Where the needle points from the skin, the patient standing."""

PointRegion = Literal["low-back", "sacrum", "buttock", "hip", "thigh", "knee", "leg", "foot", "hand"]

REGIONS: tuple[PointRegion, ...] = get_args(PointRegion)
"""From the back down to the foot; the hand last."""


@record
class PointName:
    """How a point is called."""

    pinyin: Text
    """With tone marks."""
    han: Text
    """Simplified characters."""
    traditional: str = ""
    """Traditional characters where they differ."""
    english: Text
    """Our translation, or a usual one."""
    also: tuple[Text, ...] = ()
    """Other spellings that a search must find."""
    basis: Claim


@record
class Depth:
    low_cun: Cun
    high_cun: Cun
    """The range printed by common textbooks."""
    student_cun: Cun
    """The deepest for a student: the shallow end."""
    printed: Claim
    """What is printed, and where sources differ."""
    imaging: tuple[Claim, ...] = ()
    """What was measured in living people or cadavers."""


@record
class AtRisk:
    """A tissue that the needle can meet."""

    tissue: Text
    structure: str = ""
    """Id of the anatomical structure where the model has one."""
    what: Claim


@record
class WrongAngle:
    """A direction that does harm here."""

    angle: Angle
    why: Claim


@record
class PointUse:
    """What the point is for patients with these causes."""

    causes: Annotated[tuple[Text, ...], MinLen(1)]
    standing: Standing
    target: str = ""
    basis: Claim


@record
class Point:
    """An acupuncture point. Where the model has a needle corridor for it, that has the same id."""

    id: Text
    """The code in small letters with hyphens: "gb30", "ex-b2", "tung-22-05"."""
    code: Text
    system: Literal["who", "extra", "tung"]
    channel: Text
    region: PointRegion
    name: PointName
    location: Claim
    depth: Depth
    angles: Annotated[tuple[Angle, ...], MinLen(1)]
    """Directions in which it is usually needled."""
    wrong_angles: tuple[WrongAngle, ...] = ()
    at_risk: tuple[AtRisk, ...] = ()
    """The one feared most first."""
    hazards: tuple[Hazard, ...] = ()
    dangers: tuple[Claim, ...] = ()
    """What to know before needling: the stop sign first."""
    uses: tuple[PointUse, ...] = ()
    tradition: Annotated[tuple[Claim, ...], MinLen(1)]
    """What tradition uses it for."""
    review: Review


@record
class PointPlace:
    """Where a point is drawn. Schematic: it shows what the words of the location say, and is no measurement."""

    id: Text
    """Id of the point."""
    at: Point3 | None = None
    """On the skin of the model in its middle build, left side; none where the model has no such part."""
    plate: Literal["back", "side", "front", "foot-side", "foot-inner", "hand-back", "hand-edge"]
    """The flat picture it is shown on."""
    spot: tuple[float, float]
    """Where on that plate, in its own units."""


@record
class Pattern:
    """A pattern of the traditional differentiation: a channel, or a pattern of signs. Not a validated diagnosis."""

    id: Text
    kind: Literal["channel", "pattern"]
    name: Text
    pinyin: str = ""
    han: str = ""
    signs: Claim
    tongue: str = ""
    pulse: str = ""
    points: tuple[Text, ...] = ()
    """Ids of points that the tradition uses for it."""
    moxa: Literal["fits", "avoid", "unsaid"] = "unsaid"
    resembles: tuple[Text, ...] = ()
    """Ids of causes whose picture is like it."""
    beside: Claim
    """What stands on the biomedical side, and how far the two agree."""
    guard: Claim | None = None
    """What must be excluded before anybody treats the pattern."""
    guard_findings: tuple[Text, ...] = ()
    """Ids of the findings that make the guard speak."""
    review: Review
