"""Whose address a wrong resume code is counted for, where a proxy stands in front."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from hosting.conftest import write_lesson
from support.attacker import Attacker
from support.server import Server, bare, serve
from support.several import DEPLOY, several

from sciatica_teach.settings import Settings
from sciatica_teach.store.opening import open_store

pytestmark = pytest.mark.slow  # starts servers

MINE, HERS = "m" * 43, "h" * 43
WRONG = [f"AAAA-AAAA-AA{a}{b}" for a in "BC" for b in "BCD"]


@pytest.fixture
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("behind")
    write_lesson(home, "index", ["# Words"])
    with serve(bare(home, behind_proxy=True), home) as running:
        yield running


def guess(url: str, code: str, **headers: str) -> int:
    eve = Attacker(url, MINE)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return eve.send_form("/resume", {"code": code, "_xsrf": "t"}, {"Cookie": f"{eve.cookie}; _xsrf=t"} | sent).status


def make_code(**environ: str) -> str:
    store = open_store(Settings.from_environment(environ))
    return store.issue_code(store.enrol(HERS, time.time()), time.time())


def as_nginx_sends(visitor: str, forged: str) -> dict[str, str]:
    """The headers that the server gets, where a visitor at one address pretends to be at another."""
    told = re.findall(r"proxy_set_header (X-\S+) \$remote_addr;", (DEPLOY / "nginx.conf").read_text(encoding="utf-8"))
    return dict.fromkeys(("X_Forwarded_For", "X_Real_IP"), forged) | {
        name.replace("-", "_"): visitor for name in told
    }


def test_each_visitor_behind_the_shipped_proxy_has_tries_of_their_own(behind: Server) -> None:
    for at, code in enumerate(WRONG):
        assert guess(behind.url, code, **as_nginx_sends("192.0.2.7", f"10.0.0.{at}")) == 400
    right = make_code(SCIATICA_TEACH_HOME=str(behind.home))
    assert guess(behind.url, right, **as_nginx_sends("192.0.2.7", "10.0.0.99")) == 400
    assert guess(behind.url, right, **as_nginx_sends("192.0.2.8", "192.0.2.7")) == 303


def test_a_real_address_is_believed_over_a_list_that_the_visitor_began(behind: Server) -> None:
    for at, code in enumerate(WRONG):
        assert guess(behind.url, code, X_Real_IP="192.0.2.7", X_Forwarded_For=f"10.0.0.{at}, 192.0.2.7") == 400
    right = make_code(SCIATICA_TEACH_HOME=str(behind.home))
    assert guess(behind.url, right, X_Real_IP="192.0.2.7", X_Forwarded_For="10.0.0.99") == 400
    assert guess(behind.url, right, X_Real_IP="192.0.2.8", X_Forwarded_For="192.0.2.7") == 303


def test_the_shipped_nginx_passes_no_forged_address_on(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("site")
    write_lesson(folder, "index", ["# Words"])
    database = f"sqlite:///{folder / 'shared.sqlite'}"
    options = ("--notebooks", str(folder), "--spare-kernels", "0")
    with several(folder, *options, env={"SCIATICA_TEACH_DATABASE": database}) as site:
        for at, code in enumerate(WRONG):
            assert guess(site.url, code, X_Forwarded_For=f"10.0.0.{at}", X_Real_IP=f"10.1.0.{at}") == 400
        right = make_code(SCIATICA_TEACH_DATABASE=database)
        assert guess(site.url, right, X_Forwarded_For="10.0.0.99", X_Real_IP="10.1.0.99") == 400
