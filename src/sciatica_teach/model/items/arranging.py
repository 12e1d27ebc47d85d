"""Items in which things are put in order, or put together."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import MinLen

from sciatica_teach.model.evidence import Text
from sciatica_teach.model.items.common import ItemBase, Option
from sciatica_teach.model.record import record


@record
class Step:
    """A line to be put in order."""

    id: Text
    text: Text
    feedback: Text
    """Why it stands where it stands."""


@record
class OrderingItem(ItemBase):
    """Steps to be put in order; `steps` holds them in the right order."""

    kind: Literal["ordering"] = "ordering"
    first: Text
    """What stands at the top, in words: "what you do first"."""
    last: Text
    steps: Annotated[tuple[Step, ...], MinLen(3)]
    harmful: tuple[Text, ...] = ()
    """Pairs "step:other": whoever puts the step before the other can hurt the patient, and earns nothing."""


@record
class Partner:
    """What can be put to a prompt."""

    id: Text
    text: Text


@record
class Prompt:
    """A line that wants its partner."""

    id: Text
    text: Text
    partner: Text
    """Id of the right one. Several prompts may share one, and some partners may belong to none."""
    feedback: Text


@record
class MatchingItem(ItemBase):
    """Each prompt gets one partner. Answers are "prompt:partner"; the same partner everywhere earns nothing."""

    kind: Literal["matching"] = "matching"
    prompts: Annotated[tuple[Prompt, ...], MinLen(3)]
    partners: Annotated[tuple[Partner, ...], MinLen(3)]
    harmful: tuple[Text, ...] = ()
    """Pairs "prompt:partner" that can hurt the patient: one of them earns the whole question nothing."""


@record
class ChainLink:
    """One link of a chain with its options."""

    id: Text
    asks: Text
    """"What is pressed on?", "What does the needle meet?\""""
    options: Annotated[tuple[Option, ...], MinLen(3)]
    harmful: tuple[Text, ...] = ()
    """Ids of options that can hurt the patient: choosing one fails the whole chain, and is told first."""


@record
class ChainItem(ItemBase):
    """From cause to technique, link by link, on one screen. Answers are "link:option"."""

    kind: Literal["chain"] = "chain"
    links: Annotated[tuple[ChainLink, ...], MinLen(3)]
