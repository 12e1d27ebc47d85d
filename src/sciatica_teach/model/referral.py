"""Must-refer rules for findings that mean more together than each of them alone.

Pain that no position eases is common with a trapped root, and alone it refers nobody. Cancer in the past asks for a
letter within days. Both in one patient are taken for a spread to the spine until a scan says otherwise: the same day.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from annotated_types import MinLen

from sciatica_teach.model.evidence import Claim, Review, Text
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.record import record


@record
class ReferralRule:
    """A combination of findings that demands a referral whatever the probabilities say."""

    id: Text
    all_of: Annotated[tuple[Text, ...], MinLen(2)]
    """Finding ids; the rule holds only when every one of them is present."""
    refer: Literal["urgent", "same-day", "emergency"]
    """The slowest referral it allows; faster than what any of its findings demands alone."""
    why: Claim
    review: Review
    """Written once at the head of the file and copied to each rule when compiled."""

    def is_met(self, observed: Mapping[str, Answer]) -> bool:
        """Whether all its findings are present; one that was not asked, or could not be told, is not."""
        return all(observed.get(finding_id) == "present" for finding_id in self.all_of)
