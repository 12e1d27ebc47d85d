"""What a guided case tells at each step: what a question was worth, what is still open, and the reference belief.

The reference of a room is told only once the learner has committed a belief there; that belief then stands. What a
question was worth is what it promised before its answer was known, so that a good question is not called bad because
nothing came of it.
"""

from __future__ import annotations

from sciatica_teach.model.events import Stage
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.belief import Inference, infer
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.reasoning.losses import LossMatrix
from sciatica_teach.reasoning.value import question_values
from sciatica_teach.session.case import CaseSession
from sciatica_teach.session.case_state import CaseState, Stated


@record
class Compared:
    """A committed belief and what could be known then."""

    stage: Stage
    stated: dict[str, float]
    """Cause id -> share of the shortlist; the rest of 1 is "something else"."""
    reference: Inference


class CaseGuide:
    """Guidance on one attempt. It remembers what it worked out, because the screen asks again at every step."""

    def __init__(self, session: CaseSession, sampled: SampledTable) -> None:
        """`sampled` holds the drawn rates of the content, the same as in the debrief."""
        self._session = session
        self._sampled = sampled
        self._losses = LossMatrix.from_knowledge(session.kb)
        self._prior = session.kb.get_setting(session.case.setting).prior
        self._rows = {finding.id: row for row, finding in enumerate(sampled.table.findings)}
        self._worth: dict[tuple[str, ...], float] = {}

    def worth(self, state: CaseState) -> dict[str, float]:
        """Finding id -> expected loss saved by asking it, in the units of the loss table, of all that was asked for."""
        return {
            one.finding_id: self._value(state, count)
            for count, one in enumerate(state.asked) if not one.unasked
        }

    def compare(self, state: CaseState) -> Compared | None:
        """The belief committed in the present room beside the reference; None before it is committed."""
        stated = state.find_belief(state.stage)
        return self._compare(state, stated) if stated else None

    def open_must_asks(self, state: CaseState) -> int:
        """How many of the questions that have to be asked before a needle are still open."""
        return len(set(self._session.case.must_ask) - state.asked_ids)

    def _compare(self, state: CaseState, stated: Stated) -> Compared:
        observed = self._session.observed(state, stated.after)
        return Compared(
            stage=stated.checkpoint, stated=stated.belief, reference=infer(self._sampled, self._prior, observed))

    def _value(self, state: CaseState, count: int) -> float:
        path = tuple(f"{one.finding_id}={one.value}" for one in state.asked[:count + 1])
        if path not in self._worth:
            observed = self._session.observed(state, count)
            values = question_values(self._sampled.table, self._losses, self._prior, observed)
            self._worth[path] = float(values[self._rows[state.asked[count].finding_id]])
        return self._worth[path]
