"""The page of a case that is being written, without a browser: `look` is called where the clock would."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from sciatica_teach.apps.cases import ClinicPage
from sciatica_teach.apps.preview import PreviewPage, preview_case
from sciatica_teach.content.folders import SHIPPED
from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.events import CaseOpened, Event, FindingAsked

pytestmark = pytest.mark.slow  # reads the whole content at each save

TEXT = (SHIPPED / "cases" / "marek.yaml").read_text(encoding="utf-8")
TITLE = "I eat my lunch standing up now"


class Author:
    """Somebody with an editor, and the page beside it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.page = PreviewPage(file)

    def save(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")
        asyncio.run(self.page.look())

    def change(self, old: str, new: str) -> None:
        assert old in TEXT
        self.save(TEXT.replace(old, new, 1))

    @property
    def clinic(self) -> ClinicPage:
        assert self.page._clinic is not None
        return self.page._clinic

    def play(self) -> None:
        """Begin, and ask one question."""
        self.clinic.handle("a-beginning", {"verb": "begin", "case": "marek", "chosen": ["clinic"]})
        self.ask()

    def ask(self) -> None:
        self.clinic.handle(f"question-{self.asked}", {"verb": "ask", "finding": "saddle-numbness"})

    @property
    def events(self) -> list[Event]:
        return [entry.event for entry in self.clinic.context.recorder.entries]

    @property
    def card(self) -> dict[str, Any]:
        return self.page.box.children[0].state

    @property
    def shows_case(self) -> bool:
        return len(self.page.box.children) == 2

    @property
    def asked(self) -> int:
        return sum(isinstance(event, FindingAsked) for event in self.events)


@pytest.fixture
def author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Author:
    monkeypatch.delenv("SCIATICA_TEACH_CONTENT", raising=False)
    file = tmp_path / "marek.yaml"
    file.write_text(TEXT, encoding="utf-8")
    return Author(file)


def test_a_case_begins_at_the_door_as_for_a_student(author: Author) -> None:
    for minutes in ("20", "25"):
        author.change("minutes: 20", f"minutes: {minutes}")
        assert author.shows_case
        with pytest.raises(NotAllowedNow):
            author.ask()


def test_a_reworded_case_goes_on_where_it_stands(author: Author) -> None:
    author.play()
    author.change(TITLE, "Another title")
    assert author.page._known.get_case("marek").title == "Another title"
    assert author.asked == 1
    assert "you stay where you were" in author.card["blocks"][0]["text"]


def test_a_changed_case_begins_anew_in_the_same_mode(author: Author) -> None:
    author.play()
    author.change("minutes: 20", "minutes: 25")
    assert author.shows_case
    assert author.asked == 0
    author.change("minutes: 20", "minutes: 30")
    author.ask()
    assert [event.mode for event in author.events if isinstance(event, CaseOpened)] == ["clinic"]
    assert "begins anew" in author.card["blocks"][0]["text"]


def test_a_broken_file_stands_in_the_place_of_the_case_until_it_is_mended(author: Author) -> None:
    author.play()
    author.change("sex: male", "sex: mael")
    assert not author.shows_case
    assert "'mael' is none of" in author.card["blocks"][0]["rows"][0][2]
    assert author.card["arrive"]
    author.save(TEXT)
    assert author.shows_case
    assert author.card["arrive"]
    assert author.asked == 1


def test_the_focus_comes_when_the_case_goes_or_comes_back_and_not_at_each_save(author: Author) -> None:
    assert not author.card["arrive"]
    author.change("minutes: 20", "minutes: 25")
    assert not author.card["arrive"]
    author.change("sex: male", "sex: mael")
    assert author.card["arrive"]
    author.change("sex: male", "sex: mail")
    assert "'mail' is none of" in author.card["blocks"][0]["rows"][0][2]
    assert not author.card["arrive"]
    author.save(TEXT)
    assert author.card["arrive"]


def test_a_file_that_is_broken_from_the_start_is_shown_once_it_is_mended(tmp_path: Path) -> None:
    file = tmp_path / "marek.yaml"
    file.write_text("title: [", encoding="utf-8")
    author = Author(file)
    assert not author.shows_case
    assert not author.card["arrive"]
    author.save(TEXT)
    assert author.shows_case


def test_a_file_taken_away_for_a_moment_is_not_complained_of(author: Author) -> None:
    author.file.unlink()
    asyncio.run(author.page.look())
    assert author.shows_case
    author.save(TEXT.replace(TITLE, "Back again"))
    assert author.page._known.get_case("marek").title == "Back again"
    author.file.unlink()
    asyncio.run(author.page.look())
    asyncio.run(author.page.look())
    assert "not there any more" in author.card["blocks"][0]["rows"][0][2]


def test_a_file_that_nobody_saved_is_not_read_again(author: Author) -> None:
    before = author.card
    asyncio.run(author.page.look())
    assert author.card is before


def test_two_previews_share_nothing(author: Author) -> None:
    other = Author(author.file)
    author.play()
    assert other.asked == 0
    assert other.clinic.context.owner != author.clinic.context.owner


def test_the_page_watches_as_long_as_the_kernel_lives(author: Author) -> None:
    async def save_and_see() -> None:
        page = PreviewPage(author.file)
        page.start()
        seen = asyncio.Event()
        page.box.children[0].observe(lambda _: seen.set(), "state")
        author.file.write_text(TEXT.replace(TITLE, "Seen by itself"), encoding="utf-8")
        await asyncio.wait_for(seen.wait(), timeout=30)
        assert page._known.get_case("marek").title == "Seen by itself"
        page._watching.cancel()

    asyncio.run(save_and_see())


def test_one_line_of_a_notebook_makes_the_page(author: Author) -> None:
    async def make() -> int:
        return len(preview_case(str(author.file)).children)

    assert asyncio.run(make()) == 2
