"""Looking things up: everything that is taught as entries, and the entries that fit what was typed, best first."""

from sciatica_teach.session.searching.engine import Hit, Index
from sciatica_teach.session.searching.entries import KINDS, Entry, Kind, list_entries

__all__ = ["KINDS", "Entry", "Hit", "Index", "Kind", "list_entries"]
