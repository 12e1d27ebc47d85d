"""An answer that can hurt the patient: it earns the whole question nothing, however good the rest is, and comes first.

Three right ticks and a needle in a leg that is short of blood would earn 0.67 by any rule of shares. What would have
happened to the patient is not a share.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from sciatica_teach.model.grades import Grade, Verdict

RULE: Final = "An answer that can hurt the patient earns the whole question nothing."

HARM: Final = "This can hurt the patient, so the whole question earns nothing."


def with_harm(
    grade: Grade, harmful: Collection[str], harmed: Collection[str], how: Mapping[str, str] | None = None
) -> Grade:
    """The grade after what was answered and can hurt; `harmful` and `harmed` are criteria of its verdicts. `how`: for
    some of `harmed` what was done, told before the harm.

    The rule is named wherever an answer to the question could hurt, whether or not one did.
    """
    if not harmful:
        return grade
    told = [_told(one, harmed, (how or {}).get(one.criterion, "")) for one in grade.verdicts]
    first = tuple(sorted(told, key=lambda one: one.criterion not in harmed))
    earned = 0.0 if harmed else grade.earned
    return replace(grade, earned=earned, verdicts=first, rule=f"{grade.rule} {RULE}")


def harmful_among(harmful: Iterable[str], answered: Collection[str]) -> frozenset[str]:
    """Which of them were answered."""
    return frozenset(one for one in harmful if one in answered)


def _told(verdict: Verdict, harmed: Collection[str], how: str) -> Verdict:
    if verdict.criterion not in harmed:
        return verdict
    return replace(verdict, feedback=f"{how} {HARM} {verdict.feedback}".strip())
