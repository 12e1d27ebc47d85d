"""Where is the lesion: the credit of the site named."""

from __future__ import annotations

import pytest
from small_items import lesion

from sciatica_teach.errors import BadSubmission
from sciatica_teach.grading.items import grade_item
from sciatica_teach.grading.lab import LOCALISATION_RULE
from sciatica_teach.model.grades import Grade, Submission


def grade(*response: str) -> Grade:
    return grade_item(lesion(1.0, 0.3, 0.0), Submission(response=response))


@pytest.mark.parametrize(("site", "earned"), [("s0", 1), ("s1", 0.3), ("s2", 0)])
def test_each_site_earns_its_credit(site, earned):
    graded = grade(site)
    assert graded.earned == earned
    assert graded.rule == LOCALISATION_RULE
    assert [one.criterion for one in graded.verdicts if one.right] == ["s0"]


def test_two_sites_are_refused():
    with pytest.raises(BadSubmission, match="one lesion"):
        grade("s0", "s1")
