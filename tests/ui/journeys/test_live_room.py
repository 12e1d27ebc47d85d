"""A live room in browsers: an instructor with wall and remote, three students with phones, one server."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Response, expect
from support.live_room import Room, open_room
from support.ports import held_ports
from support.server import Server, full, serve
from support.waiting import until

from sciatica_teach.model.live import Poll
from sciatica_teach.settings import Settings
from sciatica_teach.store.live.opening import open_live_store
from sciatica_teach.store.live.port import LiveStore

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ITEM = "cold-feet-wish-for-moxa"
RIGHT, HARMFUL = "No heat and no needle there", "Moxa at a hand"
MOST_BYTES = 60_000
FOCUSED = "document.activeElement.value ?? document.activeElement.textContent"


@dataclass
class Classroom:
    """Everybody in the room."""

    server: Server
    room: Room
    store: LiveStore
    open_context: Callable[..., BrowserContext]
    problems: list[str] = field(default_factory=list)
    losing: bool = False

    def open(self, path: str, *, width: int = 390, height: int = 844, **options: object) -> Page:
        page = self.open_context(width=width, **options).new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda told: self.note(told.text) if told.type == "error" else None)
        page.goto(f"{self.server.url}{path}")
        return page

    def note(self, problem: str) -> None:
        if not self.losing:
            self.problems.append(problem)

    def open_wall(self) -> Page:
        wall = self.open(f"/host/{self.room.code}#{self.room.key}", width=1280, height=720)
        wall.wait_for_url("**/wall")
        return wall

    def open_remote(self) -> Page:
        remote = self.open(f"/host/{self.room.code}#{self.room.key}/remote")
        remote.wait_for_url("**/remote")
        return remote

    def open_phones(self) -> list[Page]:
        """One by typing the code, one by the address in the QR code, one by the code in small letters."""
        typed = self.open("/join")
        typed.get_by_label("Code").fill(self.room.code[:3] + " " + self.room.code[3:])
        typed.get_by_role("button", name="Join").click()
        phones = [typed, self.open(f"/join/{self.room.code}"), self.open(f"/join?code={self.room.code.lower()}")]
        for phone in phones:
            expect(phone.locator("#st-link")).to_have_text("Connected")
        return phones


@pytest.fixture
def classroom(tmp_path: Path, open_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Classroom]]:
    """Opens a room with a plan; a script error on any page fails the test."""
    opened: list[Classroom] = []
    store = open_live_store(Settings.from_environment({**os.environ, "SCIATICA_TEACH_HOME": str(tmp_path)}))

    with serve(full(), home=tmp_path) as server:

        def open_one(*plan: Poll, at: Server = server) -> Classroom:
            opened.append(Classroom(at, open_room(store, plan), store, open_context))
            return opened[-1]

        yield open_one
    assert [problem for one in opened for problem in one.problems] == []


def press(page: Page, name: str) -> None:
    """The first action that begins with these words."""
    page.locator("#st-actions").get_by_role("button", name=re.compile(f"^{name}")).first.click()


def said(page: Page, words: str) -> None:
    expect(page.locator("#st-now")).to_contain_text(words)


def vote(phone: Page, words: str, button: str = "Send my answer") -> None:
    phone.locator(".st-option", has_text=words).click()
    phone.get_by_role("button", name=button).click()
    expect(phone.locator("#st-own")).to_contain_text(words)


def row(page: Page, words: str) -> Locator:
    return page.locator(".st-bar-item", has_text=words)


def test_a_whole_cycle_of_peer_instruction(classroom, require_accessible):
    here = classroom(Poll(kind="item", subject_id=ITEM))
    wall, remote = here.open_wall(), here.open_remote()
    expect(wall.locator("#st-stage .st-wall-code")).to_contain_text(here.room.code[:3])
    phones = here.open_phones()
    expect(wall.locator("#st-count")).to_have_text("3 phones are here")

    press(remote, "Ask next")
    expect(wall.get_by_role("heading", level=2)).to_contain_text("Her feet are cold")
    for phone in phones:
        said(phone, "The vote opens soon.")
    wall.keyboard.press("Space")

    vote(phones[0], RIGHT)
    vote(phones[1], HARMFUL)
    vote(phones[2], HARMFUL)
    expect(wall.locator("#st-count")).to_have_text("3 of 3 have voted")
    vote(phones[2], RIGHT, "Change my answer")
    said(phones[2], "You can change it until the vote closes.")
    phones[2].reload()
    expect(phones[2].locator(".st-option", has_text=RIGHT).get_by_role("radio")).to_be_checked()
    require_accessible(phones[2])
    expect(row(remote, HARMFUL)).to_contain_text("can hurt the patient")
    expect(row(remote, HARMFUL).locator(".st-bar-value")).to_have_text("1")
    expect(wall.locator(".st-bar-item")).to_have_count(0)
    assert "can hurt" not in wall.locator("body").inner_text()

    press(remote, "Close the vote")
    for phone in phones:
        said(phone, "The vote is closed.")
        expect(phone.get_by_role("radio")).to_have_count(0)
    expect(remote.locator("#st-advice")).to_contain_text("1 of 3 chose what can hurt the patient")
    require_accessible(remote)

    wall.keyboard.press("v")
    for phone in phones:
        vote(phone, RIGHT)
    press(remote, "Close the vote")
    expect(wall.get_by_role("button", name="Vote again").first).to_be_visible()
    wall.keyboard.press("r")
    expect(row(wall, RIGHT).locator(".st-bar-row")).to_have_count(2)
    assert row(wall, RIGHT).locator(".st-bar-value").all_inner_texts() == ["2", "3"]
    assert row(wall, HARMFUL).locator(".st-bar-value").all_inner_texts() == ["1", "0"]
    require_accessible(wall)
    for phone in phones:
        expect(phone.locator(".st-verdict")).to_be_visible()

    _follow_with_a_twin(wall, remote, phones)
    _read_the_summary(remote, require_accessible)
    press(wall, "Reveal")
    press(wall, "End the room")
    press(wall, "Yes: End the room")
    for phone in phones:
        said(phone, "This room has ended.")


def test_a_lesson_that_is_over_ends_the_room_whatever_stands_on_the_wall(classroom):
    here = classroom(Poll(kind="item", subject_id=ITEM))
    remote = here.open_remote()
    press(remote, "Ask next")
    expect(remote.get_by_role("button", name="Open the vote").first).to_be_visible()
    press(remote, "End the room")
    press(remote, "Yes: End the room")
    expect(remote.get_by_role("link", name="Summary of this room")).to_be_visible()


def _follow_with_a_twin(wall, remote, phones):
    press(wall, "Ask a twin question")
    press(remote, "Open the vote")
    phones[0].get_by_role("radio").first.check()
    phones[0].get_by_role("button", name="Send my answer").click()
    expect(wall.locator("#st-count")).to_have_text("1 of 3 have voted")
    press(remote, "Close the vote")


def _read_the_summary(remote, require_accessible):
    remote.get_by_role("link", name="Summary of this room").click()
    expect(remote.get_by_role("heading", name="Unsafe answers")).to_be_visible()
    expect(remote.locator(".st-sum-unsafe")).to_contain_text("1 of 3")
    require_accessible(remote)
    with remote.expect_download() as download:
        remote.get_by_role("link", name="As a table (CSV)").click()
    assert ITEM in Path(download.value.path()).read_text(encoding="utf-8")


def believe(phone: Page, percents: tuple[int, ...], button: str = "Send my answer") -> None:
    sliders = phone.get_by_role("slider")
    for place, percent in enumerate(percents):
        sliders.nth(place).fill(str(percent))
    phone.get_by_role("button", name=button).click()
    expect(phone.locator("#st-own")).to_contain_text("%")


def test_a_case_is_played_together(classroom, require_accessible):
    kinds = ("belief", "next-question", "technique")
    here = classroom(*(Poll(kind=kind, subject_id="marek") for kind in kinds), Poll(kind="belief", subject_id="marek"))
    wall, remote, phones = here.open_wall(), here.open_remote(), here.open_phones()

    press(remote, "Ask next")
    press(remote, "Open the vote")
    for phone, percents in zip(phones, ((60, 20), (20, 60), (40, 40)), strict=True):
        believe(phone, percents)
    expect(wall.locator("#st-count")).to_have_text("3 of 3 have voted")
    expect(wall.locator(".st-path")).to_have_count(0)
    press(remote, "Reveal")
    press(remote, "Yes: Reveal")
    expect(wall.locator(".st-path").first).to_be_visible()
    expect(wall.locator(".st-path").first.locator(".st-path-dot")).to_have_count(1)
    require_accessible(wall)

    press(remote, "Ask next")
    press(remote, "Open the vote")
    for phone in phones:
        phone.get_by_role("radio").first.check()
        phone.get_by_role("button", name="Send my answer").click()
    expect(wall.locator("#st-count")).to_have_text("3 of 3 have voted")
    press(remote, "Reveal")
    press(remote, "Yes: Reveal")
    expect(wall.locator(".st-bar-item").first).to_be_visible()
    asked = remote.locator("#st-actions").get_by_role("button", name="Ask the patient").first
    words = asked.inner_text().removeprefix("Ask the patient: ")
    asked.click()
    expect(wall.locator(".st-room-patient")).to_contain_text(words)

    press(remote, "Ask next")
    press(remote, "Open the vote")
    phones[0].get_by_role("radio").first.check()
    phones[0].get_by_role("button", name="Send my answer").click()
    expect(wall.locator("#st-count")).to_have_text("1 of 3 have voted")
    press(remote, "Reveal")
    press(remote, "Yes: Reveal")
    expect(wall.locator(".st-room-why")).to_contain_text("(")

    press(remote, "Ask next")
    press(remote, "Open the vote")
    believe(phones[0], (80, 10))
    press(remote, "Reveal")
    press(remote, "Yes: Reveal")
    expect(wall.locator(".st-path").first.locator(".st-path-dot")).to_have_count(2)
    remote.get_by_role("link", name="Summary of this room").click()
    expect(remote.locator(".st-path").first).to_be_visible()
    require_accessible(remote)


def test_phones_that_sleep_and_a_server_that_dies_lose_no_vote(classroom, tmp_path):
    with held_ports(1) as [port]:
        command = full(None, "--port", str(port))
        _lose_a_server(classroom, command, tmp_path)


def _lose_a_server(classroom, command, tmp_path):
    with serve(command, home=tmp_path) as server:
        here = classroom(Poll(kind="item", subject_id=ITEM), at=server)
        wall, remote, phones = here.open_wall(), here.open_remote(), here.open_phones()
        press(remote, "Ask next")
        press(remote, "Open the vote")
        vote(phones[0], RIGHT)
        here.losing = True
        phones[1].context.set_offline(True)
        expect(phones[1].locator("#st-link")).to_contain_text("no network")
        phones[1].locator(".st-option", has_text=HARMFUL).click()
        phones[1].get_by_role("button", name="Send my answer").click()
        expect(phones[1].locator("#st-fate")).to_contain_text("kept on this device")
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        for page in (wall, remote, phones[0], phones[2]):
            expect(page.locator("#st-link")).to_contain_text("No connection")
        phones[2].locator(".st-option", has_text=RIGHT).click()
        phones[2].get_by_role("button", name="Send my answer").click()
        expect(phones[2].locator("#st-fate")).to_contain_text("kept on this device")
    phones[1].context.set_offline(False)
    with serve(command, home=tmp_path):
        expect(wall.locator("#st-count")).to_have_text("3 of 3 have voted", timeout=60_000)
        for page in (wall, remote, *phones):
            expect(page.locator("#st-link")).to_have_text("Connected")
        expect(phones[2].locator("#st-own")).to_contain_text(RIGHT)
        ballots = here.store.ballots(here.room.id, [1])[1]
        assert sorted(ballot.change for ballot in ballots) == [1, 1, 1]
        press(remote, "Close the vote")
        expect(row(remote, RIGHT).locator(".st-bar-value")).to_have_text("2")


def weigh(response: Response) -> int:
    """Bytes as they came over the network."""
    told = response.request.sizes()
    return told["responseBodySize"] + told["responseHeadersSize"]


def test_the_phones_page_is_light(classroom):
    here = classroom(Poll(kind="item", subject_id=ITEM))
    remote = here.open_remote()
    press(remote, "Ask next")
    press(remote, "Open the vote")
    page = here.open_context(width=390).new_page()
    answered: list[Response] = []
    page.on("response", lambda response: answered.append(response))
    page.goto(f"{here.server.url}/join/{here.room.code}")
    expect(page.get_by_role("radio").first).to_be_visible()
    page.wait_for_load_state("load")
    sizes = {one.url: weigh(one) for one in answered if not one.url.endswith("/stream")}
    assert any(url.endswith("choice.js") for url in sizes)
    assert 10_000 < sum(sizes.values()) < MOST_BYTES, sizes
    assert not [url for url in sizes if "widgets" in url or "plotly" in url]


def test_every_kind_of_question_is_shown_on_a_phone_and_explained(classroom, kb):
    by_kind = {item.kind: item.id for item in kb.items}
    made = ("made-lesion-second-4", "made-point-foot-1", "made-update-1")
    here = classroom(*(Poll(kind="item", subject_id=one) for one in (*by_kind.values(), *made)))
    remote, phone = here.open_remote(), here.open(f"/join/{here.room.code}", width=360)
    for number, _poll in enumerate((*by_kind, *made), start=1):
        press(remote, "Ask next")
        press(remote, "Open the vote")
        expect(phone.locator("#st-question").get_by_role("button", name="Send my answer")).to_be_visible()
        expect(remote.locator("#st-plan [data-done=true]")).to_have_count(number)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
        press(remote, "Reveal")
        press(remote, "Yes: Reveal")
        expect(phone.locator("#st-question").get_by_role("button", name="Send my answer")).to_have_count(0)
        expect(phone.locator("#st-question .st-part")).to_be_visible()


def test_the_focus_stays_where_the_answer_is_made(classroom):
    here = classroom(Poll(kind="item", subject_id=ITEM))
    remote, phones = here.open_remote(), here.open_phones()
    press(remote, "Ask next")
    press(remote, "Open the vote")
    phones[0].get_by_role("radio").first.focus()
    phones[0].keyboard.press("Space")
    before = phones[0].evaluate(FOCUSED)
    vote(phones[1], RIGHT)
    vote(phones[2], RIGHT)
    expect(remote.locator("#st-count")).to_have_text("2 of 3 have voted")
    assert phones[0].evaluate(FOCUSED) == before
    phones[0].keyboard.press("Tab")
    phones[0].keyboard.press("Enter")
    until(lambda: len(here.store.ballots(here.room.id, [1])[1]) == 3, "the third vote was not counted")
