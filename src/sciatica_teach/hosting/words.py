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

_REFUSALS = {
    "full": (
        "All places are taken just now",
        "So many people are learning here that there is no place for one more page. Keep this page open: it tries "
        "again by itself, and the lesson you asked for opens as soon as a place is free.",
    ),
    "tabs": (
        "You have many lessons open",
        "This browser has as many lessons open as one may have at once. Close a tab that you no longer need, and this "
        "page goes on by itself. Your answers are saved.",
    ),
    "flood": (
        "Too many pages at once",
        "So many lessons were opened from your network within a minute that new ones have to wait a little. Keep this "
        "page open: it tries again by itself.",
    ),
    "stopping": (
        "The server is about to restart",
        "No new lessons open here just now. Keep this page open: it tries again by itself. Your answers are saved.",
    ),
}


def explain_refusal(why: str) -> tuple[str, str]:
    """Title and advice for a page that gets no seat; `why` is a `Refusal`."""
    return _REFUSALS[why]


def explain_door(minutes: int) -> str:
    """Why the instructors' door stays shut; `minutes` to wait, where there were too many wrong keys."""
    if minutes:
        again = f"Try again in {minutes} minute{'s' if minutes != 1 else ''}"
        return f"There were too many wrong keys from your device or network. {again}; whoever is in already stays in."
    return "This is not the instructors’ key of this server. Check it, or open the address that the server printed."


def explain_status(status_code: int) -> tuple[str, str]:
    """Title and advice for an HTTP status."""
    return _STATUS.get(status_code, _OTHER)
