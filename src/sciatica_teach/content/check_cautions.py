"""Cautions and dangers: each takes hold of something, and each tells what makes it safer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Problem, list_words
from sciatica_teach.model.cautions import Caution, Danger


def check_cautions(draft: Draft) -> Iterator[Problem]:
    """Rules that reach something, conditions where it is allowed, reasons where it refers, and no circle."""
    implied = {caution.value.id: caution.value.implies for caution in draft.cautions}
    for caution in draft.cautions:
        yield from _check_rules(caution)
        yield from _check_refer(caution)
        yield from _check_circle(caution, implied)


def check_current(draft: Draft) -> Iterator[Problem]:
    """Where a technique uses current, some caution forbids it: none goes through whoever has a device implanted."""
    if len(draft.cautions) < len(draft.known("caution")) or "caution" in draft.unread:
        return  # one that cannot be read may be the one
    rules = [rule for caution in draft.cautions for rule in caution.value.rules]
    if any(rule.level == "absolute" and "current" in rule.hazards for rule in rules):
        return
    for technique in draft.techniques:
        if "current" in technique.value.hazards:
            message = "no caution forbids current; write an absolute rule with hazards: [current] for whoever"
            yield technique.problem(("hazards",), f"{message} has a pacemaker or another implanted device")


def _check_rules(caution: Located[Caution]) -> Iterator[Problem]:
    for number, rule in enumerate(caution.value.rules):
        if not (rule.techniques or rule.points or rule.hazards):
            message = "the rule takes hold of nothing; name at least one technique, point or hazard"
            yield caution.problem(("rules", number), message)
        if rule.level == "relative" and not rule.safer:
            message = "a relative rule allows something under conditions; say under 'safer' what makes it safer"
            yield caution.problem(("rules", number, "level"), message)


def _check_refer(caution: Located[Caution]) -> Iterator[Problem]:
    if caution.value.refer != "treat" and caution.value.refer_why is None:
        message = f"refers '{caution.value.refer}' without a reason; give it under 'refer_why'"
        yield caution.problem(("refer",), message)
    if caution.value.refer == "treat" and caution.value.refer_why is not None:
        yield caution.problem(("refer_why",), "gives a reason for a referral that 'refer' does not ask for; add it")


def _check_circle(caution: Located[Caution], implied: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    for place, other in enumerate(caution.value.implies):
        if caution.value.id in _follow(other, implied):
            message = f"{list_words([caution.value.id, other])} imply each other, if need be by way of others"
            yield caution.problem(("implies", place), f"{message}; remove one of the two")


def _follow(start: str, implied: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The caution and all that it implies, at any remove."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        if (current := waiting.pop()) not in found:
            found.add(current)
            waiting += implied.get(current, ())
    return found


def check_dangers(draft: Draft) -> Iterator[Problem]:
    """A danger belongs to some plan, and something works against it."""
    for danger in draft.dangers:
        yield from _check_reach(danger)
        if all(each.works != "yes" for each in danger.value.mitigations):
            message = "none of them works, so no plan can answer the danger; add one with works: yes"
            yield danger.problem(("mitigations",), message)


def _check_reach(danger: Located[Danger]) -> Iterator[Problem]:
    told = danger.value
    if not (told.always or told.hazards or told.techniques or told.points or told.flags or told.causes):
        message = "belongs to no plan; name hazards, techniques, points, flags or causes, or write always: true"
        yield danger.problem(("id",), message)
