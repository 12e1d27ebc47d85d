"""Who generated patients are, and what holds of every one of them whatever the throws say."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Gt, MinLen

from sciatica_teach.model.causes import Region
from sciatica_teach.model.evidence import Probability, Text
from sciatica_teach.model.record import record

Sex = Literal["female", "male"]

YOUNGEST, OLDEST = 18, 90
"""Generated patients are adults."""


@record
class Shares:
    """How often something is so that makes a patient harder, or dangerous. All are choices of a teacher."""

    danger: Probability
    """Of the patients: a cause that needs help within days or faster."""
    stray_alarm: Probability
    """Of the patients: a sign that demands a referral and does not come from the cause. Thrown one by one, every third
    patient would have one."""
    atypical: Probability
    """Of the patients: a key finding of the cause is not there, or the pain is where it seldom is."""
    herring: Probability
    """Of the patients: a finding that speaks for another cause, or a scan that frightens."""
    unreliable: Probability
    """Of the patients who have something to keep back: they do, until they are asked about something near it."""
    findable: Probability
    """The true cause is believed at least this much once everything is known; else the patient is thrown again."""


@record
class SettingMix:
    """How many patients come from a setting, and who comes there."""

    setting: Text
    share: Probability
    ages_from: int = YOUNGEST
    ages_to: int = OLDEST
    sex: Literal["", "female", "male"] = ""


@record
class CausePeople:
    """Who has a cause and for how long, as far as it is not said by findings."""

    cause: Text
    ages_from: int = YOUNGEST
    ages_to: int = OLDEST
    sex: Literal["", "female", "male"] = ""
    settings: tuple[Text, ...] = ()
    """None: every setting whose prior has it."""
    weeks_from: Annotated[float, Gt(0)] = 1.0
    weeks_to: Annotated[float, Gt(0)] = 60.0


@record
class AgeSign:
    """A finding that is nothing but an age: present from `least` on, or up to `most`."""

    finding: Text
    least: int | None = None
    most: int | None = None


@record
class PersonSign:
    """A finding that only some people can have; with a share where it follows no cause, as a pacemaker does not."""

    finding: Text
    share: Probability | None = None
    sex: Literal["", "female", "male"] = ""
    ages_from: int = YOUNGEST
    ages_to: int = OLDEST


@record
class YoungSign:
    """A finding that hardly anybody up to an age has whose cause does not bring it."""

    finding: Text
    ages_to: int
    share: Probability
    """Of these people."""


@record
class TimeSign:
    """A finding that needs some time: present only where the pain is older than `weeks`."""

    finding: Text
    weeks: Annotated[float, Gt(0)]
    decides: bool = False
    """Whether the finding says just that, so that it is present wherever the pain is older."""


@record
class Implication:
    """Whoever has all of `present` has one of `then` too."""

    present: Annotated[tuple[Text, ...], MinLen(1)]
    then: Annotated[tuple[Text, ...], MinLen(1)]


@record
class CountSign:
    """A finding that is nothing but a count of others: present where at least `least` of them are."""

    finding: Text
    of: Annotated[tuple[Text, ...], MinLen(2)]
    least: Annotated[int, Ge(1)]


@record
class PlaceSign:
    """Where it hurts if one of the findings is present, and where not if none of them is."""

    findings: Annotated[tuple[Text, ...], MinLen(1)]
    regions: Annotated[tuple[Region, ...], MinLen(1)]
    needed: bool = True
    """Whether one of the regions hurts where one of the findings is present."""
    only: bool = True
    """Whether none of them hurts otherwise."""


@record
class Rules:
    """What holds of every patient, whatever the throws say."""

    female: str = ""
    """Id of the finding that is the sex."""
    ages: tuple[AgeSign, ...] = ()
    people: tuple[PersonSign, ...] = ()
    young: tuple[YoungSign, ...] = ()
    times: tuple[TimeSign, ...] = ()
    apart: tuple[tuple[Text, ...], ...] = ()
    """Findings of which the first cannot be present together with any of the others, beside what `excludes` says."""
    implications: tuple[Implication, ...] = ()
    counts: tuple[CountSign, ...] = ()
    places: tuple[PlaceSign, ...] = ()
    narrow: tuple[Text, ...] = ()
    """Findings with which no more than two regions hurt."""
    both_sides: tuple[Text, ...] = ()
    """Findings of which one is enough for a pain on both sides."""
