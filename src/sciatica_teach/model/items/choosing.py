"""Items in which one or several options are chosen."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import MinLen

from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.evidence import Text
from sciatica_teach.model.items.common import ItemBase, Option
from sciatica_teach.model.record import record


@record
class SingleItem(ItemBase):
    """Exactly one option is right."""

    kind: Literal["single"] = "single"
    options: Annotated[tuple[Option, ...], MinLen(3)]
    harmful: tuple[Text, ...] = ()
    """Ids of options that can hurt the patient: whoever chooses one is told so first."""


@record
class MultipleItem(ItemBase):
    """Any number of options is right; marked right minus wrong."""

    kind: Literal["multiple"] = "multiple"
    options: Annotated[tuple[Option, ...], MinLen(3)]
    harmful: tuple[Text, ...] = ()
    """Ids of options that can hurt the patient: choosing one earns the whole question nothing, and is told first."""


@record
class SpeedFeedback:
    """What is said to one speed of sending."""

    speed: Urgency
    feedback: Text


@record
class TriageItem(ItemBase):
    """A patient, and how fast they have to be seen: treat here, or send at one of four speeds.

    Too slow earns nothing and is told first; one step faster than needed earns half.
    """

    kind: Literal["triage"] = "triage"
    needed: Urgency
    also: tuple[Urgency, ...] = ()
    """Speeds that are as good, where sources or services differ."""
    speeds: Annotated[tuple[SpeedFeedback, ...], MinLen(5)]
    """Feedback for each of the five, whatever was chosen."""
    meanwhile: Text
    """What is done until the patient is seen."""


Script = Literal["-2", "-1", "0", "1", "2"]
"""What a finding does to a hypothesis: much less likely, less likely, next to nothing, likelier, much likelier."""


@record
class ScriptItem(ItemBase):
    """Script concordance: you think of one cause, now you learn this. Keyed by the likelihood ratio, not by a panel.

    The key is 0 where the decimal logarithm of the ratio is below 0.3 in size, 1 from there to 0.7, 2 above; with sign.
    """

    kind: Literal["script"] = "script"
    thinking_of: Text
    """The hypothesis in words: "a disc that presses on a root"."""
    learnt: Text
    """The new finding in words."""
    ratio_low: float
    ratio: float
    """The likelihood ratio of what was learnt; 1 moves nothing. Low and high are its interval."""
    ratio_high: float
