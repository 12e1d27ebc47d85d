"""What a part promises the browser: an answer to every command, by its id; and what it takes there."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import Any

import pytest

from sciatica_teach.apps.context import Context
from sciatica_teach.errors import NotAllowedNow, StoreReadOnly, StoreUnavailable
from sciatica_teach.views import parts
from sciatica_teach.views.page import Page
from sciatica_teach.views.parts.base import Part
from sciatica_teach.views.parts.files import FOLDER, PARTS_VARIABLE, flatten, pick_words, refer_to
from sciatica_teach.views.parts.scene import ScenePart
from sciatica_teach.views.words import load_words

CLASSES = [getattr(parts, name) for name in parts.__all__ if name not in {"Handler", "Part"}]
HEAVIER = {parts.Atlas: 110_000, parts.Hotspot: 70_000, parts.Place: 46_000, parts.Chain: 52_000, parts.Drawing: 53_000,
           parts.Card: 44_000}
"""Atlas brings nine plates beside the scene, Drawing the body from four sides, the regions on it, and a pen; Chain a
search, and a field for every link; Hotspot the body and the plates, since a question may be about either; Card
every kind of block."""
CONTEXT: Any = Context(kb=None, recorder=None, query={}, hosted=True, secret="")  # nothing but the secret is looked at
COMMAND = {"id": "c1", "action": {"verb": "ask", "finding": "worse"}}


def listen(part: Part) -> list[dict[str, Any]]:
    """Everything the part sends to the browser from now on."""
    sent: list[dict[str, Any]] = []
    part.send = sent.append
    return sent


def tell(part: Part, content: Any) -> None:
    """A message from the browser, by the way ipywidgets takes it."""
    part._handle_custom_msg(content, [])


def failing(problem: Exception) -> tuple[Part, list[dict[str, Any]]]:
    part = parts.Choice(state={"id": "q7"})

    def handler(_command_id: str, _action: dict[str, Any]) -> None:
        raise problem

    part.on_action(handler)
    return part, listen(part)


def test_a_command_reaches_the_handler_and_is_acknowledged():
    part, seen = parts.Questions(state={"id": "history"}), []
    part.on_action(lambda command_id, action: seen.append((command_id, action)))
    sent = listen(part)
    tell(part, COMMAND)
    assert seen == [("c1", {"verb": "ask", "finding": "worse"})]
    assert sent == [{"ack": "c1"}]


def test_a_command_sent_twice_is_acknowledged_twice_and_carried_out_once():
    part, seen = parts.Choice(state={}), []
    part.on_action(lambda command_id, _action: seen.append(command_id))
    sent = listen(part)
    tell(part, COMMAND)
    tell(part, COMMAND)
    assert seen == ["c1"]
    assert sent == [{"ack": "c1"}, {"ack": "c1"}]


@pytest.mark.parametrize("error", [StoreUnavailable, StoreReadOnly])
def test_a_record_that_cannot_be_written_asks_for_another_try(error):
    part, sent = failing(error("The record is locked by another program."))
    tell(part, COMMAND)
    assert sent == [{"retry": "c1", "why": "The record is locked by another program."}]


def test_after_a_retry_the_same_command_is_carried_out():
    part, seen = parts.Choice(state={}), []

    def handler(command_id: str, _action: dict[str, Any]) -> None:
        seen.append(command_id)
        if len(seen) == 1:
            raise StoreUnavailable("Locked.")

    part.on_action(handler)
    sent = listen(part)
    tell(part, COMMAND)
    tell(part, COMMAND)
    assert sent == [{"retry": "c1", "why": "Locked."}, {"ack": "c1"}]


def test_what_is_not_allowed_is_refused_in_words():
    part, sent = failing(NotAllowedNow("The history is closed once the examination has begun."))
    tell(part, COMMAND)
    assert sent == [{"refused": "c1", "why": "The history is closed once the examination has begun."}]


def test_a_fault_of_ours_is_refused_with_a_report_and_logged(caplog):
    part, sent = failing(ZeroDivisionError("division by zero"))
    with caplog.at_level(logging.ERROR):
        tell(part, COMMAND)
    [message] = sent
    assert message["refused"] == "c1"
    assert "division" not in message["why"]
    assert "ZeroDivisionError" in message["report"]
    assert "Choice(id='q7')" in message["report"]
    assert "Choice(id='q7') failed" in caplog.text


def test_a_part_that_nobody_listens_to_does_not_leave_the_browser_waiting():
    part = parts.Choice(state={"id": "q7"})
    sent = listen(part)
    tell(part, COMMAND)
    assert sent[0]["refused"] == "c1"


@pytest.mark.parametrize("content", [
    None, "text", 7, [], {}, {"id": "c1"}, {"action": {}}, {"id": "", "action": {}}, {"id": 7, "action": {}},
    {"id": "c1", "action": "ask"}, {"id": ["c1"], "action": {}}, {"ping": "1"},
])
@pytest.mark.parametrize("kind", [parts.Choice, parts.Desk])
def test_a_message_that_is_no_command_is_logged_and_ignored(caplog, content, kind):
    part, seen = kind(state={}), []
    part.on_action(lambda *command: seen.append(command))
    sent = listen(part)
    with caplog.at_level(logging.WARNING):
        tell(part, content)
    assert (seen, sent) == ([], [])
    assert "ignored a message" in caplog.text


def test_the_desk_answers_a_ping_without_troubling_the_handler():
    desk, seen = parts.Desk(state={}), []
    desk.on_action(lambda *command: seen.append(command))
    sent = listen(desk)
    tell(desk, {"ping": 4})
    tell(desk, COMMAND)
    assert sent == [{"pong": 4}, {"ack": "c1"}]
    assert len(seen) == 1


def test_the_desk_knows_whose_answers_it_may_send_whatever_is_shown():
    page = Page(lambda _command_id, _action: None, owner="5f1c0a9be233")
    page.show(parts.Card(state={}), subject="case/l5-disc", url="case=marek", title="Case")
    assert page.desk.state["owner"] == "5f1c0a9be233"


def test_the_name_of_an_owner_is_steady_and_does_not_hold_the_token():
    anna, again, ben = (replace(CONTEXT, secret=secret) for secret in ("anna-token", "anna-token", "ben-token"))
    assert anna.owner == again.owner != ben.owner
    assert re.fullmatch("[0-9a-f]{12}", anna.owner)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_a_part_is_one_module_with_the_kit_once_and_one_style_sheet(kind):
    part = kind(state={"id": "x"})
    assert part._esm.count("const SHARED =") == 1
    assert part._esm.count("export default") == 1
    assert part._css.count("--st-paper: #FBF8F2") == 1
    assert part._css.index("--st-paper") < part._css.index(".st-part")
    assert repr(part) == f"{kind.__name__}(id='x')"


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_on_our_server_a_part_takes_addresses_along_and_no_text(kind, monkeypatch):
    monkeypatch.setenv(PARTS_VARIABLE, "/static/parts/abc/")
    part = kind(state={"id": "x"})
    assert (part._esm, part._css) == (refer_to(f"/static/parts/abc/{kind._esm.name}"),
                                      refer_to(f"/static/parts/abc/{kind._css.name}"))
    assert len(part._esm) + len(part._css) < 250


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_a_part_stays_light_with_its_words_and_the_kit(kind):
    most = HEAVIER.get(kind, 90_000 if issubclass(kind, ScenePart) else 43_000)
    assert len(kind._esm.read().encode()) < most


def test_no_script_ever_sets_html():
    scripts = {path: path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.js")}
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert [path.name for path, text in scripts.items() if word in text] == []


SCRIPTS = {
    path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in sorted(FOLDER.rglob("*.js"))
}
STRING = re.compile(r'"([^"\n]*)"|`([^`\n]*)`')
NO_WORDS_FOR_PEOPLE = {
    "AbortError", "Enter", "Could not send; it will be tried again.", "zh-Hans", "zh-Hant", "zh-Latn-pinyin",
}
"""What a script names to the browser or to its console."""


def test_every_word_that_a_script_names_is_in_the_catalogue_and_none_lies_idle():
    named = pick_words("\n".join(SCRIPTS.values()))  # a key that nobody wrote is a KeyError
    idle = {key for key in flatten(load_words()) if key.startswith("parts.")} - set(named)
    assert idle == {"parts.our_fault"}  # which Python says


def test_a_script_that_names_a_missing_word_is_not_sent():
    with pytest.raises(KeyError, match="never_written"):
        pick_words('say("parts.never_written")')


def test_only_the_words_of_a_part_travel_with_it():
    assert "Move a step" in parts.Ordering(state={})._esm
    assert "Move a step" not in parts.Card(state={})._esm
    assert pick_words("say(`mark.${name}`)").keys() == {f"mark.{name}" for name in load_words()["mark"]}


def speaks(text: str) -> bool:
    """Whether a string looks like English for people: a capitalised word, or small words in a row."""
    bare = re.sub(r"\$\{[^}]*\}", "", text)
    return bool(re.search(r"\b[A-Z][a-z]", bare) or re.search(r"(^|\s)[a-z]+ [a-z]+ [a-z]+", bare))


def test_a_string_that_speaks_is_noticed():
    assert speaks("Go back")
    assert speaks("Saving…")
    assert speaks("${count} sources that conflict")
    assert not speaks("st-button st-primary")
    assert not speaks("M${at}")


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_says_anything_of_its_own(name):
    code = re.sub(r"(^|\s)//.*", "", SCRIPTS[name])
    found = {quoted or raised for quoted, raised in STRING.findall(code)}
    assert {text for text in found - NO_WORDS_FOR_PEOPLE if speaks(text)} == set()
