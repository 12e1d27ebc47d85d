"""The edge between our code and a notebook: an error becomes a card that says what to do, never a traceback."""

from __future__ import annotations

import functools
import logging
import platform
import traceback
from collections.abc import Callable
from typing import ParamSpec

import ipywidgets as widgets

from sciatica_teach import __version__
from sciatica_teach.errors import ContentError, SciaticaTeachError
from sciatica_teach.views import blocks
from sciatica_teach.views.menu import CardsView
from sciatica_teach.views.words import say

P = ParamSpec("P")
log = logging.getLogger(__name__)


def guarded(make: Callable[P, widgets.Widget]) -> Callable[P, widgets.Widget]:
    """Show a card where `make` raises."""

    @functools.wraps(make)
    def safe(*args: P.args, **kwargs: P.kwargs) -> widgets.Widget:
        try:
            return make(*args, **kwargs)
        except ContentError as error:  # file names and lines are for whoever runs the site, not for a learner
            log.error("The content cannot be used: %s", error)
            return failure_view(say("failure.content"), str(error))
        except SciaticaTeachError as error:
            return failure_view(str(error))
        except Exception as error:
            log.exception("A page could not be made")
            return failure_view(say("failure.text"), report_on(error))

    return safe


def report_on(error: Exception) -> str:
    """What whoever runs the site needs: no names, no answers."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"sciatica-teach {__version__}, Python {platform.python_version()}\n"
        f"{type(error).__name__}: {error}\nin {where.name} (line {where.lineno})"
    )


def failure_view(words: str, report: str = "") -> CardsView:
    """The card; the report is folded away and can be copied."""
    lines = [blocks.text(words)]
    if report:
        lines.append({"type": "report", "summary": say("failure.report"), "text": report})
    card = {"tone": "unsafe", "eyebrow": "", "title": say("failure.title"), "level": 2, "blocks": lines}
    view = CardsView("failure", [card])
    view.add_class("st-view")
    return view
