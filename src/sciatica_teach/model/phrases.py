"""How generated patients look and talk, and all else that they are made of."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Literal

from annotated_types import Ge, MinLen

from sciatica_teach.model.causes import Region
from sciatica_teach.model.drawn_people import OLDEST, YOUNGEST, CausePeople, Rules, SettingMix, Sex, Shares
from sciatica_teach.model.drawn_plans import Lessons, Levels, Plans
from sciatica_teach.model.evidence import Claim, Review, Text
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.record import record


@record
class Occupation:
    text: Text
    ages_from: int = YOUNGEST
    ages_to: int = 66
    settings: tuple[Text, ...] = ()
    """None: every setting."""


@record
class Phrase:
    """A sentence with gaps, used where what it asserts is true."""

    text: Text
    asserts: dict[str, Answer] = field(default_factory=dict)
    """Finding id -> what the sentence says of it."""
    sex: Literal["", "female", "male"] = ""


@record
class Voice:
    """A way to talk."""

    id: Text
    yes: Annotated[tuple[str, ...], MinLen(1)]
    """What may stand in front of something that is so; empty for nothing."""
    no: Annotated[tuple[str, ...], MinLen(1)]
    greetings: Annotated[tuple[Text, ...], MinLen(1)]
    """First words; gaps {place}, {side} and {time}. They assert nothing else."""
    openers: Annotated[tuple[str, ...], MinLen(1)]
    """What may stand in front of a longer answer."""


@record
class Instead:
    """What people of some kind say instead of the usual no."""

    texts: Annotated[tuple[Text, ...], MinLen(1)]
    sex: Literal["", "female", "male"] = ""
    ages_from: int = YOUNGEST
    ages_to: int = OLDEST
    asserts: dict[str, Answer] = field(default_factory=dict)
    """Finding id -> what has to be so; the words may say it."""


@record
class Saying:
    """How patients say that a finding is there, or is not."""

    finding: Text
    present: tuple[Text, ...] = ()
    absent: tuple[Text, ...] = ()
    absent_for: tuple[Instead, ...] = ()
    """The first that fits counts instead of `absent`."""
    plain: bool = False
    """The question asks for more than yes or no, so neither stands in front."""


@record
class OpenTemplate:
    """What is told on an open question: sentences about some of these findings that are present."""

    question: Text
    findings: Annotated[tuple[Text, ...], MinLen(1)]
    most: Annotated[int, Ge(1)]
    nothing: Annotated[tuple[Text, ...], MinLen(1)]
    """Words that assert nothing, for who has none of them."""


@record
class Withheld:
    """Something that people keep back at first."""

    finding: Text
    until: Annotated[tuple[Text, ...], MinLen(1)]
    says: Annotated[tuple[Text, ...], MinLen(1)]
    """Words instead of the truth."""


@record
class Talk:
    """How they look and talk."""

    names: dict[Sex, tuple[Text, ...]]
    occupations: tuple[Occupation, ...]
    regions: dict[Region, Text]
    """What people call each region."""
    voices: Annotated[tuple[Voice, ...], MinLen(1)]
    rooms: Annotated[tuple[Phrase, ...], MinLen(1)]
    """What the room sees; gaps {He}, {he}, {his}, {him}."""
    titles: Annotated[tuple[Phrase, ...], MinLen(1)]
    """Headings in the patient's words; gaps as in greetings."""
    sayings: tuple[Saying, ...] = ()
    open_answers: tuple[OpenTemplate, ...] = ()
    scans: Annotated[tuple[Text, ...], MinLen(1)]
    """What people tell of a scan that means little; they assert no finding."""
    scan_question: str = ""
    """The open question on which the scan comes up."""
    withheld: tuple[Withheld, ...] = ()


@record
class Phrases:
    """Everything that `reasoning.generator` needs beside the causes and findings."""

    minutes: Annotated[int, Ge(1)]
    shares: Shares
    basis: Claim
    """Where the shares come from."""
    settings: Annotated[tuple[SettingMix, ...], MinLen(1)]
    causes: tuple[CausePeople, ...] = ()
    rules: Rules
    talk: Talk
    plans: Plans
    levels: Levels
    lessons: Lessons
    review: Review
