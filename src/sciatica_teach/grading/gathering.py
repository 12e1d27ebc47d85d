"""Was enough asked, and was the time well spent?

Enough: recall is the share of what should have been asked that was asked; precision is the share of what was asked that
served. F_beta joins the two, and beta says how many times recall matters as much as precision:

    F = (1 + beta^2) * P * R / (beta^2 * P + R)

The safety screen has beta 2, and a question more than needed weighs only a quarter there: asking is free, missing is
dear. Of 4 must-asks, 3 asked together with 4 others: R = 0.75, P = 3 / (3 + 4 * 0.25) = 0.75, F = 0.75. Everything else
has beta 1. The two parts count alike; a case without key findings outside the screen has the one part only.

Well spent: before each question that costs time, every question left has a value for each minute (`reasoning.value`).
Efficiency is the value gathered, out of what the same minutes would have brought at the best rate on offer each time.
Asking a question worth 2 in one minute while another was worth 5 a minute, and then that other one:

    (2 + 5) / (5 + 5) = 0.70

Free questions neither cost nor earn here; what they tell changes what is worth asking next.

Whoever finds an emergency and sends it at once has rightly asked no more: what was left out is then not counted, and
where nothing that costs time was asked, there is no efficiency to speak of.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sciatica_teach.model.cases import Case
from sciatica_teach.model.findings import Answer, Learnt
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.belief import Belief
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.reasoning.value import minutes_of, rank_questions

EXTRA_SAFETY_QUESTION = 0.25
"""What a safety question that this case did not need weighs in the precision of the screen."""

WORTH_NOTHING = 1e-9
"""Values below this are the rounding of a computer, not a reason to ask."""


def gathering_credit(case: Case, kb: KnowledgeBase, learnt: Sequence[Learnt], *, stopped: bool = False) -> float:
    """Credit 0..1 for what was learnt, whatever it was. Raises `UnknownId`.

    What came out of its own accord serves where it was wanted, and is nobody's fault where it was not. `stopped`: an
    emergency was found and sent, so that nothing was left out that should have been asked.
    """
    known = {one.finding_id for one in learnt}
    wanted = {wanted for wanted in (*case.must_ask, *case.key_findings) if not kb.get_finding(wanted).given}
    asked = {one.finding_id for one in learnt if not one.unasked} | (known & wanted)
    wanted = wanted & known if stopped else wanted
    safety = {finding_id for finding_id in {*wanted, *asked} if kb.get_finding(finding_id).safety}
    screen = f_beta(wanted & safety, set(asked) & safety, beta=2, extra=EXTRA_SAFETY_QUESTION)
    if not wanted - safety:
        return screen
    return (screen + f_beta(wanted - safety, set(asked) - safety, beta=1)) / 2


def f_beta(wanted: Collection[str], asked: Collection[str], *, beta: float, extra: float = 1.0) -> float:
    """F_beta of a set of questions; one that was not wanted weighs `extra` in the precision. 0 when none was wanted."""
    served = len(set(wanted) & set(asked))
    if not served:
        return 0.0
    recall = served / len(wanted)
    precision = served / (served + extra * (len(asked) - served))
    return (1 + beta**2) * precision * recall / (beta**2 * precision + recall)


def efficiency_credit(
    kb: KnowledgeBase,
    table: LikelihoodTable,
    prior: Belief,
    given: Mapping[str, Answer],
    learnt: Sequence[Learnt],
    *,
    stopped: bool = False,
) -> float | None:
    """Credit 0..1 for the order and choice of the questions that cost time.

    `learnt` is in order, without what was `given`; what came of its own accord changes what is worth asking next, and
    is no choice. Nothing asked that costs time earns 0 if something was worth asking. None means not graded: nothing
    was, or an emergency was sent before (`stopped`). Raises `UnknownId`.
    """
    gathered, offered = 0.0, 0.0
    known = dict(given)
    for one in learnt:
        minutes = 0.0 if one.unasked else minutes_of(kb.get_finding(one.finding_id))
        if minutes:
            rates = _rates(kb, table, prior, known)
            gathered += rates[one.finding_id] * minutes
            offered += max(rates.values()) * minutes
        known[one.finding_id] = one.value
    if offered > WORTH_NOTHING:
        return gathered / offered
    if stopped:
        return None
    worth_asking = max(_rates(kb, table, prior, known).values(), default=0.0) > WORTH_NOTHING
    return 0.0 if worth_asking else None


def _rates(
    kb: KnowledgeBase, table: LikelihoodTable, prior: Belief, known: Mapping[str, Answer]
) -> dict[str, float]:
    """Value for each minute of every question left that costs time."""
    ranked = rank_questions(kb, prior, known, table=table)
    return {question.finding_id: question.per_minute for question in ranked if not question.is_free}
