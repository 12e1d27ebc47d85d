"""Findings made to fit one another, and the place of the pain made to fit the findings.

Thrown one by one, findings can say what no patient could: the pain goes in a chair, and a chair does not ease it.
Where a rule is broken one side gives way. Which one is thrown for, with the chances that the two ways of keeping the
rule have under the cause: with 0.47 for "no pain seated" and 0.51 for "eased by sitting", both (0.240) against
neither (0.260). What was put in or taken out on purpose does not give way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from sciatica_teach.model.causes import Region
from sciatica_teach.model.drawn_people import CountSign, Implication, PlaceSign
from sciatica_teach.reasoning.generator.person import Person
from sciatica_teach.reasoning.generator.rates import Ground
from sciatica_teach.reasoning.generator.signs import RAISED, Signs, find_fixed
from sciatica_teach.reasoning.generator.throws import Throws

MOST_ROUNDS = 12
"""Each round mends what the last one broke; chains of rules are short."""

MOST_IN_NARROW = 2
"""Regions of a pain that a hand can cover."""


class Fitting:
    """Present findings, while they are being made to fit."""

    def __init__(self, ground: Ground, person: Person, signs: Signs, throws: Throws) -> None:
        self._ground = ground
        self._person = person
        self._rates = ground.rate[person.cause]
        self._throws = throws
        self.present = set(signs.present)
        fixed = find_fixed(ground, person, throws)
        twist = signs.twist
        self._stays = {one for one, so in fixed.items() if so} | ({twist.stray_alarm, twist.herring} - {""})
        self._never = {one for one, so in fixed.items() if not so} | ({twist.missing} - {""})
        self._kept: set[Implication] = set()
        self._given = fixed.keys()
        self._forced = set(_find_forced(ground, person))

    def run(self) -> frozenset[str]:
        """The findings that fit."""
        self.present |= self._forced - self._never
        for _ in range(MOST_ROUNDS):
            before = self._state()
            self._part()
            for rule in self._ground.phrases.rules.implications:
                self._imply(rule)
            for count in self._ground.phrases.rules.counts:
                self._count(count)
            self._part()
            self._calm()
            if self._state() == before:
                break
        return frozenset(self.present)

    def _state(self) -> tuple[frozenset[str], int]:
        return frozenset(self.present), len(self._never)

    def _is_firm(self, finding_id: str) -> bool:
        return finding_id in self._stays or finding_id in self._forced

    def _part(self) -> None:
        """Of two that cannot be together the one goes that speaks less for the cause; what is firm stays."""
        order = sorted(self.present, key=lambda one: (
            not self._is_firm(one), not self._ground.is_alarm(one), -self._ground.ratio(self._person.cause, one), one))
        kept: set[str] = set()
        for finding_id in order:
            if self._ground.apart[finding_id].isdisjoint(kept):
                kept.add(finding_id)
        self.present = kept

    def _imply(self, rule: Implication) -> None:
        if not self.present.issuperset(rule.present):
            return
        if found := self.present & set(rule.then):
            self._hold(rule, found)
            return
        able = [one for one in rule.then if one not in self._never and not self._is_blocked(one)]
        droppable = sorted((one for one in rule.present if not self._is_firm(one)), key=self._speak)
        name = f"fit/{'+'.join(rule.present)}"
        if able and not droppable:
            added = max(able, key=lambda one: (self._rates[one], one))
            self.present.add(added)
            self._stays.add(added)
        elif able and rule not in self._kept and self._throws.happens(name, self._both_share(droppable[0], able[0])):
            self._kept.add(rule)  # once: where the rest does not let it stay, the other way is taken
            self.present.add(max(able, key=lambda one: (self._rates[one], one)))
        elif droppable:
            self.present.discard(droppable[0])

    def _hold(self, rule: Implication, found: Set[str]) -> None:
        """The only thing that what is firm allows is firm too."""
        if len(found) == 1 and all(self._is_firm(one) for one in rule.present):
            self._stays |= found

    def _calm(self) -> None:
        """Signs that demand a referral only together, and that only chance brought together: one of them goes.

        Together they belong where the cause brings at least one of them, and each of the others or else the person
        does, as with diabetes or a pregnancy. A cause with a sudden onset does not make a cool foot without a pulse.
        """
        for rule in self._ground.kb.referral_rules:
            if self.present.issuperset(rule.all_of) and not self._belongs_together(rule.all_of):
                able = [one for one in rule.all_of if not (self._is_firm(one) or self._is_brought(one))]
                if able:
                    gone = min(able, key=lambda one: (self._rates[one], one))
                    self.present.discard(gone)
                    self._never.add(gone)

    def _belongs_together(self, finding_ids: Iterable[str]) -> bool:
        brought = {one: self._is_brought(one) for one in finding_ids}
        own = self._given | {sign.finding for sign in self._ground.phrases.rules.people}
        return any(brought.values()) and all(so or one in own for one, so in brought.items())

    def _speak(self, finding_id: str) -> tuple[float, str]:
        return self._ground.ratio(self._person.cause, finding_id), finding_id

    def _is_brought(self, finding_id: str) -> bool:
        return finding_id not in self._given and self._ground.ratio(self._person.cause, finding_id) > RAISED

    def _both_share(self, first: str, second: str) -> float:
        return 1.0 if self._ground.is_alarm(first) else share_of_both(self._rates[first], self._rates[second])

    def _is_blocked(self, finding_id: str) -> bool:
        return any(self._is_firm(one) for one in self._ground.apart[finding_id] & self.present)

    def _count(self, rule: CountSign) -> None:
        """The members follow the count, since the count is what the cause is known by."""
        ranked = sorted(rule.of, key=lambda one: (one not in self.present, one in self._never,
                                                  -self._rates[one], one))
        wanted = rule.finding in self.present
        if wanted:
            self.present.update(ranked[: rule.least])
        else:
            firm = [one for one in rule.of if one in self.present and self._is_firm(one)]
            spare = [one for one in ranked if one in self.present and one not in firm]
            keep = {*firm, *spare[: max(0, rule.least - 1 - len(firm))]}
            self.present -= {one for one in rule.of if one not in keep}


def share_of_both(first: float, second: float) -> float:
    """Of those who have both findings or neither, how many have both; the rates are taken for independent."""
    both, neither = first * second, (1 - first) * (1 - second)
    return both / (both + neither)


def fit_signs(ground: Ground, person: Person, signs: Signs, throws: Throws) -> frozenset[str]:
    """Present findings that can all be so of one patient."""
    return Fitting(ground, person, signs, throws).run()


def _find_forced(ground: Ground, person: Person) -> Iterator[str]:
    """Findings of place without which the pain of this cause would be nowhere."""
    regions = set(ground.kb.get_cause(person.cause).pain)
    for rule in ground.phrases.rules.places:
        if rule.needed and rule.only and regions and regions <= set(rule.regions):
            yield rule.findings[0]


def draw_regions(
    ground: Ground, person: Person, present: Set[str], throws: Throws, *, odd_place: bool
) -> tuple[Region, ...]:
    """Where it hurts: each region by its share in the pain map, as far as the findings allow, in the map's order."""
    shares = ground.kb.get_cause(person.cause).pain_map.shares
    rules = ground.phrases.rules
    barred = {region for rule in rules.places if rule.only and present.isdisjoint(rule.findings)
              for region in rule.regions}
    able = [region for region in ground.phrases.talk.regions if region not in barred]
    hurts = {region for region in able if throws.happens(f"region/{region}", shares.get(region, 0.0))}
    if odd_place and (seldom := [region for region in able if shares.get(region, 0.0) < 0.1 and region != "saddle"]):
        hurts.add(throws.choose("odd-region", seldom))
    needed = [rule for rule in rules.places if rule.needed and not present.isdisjoint(rule.findings)]
    for rule in needed:
        if hurts.isdisjoint(rule.regions):
            hurts.add(_best([region for region in rule.regions if region not in barred] or rule.regions, shares))
    if not hurts:
        hurts.add(_best(able, shares))
    if not present.isdisjoint(rules.narrow):
        hurts = _narrow(hurts, needed, shares)
    return tuple(region for region in ground.phrases.talk.regions if region in hurts)


def _best(regions: Iterable[Region], shares: dict[Region, float]) -> Region:
    return max(regions, key=lambda region: shares.get(region, 0.0))


def _narrow(hurts: set[Region], needed: list[PlaceSign], shares: dict[Region, float]) -> set[Region]:
    """What is needed first, then the region with the largest share."""
    kept = {_best(hurts & set(rule.regions), shares) for rule in needed}
    return kept if kept else {_best(sorted(hurts), shares)}
