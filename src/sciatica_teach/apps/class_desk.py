"""What the page of class records reads and does: classes, their members' records, papers, the gradebook."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from sciatica_teach.apps.context import Context
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.papers import parse_paper
from sciatica_teach.reasoning.draws import BAND_SEED, SampledTable, sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.classes import (
    ClassReader,
    PaperLine,
    Studied,
    find_class_standings,
    find_confusion,
    find_item_lines,
    find_unsafe_acts,
    list_papers,
    make_book,
)
from sciatica_teach.session.clinic_cases import find_case
from sciatica_teach.store.classes.port import ClassId, ClassStore, SchoolClass
from sciatica_teach.views.class_records import Seen
from sciatica_teach.views.class_tables import gradebook_table


class ClassDesk:
    """Reads a class when it is asked to, and keeps what it read until it is asked again."""

    def __init__(self, context: Context, classes: ClassStore) -> None:
        self._context, self._classes = context, classes
        self._reader = ClassReader(context.kb, lambda: self.sampled, lambda case_id: find_case(context.kb, case_id))
        self._studied: tuple[Studied, ...] = ()

    @cached_property
    def sampled(self) -> SampledTable:
        """The drawn rates that marks of patients are compared with."""
        return sample_rates(LikelihoodTable.from_knowledge(self._context.kb), np.random.default_rng(BAND_SEED))

    def list(self) -> tuple[SchoolClass, ...]:
        """The instructor's own classes."""
        owner = self._context.recorder.learner
        return self._classes.classes_of(owner) if owner else ()

    def get(self, class_id: str) -> SchoolClass:
        """One of them. Raises NotAllowedNow for any other, whether it exists or not."""
        found = next((one for one in self.list() if one.id == class_id), None)
        if found is None:
            raise NotAllowedNow("You have no such class. It may have been closed in another tab.")
        return found

    def make(self, name: str, command_id: str) -> SchoolClass:
        """A new class. Raises BadName."""
        return self._classes.open_class(self._context.recorder.enrol(), name, command_id, self._context.clock())

    def close(self, class_id: str) -> None:
        """End one for good; one that is closed already stays so."""
        owner = self._context.recorder.learner
        if owner is not None:
            self._classes.close_class(owner, ClassId(class_id))

    def read(self, class_id: str) -> Seen:
        """Read the members' records anew. Raises what `get` raises."""
        one, context, now = self.get(class_id), self._context, self._context.clock()
        owner, released = context.recorder.enrol(), context.recorder.released
        self._studied = self._reader.study(self._classes.read_members(owner, one.id), released, now)
        return Seen(
            active=sum(bool(member.entries) for member in self._studied),
            acts=find_unsafe_acts(context.kb, self._studied),
            stands=find_class_standings(context.kb, self._studied, now),
            confusion=find_confusion(context.kb, self._studied), items=find_item_lines(context.kb, self._studied),
            papers=list_papers(self._studied, released))

    def gradebook(self) -> str:
        """Of the class that was read last, as it was then."""
        return gradebook_table(make_book(self._context.kb, self._studied))

    def find_paper(self, typed: str) -> tuple[PaperLine, int]:
        """A paper, and how many attempts there are under it in the whole store. Raises BadPaperName."""
        name, recorder = parse_paper(typed), self._context.recorder
        own = {one.paper: one.attempts for one in list_papers(self._studied, ())}
        line = PaperLine(paper=name, attempts=own.get(name, 0), is_released=name in recorder.released)
        return line, recorder.store.count_attempts(name)

    def release(self, paper: str) -> None:
        """Open the marks of everybody under the paper. Raises BadPaperName."""
        self._context.recorder.store.release(parse_paper(paper), self._context.clock())

    def seal(self, paper: str) -> None:
        """Take that back. Raises BadPaperName."""
        self._context.recorder.store.seal(parse_paper(paper))
