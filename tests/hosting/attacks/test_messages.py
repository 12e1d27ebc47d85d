"""What passes the line to a kernel: the rules, without a server."""

from __future__ import annotations

import json
import struct

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.attacker import as_binary, as_text, as_v1, write_message

from sciatica_teach.hosting.kernels.line import BURST, UNIT_BYTES, Allowance
from sciatica_teach.hosting.kernels.messages import ALLOWED, CONTROL, DEEPEST, RefusedMessage, parse_message

PRESS = {"comm_id": "abc", "data": {"method": "custom", "content": {"id": "1", "action": {}}}}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FORBIDDEN = (
    "execute_request", "inspect_request", "complete_request", "history_request", "is_complete_request",
    "shutdown_request", "interrupt_request", "debug_request", "input_reply", "create_subshell_request",
    "delete_subshell_request", "usage_request", "apply_request", "abort_request", "EXECUTE_REQUEST", "", None, 5, ["x"],
)


def passes(frame: str | bytes, *, in_parts: bool = False) -> bool:
    try:
        parse_message(frame, in_parts=in_parts)
    except RefusedMessage:
        return False
    return True


def test_what_a_part_says_passes_with_its_buffers() -> None:
    message = write_message("comm_msg", PRESS)
    assert parse_message(as_text(message))["content"] == PRESS
    parsed = parse_message(as_binary(message, b"one", b"", b"three"))
    assert (parsed["content"], parsed["buffers"]) == (PRESS, [b"one", b"", b"three"])
    assert parse_message(as_v1(message), in_parts=True)["content"] == PRESS


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_no_other_kind_passes_in_either_kind_of_frame(kind: object) -> None:
    message = write_message("comm_msg", {"code": "1", **PRESS}, msg_type=kind)
    assert not passes(as_text(message))
    assert not passes(as_binary(message))
    assert not passes(as_v1(message), in_parts=True)


def test_a_kind_written_twice_is_read_once() -> None:
    fine, bad = (as_text(write_message(kind, PRESS)) for kind in ("comm_msg", "execute_request"))
    twice = fine.replace('"msg_type": ', '"msg_type": "execute_request", "msg_type": ')
    assert parse_message(twice)["header"]["msg_type"] == "comm_msg"
    assert not passes(bad.replace('"msg_type": ', '"msg_type": "comm_msg", "msg_type": '))


@pytest.mark.parametrize("channel", ["control", "stdin", "iopub", "Shell", 5, ["shell"]])
def test_no_other_channel_is_spoken_on(channel: object) -> None:
    assert not passes(as_text(write_message("comm_msg", PRESS) | {"channel": channel}))


@pytest.mark.parametrize("target", ["jupyter.widget", "matplotlib", "", None, {"a": 1}, f"{CONTROL} "])
def test_a_page_opens_no_comm_but_the_one_of_control(target: object) -> None:
    opening = {"comm_id": "abc", "data": {}}
    assert passes(as_text(write_message("comm_open", {**opening, "target_name": CONTROL})))
    assert not passes(as_text(write_message("comm_open", {**opening, "target_name": target})))


def test_what_a_header_says_besides_is_not_passed_on() -> None:
    message = write_message("comm_msg", {**PRESS, "extra": 1}, subshell_id="x", username="root", date="yesterday")
    parsed = parse_message(as_text(message))
    assert set(parsed["header"]) == {"msg_id", "msg_type", "session", "username", "version"}
    assert (parsed["header"]["username"], parsed["parent_header"]) == ("", {})
    assert set(parsed["content"]) == {"comm_id", "data"}


@pytest.mark.parametrize("pieces", [0, 2, 66, 2**16, 2**31 - 1, 2**32 - 1])
def test_a_binary_frame_with_a_false_number_of_pieces_costs_nothing(pieces: int) -> None:
    assert not passes(struct.pack("!II", pieces, 8) + b"{}")


@pytest.mark.parametrize("begins", [(0,), (9,), (8, 8), (12, 5), (12, 2**32 - 1)])
def test_a_binary_frame_with_false_bounds_is_refused(begins: tuple[int, ...]) -> None:
    body = json.dumps(write_message("comm_msg", PRESS)).encode()
    assert not passes(struct.pack(f"!{len(begins) + 1}I", len(begins), *begins) + body)


@pytest.mark.parametrize("brackets", [DEEPEST + 5, 2_000, 100_000])
def test_deep_nesting_is_refused(brackets: int) -> None:
    text = as_text(write_message("comm_msg", {"comm_id": "abc", "data": {"x": 0}}))
    assert not passes(text.replace('"x": 0', f'"x": {"[" * brackets}{"]" * brackets}'))


@pytest.mark.parametrize("field", ["msg_id", "session"])
@pytest.mark.parametrize("value", [None, "", "x" * 201, 5, ["a"], {"a": 1}])
def test_names_are_short_texts(field: str, value: object) -> None:
    assert not passes(as_text(write_message("comm_msg", PRESS, **{field: value})))
    assert not passes(as_text(write_message("comm_msg", {**PRESS, "comm_id": value})))


@given(ANYTHING, st.sampled_from(["channel", "header", "metadata", "content"]))
def test_whatever_stands_in_a_field_it_is_passed_whole_or_refused(value: object, field: str) -> None:
    for frame in (as_text(write_message("comm_msg", PRESS) | {field: value}), as_text({field: value})):
        assert not passes(frame) or parse_message(frame)["header"]["msg_type"] in ALLOWED


@given(st.text() | st.binary(max_size=300))
@example("NaN")
@example(b"")
@example(b"\x00\x00\x00\x01\x00\x00\x00\x08\xff")
def test_nonsense_is_refused(frame: str | bytes) -> None:
    assert not passes(frame)
    assert not passes(frame, in_parts=True)


@given(st.binary(max_size=200), st.integers(0, 300))
def test_a_frame_of_parts_that_was_damaged_is_passed_whole_or_refused(damage: bytes, at: int) -> None:
    frame = as_v1(write_message("comm_msg", PRESS))
    damaged = frame[:at] + damage + frame[at + len(damage) :]
    assert not passes(damaged, in_parts=True) or parse_message(damaged, in_parts=True)["header"]["msg_type"] in ALLOWED


@pytest.mark.parametrize("numbers", [0, 1, 5, 80, 2**32, 2**64 - 1])
def test_a_frame_with_a_false_number_of_parts_costs_nothing(numbers: int) -> None:
    frame = as_v1(write_message("comm_msg", PRESS))
    assert not passes(numbers.to_bytes(8, "little") + frame[8:], in_parts=True)


def test_a_refusal_repeats_nothing_that_a_visitor_wrote() -> None:
    with pytest.raises(RefusedMessage) as refused:
        parse_message(as_text(write_message("my secret\nERROR forged line", PRESS)))
    assert str(refused.value) == "no page may send a kind without a name"


def test_a_burst_is_free_a_flood_is_not_and_time_heals() -> None:
    allowance = Allowance()
    assert all(allowance.take(10, now=1.0) for _ in range(int(BURST)))
    assert not allowance.take(10, now=1.0)
    assert allowance.take(10, now=2.0)


def test_size_counts_and_a_saved_record_of_six_million_characters_still_passes_twice() -> None:
    allowance = Allowance()
    assert [allowance.take(8_000_000, now=0.0) for _ in range(4)] == [True, True, True, False]
    assert 8_000_000 // UNIT_BYTES < BURST / 2
