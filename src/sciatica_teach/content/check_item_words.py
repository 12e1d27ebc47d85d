"""The words of quiz items: hints that keep the answer, feedback of its own for each option, nothing that gives it away.

Four tricks find the right option without knowing anything: it repeats a rare word of the question, it alone fits the
grammar, it is the only one written in another form, or two options are the same and so both wrong. Each is looked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.item_choices import Choice, find_choices
from sciatica_teach.content.problems import Path, Problem, list_words
from sciatica_teach.content.walking import find_records
from sciatica_teach.model.items import (
    BankItem,
    NumericItem,
    Option,
    Prompt,
    SpeedFeedback,
    Step,
    TextItem,
    Written,
)
from sciatica_teach.model.items.wording import normalise

RARE: Final = 3
"""In so many questions of the bank, or in fewer, a word is rare."""

LONG: Final = 7
"""Letters from which on a word is compared; shorter ones are rarely terms."""

STEM: Final = 6
"""Letters by which two forms of a word are known as the same: "fibular", "fibula"."""

_TELLING: Final = 4
"""An answer of fewer letters, such as L5, may well occur in a hint."""

_FORM: Final = str.maketrans("", "", ".,;:!?\"'“”’()")
_OPEN_ARTICLE: Final = re.compile(r"\b(an?)\s*(?:_+|…|\.{3})?\s*[:?]?$", re.IGNORECASE)
_OPEN_VERB: Final = re.compile(r"\b(is|are|was|were)\s*(?:_+|…|\.{3})?\s*:?$", re.IGNORECASE)
_PLURAL: Final = re.compile(r"\w*[^\Wsui]s$")


def check_item_words(draft: Draft) -> Iterator[Problem]:
    """Hints, feedback and cues of every item."""
    rare = _find_rare_words(draft)
    for located in draft.items:
        if isinstance(located.value, Written):
            yield from _check_hints(located, located.value)
            yield from _check_feedback(located)
        for choice in find_choices(located.value):
            yield from _check_equal(located, choice)
            yield from _check_grammar(located, choice)
            if choice.is_single:
                yield from _check_echo(located, choice, rare)


def _check_hints(located: Located[BankItem], item: Written) -> Iterator[Problem]:
    for key in ("nudge", "scaffold"):
        hint = getattr(item, key)
        if not hint.strip():
            yield located.problem((key,), f"the item has no {key}; write one that helps and keeps the answer")
        elif found := next((text for text in _answers(item) if _holds(hint, text)), ""):
            yield located.problem((key,), f"'{found}' is the answer; a hint leads there and does not say it")


def _answers(item: Written) -> Iterator[str]:
    """Words that no hint may say."""
    for choice in find_choices(item):
        yield from (option.text for option in choice.right)
    if isinstance(item, TextItem):
        yield from item.accepted
    if isinstance(item, NumericItem):
        yield f"{item.answer:g} {item.unit}"


def _holds(hint: str, answer: str) -> bool:
    words = normalise(answer)
    return len(words) >= _TELLING and f" {words} " in f" {normalise(hint)} "


def _check_feedback(located: Located[BankItem]) -> Iterator[Problem]:
    """The same words to two answers say nothing about either."""
    first: dict[str, Path] = {}
    for path, found in find_records(located.value):
        if not isinstance(found, Option | Step | Prompt | SpeedFeedback):
            continue  # a wrong answer that was foreseen may be called by two names
        if (words := found.feedback) in first:
            message = "this feedback stands at another option too; say why this one is right or wrong"
            yield located.problem((*path, "feedback"), message)
        first.setdefault(words, path)


def _check_equal(located: Located[BankItem], choice: Choice) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for index, option in enumerate(choice.options):
        form = " ".join(option.text.casefold().translate(_FORM).split())
        if form in seen:
            message = f"'{option.text}' says the same as '{seen[form]}'; two equal options are both wrong"
            yield located.problem((*choice.path, index, "text"), message)
        seen.setdefault(form, option.text)


def _check_grammar(located: Located[BankItem], choice: Choice) -> Iterator[Problem]:
    if found := _OPEN_ARTICLE.search(choice.asks):
        message = f"the question ends in '{found[1]}', which fits only some options; put the article into the options"
        yield located.problem(choice.path, message)
    if not choice.is_single or len(choice.right) != 1 or len(choice.options) < 3:
        return
    right = choice.right[0]
    wrong = [option.text for option in choice.options if not option.right]
    for what, has in _forms(choice):
        if all(has(text) != has(right.text) for text in wrong):
            told = f"alone of all options {what}" if has(right.text) else f"differs: every other option {what}"
            message = f"'{right.text}' {told}; make them even"
            yield located.problem((*choice.path, choice.options.index(right), "text"), message)


def _forms(choice: Choice) -> Iterator[tuple[str, Callable[[str], bool]]]:
    yield "ends in a full stop", lambda text: text.endswith(".")
    yield "begins with a small letter", lambda text: text[:1].islower()
    if _OPEN_VERB.search(choice.asks):
        yield "is a plural", lambda text: bool(_PLURAL.fullmatch(text.split()[-1].rstrip(".")))


def _check_echo(located: Located[BankItem], choice: Choice, rare: Mapping[str, str]) -> Iterator[Problem]:
    """Clang: a rare word of the question in the right option alone."""
    elsewhere = {stem for option in choice.options if not option.right for stem in _stems(option.text)}
    asked = set(_stems(f"{getattr(located.value, 'stem', '')} {choice.asks}"))
    for index, option in enumerate(choice.options):
        if option.right and (echo := sorted({*_stems(option.text)} & asked & rare.keys() - elsewhere)):
            message = (f"of all options this one alone repeats {list_words(rare[stem] for stem in echo)} of the "
                       "question; say it in other words, or in a wrong option too")
            yield located.problem((*choice.path, index, "text"), message)


def _find_rare_words(draft: Draft) -> dict[str, str]:
    """First letters -> a word that begins so, of the long words that few questions have."""
    counts: Counter[str] = Counter()
    words: dict[str, str] = {}
    for located in draft.items:
        found = _stems(" ".join([getattr(located.value, "stem", ""), *(c.asks for c in find_choices(located.value))]))
        counts.update(found.keys())
        words |= found
    return {stem: words[stem] for stem, count in counts.items() if count <= RARE}


def _stems(text: str) -> dict[str, str]:
    return {word[:STEM]: word for word in normalise(text).split() if len(word) >= LONG}
