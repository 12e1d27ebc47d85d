"""Coming in by the instructors' door of a server that made its own key."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from support.server import Server

from sciatica_teach.hosting.instructors import keep_made_key
from sciatica_teach.hosting.notebook_facts import read_facts
from sciatica_teach.settings import find_resources


def come_in(page: Page, server: Server) -> None:
    """Show the key; from then on this browser is an instructor's."""
    page.goto(f"{server.url}/instructor#{keep_made_key(server.home)}")
    expect(page.get_by_text("known as an instructor’s")).to_be_visible()


def come_in_for(page: Page, server: Server, lesson: str) -> None:
    """The same where the lesson of this name is for instructors."""
    if read_facts(find_resources("notebooks") / f"{lesson}.ipynb").for_instructors:
        come_in(page, server)
