"""What can go wrong for a learner, and for whoever starts a run."""

from __future__ import annotations


class LoadError(Exception):
    """Anything below."""


class NotLoopback(LoadError):
    """The address is not of this machine; load is never sent elsewhere."""


class Refused(LoadError):
    """The server would not let the learner in now: a waiting page, or an error page."""


class LineLost(LoadError):
    """The line to the kernel is gone: the kernel, the server or the connection ended."""


class NothingToDo(LoadError):
    """The screen offers nothing that a learner without a browser knows how to press."""
