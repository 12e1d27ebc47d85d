"""What the options of a poll about a case are worth: the next question, and what to treat with.

A question is worth the expected loss it saves (`reasoning.value`), from what the class was told so far. A safety
question that this patient must be asked, and was not asked yet, is right whatever its worth. A technique is judged as
in the chain of reasoning, by all that is true of the patient: what nobody asked can hurt all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

import numpy as np

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.model.advice import AdvicePatient, Verdict
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.live import Poll
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.advice import advise
from sciatica_teach.reasoning.losses import LossMatrix
from sciatica_teach.reasoning.value import question_values
from sciatica_teach.session.case_chain import build_task
from sciatica_teach.session.debrief_path import LEAST_WORTH
from sciatica_teach.session.item_making.kept import Kept
from sciatica_teach.session.item_making.updates import get_sampled
from sciatica_teach.session.live.patient import list_askable, play
from sciatica_teach.session.live.state import LiveCase

Standing = Literal["right", "partly", "wrong", "unsafe"]

AS_TELLING = 0.9
"""From this share of the best question's worth on, another is as good: the worth is an estimate."""

HALF = 0.5
"""From this share on a question is partly right."""

OFFERED = 4
"""How many options are proposed."""


@record
class Weighed:
    """What one option of a poll is."""

    standing: Standing
    worth: float | None = None
    """Of a question: expected loss saved; None for a technique."""
    must_ask: bool = False
    """A safety question that this patient must be asked, still open."""
    verdict: Verdict | None = None
    """Of a technique."""


def weigh_options(kb: KnowledgeBase, poll: Poll, at: LiveCase, shown: tuple[str, ...]) -> Mapping[str, Weighed]:
    """Option -> what it is; options that have left the content are left out. Only of polls that offer options."""
    weigh = {"next-question": _weigh_questions, "technique": _weigh_techniques}.get(poll.kind)
    return weigh(Kept(kb.version, kb), at, shown) if weigh else {}


def value_questions(kb: KnowledgeBase, at: LiveCase) -> dict[str, float]:
    """What can be asked now -> its worth. An open question is worth at least the best of what it settles."""
    session, state = play(kb, at)
    table = get_sampled(Kept(kb.version, kb)).table
    prior = kb.get_setting(session.case.setting).prior
    values = question_values(table, LossMatrix.from_knowledge(kb), prior, session.observed(state))
    worth = {one.id: float(value) for one, value in zip(table.findings, values, strict=True)}
    known = session.known(state)
    told = {one: answer.tells for one, answer in session.case.open_answers.items()}
    opened = {one: max((worth[each] for each in tells if each not in known), default=0.0)
              for one, tells in told.items()}
    return {one.id: {**worth, **opened}.get(one.id, 0.0) for one in list_askable(kb, at)}


@lru_cache(maxsize=64)
def _weigh_questions(kept: Kept[KnowledgeBase], at: LiveCase, shown: tuple[str, ...]) -> Mapping[str, Weighed]:
    must = {one.id for one in list_askable(kept.value, at) if one.must_ask}
    values = value_questions(kept.value, at)
    best = max((values.get(one, 0.0) for one in shown), default=0.0)
    return {
        one: Weighed(standing=_stand(values.get(one, 0.0), best, must_ask=one in must), worth=values.get(one, 0.0),
                     must_ask=one in must)
        for one in shown
    }


def _stand(worth: float, best: float, *, must_ask: bool) -> Standing:
    if must_ask or (best >= LEAST_WORTH and worth >= AS_TELLING * best):
        return "right"
    return "partly" if best >= LEAST_WORTH and worth >= HALF * best else "wrong"


@lru_cache(maxsize=64)
def _weigh_techniques(kept: Kept[KnowledgeBase], at: LiveCase, shown: tuple[str, ...]) -> Mapping[str, Weighed]:
    verdicts = {one: verdict for one, verdict in judge_techniques(kept.value, at).items() if one in shown}
    preferred = any(one.standing == "preferred" for one in verdicts.values())
    standings: dict[str, Standing] = {
        "preferred": "right", "acceptable": "partly" if preferred else "right", "not-indicated": "wrong",
        "contraindicated": "unsafe",
    }
    return {one: Weighed(standing=standings[verdicts[one].standing], verdict=verdicts[one])
            for one in shown if one in verdicts}


def judge_techniques(kb: KnowledgeBase, at: LiveCase) -> dict[str, Verdict]:
    """Technique -> what it is for this patient."""
    session, _ = play(kb, at)
    task = build_task(kb, session.case)
    advice = advise(kb, task.truth, AdvicePatient(flags=task.flags, observed=task.findings))
    return {one.id: one for one in advice.techniques}


def propose_questions(kb: KnowledgeBase, at: LiveCase, rng: np.random.Generator) -> tuple[str, ...]:
    """Options worth a vote: the most telling question, a safety question that is due, and some that tell little."""
    values = value_questions(kb, at)
    ranked = sorted(values, key=lambda one: (-values[one], one))
    due = [one.id for one in list_askable(kb, at) if one.must_ask][:1]
    chosen = list(dict.fromkeys([*due, *ranked[:2 if due else 1]]))[:OFFERED - 1]
    little = [one for one in ranked if one not in chosen and values[one] < max(values[ranked[0]] * HALF, LEAST_WORTH)]
    drawn = [little[int(index)] for index in rng.permutation(len(little))[:OFFERED - len(chosen)]]
    return (*chosen, *drawn) if len(chosen) + len(drawn) > 1 else tuple(ranked[:OFFERED])


def propose_techniques(kb: KnowledgeBase, at: LiveCase, rng: np.random.Generator) -> tuple[str, ...]:
    """One technique of each standing, as far as there are, filled up with others."""
    verdicts = judge_techniques(kb, at)
    ids = [list(verdicts)[int(index)] for index in rng.permutation(len(verdicts))]
    first: dict[str, str] = {}
    for one in ids:
        first.setdefault(verdicts[one].standing, one)
    return tuple(dict.fromkeys([*first.values(), *ids]))[:OFFERED]


def find_still_offered(kb: KnowledgeBase, poll: Poll, at: LiveCase) -> tuple[str, ...]:
    """The options of a poll that can be chosen still: a question that was asked meanwhile is no next one."""
    if poll.kind == "technique":
        return tuple(one for one in poll.options if one in kb.treatment.technique_by_id)
    try:
        open_now = {one.id for one in list_askable(kb, at)}
    except SciaticaTeachError:
        return ()
    return tuple(one for one in poll.options if one in open_now)
