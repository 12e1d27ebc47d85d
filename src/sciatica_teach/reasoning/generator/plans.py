"""What a generated patient is offered in the plan room.

Techniques are worth what the advice says of them for this patient, with the advice's own first reason and, where they
may be done, what makes them safer: preferred is recommended, acceptable neutral, not indicated unnecessary,
contraindicated harmful. The other actions follow from how fast help is needed. Whatever is critical is always there,
and every speed of sending, and something harmful too; of the rest a few are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Final

from sciatica_teach.model.advice import Advice, Reason, Verdict
from sciatica_teach.model.cases import ActionClass, PlanAction
from sciatica_teach.model.causes import Cause, Urgency
from sciatica_teach.model.drawn_plans import Missed, Spared
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.techniques import Standing
from sciatica_teach.reasoning.generator.person import is_danger
from sciatica_teach.reasoning.generator.rates import Ground
from sciatica_teach.reasoning.generator.throws import Throws
from sciatica_teach.reasoning.losses import TREATABLE

WORTH: Final[dict[Standing, ActionClass]] = {
    "preferred": "recommended", "acceptable": "neutral", "not-indicated": "unnecessary", "contraindicated": "harmful",
}

MOST_STANDING: Final = 8
MOST_HARMFUL: Final = 3
"""Of each kind: where nothing is allowed any more, a list of nothing else would be no choice."""


def build_plan(ground: Ground, needed: Urgency, advice: Advice, throws: Throws) -> tuple[PlanAction, ...]:
    """Actions in an order that says nothing."""
    always = {action.id for action in ground.phrases.plans.standing if action.always}
    offered = {action.id: action for action in (
        *_choose_standing(list(_standing(ground, needed)), always, throws),
        *_choose_techniques(ground, advice, throws),
    )}
    return tuple(offered[one] for one in throws.shuffled("plan", offered))


def _standing(ground: Ground, needed: Urgency) -> Iterator[PlanAction]:
    for action in ground.phrases.plans.standing:
        for when in action.when:
            if needed in when.needed:
                yield PlanAction(id=action.id, text=action.text, action_class=when.worth, why=when.why.text,
                                 mark=when.why.mark, sources=when.why.sources)


def _choose_standing(actions: list[PlanAction], always: Set[str], throws: Throws) -> Iterable[PlanAction]:
    """All that are critical or stand in every plan, one that is harmful, and others up to the most; no more harm than
    is needed."""
    order = throws.shuffled("standing", (action.id for action in actions))
    ranked = sorted(actions, key=lambda action: order.index(action.id))
    first = [action for action in ranked if action.action_class == "critical" or action.id in always]
    harmful = sorted((action for action in ranked if action.action_class == "harmful"),
                     key=lambda action: action not in first)
    first += [action for action in harmful[:1] if action not in first]
    rest = [action for action in ranked if action not in first and action not in harmful[MOST_HARMFUL:]]
    return (*first, *rest[: max(0, MOST_STANDING - len(first))])


def _choose_techniques(ground: Ground, advice: Advice, throws: Throws) -> Iterator[PlanAction]:
    verdicts = {verdict.id: verdict for verdict in advice.techniques}
    texts = {one.technique: one.text for one in ground.phrases.plans.techniques if one.technique in verdicts}
    order = throws.shuffled("techniques", texts)
    harmful = [one for one in order if verdicts[one].standing == "contraindicated"][MOST_HARMFUL:]
    ranked = [one for one in dict.fromkeys((*_firsts(order, verdicts), *order)) if one not in harmful]
    for technique_id in ranked[: ground.phrases.plans.most_techniques]:
        yield _say(verdicts[technique_id], texts[technique_id])


def _firsts(order: list[str], verdicts: dict[str, Verdict]) -> Iterator[str]:
    """The first of each standing, so that a plan holds some of each where there are some."""
    for standing in ("preferred", "contraindicated", "acceptable", "not-indicated"):
        yield from [one for one in order if verdicts[one].standing == standing][:1]


def _say(verdict: Verdict, text: str) -> PlanAction:
    """Why, and for what may be done the first thing that makes it safer; the mark is that of the last word."""
    safer = verdict.conditions[:1] if verdict.standing == "acceptable" else ()
    said: tuple[Reason | Claim, ...] = (verdict.reasons[0], *safer)
    return PlanAction(id=verdict.id, text=text, action_class=WORTH[verdict.standing],
                      why=" ".join(one.text for one in said), mark=said[-1].mark,
                      sources=tuple(dict.fromkeys(source for one in said for source in one.sources)))


def find_missed(ground: Ground, cause: Cause, needed: Urgency) -> Missed | Spared | None:
    """What becomes of somebody who needed help this fast; None where nothing is told of it.

    The signs may have demanded more than the cause turned out to need. What is told is what the cause does: with a
    danger its own story, else that it went well this time.
    """
    if needed not in TREATABLE and not is_danger(cause):
        return ground.phrases.plans.spared
    told = cause.urgency if is_danger(cause) else needed
    return next((one for one in ground.phrases.plans.missed if one.needed == told), None)
