"""A bank in which a form pays is named with its figures and with the items to begin with."""

from __future__ import annotations

import pytest
from example_content import ExampleContent

from sciatica_teach.content.check_item_cues import is_absolute, is_longest
from sciatica_teach.content.checking import CheckedContent, check_content
from sciatica_teach.model.items import Option

HEAD = "id: {name}\ntitle: Cues\nintro: Cues.\nreview: {{checked: 2026-11-22}}\nitems:\n"
ITEM = """  - kind: {kind}
    id: cue-{number}
    stem: "{stem}"
    options:
{options}
    explanation: So.
    nudge: Look.
    scaffold: Look again.
    objective: obj-red-flags
    mark: taught
    sources: [taught-example]
"""
SUBJECTS = ("hips", "knees", "calves", "shins", "heels", "toes", "soles", "thighs", "backs", "groins", "seats", "hands")
VERBS = ("ache", "burn", "swell", "tingle")
STEMS = [f"{verb} and {subject}{'?' * len(verb)} {subject * 3}" for subject in SUBJECTS for verb in VERBS]


def written(*texts: str, right: int, kind: str, number: int) -> str:
    options = "\n".join(
        f"      - {{id: o{index}, text: {text}, feedback: why {index}{', right: true' if index < right else ''}}}"
        for index, text in enumerate(texts))
    return ITEM.format(kind=kind, number=number, stem=STEMS[number], options=options)


def check(examples: ExampleContent, items: list[str]) -> CheckedContent:
    examples.write("items/cues.yaml", HEAD.format(name="cues") + "".join(items))
    return check_content([examples.folder])


def test_a_right_option_that_is_always_the_longest(examples: ExampleContent) -> None:
    items = [written("Long and winding", "Short", "Brief", "Tiny", right=1, kind="single", number=n) for n in range(16)]
    (found,) = check(examples, items).problems
    assert found.file.endswith("cues.yaml")
    assert "the right option is the longest 19 times; chance would do so" in found.message  # 3 in the examples
    assert "first in 'cue-0', 'cue-1'" in found.message


def test_a_right_option_that_is_never_the_longest(examples: ExampleContent) -> None:
    items = [written("Tiny", "Short", "Brief", "Long and winding", right=1, kind="single", number=n) for n in range(40)]
    (found,) = check(examples, items).problems
    assert "the right option is the longest 3 times" in found.message


def test_absolute_words_that_are_always_wrong(examples: ExampleContent) -> None:
    items = [written("Mostly so", "Always so", "Rarely so", "Never now", right=1, kind="single", number=n)
             for n in range(12)]
    (found,) = check(examples, items).problems
    assert "a right option has an absolute word such as 'always' or 'only' 0 times; chance would" in found.message


def test_several_right_options_that_are_longer(examples: ExampleContent) -> None:
    items = [written("Long and winding", "Wordy and broad", "Short", "Brief", right=2, kind="multiple", number=n)
             for n in range(8)]
    (found,) = check(examples, items).problems
    assert "right options are longer than wrong ones by" in found.message


@pytest.mark.parametrize("kind", ["single", "multiple"])
def test_even_options_are_no_cue_and_their_place_is_a_notice(examples: ExampleContent, kind: str) -> None:
    items = [written("Even one", "Even two", "Even six", "Even ten", right=1, kind=kind, number=n) for n in range(16)]
    checked = check(examples, items)
    assert checked.problems == ()
    told = [notice.message for notice in checked.notices if "the first option of its list" in notice.message]
    assert len(told) == (kind == "single")


def test_traits() -> None:
    texts = ("Only at night", "Sometimes, nobody knows", "It rules out a root", "Small allies, evermore")
    options = tuple(Option(id=text, text=text, feedback=text) for text in texts)
    assert is_absolute(options) == [True, True, True, False]
    assert is_longest(options) == [False, True, False, False]
