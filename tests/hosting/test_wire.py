"""The coding of frames in the browser (`live/wire.js`) against that of Jupyter's server, in both directions."""

from __future__ import annotations

import base64
import json
import random

import pytest
from jupyter_server.services.kernels.connection.base import deserialize_binary_message, serialize_binary_message
from playwright.sync_api import Page
from support.server import Server

pytestmark = pytest.mark.browser

EXCHANGE = """async ([address, frames]) => {
  const { decode, encode } = await import(address);
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const text = (data) => btoa(Array.from(new Uint8Array(data), (byte) => String.fromCharCode(byte)).join(""));
  const cut = (view) => view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
  return Promise.all(frames.map(async (frame) => {
    const { buffers, ...message } = decode(bytes(frame).buffer);
    const again = encode(message, buffers);
    const sent = typeof again === "string" ? again : text(await again.arrayBuffer());
    return { message, buffers: buffers.map((view) => text(cut(view))), sent };
  }));
}"""
WORDS = ["", "Müller", "腰痛", "a\nb\u2028", "🦴", '"', "0" * 5000]


def make_messages(rng: random.Random, count: int):
    for _ in range(count):
        content = {rng.choice(WORDS): rng.choice([None, 0.1, -7, [], rng.choice(WORDS), {"path": ["a", 0]}])}
        buffers = [rng.randbytes(rng.choice([0, 1, 3, 4, 1000])) for _ in range(rng.randrange(5))]
        yield {"header": {}, "parent_header": {}, "metadata": {}, "content": content, "buffers": buffers}


def test_frames_of_either_side_are_understood_by_the_other(page: Page, server: Server) -> None:
    messages = list(make_messages(random.Random(8), 200))
    frames = [base64.b64encode(serialize_binary_message(message)).decode() for message in messages]
    page.goto(f"{server.url}/resume")
    heard = page.evaluate(EXCHANGE, [f"{server.url}/static/live/any/wire.js", frames])
    for message, got in zip(messages, heard, strict=True):
        plain = {key: value for key, value in message.items() if key != "buffers"}
        assert got["message"] == plain
        assert [base64.b64decode(buffer) for buffer in got["buffers"]] == message["buffers"]
        if message["buffers"]:
            assert deserialize_binary_message(base64.b64decode(got["sent"])) == message
        else:
            assert json.loads(got["sent"]) == plain
