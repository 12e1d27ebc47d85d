"""What the advice says for every cause, technique and caution, small enough for a clinician to read at one sitting.

`make tables` prints it. The stored copy is held by a test; after a change of content that is meant,

    python tools/tables.py > tests/reasoning/snapshots/verdicts.txt

makes it anew, and the difference is what a reviewer reads.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import combinations

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.model.advice import Advice, AdvicePatient
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import STANDINGS, Standing
from sciatica_teach.reasoning.advice import advise
from sciatica_teach.settings import Settings

LETTERS: dict[Standing, str] = {"preferred": "P", "acceptable": "a", "not-indicated": ".", "contraindicated": "X"}
LEGEND = "P preferred   a acceptable   . not indicated   X contraindicated"
SHOWN_WITH = "lumbar-disc"
"""The cause whose table of cautions is printed: nothing about it forbids anything by itself."""


def print_tables(kb: KnowledgeBase) -> Iterator[str]:
    """All tables, line by line."""
    yield f"Techniques by cause, nothing else known. {LEGEND}"
    yield from _head(kb)
    for cause in kb.causes:
        advice = _ask(kb, cause.id)
        yield _row(kb, advice, cause.id, f"sent: {advice.refer}" if advice.refer != "treat" else "")
    yield ""
    yield f"Techniques by caution, in a patient with {SHOWN_WITH}."
    yield from _head(kb)
    yield _row(kb, _ask(kb, SHOWN_WITH), "no caution")
    for caution in kb.treatment.cautions:
        advice = _ask(kb, SHOWN_WITH, caution.id)
        yield _row(kb, advice, caution.id, f"sent: {advice.refer}" if advice.refer != "treat" else "")
    yield ""
    yield from _pair_lines(kb)
    yield ""
    yield "Points: for how many of the causes, and what each caution forbids."
    yield from _point_lines(kb)


def _ask(kb: KnowledgeBase, cause_id: str, *flags: str) -> Advice:
    return advise(kb, cause_id, AdvicePatient(flags=flags, observed={}))


def _head(kb: KnowledgeBase) -> Iterator[str]:
    techniques = kb.treatment.techniques
    for number, technique in enumerate(techniques):
        yield f"{'':<26}{'|  ' * number}{technique.id}"
    yield f"{'':<26}{'|  ' * len(techniques)}".rstrip()


def _row(kb: KnowledgeBase, advice: Advice, name: str, note: str = "") -> str:
    letters = "  ".join(LETTERS[advice.get_technique(one.id).standing] for one in kb.treatment.techniques)
    return f"{name:<26}{letters}  {note}".rstrip()


def _pair_lines(kb: KnowledgeBase) -> Iterator[str]:
    """Two cautions together forbid what one of them forbids, and nothing else; whatever does not is printed."""
    odd = [f"{cause.id} {first} {second}" for cause in kb.causes for first, second in _find_odd_pairs(kb, cause.id)]
    pairs = len(list(combinations(kb.treatment.cautions, 2)))
    yield f"{pairs} pairs of cautions in {len(kb.causes)} causes: {len(odd)} do more than the stricter of the two."
    yield from (f"  {one}" for one in odd)


def _find_odd_pairs(kb: KnowledgeBase, cause_id: str) -> Iterator[tuple[str, str]]:
    alone = {caution.id: _ranks(kb, _ask(kb, cause_id, caution.id)) for caution in kb.treatment.cautions}
    for first, second in combinations(alone, 2):
        stricter = [min(pair) for pair in zip(alone[first], alone[second], strict=True)]
        if _ranks(kb, _ask(kb, cause_id, first, second)) != stricter:
            yield first, second


def _ranks(kb: KnowledgeBase, advice: Advice) -> list[int]:
    """How good each technique is, but for referral, which only grows."""
    return [STANDINGS.index(verdict.standing) for verdict in advice.techniques
            if kb.treatment.get_technique(verdict.id).kind != "referral"]


def _point_lines(kb: KnowledgeBase) -> Iterator[str]:
    by_cause = [_ask(kb, cause.id) for cause in kb.causes]
    by_caution = {caution.id: _ask(kb, SHOWN_WITH, caution.id) for caution in kb.treatment.cautions}
    everywhere = [flag for flag, advice in by_caution.items()
                  if all(verdict.standing == "contraindicated" for verdict in advice.points)]
    yield f"  every point: {', '.join(everywhere)}"
    for point in kb.treatment.points:
        used = [advice.get_point(point.id).standing for advice in by_cause]
        forbidden = [flag for flag, advice in by_caution.items()
                     if flag not in everywhere and advice.get_point(point.id).standing == "contraindicated"]
        yield (f"  {point.code:<8}P {used.count('preferred'):<3}a {used.count('acceptable'):<3}"
               f"X {used.count('contraindicated'):<3}{', '.join(forbidden)}").rstrip()


if __name__ == "__main__":
    print("\n".join(print_tables(load_knowledge(Settings.from_environment(os.environ)))))
