"""What moved the belief in one cause: each finding with the figures behind it, and the last step by hand."""

from __future__ import annotations

from math import exp, log
from typing import Any

from sciatica_teach.model.findings import Answer, Rate
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.belief import Step
from sciatica_teach.reasoning.nomogram import OddsStep
from sciatica_teach.session.last_step import LastStep
from sciatica_teach.session.playground import Reading
from sciatica_teach.views.blocks import source_note
from sciatica_teach.views.numbers import exact_percent, percent, percent_range, plain, times
from sciatica_teach.views.playground_cautions import caution_words
from sciatica_teach.views.words import say

EVEN = 0.05
"""A ratio this near to 1 (in its log) points nowhere."""

EDGE = 0.999
"""The last share that stands on the nomogram's axes; its first one is the rest to 1."""


def rate_sources(kb: KnowledgeBase) -> dict[str, Any]:
    """Every source that a rate cites, once, by its id."""
    rates = [rate for finding in kb.findings for rate in (finding.background, *finding.differs.values())]
    cited = dict.fromkeys(source_id for rate in rates for source_id in rate.sources)
    return {source_id: source_note(kb.get_source(source_id)) for source_id in cited}


def moved_state(kb: KnowledgeBase, reading: Reading) -> dict[str, Any]:
    """The trace, in the order of entering, and the last step."""
    cause = kb.get_cause(reading.cause_id)
    by_id = {step.finding_id: step for step in reading.inference.trace}
    return {
        "id": "moved", "subject": "", "title": say("playground.moved_title", cause=cause.short),
        "empty": say("playground.moved_empty"), "trace": say("playground.trace"),
        "note": say("playground.trace_note", setting=kb.get_setting(reading.state.setting_id).name),
        "steps": [
            _step_state(kb, reading, by_id[finding_id]) if finding_id in by_id else _held_state(kb, finding_id, value)
            for finding_id, value in reading.observed.items()
        ],
        "last": last_state(kb, reading, reading.last) if reading.last else None,
    }


def _step_state(kb: KnowledgeBase, reading: Reading, step: Step) -> dict[str, Any]:
    finding = kb.get_finding(step.finding_id)
    log_ratio = step.log_ratio[reading.cause_id]
    still = step.value == "unknown" or finding.kind == "caution"
    return {
        "id": finding.id, "name": finding.name, "answer": say(f"answer.{step.value}"),
        "counted": step.counted and not still,
        "turn": "none" if abs(log_ratio) < EVEN else "up" if log_ratio > 0 else "down",
        "ratio": "" if still else times(exp(log_ratio)), "status": _status_words(kb, reading, step),
        "summary": say("playground.figures"), "rates": [] if still else _rates(kb, step, reading.cause_id),
    }


def _held_state(kb: KnowledgeBase, finding_id: str, value: Answer) -> dict[str, Any]:
    """A finding that the setting's prior counts already."""
    return {
        "id": finding_id, "name": kb.get_finding(finding_id).name, "answer": say(f"answer.{value}"), "counted": False,
        "turn": "none", "ratio": "", "status": say("playground.held"), "summary": "", "rates": [],
    }


def _status_words(kb: KnowledgeBase, reading: Reading, step: Step) -> str:
    if step.value == "unknown":
        return say("playground.unknown")
    if kb.get_finding(step.finding_id).kind == "caution":
        return caution_words(kb, reading, step.finding_id, step.value)
    return say("playground.outweighed", other=kb.get_finding(step.outweighed_by).name) if step.outweighed_by else ""


def _rates(kb: KnowledgeBase, step: Step, cause_id: str) -> list[dict[str, Any]]:
    """The cause's own rate, where it has one, and the background."""
    finding = kb.get_finding(step.finding_id)
    short = kb.get_cause(cause_id).short
    if cause_id in finding.differs:
        own = _rate_state(finding.differs[cause_id], say("playground.rate_own", cause=short))
        return [own, _rate_state(finding.background, say("playground.rate_background"))]
    return [_rate_state(finding.background, say("playground.rate_shared", cause=short))]


def _rate_state(rate: Rate, label: str) -> dict[str, Any]:
    likely = rate.likelihood
    figure = say("playground.rate", mid=percent(likely.mid), band=percent_range(likely.low, likely.high))
    return {"label": label, "figure": figure, "reason": rate.reason, "mark": rate.mark, "conflict": rate.conflict,
            "sources": list(rate.sources)}


def last_state(kb: KnowledgeBase, reading: Reading, last: LastStep) -> dict[str, Any]:
    """The nomogram of the last step, and the sentences that work it out; only sentences where nothing can move."""
    finding = kb.get_finding(last.finding_id)
    answer = say(f"answer.{last.value}")
    heading = say("playground.last", finding=finding.name, answer=answer)
    still = why_still(kb, reading, last)
    if last.odds is None or still:
        return {"step": None, "heading": heading, "lines": still}
    lines = by_hand(kb, reading, last, last.odds)
    return {
        "heading": heading, "lines": lines, "label": say("playground.nomogram", text=" ".join(lines)),
        "step": _drawn(last.odds), "off": "" if _is_on_scale(last.odds) else say("playground.off_scale"),
    }


def why_still(kb: KnowledgeBase, reading: Reading, last: LastStep) -> list[str]:
    """Why the last step moved nothing, and where the share stays; nothing where there is a step to draw."""
    cause = kb.get_cause(reading.cause_id).short
    if last.odds is None:
        return [say("playground.settled", cause=cause)]
    stays = say("playground.stays", cause=cause, share=exact_percent(last.odds.prior))
    step = next((one for one in reading.inference.trace if one.finding_id == last.finding_id), None)
    status = _status_words(kb, reading, step) if step else say("playground.held")
    if not last.rates and not last.replaced:
        return [status, stays]
    if kb.get_finding(last.finding_id).kind == "caution":
        return [status, stays]
    return [] if _is_seen(last.odds) else [say("playground.even", cause=cause), stays]


def _is_seen(odds: OddsStep) -> bool:
    """The ratio or an end of its range differs from 1 in the digits shown."""
    return any(plain(exp(one)) != "1" for one in (odds.ratio.low, odds.ratio.mid, odds.ratio.high))


def _drawn(odds: OddsStep) -> dict[str, Any]:
    """Logs of odds and of the ratio, natural, and what is written under the axes."""
    ratio = odds.ratio
    start = _log_odds(odds.prior)
    words = [exact_percent(odds.prior), f"×{plain(exp(ratio.mid))}", exact_percent(odds.posterior)]
    return {"prior": start, "ratio": round(ratio.mid, 4), "posterior": round(start + ratio.mid, 4),
            "low": round(ratio.low, 4), "high": round(ratio.high, 4), "words": words}


def _log_odds(share: float) -> float:
    return round(log(share / (1 - share)), 4)


def _is_on_scale(odds: OddsStep) -> bool:
    return all(1 - EDGE <= share <= EDGE for share in (odds.prior, odds.posterior))


def by_hand(kb: KnowledgeBase, reading: Reading, last: LastStep, odds: OddsStep) -> list[str]:
    """Prior odds, ratio, posterior odds: every number that is needed to do it again."""
    cause = kb.get_cause(reading.cause_id).short
    ratio = exp(odds.ratio.mid)
    before = say("playground.hand_prior", cause=cause, share=exact_percent(odds.prior), here=plain(odds.prior),
                 rest=plain(1 - odds.prior), odds=plain(odds.prior_odds))
    return [
        before, _ratio_words(kb, last, cause, ratio),
        say("playground.hand_posterior", prior=plain(odds.prior_odds), ratio=plain(ratio),
            odds=plain(odds.posterior_odds), share=exact_percent(odds.posterior)),
        say("playground.hand_band", low=plain(exp(odds.ratio.low)), high=plain(exp(odds.ratio.high)),
            low_share=exact_percent(odds.share_at(odds.ratio.low)),
            high_share=exact_percent(odds.share_at(odds.ratio.high))),
    ]


def _ratio_words(kb: KnowledgeBase, last: LastStep, cause: str, ratio: float) -> str:
    answer = say(f"answer.{last.value}")
    if last.rates:
        return say("playground.hand_rates", cause=cause, answer=answer, own=exact_percent(last.rates.own),
                   rivals=exact_percent(last.rates.rivals), own_share=plain(last.rates.own),
                   rivals_share=plain(last.rates.rivals), ratio=plain(ratio))
    own, other = last.exchanged
    return say("playground.hand_replaced", other=kb.get_finding(last.replaced).name, own=plain(own),
               other_ratio=plain(other), ratio=plain(ratio))


def answer_words(kb: KnowledgeBase, finding_id: str, value: Answer) -> str:
    """A finding with its answer, for a sentence."""
    return say("playground.entry", finding=kb.get_finding(finding_id).name, answer=say(f"answer.{value}"))
