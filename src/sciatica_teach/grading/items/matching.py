"""Matching, marked by the share right, less what one partner for everything would earn.

Of n prompts, k share the commonest partner. Giving every prompt that partner gets k of them right, so those k are taken
off: (right - k) / (n - k), and never below 0. With four prompts, two of which belong to L5, three right earn
(3 - 2) / (4 - 2) = 1/2, L5 everywhere earns (2 - 2) / 2 = 0, and all four earn 1. Where every prompt has a partner of
its own, k is 1: three right of four earn 2/3.

A prompt left open is not right; nothing is taken off for it. A pair that can hurt the patient earns the whole question
nothing.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from sciatica_teach.errors import BadSubmission, UnknownId
from sciatica_teach.grading.items.harm import harmful_among, with_harm
from sciatica_teach.model.grades import Grade, Submission, Verdict
from sciatica_teach.model.items import MatchingItem, Prompt

RULE: Final = (
    "Share right, less what the same partner everywhere would earn: guessing one partner for all earns nothing, "
    "and the mark never falls below 0."
)


def grade_matching(item: MatchingItem, submission: Submission) -> Grade:
    """Grade pairs written as "prompt:partner", at most one for each prompt. Raises `UnknownId` or `BadSubmission`.

    The prompts need at least two different partners, which the content check sees to; with one, `ValueError`.
    """
    shared = max(Counter(prompt.partner for prompt in item.prompts).values())
    if shared == len(item.prompts):
        raise ValueError(f"'{item.id}' needs prompts with different partners to be marked")
    given = find_pairs(item, submission)
    right = sum(given.get(prompt.id) == prompt.partner for prompt in item.prompts)
    verdicts = tuple(
        Verdict(
            criterion=prompt.id, right=given.get(prompt.id) == prompt.partner, chosen=prompt.id in given,
            feedback=_tell(item, prompt, given.get(prompt.id)),
        )
        for prompt in item.prompts
    )
    earned = max(0.0, (right - shared) / (len(item.prompts) - shared))
    grade = Grade(earned=earned, possible=1.0, verdicts=verdicts, rule=RULE)
    harmed = harmful_among(item.harmful, submission.response)
    harmful, answered = ([pair.partition(":")[0] for pair in pairs] for pairs in (item.harmful, harmed))
    return with_harm(grade, harmful, answered)


def find_pairs(item: MatchingItem, submission: Submission) -> dict[str, str]:
    """Prompt id -> id of the partner it was given. Raises `UnknownId` or `BadSubmission`."""
    prompts = [prompt.id for prompt in item.prompts]
    partners = [partner.id for partner in item.partners]
    given: dict[str, str] = {}
    for pair in submission.response:
        prompt, _, partner = pair.partition(":")
        if prompt not in prompts:
            raise UnknownId("prompt", prompt, prompts)
        if partner not in partners:
            raise UnknownId("partner", partner, partners)
        if prompt in given:
            raise BadSubmission("The same prompt was given two partners. Give each at most one.")
        given[prompt] = partner
    return given


def _tell(item: MatchingItem, prompt: Prompt, partner: str | None) -> str:
    """The author's words, after both partners where the right one was not given."""
    if partner == prompt.partner:
        return prompt.feedback
    texts = {one.id: one.text for one in item.partners}
    given = f"You put it to “{texts[partner]}”; it" if partner else "It"
    return f"{given} belongs to “{texts[prompt.partner]}”. {prompt.feedback}"
