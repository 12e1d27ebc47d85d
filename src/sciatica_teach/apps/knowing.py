"""What the learner knows, kept in step with the record: built once per page, then entry by entry."""

from __future__ import annotations

from sciatica_teach.apps.context import Context
from sciatica_teach.session.learning import LearnerModel, build_model


class Knowing:
    """The learner model of a page."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._seen = 0
        self._last = ""
        self._model: LearnerModel | None = None

    @property
    def model(self) -> LearnerModel:
        """As the record stands now. A record that was read again from its beginning is gone through again."""
        entries = self._context.recorder.entries
        if self._model is None or not self._continues():
            self._model = build_model(self._context.kb, entries)
        else:
            for entry in entries[self._seen :]:
                self._model = self._model.add(entry)
        self._seen, self._last = len(entries), entries[-1].command_id if entries else ""
        return self._model

    def _continues(self) -> bool:
        entries = self._context.recorder.entries
        if len(entries) < self._seen:
            return False
        return not self._seen or entries[self._seen - 1].command_id == self._last
