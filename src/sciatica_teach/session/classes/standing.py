"""Where the class stands at each objective: the members' own intervals, and the mean of the class with its interval.

A member's interval is the one on their own progress page. The class's comes from first answers alone
(`grading/class_ability.py`): of a family of twins the first one, without a hint. Members who have not answered are
counted and not guessed at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sciatica_teach.grading.ability import Share
from sciatica_teach.grading.class_ability import Credit, find_class_share
from sciatica_teach.model.events import ItemAnswered
from sciatica_teach.model.items import Objective
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.session.classes.members import Studied
from sciatica_teach.session.learning import Standing

FEWEST: Final = 5
"""Members with an answer below which nothing is said of the class."""


@record
class MemberStanding:
    """How a member stands at an objective."""

    called: str
    standing: Standing


@record
class ClassStanding:
    """How the class stands at an objective."""

    objective: Objective
    members: tuple[MemberStanding, ...]
    """Those who answered a question of it, in the order of the class: nobody is ranked."""
    of: int
    """Members of the class."""
    answers: int
    """First answers that the share was found from."""
    answered: int
    """Members who gave them."""
    share: Share
    """What a member of this class is expected to get right of questions of middle hardness, with a 90 % interval."""

    @property
    def is_enough(self) -> bool:
        return self.answered >= FEWEST


def find_class_standings(kb: KnowledgeBase, studied: Sequence[Studied], now: float) -> tuple[ClassStanding, ...]:
    """Every objective that somebody answered a question of; where least is known to be right comes first."""
    heard = [first_credits(one) for one in studied]
    found = (_find_one(one, studied, [own.get(one.id, ()) for own in heard], now) for one in kb.objectives)
    return tuple(sorted((one for one in found if one.members), key=lambda one: (not one.is_enough, one.share.mid)))


def first_credits(studied: Studied) -> Mapping[str, tuple[Credit, ...]]:
    """Objective -> the first answers to its questions, each family once; not those after a hint."""
    met: set[str] = set()
    found: dict[str, list[Credit]] = defaultdict(list)
    for event in _answers(studied):
        facts = studied.model.bank.find(event.item_id)
        if facts is None:
            continue
        family = facts.item_id if facts.is_made else facts.family
        if family not in met and not event.hints:
            earned = min(1.0, max(0.0, event.earned / event.possible))
            found[facts.objective].append(Credit(earned=earned, difficulty=facts.difficulty, floor=facts.floor))
        met.add(family)
    return {objective: tuple(own) for objective, own in found.items()}


def _answers(studied: Studied) -> Iterable[ItemAnswered]:
    events = (entry.event for entry in studied.entries)
    return (event for event in events if isinstance(event, ItemAnswered) and event.possible > 0)


def _find_one(
    objective: Objective, studied: Sequence[Studied], heard: Sequence[Sequence[Credit]], now: float
) -> ClassStanding:
    standings = ((one.called, one.model.standing(objective.id, now)) for one in studied)
    members = [MemberStanding(called=called, standing=own) for called, own in standings if own.answers]
    return ClassStanding(
        objective=objective, members=tuple(members), of=len(studied),
        answers=sum(map(len, heard)), answered=sum(bool(own) for own in heard), share=find_class_share(heard))
