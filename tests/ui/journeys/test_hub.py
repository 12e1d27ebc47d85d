"""Learners at a real JupyterHub: signing in, answering through its proxy, and coming back after a new spawn."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from support.hub import Hub, run_hub
from support.waiting import until
from ui.journeys.visit import STARTS_WITHIN_MS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASE = "case=marek&mode=clinic"
HEARS_ITS_BUTTONS = "window._jupyterhub_page_loaded"  # later than the page's load: a click before it is lost
OPEN_LINE = """address => new Promise(tell => {
  const line = new WebSocket(address);
  line.onopen = () => tell("open");
  line.onerror = () => tell("refused");
})"""


@pytest.fixture(scope="module")
def per_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with run_hub(tmp_path_factory.mktemp("hub"), "jupyterhub_config.py") as hub:
        yield hub


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with run_hub(tmp_path_factory.mktemp("shared"), "jupyterhub_service.py") as hub:
        yield hub


def sign_in(here: Visit, name: str, path: str) -> None:
    """Ask for an address, and arrive there by way of the Hub's login."""
    here.page.goto(here.url + path)
    here.page.get_by_label("Username").fill(name)
    here.page.get_by_label("Password").fill("x")
    here.page.get_by_role("button", name="Sign in").click()


def sign_in_and_spawn(here: Visit, name: str) -> None:
    """Sign in at the Hub, which starts the user's server and leads to its first page."""
    sign_in(here, name, "/")
    here.page.wait_for_url(f"**/user/{name}/voila/render/index.ipynb", timeout=STARTS_WITHIN_MS)
    here.wait_until_alive()
    here.url += f"/user/{name}"


def ask(here: Visit, words: str, asked: int) -> None:
    here.page.get_by_role("button", name=words).click()
    expect(here.page.locator(".st-asked")).to_have_count(asked)


def require_heard(page: Page) -> None:
    """The page's question whether its kernel lives goes through the Hub, and is answered."""
    with page.expect_response("**/alive/*") as answer:
        pass
    assert answer.value.json() == {"alive": True}
    expect(page.get_by_role("alert").filter(has_text="connection")).to_have_count(0)


def count_kernels(here: Visit) -> int:
    with urllib.request.urlopen(f"{here.url}/healthz", timeout=60) as reply:
        return int(json.load(reply)["kernels"]["alive"])


def kernel_of(page: Page) -> str:
    return page.evaluate("JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId")


def open_line(page: Page, here: Visit, kernel: str) -> str:
    """What becomes of a websocket from that page to a kernel of `here`."""
    return page.evaluate(OPEN_LINE, f"{here.url.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels")


def stop_and_spawn(here: Visit, hub: Hub, name: str) -> None:
    """As a user does on the Hub's own page."""
    here.page.goto(f"{hub.url}/hub/home")
    here.page.wait_for_function(HEARS_ITS_BUTTONS)
    here.page.get_by_role("button", name="Stop My Server").click()
    here.page.get_by_role("button", name="Start My Server").click(timeout=STARTS_WITHIN_MS)
    here.page.wait_for_url(f"**/user/{name}/voila/render/index.ipynb", timeout=STARTS_WITHIN_MS)
    here.wait_until_alive()


def make_code(here: Visit) -> str:
    here.open("index")
    here.press("Make a resume code")
    code = here.page.locator("dd").filter(has_text="-").first
    expect(code).to_be_visible()
    return code.inner_text()


def type_code(here: Visit, code: str) -> None:
    here.page.goto(f"{here.url}/resume")
    here.page.get_by_role("textbox").fill(code)
    here.page.get_by_role("button", name="Go on").click()


def test_a_case_outlives_the_server_of_its_user_and_another_user_is_kept_out(visit, per_user: Hub):
    ann = visit(per_user)
    sign_in_and_spawn(ann, "ann")
    ann.open("04_cases", CASE)
    ask(ann, "when you wipe", 1)
    require_heard(ann.page)
    kernels = count_kernels(ann)
    ann.page.goto(f"{ann.url}/resume")
    until(lambda: count_kernels(ann) == kernels - 1, "the page that was left kept its kernel")

    stop_and_spawn(ann, per_user, "ann")
    ann.open("04_cases", CASE)
    expect(ann.page.locator(".st-asked")).to_have_count(1)
    ask(ann, "passing water", 2)

    ben = visit(per_user)
    ben.losing = True  # the browser reports on its console what is refused
    sign_in(ben, "ben", f"/user/ann/voila/render/04_cases.ipynb?{CASE}")
    expect(ben.page.locator("body")).to_contain_text("403")
    assert open_line(ben.page, ann, kernel_of(ann.page)) == "refused"


def test_users_of_a_shared_server_have_kernels_and_records_of_their_own_until_a_code_joins_them(visit, shared: Hub):
    service = "/services/sciatica"
    people = {}
    for name in ("ann", "ben"):
        people[name] = here = visit(shared)
        until(lambda: urllib.request.urlopen(f"{shared.url}{service}/healthz", timeout=60).status == 200, "no service")
        sign_in(here, name, f"{service}/voila/render/04_cases.ipynb?{CASE}")
        here.wait_until_alive()
        here.url += service
        expect(here.page.locator(".st-asked")).to_have_count(0)
    ann, ben = people.values()
    ask(ann, "when you wipe", 1)
    require_heard(ann.page)
    kernel = kernel_of(ann.page)
    assert open_line(ann.page, ann, kernel) == "open"

    ben.losing = True
    assert open_line(ben.page, ben, kernel) == "refused"
    type_code(ben, "AAAA-BBBB-CCCC")
    expect(ben.page.get_by_role("alert")).to_contain_text("code")
    type_code(ben, make_code(ann))
    ben.wait_until_alive()
    assert urlsplit(ben.page.url).path == f"{service}/voila/render/index.ipynb"
    ben.open("04_cases", CASE)
    expect(ben.page.locator(".st-asked")).to_have_count(1)
