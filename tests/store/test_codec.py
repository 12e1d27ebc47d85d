"""What an older program makes of a newer one's entries."""

from __future__ import annotations

import logging
import math
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import NullPool, create_engine, text

from sciatica_teach.model.events import EVENT_TYPES, BeliefStated, CaseOpened, Entry, Event, ItemShown, StageEntered
from sciatica_teach.store.codec import Row, decode_rows, encode_entry
from sciatica_teach.store.connecting import parse_address
from sciatica_teach.store.identity import new_token

from .conftest import OpenAt


def row(kind: str, body: str) -> Row:
    return Row(at=1.0, subject="case/a/1", content_version="abc", command_id="c", kind=kind, body=body)


def entry(event: Event) -> Entry:
    return Entry(event=event, at=1.0, subject="case/a/1", content_version="abc", command_id="c")


def test_an_entry_lies_in_plain_json_under_the_name_of_its_kind() -> None:
    assert encode_entry(entry(ItemShown(item_id="one"))) == row("ItemShown", '{"item_id":"one"}')


def test_every_kind_of_event_is_known_to_the_codec() -> None:
    assert set(EVENT_TYPES.values()) == set(get_args(Event))


@pytest.mark.parametrize("kind", EVENT_TYPES)
@settings(deadline=None)  # the first draw of a kind builds its strategy, which takes longer than any later one
@given(data=st.data())
def test_an_event_comes_back_as_it_was_or_is_refused_for_a_number_that_is_none(kind: str, data: st.DataObject) -> None:
    event = data.draw(st.from_type(EVENT_TYPES[kind]))
    try:
        assert decode_rows([encode_entry(entry(event))]) == (entry(event),)
    except ValueError:
        assert "nan" in repr(event) or "inf" in repr(event)


def test_an_event_that_would_not_come_back_is_refused_when_written() -> None:
    event = BeliefStated(checkpoint="history", belief={"l5-disc": math.nan})
    with pytest.raises(ValueError, match="cannot be stored"):
        encode_entry(entry(event))


@pytest.mark.parametrize(
    "newer",
    [
        pytest.param(row("NeedlePlaced", '{"depth_mm":40}'), id="a kind not known here"),
        pytest.param(row("StageEntered", '{"stage":"waiting-room"}'), id="a value not known here"),
        pytest.param(row("CaseOpened", "{}"), id="a field that moved elsewhere"),
    ],
)
def test_what_a_newer_version_wrote_is_left_out_with_a_warning(newer: Row, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        entries = decode_rows([newer, row("StageEntered", '{"stage":"plan"}'), newer])
    assert [entry.event for entry in entries] == [StageEntered(stage="plan")]
    assert caplog.messages == [f"left out of a record, written by a newer version: 2 x {newer.kind}"]


def test_a_field_added_by_a_newer_version_is_no_obstacle(caplog: pytest.LogCaptureFixture) -> None:
    assert decode_rows([row("CaseOpened", '{"case_id":"a","mood":"calm"}')])[0].event == CaseOpened(case_id="a")
    assert caplog.messages == []


def test_an_entry_left_out_still_counts_and_can_be_followed(database_address: str, open_at: OpenAt) -> None:
    store = open_at(database_address)
    learner = store.enrol(new_token(), 1.0)
    engine = create_engine(parse_address(database_address), poolclass=NullPool)
    with engine.begin() as connection:
        statement = "INSERT INTO st_entry VALUES (:learner, 0, 1.0, 'case/a/1', 'abc', 'c0', 'NeedlePlaced', '{}')"
        connection.execute(text(statement), {"learner": learner})
    assert (store.read(learner).entries, store.read(learner).version) == ((), 1)
    ours = entry(CaseOpened(case_id="a"))
    assert store.append(learner, [ours], 1) == 2
    assert store.read(learner).entries == (ours,)
