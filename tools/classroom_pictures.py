"""The pictures of a class: the plan, the wall before and after, a phone, the remote, the summary, the authoring page.

Everybody is a context of their own, as in a room: the instructor's browser holds the instructors' door open, phones
hold nothing but the code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

PLAN = "Plans that can hurt"
WALL = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}
OPTIONS = ("Needles without current", "No needling of any kind", "The lowest setting", "A trial of two minutes")
FIRST_VOTE = (0, 1, 0, 1, 2, 0, 1, 3)
SECOND_VOTE = (0, 0, 0, 0, 0, 0, 1, 0)
"""Which option each phone chooses: in a room they stand in an order of its own."""


@dataclass(frozen=True)
class Room:
    """A room in the middle of its first question: the wall, the remote, the phones."""

    wall: Page
    remote: Page
    phones: Sequence[Page]


def take_classroom(chromium: Browser, url: str, key: str, images: Path) -> None:
    teacher = open_page(chromium, f"{url}/instructor#{key}", WALL)
    teacher.get_by_text("known as an instructor’s").wait_for()
    take_authoring(teacher, url, images)
    room = open_room(chromium, teacher, url, images)
    room.wall.screenshot(path=images / "wall-joining-1280.png")
    play(room, images)
    for page in (teacher, room.remote, *room.phones):
        page.context.close()


def open_page(chromium: Browser, address: str, size: dict[str, int], scheme: str = "light") -> Page:
    page = chromium.new_context(viewport=size, color_scheme=scheme).new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    return page


def find_address(page: Page, name: str) -> str:
    return str(page.get_by_role("link", name=name).evaluate("(link) => link.href"))


def open_lesson(page: Page, url: str, name: str, heading: str) -> None:
    page.goto(f"{url}/voila/render/{name}.ipynb")
    page.get_by_role("heading", name=heading).wait_for()
    page.wait_for_function("() => stPage.state === 'ready'")


def open_room(chromium: Browser, teacher: Page, url: str, images: Path) -> Room:
    open_lesson(teacher, url, "10_classroom", "Your live rooms")
    shoot_top(teacher, images / "classroom-1280.png")
    teacher.get_by_role("link", name=PLAN).click()
    teacher.get_by_label("Name of the room").fill("Tuesday, second year")
    teacher.get_by_role("button", name="Open a live room").click()
    teacher.get_by_role("heading", name="Tuesday, second year").wait_for()
    at_wall, at_remote = (find_address(teacher, name) for name in ("The wall", "The remote"))
    code = teacher.locator(".st-facts dd").first.inner_text()
    schemes = ("light", "dark") * (len(FIRST_VOTE) // 2)
    phones = [open_page(chromium, f"{url}/join/{code}", PHONE, scheme) for scheme in schemes]
    for phone in phones:
        phone.get_by_text("Connected").wait_for()
    wall = teacher.context.new_page()
    wall.set_viewport_size(WALL)
    wall.goto(at_wall)
    wall.get_by_text(f"{len(phones)} phones are here").wait_for()
    remote = open_page(chromium, at_remote, PHONE)
    return Room(wall, remote, phones)


def play(room: Room, images: Path) -> None:
    """Ask, vote, show the instructor only, vote again, reveal; and the summary."""
    press(room.remote, "Ask next")
    press(room.remote, "Open the vote")
    vote(room, FIRST_VOTE, "Send my answer")
    room.wall.get_by_text("8 of 8 have voted").wait_for()
    room.wall.screenshot(path=images / "wall-voting-1280.png")
    room.phones[0].screenshot(path=images / "phone-390.png")
    room.phones[5].screenshot(path=images / "phone-dark-390.png")
    press(room.remote, "Close the vote")
    room.remote.locator("#st-advice").wait_for()
    room.remote.screenshot(path=images / "remote-390.png", full_page=True)
    press(room.remote, "Vote again")
    vote(room, SECOND_VOTE, "Send my answer")
    press(room.remote, "Close the vote")
    room.remote.get_by_role("button", name="Vote again").first.wait_for()
    press(room.remote, "Reveal")
    room.wall.locator(".st-bar-row").nth(1).wait_for()
    room.wall.screenshot(path=images / "wall-1280.png")
    room.remote.get_by_role("link", name="Summary of this room").click()
    room.remote.get_by_role("heading", name="Unsafe answers").wait_for()
    room.remote.screenshot(path=images / "summary-390.png", full_page=True)


def press(page: Page, name: str) -> None:
    page.locator("#st-actions").get_by_role("button", name=re.compile(f"^{name}")).first.click()


def vote(room: Room, choices: Sequence[int], button: str) -> None:
    for phone, choice in zip(room.phones, choices, strict=True):
        phone.locator(".st-option", has_text=OPTIONS[choice]).click()
        phone.get_by_role("button", name=button).click()
        phone.locator("#st-own").filter(has_text=re.compile(r"\w")).wait_for()


def take_authoring(teacher: Page, url: str, images: Path) -> None:
    open_lesson(teacher, url, "11_authoring", "Write a question or a case")
    teacher.get_by_label("Its name").fill("numb-since-morning")
    teacher.get_by_role("button", name="Begin the question").click()
    teacher.locator("summary", has_text="What to mend").wait_for()
    shoot_top(teacher, images / "authoring-1280.png")


def shoot_top(page: Page, path: Path) -> None:
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    page.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, "width": WALL["width"], "height": 1100})
