"""Where is the lesion? The true site earns the mark, another one half of what the two lesions have in common.

The credit of each site stands in the item, worked out when it was made: with 0.30 for a neighbour that shares six of
ten losses, naming that neighbour earns 0.30.
"""

from __future__ import annotations

from sciatica_teach.errors import BadSubmission
from sciatica_teach.grading.items.choosing import require_ids
from sciatica_teach.grading.lab import LOCALISATION_RULE
from sciatica_teach.model.grades import Grade, Submission, Verdict
from sciatica_teach.model.items import LesionItem


def grade_lesion(item: LesionItem, submission: Submission) -> Grade:
    """Grade the site named. Raises `UnknownId` for a site that was not offered, `BadSubmission` for two of them."""
    chosen = require_ids("site", submission, [site.id for site in item.sites])
    if len(chosen) > 1:
        raise BadSubmission("There is one lesion. Name one site.")
    earned = sum(site.credit for site in item.sites if site.id in chosen)
    verdicts = tuple(
        Verdict(criterion=site.id, right=site.credit >= 1, chosen=site.id in chosen, feedback=site.feedback)
        for site in item.sites
    )
    return Grade(earned=earned, possible=1.0, verdicts=verdicts, rule=LOCALISATION_RULE)
