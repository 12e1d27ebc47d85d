"""A live room: what an instructor asks a class, and what became of it, as past-tense facts.

A room's record is a list of events, as a learner's is; replaying it gives the room. Votes are no events: a phone may
change its vote until the vote closes, and 200 phones vote at once, so they lie beside the record, one for each phone
and vote. Votes of a room are numbered from 1 in the order in which they were opened; a second vote on the same question
is a vote of its own.
"""

from __future__ import annotations

from typing import Literal

from sciatica_teach.model.record import record

PollKind = Literal["item", "belief", "next-question", "technique"]
POLL_KINDS: tuple[PollKind, ...] = ("item", "belief", "next-question", "technique")


@record
class Poll:
    """What a class can be asked.

    `item`: the quiz item `subject_id`, a made one such as a lesion puzzle included. The others are about the case
    `subject_id` as it stands in the room: `belief` over its causes, `next-question` among `options` (findings, or open
    questions), `technique` among `options`.
    """

    kind: PollKind
    subject_id: str
    options: tuple[str, ...] = ()


@record
class RoomOpened:
    title: str
    plan: tuple[Poll, ...] = ()
    """What the instructor means to ask, in order; anything else may be asked as well."""


@record
class PollPosed:
    """A question is on the wall; nobody can vote yet."""

    poll: Poll
    shown: tuple[str, ...] = ()
    """Option or step ids in the order shown, the same for all; stored, so that a reload shows the same."""
    item_version: str = ""
    """Of the item as it was posed; empty for polls about a case."""


@record
class VoteOpened:
    number: int
    """Of this vote in the room, from 1."""
    closes_at: float | None = None
    """Seconds since the epoch, UTC, where the instructor asked for a timer."""


@record
class VoteClosed:
    number: int


@record
class Revealed:
    """What the class answered, and what is right, is on the wall."""


@record
class CaseBrought:
    """A case is played together from here on, from its beginning."""

    case_id: str


@record
class CaseAsked:
    """One more thing is known of the patient: a finding, or an open question with what it settles."""

    asked_id: str


@record
class PlanChanged:
    plan: tuple[Poll, ...]


@record
class RoomClosed:
    pass


LiveEvent = (
    RoomOpened | PollPosed | VoteOpened | VoteClosed | Revealed | CaseBrought | CaseAsked | PlanChanged | RoomClosed
)
LIVE_EVENT_TYPES: dict[str, type[LiveEvent]] = {
    kind.__name__: kind
    for kind in (
        RoomOpened, PollPosed, VoteOpened, VoteClosed, Revealed, CaseBrought, CaseAsked, PlanChanged, RoomClosed,
    )
}
"""Name in the record -> type."""


@record
class LiveEntry:
    """One event of a room with its circumstances."""

    event: LiveEvent
    at: float
    """Seconds since the epoch, UTC."""
    command_id: str
    """The host's command; sent twice, it counts once."""


@record
class Ballot:
    """What one phone answers in one vote. Only the last one counts."""

    room: str
    """The room's id in the store, never its join code."""
    vote: int
    voter: str
    """Hash of the phone's secret with the room's id: the same phone is another voter in another room."""
    response: tuple[str, ...]
    """As a `Submission`'s; for a belief "cause-id:share" with shares of 1 that add up to 1 at the most."""
    change: int
    """Counted up by the phone with every change of mind, so that a late repetition never undoes a newer answer."""
