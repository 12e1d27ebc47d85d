"""Causes of leg pain, and the settings in which patients arrive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from annotated_types import MinLen

from sciatica_teach.model.evidence import Claim, Probability, Review, Text
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.record import record

Urgency = Literal["treat", "routine", "urgent", "same-day", "emergency"]
"""How fast a patient must be seen elsewhere; `treat` means that treatment may begin here, with a safety net."""

URGENCIES: tuple[Urgency, ...] = ("treat", "routine", "urgent", "same-day", "emergency")
"""From the least to the most urgent."""

OTHER = "other"
"""The id of the cause that stands for everything not listed; every finding has its background rate under it."""

Region = Literal[
    "low-back", "buttock", "groin", "lateral-hip", "front-thigh", "lateral-thigh", "back-thigh", "knee",
    "back-knee", "lateral-leg", "front-leg", "medial-leg", "calf", "heel", "foot-top", "big-toe", "lateral-foot",
    "sole", "saddle",
]
"""A region of the body map, for one side of the body."""


@record
class PainMap:
    """How often patients with a cause mark each region when they draw their pain."""

    shares: dict[Region, Probability]
    """Region -> share of patients who mark it, on one side; a region not named is not marked by it."""
    basis: Claim
    """Where the shares come from."""


NO_MAP = PainMap(shares={}, basis=Claim(text="Follows from the maps of the parts.", mark="estimate"))
"""Of a composite that states none: when compiled, it is worked out from those of its parts."""


@record
class Cause:
    """A candidate explanation of the patient's pain."""

    id: Text
    name: Text
    short: Text
    """At most about 24 characters, for sliders and figures."""
    family: Literal["root", "canal", "referred", "nerve", "vascular", "bone", "joint", "systemic", "unspecified"]
    parts: tuple[Text, ...] = ()
    """Of a patient with several problems at once: the ids of two or more simple causes. None for a simple cause."""
    urgency: Urgency
    summary: Claim
    story: Annotated[tuple[Claim, ...], MinLen(1)]
    """How it is told by patients: who, and where it hurts."""
    mechanism: Claim
    age: Claim
    """At what age it is typical."""
    onset: Claim
    """How it begins."""
    worse: tuple[Claim, ...] = ()
    """What makes it worse, each in a few words."""
    better: tuple[Claim, ...] = ()
    """What eases it, each in a few words."""
    tells_apart: tuple[Claim, ...] = ()
    """What separates it best from its look-alikes."""
    needling: tuple[Claim, ...] = ()
    """What it means for the needle: cautions first."""
    pain: tuple[Region, ...] = ()
    """The regions that its card names as painful; each has a share in `pain_map`."""
    pain_map: PainMap = NO_MAP
    """Only a composite may leave it out."""
    both_sides: bool = False
    review: Review

    @property
    def with_parts(self) -> tuple[str, ...]:
        """Its own id, then those of its parts."""
        return (self.id, *self.parts)


@record
class Setting:
    """Where the patient walks in; it fixes the prior."""

    id: Text
    name: Text
    description: Text
    prior: dict[str, Probability]
    """Cause id -> share; every cause is named and the shares sum to 1. A teaching assumption."""
    counted: tuple[Text, ...] = ()
    """Findings that the prior already holds: in a clinic for people over 65 being over 65 is no news. Each is known
    without asking; it is shown with the patient and never counted as evidence a second time."""
    outside: tuple[Text, ...] = ()
    """Findings that nobody in this setting can have; whoever enters one has taken the wrong setting."""
    basis: Claim
    review: Review

    def leave_out_counted(self, observed: Mapping[str, Answer]) -> dict[str, Answer]:
        """What is evidence here: the answers without those that the prior already holds."""
        return {finding_id: value for finding_id, value in observed.items() if finding_id not in self.counted}
