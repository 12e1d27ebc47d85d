"""What is due in a single update, and what must be done whatever is due.

All of it starts from the share as it was shown, in whole per cent. With a disc at 24 % and a finding that multiplies
its odds by 2.5 (1.8 to 3.6), 44 % is due, and 36.2 to 53.2 % is inside the band:

    odds 0.24 / 0.76 = 0.316   * 2.5 = 0.789   ->  0.789 / 1.789 = 0.44

Answers are whole per cent from 1 to 99, so what counts as right is taken in whole per cent too: the ones around the
band, here 36 to 54, and never fewer than one on either side of what is due. What would lie beyond counts as 1 or 99. A
learner who works it out and rounds is always right. Nothing is used here but what was shown.
"""

from __future__ import annotations

from math import ceil, exp, log
from typing import Final

from sciatica_teach.model.events import UpdatePosed
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.belief import infer
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.reasoning.referral import Floor, referral_floor
from sciatica_teach.reasoning.updates import LogRatio, reference_shift
from sciatica_teach.session.guess_patients import SLOW

LOW_PERCENT: Final = 1
HIGH_PERCENT: Final = 99


@record
class Reference:
    """What was due."""

    ratio: LogRatio
    """Natural log of the likelihood ratio of the cause against all others, these weighted by what was known."""
    share: float
    """Of the cause now, counted from the share that was shown, at the mid rates."""
    low: float
    high: float
    stateable: LogRatio
    """The moves to `lowest`, `share` and `highest`, in log odds: what the answer is marked against."""
    lowest: float
    """The lowest whole per cent that counts as right, as a share; the highest is `highest`."""
    highest: float


@record
class Safety:
    """The must-refer rule beside the shares."""

    floor: Floor
    cause_id: str
    """The likeliest urgent cause that a finding behind the rule speaks for; empty where the content names none."""
    share: float
    low: float
    high: float


def reference_of(kb: KnowledgeBase, sampled: SampledTable, posed: UpdatePosed, either_way: int = 1) -> Reference:
    """What was due; `either_way` as in `reference_from`. Raises `UnknownId` for what the content lacks."""
    prior = kb.get_setting(posed.setting).prior
    ratio = reference_shift(sampled, prior, posed.known, with_news(posed), posed.cause_id)
    return reference_from(posed.before, ratio, either_way)


def reference_from(before: float, ratio: LogRatio, either_way: int = 1) -> Reference:
    """What is due from the share `before` (0 to 1, both left out) with this ratio.

    `either_way`: how many per cent on either side of what is due count as right, however narrow the band.
    """
    start = log_odds(before)
    low, mid, high = (share_of(start + step) for step in (ratio.low, ratio.mid, ratio.high))
    due = in_whole_percent(mid)
    lowest = stated_share(min(int(_percent(low)), round(100 * due) - either_way))
    highest = stated_share(max(ceil(_percent(high)), round(100 * due) + either_way))
    stateable = LogRatio(
        low=log_odds(lowest) - start, mid=log_odds(due) - start, high=log_odds(highest) - start)
    return Reference(
        ratio=ratio, share=mid, low=low, high=high, stateable=stateable, lowest=lowest, highest=highest)


def _percent(share: float) -> float:
    """A share in per cent, without the noise of the last digits: 24.000000001 is 24, and not between 24 and 25."""
    return round(100 * share, 6)


def safety_of(kb: KnowledgeBase, sampled: SampledTable, posed: UpdatePosed) -> Safety | None:
    """What the must-refer rule demands with the new finding; None where it demands nothing. Raises `UnknownId`."""
    floor = referral_floor(kb, with_news(posed))
    if not floor.finding_ids:
        return None
    now = infer(sampled, kb.get_setting(posed.setting).prior, with_news(posed))
    feared = max(_feared(kb, floor), key=lambda one: now.posterior[one], default="")
    low, high = now.band.get(feared, (0.0, 0.0))
    return Safety(floor=floor, cause_id=feared, share=now.posterior.get(feared, 0.0), low=low, high=high)


def _feared(kb: KnowledgeBase, floor: Floor) -> list[str]:
    """The urgent causes that show one of the floor's findings more often than leg pain of other origin does."""
    signs = [kb.get_finding(one) for one in floor.finding_ids]
    return [
        cause.id for cause in kb.causes if cause.urgency not in SLOW and any(
            cause.id in sign.differs and sign.differs[cause.id].likelihood.mid > sign.background.likelihood.mid
            for sign in signs
        )
    ]


def with_news(posed: UpdatePosed) -> dict[str, Answer]:
    """All that is known once the new finding is in."""
    return {**posed.known, posed.finding_id: posed.value}


def log_odds(share: float) -> float:
    """Natural log of the odds of a share between 0 and 1, both left out."""
    return log(share / (1 - share))


def share_of(log_odds_: float) -> float:
    """The share that has these log odds."""
    return 1 / (1 + exp(-log_odds_))


def in_whole_percent(share: float) -> float:
    """The share that can be stated: a whole per cent from 1 to 99."""
    return stated_share(round(100 * share))


def stated_share(percent: int) -> float:
    """The share of a whole per cent; beyond 1 and 99 it is one of the two."""
    return min(max(percent, LOW_PERCENT), HIGH_PERCENT) / 100
