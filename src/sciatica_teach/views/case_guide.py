"""What a guided case says on the way: what a question was worth, and the reference beside a committed belief."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sciatica_teach.model.findings import Finding
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case_guide import Compared
from sciatica_teach.views import blocks
from sciatica_teach.views.belief_table import belief_rows
from sciatica_teach.views.numbers import percent, percent_range
from sciatica_teach.views.words import say

PartState = dict[str, Any]

WORTH = ((1.0, "much"), (0.1, "some"), (0.01, "little"))
"""Expected loss saved from which a question is called so; below the last it is worth next to nothing."""


BASELINE = ("Power", "Reflexes and feeling")
"""Topics of the tests that a later visit repeats and compares."""


def worth_note(kb: KnowledgeBase, finding_id: str, value: float) -> str:
    """What a question promised before it was answered, as expected loss saved; never that it was of no use.

    The value knows one question, one visit and no must-refer rule. So where it is small, what it leaves out is said.
    Raises `UnknownId`.
    """
    finding = kb.get_finding(finding_id)
    if finding.safety:
        return say("case.guide_worth_safety")
    size = next((word for least, word in WORTH if value >= least), "none")
    if size in ("much", "some"):
        return say(f"case.guide_worth_{size}")
    first = say("case.guide_worth_sends" if finding.refer else f"case.guide_worth_{size}")
    return " ".join((first, *_left_out(kb, finding)))


def _left_out(kb: KnowledgeBase, finding: Finding) -> Iterator[str]:
    """What else speaks for asking. The same for every patient: whether it is a key here stays for the debrief."""
    if finding.topic in BASELINE:
        yield say("case.guide_worth_baseline")
    elif not finding.refer and any(finding.id in rule.all_of for rule in kb.referral_rules):
        yield say("case.guide_worth_together")


def compared_state(kb: KnowledgeBase, compared: Compared, open_must_asks: int) -> PartState:
    """The committed belief beside the reference with its band, and what is still open for safety."""
    caption = say("case.guide_caption", room=say(f"stage.{compared.stage}"))
    head = [say(f"case.guide_{name}") for name in ("cause", "yours", "reference", "band")]
    reference = compared.reference
    rows = belief_rows(
        kb, compared.stated, reference.posterior, reference.band, share=percent, span=percent_range)
    must = "case.guide_must_done" if not open_must_asks else (
        "case.guide_must_one" if open_must_asks == 1 else "case.guide_must_many")
    lines = [
        blocks.text(say("case.guide_text")),
        blocks.table(caption, head, rows, (1, 2, 3)),
        blocks.verdicts([blocks.verdict(
            "right" if not open_must_asks else "caution", "", say(must, count=open_must_asks))]),
    ]
    return {"tone": "plain", "eyebrow": say("case.guide_eyebrow"), "title": say("case.guide_title"), "level": 3,
            "blocks": lines}
