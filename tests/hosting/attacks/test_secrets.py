"""No secret in what a server writes: log, output, arguments of its processes, files that others may read."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import psutil
import pytest
from hosting.conftest import COUNTER, write_lesson
from support.attacker import Attacker, as_text, hear_until, write_message
from support.processes import find_below, read_words
from support.server import bare, serve

from sciatica_teach.settings import Settings
from sciatica_teach.store.opening import open_store

pytestmark = pytest.mark.slow  # starts servers

TOKEN = "t0kenOfSomebody" + "t" * 28
ANSWER = "my leg since the spring"
QUERY = "case=secretcase&note=querysecret"


def find_words(process: psutil.Process) -> str:
    """The arguments of the server and of every process below it."""
    return "\n".join(" ".join(read_words(one)) for one in [process, *find_below(process.pid)])


def visit_all(eve: Attacker, code: str) -> None:
    """A lesson with a query, an answer, a message that is dropped, codes right and wrong, pages that do not exist."""
    kernel = eve.open_lesson("index")
    eve.ask(f"/voila/render/broken.ipynb?{QUERY}")
    for path in ("/nowhere", f"/voila/render/missing.ipynb?{QUERY}", f"/voila/files/none.png?{QUERY}"):
        assert eve.ask(path).status == 404
    with eve.line(kernel) as line:
        for kind in ("comm_msg", "execute_request"):
            line.send(as_text(write_message(kind, {"comm_id": "none", "data": {"text": ANSWER}, "code": ANSWER})))
        line.send(as_text(write_message("kernel_info_request", {})))
        hear_until(line, "kernel_info_reply")
    for tried in ("AAAA-BBBB-CCCC", code):
        eve.send_form("/resume", {"code": tried, "_xsrf": "t"}, {"Cookie": f"{eve.cookie}; _xsrf=t"})


def test_no_secret_is_written_where_others_may_read_it(tmp_path: Path) -> None:
    lessons = tmp_path / "lessons"
    lessons.mkdir()
    write_lesson(lessons, "index", ["# Words", COUNTER])
    write_lesson(lessons, "broken", ["# Words", "1/0"])
    store = open_store(Settings.from_environment({"SCIATICA_TEACH_HOME": str(tmp_path)}))
    code = store.issue_code(store.enrol("another" * 6 + "x", time.time()), time.time())
    with serve(bare(lessons), tmp_path) as server:
        eve = Attacker(server.url, TOKEN)
        visit_all(eve, code)
        words = find_words(psutil.Process(server.process.pid))
        written = server.spoken + server.log()
    assert "404 GET /nowhere" in written  # the log was written at all
    for secret in (TOKEN, code, code.replace("-", ""), "AAAA-BBBB-CCCC", ANSWER, "querysecret"):
        assert secret not in written, secret
        assert secret not in words, secret


def test_the_password_of_a_database_is_in_no_message(tmp_path: Path) -> None:
    write_lesson(tmp_path, "index", ["# Words"])
    database = "postgresql://teacher:dbpassword@127.0.0.1:9/none?connect_timeout=2"
    surroundings = {"SCIATICA_TEACH_DATABASE": database}
    with pytest.raises(AssertionError) as failed, serve(bare(tmp_path), tmp_path, surroundings):
        pytest.fail("a server without its database started")
    assert "127.0.0.1" in str(failed.value)
    assert "dbpassword" not in str(failed.value)


def test_connection_files_are_their_owners_alone(tmp_path: Path) -> None:
    tell = "from ipykernel.connect import get_connection_file as find; print('at=' + find())"
    write_lesson(tmp_path, "index", ["# Words", tell])
    with serve(bare(tmp_path), tmp_path) as server:
        found = re.search(r"at=(\S+?\.json)", Attacker(server.url).ask("/voila/render/index.ipynb").text)
        assert found
        file = Path(found[1])
        assert json.loads(file.read_text())["key"]
        assert file.stat().st_mode & 0o077 == 0
        assert file.parent.stat().st_mode & 0o077 == 0
