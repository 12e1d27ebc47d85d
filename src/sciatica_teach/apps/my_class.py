"""“Your class” on the progress page: a code looked up, joined by pseudonym or by name, left at any time."""

from __future__ import annotations

from typing import Any

from sciatica_teach.apps.context import Context
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.store.classes.port import ClassId, ClassStore, SchoolClass
from sciatica_teach.views.class_joining import joining_state, own_classes_state
from sciatica_teach.views.words import say

VERBS = frozenset({"find-class", "join-class", "leave-class", "forget-class"})


class OwnClasses:
    """The classes that this learner is in, and the one they are about to join."""

    def __init__(self, context: Context, classes: ClassStore | None) -> None:
        """`classes` is None where records are shared with nobody; a code in the page's link is looked up at once."""
        self._context, self._classes = context, classes
        code = context.query.get("class", "")
        self._found: SchoolClass | None = classes.find_class(code) if code and classes is not None else None

    def handle(self, verb: str, action: dict[str, Any]) -> str:
        """One action; what to tell of it above the page. Raises in words what cannot be done."""
        if self._classes is None:
            raise NotAllowedNow(say("my_class.memory"))
        match verb:
            case "find-class":
                self._found = self._classes.find_class(str(action.get("text", "")))
                if self._found is None:
                    raise NotAllowedNow(say("my_class.unknown"))
            case "join-class":
                return self._join(str(action.get("text", "")))
            case "leave-class":
                return self._leave(str(action.get("class_id", "")))
            case _:
                self._found = None
        return ""

    def state(self, *, arrive: str = "") -> dict[str, Any] | None:
        """The card as things stand; None where there are no classes to be in."""
        if self._classes is None:
            return None
        if self._found is not None:
            return joining_state(self._found.name, self._found.code, arrive=arrive)
        learner = self._context.recorder.learner
        return own_classes_state(self._classes.memberships(learner) if learner else (), arrive=arrive)

    def _join(self, name: str) -> str:
        if self._found is None or self._classes is None:
            raise NotAllowedNow(say("my_class.unknown"))
        learner = self._context.recorder.enrol()
        joined = self._classes.join(self._found.code, learner, name, self._context.clock())
        self._found = None
        return say("my_class.joined", name=joined.class_name, alias=joined.name or joined.alias)

    def _leave(self, class_id: str) -> str:
        learner = self._context.recorder.learner
        if learner is not None and self._classes is not None:
            self._classes.leave(ClassId(class_id), learner)
        return say("my_class.left")
