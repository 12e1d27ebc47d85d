"""Answering a question of any kind on the page, by keyboard alone: what a test gives, it gives through the widgets."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from sciatica_teach.model.items import Item


def keyed(page: Page, key: str) -> Locator:
    """The element of a part that keeps the focus under this key."""
    return page.locator(f'[data-key="{key}"]')


def give(page: Page, item: Item, response: tuple[str, ...], certainty: int = 2) -> None:
    """Put this response to the question on screen, say how sure, and press Answer."""
    expect(page.locator(".st-sure legend")).to_be_visible()
    GIVERS[item.kind](page, response)
    keyed(page, f"sure:{certainty}").press("Space")
    keyed(page, "submit").press("Enter")


def give_something(page: Page) -> None:
    """Some answer to whatever is on screen."""
    expect(page.locator(".st-sure legend")).to_be_visible()
    choices = page.locator(".st-part input:is([type=radio], [type=checkbox]):not([data-key^=sure])")
    if page.locator('[data-key="number"], [data-key="percent"]').count():
        page.locator('[data-key="number"], [data-key="percent"]').fill("12")
    elif page.locator('[data-key="text"]').count():
        keyed(page, "text").fill("something")
    elif page.locator('select[data-key^="prompt"]').count():
        page.locator('select[data-key^="prompt"]').first.select_option(index=1)
    elif page.locator(".st-ordering").count():
        keyed(page, "keep").check()
    else:
        choices.first.press("Space")
    keyed(page, "sure:1").press("Space")
    keyed(page, "submit").press("Enter")


def _tick(page: Page, response: tuple[str, ...], prefix: str = "option") -> None:
    """What is ticked already stays so: an answer that was taken back stands there as it was."""
    for one in response:
        box = keyed(page, f"{prefix}:{one}")
        if not box.evaluate("(box) => box.checked"):
            box.press("Space")


def _type(page: Page, response: tuple[str, ...]) -> None:
    page.locator('[data-key="number"], [data-key="percent"], [data-key="text"]').fill(response[0])


def _pair(page: Page, response: tuple[str, ...]) -> None:
    for pair in response:
        prompt, _, partner = pair.partition(":")
        keyed(page, f"prompt:{prompt}").select_option(partner)


def _arrange(page: Page, response: tuple[str, ...]) -> None:
    """Press "up" on each in turn until it stands where it is wanted."""
    for place, wanted in enumerate(response):
        while True:
            order = page.locator('.st-step [data-key^="up:"]').evaluate_all("all => all.map((one) => one.dataset.key)")
            at = order.index(f"up:{wanted}")
            if at == place:
                break
            keyed(page, f"up:{wanted}").press("Enter")
            expect(page.locator(".st-step").nth(at - 1).locator(f'[data-key="up:{wanted}"]')).to_have_count(1)
    keep = keyed(page, "keep")
    if keep.count():
        keep.check()


GIVERS = {
    "single": _tick, "multiple": _tick, "triage": _tick, "script": _tick, "chain": _tick,
    "lesion": lambda page, response: _tick(page, response, "site"),
    "hotspot": lambda page, response: _tick(page, response, "place"),
    "point": lambda page, response: _tick(page, response, "place"),
    "numeric": _type, "update": _type, "text": _type, "matching": _pair, "ordering": _arrange,
}
