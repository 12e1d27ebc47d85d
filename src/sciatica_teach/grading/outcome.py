"""How near the last belief came to what the patient turned out to have: for teaching, and in no mark.

The Brier score of a belief is the sum over causes of the squared distance to the truth, which has 1 for one cause and 0
for all others. Everything on the right cause scores 0, everything on one wrong cause 2. With disc 0.80, stenosis 0.15
and other 0.05, and a disc that it was:

    0.20^2 + 0.15^2 + 0.05^2 = 0.0650

and 0.80^2 + 0.85^2 + 0.05^2 = 1.3650 had it been stenosis: the same reasoning, and another outcome. A good belief can
end badly and a poor one well, which is why the marks compare it with what could be known (`grading.beliefs`).

Source of the score: G. W. Brier, Verification of forecasts expressed in terms of probability (1950).
"""

from __future__ import annotations

from sciatica_teach.errors import UnknownId
from sciatica_teach.reasoning.belief import Belief


def outcome_score(belief: Belief, truth: str) -> float:
    """Brier score of a belief over all causes, 0 (best) to 2. Raises `UnknownId` for a truth that is none of them."""
    if truth not in belief:
        raise UnknownId("cause", truth, belief)
    return sum((share - (cause_id == truth)) ** 2 for cause_id, share in belief.items())
