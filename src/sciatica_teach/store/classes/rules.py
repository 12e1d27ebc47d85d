"""What holds in every store of classes: names, codes, pseudonyms, and what an owner does not get to read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from sciatica_teach.errors import BadName, NoSuchClass, RecordDeleted
from sciatica_teach.store.classes.port import Member, Membership
from sciatica_teach.store.codes import ALPHABET, read_letters
from sciatica_teach.store.identity import hash_secret
from sciatica_teach.store.port import LearnerId, RecordStore

CODE_LENGTH = 8
LONGEST_NAME = 60
"""Characters, of a class and of a member alike."""

OF_INSTRUCTORS = "classroom/"
"""Subjects that begin so hold what runs an instructor's rooms. An instructor may join a colleague's class, too."""

_ALIAS_LENGTH = 5
_JOINERS = "\u200c\u200d"  # without them, names in Persian or Sinhala are spelt wrongly


def parse_class_code(typed: str) -> str | None:
    """The eight characters that were meant; None for what cannot be the code of a class."""
    return read_letters(typed, CODE_LENGTH)


def parse_class_name(typed: str) -> str:
    """The name, trimmed. Raises BadName, also for an empty one."""
    name = parse_member_name(typed)
    if not name:
        raise BadName("Give the class a name first, such as “Tuesday, second year”.")
    return name


def parse_member_name(typed: str) -> str:
    """The name, trimmed; empty for nobody's. Raises BadName for one that is too long or cannot be printed."""
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    if len(name) > LONGEST_NAME:
        raise BadName(f"This name has {len(name)} characters. Shorten it to {LONGEST_NAME} at the most.")
    if not all(one.isprintable() or one in _JOINERS for one in name):
        raise BadName("This name has a character in it that cannot be seen. Type it again instead of pasting it.")
    return name


def find_alias(class_id: str, learner: LearnerId) -> str:
    """The learner's pseudonym in this class, such as "7KQ2M": 25 bits of a hash of two random ids.

    Of 40 members, two have the same in one class out of 43,000; they stay two members.
    """
    bits = int(hash_secret(f"alias/{class_id}", learner), 16)
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in range(_ALIAS_LENGTH))


def read_each(records: RecordStore, members: Mapping[LearnerId, Membership]) -> Iterator[Member]:
    """Each member with what the owner may read of their record; those who deleted it meanwhile are left out."""
    for learner, known in sorted(members.items(), key=lambda each: (each[1].alias, each[0])):
        try:
            entries = records.read(learner).entries
        except RecordDeleted:
            continue
        readable = tuple(entry for entry in entries if not entry.subject.startswith(OF_INSTRUCTORS))
        yield Member(alias=known.alias, name=known.name, joined_at=known.joined_at, entries=readable)


def no_such_class() -> NoSuchClass:
    """The error for a class that is gone, and for one of somebody else: they look alike."""
    return NoSuchClass("You have no such class; perhaps it was closed in another tab. Reload the page to see yours.")


def wrong_code() -> NoSuchClass:
    return NoSuchClass(
        f"No class has this code. A class's code has {CODE_LENGTH} letters and digits, never the letter U, and stops "
        "when the class is closed: please check it, or ask your instructor."
    )
