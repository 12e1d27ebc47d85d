"""Where structures lie in space, kept as content so that a clinician can correct a course without code.

One frame for everything: X to the patient's left, Y backwards, Z up, in millimetres, with the origin midway between
the centres of the hip joints of a standing adult. Only the left side is written; the right one is its mirror image.
"""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Gt, Lt, MinLen

from sciatica_teach.model.evidence import Claim, Review, Text
from sciatica_teach.model.record import record

Point3 = tuple[float, float, float]
"""X, Y and Z in millimetres."""

Millimetres = Annotated[float, Gt(0.0)]


@record
class Course:
    """The centre line of a nerve, from proximal to distal."""

    id: Text
    structure: Text
    """Id of the nerve it draws; a nerve may have several courses (a root has a part inside the spine)."""
    variant: str = ""
    """Id of the nerve variant it belongs to; empty where it is the same in all."""
    points: Annotated[tuple[Point3, ...], MinLen(2)]
    radius_mm: Millimetres
    end_radius_mm: Millimetres | None = None
    """Where it tapers: the radius at the distal end."""
    basis: Claim


@record
class Belly:
    """The shape of a muscle, or of one part of it.

    `spindle`: one line from origin to insertion, thick in the middle. `sheet`: two or more lines of fibres, each from
    origin to insertion, with a curved plate through them.
    """

    id: Text
    structure: Text
    """Id of the muscle."""
    form: Literal["spindle", "sheet"]
    lines: Annotated[tuple[Annotated[tuple[Point3, ...], MinLen(2)], ...], MinLen(1)]
    width_mm: Millimetres
    """Full width of a spindle at its thickest; of a sheet the rounding of its edges."""
    thickness_mm: Millimetres
    """Full thickness at the thickest place."""
    tendon_share: Annotated[float, Ge(0.0), Lt(1.0)] = 0.0
    """How much of the length, at the insertion, is tendon."""
    basis: Claim


@record
class Landmark:
    """A place on a bone that a hand can find, or that others are measured from."""

    id: Text
    name: Text
    at: Point3
    structure: Text
    """Id of the bone it is on."""


@record
class Corridor:
    """The path of a needle at a point, and what lies in its way."""

    id: Text
    """The WHO code in lower case: "gb30"."""
    code: Text
    """The WHO code as printed: "GB30"."""
    name: Text
    """Pinyin and character."""
    location: Claim
    """Where the point is."""
    through: Point3
    """A place on the needle's path, inside the body."""
    direction: Point3
    """The way the needle goes, from the skin inwards; any length."""
    at_risk: Annotated[tuple[Text, ...], MinLen(1)]
    """Ids of the structures to measure the distance to; the first is the one feared most."""
    depth: Claim
    """What is said about depth, and what is not known."""
    danger: Annotated[tuple[Claim, ...], MinLen(1)]
    """What can be hit, what that feels like, and what to do: the stop sign first."""
    review: Review
