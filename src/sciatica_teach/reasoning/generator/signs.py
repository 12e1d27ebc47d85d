"""What is found: every finding at its rate under the cause, and what makes the patient harder.

One throw serves a dependence group, as in `reasoning.patients`. Then, each with the share that the content sets:

    stray alarm   a sign that demands a referral and is no more frequent under this cause than anywhere. Thrown one by
                  one some three in ten patients would have one, or several that demand it together, and nobody would
                  learn when to treat.
    atypical      of the three present findings that speak most for the cause one is not there after all; where there
                  is none, the pain is where it seldom is
    herring       a finding that speaks for another cause, or a scan

What is so of a person (age, sex, weeks, cautions) is not thrown for here but follows.
"""

from __future__ import annotations

from collections.abc import Mapping

from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.drawn_people import PersonSign
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.generator.person import Person, is_danger
from sciatica_teach.reasoning.generator.rates import Ground
from sciatica_teach.reasoning.generator.throws import Throws

SPEAKS = 2.0
"""So many times as often as in the background: a finding that speaks for a cause."""

RAISED = 1.0 + 1e-9
"""More than so many times as often as in the background: a finding that the cause brings."""

AMONG_STRONGEST = 3

LEAST_KNOWN_CAUSE = 0.02
"""A herring speaks for a cause with at least this share in the setting."""


@record
class Twist:
    """What makes this patient harder; empty where it does not."""

    stray_alarm: str = ""
    missing: str = ""
    """A finding of the cause that is not there."""
    odd_place: bool = False
    herring: str = ""
    scan: bool = False

    @property
    def is_atypical(self) -> bool:
        return bool(self.missing) or self.odd_place

    @property
    def has_herring(self) -> bool:
        return bool(self.herring) or self.scan


@record
class Signs:
    """Everything that is so of the patient."""

    present: frozenset[str]
    twist: Twist


def draw_signs(ground: Ground, person: Person, throws: Throws) -> Signs:
    """Present findings before they are made to fit one another."""
    present = {finding_id for finding_id, shows in _throw_all(ground, person, throws).items() if shows}
    fixed = find_fixed(ground, person, throws)
    present = {one for one in present if one not in fixed} | {one for one, so in fixed.items() if so}
    alarm = _draw_alarm(ground, person, throws)
    missing, odd_place = _draw_atypical(ground, person, present - fixed.keys(), throws)
    present = (present | {alarm} if alarm else present) - {missing}
    herring, scan = _draw_herring(ground, person, frozenset(present), fixed, throws)
    present = present | {herring} if herring else present
    return Signs(present=frozenset(present), twist=Twist(
        stray_alarm=alarm, missing=missing, odd_place=odd_place, herring=herring, scan=scan,
    ))


def _throw_all(ground: Ground, person: Person, throws: Throws) -> dict[str, bool]:
    """By the rates of the cause alone, without the alarms that are strays here."""
    rates = ground.rate[person.cause]
    return {
        finding.id: _throw(ground, finding.id, finding.dependence, throws) < rates[finding.id]
        for finding in ground.kb.findings if not is_stray(ground, person.cause, finding.id)
    }


def _throw(ground: Ground, finding_id: str, group: str, throws: Throws) -> float:
    uniform = throws.uniform(f"group/{group}" if group else f"finding/{finding_id}")
    return 1.0 - uniform if finding_id in ground.turned else uniform


def is_stray(ground: Ground, cause_id: str, finding_id: str) -> bool:
    """Whether it demands a referral without belonging to the cause."""
    return ground.is_alarm(finding_id) and ground.ratio(cause_id, finding_id) <= RAISED


def find_fixed(ground: Ground, person: Person, throws: Throws) -> Mapping[str, bool]:
    """What is not thrown by the rates of the cause: finding id -> whether it is present."""
    rules, fixed = ground.phrases.rules, dict[str, bool]()
    for age in rules.ages:
        fixed[age.finding] = (age.least is None or person.age >= age.least) and (
            age.most is None or person.age <= age.most)
    if rules.female:
        fixed[rules.female] = person.sex == "female"
    for sign in rules.people:
        if not _fits(sign, person):
            fixed[sign.finding] = False
        elif sign.share is not None:
            fixed[sign.finding] = throws.happens(f"share/{sign.finding}", sign.share)
    for young in rules.young:
        if person.age <= young.ages_to and ground.ratio(person.cause, young.finding) <= RAISED:
            fixed[young.finding] = throws.happens(f"share/{young.finding}", young.share)
    for time in rules.times:
        if time.decides or person.weeks <= time.weeks:
            fixed[time.finding] = person.weeks > time.weeks
    fixed.update(dict.fromkeys(ground.kb.get_setting(person.setting).outside, False))
    return fixed | _find_usual_here(ground, person)


def _find_usual_here(ground: Ground, person: Person) -> dict[str, bool]:
    """What everybody in a setting has that was made for the people who have it."""
    return {caution.finding: True for caution in ground.kb.treatment.cautions
            if caution.finding and caution.setting == person.setting}


def _fits(sign: PersonSign, person: Person) -> bool:
    return sign.sex in ("", person.sex) and sign.ages_from <= person.age <= sign.ages_to


def _draw_alarm(ground: Ground, person: Person, throws: Throws) -> str:
    if not throws.happens("stray-alarm", ground.phrases.shares.stray_alarm):
        return ""
    strays = [(finding.id, ground.background[finding.id]) for finding in ground.kb.findings
              if is_stray(ground, person.cause, finding.id) and finding.id not in _find_leading(ground)]
    return throws.weighted("stray-alarm/which", strays) if strays else ""


def _find_leading(ground: Ground) -> set[str]:
    """Alarms that make something else so by the rules of content; a stray one stands alone."""
    return {one for rule in ground.phrases.rules.implications for one in rule.present}


def _draw_atypical(ground: Ground, person: Person, present: set[str], throws: Throws) -> tuple[str, bool]:
    """The finding that is missing, or else whether the place is odd."""
    if not throws.happens("atypical", ground.phrases.shares.atypical):
        return "", False
    speaking = sorted((-ground.ratio(person.cause, one), one) for one in present
                      if ground.ratio(person.cause, one) >= SPEAKS and not ground.is_alarm(one))
    if not speaking or is_danger(ground.kb.get_cause(person.cause)):
        return "", True
    return throws.choose("atypical/which", [one for _, one in speaking[:AMONG_STRONGEST]]), False


def _draw_herring(
    ground: Ground, person: Person, present: frozenset[str], fixed: Mapping[str, bool], throws: Throws
) -> tuple[str, bool]:
    """The finding that speaks for another cause, or else whether there is a scan."""
    if not throws.happens("herring", ground.phrases.shares.herring):
        return "", False
    able = [one for one in ground.background if _can_mislead(ground, person, one, present, fixed)]
    if not able or throws.happens("herring/scan", 0.3):
        return "", True
    return throws.choose("herring/which", able), False


def _can_mislead(
    ground: Ground, person: Person, finding_id: str, present: frozenset[str], fixed: Mapping[str, bool]
) -> bool:
    finding = ground.kb.get_finding(finding_id)
    if finding.safety or finding.given or finding.refer or finding_id in present or finding_id in fixed:
        return False
    tied = _find_leading(ground) | set(ground.phrases.rules.narrow)
    if finding_id in tied or not ground.apart[finding_id].isdisjoint(present):
        return False
    prior = ground.kb.get_setting(person.setting).prior
    speaks = any(share >= LEAST_KNOWN_CAUSE and ground.ratio(cause_id, finding_id) >= SPEAKS
                 for cause_id, share in prior.items() if cause_id not in (OTHER, person.cause))
    return speaks and ground.ratio(person.cause, finding_id) <= RAISED
