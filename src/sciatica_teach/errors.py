"""Every error a user can meet.

    SciaticaTeachError
    ├── UnknownId            an id that no content has (names the nearest ones)
    ├── ContentError         content that cannot be used; carries every problem found
    ├── ImpossibleEvidence   findings that leave no cause possible
    ├── ContradictoryFindings  two findings that cannot both be present
    ├── OutsideSetting       a finding that nobody in the chosen setting can have
    ├── NotAllowedNow        an action the present stage does not offer
    ├── BadSubmission        an answer that cannot be one: an option twice, a word for a number
    ├── BadPaperName         a name that no paper of an exam can have
    ├── BadName              a name of a class or of its member that is too long or cannot be printed
    ├── BadCaseName          a name that a new case cannot have
    ├── UnwritableCase       the file of a new case exists already, or its folder takes none
    ├── BadDraft             a name or a text of an author that cannot be worked on
    ├── ChangedMeanwhile     a file that somebody else saved after it was read
    ├── BadReview            a review that cannot be recorded
    ├── BadSeed              a number that no generated patient has
    ├── BadRecordFile        a file that cannot be loaded as a record
    ├── InstructorsOnly      a page for instructors, opened by somebody else
    ├── HostingError         the server cannot be run as it was asked to
    ├── BonesMissing         the package that holds the bones is absent, or another version
    └── StoreError           the learner record could not be read or written
        ├── StoreUnavailable locked, gone, or not reachable: trying again may help
        ├── StoreReadOnly    the place cannot be written to
        ├── StoreTooNew      written by a newer version of this program
        ├── StaleVersion     another tab or device wrote first
        ├── RecordDeleted    the learner deleted it, perhaps elsewhere
        ├── RoomGone         a live room that was removed, or never was
        ├── NoSuchClass      a class that was closed, never was, or belongs to somebody else
        ├── RecordNotEmpty   a file was to be loaded into a record that has entries already
        ├── StoreNotEmpty    a backup was to be restored where there are records already
        ├── BadBackup        a file that is no backup, is damaged, or comes from a newer version
        ├── UnwritableBackup a backup cannot be written to the place that was named
        └── WrongResumeCode  unknown, expired, or too many tries

Each message says what happened and what to do about it, in words a student or a teacher understands.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any


class SciaticaTeachError(Exception):
    """Anything this package raises on purpose."""


class UnknownId(SciaticaTeachError, KeyError):
    """An id that names nothing."""

    def __init__(self, kind: str, wanted: str, known: Iterable[str]) -> None:
        near = get_close_matches(wanted, list(known), n=3)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        self.kind, self.wanted, self.near = kind, wanted, tuple(near)
        super().__init__(f"There is no {kind} called '{wanted}'.{hint}")

    def __str__(self) -> str:  # KeyError would print the repr, quotes and all
        return str(self.args[0])


class ContentError(SciaticaTeachError):
    """Content with problems; `problems` lists every one that was found."""

    def __init__(self, problems: tuple[Any, ...], *, may_hide_more: bool = False) -> None:
        """`may_hide_more`: something is not valid by itself, so how it fits with the rest was not looked at."""
        self.problems = problems
        self.may_hide_more = may_hide_more
        count = len(problems)
        shown = "\n".join(str(problem) for problem in problems[:20])
        more = f"\n... and {count - 20} more" if count > 20 else ""
        super().__init__(f"{count} problem{'s' if count != 1 else ''} in the content:\n{shown}{more}")


class ImpossibleEvidence(SciaticaTeachError):
    """The findings given exclude every cause at once."""


class ContradictoryFindings(SciaticaTeachError):
    """Two findings were entered as present that cannot both be."""

    def __init__(self, first: str, second: str) -> None:
        """Both by name, as they stand on screen."""
        self.first, self.second = first, second
        super().__init__(
            f"“{first}” and “{second}” cannot both be present. Ask once more, and take back the one that is wrong."
        )


class OutsideSetting(SciaticaTeachError):
    """A finding was entered that nobody in the chosen setting can have."""

    def __init__(self, finding: str, setting: str) -> None:
        """Both by name, as they stand on screen."""
        self.finding, self.setting = finding, setting
        super().__init__(
            f"“{finding}” cannot be present in the setting “{setting}”. "
            "Take the finding back, or choose another setting."
        )


class NotAllowedNow(SciaticaTeachError):
    """The session is at a stage where this cannot be done."""


class BadSubmission(SciaticaTeachError, ValueError):
    """An answer of a shape that the question does not take; it is refused, not marked wrong."""


class BadPaperName(SciaticaTeachError, ValueError):
    """A name that no paper of an exam can have."""

    def __init__(self, typed: str, longest: int) -> None:
        shown = typed if len(typed) <= longest else f"{typed[:longest]}..."
        super().__init__(
            f"“{shown}” cannot be the name of a paper. Use letters from a to z, digits and hyphens, {longest} at the "
            "most and no blanks, such as week-7."
        )


class BadName(SciaticaTeachError, ValueError):
    """A name that neither a class nor a member of one can have."""


class BadCaseName(SciaticaTeachError, ValueError):
    """A name that a new case cannot have."""


class UnwritableCase(SciaticaTeachError):
    """The file of a new case exists already, or cannot be written."""


class BadDraft(SciaticaTeachError, ValueError):
    """A name or a text of an author that cannot be worked on as it is."""


class ChangedMeanwhile(SciaticaTeachError):
    """The file was saved by somebody else after the author had read it; nothing was written over it."""

    def __init__(self, relative: str) -> None:
        super().__init__(
            f"{relative} was changed by somebody else since you opened it, so nothing was saved. Your text is kept "
            "here: download it, then open the file again and put the two together."
        )


class BadReview(SciaticaTeachError, ValueError):
    """A clinician's review that cannot be recorded as it was told; nothing was changed."""


class BadSeed(SciaticaTeachError, ValueError):
    """Something that is not the number of a generated patient."""

    def __init__(self, typed: str, largest: int) -> None:
        shown = f"{typed[:20]}..." if len(typed) > 20 else typed
        super().__init__(
            f"“{shown}” is not the number of a patient. Use a whole number from 0 to {largest:,}, without blanks or "
            "commas, as in patient-1234."
        )


class BadRecordFile(SciaticaTeachError, ValueError):
    """A file that is no record, is damaged, or comes from a newer version; nothing of it was loaded."""


class InstructorsOnly(SciaticaTeachError):
    """A page for instructors, opened by somebody whom the server does not know as one."""

    def __init__(self) -> None:
        super().__init__(
            "This page is for instructors only. An instructor opens it through the address that the server printed "
            "when it was started."
        )


class HostingError(SciaticaTeachError):
    """The server cannot be run as it was asked to."""


class BonesMissing(SciaticaTeachError):
    """The data package with the bones cannot be used; everything but the bones can still be shown."""

    def __init__(self, package: str, wanted: str, found: str | None) -> None:
        self.package, self.wanted, self.found = package, wanted, found
        state = "is not installed" if found is None else f"is installed in version {found}"
        super().__init__(
            f"The bones come from the package {package} {wanted}, which {state}. "
            f"Install it with: pip install {package}=={wanted}"
        )


class StoreError(SciaticaTeachError):
    """The learner record could not be read or written."""


class StoreUnavailable(StoreError):
    """Locked, gone or unreachable for the moment."""


class StoreReadOnly(StoreError):
    """The database or its folder cannot be written to."""


class StoreTooNew(StoreError):
    """The database was written by a newer version of this program."""


class StaleVersion(StoreError):
    """Somebody appended first: the record went on in another tab or on another device."""


class RecordDeleted(StoreError):
    """The record does not exist any more."""


class RoomGone(StoreError):
    """The live room does not exist any more."""


class NoSuchClass(StoreError):
    """No class of this instructor, or none with this code."""


class RecordNotEmpty(StoreError):
    """A record that has entries already takes no file: two records would have to become one."""


class StoreNotEmpty(StoreError):
    """A store that holds records takes no backup unless it is told to: they would be replaced."""


class BadBackup(StoreError):
    """A file that is no backup, is damaged, or comes from a newer version; nothing was changed."""


class UnwritableBackup(StoreError):
    """The place for a backup cannot be written to, or is taken."""


class WrongResumeCode(StoreError):
    """The resume code is unknown or expired, or there were too many tries."""
