"""Claims of the clinic's article: that their keys are keys, and that nothing unsafe counts as agreed."""

from __future__ import annotations

from collections.abc import Iterator

from sciatica_teach.content.draft import Draft
from sciatica_teach.content.problems import Problem


def check_article_claims(draft: Draft) -> Iterator[Problem]:
    """No judgement stands twice, and none agrees with what is unsafe as worded."""
    for claim in draft.article_claims:
        right = claim.value.right
        for index, judgement in enumerate(right):
            if judgement in right[:index]:
                yield claim.problem(("right", index), f"'{judgement}' stands here twice; remove one")
            if judgement == "agree" and claim.value.unsafe:
                message = "whoever agrees with a claim that is unsafe as worded cannot be right"
                yield claim.problem(("right", index), f"{message}; remove 'agree', or write unsafe: false")
