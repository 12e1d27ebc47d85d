"""From what was drawn to the case: what is said, what is right, what it teaches."""

from __future__ import annotations

from typing import Final

from sciatica_teach.model.advice import AdvicePatient
from sciatica_teach.model.cases import Case, CaseCourse, FirstAnswer, OpenAnswer, Patient, Reveal
from sciatica_teach.model.causes import OTHER, Region, Urgency
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.phrases import Withheld
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.advice import advise
from sciatica_teach.reasoning.generator.deciding import build_decision, find_deciding, find_key_findings, find_must_ask
from sciatica_teach.reasoning.generator.learner import find_difficulty, search
from sciatica_teach.reasoning.generator.person import Person, can_have
from sciatica_teach.reasoning.generator.plans import build_plan, find_missed
from sciatica_teach.reasoning.generator.prose import Side, Speech, Spoken
from sciatica_teach.reasoning.generator.rates import Ground
from sciatica_teach.reasoning.generator.signs import Twist
from sciatica_teach.reasoning.generator.throws import Throws

MOST_OFFERED: Final = 7
COMMONEST_OFFERED: Final = 3
"""Of the commonest in the setting: what a learner has in mind before a single question."""


@record
class Drawn:
    """A patient before anything was said."""

    person: Person
    answers: dict[str, Answer]
    """Every finding of the content."""
    regions: tuple[Region, ...]
    side: Side
    twist: Twist


@record
class Written:
    """The case, with how it came about."""

    case: Case
    drawn: Drawn
    spoken: tuple[Spoken, ...]


class Writer:
    """Puts the case together."""

    def __init__(self, ground: Ground, drawn: Drawn, throws: Throws, seed: int) -> None:
        self._ground, self._drawn, self._throws, self._seed = ground, drawn, throws, seed
        self._talk = ground.phrases.talk
        self._cause = ground.kb.get_cause(drawn.person.cause)
        self._speech = Speech(ground, drawn.person, drawn.answers, drawn.regions, drawn.side, throws)
        self._withheld = self._choose_withheld()

    def write(self) -> Written:
        ground, person, answers = self._ground, self._drawn.person, self._drawn.answers
        flags = tuple(one.id for one in ground.kb.treatment.cautions
                      if one.finding and answers.get(one.finding) == "present")
        advice = advise(ground.kb, self._cause.id, AdvicePatient(flags=flags, observed=answers))
        found = search(ground, person.setting, self._cause.id, answers)
        deciding = find_deciding(ground, advice.refer, answers)
        until = self._withheld.until if self._withheld else ()
        case = Case(
            id=f"patient-{self._seed}", order=self._seed, title=self._speech.title(), setting=person.setting,
            patient=self._patient(), opening=self._speech.opening(), truth=self._cause.id,
            offered=self._offer(advice.refer in ("treat", "routine")), flags=flags,
            difficulty=find_difficulty(ground.phrases.levels, found), minutes=ground.phrases.minutes,
            reveals=self._reveals(), open_answers=self._open_answers(),
            must_ask=find_must_ask(ground, person, answers, until),
            key_findings=find_key_findings(ground, self._cause.id, answers, found, (*deciding, *until)),
            decision=build_decision(ground, advice.refer, answers),
            plan=build_plan(ground, advice.refer, advice, self._throws), lessons=self._lessons(),
            objectives=ground.phrases.lessons.objectives, course=self._course(advice.refer),
            review=ground.phrases.review,
        )
        return Written(case=case, drawn=self._drawn, spoken=tuple(self._speech.spoken))

    def _patient(self) -> Patient:
        person = self._drawn.person
        jobs = [job for job in self._talk.occupations if job.ages_from <= person.age <= job.ages_to
                and (not job.settings or person.setting in job.settings)]
        return Patient(
            name=self._throws.choose("name", self._talk.names[person.sex]), age=person.age, sex=person.sex,
            occupation=self._throws.choose("occupation", jobs).text, side=self._drawn.side, pain=self._drawn.regions,
        )

    def _choose_withheld(self) -> Withheld | None:
        able = [one for one in self._talk.withheld if self._drawn.answers[one.finding] == "present"]
        if not able or not self._throws.happens("unreliable", self._ground.phrases.shares.unreliable):
            return None
        return self._throws.choose("unreliable/which", able)

    def _reveals(self) -> dict[str, Reveal]:
        """Every finding, so that none is absent by oversight."""
        return {finding_id: self._reveal(finding_id, value) for finding_id, value in self._drawn.answers.items()}

    def _reveal(self, finding_id: str, value: Answer) -> Reveal:
        words, kept = self._speech.answer(finding_id), self._withheld
        if kept is None or kept.finding != finding_id:
            return Reveal(value=value, words=words)
        first = FirstAnswer(value="absent", words=self._throws.choose("unreliable/words", kept.says), until=kept.until)
        return Reveal(value=value, words=words, first=first)

    def _open_answers(self) -> dict[str, OpenAnswer]:
        known = self._ground.kb.open_question_by_id
        kept = {self._withheld.finding} if self._withheld else set()
        answers = {}
        for index, template in enumerate(self._talk.open_answers):
            if template.question not in known:
                continue
            able = [one for one in template.findings
                    if self._drawn.answers[one] == "present" and one not in kept and self._speech.can_say(one)]
            tells = tuple(self._throws.shuffled(f"open/{template.question}", able)[: template.most])
            nothing = self._throws.choose(f"nothing/{template.question}", template.nothing)
            words = self._speech.tell(tells, self._speech.opener(index)) if tells else self._speech.say_freely(nothing)
            if self._drawn.twist.scan and template.question == self._talk.scan_question:
                words = f"{words} {self._speech.say_freely(self._throws.choose('scan', self._talk.scans))}"
            answers[template.question] = OpenAnswer(words=words, tells=tells)
        return answers

    def _offer(self, wants_chain: bool) -> tuple[str, ...]:
        """The truth, the commonest and the likeliest others that such a patient can have; none where they are sent."""
        able = {cause for mechanism in self._ground.kb.treatment.mechanisms for cause in mechanism.causes}
        if not wants_chain or self._cause.id not in able:
            return ()
        shares = self._ground.believe(self._drawn.person.setting, self._drawn.answers)
        prior = self._ground.kb.get_setting(self._drawn.person.setting).prior
        possible = [one for one in shares if one not in (OTHER, self._cause.id) and one in able
                    and can_have(self._ground, self._drawn.person, one)]
        common = sorted(possible, key=lambda one: (-prior[one], one))[:COMMONEST_OFFERED]
        others = dict.fromkeys((*common, *sorted(possible, key=lambda one: (-round(shares[one], 9), one))))
        return tuple(self._throws.shuffled("offered", (self._cause.id, *list(others)[: MOST_OFFERED - 1])))

    def _lessons(self) -> tuple[Claim, ...]:
        lessons, twist = self._ground.phrases.lessons, self._drawn.twist
        held = {lessons.atypical: twist.is_atypical, lessons.herring: twist.has_herring,
                lessons.unreliable: self._withheld is not None, lessons.stray_alarm: bool(twist.stray_alarm)}
        own = (*self._cause.tells_apart[:1], *self._cause.needling[:1])
        return (*own, *(claim for claim, holds in held.items() if holds), lessons.always)

    def _course(self, needed: Urgency) -> CaseCourse:
        missed = find_missed(self._ground, self._cause, needed)
        least, most = (1, 4) if self._drawn.answers.get("little-pain-foot-drop") == "present" else (3, 9)
        return CaseCourse(
            pain=float(self._throws.whole("pain", least, most)), weeks=self._drawn.person.weeks,
            missed=missed.text if missed else "", missed_why=missed.why if missed else None,
        )
