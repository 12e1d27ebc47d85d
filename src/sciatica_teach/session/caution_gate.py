"""The caution gate: a patient with a cause and some cautions, and what the cautions change. Nothing is recorded.

The learner says first which techniques are forbidden for this patient; only then is there anything to see. What changed
is the difference between two advices, one without the flags and one with them, so it can never say more than they do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.advice import Advice, AdvicePatient, Verdict
from sciatica_teach.model.causes import Cause
from sciatica_teach.model.cautions import Caution
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.model.techniques import Standing
from sciatica_teach.reasoning.advice import advise

NONE: Final = "none"
"""What is answered instead of ids where nothing is forbidden."""
MOST_FLAGS: Final = 2
"""How many cautions a dealt patient has at most, those that others imply not counted."""
LEAST_SHARE: Final = 0.002
"""A caution with a setting of its own is dealt with causes that have at least this share there."""
NEVER_DEALT: Final = ("child",)
"""Cautions that would make a tall story with most causes; they can be ticked."""
WORKED_OUT: Final[Mapping[str, frozenset[str]]] = {"lumbar-disc": frozenset({"anticoagulant", "pacemaker"})}
"""Cause -> cautions that a lesson shows with it before the gate: whoever has read the table would only copy it."""
MOST_TRIES: Final = 200
"""How often flags are drawn before it is said that nobody is left."""


@record
class GatePatient:
    cause_id: str
    flags: tuple[str, ...]
    """In the order of the content."""


@record
class Change:
    """A technique or a point without the flags and with them."""

    id: str
    before: Standing
    after: Verdict


@record
class Opened:
    """What is seen after the answer."""

    advice: Advice
    techniques: tuple[Change, ...]
    points: tuple[Change, ...]
    forbidden: tuple[str, ...]
    """Ids of the techniques that are contraindicated for this patient, whatever forbids them."""


def choose_patient(kb: KnowledgeBase, cause_id: str, flags: Iterable[str]) -> GatePatient:
    """A patient of one's own making. Raises `UnknownId`."""
    wanted = {kb.treatment.get_caution(flag).id for flag in flags}
    return GatePatient(cause_id=kb.get_cause(cause_id).id, flags=_in_order(kb, wanted))


def deal_patient(kb: KnowledgeBase, rng: np.random.Generator, seen: Collection[GatePatient] = ()) -> GatePatient:
    """Another patient, with one or two cautions that go with the cause and change what may be done.

    Raises `NotAllowedNow` where nobody is left.
    """
    for _ in range(MOST_TRIES):
        flags = _deal_flags(kb, rng)
        ids = _in_order(kb, (caution.id for caution in flags))
        dealt = [GatePatient(cause_id=cause.id, flags=ids) for cause in _causes_of(kb, flags)]
        fitting = [one for one in dealt if one not in seen and not _is_worked_out(one) and asks_something(kb, one)]
        if fitting:
            return fitting[rng.integers(len(fitting))]
    raise NotAllowedNow("There is no other patient to deal. Make one up below.")


def _is_worked_out(patient: GatePatient) -> bool:
    return WORKED_OUT.get(patient.cause_id, frozenset()).issuperset(patient.flags)


def asks_something(kb: KnowledgeBase, patient: GatePatient) -> bool:
    """Whether a caution changes a technique. With an emergency none does: it is sent, whoever it is."""
    return any(change.before != change.after.standing for change in open_gate(kb, patient).techniques)


def _deal_flags(kb: KnowledgeBase, rng: np.random.Generator) -> list[Caution]:
    wanted = 1 + int(rng.integers(MOST_FLAGS))
    flags: list[Caution] = []
    for at in rng.permutation(len(kb.treatment.cautions)):
        caution = kb.treatment.cautions[at]
        if len(flags) < wanted and caution.id not in NEVER_DEALT and _is_new(flags, caution):
            flags.append(caution)
    return flags


def _is_new(flags: Sequence[Caution], other: Caution) -> bool:
    """Whether it shares nothing with the others: no caution twice, none that another implies already."""
    return all(_with_implied(other).isdisjoint(_with_implied(one)) for one in flags)


def _with_implied(caution: Caution) -> frozenset[str]:
    return frozenset({caution.id, *caution.implies})


def _causes_of(kb: KnowledgeBase, flags: Sequence[Caution]) -> list[Cause]:
    """Causes that people with these cautions come with, where a setting tells."""
    held = {caution_id for flag in flags for caution_id in _with_implied(flag)}
    told = (kb.setting_by_id.get(kb.treatment.get_caution(caution_id).setting) for caution_id in held)
    settings = [setting for setting in told if setting]
    return [cause for cause in kb.causes if all(setting.prior[cause.id] >= LEAST_SHARE for setting in settings)]


def _in_order(kb: KnowledgeBase, wanted: Iterable[str]) -> tuple[str, ...]:
    ids = set(wanted)
    return tuple(caution.id for caution in kb.treatment.cautions if caution.id in ids)


def open_gate(kb: KnowledgeBase, patient: GatePatient) -> Opened:
    """What the flags change for this patient."""
    before = advise(kb, patient.cause_id, AdvicePatient(observed={}))
    after = advise(kb, patient.cause_id, AdvicePatient(flags=patient.flags, observed={}))
    return Opened(
        advice=after, techniques=_compare(before.techniques, after.techniques),
        points=_compare(before.points, after.points),
        forbidden=tuple(verdict.id for verdict in after.techniques if verdict.standing == "contraindicated"),
    )


def _compare(before: Sequence[Verdict], after: Sequence[Verdict]) -> tuple[Change, ...]:
    return tuple(Change(id=then.id, before=first.standing, after=then)
                 for first, then in zip(before, after, strict=True))


def check_answer(kb: KnowledgeBase, chosen: Sequence[str]) -> tuple[str, ...]:
    """The answer as it is kept: ids of techniques, or that there is none. Raises `NotAllowedNow` and `UnknownId`."""
    if not chosen or (NONE in chosen and len(chosen) > 1):
        raise NotAllowedNow("Tick the techniques that are forbidden, or that there is none.")
    return tuple(one if one == NONE else kb.treatment.get_technique(one).id for one in chosen)
