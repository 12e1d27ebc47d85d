"""Phrases of generated patients: that each template can be filled, and that nobody is left without words or a plan."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Any, Final

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Path, Problem, list_words
from sciatica_teach.content.walking import find_records
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.drawn_plans import Plans
from sciatica_teach.model.phrases import Instead, Phrase, Phrases, Saying, Talk, Voice

_SPOKEN: Final = frozenset({"place", "side", "time", "Time"})
_SEEN: Final = _SPOKEN | {"He", "he", "his", "him", "himself"}

LEAST_ACTIONS: Final = 3


def check_phrases(draft: Draft) -> Iterator[Problem]:
    """Every rule for the one file, where there is one."""
    for phrases in draft.phrases:
        yield from _check_gaps(phrases)
        yield from _check_talk(phrases, draft)
        yield from _check_occupations(phrases)
        yield from _check_plans(phrases)
        yield from _check_asked(phrases, draft)
        if not sum(mix.share for mix in phrases.value.settings) > 0:
            yield phrases.problem(("settings",), "every setting has the share 0, so nobody can come; give one a share")


def _check_gaps(phrases: Located[Phrases]) -> Iterator[Problem]:
    for path, found in find_records(phrases.value):
        match found:
            case Phrase():
                allowed = _SEEN if "rooms" in path else _SPOKEN
                yield from _check_text(phrases, (*path, "text"), found.text, allowed)
            case Voice():
                for index, text in enumerate(found.greetings):
                    yield from _check_text(phrases, (*path, "greetings", index), text, _SPOKEN)
            case Plans():
                yield from _check_text(phrases, (*path, "deciding"), found.deciding, frozenset({"signs"}))
            case Saying() | Instead():
                yield from _check_answers(phrases, path, found)


def _check_answers(phrases: Located[Phrases], path: Path, found: Saying | Instead) -> Iterator[Problem]:
    for key in ("present", "absent") if isinstance(found, Saying) else ("texts",):
        for index, text in enumerate(getattr(found, key)):
            yield from _check_text(phrases, (*path, key, index), text, _SPOKEN)


def _check_text(phrases: Located[Phrases], path: Path, text: str, allowed: frozenset[str]) -> Iterator[Problem]:
    try:
        gaps = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        yield phrases.problem(path, "a brace has no partner; write gaps like {place}")
        return
    for gap in sorted(gaps - allowed):
        message = f"nothing is known to fill '{{{gap}}}' with; use one of {list_words(sorted(allowed))}"
        yield phrases.problem(path, message)


def _check_talk(phrases: Located[Phrases], draft: Draft) -> Iterator[Problem]:
    talk = phrases.value.talk
    for sex in ("female", "male"):
        if not talk.names.get(sex):
            yield phrases.problem(("talk", "names"), f"there is no {sex} name; write at least one")
    named = {region for cause in draft.causes for region in cause.value.pain_map.shares}
    named |= {region for rule in phrases.value.rules.places for region in rule.regions}
    if missing := sorted(named - talk.regions.keys()):
        yield phrases.problem(("talk", "regions"), f"there is no word for {list_words(missing)}; write what people say")
    yield from _check_fallbacks(phrases, talk)
    for index, saying in enumerate(talk.sayings):
        if twice := sorted(set(saying.present) & set(saying.absent)):
            message = f"'{twice[0]}' stands for present and for absent; it cannot say both"
            yield phrases.problem(("talk", "sayings", index), message)


def _check_fallbacks(phrases: Located[Phrases], talk: Talk) -> Iterator[Problem]:
    """Rooms and titles are found for everybody, also where nothing special is so."""
    for key in ("rooms", "titles"):
        if all(phrase.asserts or phrase.sex for phrase in getattr(talk, key)):
            message = "every entry asserts something, so some patients have none; add one that is always so"
            yield phrases.problem(("talk", key), message)


def _check_occupations(phrases: Located[Phrases]) -> Iterator[Problem]:
    jobs = phrases.value.talk.occupations
    for index, mix in enumerate(phrases.value.settings):
        able = [job for job in jobs if not job.settings or mix.setting in job.settings]
        idle = [age for age in range(mix.ages_from, mix.ages_to + 1)
                if not any(job.ages_from <= age <= job.ages_to for job in able)]
        if idle:
            message = f"nobody of {idle[0]} years has an occupation there; add one to talk.occupations"
            yield phrases.problem(("settings", index), message)


def _check_plans(phrases: Located[Phrases]) -> Iterator[Problem]:
    plans = phrases.value.plans
    for urgency in URGENCIES:
        if urgency not in plans.why:
            yield phrases.problem(("plans", "why"), f"nothing says why help is as fast as '{urgency}'; add it")
        worths = [when.worth for action in plans.standing for when in action.when if urgency in when.needed]
        if len(worths) < LEAST_ACTIONS or not {"critical", "harmful"} <= set(worths):
            message = (f"for '{urgency}' there have to be at least {LEAST_ACTIONS} actions, one of them critical "
                       "and one harmful; add what is missing")
            yield phrases.problem(("plans", "standing"), message)
    yield from _check_once(phrases, plans)


def _check_once(phrases: Located[Phrases], plans: Plans) -> Iterator[Problem]:
    seen: set[str] = set()
    ids = [*(action.id for action in plans.standing), *(action.technique for action in plans.techniques)]
    for one in ids:
        if one in seen:
            yield phrases.problem(("plans",), f"'{one}' names two actions; give each its own id")
        seen.add(one)
    for index, action in enumerate(plans.standing):
        needed = [urgency for when in action.when for urgency in when.needed]
        if len(set(needed)) < len(needed):
            yield phrases.problem(("plans", "standing", index), f"'{action.id}' has two worths for one urgency")


def _check_asked(phrases: Located[Phrases], draft: Draft) -> Iterator[Problem]:
    findings: dict[str, Any] = {finding.value.id: finding.value for finding in draft.findings}
    for index, wanted in enumerate(phrases.value.plans.must_ask):
        if wanted in findings and not findings[wanted].safety:
            message = f"'{wanted}' is no safety finding; leave it out, or mark it safety: true"
            yield phrases.problem(("plans", "must_ask", index), message)
    for index, withheld in enumerate(phrases.value.talk.withheld):
        for place, other in enumerate(withheld.until):
            if other == withheld.finding or (other in findings and findings[other].given):
                message = f"'{other}' cannot be asked to get at '{withheld.finding}'; name another question"
                yield phrases.problem(("talk", "withheld", index, "until", place), message)
