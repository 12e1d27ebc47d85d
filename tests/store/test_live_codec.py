"""What an older program makes of a newer one's rooms, and what cannot be stored."""

from __future__ import annotations

import logging
import math
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from sciatica_teach.model.live import LIVE_EVENT_TYPES, LiveEvent, RoomOpened, VoteOpened
from sciatica_teach.store.connecting import build_engine, parse_address
from sciatica_teach.store.live.codec import LiveRow, decode_response, decode_rows, encode_entry, encode_response

from .live_rooms import NOW, Host, build_live_entry, open_live


def test_every_kind_of_event_is_known_to_the_codec() -> None:
    assert set(LIVE_EVENT_TYPES.values()) == set(get_args(LiveEvent))


@pytest.mark.parametrize("kind", LIVE_EVENT_TYPES)
@given(data=st.data())
def test_an_event_comes_back_as_it_was_or_is_refused_for_a_number_that_is_none(kind: str, data: st.DataObject) -> None:
    entry = build_live_entry("c", data.draw(st.from_type(LIVE_EVENT_TYPES[kind])))
    try:
        assert decode_rows([encode_entry(entry)]) == (entry,)
    except ValueError:
        assert "nan" in repr(entry.event) or "inf" in repr(entry.event)


def test_a_time_that_is_none_is_refused_when_written() -> None:
    with pytest.raises(ValueError, match="cannot be stored"):
        encode_entry(build_live_entry("c", VoteOpened(number=1, closes_at=math.nan)))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))).map(tuple))
def test_a_response_comes_back_as_it_was(response: tuple[str, ...]) -> None:
    assert decode_response(encode_response(response)) == response


def test_what_a_newer_version_wrote_is_left_out_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    newer = LiveRow(at=NOW, command_id="c", kind="HandsRaised", body='{"count":4}')
    known = encode_entry(build_live_entry("c", VoteOpened(number=1)))
    with caplog.at_level(logging.WARNING):
        entries = decode_rows([newer, known, newer])
    assert [entry.event for entry in entries] == [VoteOpened(number=1)]
    assert caplog.messages == ["left out of a record, written by a newer version: 2 x HandsRaised"]


def test_an_entry_left_out_still_counts_and_can_be_followed(database_address: str) -> None:
    host = Host(open_live(database_address))
    with build_engine(parse_address(database_address)).begin() as connection:
        values = {"room": host.room}
        row = "INSERT INTO st_live_entry VALUES (:room, 1, 1.0, 'c', 'HandsRaised', '{}')"
        connection.execute(text(row), values)
        connection.execute(text("UPDATE st_live_room SET version = 2 WHERE id = :room"), values)
    assert host.do(VoteOpened(number=1)) == 3
    found = host.store.read(host.room)
    assert [type(entry.event) for entry in found.entries] == [RoomOpened, VoteOpened]
