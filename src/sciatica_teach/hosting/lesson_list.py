"""The lessons in the folder, by what they are called: those for instructors, and those that can be shown as a demo."""

from __future__ import annotations

from sciatica_teach.hosting.frame import Places
from sciatica_teach.hosting.notebook_facts import read_facts

HOME = "index"
"""The notebook that leads to the others."""


def list_instructor_lessons(places: Places) -> list[dict[str, str]]:
    """`title` and `href` of each lesson that only instructors may open, in the order of their names."""
    return _list(places, for_instructors=True, query="")


def list_demos(places: Places) -> list[dict[str, str]]:
    """The same of all other lessons, opened so that nothing is saved. The home page is none."""
    return _list(places, for_instructors=False, query="?demo=1")


def _list(places: Places, query: str, *, for_instructors: bool) -> list[dict[str, str]]:
    found = ((path, read_facts(path)) for path in sorted(places.notebooks.glob("*.ipynb")))
    return [
        {"title": facts.title, "href": f"{places.base_url}voila/render/{path.name}{query}"}
        for path, facts in found if facts.for_instructors is for_instructors and path.stem != HOME
    ]
