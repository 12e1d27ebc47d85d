"""The playground: a setting, findings in any order, and all that follows from them.

Nothing here is recorded. A state is the setting and what was entered, in the order of entering; belief, reasons and
advice are worked out from it each time. So a finding that is entered and taken back leaves no trace, and a change of
setting and back again ends where it began: what does not fit a setting is set aside, not thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, get_args

from sciatica_teach.errors import BadSubmission, ContradictoryFindings, OutsideSetting
from sciatica_teach.model.causes import Setting, Urgency
from sciatica_teach.model.findings import Answer
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.belief import Inference, infer, mid_weights, normalised
from sciatica_teach.reasoning.consistency import require_possible
from sciatica_teach.reasoning.dispositions import Weighed, weigh_dispositions
from sciatica_teach.reasoning.draws import SampledTable
from sciatica_teach.reasoning.referral import Floor, recommend, referral_floor
from sciatica_teach.reasoning.value import QuestionValue, rank_questions
from sciatica_teach.session.last_step import LastStep, find_last_step

ANSWERS: Final[dict[str, Answer]] = {str(answer): answer for answer in get_args(Answer)}

Entry = tuple[str, Answer]
"""A finding id and what was entered for it."""


@record
class PlaygroundState:
    """The setting, and everything that was entered, first to last, whether it fits the setting or not."""

    setting_id: str
    entries: tuple[Entry, ...] = ()


@record
class SetAside:
    """An entry that does not fit the setting, or another entry, and why."""

    finding_id: str
    why: str


@record
class Reading:
    """All that follows from a state, for one cause that is looked at closely."""

    state: PlaygroundState
    observed: dict[str, Answer]
    """What can stand together here, first entered first; what the setting's prior counts already is among it."""
    aside: tuple[SetAside, ...]
    inference: Inference
    """From what was observed, without what the prior counts already."""
    before: dict[str, float]
    """The belief without the last entry."""
    floor: Floor
    recommended: Urgency
    weighed: tuple[Weighed, ...]
    questions: tuple[QuestionValue, ...]
    """What may still be asked, as `rank_questions` orders it: free ones first."""
    cause_id: str
    """The cause looked at closely."""
    last: LastStep | None

    open_safety: tuple[str, ...]
    """The safety questions that nobody has answered yet; no needle before there is none."""

    @property
    def ranked(self) -> tuple[str, ...]:
        """Cause ids, the likeliest first."""
        return tuple(sorted(self.inference.posterior, key=lambda cause_id: -self.inference.posterior[cause_id]))


class Playground:
    """The use-cases. Each gives a new state and alters nothing; `read` works out what follows from one."""

    def __init__(self, kb: KnowledgeBase, sampled: SampledTable) -> None:
        """`sampled` holds the draws of all beliefs shown; whoever makes several playgrounds shares it."""
        self.kb = kb
        self._sampled = sampled

    def open(self) -> PlaygroundState:
        """The first setting, and nothing entered."""
        return PlaygroundState(setting_id=self.kb.settings[0].id)

    def enter(self, state: PlaygroundState, finding_id: str, answer: str) -> PlaygroundState:
        """Enter a finding, or another answer to one that was entered; it becomes the last entry.

        Raises `UnknownId`, `BadSubmission`, `OutsideSetting` or `ContradictoryFindings`.
        """
        entry = (finding_id, parse_answer(answer))
        others = take_out(state.entries, finding_id)
        observed, _ = self.fit(state.setting_id, others)
        require_possible(self.kb, self.kb.get_setting(state.setting_id), dict([*observed.items(), entry]))
        return replace(state, entries=(*others, entry))

    def clear_screen(self, state: PlaygroundState) -> PlaygroundState:
        """Every red flag that is still open was asked for, and none is there. Cautions are asked one by one."""
        asked = [self.kb.get_finding(finding_id) for finding_id in self.open_safety(state)]
        absent: tuple[Entry, ...] = tuple((finding.id, "absent") for finding in asked if finding.kind == "red-flag")
        return replace(state, entries=(*state.entries, *absent))

    def open_safety(self, state: PlaygroundState) -> tuple[str, ...]:
        """The findings asked before any needle that were not answered; what the setting counts needs no question."""
        known = {*dict(state.entries), *self.kb.get_setting(state.setting_id).counted}
        return tuple(finding.id for finding in self.kb.findings if finding.safety and finding.id not in known)

    def take_back(self, state: PlaygroundState, finding_id: str) -> PlaygroundState:
        """The state without that entry; one that was not entered changes nothing. Raises `UnknownId`."""
        self.kb.get_finding(finding_id)
        return replace(state, entries=take_out(state.entries, finding_id))

    def choose_setting(self, state: PlaygroundState, setting_id: str) -> PlaygroundState:
        """The same entries elsewhere. Raises `UnknownId`."""
        return replace(state, setting_id=self.kb.get_setting(setting_id).id)

    def restore(self, setting_id: str, entries: Iterable[tuple[str, str]]) -> PlaygroundState:
        """What a browser had kept, as far as this content still knows it."""
        known = [(finding_id, ANSWERS[answer]) for finding_id, answer in entries
                 if finding_id in self.kb.finding_by_id and answer in ANSWERS]
        start = self.open()
        kept = setting_id if setting_id in self.kb.setting_by_id else start.setting_id
        return replace(start, setting_id=kept, entries=tuple(dict(known).items()))

    def fit(self, setting_id: str, entries: tuple[Entry, ...]) -> tuple[dict[str, Answer], tuple[SetAside, ...]]:
        """The entries that can stand together in a setting, first to last, and those set aside.

        Of two that contradict one another the later stands: it is what the learner said last.
        """
        setting = self.kb.get_setting(setting_id)
        kept: dict[str, Answer] = {}
        aside: list[SetAside] = []
        for finding_id, answer in reversed(entries):
            try:
                require_possible(self.kb, setting, {**kept, finding_id: answer})
            except (ContradictoryFindings, OutsideSetting) as problem:
                aside.append(SetAside(finding_id=finding_id, why=str(problem)))
            else:
                kept[finding_id] = answer
        return dict(reversed(kept.items())), tuple(reversed(aside))

    def read(self, state: PlaygroundState, cause_id: str = "") -> Reading:
        """What follows from `state`, with a close look at `cause_id`, or at the likeliest cause where that is empty.

        Raises `UnknownId`, and `ImpossibleEvidence` when the findings leave no cause possible.
        """
        setting = self.kb.get_setting(state.setting_id)
        observed, aside = self.fit(state.setting_id, state.entries)
        evidence = setting.leave_out_counted(observed)
        inference = infer(self._sampled, setting.prior, evidence)
        looked_at = self.kb.get_cause(cause_id).id if cause_id else max(
            inference.posterior, key=lambda one: inference.posterior[one])
        return Reading(
            state=state, observed=observed, aside=aside, inference=inference,
            before=self._believe(setting, dict(list(observed.items())[:-1])),
            floor=referral_floor(self.kb, observed),
            recommended=recommend(self.kb, inference, observed),
            weighed=weigh_dispositions(self.kb, inference.posterior),
            questions=rank_questions(self.kb, setting.prior, evidence, table=self._sampled.table),
            cause_id=looked_at, open_safety=self.open_safety(state),
            last=find_last_step(self._sampled, setting, observed, inference, looked_at),
        )

    def _believe(self, setting: Setting, observed: Mapping[str, Answer]) -> dict[str, float]:
        """The belief at the mid rates, without band and reasons."""
        table = self._sampled.table
        shares = normalised(mid_weights(table, setting.prior, setting.leave_out_counted(observed)))
        return dict(zip(table.cause_ids, shares.tolist(), strict=True))


def parse_answer(word: str) -> Answer:
    """An answer from outside. Raises `BadSubmission`."""
    if word not in ANSWERS:
        raise BadSubmission(f"“{word}” is no answer: a finding is present, absent or unknown.")
    return ANSWERS[word]


def take_out(entries: tuple[Entry, ...], finding_id: str) -> tuple[Entry, ...]:
    """The entries without those of one finding."""
    return tuple(entry for entry in entries if entry[0] != finding_id)
