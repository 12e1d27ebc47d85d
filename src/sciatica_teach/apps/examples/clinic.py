"""Worked examples of the clinic: what pain does by itself, and what one number of a case is made of."""

from __future__ import annotations

from sciatica_teach.apps.context import get_knowledge
from sciatica_teach.apps.examples.odds import sources_of
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.grading.cases import find_composite
from sciatica_teach.grading.gate import Gate, GateFailure
from sciatica_teach.grading.plan import require_marking
from sciatica_teach.model.marking import CASE_PARTS
from sciatica_teach.reasoning.pain_course import felt_better_by, untreated_range
from sciatica_teach.views.numbers import plain
from sciatica_teach.views.words import say
from sciatica_teach.views.worked import WorkedTable

WEEKS = (1, 2, 4, 6, 12)


def untreated_example(pain: float) -> WorkedTable:
    """What happens to leg pain of 0 to 10 without any needle: who feels better, and between what the pain then lies."""
    kb = get_knowledge()
    rules = kb.follow_up
    if rules is None:
        raise NotAllowedNow("This content has no follow-up.yaml, so nothing is known of later visits.")
    measured = {one.week for one in rules.felt_better}
    first = min(measured)
    rows = []
    for week in WEEKS:
        low, high = untreated_range(rules, pain, week)
        share = f"{100 * felt_better_by(rules.felt_better, week):.0f} %"
        better = (share if week in measured else say("example.between", share=share)) if week >= first else "–"
        rows.append([say("example.week", week=week), better, f"{plain(low, 2)}–{plain(high, 2)}"])
    head = [say("example.after"), say("example.felt_better"), say("example.untreated")]
    cited = dict.fromkeys((*rules.felt_better_basis.sources, *rules.courses_basis.sources, *rules.points_basis.sources))
    return WorkedTable(say("example.untreated_caption", pain=plain(pain)), head, rows, sources_of(cited))


def marks_example(*, passed: bool = True, **by_part: float) -> WorkedTable:
    """One number for a gradebook from credits of 0 to 1 by part; a part that is left out was not graded."""
    kb = get_knowledge()
    marking = require_marking(kb)
    graded = sum(marking.weights[part] for part in CASE_PARTS if part in by_part)
    rows = [
        [say(f"example.part_{part}"), f"{marking.weights[part]:g}",
         f"{by_part[part]:.2f}" if part in by_part else say("example.not_graded"),
         f"{100 * marking.weights[part] * by_part[part] / graded:.1f}" if part in by_part else "–"]
        for part in CASE_PARTS
    ]
    gate = Gate(failures=() if passed else (GateFailure(kind="no-decision", subject=""),))
    total = find_composite(marking, {part: by_part.get(part) for part in CASE_PARTS}, gate)
    said = say("example.total_open" if passed else "example.total_shut", cap=f"{marking.gate_cap:g}")
    head = [say(f"example.marks_{name}") for name in ("part", "weight", "credit", "adds")]
    return WorkedTable(say("example.marks"), head, [*rows, [said, "", "", f"{total:.1f}"]])
