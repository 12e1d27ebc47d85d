"""Which update is posed next: a patient from the table of rates, a few known findings, one that is new.

The patient comes from the table of rates (`session.guess_patients`). Left to chance alone, most findings of most
patients are absent and move hardly anything. So the size is drawn first: in the end about a fifth moves next to nothing
(less than 0.3 in log odds, a factor of 1.35), two fifths moderately and two fifths strongly (more than 1.1, a factor of
3). So are the direction and whether the finding is present; then an update of that kind is looked for. One patient in
eight has an urgent cause, and the news is a sign that demands a referral, whatever it does to the share.

Answers are whole per cent from 1 to 99. From 2 % one per cent more is a factor of 1.5, from 5 % one of 1.2; so nothing
is asked below 5 %, where the step between two answers would be larger than most findings, and nothing whose answer
would lie beyond 1 or 99.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.causes import OTHER, Setting
from sciatica_teach.model.events import UpdatePosed
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.belief import mid_weights, normalised
from sciatica_teach.reasoning.table import COLUMN, Array, LikelihoodTable
from sciatica_teach.session.guess_patients import SLOW, Patient, draw_known, draw_patient
from sciatica_teach.session.guess_reference import HIGH_PERCENT

LEAST_SHARE, MOST_SHARE = 5, 90
"""Per cent: a cause is asked about only where its share lies between them."""

MOST_STATED: Final = HIGH_PERCENT / 100
"""The highest share that can be answered, and 1 minus the lowest."""

SLIGHT, STRONG = 0.3, 1.1
"""Sizes of a move in log odds: below the first next to nothing, above the second strong."""

ROUNDING: Final = 0.05
"""By how much, in log odds, a share may differ from the whole per cent that is shown."""

URGENT_CHANCE: Final = 1 / 8
PRESENT_CHANCE: Final = 0.6
TRIES: Final = 600
PATIENCE: Final = 15
"""Patients that are looked at for one kind of update."""

Size = Literal["slight", "moderate", "strong"]
SIZES: tuple[Size, ...] = ("slight", "moderate", "strong")
SIZE_CHANCES: Final = (0.15, 0.4, 0.45)
"""Fewer slight ones than are wanted: a wish for one is always met, and an urgent sign may be one as well."""


@record
class Wish:
    """What kind of update is looked for."""

    size: Size
    value: Answer
    rises: bool
    """Whether the share goes up."""
    is_urgent: bool
    """An urgent cause, and a finding that demands a referral."""


def choose_update(
    kb: KnowledgeBase, table: LikelihoodTable, recent: Sequence[str], rng: np.random.Generator
) -> UpdatePosed:
    """A possible update, of a finding that is not among `recent`. Raises `NotAllowedNow` where there is none."""
    wish = draw_wish(rng)
    for tried in range(TRIES):
        if tried and tried % PATIENCE == 0:  # nothing of that kind so far: another kind will do
            wish = draw_wish(rng)
        setting = kb.settings[int(rng.integers(len(kb.settings)))]
        patient = draw_patient(kb, table, setting, rng, is_urgent=wish.is_urgent)
        known = draw_known(kb, patient, rng, is_urgent=wish.is_urgent)
        found = list(_candidates(kb, table, setting, known, patient, wish, recent))
        if found:
            return _pick(found, rng)
    raise NotAllowedNow("The content has too few findings for another update.")


def draw_wish(rng: np.random.Generator) -> Wish:
    """A size by its chance, half of them up; one in eight urgent, and then present; of the others six in ten."""
    size = SIZES[int(rng.choice(len(SIZES), p=SIZE_CHANCES))]
    is_urgent = bool(rng.random() < URGENT_CHANCE)
    value: Answer = "present" if is_urgent or rng.random() < PRESENT_CHANCE else "absent"
    return Wish(size=size, value=value, rises=bool(rng.random() < 0.5), is_urgent=is_urgent)


def size_of(move: float) -> Size:
    """How large a move in log odds is."""
    return "slight" if abs(move) < SLIGHT else "moderate" if abs(move) < STRONG else "strong"


def _candidates(
    kb: KnowledgeBase, table: LikelihoodTable, setting: Setting, known: Patient, patient: Patient, wish: Wish,
    recent: Sequence[str],
) -> Iterator[list[UpdatePosed]]:
    """For each finding that would do, its updates: one for each cause that would do."""
    weights = mid_weights(table, setting.prior, known)
    shown = np.round(100 * normalised(weights))
    may_ask = _may_ask(table, weights, shown)
    # what is due is counted from the share that is shown
    start, before = _log_odds(shown / 100), _log_odds(normalised(weights))
    groups = {table.get_group(table.get_row(one)) for one in known}
    for row, finding in enumerate(table.findings):
        value = patient.get(finding.id)
        if value != wish.value or finding.id in known or finding.id in recent or finding.given:
            continue
        if table.get_group(row) in groups or (wish.is_urgent and not finding.refer):
            continue
        due = start + _log_odds(normalised(weights + table.log_factor[row, COLUMN[value]])) - before
        moves = due - start
        may_answer = may_ask & (np.abs(due) <= _log_odds(np.array(MOST_STATED)))
        fitting = [column for column in np.flatnonzero(may_answer) if _meets(wish, float(moves[column]))]
        if wish.is_urgent:  # the share of what is feared teaches most, where it is large enough to be asked for
            fitting = [column for column in fitting if kb.causes[column].urgency not in SLOW] or fitting
        # a cause that shows the finding like any other is the last choice: such an update would seldom surprise
        fitting = [column for column in fitting if not table.shared[row, column]] or fitting
        if fitting:
            yield [
                UpdatePosed(
                    setting=setting.id, cause_id=table.cause_ids[column], known=_in_order(kb, known),
                    finding_id=finding.id, value=value, before=float(shown[column]) / 100,
                )
                for column in fitting
            ]


def _meets(wish: Wish, move: float) -> bool:
    return wish.is_urgent or (size_of(move) == wish.size and (move > 0) == wish.rises)


def _may_ask(table: LikelihoodTable, weights: Array, shown: Array) -> NDArray[np.bool_]:
    """[cause]: plausible, and near enough to the whole per cent that is shown."""
    plausible = (shown >= LEAST_SHARE) & (shown <= MOST_SHARE)
    exact = _log_odds(normalised(weights))
    near = np.abs(exact - _log_odds(shown / 100)) <= ROUNDING
    named = np.array([cause_id != OTHER for cause_id in table.cause_ids])
    return np.asarray(plausible & near & named)


def _log_odds(shares: Array) -> Array:
    inside = np.minimum(np.maximum(shares, 1e-12), 1 - 1e-12)
    return np.asarray(np.log(inside / (1 - inside)))


def _in_order(kb: KnowledgeBase, known: Patient) -> Patient:
    return {finding.id: known[finding.id] for finding in kb.findings if finding.id in known}


def _pick(found: Sequence[Sequence[UpdatePosed]], rng: np.random.Generator) -> UpdatePosed:
    """First the finding, then the cause: a finding that moves many causes does not come up more often for it."""
    of_one = found[int(rng.integers(len(found)))]
    return of_one[int(rng.integers(len(of_one)))]
