"""Which recorded answers say how hard an item is."""

from __future__ import annotations

from typing import Any

from small_items import single, text

from sciatica_teach.model.events import Entry, Event, ItemAnswered, ItemShown
from sciatica_teach.session.item_records import find_first_answers

ITEMS = {"one": single(), "word": text()}
VERSIONS = {"one": "v1", "word": "w1"}


def entry(event: Event) -> Entry:
    return Entry(event=event, at=1.0, subject="quiz/x/1", content_version="", command_id="c")


def answered(*response: str, item_id: str = "one", **more: Any) -> Entry:
    values = {"item_version": "v1" if item_id == "one" else "w1", "certainty": 2, "earned": 0.25, "possible": 1.0}
    return entry(ItemAnswered(item_id=item_id, response=response, **{**values, **more}))


def found(*records: list[Entry]) -> list[tuple[int, str, tuple[str, ...], float]]:
    return [(one.learner, one.item_id, one.response, one.mark) for one in find_first_answers(records, ITEMS, VERSIONS)]


def test_first_answers_are_marked_anew_learner_by_learner() -> None:
    first = [entry(ItemShown(item_id="one")), answered("a"), answered("b")]
    second = [answered("b"), answered("a"), answered("tibial nerve", item_id="word")]
    assert found(first, [], second) == [
        (0, "one", ("a",), 1.0), (2, "one", ("b",), 0.0), (2, "word", ("tibial nerve",), 0.0)]


def test_after_a_hint_neither_this_answer_nor_a_later_one_counts() -> None:
    assert found([answered("a", hints=1), answered("a")]) == []


def test_another_wording_is_another_item_and_an_old_record_is_believed() -> None:
    assert found([answered("a", item_version="v0"), answered("a")]) == []
    assert found([answered("a", item_version="")]) == [(0, "one", ("a",), 1.0)]


def test_what_is_gone_or_blank_is_left_out() -> None:
    assert found([answered("a", item_id="deleted"), answered(item_id="word"), answered("z")]) == []
