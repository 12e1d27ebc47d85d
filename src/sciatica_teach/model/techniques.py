"""Techniques: what is done, for which cause and structure, how it is said to work, and how far that is known.

A technique says what it is for in its indications. Each names causes, a standing and a grade; for a cause that no
indication names there is nothing on record, and that is what the advice says.
"""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Gt, MinLen

from sciatica_teach.model.evidence import Claim, Review, Text
from sciatica_teach.model.record import record

Standing = Literal["contraindicated", "not-indicated", "acceptable", "preferred"]
"""What a technique or a point is for a patient."""

STANDINGS: tuple[Standing, ...] = ("contraindicated", "not-indicated", "acceptable", "preferred")
"""From the worst to the best."""

Grade = Literal["high", "moderate", "low", "very-low", "none"]
"""How sure one can be, in the words of GRADE; `none` where no study was found."""

Hazard = Literal[
    "skin-break", "current", "heat", "suction", "deep", "strong", "lumbosacral", "near-spine", "near-nerve",
    "near-vessel", "near-kidney", "labour-list", "calf", "foot", "hand",
]
"""What about a technique or a point can do harm: the handle by which cautions take hold of it. `strong` is strong
stimulation, `labour-list` the traditional list of points avoided in pregnancy."""


@record
class Target:
    """What a treatment is meant to act on."""

    id: Text
    name: Text
    what: Claim
    structures: tuple[Text, ...] = ()
    """Ids of anatomical structures that belong to it; none for a channel or the whole person."""
    review: Review


@record
class Mechanism:
    """How a pain arises: the link between a cause and what is treated."""

    id: Text
    name: Text
    what: Claim
    causes: Annotated[tuple[Text, ...], MinLen(1)]
    """Ids of the causes that it belongs to."""
    review: Review


@record
class Indication:
    """What a technique is for patients with these causes."""

    causes: Annotated[tuple[Text, ...], MinLen(1)]
    standing: Standing
    grade: Grade
    """Of the evidence for or against it in these causes."""
    target: str = ""
    """Id of the target that it is meant to reach; empty where it is not used."""
    basis: Claim


@record
class Parameter:
    """One of the things that are set when the technique is used, as practised and as tried."""

    name: Literal["frequency", "intensity", "time", "depth", "needles", "visits", "spacing"]
    text: Claim


@record
class Dose:
    """How often, as far as a plan can be checked against it."""

    visits_low: Annotated[int, Ge(1)]
    visits_high: Annotated[int, Ge(1)]
    per_week_low: Annotated[float, Gt(0.0)]
    per_week_high: Annotated[float, Gt(0.0)]
    review_from: Annotated[int, Ge(1)]
    """First visit at which it makes sense to look back."""
    review_by: Annotated[int, Ge(1)]
    """Last visit by which it must have been done."""
    basis: Claim


@record
class GuidelineStance:
    """What one body says about it."""

    body: Text
    """Its short name with the year: "NICE 2020"."""
    stance: Literal["for", "against", "partly", "silent"]
    says: Claim


@record
class AdverseEvent:
    """Something unwanted, with its rate where one was measured."""

    name: Text
    per_10_000: Annotated[float, Ge(0.0)] | None = None
    low: Annotated[float, Ge(0.0)] | None = None
    high: Annotated[float, Ge(0.0)] | None = None
    """Ends of the interval, where the source gives one."""
    of: Literal["patients", "treatments", "consultations", "needles"] = "patients"
    """What was counted: 10,000 of these."""
    basis: Claim


@record
class Technique:
    """What can be done for a patient; education and referral are techniques too."""

    id: Text
    order: int
    name: Text
    short: Text
    """At most about 24 characters, for tables and figures."""
    kind: Literal["needle", "heat", "suction", "active", "referral"]
    hazards: tuple[Hazard, ...] = ()
    what: Claim
    """What is done."""
    claimed: tuple[Claim, ...] = ()
    """How it is said to work."""
    shown: tuple[Claim, ...] = ()
    """What has been shown of that, and what has not."""
    parameters: tuple[Parameter, ...] = ()
    dose: Dose | None = None
    indications: Annotated[tuple[Indication, ...], MinLen(1)]
    evidence: Claim
    """The whole evidence in two or three sentences."""
    grade: Grade
    """Of its best-supported use."""
    guidelines: tuple[GuidelineStance, ...] = ()
    adverse: tuple[AdverseEvent, ...] = ()
    review: Review


@record
class Protocol:
    """A named set of points with its tradition, or with the study that used it."""

    id: Text
    name: Text
    tradition: Text
    """Whose it is: a lineage, an expert panel, a trial."""
    technique: Text
    points: tuple[Text, ...] = ()
    """Point ids; none where the set is not named by whoever speaks of it."""
    unnamed: Annotated[int, Ge(0)] = 0
    """How many points are spoken of without being named."""
    side: Literal["same", "opposite", "both"]
    """Which side of the body is needled, seen from the pain."""
    how: Claim
    standing: Claim
    """What is known about it."""
    review: Review


@record
class ArticleRule:
    """A rule of the clinic's article, taken at its word, and what is to be said about it."""

    id: Text
    order: int
    rule: Claim
    """What the article would do, in our words."""
    causes: Annotated[tuple[Text, ...], MinLen(1)]
    technique: Text
    """Id of the technique that it names."""
    critique: Claim
    article_claim: str = ""
    """Id of the claim of the article that it belongs to."""
    review: Review


@record
class Schedule:
    """How many visits somebody used or advises, and over how long: what a plan is laid beside."""

    id: Text
    name: Text
    """Short, with the year: "Tu 2024"."""
    visits_low: Annotated[int, Ge(1)]
    visits_high: Annotated[int, Ge(1)]
    weeks: Annotated[float, Gt(0.0)] | None = None
    """From the first visit to the last, as printed; none where nobody says."""
    basis: Claim
    """What was done, and to what end."""
    review: Review


@record
class TrialOutcome:
    """One outcome of a trial at one time, as printed."""

    name: Text
    unit: Text
    week: Annotated[int, Ge(0)]
    treated: float | None = None
    """Change in the treated arm; negative where it fell."""
    compared: float | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    """Ends of the 95 % interval of the difference."""
    worthwhile: float | None = None
    """A difference that is often called worthwhile, with the same sign."""
    spread: Annotated[float, Gt(0.0)] | None = None
    """Standard deviation of the change from patient to patient; ours where the source gives none."""
    basis: Claim


@record
class ImprovedShare:
    """How many of a group had improved at a time, needles or not."""

    group: Text
    week: Annotated[int, Ge(0)]
    share: Annotated[float, Ge(0.0)]
    basis: Claim


@record
class Trial:
    """A study with figures that are drawn."""

    id: Text
    name: Text
    source: Text
    arms: Annotated[tuple[Text, ...], MinLen(1)]
    """Names of the arms: the treated first, then what it was compared with."""
    design: Claim
    outcomes: tuple[TrialOutcome, ...] = ()
    shares: tuple[ImprovedShare, ...] = ()
    cautions: tuple[Claim, ...] = ()
    review: Review
