"""One place, pointed at: any of the right ones earns the mark, anything else nothing.

Where the calf, the sole and the heel are right, each of them earns 1, and the outer side of the leg earns 0 even if it
borders on one of them: a border drawn on a body map is not sharp enough to give half marks by. A miss that the author
foresaw has words of its own.

The regions of the body map are known here. The structures of the model are content, which a grader does not see: any
well-spelled id is taken for one, and only real ones are offered.
"""

from __future__ import annotations

import re
from typing import Final, get_args

from sciatica_teach.errors import BadSubmission, UnknownId
from sciatica_teach.model.causes import Region
from sciatica_teach.model.grades import Grade, Submission, Verdict
from sciatica_teach.model.items import HotspotItem

BODY_REGIONS: Final[tuple[str, ...]] = get_args(Region)
"""The places of the body map."""

RULE = "All or nothing: a right place earns the mark."

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def grade_hotspot(item: HotspotItem, submission: Submission) -> Grade:
    """Grade one place. Raises `UnknownId` or `BadSubmission`.

    The verdicts are those of every right place, and of the one that was chosen if it is not among them.
    """
    for wanted in submission.response:
        _require_place(item, wanted)
    if len(submission.response) > 1:
        raise BadSubmission("Only one place can be chosen here. Choose one.")
    chosen = submission.response[0] if submission.response else ""
    verdicts = [
        Verdict(criterion=place, right=True, chosen=place == chosen, feedback=item.feedback_right)
        for place in item.places
    ]
    if chosen and chosen not in item.places:
        verdicts.append(Verdict(criterion=chosen, right=False, chosen=True, feedback=_find_feedback(item, chosen)))
    return Grade(earned=float(chosen in item.places), possible=1.0, verdicts=tuple(verdicts), rule=RULE)


def _require_place(item: HotspotItem, wanted: str) -> None:
    if item.surface == "body" and wanted not in BODY_REGIONS:
        raise UnknownId("region", wanted, BODY_REGIONS)
    if item.surface == "scene" and not _ID.fullmatch(wanted):
        raise UnknownId("structure", wanted, ())


def _find_feedback(item: HotspotItem, place: str) -> str:
    return next((near.feedback for near in item.near if near.place == place), item.feedback_wrong)
