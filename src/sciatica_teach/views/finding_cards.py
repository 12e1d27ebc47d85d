"""The card of a finding: how it is asked or tested, how often each cause shows it, what studies measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sciatica_teach.model.findings import Accuracy, Finding, Measure, Rate
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.odds import percent_number, rate_words
from sciatica_teach.views.words import say

UNKNOWN = "–"


def finding_blocks(kb: KnowledgeBase, finding: Finding, first: Sequence[str] = ()) -> list[Block]:
    """The whole card. The rates of the causes `first` stand open, those of all others are folded away."""
    return [
        *refer_blocks(finding),
        *asking_blocks(finding),
        *rates_blocks(kb, finding, first),
        *accuracy_blocks(kb, finding),
        *(blocks.claim(kb, fact) for fact in finding.facts),
    ]


def refer_blocks(finding: Finding) -> list[Block]:
    """What a sign that must be referred demands, whatever the odds say; nothing for any other."""
    if not finding.refer:
        return []
    first = say("finding.refer_first", urgency=say(f"urgency.{finding.refer}"))
    return [blocks.verdicts([blocks.verdict("unsafe", first, say("finding.refer"))])]


def asking_blocks(finding: Finding) -> list[Block]:
    """What to ask or do, what counts, and the usual mistake."""
    lines = [blocks.text(say("finding.ask", text=finding.ask))]
    if finding.how:
        lines.append(blocks.items(finding.how, ordered=True))
    lines.append(blocks.text(say("finding.positive", text=finding.positive)))
    if finding.mistake:
        lines.append(blocks.verdicts([blocks.verdict("caution", say("finding.mistake"), finding.mistake)]))
    return lines


def rates_blocks(kb: KnowledgeBase, finding: Finding, first: Sequence[str] = ()) -> list[Block]:
    """How often it is present: with the causes `first`, in the background, and folded away with all others."""
    others = [cause.id for cause in kb.causes if cause.id in finding.differs and cause.id not in first]
    lines = [*(cause_rate_block(kb, finding, cause_id) for cause_id in first), background_block(kb, finding)]
    if others:
        folded = [cause_rate_block(kb, finding, cause_id) for cause_id in others]
        lines.append(blocks.details(say("finding.rates_others", count=len(others)), folded))
    return [{"type": "heading", "text": say("finding.rates")}, *lines]


def cause_rate_block(kb: KnowledgeBase, finding: Finding, cause_id: str) -> Block:
    """How often one cause shows the finding; where it has no rate of its own, that it has none."""
    name, rate = kb.get_cause(cause_id).short, finding.differs.get(cause_id)
    if rate is None:
        return blocks.text(say("finding.rate_none", name=name, rate=rate_words(finding.background.likelihood)),
                           quiet=True)
    return rate_block(kb, name, rate)


def background_block(kb: KnowledgeBase, finding: Finding) -> Block:
    """How often it is present in leg pain of other origin."""
    return rate_block(kb, say("finding.background"), finding.background)


def rate_block(kb: KnowledgeBase, name: str, rate: Rate) -> Block:
    """One rate as a claim: value with its range, reason, mark and sources."""
    step = say("finding.step", step=rate.step.replace("-", " ")) if rate.step else ""
    words = say("finding.rate", name=name, rate=rate_words(rate.likelihood), step=step, reason=rate.reason)
    return blocks.marked(kb, words, rate.mark, rate.sources, rate.conflict)


def accuracy_blocks(kb: KnowledgeBase, finding: Finding) -> list[Block]:
    """What studies measured, as a table and one by one, and why they disagree; nothing where there is none."""
    if not finding.accuracy:
        return []
    lines = [{"type": "heading", "text": say("finding.studies")}, accuracy_table(finding)]
    if any(_is_ours(one) for one in finding.accuracy):
        lines.append(blocks.text(say("finding.ours"), quiet=True))
    if finding.accuracy_conflict:
        lines.append(blocks.verdicts([
            blocks.verdict("caution", say("finding.conflict"), finding.accuracy_conflict)]))
    return [*lines, *(study_block(kb, one) for one in finding.accuracy)]


def accuracy_table(finding: Finding) -> Block:
    """Sensitivity, specificity and both likelihood ratios of each study, with their intervals."""
    head = [say(f"finding.head_{name}") for name in ("study", "sensitivity", "specificity", "positive", "negative",
                                                      "mark")]
    rows = [
        [one.study, share_cell(one.sensitivity), share_cell(one.specificity),
         ratio_cell(one.positive, one.find_positive()), ratio_cell(one.negative, one.find_negative()),
         say(f"mark.{one.mark}")]
        for one in finding.accuracy
    ]
    return blocks.table(say("finding.studies_of", name=finding.name), head, rows, numeric=(1, 2, 3, 4))


def study_block(kb: KnowledgeBase, one: Accuracy) -> Block:
    """In whom, for what, against what; with mark and sources."""
    words = say("finding.study", study=one.study, target=one.target, reference=one.reference, note=one.note).strip()
    return blocks.marked(kb, words, one.mark, one.sources)


def share_cell(measure: Measure | None) -> str:
    """A sensitivity or specificity: "92 % (87–95)"; a dash where there is none."""
    if measure is None:
        return UNKNOWN
    return f"{percent_number(measure.mid)} %" + _interval(measure, percent_number)


def ratio_cell(given: Measure | None, value: float | None) -> str:
    """A likelihood ratio: the source's own with its interval, else ours with a star; a dash where there is none."""
    if given is not None:
        return _ratio(given.mid) + _interval(given, _ratio)
    return UNKNOWN if value is None else f"{_ratio(value)}*"


def _interval(measure: Measure, write: Callable[[float], str]) -> str:
    if measure.low is None or measure.high is None:
        return ""
    return f" ({write(measure.low)}–{write(measure.high)})"


def _ratio(value: float) -> str:
    return f"{value:.2f}" if value < 1 else f"{value:.1f}" if value < 10 else f"{value:.0f}"


def _is_ours(one: Accuracy) -> bool:
    own = (one.positive, one.find_positive()), (one.negative, one.find_negative())
    return any(given is None and value is not None for given, value in own)
