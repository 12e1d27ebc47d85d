"""Problems of the phrases: valid ones are broken in one place, and exactly that place is named."""

from __future__ import annotations

import pytest
from content_breaks import Break, assert_named_at_its_place
from example_content import ExampleContent

from sciatica_teach.content.checking import check_content

PHRASES = "phrases.yaml"

PROBLEMS = {
    "a gap that nothing fills": Break(
        PHRASES, "{place}, {side}, for {time}.", "{place}, {sides}.", "talk.voices[0].greetings[0]",
        "nothing is known to fill '{sides}' with"),
    "a gap of the room in a greeting": Break(
        PHRASES, "{place}, {side}, for {time}.", "{place}, {he} says.", "talk.voices[0].greetings[0]", "'{he}'"),
    "a gap in a saying": Break(
        PHRASES, "[Sitting is the worst.]", "['Sitting on {that} is the worst.']", "talk.sayings[0].present[0]",
        "'{that}'", on="worse-sitting, plain"),
    "a gap in what decides": Break(
        PHRASES, "What demands it: {signs}.", "What demands it: {findings}.", "plans.deciding", "'{findings}'"),
    "half a brace": Break(
        PHRASES, '"It is the {place}"', '"It is the {place"', "talk.titles[0].text", "a brace has no partner"),
    "no name": Break(PHRASES, "male: [Abe, Ed]", "male: []", "talk.names", "there is no male name"),
    "a region without a word": Break(
        PHRASES, "calf: calf, ", "", "talk.regions", "there is no word for 'calf'", on="regions: {back-thigh"),
    "a room for some only": Break(
        PHRASES, '{text: "{He} looks at the clock."}',
        '{text: "{He} looks at the clock.", asserts: {worse-sitting: absent}}', "talk.rooms",
        "every entry asserts something", on="rooms:"),
    "a saying for both": Break(
        PHRASES, "[Sitting does it no harm.]", "[Sitting is the worst.]", "talk.sayings[0]",
        "stands for present and for absent", on="worse-sitting, plain"),
    "nobody to be": Break(
        PHRASES, "{text: baker}", "{text: baker, ages_from: 30}", "settings[0]", "nobody of 18 years",
        on="settings: [{setting"),
    "no reason": Break(
        PHRASES, "    urgent: {text: Somebody looks within days., mark: opinion}\n", "", "plans.why",
        "nothing says why help is as fast as 'urgent'", on="  why:"),
    "nothing critical": Break(
        PHRASES, "        - needed: [treat, routine, urgent, same-day, emergency]\n          worth: critical",
        "        - needed: [treat, routine, urgent, same-day]\n          worth: critical", "plans.standing",
        "for 'emergency' there have to be at least 3 actions, one of them critical", on="  standing:"),
    "an action twice": Break(
        PHRASES, "- id: deep-needle", "- id: card", "plans", "'card' names two actions", on="plans:"),
    "two worths": Break(
        PHRASES, "        - needed: [treat, routine, urgent, same-day, emergency]\n          worth: critical",
        "        - needed: [treat, treat, routine, urgent, same-day, emergency]\n          worth: critical",
        "plans.standing[0]", "two worths for one urgency", on="    - id: card"),
    "a question that is no safety question": Break(
        PHRASES, "must_ask: [saddle-numbness]", "must_ask: [worse-sitting]", "plans.must_ask[0]",
        "is no safety finding"),
    "nobody can get at it": Break(
        PHRASES, "until: [implanted-device]", "until: [saddle-numbness]", "talk.withheld[0].until[0]",
        "cannot be asked to get at"),
    "nobody comes": Break(
        PHRASES, "share: 1.0", "share: 0.0", "settings", "nobody can come", on="settings: [{setting"),
    "a finding that is not": Break(
        PHRASES, "present: [no-pain-seated]", "present: [no-pain-seatd]", "rules.implications[0].present[0]",
        "no-pain-seated"),
    "a cause that is not": Break(PHRASES, "cause: lumbar-disc", "cause: lumbar-disk", "causes[0].cause", "lumbar-disc"),
    "a finding that is not, asserted": Break(
        PHRASES, "asserts: {worse-sitting", "asserts: {worse-siting", "talk.rooms[1].asserts.worse-siting",
        "worse-sitting"),
}


@pytest.mark.parametrize("change", PROBLEMS.values(), ids=PROBLEMS.keys())
def test_each_problem_is_named_at_its_place(examples: ExampleContent, change: Break) -> None:
    assert_named_at_its_place(examples, change)


def test_without_the_file_nothing_is_wrong(examples: ExampleContent) -> None:
    examples.path(PHRASES).unlink()
    assert not check_content([examples.folder]).problems
