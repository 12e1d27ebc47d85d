"""What the log leaves out: the query of an address, which says which patient or quiz somebody opened."""

from __future__ import annotations

import logging
import re

WRITERS = ("tornado.access", "tornado.application", "tornado.general")
"""Those who write addresses, besides the application itself."""

_QUERY = re.compile(r"(?<=[\w/.-])\?[^\s)'\",]+")


def cut_query(entry: logging.LogRecord) -> bool:
    """A filter for loggers: keeps every entry, without the queries of the addresses in it."""
    entry.msg, entry.args = _QUERY.sub("", entry.getMessage()), ()
    return True


def be_discreet(own: logging.Logger) -> None:
    """Let no query reach the log of the server."""
    for logger in (own, *(logging.getLogger(name) for name in WRITERS)):
        logger.addFilter(cut_query)
