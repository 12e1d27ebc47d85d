"""Where a learner stands with one chain of reasoning, rebuilt from what is recorded of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from typing import Any, Literal

from sciatica_teach.model.chains import Chain
from sciatica_teach.model.events import (
    ChainCaught,
    ChainGraded,
    ChainOpened,
    DangersPlanned,
    DosePlanned,
    Event,
    LinkChosen,
    PointsPlanned,
    ReferralPlanned,
)
from sciatica_teach.model.record import record

Step = Literal["open", "caught", "graded"]


@record
class ChainState:
    """Where the learner stands with one patient."""

    opened: ChainOpened
    chain: Chain
    """As it stands now; what the technique does not ask for is kept, and counts for nothing."""
    caught: ChainCaught | None = None
    caught_chain: Chain | None = None
    """As it was when it was caught."""
    graded: ChainGraded | None = None

    @property
    def task_id(self) -> str:
        return self.opened.task_id

    @property
    def step(self) -> Step:
        if self.graded is not None:
            return "graded"
        return "open" if self.caught is None else "caught"

    @property
    def commits(self) -> int:
        """How often the chain has been committed: 0, 1 or 2."""
        return (self.caught is not None) + (self.graded is not None)

    @property
    def is_failed(self) -> bool:
        """On safety; never mended within the attempt."""
        return self.caught is not None or (self.graded is not None and self.graded.failed)

    @property
    def is_mended(self) -> bool:
        """Whether a caught chain has been changed since."""
        return self.caught_chain is not None and self.caught_chain != self.chain


def apply_to_chain(state: ChainState | None, event: Event) -> ChainState | None:
    """The state after one event; events of other kinds leave it alone."""
    if isinstance(event, ChainOpened):
        return ChainState(opened=event, chain=Chain())
    if state is None:
        return None
    match event:
        case ChainCaught():
            return replace(state, caught=event, caught_chain=state.chain)
        case ChainGraded():
            return replace(state, graded=event)
        case _:
            return replace(state, chain=set_link(state.chain, event))


def set_link(chain: Chain, event: Event) -> Chain:
    """The chain after a link was set; events of other kinds leave it alone."""
    match event:
        case LinkChosen(link=link, chosen=chosen):
            single: dict[str, Any] = {link: chosen}
            return replace(chain, **single)
        case PointsPlanned(points=points):
            return replace(chain, points=points)
        case DangersPlanned(mitigations=mitigations):
            return replace(chain, mitigations=mitigations)
        case DosePlanned(dose=dose):
            return replace(chain, dose=dose)
        case ReferralPlanned(refer=refer):
            return replace(chain, refer=refer)
        case _:
            return chain


def replay_chain(events: Iterable[Event]) -> ChainState | None:
    """The state that these events amount to; None when no chain was opened."""
    return reduce(apply_to_chain, events, None)
