"""What the learner knows, as the record has it: every marked answer, wherever it was given, in the order of the record.

An answer moves three things: how able the learner is at its objective (`grading/ability.py`), how long its family is
remembered (`memory.py`), and what was answered last. Rehearsal, an answer within twelve hours of the last review of the
family, moves the last alone, or the memory too where it failed: the same question again tells nothing new.

Who was told the answer once remembers it or not; that says less and less about questions that are new. So the second
answer to a family counts as half an answer for the ability, the third as a third.

A generated question has no memory: there is always another of its sort, so what it trains shows in the ability. All of
a sort are one family: one that went wrong is put right by another, with other numbers.

Of an item that was deleted since, the record has the id and the marks, and no objective: its answers are kept as the
last ones, and count for nothing else. An item that was edited keeps its memory; who wants to know whether it is still
the same question compares `Answered.item_version` with the present one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from math import inf

from sciatica_teach.grading.ability import expect_share
from sciatica_teach.grading.hints import was_right
from sciatica_teach.grading.profile_of_abilities import NOTHING, Heard, believe, hear
from sciatica_teach.model.events import Entry, ItemAnswered
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.learning.bank import Bank, Facts
from sciatica_teach.session.learning.memory import DAY, REHEARSAL, Memory, is_rehearsal, rate_answer, remember
from sciatica_teach.session.learning.telling import Answered, Due, Marked, Standing, as_answered

LATELY = 30
"""So many answers tell which fields were asked lately."""


class LearnerModel:
    """What the entries of a record amount to. Never changed in place: `add` makes a new one."""

    def __init__(self, kb: KnowledgeBase, difficulties: Mapping[str, float]) -> None:
        self.bank = Bank(kb, difficulties)
        self._recent: tuple[Marked, ...] = ()
        self._memories: dict[str, Memory] = {}
        self._last: dict[str, Marked] = {}
        self._last_of_family: dict[str, Marked] = {}
        self._heard: dict[str, Heard] = {}
        self._common = NOTHING
        """What all of `_heard` say about the common part."""
        self._heard_at: dict[str, float] = {}
        self._counts: dict[str, int] = {}

    def add(self, entry: Entry) -> LearnerModel:
        """The model after one more entry of the record; itself where the entry is no marked answer."""
        if not isinstance(entry.event, ItemAnswered):
            return self
        after = copy(self)
        for name in ("_memories", "_last", "_last_of_family", "_heard", "_heard_at", "_counts"):
            setattr(after, name, dict(getattr(self, name)))
        after._take(entry.event, entry.at)
        return after

    def standing(self, objective_id: str, now: float | None = None) -> Standing:
        """How the learner stood after the last answer to it; with `now`, in seconds since the epoch, what time took."""
        own = self._heard.get(objective_id, NOTHING)
        common = self._common - own.to_common()
        if now is not None:
            own = own.after((now - self._heard_at.get(objective_id, now)) / DAY)
        belief = believe(own, common)
        share = expect_share(belief)
        return Standing(
            ability=belief.mean, spread=belief.spread, answers=self._counts.get(objective_id, 0), share=share.mid,
            low=share.low, high=share.high)

    def memory(self, family: str) -> Memory | None:
        """How well a family is remembered; None where no answer counted yet, and for generated questions."""
        return self._memories.get(family)

    def last_at(self, item_id: str) -> float:
        """When an item was last answered, seconds since the epoch; minus infinity for never."""
        return self._last[item_id][1] if item_id in self._last else -inf

    def family_at(self, family: str) -> float:
        """When any of the twins was."""
        return self._last_of_family[family][1] if family in self._last_of_family else -inf

    @property
    def recent(self) -> tuple[Answered, ...]:
        """The last `LATELY` answers, the newest last."""
        return tuple(map(as_answered, self._recent))

    def last(self, item_id: str) -> Answered | None:
        """The last answer to an item, rehearsal included."""
        last = self._last.get(item_id)
        return last and as_answered(last)

    def due(self, now: float) -> tuple[Due, ...]:
        """What to ask again by `now`, seconds since the epoch: safety first, then what waits longest."""
        found = [
            Due(family=family, item_ids=tuple(one.item_id for one in self.bank.members[family]), due=memory.due,
                is_safety=family in self.bank.safe_families)
            for family, memory in self._memories.items() if memory.due <= now and family in self.bank.members
        ]
        return tuple(sorted(found, key=lambda one: (not one.is_safety, one.due)))

    def mistakes(self) -> tuple[str, ...]:
        """The items whose family went wrong the last time: safety first, then the surest, then the oldest."""
        wrong = [
            (not self._is_safety(facts), -answer.certainty, at, facts.item_id)
            for answer, at in self._last_of_family.values()
            if not was_right(answer) and (facts := self.bank.find(answer.item_id))
        ]
        return tuple(item_id for *_, item_id in sorted(wrong))

    def _is_safety(self, facts: Facts) -> bool:
        return facts.is_safety or facts.family in self.bank.safe_families

    def _take(self, event: ItemAnswered, at: float) -> None:
        if event.possible <= 0:
            return
        before = self._last.get(event.item_id)
        self._last[event.item_id] = event, at
        self._recent = (*self._recent[1 - LATELY:], (event, at))
        facts = self.bank.find(event.item_id)
        if facts is None:
            return
        self._last_of_family[facts.family] = event, at
        if not self._is_rehearsal(facts, before, at):
            self._hear(facts, event, at)
        if not facts.is_made:
            is_safety = self._is_safety(facts)
            self._memories[facts.family] = remember(
                self._memories.get(facts.family), rate_answer(event, is_safety), at, is_safety)

    def _is_rehearsal(self, facts: Facts, before: Marked | None, at: float) -> bool:
        if facts.is_made:
            return before is not None and at - before[1] < REHEARSAL
        return is_rehearsal(self._memories.get(facts.family), at)

    def _share(self, facts: Facts) -> float:
        """How much of an answer the next one of this family is: a half the second time, a third the third time."""
        memory = self._memories.get(facts.family)
        return 1 / (memory.reviews + 1) if memory else 1.0

    def _hear(self, facts: Facts, event: ItemAnswered, at: float) -> None:
        objective = facts.objective
        own = self._heard.get(objective, NOTHING)
        others = self._common - own.to_common()
        own = own.after((at - self._heard_at.get(objective, at)) / DAY)
        credit = min(1.0, max(0.0, event.earned / event.possible))
        after = hear(own, others, credit, facts.difficulty, facts.floor, self._share(facts))
        self._heard[objective], self._common = after, others + after.to_common()
        self._heard_at[objective] = at
        self._counts[objective] = self._counts.get(objective, 0) + 1


def build_model(
    kb: KnowledgeBase, entries: Iterable[Entry], *, difficulties: Mapping[str, float] | None = None
) -> LearnerModel:
    """Replay a record. `difficulties`: item id -> logits where they were recorded, instead of what authors thought."""
    model = LearnerModel(kb, difficulties or {})
    for entry in entries:
        if isinstance(entry.event, ItemAnswered):
            model._take(entry.event, entry.at)
    return model
