"""The words of pages that are not lessons."""

from __future__ import annotations

_FROM_HOME = "Start again from the home page."
_STATUS = {
    403: ("This page cannot be opened", "The request did not come from a page of this site, or it was too old."),
    404: ("There is no such page", f"The address may be mistyped, or the page may have moved. {_FROM_HOME}"),
    405: ("This page cannot be opened", f"The address exists, but not for this kind of request. {_FROM_HOME}"),
    503: ("The lesson cannot start now", "The server is busy. Wait a minute, then load the page again."),
}
_OTHER = (
    "Something went wrong",
    "The server met an error while making this page. Your saved answers are safe. Load the page again.",
)


def explain_status(status_code: int) -> tuple[str, str]:
    """Title and advice for an HTTP status."""
    return _STATUS.get(status_code, _OTHER)
