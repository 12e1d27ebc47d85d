"""What the finding entered last did to one cause, with everything that a sum by hand needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sciatica_teach.model.causes import Setting
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.belief import Inference
from sciatica_teach.reasoning.dependence import strongest_members
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.reasoning.nomogram import AnswerRates, OddsStep, answer_rates, odds_step
from sciatica_teach.reasoning.table import LikelihoodTable


@record
class LastStep:
    """What the finding entered last did to one cause."""

    finding_id: str
    value: Answer
    odds: OddsStep | None
    """None where the prior settles the cause beforehand, so that nothing can move it."""
    rates: AnswerRates | None
    """None where the finding took another's place in its group, or counts for nothing."""
    replaced: str = ""
    """Id of the weaker finding whose place it took; empty otherwise."""
    exchanged: tuple[float, float] = (1.0, 1.0)
    """Likelihood ratios of this finding and of the one replaced, both seen from where their group was unknown."""


def find_last_step(
    sampled: SampledTable, setting: Setting, observed: Mapping[str, Answer], inference: Inference, cause_id: str
) -> LastStep | None:
    """The step of the last of `observed`, first entered first; None where nothing was. `inference` is what follows."""
    if not observed:
        return None
    finding_id, value = list(observed.items())[-1]
    evidence = setting.leave_out_counted(observed)
    earlier = {known: answer for known, answer in evidence.items() if known != finding_id}
    movable = 0 < inference.prior[cause_id] < 1
    odds = odds_step(sampled, setting.prior, earlier, evidence, cause_id) if movable else None
    counted = any(step.counted for step in inference.trace if step.finding_id == finding_id)
    step = LastStep(finding_id=finding_id, value=value, odds=odds, rates=None)
    return _explain(sampled.table, step, setting, earlier, cause_id) if counted and movable else step


def _explain(
    table: LikelihoodTable, step: LastStep, setting: Setting, earlier: Mapping[str, Answer], cause_id: str
) -> LastStep:
    """The step with the rates behind its ratio; where it replaces a finding, with the ratios of both."""
    group = table.get_group(table.get_row(step.finding_id))
    others = {known: answer for known, answer in earlier.items() if table.get_group(table.get_row(known)) != group}

    def rates_of(finding_id: str, value: Answer) -> AnswerRates:
        return answer_rates(table, setting.prior, others, finding_id, value, cause_id)

    rates = rates_of(step.finding_id, step.value)
    holder = strongest_members(table, earlier).get(group)
    if holder is None:
        return replace(step, rates=rates)
    replaced = table.findings[holder].id
    exchanged = (rates.ratio, rates_of(replaced, earlier[replaced]).ratio)
    return replace(step, replaced=replaced, exchanged=exchanged)
