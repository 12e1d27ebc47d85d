"""What the advice says: a verdict for every technique and every point, each with all its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.evidence import Claim, Mark, Probability, Review, Text
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.record import record
from sciatica_teach.model.techniques import Standing

ReasonKind = Literal[
    "refer-first", "caution", "cause", "uncertainty", "indication", "use", "technique", "article", "no-record",
]
"""`cause`: dangerous in this cause. `uncertainty`: dangerous or useless in another likely cause. `use`: what a point is
for. `technique`: no technique is left that would need the point. `no-record`: nothing on record."""


@record
class AdviceRules:
    """What the advice says where no other content speaks, and from which share on another cause counts."""

    likely_share: Probability
    """A cause believed at least this much is kept in mind: what would be dangerous in it is not done."""
    open_share: Probability
    """A cause believed at least this much leaves the question open: what it gives no reason for is not preferred."""
    shares_basis: Claim
    emergency: Claim
    """Why an emergency is sent and nothing else is done."""
    same_day: Claim
    """Why nothing goes through or onto the skin before somebody has looked the same day."""
    urgent: Claim
    """The same for a referral within days."""
    no_record: Claim
    """No use for this cause is on record here."""
    no_technique: Claim
    """No technique is left for this patient that would use the point."""
    only_acceptable: Claim
    """The best technique that would use the point is acceptable and no more."""
    unknown_elsewhere: Claim
    """Nothing speaks for it in another cause that is still open."""
    review: Review


@record
class AdvicePatient:
    """What the advice needs to know of a patient."""

    flags: tuple[Text, ...] = ()
    """Ids of cautions."""
    observed: Mapping[str, Answer]
    """Findings that are known: the must-refer rule looks at them."""


@record
class Reason:
    kind: ReasonKind
    text: Text
    mark: Mark
    sources: tuple[Text, ...] = ()
    conflict: str = ""
    of: str = ""
    """Id of the caution, cause, finding or rule that speaks."""
    share: float | None = None
    """Of another likely cause: how likely it is believed to be."""
    limit: Standing | None = None
    """The best standing that it leaves; None where it only informs."""


@record
class Verdict:
    """What a technique or a point is for this patient."""

    id: Text
    standing: Standing
    reasons: tuple[Reason, ...]
    """At least one; what decides comes first."""
    conditions: tuple[Claim, ...] = ()
    """What makes it safer, where a relative caution holds."""


@record
class NeedlePath:
    """How near a needle at a point comes to a structure, in a schematic body of one build; no depth follows from it."""

    point: Text
    build: Text
    structure: Text
    depth_mm: float
    """Way along the needle from the skin to where it is nearest."""
    clearance_mm: float
    """From the needle's axis to the structure's surface; below 0 where it goes through."""


@record
class Advice:
    cause_id: Text
    flags: tuple[Text, ...]
    """All that hold, also those that others imply, in the order of the content."""
    refer: Urgency
    """How fast the patient is sent first; `treat` where nothing asks for it."""
    refer_reasons: tuple[Reason, ...]
    techniques: tuple[Verdict, ...]
    """Every technique, in the order of the content; referral among them."""
    points: tuple[Verdict, ...]
    paths: tuple[NeedlePath, ...] = ()

    def get_technique(self, technique_id: str) -> Verdict:
        return next(verdict for verdict in self.techniques if verdict.id == technique_id)

    def get_point(self, point_id: str) -> Verdict:
        return next(verdict for verdict in self.points if verdict.id == point_id)
