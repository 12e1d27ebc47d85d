"""The red-flag drill: one patient after the other, each sent somewhere, until everybody has been sent right once.

    open -> judge the patient on screen -> go on -> ... -> finished

A patient who was judged wrongly comes back. The one who could not wait comes back soon: of ten still to come, a missed
one returns after three others, so that what was said about it is no longer an echo. All others return at the end. What
is right stays in the content: `find_outcome` gives nothing before the learner, or the clock, has decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from typing import Final, Literal

import numpy as np

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.drill import DISPOSALS, Disposal, Vignette
from sciatica_teach.model.events import DrillOpened, Event, ItemShown, VignetteJudged
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.drill_rounds import CANNOT_WAIT, draw_short

COMES_BACK_AFTER: Final = 3
"""How many others are seen before a missed patient returns; fewer when fewer are left."""

Outcome = Literal["right", "miss", "too-slow", "too-fast", "undecided"]
"""`too-slow` and `undecided` (time was up) cost a patient weeks; a `miss` may cost life, leg or bladder."""


def outcome_of(right: Disposal, given: Disposal | None) -> Outcome:
    """What came of a decision. Deciding nothing in time counts as the slowest decision there is.

    Who belongs into the emergency department now and is seen the same day was missed; a letter that becomes a treatment
    is too slow, a treatment that becomes an ambulance too fast.
    """
    if given == right:
        return "right"
    is_slower = given is None or DISPOSALS.index(given) > DISPOSALS.index(right)
    if is_slower and right in CANNOT_WAIT:
        return "miss"
    if given is None:
        return "undecided"
    return "too-slow" if is_slower else "too-fast"


@record
class DrillState:
    """Where the learner stands in one run of the drill."""

    vignette_ids: tuple[str, ...]
    """Everybody in this run, in the order in which they came first."""
    showing: str
    """The patient on screen."""
    waiting: tuple[str, ...]
    """Who comes after that, the next one first; nobody stands here twice."""
    judged: tuple[VignetteJudged, ...] = ()
    """Every decision, in order."""
    is_open: bool = True
    """Whether the patient on screen still waits for a decision."""

    @property
    def last(self) -> VignetteJudged | None:
        """The decision on the patient on screen; None while they wait for one."""
        return None if self.is_open else self.judged[-1]

    @property
    def is_finished(self) -> bool:
        """Everybody has been sent right once."""
        return not self.is_open and not self.waiting

    @property
    def settled(self) -> tuple[str, ...]:
        """Who has been sent right."""
        return tuple(one.vignette_id for one in self.judged if one.is_right)

    @property
    def right_at_once(self) -> tuple[str, ...]:
        """Who was sent right when they came first."""
        first = {one.vignette_id: one for one in reversed(self.judged)}
        return tuple(name for name in self.vignette_ids if name in first and first[name].is_right)

    @property
    def missed(self) -> tuple[str, ...]:
        """Who could not wait and was made to, at least once."""
        names = {one.vignette_id for one in self.judged if one.is_miss}
        return tuple(name for name in self.vignette_ids if name in names)


Result = tuple[DrillState, tuple[Event, ...]]


def apply_to_drill(state: DrillState | None, event: Event) -> DrillState | None:
    """The state after one event; events of other kinds leave it alone."""
    match event:
        case DrillOpened(vignette_ids=ids):
            return DrillState(vignette_ids=ids, showing=ids[0], waiting=ids[1:])
        case VignetteJudged() if state:
            return replace(state, judged=(*state.judged, event), waiting=_put_back(state, event), is_open=False)
        case ItemShown(item_id=shown) if state:
            waiting = tuple(name for name in state.waiting if name != shown)
            return replace(state, showing=shown, waiting=waiting, is_open=True)
        case _:
            return state


def _put_back(state: DrillState, judged: VignetteJudged) -> tuple[str, ...]:
    """Who waits after a decision: a missed patient again after a few others, any other wrong one at the end."""
    if judged.is_right:
        return state.waiting
    place = COMES_BACK_AFTER if judged.is_miss else len(state.waiting)
    return (*state.waiting[:place], judged.vignette_id, *state.waiting[place:])


def replay_drill(events: Iterable[Event]) -> DrillState | None:
    """The state that these events amount to; None when no drill was opened."""
    return reduce(apply_to_drill, events, None)


class DrillSession:
    """The drill and what may be done in it. Holds no state of its own."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb

    def open(self, rng: np.random.Generator, vignette_ids: Sequence[str] = ()) -> Result:
        """Begin a run with these patients, or with all of them, in an order drawn by `rng`.

        Raises `UnknownId` for a vignette that the content lacks, `NotAllowedNow` where it has none.
        """
        chosen = [self.kb.get_vignette(name).id for name in vignette_ids] or [one.id for one in self.kb.vignettes]
        if not chosen:
            raise NotAllowedNow("There is nobody in the drill yet.")
        return self._result(None, DrillOpened(vignette_ids=tuple(str(name) for name in rng.permutation(chosen))))

    def open_short(self, rng: np.random.Generator, met: Sequence[str] = ()) -> Result:
        """Begin a short, mixed run, first with those who are not among `met`. Raises as `open`."""
        return self.open(rng, draw_short(self.kb.vignettes, met, rng))

    def judge(self, state: DrillState, vignette_id: str, disposal: Disposal | None) -> Result:
        """Send the patient on screen somewhere; None when time was up. The first decision counts.

        Raises `NotAllowedNow` when another patient is on screen.
        """
        if vignette_id != state.showing:
            raise NotAllowedNow("This patient is not the one on screen any more.")
        if not state.is_open:
            return state, ()
        outcome = outcome_of(self.kb.get_vignette(vignette_id).right, disposal)
        return self._result(state, VignetteJudged(
            vignette_id=vignette_id, disposal=disposal, is_right=outcome == "right", is_miss=outcome == "miss",
        ))

    def go_on(self, state: DrillState) -> Result:
        """Call the next patient in. Raises `NotAllowedNow` before the decision and after the last one."""
        if state.is_open:
            raise NotAllowedNow("Decide about this patient first.")
        if not state.waiting:
            raise NotAllowedNow("Everybody has been seen.")
        return self._result(state, ItemShown(item_id=state.waiting[0]))

    def find_outcome(self, state: DrillState) -> Outcome | None:
        """What came of the decision on the patient on screen; None before it."""
        if state.last is None:
            return None
        return outcome_of(self.vignette(state).right, state.last.disposal)

    def vignette(self, state: DrillState) -> Vignette:
        """The patient on screen, with the key: for the kernel only."""
        return self.kb.get_vignette(state.showing)

    def _result(self, state: DrillState | None, event: Event) -> Result:
        after = apply_to_drill(state, event)
        if after is None:
            raise NotAllowedNow("Open the drill first.")
        return after, (event,)
