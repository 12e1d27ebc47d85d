"""One chain of reasoning for one patient: put together freely, committed, and told first what is dangerous in it.

    open -> set links, in any order, as often as wanted -> commit -> graded
                                                        -> commit -> caught -> mend, or stand by it -> commit -> graded

What is dangerous is told alone, before any mark; then the links may be mended and committed once more. The second
commit is marked whatever is in it, and the attempt stays failed on safety. The key stays in the content: `find_harms`
and `find_grade` give nothing before the commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Literal

import numpy as np

from sciatica_teach.errors import BadSubmission, NotAllowedNow, SciaticaTeachError
from sciatica_teach.grading.chain_checks import find_missing, require_chain
from sciatica_teach.grading.chains import find_harms, grade_chain
from sciatica_teach.model.advice import Advice, AdvicePatient
from sciatica_teach.model.causes import Urgency
from sciatica_teach.model.chains import Chain, ChainGrade, ChainTask, Harm, Link, PlannedDose, PlannedPoint
from sciatica_teach.model.events import (
    ChainCaught,
    ChainGraded,
    DangersPlanned,
    DosePlanned,
    Event,
    LinkChosen,
    PointsPlanned,
    ReferralPlanned,
)
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.advice import advise
from sciatica_teach.session.chain_options import draw_options, is_still_offered
from sciatica_teach.session.chain_state import ChainState, apply_to_chain, replay_chain, set_link

__all__ = ["SINGLE_LINKS", "ChainSession", "ChainState", "Result", "replay_chain"]

SingleLink = Literal["cause", "mechanism", "target", "technique"]

SINGLE_LINKS: tuple[SingleLink, ...] = ("cause", "mechanism", "target", "technique")

Result = tuple[ChainState, tuple[Event, ...]]


class ChainSession:
    """Chains of reasoning and what may be done with them. Holds no state of its own."""

    def __init__(self, kb: KnowledgeBase, find_task: Callable[[str], ChainTask] | None = None) -> None:
        """`find_task` gives the patient of an id; by default one of the content's chain tasks."""
        self.kb = kb
        self._find_task = find_task or kb.treatment.get_chain_task

    def open(self, task_id: str, rng: np.random.Generator) -> Result:
        """Begin an attempt on the patient of a task. Raises `UnknownId`."""
        opened = draw_options(self.kb, self._find_task(task_id), rng)
        return ChainState(opened=opened, chain=Chain()), (opened,)

    def choose(self, state: ChainState, link: str, option_id: str) -> Result:
        """Set the cause, the mechanism, the target or the technique; an empty id takes it back.

        This and the next four raise `NotAllowedNow` once the chain is marked, and `UnknownId` or `BadSubmission` for
        what is not on offer or cannot be planned. Setting what stands there already changes nothing.
        """
        single = next((one for one in SINGLE_LINKS if one == link), None)
        if single is None:
            raise BadSubmission(f"“{link}” is no link with one choice. Choose in one of: {', '.join(SINGLE_LINKS)}.")
        return self._set(state, LinkChosen(link=single, chosen=option_id))

    def plan_points(self, state: ChainState, points: Iterable[PlannedPoint]) -> Result:
        """Set all points, each with what is planned of depth and direction so far."""
        return self._set(state, PointsPlanned(points=tuple(points)))

    def plan_dangers(self, state: ChainState, mitigations: Mapping[str, str]) -> Result:
        """Set all dangers that are named, each with what is done about it, or empty while that is open."""
        return self._set(state, DangersPlanned(mitigations=dict(mitigations)))

    def plan_dose(self, state: ChainState, dose: PlannedDose | None) -> Result:
        """Set the dose; parts of it may still be open."""
        return self._set(state, DosePlanned(dose=None if dose == PlannedDose() else dose))

    def plan_referral(self, state: ChainState, refer: Urgency | None) -> Result:
        """Set how fast the patient is sent."""
        return self._set(state, ReferralPlanned(refer=refer))

    def commit(self, state: ChainState, seen: int) -> Result:
        """Commit the chain: caught where it is dangerous for the first time, else marked.

        `seen` is how many commits the screen knew of, so that pressing twice is pressing once. Raises `NotAllowedNow`
        for an empty chain.
        """
        if seen < state.commits or state.step == "graded":
            return state, ()
        if state.chain == Chain():
            raise NotAllowedNow("Nothing has been chosen yet. Begin with the cause.")
        task = self.task(state)
        harms = find_harms(self.kb, task, state.chain, self._advise(task, task.truth))
        if harms and state.caught is None:
            names = tuple(f"{harm.kind}/{harm.subject}" for harm in harms)
            return self._result(state, ChainCaught(harms=names))
        return self.mark(state)

    def mark(self, state: ChainState) -> Result:
        """Mark the chain as it stands, without telling first what is dangerous in it; once marked it stays so."""
        if state.step == "graded":
            return state, ()
        grade = self._grade(state)
        return self._result(state, ChainGraded(earned=grade.earned, possible=grade.possible, failed=grade.failed))

    def find_harms(self, state: ChainState) -> tuple[Harm, ...]:
        """What was dangerous in the chain when it was caught; none where it was not, and before the commit."""
        if state.caught_chain is None:
            return ()
        task = self.task(state)
        return find_harms(self.kb, task, state.caught_chain, self._advise(task, task.truth))

    def find_grade(self, state: ChainState) -> ChainGrade | None:
        """The marks with their reasons; None before they are given. Failed also where only the first commit was.

        What was caught then comes with it, so that what was mended and what is left can be told apart.
        """
        return self._grade(state) if state.graded is not None else None

    def find_missing(self, state: ChainState) -> tuple[Link, ...]:
        """The links in which something has still to be chosen, in order."""
        return find_missing(self.kb, state.chain)

    def can_show(self, state: ChainState) -> bool:
        """Whether the content still offers what this attempt was opened with; else a new attempt is due."""
        try:
            task = self.task(state)
            for chain in (state.chain, state.caught_chain or state.chain):
                require_chain(self.kb, task, chain)
        except SciaticaTeachError:
            return False
        return is_still_offered(self.kb, task, state.opened)

    def task(self, state: ChainState) -> ChainTask:
        """The patient, with the key: for the kernel only."""
        return self._find_task(state.task_id)

    def _grade(self, state: ChainState) -> ChainGrade:
        task = self.task(state)
        grade = grade_chain(self.kb, task, state.chain, lambda cause_id: self._advise(task, cause_id))
        return replace(grade, failed=state.is_failed or grade.failed, caught=self.find_harms(state))

    def _advise(self, task: ChainTask, cause_id: str) -> Advice:
        """The advice if this were the cause; the truth is known to the marker, so no belief is needed."""
        return advise(self.kb, cause_id, AdvicePatient(flags=task.flags, observed=task.findings))

    def _set(self, state: ChainState, event: Event) -> Result:
        if state.step == "graded":
            raise NotAllowedNow("This chain is marked. Take the patient again to build another one.")
        chain = set_link(state.chain, event)
        require_chain(self.kb, self.task(state), chain)
        return (state, ()) if chain == state.chain else self._result(state, event)

    def _result(self, state: ChainState, event: Event) -> Result:
        return apply_to_chain(state, event) or state, (event,)
