"""What teaches most when nothing is due: the field behind its share, its weakest objective, an item of the right size.

Shares of the blueprint are compared with the last 30 answers. Of 30 with 9 on safety (30 %, due 25 %), 2 on points
(7 %, due 10 %) and 3 on anatomy (10 %, due 20 %), anatomy is next. In it the objective with the lowest lower bound is
taken: the one of which least can be promised, be it that it is weak or that nothing is known of it. Of its items those
not seen come first, then those seen longest ago; among those not seen, the one whose chance of success is nearest to
0.7: hard enough to learn from, easy enough to go on. Where every item of it was seen in the last days, a question is
made, if there is a recipe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from sciatica_teach.grading.ability import find_chance
from sciatica_teach.model.items import Area
from sciatica_teach.session.learning.bank import Facts
from sciatica_teach.session.learning.looking import Choice, Reason, View
from sciatica_teach.session.learning.making import Maker, find_makers, make_id
from sciatica_teach.session.learning.memory import DAY

FRESH_AFTER: Final = 3 * DAY
"""Seconds after which an item seen before is as good as unseen."""

WEAK_BELOW: Final = 0.7
WEAK_FROM: Final = 3
"""Below this share, and from so many answers on, an objective is called weak."""

AIM: Final = 0.7
"""The chance of success that is looked for."""


def choose_by_weakness(view: View, resting: Collection[str]) -> Choice | None:
    """The item that teaches most; None where there is none but of families that rest."""
    items = [one for one in view.model.bank.items.values()
             if one.area and view.fits(one) and not one.is_told and one.family not in resting]
    makers = [one for one in find_makers(view.kb) if view.area in ("", one.area)]
    fresh = [one for one in items if view.now - view.model.family_at(one.family) >= FRESH_AFTER]
    there: Sequence[Facts] = fresh if fresh or makers else items
    areas = sorted({one.area for one in there if one.area} | {one.area for one in makers})
    if not areas:
        return None
    area = _area_behind(view, areas)
    there = [one for one in there if one.area == area]
    makers = [one for one in makers if one.area == area]
    objectives = sorted({one.objective for one in there} | {one.objective for one in makers})
    objective = view.best(objectives, lambda one: (view.model.standing(one).low,))
    return _of_objective(
        view, objective, [one for one in there if one.objective == objective],
        [one for one in makers if one.objective == objective])


def _area_behind(view: View, areas: Sequence[Area]) -> Area:
    """The field with the largest gap between its share and what was asked lately."""
    met = [facts.area for one in view.model.recent if (facts := view.model.bank.find(one.item_id))]
    lately = Counter(met)
    blueprint = view.kb.blueprint
    shares = {one.id: one.share for one in blueprint.areas} if blueprint else {}
    return view.best(areas, lambda area: (lately[area] / max(1, len(met)) - shares.get(area, 0.0),))


def _of_objective(view: View, objective: str, items: Sequence[Facts], makers: Sequence[Maker]) -> Choice:
    standing = view.model.standing(objective)
    is_weak = standing.answers >= WEAK_FROM and standing.share < WEAK_BELOW

    def off_aim(one: Facts | Maker, floor: float = 0.0) -> float:
        return abs(find_chance(standing.ability, one.difficulty, floor) - AIM)

    if not items:
        maker = view.best(makers, lambda one: (one.kind == view.last_kind, off_aim(one)))
        return Choice(item_id=make_id(maker, view.rng), reason="weak" if is_weak else "new")
    model = view.model
    chosen = view.best(items, lambda one: (
        one.kind == view.last_kind, model.family_at(one.family), model.last_at(one.item_id),
        off_aim(one, one.floor)))
    reason: Reason = "weak" if is_weak else "blueprint" if model.last(chosen.item_id) else "new"
    return Choice(item_id=chosen.item_id, reason=reason)
