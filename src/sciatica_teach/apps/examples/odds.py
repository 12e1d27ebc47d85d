"""Worked examples in odds: a posterior that can be recomputed with paper and pencil."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import prod

import numpy as np

from sciatica_teach.apps.context import get_knowledge
from sciatica_teach.model.causes import Setting
from sciatica_teach.model.evidence import Source
from sciatica_teach.model.findings import Accuracy, Answer, Measure
from sciatica_teach.reasoning.belief import mid_weights, normalised
from sciatica_teach.reasoning.table import COLUMN, LikelihoodTable
from sciatica_teach.views.words import say
from sciatica_teach.views.worked import WorkedTable

NONE = "–"


def odds_example(setting_id: str, cause_id: str, *findings: str) -> WorkedTable:
    """One cause against all others, finding by finding: odds before x likelihood ratio = odds after.

    A finding stands as its id when present, and as "id=absent" when it was looked for and not there. The rate among all
    others is weighted by what is believed of each of them at that point, so it changes as the belief does. A finding of
    which a stronger one of its group was heard before multiplies by 1; one that takes the place of a weaker one has no
    rates of its own in the table, only the ratio that is left.
    """
    kb = get_knowledge()
    table = LikelihoodTable.from_knowledge(kb)
    setting, column = kb.get_setting(setting_id), table.get_cause_column(cause_id)
    observed = dict(map(read_finding, findings))
    beliefs = [normalised(mid_weights(table, setting.prior, known)) for known in _one_by_one(observed)]
    rows = [[say("example.at_first"), "", "", "", _odds(beliefs[0][column]), _percent(beliefs[0][column])]]
    for (finding_id, value), (before, after) in zip(observed.items(), pairwise(beliefs), strict=True):
        rates = np.exp(table.log_factor[table.get_row(finding_id), COLUMN[value]])
        others = np.delete(before, column) @ np.delete(rates, column) / (1 - before[column])
        ratio = _plain_odds(after[column]) / _plain_odds(before[column])
        is_all = np.isclose(ratio, rates[column] / others)
        rows.append([
            _name(finding_id, value), *((_percent(rates[column]), _percent(others)) if is_all else (NONE, NONE)),
            _ratio(ratio), _odds(after[column]), _percent(after[column]),
        ])
    head = [say(f"example.odds_{name}") for name in ("finding", "rate", "others", "ratio", "odds", "share")]
    caption = say("example.odds", cause=kb.get_cause(cause_id).name, setting=setting.name)
    return WorkedTable(caption, head, rows, rate_sources(cause_id, observed))


def settings_example(cause_id: str, *findings: str) -> WorkedTable:
    """The same findings in every setting: the share of a cause before and after, and what multiplied its odds."""
    kb = get_knowledge()
    table = LikelihoodTable.from_knowledge(kb)
    column, observed = table.get_cause_column(cause_id), dict(map(read_finding, findings))
    rows = []
    for setting in kb.settings:
        before, after = _shares(table, setting, observed, column)
        ratio = _plain_odds(after) / _plain_odds(before)
        rows.append([setting.name, _percent(before), _ratio(ratio), _percent(after)])
    names = ", ".join(_name(finding_id, value) for finding_id, value in observed.items())
    caption = say("example.settings", cause=kb.get_cause(cause_id).name, findings=names)
    return WorkedTable(caption, [
        say("example.setting"), say("example.prior"), say("example.odds_ratio"), say("example.after"),
    ], rows, rate_sources(cause_id, observed))


def witness_example(setting_id: str, cause_id: str, *findings: str) -> WorkedTable:
    """Tests of one dependence group: each alone, all multiplied as if they were independent, and what is counted."""
    kb = get_knowledge()
    table = LikelihoodTable.from_knowledge(kb)
    setting, column = kb.get_setting(setting_id), table.get_cause_column(cause_id)
    observed = dict(map(read_finding, findings))
    start = normalised(mid_weights(table, setting.prior, {}))
    alone = {one: normalised(mid_weights(table, setting.prior, {one: value})) for one, value in observed.items()}
    naive = start * prod(after / start for after in alone.values())
    counted = normalised(mid_weights(table, setting.prior, observed))
    rows = [[say("example.nothing_yet"), _percent(start[column])]]
    rows += [[say("example.alone", finding=_name(one, observed[one])), _percent(after[column])]
             for one, after in alone.items()]
    rows += [[say("example.multiplied"), _percent(naive[column] / naive.sum())],
             [say("example.counted"), _percent(counted[column])]]
    caption = say("example.witness", cause=kb.get_cause(cause_id).name, setting=setting.name)
    head = [say("example.odds_finding"), say("example.odds_share")]
    return WorkedTable(caption, head, rows, rate_sources(cause_id, observed))


def accuracy_example(finding_id: str) -> WorkedTable:
    """What each study measured of a finding; a likelihood ratio that a source does not give is worked out."""
    finding = get_knowledge().get_finding(finding_id)
    rows = [_study(one) for one in finding.accuracy]
    columns = ("name", "target", "sensitivity", "specificity", "positive", "negative", "mark")
    head = [say(f"example.study_{name}") for name in columns]
    cited = dict.fromkeys(source_id for one in finding.accuracy for source_id in one.sources)
    return WorkedTable(say("example.accuracy", finding=finding.name), head, rows, sources_of(cited))


def rate_sources(cause_id: str, finding_ids: Iterable[str]) -> list[Source]:
    """The sources of the rates of these findings: that of the cause, that of everything else."""
    findings = [get_knowledge().get_finding(finding_id) for finding_id in finding_ids]
    rates = [rate for one in findings for rate in (one.differs.get(cause_id, one.background), one.background)]
    return sources_of(dict.fromkeys(source_id for rate in rates for source_id in rate.sources))


def sources_of(source_ids: Iterable[str]) -> list[Source]:
    return [get_knowledge().get_source(source_id) for source_id in source_ids]


def read_finding(text: str) -> tuple[str, Answer]:
    """An id with its answer: "slump" is present, "slump=absent" absent. Raises `UnknownId`, ValueError."""
    finding_id, _, answer = text.partition("=")
    get_knowledge().get_finding(finding_id)
    answers: dict[str, Answer] = {"": "present", "present": "present", "absent": "absent"}
    if answer not in answers:
        raise ValueError(f"'{text}' is no finding with its answer; write {finding_id} or {finding_id}=absent")
    return finding_id, answers[answer]


def _one_by_one(observed: Mapping[str, Answer]) -> list[dict[str, Answer]]:
    """Nothing, the first, the first two, ..."""
    pairs = list(observed.items())
    return [dict(pairs[:count]) for count in range(len(pairs) + 1)]


def _shares(table: LikelihoodTable, setting: Setting, observed: Mapping[str, Answer], column: int) -> list[float]:
    evidence = setting.leave_out_counted(observed)
    return [float(normalised(mid_weights(table, setting.prior, known))[column]) for known in ({}, evidence)]


def _study(one: Accuracy) -> list[str]:
    return [
        one.study, one.target, _measure(one.sensitivity), _measure(one.specificity), _ratio(one.find_positive()),
        _ratio(one.find_negative()), say(f"mark.{one.mark}"),
    ]


def _measure(measure: Measure | None) -> str:
    if measure is None:
        return NONE
    interval = "" if measure.low is None or measure.high is None else f" ({measure.low:.2f}–{measure.high:.2f})"
    return f"{measure.mid:.2f}{interval}"


def _name(finding_id: str, value: Answer) -> str:
    return say("example.answered", finding=get_knowledge().get_finding(finding_id).name, answer=say(f"answer.{value}"))


def _ratio(value: float | None) -> str:
    return NONE if value is None else f"{value:.2f}"


def _plain_odds(share: float) -> float:
    return share / (1 - share)


def _odds(share: float) -> str:
    return f"{_plain_odds(share):.3f}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
