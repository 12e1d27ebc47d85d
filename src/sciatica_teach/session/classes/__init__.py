"""A class as its instructor sees it: unsafe acts first, then where it stands, what it confuses, items and marks.

    studied = ClassReader(kb, sampled, find_case).study(store.read_members(owner, class_id), released, now)
    find_unsafe_acts(kb, studied); find_class_standings(kb, studied, now); find_confusion(kb, studied)

Nothing here ranks members or compares one with another.
"""

from sciatica_teach.session.classes.confusion import UNDECIDED, Confusion, find_confusion
from sciatica_teach.session.classes.gradebook import BookRow, PaperLine, PaperMark, SetMark, list_papers, make_book
from sciatica_teach.session.classes.items import ItemLine, find_item_lines
from sciatica_teach.session.classes.members import ClassReader, MemberRecord, Studied
from sciatica_teach.session.classes.standing import ClassStanding, MemberStanding, find_class_standings
from sciatica_teach.session.classes.unsafe import UnsafeAct, UnsafeKind, find_unsafe_acts

__all__ = [
    "UNDECIDED", "BookRow", "ClassReader", "ClassStanding", "Confusion", "ItemLine", "MemberRecord", "MemberStanding",
    "PaperLine", "PaperMark", "SetMark", "Studied", "UnsafeAct", "UnsafeKind", "find_class_standings", "find_confusion",
    "find_item_lines", "find_unsafe_acts", "list_papers", "make_book",
]
