"""A whole patient from a seed: who, what, words, decision and plan, as a case like one that somebody wrote.

A patient whose cause nobody could find is thrown again: one in whom the true cause is believed by less than 5 of 100
once everything is known, or one with a dangerous cause and nothing found that sends them. What was thrown before does
not touch the next throw, and after eight the last one counts, with the strongest sign of a danger put in.
"""

from __future__ import annotations

from typing import Final

from sciatica_teach.model.cases import Case
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.generator.fitting import MOST_IN_NARROW, draw_regions, fit_signs
from sciatica_teach.reasoning.generator.person import Person, draw_person, is_danger
from sciatica_teach.reasoning.generator.prose import Side
from sciatica_teach.reasoning.generator.rates import Ground, find_ground
from sciatica_teach.reasoning.generator.signs import Signs, draw_signs, is_stray
from sciatica_teach.reasoning.generator.throws import Throws
from sciatica_teach.reasoning.generator.writing import Drawn, Writer, Written
from sciatica_teach.reasoning.referral import referral_floor

MOST_TRIES: Final = 8
def generate_case(kb: KnowledgeBase, seed: int) -> Case:
    """The patient of this seed, a whole number of 0 or more.

    Raises `ContentError` where the content has no phrases.
    """
    return write_patient(kb, seed).case


def write_patient(kb: KnowledgeBase, seed: int) -> Written:
    """As `generate_case`, with what was drawn and every sentence that was used."""
    ground, throws = find_ground(kb), Throws(seed)
    return Writer(ground, draw_patient(ground, throws), throws, seed).write()


def draw_patient(ground: Ground, throws: Throws) -> Drawn:
    """Who it is and what is so, thrown until it can be found."""
    person = draw_person(ground, throws)
    for attempt in range(MOST_TRIES):
        signs = draw_signs(ground, person, throws.within(f"try-{attempt}"))
        present = fit_signs(ground, person, signs, throws.within(f"try-{attempt}"))
        if _is_findable(ground, person, present):
            return _place(ground, person, signs, present, throws)
    signs = _alarmed(ground, person, signs)
    return _place(ground, person, signs, fit_signs(ground, person, signs, throws), throws)


def _place(ground: Ground, person: Person, signs: Signs, present: frozenset[str], throws: Throws) -> Drawn:
    both = not present.isdisjoint(ground.phrases.rules.both_sides)
    side: Side = "both" if both else throws.choose("side", ("left", "right"))
    regions = draw_regions(ground, person, present, throws, odd_place=signs.twist.odd_place)
    if len(regions) > MOST_IN_NARROW:
        present -= set(ground.phrases.rules.narrow)
    return Drawn(person=person, answers=_answer(ground, present), regions=regions, side=side, twist=signs.twist)


def _answer(ground: Ground, present: frozenset[str]) -> dict[str, Answer]:
    return {finding.id: "present" if finding.id in present else "absent" for finding in ground.kb.findings}


def _is_findable(ground: Ground, person: Person, present: frozenset[str]) -> bool:
    answers = _answer(ground, present)
    if is_danger(ground.kb.get_cause(person.cause)) and not referral_floor(ground.kb, answers).finding_ids:
        return False
    return ground.believe(person.setting, answers)[person.cause] >= ground.phrases.shares.findable


def _alarmed(ground: Ground, person: Person, signs: Signs) -> Signs:
    """With the sign of a danger that is raised most under the cause, where one is."""
    alarms = [one for one in ground.background if ground.is_alarm(one) and not is_stray(ground, person.cause, one)]
    if not is_danger(ground.kb.get_cause(person.cause)) or not alarms:
        return signs
    best = max(alarms, key=lambda one: (ground.rate[person.cause][one], one))
    return Signs(present=signs.present | {best}, twist=signs.twist)
