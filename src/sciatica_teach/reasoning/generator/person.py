"""Who it is: setting, cause, age, sex and how long it has hurt.

Causes follow the prior of the setting, within two baskets: what cannot wait, with a share of its own, and the rest.
With fracture 0.008 and cauda equina 0.002 among the first, and a danger in 17 of 100 patients, fractures are 13.6 of
100 and not 0.8; four times as many as cauda equina they remain.

Ages follow the findings that are ages. A cause with "over 65" in 0.60, "over 70" in 0.45 and "under 60" in 0.30 gives
0.30 below 60, 0.10 from 60 to 65, 0.15 from 66 to 70 and 0.45 above; within each the years are alike, as far as
setting and cause have them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sciatica_teach.model.causes import OTHER, Cause
from sciatica_teach.model.drawn_people import OLDEST, YOUNGEST, CausePeople, SettingMix, Sex
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.generator.rates import Ground
from sciatica_teach.reasoning.generator.throws import Throws
from sciatica_teach.reasoning.losses import TREATABLE


@record
class Person:
    """Somebody, before anything was found."""

    setting: str
    cause: str
    age: int
    sex: Sex
    weeks: float
    """How long it has hurt; whole weeks from 1 on."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Whom setting and cause allow together."""

    youngest: int
    oldest: int
    sexes: frozenset[str]

    @property
    def is_empty(self) -> bool:
        return self.youngest > self.oldest or not self.sexes


def draw_person(ground: Ground, throws: Throws) -> Person:
    """Setting, then cause, then the rest."""
    mix = throws.weighted("setting", [(one, one.share) for one in ground.phrases.settings])
    in_danger = throws.happens("danger", ground.phrases.shares.danger)
    cause = throws.weighted("cause", list(weigh_causes(ground, mix, in_danger)))
    people, bounds = find_people(ground, cause), _bounds(mix, find_people(ground, cause))
    sex: Sex = "female" if bounds.sexes == {"female"} else "male"
    if len(bounds.sexes) > 1:
        sex = "female" if throws.happens("sex", _female_rate(ground, cause)) else "male"
    return Person(setting=mix.setting, cause=cause, age=_draw_age(ground, cause, bounds, throws), sex=sex,
                  weeks=_draw_weeks(ground, people, throws))


def is_danger(cause: Cause) -> bool:
    """Whether it needs help within days or faster."""
    return cause.urgency not in TREATABLE


def find_people(ground: Ground, cause_id: str) -> CausePeople:
    found = next((one for one in ground.phrases.causes if one.cause == cause_id), None)
    return found or CausePeople(cause=cause_id)


def can_have(ground: Ground, person: Person, cause_id: str) -> bool:
    """Whether somebody of this age, sex and setting has this cause at all."""
    people = find_people(ground, cause_id)
    return (people.sex in ("", person.sex) and people.ages_from <= person.age <= people.ages_to
            and person.setting in (people.settings or (person.setting,)))


def weigh_causes(ground: Ground, mix: SettingMix, in_danger: bool) -> Iterator[tuple[str, float]]:
    """Each cause of one basket with its share; what is not listed is no cause that anybody could find."""
    prior = ground.kb.get_setting(mix.setting).prior
    able = [cause for cause in ground.kb.causes
            if cause.id != OTHER and prior[cause.id] > 0 and _comes_here(mix, find_people(ground, cause.id))]
    basket = [cause for cause in able if is_danger(cause) == in_danger] or able
    return ((cause.id, prior[cause.id]) for cause in basket)


def _comes_here(mix: SettingMix, people: CausePeople) -> bool:
    return mix.setting in (people.settings or (mix.setting,)) and not _bounds(mix, people).is_empty


def _bounds(mix: SettingMix, people: CausePeople) -> Bounds:
    sexes = frozenset({"female", "male"})
    for only in (mix.sex, people.sex):
        sexes = sexes & {only} if only else sexes
    return Bounds(max(mix.ages_from, people.ages_from), min(mix.ages_to, people.ages_to), sexes)


def _female_rate(ground: Ground, cause_id: str) -> float:
    finding_id = ground.phrases.rules.female
    return ground.rate[cause_id][finding_id] if finding_id else 0.5


def _draw_age(ground: Ground, cause_id: str, bounds: Bounds, throws: Throws) -> int:
    bands = list(weigh_bands(ground, cause_id, bounds))
    if not any(weight > 0 for _, weight in bands):
        bands = [((bounds.youngest, bounds.oldest), 1.0)]
    low, high = throws.weighted("age-band", bands)
    return throws.whole("age", low, high)


def weigh_bands(ground: Ground, cause_id: str, bounds: Bounds) -> Iterator[tuple[tuple[int, int], float]]:
    """Stretches of ages between which the findings of age change, as far as the bounds allow, each with its share."""
    reach = {YOUNGEST: 1.0, OLDEST + 1: 0.0}
    for sign in ground.phrases.rules.ages:
        rate = ground.rate[cause_id][sign.finding]
        if sign.least is not None:
            reach[sign.least] = rate
        if sign.most is not None:
            reach[sign.most + 1] = 1 - rate
    cuts = sorted(reach)
    for low, above in pairwise(cuts):
        first, last = max(low, bounds.youngest), min(above - 1, bounds.oldest)
        if first <= last:
            yield (first, last), max(0.0, reach[low] - reach[above])


def _draw_weeks(ground: Ground, people: CausePeople, throws: Throws) -> float:
    """Within the bounds of the cause: first on which side of the finding that tells the duration, then where."""
    low, high = people.weeks_from, people.weeks_to
    sign = next((one for one in ground.phrases.rules.times if one.decides), None)
    if sign and low < sign.weeks < high:
        is_long = throws.happens(f"finding/{sign.finding}", ground.rate[people.cause][sign.finding])
        low, high = (sign.weeks + 1, max(high, sign.weeks + 1)) if is_long else (low, sign.weeks)
    weeks = low * (high / low) ** throws.uniform("weeks")
    return float(round(weeks)) if weeks >= 1 else round(weeks * 7) / 7
