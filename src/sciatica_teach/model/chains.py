"""Chains of reasoning: from the cause over mechanism, target and technique to points, dangers and dose."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Literal

from annotated_types import Ge, Gt, MinLen

from sciatica_teach.model.cases import Patient
from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.evidence import Claim, Review, Text
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.points import Angle
from sciatica_teach.model.record import record

Link = Literal["cause", "mechanism", "target", "technique", "points", "dangers", "dose", "referral"]
"""The links in order; `referral` stands in place of points and dose where the technique is referral."""


@record
class PlannedPoint:
    """A point with what is planned there; None has not been chosen yet."""

    point: Text
    depth_cun: Annotated[float, Gt(0.0)] | None = None
    angle: Angle | None = None


Unchanged = Literal["stop-or-refer", "go-on", "stronger"]
"""What is done when nothing has changed by the review."""


@record
class PlannedDose:
    """How often and for how long; None has not been chosen yet."""

    visits: Annotated[int, Ge(1)] | None = None
    per_week: Annotated[float, Gt(0.0)] | None = None
    review_at: Annotated[int, Ge(1)] | None = None
    """The visit at which is looked back."""
    unchanged: Unchanged | None = None


@record
class Chain:
    """What a learner has put together; what is empty or None has not been chosen yet."""

    cause: str = ""
    mechanism: str = ""
    target: str = ""
    technique: str = ""
    points: tuple[PlannedPoint, ...] = ()
    mitigations: dict[str, str] = field(default_factory=dict)
    """Danger id -> id of what is done about it; empty where nothing has been chosen yet."""
    dose: PlannedDose | None = None
    refer: Urgency | None = None
    """How fast the patient is sent, where the technique is referral."""


@record
class ChainTask:
    """A patient to reason about, with what is already known."""

    id: Text
    order: int
    title: Text
    patient: Patient
    setting: Text
    story: Text
    """What was told and found, in a few sentences."""
    findings: dict[str, Answer]
    """The same as finding ids, for the must-refer rule and the belief."""
    flags: tuple[Text, ...] = ()
    """Ids of cautions."""
    truth: Text
    """Cause id."""
    also: tuple[Text, ...] = ()
    """Causes that are as good a first link."""
    offered: Annotated[tuple[Text, ...], MinLen(2)]
    """Causes to choose from; the truth and its like among them."""
    lessons: Annotated[tuple[Claim, ...], MinLen(1)]
    review: Review


HarmKind = Literal["not-referred", "too-slow", "technique", "point", "too-deep", "wrong-angle", "mitigation"]
"""`not-referred`: treated where a referral is demanded. `too-slow`: referred, but slower than is demanded.
`technique` and `point`: contraindicated for this patient. `mitigation`: what is done about a danger makes it worse."""


@record
class Harm:
    """Something in a chain that can hurt the patient: told before any mark."""

    kind: HarmKind
    link: Link
    """The link that it stands in."""
    subject: str
    """Id of the technique, the point or the danger; the planned urgency of a referral that is too slow."""
    told: str
    """What is dangerous, in one sentence of ours."""
    why: tuple[Claim, ...]
    """What can happen and where that is from."""
    instead: str
    """What to do instead, without giving the rest of the chain away."""
    safer: tuple[Claim, ...] = ()
    """What the content says is safer, where it says so."""
    works: tuple[str, ...] = ()
    """What works against the danger, where a measure makes it worse: for the screen only once the chain is marked."""

    def is_same(self, other: Harm) -> bool:
        """Whether both are the same mistake; that nobody is sent in time is one, whatever is done meanwhile."""
        is_whole = self.kind in ("not-referred", "too-slow")
        return self.kind == other.kind and (is_whole or self.subject == other.subject)


ChainVerdict = Literal["fits", "follows", "loose", "partly", "wrong", "harmful", "blank", "nothing"]
"""`fits`: right for this patient and in line with the links before. `follows`: wrong for this patient, in line with the
learner's own earlier links. `loose`: right for this patient, but no earlier link leads to it. `partly`: some of its
parts are right. `nothing`: there is nothing to earn, and it counts neither way."""


@record
class PartGrade:
    """One point, one danger or one setting of the dose."""

    subject: str
    """Id of the point or the danger; the name of the field of the dose."""
    verdict: ChainVerdict
    earned: float
    """From 0 to 1; how parts make the mark of their link is said in the link's rule."""
    told: str
    """What was judged, in our words; empty where the verdict says it all."""
    why: tuple[Claim, ...] = ()


@record
class LinkGrade:
    """One link, marked and explained."""

    link: Link
    verdict: ChainVerdict
    earned: float
    possible: float
    told: str
    """What was judged, in one or two sentences of ours."""
    why: tuple[Claim, ...] = ()
    """What the content says about it, with marks and sources."""
    parts: tuple[PartGrade, ...] = ()
    """Of points, dangers and dose; also the dangers that were missed, as `blank`."""
    also: tuple[str, ...] = ()
    """Ids of what else would have been right here."""
    preferred: tuple[str, ...] = ()
    """Those of `also` that are preferred for this patient; the others are acceptable. Of techniques and points."""
    rule: str = ""
    """How partial credit came about, where the link has its own rule."""


@record
class ChainGrade:
    """A whole chain. `failed` is said before the marks: a harmful chain is failed whatever it earned."""

    links: tuple[LinkGrade, ...]
    """In the order of the chain."""
    harms: tuple[Harm, ...]
    """What in this chain can hurt the patient."""
    failed: bool
    rule: str
    caught: tuple[Harm, ...] = ()
    """What was caught at the first commit."""

    @property
    def mended(self) -> tuple[Harm, ...]:
        """What was caught and is no longer there."""
        return tuple(one for one in self.caught if not any(map(one.is_same, self.harms)))

    @property
    def left(self) -> tuple[Harm, ...]:
        """What was caught and is still there."""
        return tuple(one for one in self.harms if any(map(one.is_same, self.caught)))

    @property
    def added(self) -> tuple[Harm, ...]:
        """What is dangerous now and was not there when the chain was caught."""
        return tuple(one for one in self.harms if not any(map(one.is_same, self.caught)))

    @property
    def counted(self) -> tuple[LinkGrade, ...]:
        """The links in which there was something to earn."""
        return tuple(link for link in self.links if link.possible)

    @property
    def fitting(self) -> tuple[LinkGrade, ...]:
        """The links that earn their whole mark because they fit."""
        return tuple(link for link in self.counted if link.verdict == "fits")

    @property
    def in_parts(self) -> tuple[LinkGrade, ...]:
        """The links that earn something and not all: where the fractions of the sum come from."""
        return tuple(link for link in self.counted if 0 < link.earned < link.possible)

    @property
    def earned(self) -> float:
        return sum(link.earned for link in self.links)

    @property
    def possible(self) -> float:
        return sum(link.possible for link in self.links)

    def find_link(self, link: Link) -> LinkGrade | None:
        """None for a link that this chain does not have: a referral has no points."""
        return next((one for one in self.links if one.link == link), None)
