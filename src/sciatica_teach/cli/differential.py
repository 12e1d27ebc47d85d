"""`sciatica-teach differential`: what to believe after some findings, and why."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp
from typing import Any, Final

import click
import numpy as np

from sciatica_teach.cli.answers import parse_findings
from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.model.causes import Setting
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.belief import Inference, Step, infer
from sciatica_teach.reasoning.consistency import require_possible
from sciatica_teach.reasoning.draws import BAND_SEED, sample_rates
from sciatica_teach.reasoning.referral import Floor, referral_floor
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.reasoning.value import QuestionValue, rank_questions
from sciatica_teach.settings import Settings

LEADING = 3
"""For how many causes, the likeliest ones, the reasons are printed."""

NEXT = 3
"""How many further questions are named."""

SPEED: Final = {"urgent": "urgently", "same-day": "on the same day", "emergency": "as an emergency"}


@dataclass(frozen=True, kw_only=True)
class _Result:
    kb: KnowledgeBase
    setting: Setting
    observed: dict[str, Answer]
    inference: Inference
    already_in_prior: tuple[str, ...]
    """Given findings that the setting's prior already holds; they moved nothing."""
    floor: Floor
    next_questions: tuple[QuestionValue, ...]


@click.command(name="differential")
@click.argument("setting")
@click.argument("findings", metavar="[FINDING=ANSWER]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def command(setting: str, findings: tuple[str, ...], as_json: bool) -> None:
    """What to believe about a patient from SETTING after some findings, and why.

    \b
    An ANSWER is present, absent or unknown, as in
        sciatica-teach differential over-65 no-pain-seated=present slump=absent

    Prior and posterior are shares of all causes; the band holds nine in ten draws from the ranges of the rates. For
    education only: no result is advice about a real patient.
    """
    result = _reason(setting, parse_findings(findings))
    click.echo(json.dumps(_as_json(result), indent=2, ensure_ascii=False) if as_json else "\n".join(_as_text(result)))


def _reason(setting_id: str, observed: dict[str, Answer]) -> _Result:
    kb = load_knowledge(Settings.from_environment(os.environ))
    setting = kb.get_setting(setting_id)
    require_possible(kb, setting, observed)
    table = LikelihoodTable.from_knowledge(kb)
    floor = referral_floor(kb, observed)
    evidence = setting.leave_out_counted(observed)
    inference = infer(sample_rates(table, np.random.default_rng(BAND_SEED)), setting.prior, evidence)
    ranked = rank_questions(kb, setting.prior, evidence, table=table)
    worth_asking = [question for question in ranked if round(question.value, 6) > 0]
    return _Result(
        kb=kb, setting=setting, observed=observed, inference=inference, floor=floor,
        already_in_prior=tuple(finding_id for finding_id in observed if finding_id not in evidence),
        next_questions=tuple(worth_asking[:NEXT]),
    )


def _as_json(result: _Result) -> dict[str, Any]:
    inference = result.inference
    return {
        "setting": result.setting.id,
        "findings": result.observed,
        "already_in_prior": result.already_in_prior,
        "prior": inference.prior,
        "posterior": inference.posterior,
        "band": inference.band,
        "reasons": [_reason_as_json(step) for step in inference.trace],
        "floor": {"urgency": result.floor.urgency, "findings": result.floor.finding_ids},
        "next": [
            {"finding": question.finding_id, "value": question.value, "minutes": question.minutes}
            for question in result.next_questions
        ],
    }


def _reason_as_json(step: Step) -> dict[str, Any]:
    return {
        "finding": step.finding_id,
        "value": step.value,
        "counted": step.counted,
        "outweighed_by": step.outweighed_by or None,
        "likelihood_ratios": {cause_id: exp(log_ratio) for cause_id, log_ratio in step.log_ratio.items()},
        "sources": step.sources,
        "marks": step.marks,
    }


def _as_text(result: _Result) -> Iterator[str]:
    inference = result.inference
    ranked = sorted(inference.posterior, key=lambda cause_id: -inference.posterior[cause_id])
    width = max(len(cause.short) for cause in result.kb.causes)
    yield f"{result.setting.name}\n"
    yield f"{'cause':<{width}}   before    after   band"
    for cause_id in ranked:
        low, high = inference.band[cause_id]
        yield (
            f"{result.kb.get_cause(cause_id).short:<{width}} {_percent(inference.prior[cause_id]):>8} "
            f"{_percent(inference.posterior[cause_id]):>8}   {_percent(low)} to {_percent(high)}"
        )
    if result.already_in_prior:
        names = ", ".join(result.kb.get_finding(finding_id).name for finding_id in result.already_in_prior)
        yield f"\nalready held by the prior of this setting, so it moved nothing: {names}"
    if inference.trace:
        yield "\nwhy: how many times the odds of each leading cause are multiplied by the finding taken alone"
    for step in inference.trace:
        yield from _reason_lines(result.kb, step, ranked[:LEADING])
    yield f"\nmust-refer rule: {_floor_words(result)}"
    yield "\nnext questions" if result.next_questions else "\nno single further question would change what to do"
    for question in result.next_questions:
        yield _question_line(result.kb, question)


def _reason_lines(kb: KnowledgeBase, step: Step, leading: list[str]) -> Iterator[str]:
    yield f"  {kb.get_finding(step.finding_id).name}: {step.value}"
    if step.value == "unknown":
        yield "      moves nothing"
        return
    factors = (f"{kb.get_cause(cause_id).short} \N{MULTIPLICATION SIGN}{exp(step.log_ratio[cause_id]):.2g}"
               for cause_id in leading)
    yield f"      {', '.join(factors)} ({', '.join(step.marks)})"
    if step.outweighed_by:
        other = kb.get_finding(step.outweighed_by).name
        yield f"      not counted: measures the same as “{other}”, which says more"


def _floor_words(result: _Result) -> str:
    if not result.floor.finding_ids:
        return "no finding given here demands a referral"
    names = ", ".join(result.kb.get_finding(finding_id).name for finding_id in result.floor.finding_ids)
    return f"refer {SPEED[result.floor.urgency]}, whatever the shares say, because of: {names}"


def _question_line(kb: KnowledgeBase, question: QuestionValue) -> str:
    cost = "safety, free" if question.is_free else f"{question.minutes:g} min"
    name = kb.get_finding(question.finding_id).name
    return f"  {name} ({question.finding_id}; {cost}; expected loss saved {question.value:.2g})"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share >= 0.01 else f"{100 * share:.1f} %"
