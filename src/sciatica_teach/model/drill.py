"""Short vignettes for the red-flag drill: read, decide how fast, go on."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from annotated_types import MinLen

from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.evidence import Claim, Review, Text
from sciatica_teach.model.record import record

Disposal = Literal["now", "same-day", "letter", "treat"]
"""What the learner decides: emergency department now, a doctor today, a letter of referral, or treat here."""

DISPOSALS: tuple[Disposal, ...] = ("now", "same-day", "letter", "treat")
"""From the fastest to the slowest."""

DISPOSAL_OF: Final[dict[Urgency, Disposal]] = {
    "emergency": "now", "same-day": "same-day", "urgent": "letter", "routine": "letter", "treat": "treat",
}
"""The disposal that answers an urgency."""


@record
class Vignette:
    """A patient in three sentences, and how fast they have to be seen."""

    id: Text
    """Goes to the browser with the text, so it must not tell the answer: a name, not a diagnosis."""
    name: Text
    """Who it is: given name and age. A missed one is listed by it."""
    setting: Text
    """Setting id."""
    text: Text
    present: Annotated[tuple[Text, ...], MinLen(1)]
    """Findings that the text tells of, by id."""
    absent: tuple[Text, ...] = ()
    """Findings that the text says were asked for and are not there."""
    right: Disposal
    why: Claim
    do: Text
    """What is done in the next minutes, in plain words."""
    review: Review
    """Written once at the head of the file and copied to each vignette when compiled."""
