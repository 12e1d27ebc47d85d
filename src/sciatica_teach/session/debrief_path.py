"""The way of belief through a visit: the reference step by step, the learner's beside it, what each question was worth.

The reference belief at a step knows exactly what the learner had been told by then, never more: luck and hindsight are
taken out. All reference beliefs of one debrief share their draws, so their bands can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sciatica_teach.grading.beliefs import band_error, spread_belief
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.paths import Checkpoint, PathMark, PathPoint, PathStep, Unasked
from sciatica_teach.reasoning.belief import Inference, infer
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.reasoning.losses import LossMatrix
from sciatica_teach.reasoning.value import question_values
from sciatica_teach.session.case import CaseSession, CaseState, Stated
from sciatica_teach.session.case_state import Asked

LEAST_WORTH = 0.01
"""An expected loss saved below this is no worth that is told as one."""

MOST_FOCUSED = 4
"""The path is told of so many causes at most: the true one, and those that the learner gave most."""


class Reference:
    """The reference belief after the first findings of a visit, and what each question was worth then."""

    def __init__(self, session: CaseSession, state: CaseState, sampled: SampledTable) -> None:
        self.session = session
        self.state = state
        self.sampled = sampled
        self.prior: Mapping[str, float] = session.kb.get_setting(session.case.setting).prior
        self._losses = LossMatrix.from_knowledge(session.kb)
        self._known: dict[int, Inference] = {}

    def after(self, count: int) -> Inference:
        """What is to be believed once the first `count` findings are known."""
        if count not in self._known:
            self._known[count] = infer(self.sampled, self.prior, self._observed(count))
        return self._known[count]

    def worth(self, count: int, finding_ids: Iterable[str]) -> dict[str, float]:
        """Finding id -> expected loss saved by asking it once the first `count` are known."""
        table = self.sampled.table
        values = question_values(table, self._losses, self.prior, self._observed(count))
        return {one: float(values[table.get_row(one)]) for one in finding_ids}

    def _observed(self, count: int) -> Mapping[str, Answer]:
        return self.session.observed(self.state, count)


def trace_steps(reference: Reference) -> tuple[PathStep, ...]:
    """The start, and one step for everything that was learnt together, in order."""
    inference = reference.after(0)
    start = PathStep(
        finding_id="", answer="unknown", room="safety", unasked=False, corrects=False,
        reference=inference.posterior, band=inference.band, worth=None,
    )
    return (start, *(_step(reference, first, last) for first, last in learnt_together(reference.state.asked)))


def learnt_together(asked: Sequence[Asked]) -> tuple[tuple[int, int], ...]:
    """First and last place of what was learnt at one time: whatever came out on one open question is one step.

    What puts an earlier answer right is a step of its own.
    """
    spans: list[tuple[int, int]] = []
    for place, one in enumerate(asked):
        first = spans[-1][0] if spans else place
        joins = bool(one.on) and bool(spans) and asked[first].on == one.on
        if joins and not _corrects(asked, place) and not _corrects(asked, place - 1):
            spans[-1] = (first, place)
        else:
            spans.append((place, place))
    return tuple(spans)


def _corrects(asked: Sequence[Asked], place: int) -> bool:
    return any(asked[place].finding_id == earlier.finding_id for earlier in asked[:place])


def _step(reference: Reference, first: int, last: int) -> PathStep:
    asked, inference = reference.state.asked, reference.after(last + 1)
    one = asked[first]
    return PathStep(
        finding_id=one.finding_id,
        answer=one.value,
        room=one.stage,
        unasked=one.unasked,
        corrects=_corrects(asked, first),
        reference=inference.posterior,
        band=inference.band,
        worth=None if one.unasked else reference.worth(first, [one.finding_id])[one.finding_id],
        is_safety=reference.session.kb.get_finding(one.finding_id).safety,
        is_free=one.minutes == 0,
        more=tuple((other.finding_id, other.value) for other in asked[first + 1:last + 1]),
        question=one.on,
    )


def trace_beliefs(reference: Reference) -> tuple[Checkpoint, ...]:
    """What was committed at the end of each room, beside what could be known."""
    return tuple(_checkpoint(reference, one) for one in reference.state.final_beliefs)


def find_standing(reference: Reference) -> Checkpoint | None:
    """The last belief once more at the decision, where a room was left without one; nothing stated is the start.

    A belief stands until another one is stated, and is marked as such. None where every room had its own.
    """
    asked, final = reference.state.asked, reference.state.final_beliefs
    if not reference.state.is_silent:
        return None
    last = final[-1] if final else Stated(checkpoint="decide", belief={}, after=0)
    return _checkpoint(reference, replace(last, checkpoint="decide", after=len(asked)))


def _checkpoint(reference: Reference, stated: Stated) -> Checkpoint:
    inference = reference.after(stated.after)
    yours = spread_belief(stated.belief, reference.prior)
    step = sum(last < stated.after for _, last in learnt_together(reference.state.asked))
    return Checkpoint(
        stage=stated.checkpoint, after=step, stated=stated.belief, yours=yours,
        reference=inference.posterior, band=inference.band,
        error=band_error(yours, inference), error_prior=band_error(inference.prior, inference),
    )


def choose_focus(truth: str, checkpoints: Sequence[Checkpoint], steps: Sequence[PathStep]) -> tuple[str, ...]:
    """The causes whose path is told, the true one first: then what the learner gave most, else the reference did."""
    given: dict[str, float] = {}
    for shares in [one.stated for one in checkpoints] or [steps[-1].reference]:
        for cause_id, share in shares.items():
            given[cause_id] = max(share, given.get(cause_id, 0.0))
    others = sorted((one for one in given if one != truth and given[one] > 0), key=lambda one: (-given[one], one))
    return (truth, *others[:MOST_FOCUSED - 1])


def list_unasked(reference: Reference, finding_ids: Sequence[str]) -> tuple[Unasked, ...]:
    """What was left out, and what it would have been worth when the decision was made."""
    kb, keys = reference.session.kb, reference.session.case.key_findings
    worth = reference.worth(len(reference.state.asked), finding_ids)
    return tuple(
        Unasked(finding_id=one, worth=worth[one], is_key=one in keys, is_safety=kb.get_finding(one).safety)
        for one in dict.fromkeys(finding_ids)
    )


def points_of(steps: Sequence[PathStep], cause_id: str) -> tuple[PathPoint, ...]:
    """The reference path of one cause."""
    return tuple(
        PathPoint(reference=one.reference[cause_id], low=one.band[cause_id][0], high=one.band[cause_id][1])
        for one in steps
    )


def marks_of(checkpoints: Sequence[Checkpoint], cause_id: str) -> tuple[PathMark, ...]:
    """The learner's beliefs in one cause."""
    return tuple(PathMark(after=one.after, share=one.yours[cause_id]) for one in checkpoints)
