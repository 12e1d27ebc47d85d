"""What a generated patient says, and what the room sees.

Every sentence comes from a template that declares what it asserts, and is used only where that is so. What the words
of a finding say is said in the patient's own voice: "Yes." or "Sadly, yes." stands in front of what is there. What
was used is kept beside the words, so that a test can hold each sentence against the patient.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from sciatica_teach.model.causes import Region
from sciatica_teach.model.drawn_people import Sex
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.phrases import Instead, Phrase, Saying, Voice
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.generator.person import Person
from sciatica_teach.reasoning.generator.rates import Ground
from sciatica_teach.reasoning.generator.throws import Throws

Side = Literal["left", "right", "both"]

SIDES: Final[dict[Side, str]] = {"left": "on the left", "right": "on the right", "both": "on both sides"}

PRONOUNS: Final[dict[Sex, dict[str, str]]] = {
    "female": {"He": "She", "he": "she", "his": "her", "him": "her", "himself": "herself"},
    "male": {"He": "He", "he": "he", "his": "his", "him": "him", "himself": "himself"},
}

MOST_PLACES, MOST_IN_TITLE = 3, 1

FRONT_SHARE: Final = 0.3

COUNTED: Final = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "twenty-one",
    "twenty-two", "twenty-three",
)

WEEKS_IN_MONTH: Final = 52 / 12


@record
class Spoken:
    """A sentence as it was used."""

    text: str
    asserts: Mapping[str, Answer]
    """Finding id -> what it says of it."""


class Speech:
    """One patient's way to say things."""

    def __init__(self, ground: Ground, person: Person, answers: Mapping[str, Answer], regions: Sequence[Region],
                 side: Side, throws: Throws) -> None:
        self._ground = ground
        self._answers = answers
        self._regions = regions
        self._throws = throws
        self.voice: Voice = throws.choose("voice", ground.phrases.talk.voices)
        self._sex, self._age = person.sex, person.age
        self._gaps = {"side": SIDES[side], "place": name_places(ground, regions[:MOST_PLACES]),
                      "time": say_time(person.weeks), **PRONOUNS[person.sex]}
        self._gaps["Time"] = self._gaps["time"][:1].upper() + self._gaps["time"][1:]
        self._sayings = {saying.finding: saying for saying in ground.phrases.talk.sayings}
        self.spoken: list[Spoken] = []

    def title(self) -> str:
        short = {**self._gaps, "place": name_places(self._ground, self._regions[:MOST_IN_TITLE])}
        phrase = self._choose_true("title", self._ground.phrases.talk.titles)
        return self._keep(phrase.text.format_map(short), phrase.asserts)

    def opening(self) -> str:
        """First words, and what the room sees."""
        greeting = self._fill(self._throws.choose("greeting", self.voice.greetings))
        room = self._choose_true("room", self._ground.phrases.talk.rooms)
        return f"“{self._keep(greeting, {})}” {self._keep(self._fill(room.text), room.asserts)}"

    def answer(self, finding_id: str) -> str:
        """What comes back on asking; empty where the finding's own words do."""
        saying = self._sayings.get(finding_id)
        sentence = self._say(finding_id)
        if saying is None or not sentence:
            return ""
        value = self._answers[finding_id]
        return self._keep(f"{self._front(saying, value)} {sentence}".strip(), {finding_id: value})

    def _front(self, saying: Saying, value: Answer) -> str:
        """Yes or no in the patient's way, now and then: always would be a tic."""
        if saying.plain or not self._throws.happens(f"front/{saying.finding}", FRONT_SHARE):
            return ""
        return self._throws.choose(f"front-words/{saying.finding}", self.voice.yes if value == "present"
                                   else self.voice.no)

    def opener(self, index: int) -> str:
        """What stands in front of the longer answer of this number: none twice in a row, and none in every second."""
        order = self._throws.shuffled("openers", self.voice.openers)
        return "" if index % 2 else order[index // 2 % len(order)]

    def tell(self, finding_ids: Iterable[str], opener: str) -> str:
        """Several findings in one go, each of which has words."""
        parts = [sentence for one in finding_ids if (sentence := self._say(one))]
        return self._keep(" ".join(filter(None, (opener, *parts))), {one: self._answers[one] for one in finding_ids})

    def can_say(self, finding_id: str) -> bool:
        return bool(self._say(finding_id))

    def say_freely(self, text: str) -> str:
        """Words that assert nothing."""
        return self._keep(text, {})

    def _say(self, finding_id: str) -> str:
        saying = self._sayings.get(finding_id)
        options = self._options(saying) if saying else ()
        return self._fill(self._throws.choose(f"words/{finding_id}", options)) if options else ""

    def _options(self, saying: Saying) -> tuple[str, ...]:
        if self._answers[saying.finding] == "present":
            return saying.present
        return next((one.texts for one in saying.absent_for if self._is_like(one)), saying.absent)

    def _is_like(self, one: Instead) -> bool:
        return (one.sex in ("", self._sex) and one.ages_from <= self._age <= one.ages_to
                and all(self._answers[finding] == value for finding, value in one.asserts.items()))

    def _choose_true(self, name: str, phrases: Sequence[Phrase]) -> Phrase:
        """One that is so; where some assert something, one of these half of the time."""
        able = [one for one in phrases if one.sex in ("", self._sex)
                and all(self._answers.get(finding) == value for finding, value in one.asserts.items())]
        telling = [one for one in able if one.asserts]
        return self._throws.choose(name, telling if telling and self._throws.happens(f"{name}/tells", 0.5) else able)

    def _fill(self, template: str) -> str:
        return template.format_map(self._gaps)

    def _keep(self, text: str, asserts: Mapping[str, Answer]) -> str:
        self.spoken.append(Spoken(text=text, asserts=dict(asserts)))
        return text


def name_places(ground: Ground, regions: Sequence[Region]) -> str:
    """ "buttock, back of the thigh and calf"; the sentence has the first article."""
    first, *others = (ground.phrases.talk.regions[region] for region in regions)
    return " and the ".join(filter(None, (", the ".join((first, *others[:-1])), *others[-1:])))


def say_time(weeks: float) -> str:
    """ "three days", "five weeks", "four months", "two years": rounded, and never shorter than a day."""
    if weeks < 1:
        return _count(max(1, round(weeks * 7)), "day")
    if weeks < 10:
        return _count(round(weeks), "week")
    months = round(weeks / WEEKS_IN_MONTH)
    return _count(months, "month") if months < 24 else _count(round(months / 12), "year")


def _count(number: int, unit: str) -> str:
    name = COUNTED[number] if number < len(COUNTED) else str(number)
    return f"{name} {unit}" if number == 1 else f"{name} {unit}s"
