"""Students who want to be instructors: by a forged header, a copied cookie, another spelling, a guessed key."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from http.cookies import SimpleCookie
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest
from hosting.conftest import write_lesson
from support.attacker import Answer, Attacker
from support.server import Server, bare, serve
from websockets.exceptions import InvalidStatus

from sciatica_teach.errors import HostingError
from sciatica_teach.hosting.door import DoorTries
from sciatica_teach.hosting.identity import COOKIE as LEARNER
from sciatica_teach.hosting.instructors import COOKIE, Instructors, keep_made_key, read_instructor_key
from sciatica_teach.hosting.notebook_facts import read_facts

KEY = "the key of the class"
TEACHER, STUDENT = "t" * 43, "s" * 43
_others = count()
ROLE = "import os; print('role=' + os.environ.get('HTTP_X_SCIATICA_ROLE', 'none'))"
CLOSED, OPEN = "/voila/render/10_classroom.ipynb", "/voila/render/02_symptoms.ipynb"
PROOF = Instructors(KEY).prove(TEACHER)

slow = pytest.mark.slow  # starts servers


def close(folder: Path, name: str) -> None:
    path = folder / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["sciatica"] = {"role": "instructor"}
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lessons")
    for name in ("index", "02_symptoms", "10_classroom"):
        write_lesson(folder, name, [f"# About {name}", ROLE])
    close(folder, "10_classroom")
    return folder


@pytest.fixture(scope="module")
def school(lessons: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(bare(lessons, instructor_key=KEY, spare_kernels=1), tmp_path_factory.mktemp("home")) as running:
        yield running


def cookies(token: str, proof: str = "") -> dict[str, str]:
    return {"Cookie": f"{LEARNER}={token}" + (f"; {COOKIE}={proof}" if proof else "")}


def as_teacher(server: Server, path: str) -> Answer:
    return Attacker(server.url, TEACHER).ask(path, headers=cookies(TEACHER, PROOF))


def another() -> str:
    """The token of one more student: nobody may open many pages at once."""
    return f"{next(_others):043}"


def role(answer: Answer) -> str:
    found = re.search(r"role=(\w+)", answer.text)
    assert found, (answer.status, answer.text[:400])
    return found[1]


def is_shut(answer: Answer) -> bool:
    """Led to the door, and nothing of the lesson was sent."""
    assert "role=" not in answer.text
    return answer.status == 302 and urlsplit(answer.headers["Location"]).path == "/instructor"


@slow
def test_a_student_is_led_to_the_door_and_an_instructor_in(school: Server) -> None:
    assert is_shut(Attacker(school.url, STUDENT).ask(CLOSED))
    assert role(as_teacher(school, CLOSED)) == "instructor"
    assert role(as_teacher(school, OPEN)) == "instructor"
    assert role(Attacker(school.url, another()).ask(OPEN)) == "learner"


@slow
@pytest.mark.parametrize("name", ["X-Sciatica-Role", "x-sciatica-role", "X_Sciatica_Role", "HTTP_X_SCIATICA_ROLE"])
def test_a_header_makes_nobody_an_instructor(school: Server, name: str) -> None:
    eve = Attacker(school.url, another())
    assert is_shut(eve.ask(CLOSED, headers={name: "instructor"}))
    assert role(eve.ask(OPEN, headers={name: "instructor"})) == "learner"


@slow
@pytest.mark.parametrize(
    "proof", [PROOF, PROOF[:-1], "", "instructor", "1", Instructors("another key of the class").prove(STUDENT), KEY]
)
def test_a_cookie_that_is_anothers_or_of_another_key_proves_nothing(school: Server, proof: str) -> None:
    mine = cookies(another(), proof)
    assert is_shut(Attacker(school.url).ask(CLOSED, headers=mine))
    assert role(Attacker(school.url).ask(OPEN, headers=mine)) == "learner"


@slow
@pytest.mark.parametrize(
    "path",
    ["/voila/render/10_CLASSROOM.ipynb", "/voila/render/%2e/10_classroom.ipynb", "/voila/render/./10_classroom.ipynb",
     "/voila/render/x/../10_classroom.ipynb", "/voila/render/x/%2e%2e/10_classroom.ipynb",
     "/voila/render//10_classroom.ipynb",
     "/voila/render/10_classroom%2eipynb", "/voila/render/%31%30_classroom.ipynb", "/voila/render/10_classroom.ipynb/",
     "/voila/render/10_classroom.ipynb%00", "/voila/render/10_classroom.ipynb%20", "/voila/render/10_classroom",
     "/voila/files/10_classroom.ipynb", "/files/10_classroom.ipynb",
     "/voila/render/02_symptoms.ipynb/../10_classroom.ipynb",
     "/voila/render/..%2f10_classroom.ipynb", "/voila/render/%2e%5c10_classroom.ipynb"],
)
def test_another_spelling_opens_nothing(school: Server, path: str) -> None:
    answer = Attacker(school.url, STUDENT).ask(path)
    assert "role=" not in answer.text
    assert "About 10_classroom" not in answer.text
    assert answer.status in {302, 400, 403, 404, 405}


@slow
@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_another_method_opens_nothing(school: Server, method: str) -> None:
    answer = Attacker(school.url, STUDENT).ask(CLOSED, method)
    assert answer.status in {302, 403, 405}
    assert "role=" not in answer.text


@slow
@pytest.mark.parametrize(
    "query", ["notebook=10_classroom.ipynb", "path=../10_classroom.ipynb", "template=lab&role=instructor",
              "HTTP_X_SCIATICA_ROLE=instructor", "st-instructor=1"],
)
def test_the_query_of_another_lesson_leads_nowhere_else(school: Server, query: str) -> None:
    answer = Attacker(school.url, another()).ask(f"{OPEN}?{query}")
    assert role(answer) == "learner"
    assert "About 10_classroom" not in answer.text


@slow
def test_a_link_to_the_lesson_is_no_way_round_its_metadata(school: Server, lessons: Path) -> None:
    (lessons / "03_harmless.ipynb").symlink_to(lessons / "10_classroom.ipynb")
    assert is_shut(Attacker(school.url, STUDENT).ask("/voila/render/03_harmless.ipynb"))
    (lessons / "03_harmless.ipynb").unlink()


@slow
def test_an_instructors_kernel_is_nobody_elses(school: Server) -> None:
    page = as_teacher(school, CLOSED)
    found = re.search(r'"kernelId": ?"([^"]+)"', page.text)
    assert found
    eve = Attacker(school.url, STUDENT)
    assert eve.ask(f"/api/kernels/{found[1]}").status == 404
    with pytest.raises(InvalidStatus), eve.line(found[1]):
        pass


@slow
def test_a_kernel_kept_ready_gets_the_role_of_whoever_takes_it(school: Server) -> None:
    """Instructor and students in turn, so that each gets a kernel that was started while the other was served."""
    told = [role(as_teacher(school, OPEN)) if teaches else role(Attacker(school.url, another()).ask(OPEN))
            for teaches in (True, False, True, False)]
    assert told == ["instructor", "learner", "instructor", "learner"]


@slow
def test_students_find_no_instructors_lesson_in_their_menus(school: Server) -> None:
    page = Attacker(school.url, another()).ask(OPEN).text
    assert "10_classroom" not in page
    door = Attacker(school.url, STUDENT).ask("/instructor").text
    assert "10_classroom" not in door
    assert "About" not in door
    header = as_teacher(school, OPEN).text.partition("</header>")[0]
    assert 'href="/instructor"' in header
    behind = as_teacher(school, "/instructor").text
    assert "About 10_classroom" in behind
    assert "02_symptoms.ipynb?demo=1" in behind


def knock(server: Server, key: str, token: str = STUDENT, to: str = "", **more: str) -> Answer:
    form = {"key": key, "_xsrf": "x", "to": to, **more}
    return Attacker(server.url, token).send_form("/instructor", form, {"Cookie": f"{LEARNER}={token}; _xsrf=x"})


@slow
def test_the_key_opens_the_page_that_led_to_the_door(school: Server) -> None:
    led = Attacker(school.url, TEACHER).ask(f"{CLOSED}?room=a%20b&x=1")
    wanted = led.headers["Location"]
    assert 'value="10_classroom.ipynb?room=a%20b&amp;x=1"' in Attacker(school.url, TEACHER).ask(wanted).text
    answer = knock(school, f" {KEY} ", TEACHER, "10_classroom.ipynb?room=a%20b&x=1")
    assert (answer.status, answer.headers["Location"]) == (303, f"{CLOSED}?room=a%20b&x=1")
    jar = SimpleCookie()
    for value in answer.headers.get_all("Set-Cookie", []):
        jar.load(value)
    kept = jar[COOKIE]
    assert (kept.value, kept["httponly"], kept["samesite"], kept["path"]) == (PROOF, True, "Lax", "/")


@slow
@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example", "../../resume", "missing.ipynb", "\\\\evil"])
def test_the_door_leads_to_lessons_only(school: Server, to: str) -> None:
    assert knock(school, KEY, TEACHER, to).headers["Location"] == "/instructor"


@slow
def test_leaving_takes_the_proof_back(school: Server) -> None:
    answer = knock(school, "", TEACHER, leave="1")
    assert answer.status == 303
    assert f'{COOKIE}=""' in " ".join(answer.headers.get_all("Set-Cookie", []))


@slow
@pytest.mark.parametrize("query", ["demo=1", "demo=0&demo=1", "case=marek&demo=1&room=debrief"])
def test_a_demo_is_an_instructors(school: Server, query: str) -> None:
    """A demo looks behind the answer and leaves no trace: what a student must not do with an exam."""
    assert is_shut(Attacker(school.url, STUDENT).ask(f"{OPEN}?{query}"))
    assert 'id="st-demo"' in as_teacher(school, f"{OPEN}?{query}").text


@slow
def test_a_tool_whose_work_is_kept_is_never_called_a_demo(school: Server) -> None:
    answer = as_teacher(school, f"{CLOSED}?demo=1&room=a%20b")
    assert (answer.status, answer.headers["Location"]) == (302, f"{CLOSED}?room=a+b")
    assert 'id="st-demo"' not in as_teacher(school, CLOSED).text


@slow
@pytest.mark.parametrize("query", ["", "demo=0", "demo=+1", "demo=1&demo=0"])
def test_what_is_no_demo_is_not_called_one(school: Server, query: str) -> None:
    assert 'id="st-demo"' not in Attacker(school.url, another()).ask(f"{OPEN}?{query}").text


@slow
def test_another_site_cannot_knock(school: Server) -> None:
    form = {"key": KEY, "_xsrf": "guessed"}
    assert Attacker(school.url, STUDENT).send_form("/instructor", form, cookies(STUDENT)).status == 403


@slow
def test_guessing_ends_after_five_and_instructors_stay_in(lessons: Path, tmp_path: Path) -> None:
    with serve(bare(lessons, instructor_key=KEY), tmp_path) as server:
        told = [knock(server, f"guess number {at:08}", chr(97 + at) * 43).status for at in range(7)]
        assert told == [400] * 5 + [429] * 2
        assert knock(server, KEY, TEACHER).status == 429  # even the right one, after so many wrong ones
        assert role(as_teacher(server, CLOSED)) == "instructor"
        assert KEY not in server.log() + server.spoken


@slow
def test_without_a_key_nobody_is_an_instructor(lessons: Path, tmp_path: Path) -> None:
    with serve(bare(lessons), tmp_path, {"HTTP_X_SCIATICA_ROLE": "instructor"}) as server:
        eve = Attacker(server.url, STUDENT)
        for proof in ("", Instructors("").prove(STUDENT), Instructors("None").prove(STUDENT)):
            assert is_shut(eve.ask(CLOSED, headers=cookies(STUDENT, proof)))
        assert role(eve.ask(OPEN)) == "learner"  # also where the surroundings of the server say otherwise
        assert knock(server, "").status == 400
        assert "has no key for instructors" in eve.ask("/instructor").text


@slow
def test_the_key_reaches_no_kernel(tmp_path: Path) -> None:
    """Given in the environment, as an operator gives it."""
    write_lesson(tmp_path, "index", ["# Words", f"import os; print('held=' + str({KEY!r} in os.environ.values()))"])
    start = "from sciatica_teach.cli import main; main()"
    command = [sys.executable, "-c", start, "serve", "--no-open", "--port", "0", "--notebooks", str(tmp_path)]
    with serve(command, tmp_path, {"SCIATICA_TEACH_INSTRUCTOR_KEY": KEY}) as server:
        assert "held=False" in Attacker(server.url).ask("/voila/render/index.ipynb").text
        assert as_teacher(server, "/instructor").text.count("known as an instructor") == 1


def test_a_proof_is_of_one_visitor_and_one_key() -> None:
    assert Instructors("k" * 32).prove("a" * 43) == "51IEGL7Jqdv-medWpCwC3zdjQ_u9Q1gh4fYxmosPxp8"
    proofs = {Instructors(key).prove(token) for key in ("k" * 32, "l" * 32) for token in ("a" * 43, "b" * 43)}
    assert len(proofs) == 4


def test_a_door_opens_again_when_the_wrong_tries_are_old() -> None:
    tries = DoorTries()
    for at in (0.0, 60.0, 120.0, 180.0, 240.0):
        assert tries.find_wait_s("here", at) == 0
        tries.add("here", at)
    assert tries.find_wait_s("here", 300.0) == 600.0
    assert tries.find_wait_s("elsewhere", 300.0) == 0
    assert tries.find_wait_s("here", 900.5) == 0


def test_guesses_from_everywhere_close_the_door_too() -> None:
    tries = DoorTries()
    for at in range(100):
        tries.add(f"address {at}", 100.0)
    assert tries.find_wait_s("another", 101.0) > 0


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"metadata": 3}', '{"metadata": {"sciatica": {"role": "instructor"}}}']
)
def test_what_cannot_be_read_is_not_open_to_all(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(text, encoding="utf-8")
    assert read_facts(path).for_instructors


def test_a_notebook_that_becomes_an_instructors_is_read_again(tmp_path: Path) -> None:
    write_lesson(tmp_path, "a", ["# One"])
    path = tmp_path / "a.ipynb"
    assert (read_facts(path).for_instructors, read_facts(path).title) == (False, "One")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["sciatica"] = {"role": "instructor"}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert read_facts(path).for_instructors


def test_a_key_that_was_made_is_its_owners_alone_and_stays(tmp_path: Path) -> None:
    key = keep_made_key(tmp_path / "home")
    assert len(key) == 43
    assert keep_made_key(tmp_path / "home") == key
    assert (tmp_path / "home" / "instructor-key").stat().st_mode & 0o077 == 0


def test_a_folder_that_takes_no_key_is_no_reason_not_to_start(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    assert len(keep_made_key(tmp_path / "taken")) == 43


def test_the_operators_key_is_taken_out_of_the_environment(tmp_path: Path) -> None:
    surroundings = {"SCIATICA_TEACH_INSTRUCTOR_KEY": KEY}
    assert read_instructor_key(None, surroundings) == KEY
    assert surroundings == {}
    (tmp_path / "key").write_text(f"{KEY}\n", encoding="utf-8")
    assert read_instructor_key(tmp_path / "key", {}) == KEY


def test_a_short_key_or_none_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("\n", encoding="utf-8")
    short = {"SCIATICA_TEACH_INSTRUCTOR_KEY": "short"}
    for file, surroundings in ((tmp_path / "key", {}), (tmp_path / "no", {}), (None, short)):
        with pytest.raises(HostingError, match="instructors' key"):
            read_instructor_key(file, surroundings)
