"""Which update may be a question: one that moves, of a patient who can wait.

Patient, finding and cause are drawn as in the stream of updates (`session.guess_choice`), and drawn again until three
things hold:

- Nobody has to be sent faster than by a letter within weeks, neither for what is known nor for the news. A share is no
  question while somebody has to go to hospital. What everybody in a setting has counts as known: a weak heel raise in a
  clinic for pregnancy is a telephone call the same day.
- The cause asked about can wait as well: 5 % of a fracture of the spine decides by itself.
- The news moves the odds by a factor of at least e to the 0.4, that is 1.49, and leaving the share where it is does not
  count as right. From 24 %, odds of 0.316, that is at least odds of 0.471, or 32 %.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.grading.items.update import LEAST_EITHER_WAY
from sciatica_teach.model.causes import Setting
from sciatica_teach.model.events import UpdatePosed
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.reasoning.referral import referral_floor
from sciatica_teach.session.guess_choice import choose_update
from sciatica_teach.session.guess_patients import SLOW
from sciatica_teach.session.guess_reference import Reference, reference_of, with_news

LEAST_MOVE: Final = 0.4
"""In log odds, at the mid rates."""

TRIES: Final = 200
"""About half of what the stream poses will do."""


def choose_question(kb: KnowledgeBase, sampled: SampledTable, seed: int) -> tuple[UpdatePosed, Reference]:
    """The update of this seed and what is due. Raises `NotAllowedNow` where the content has none that will do."""
    rng = np.random.default_rng(seed)
    for _ in range(TRIES):
        posed = choose_update(kb, sampled.table, (), rng)
        if not can_wait(kb, posed):
            continue
        due = reference_of(kb, sampled, posed, LEAST_EITHER_WAY)
        if is_telling(posed, due):
            return posed, due
    raise NotAllowedNow("The content has too few findings for a question of this kind.")


def can_wait(kb: KnowledgeBase, posed: UpdatePosed) -> bool:
    """Whether neither the patient, before the news and after it, nor the cause asked about needs help fast."""
    everybody = find_usual_here(kb, kb.get_setting(posed.setting))
    floors = (referral_floor(kb, {**everybody, **known}).urgency for known in (posed.known, with_news(posed)))
    return {*floors, kb.get_cause(posed.cause_id).urgency} <= SLOW


def find_usual_here(kb: KnowledgeBase, setting: Setting) -> Mapping[str, Answer]:
    """What everybody in a setting has: what its shares already hold, and the caution it was made for."""
    held = (one for one in setting.counted if one not in setting.outside)
    made_for = (one.finding for one in kb.treatment.cautions if one.finding and one.setting == setting.id)
    return dict.fromkeys((*held, *made_for), "present")


def is_telling(posed: UpdatePosed, due: Reference) -> bool:
    """Whether the news moves enough, and to leave the share where it is would not do."""
    return abs(due.ratio.mid) >= LEAST_MOVE and not due.lowest <= posed.before <= due.highest
