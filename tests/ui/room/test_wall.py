"""The wall: large, driven by keys, and without any answer before it is revealed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from support.waiting import until
from ui.room.samples import PATIENT, make_belief, make_result, make_wall
from ui.room.stand_in import CODE

pytestmark = pytest.mark.browser
WALL = f"/host/{CODE}/wall"
FITS = "() => { const s = document.getElementById('st-stage'); return s.scrollHeight <= s.clientHeight; }"
PROJECTOR = {"width": 1280, "height": 720}


def test_the_code_is_large_until_the_first_question(room, open_page):
    room.show("wall", make_wall("lobby"))
    page = open_page(WALL, **PROJECTOR)
    code = page.locator("#st-stage .st-wall-code")
    expect(code).to_have_text("KRA N47")
    assert code.evaluate("(element) => parseFloat(getComputedStyle(element).fontSize)") > 80
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    room.show("wall", make_wall("voting"))
    expect(page.get_by_role("heading", level=2)).to_contain_text("Which finding")
    expect(page.locator("#st-join")).to_contain_text("192.168.1.20:8866/join")
    expect(page.locator("#st-count")).to_have_text("23 of 31 have voted")


def test_where_phones_cannot_come_it_is_said(room, open_page):
    room.show("wall", make_wall("lobby", qr=None, unreachable="Phones cannot reach this address."))
    page = open_page(WALL, **PROJECTOR)
    expect(page.get_by_text("Phones cannot reach this address.").first).to_be_visible()
    expect(page.locator("img")).to_have_count(0)


def test_keys_do_what_the_host_means_and_never_end_the_room(room, open_page):
    room.show("wall", make_wall("closed"))
    page = open_page(WALL, **PROJECTOR)
    expect(page.get_by_role("button", name="Vote again")).to_be_visible()
    for key, verb in ((" ", "vote-again"), ("ArrowRight", "vote-again"), ("v", "vote-again"), ("R", "reveal")):
        before = len(room.orders())
        page.keyboard.press(key)
        orders = until(lambda before=before: room.orders()[before:], f"{key} did nothing")
        assert [order["verb"] for order in orders] == [verb]
        expect(page.locator("#st-actions [aria-disabled]")).to_have_count(0)
    page.keyboard.press("c")
    expect(page.locator("#st-said")).to_have_text("That cannot be done now.")
    assert len(room.orders()) == 4


def test_ending_is_asked_for_twice(room, open_page):
    room.show("wall", make_wall("revealed", result=make_result()))
    page = open_page(WALL, **PROJECTOR)
    page.get_by_role("button", name="End the room").click()
    expect(page.get_by_text("End the room for everybody?")).to_be_visible()
    assert room.orders() == []
    page.get_by_role("button", name="Yes: End the room").click()
    assert until(room.orders, "nothing was ordered") == [{"verb": "end"}]


def test_a_clicker_pressed_twice_does_not_end_the_room(room, open_page):
    last = {"label": "End the room", "action": {"verb": "end"}, "primary": True, "confirm": "End it for everybody?"}
    room.show("wall", make_wall("revealed", actions=[last]))
    page = open_page(WALL, **PROJECTOR)
    expect(page.get_by_role("button", name="End the room")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("PageDown")
    expect(page.get_by_text("End it for everybody?")).to_be_visible()
    expect(page.get_by_role("button", name="Go back")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_text("End it for everybody?")).to_have_count(0)
    assert room.orders() == []


def test_a_help_dialog_lists_the_keys_and_takes_them_while_it_is_open(room, open_page, require_accessible):
    room.show("wall", make_wall("closed"))
    page = open_page(WALL, **PROJECTOR)
    expect(page.get_by_role("button", name="Vote again")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys of the wall")).to_be_visible()
    page.keyboard.press("r")
    require_accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert room.orders() == []


def test_the_code_comes_back_large_by_key(room, open_page):
    room.show("wall", make_wall("voting"))
    page = open_page(WALL, **PROJECTOR)
    expect(page.get_by_role("heading", level=2)).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("#st-stage .st-wall-code")).to_be_visible()
    page.keyboard.press("j")
    expect(page.get_by_role("heading", level=2)).to_be_visible()


def test_two_votes_stand_side_by_side_in_words_too(room, open_page):
    room.show("wall", make_wall("revealed", result=make_result()))
    page = open_page(WALL, **PROJECTOR)
    row = page.locator(".st-bar-item", has_text="Weak great-toe extension")
    expect(row).to_contain_text("✓ Right")
    assert row.locator(".st-bar-row").all_inner_texts() == ["First vote\n12 · 40 %", "Second vote\n25 · 83 %"]
    assert page.locator(".st-bar-item").first.inner_text().startswith("B\nNormal knee jerk ✕ Can hurt the patient")
    first, second = (bar.bounding_box()["width"] for bar in row.locator(".st-bar-fill").all())
    assert second / first == pytest.approx(0.83 / 0.40, rel=0.03)


def test_few_votes_have_no_share(room, open_page):
    row = {"badge": "A", "text": "Weak great-toe extension", "n": 2, "share": None, "tone": "right", "word": "Right"}
    votes = [{"number": 1, "count": 3, "rows": [row]}]
    room.show("wall", make_wall("revealed", result=make_result(votes=votes)))
    page = open_page(WALL, **PROJECTOR)
    expect(page.locator(".st-bar-value")).to_have_text("2")
    expect(page.locator("#st-stage")).not_to_contain_text("%")


def test_the_belief_of_the_class_stands_beside_the_reference_with_the_same_numbers_as_a_table(room, open_page):
    room.show("wall", make_wall("revealed", result=make_result(belief=make_belief())))
    page = open_page(WALL, **PROJECTOR)
    expect(page.locator(".st-path")).to_have_count(3)
    dots = page.locator(".st-path").first.locator(".st-path-dot")
    heights = dots.evaluate_all("(dots) => dots.map((dot) => Number(dot.getAttribute('cy')))")
    assert heights == sorted(heights, reverse=True)  # the share grows, so the dots rise
    page.get_by_text("The same as a table").click()
    line = page.get_by_role("row", name="3. Straight leg raise: positive at 40° Disc prolapse at L5")
    assert line.get_by_role("cell").all_inner_texts()[1:] == ["71 %", "61 to 81 %", "80 %", "72 to 88 %"]


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("dark", [False, True])
def test_a_reveal_fits_the_projector_and_is_accessible(room, open_page, require_accessible, size, dark):
    room.show("wall", make_wall("revealed", result=make_result()))
    page = open_page(WALL, width=size[0], height=size[1], dark=dark)
    expect(page.locator(".st-bar-item")).to_have_count(3)
    assert page.evaluate(FITS)
    text = page.locator(".st-bar-text").first.evaluate("(element) => parseFloat(getComputedStyle(element).fontSize)")
    assert text >= size[1] / 36  # at least 20 px of 720: a fortieth of the picture's height is read from the last row
    require_accessible(page)


def test_a_long_question_is_made_to_fit(room, open_page):
    options = [{"badge": str(n), "text": "A long answer. " * 8} for n in range(6)]
    question = {"legend": "Which of these, " * 12, "options": options}
    room.show("wall", make_wall("voting", question=question))
    page = open_page(WALL, **PROJECTOR)
    expect(page.locator(".st-room-options li")).to_have_count(6)
    assert page.evaluate(FITS)


def test_a_patient_is_shown_and_the_page_works_on_a_small_screen(room, open_page, require_accessible):
    room.show("wall", make_wall("voting", case=PATIENT))
    page = open_page(WALL)
    expect(page.get_by_text("Yes, into the foot.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    require_accessible(page)


def test_an_order_is_sent_until_it_is_heard_and_a_refusal_has_its_reason(room, open_page):
    room.replies, room.why = ["retry", "ack"], "The records cannot be written just now."
    room.show("wall", make_wall("closed"))
    page = open_page(WALL, **PROJECTOR)
    page.get_by_role("button", name="Reveal").click()
    expect(page.locator("#st-said")).to_contain_text("tried again by itself")
    ids = until(lambda: len(room.posted) > 1 and {body["id"] for _, body, _ in room.posted}, "it was not sent again")
    assert len(ids) == 1
    room.replies, room.why = ["refused"], "The vote is still open."
    expect(page.locator("#st-actions [aria-disabled]")).to_have_count(0)
    page.get_by_role("button", name="Reveal").click()
    expect(page.locator("#st-said")).to_contain_text("The vote is still open.")
