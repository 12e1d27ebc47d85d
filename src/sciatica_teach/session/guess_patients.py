"""Patients drawn from the table of rates, for updates that go together.

A patient is drawn as the engine thinks of them: a cause from the prior of the setting, then every finding by the mid
rate of that cause. What the patient has is only there so that findings occur together as they would; whoever is asked
about it hears of a few answers, and the reference of nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from sciatica_teach.model.causes import Setting
from sciatica_teach.model.findings import Answer, Finding
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.table import LikelihoodTable

MOST_KNOWN: Final = 3

SLOW: Final = frozenset({"treat", "routine"})
"""How fast a cause needs help that is not urgent."""

Patient = dict[str, Answer]
"""Finding -> answer, for every finding that may be asked about."""


def draw_patient(
    kb: KnowledgeBase, table: LikelihoodTable, setting: Setting, rng: np.random.Generator, *, is_urgent: bool = False
) -> Patient:
    """Answers to every finding that can be news in this setting; no two of those present exclude each other."""
    column = table.get_cause_column(_draw_cause(kb, setting, rng, is_urgent=is_urgent))
    shows = rng.random(len(table.findings)) < table.mid[:, column]
    patient: Patient = {}
    for row in rng.permutation(len(table.findings)):
        finding = table.findings[row]
        if finding.kind == "caution" or finding.id in setting.outside or finding.id in setting.counted:
            continue
        is_present = bool(shows[row]) and not _is_barred(kb, finding, patient)
        patient[finding.id] = "present" if is_present else "absent"
    return patient


def draw_known(kb: KnowledgeBase, patient: Patient, rng: np.random.Generator, *, is_urgent: bool = False) -> Patient:
    """None to three of the patient's answers, half of them among what is present.

    Where something urgent is looked for, one of them is a sign of it, so that what is feared has a share worth asking.
    """
    known: Patient = {}
    signs = [one for one, value in patient.items() if value == "present" and kb.get_finding(one).refer]
    if is_urgent and signs:
        known[_draw_one(signs, rng)] = "present"
    for _ in range(int(rng.integers(MOST_KNOWN + 1)) - len(known)):
        wanted: Answer = "present" if rng.random() < 0.5 else "absent"
        left = [one for one, value in patient.items() if value == wanted and one not in known]
        if left:
            known[_draw_one(left, rng)] = wanted
    return known


def _draw_one(ids: Sequence[str], rng: np.random.Generator) -> str:
    return sorted(ids)[int(rng.integers(len(ids)))]


def _draw_cause(kb: KnowledgeBase, setting: Setting, rng: np.random.Generator, *, is_urgent: bool) -> str:
    pool = [cause.id for cause in kb.causes if not is_urgent or cause.urgency not in SLOW]
    shares = np.array([setting.prior.get(cause_id, 0.0) for cause_id in pool])
    if not shares.sum() > 0:
        return _draw_cause(kb, setting, rng, is_urgent=False)
    return pool[int(rng.choice(len(pool), p=shares / shares.sum()))]


def _is_barred(kb: KnowledgeBase, finding: Finding, answers: Patient) -> bool:
    present = [kb.get_finding(one) for one, value in answers.items() if value == "present"]
    return any(finding.id in other.excludes or other.id in finding.excludes for other in present)
