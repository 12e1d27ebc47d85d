"""Messages between server, warm process and kernels: one JSON object each, over a pair of sockets that has no name.

A pair is made by the server and handed down, so nobody else can connect. The sockets keep messages apart
(SOCK_SEQPACKET), and a message may carry another socket.
"""

from __future__ import annotations

import json
import socket
from typing import Any

LARGEST = 1 << 20
"""Bytes of one message. What is sent is far smaller: the system takes some 200 kB, and an environment has about 5."""

Message = dict[str, Any]


def build_pair() -> tuple[socket.socket, socket.socket]:
    """Two sockets that reach one another and nobody else."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send(channel: socket.socket, message: Message, *carried: int) -> None:
    """Raises OSError where the other end is gone or the message is too large for the system."""
    socket.send_fds(channel, [json.dumps(message).encode()], list(carried))


def receive(channel: socket.socket) -> tuple[Message | None, list[int]]:
    """The next message and the descriptors that came with it; None once the other end is closed."""
    try:
        data, carried, _flags, _sender = socket.recv_fds(channel, LARGEST, 1, socket.MSG_CMSG_CLOEXEC)
    except ConnectionResetError:  # the other end died with messages unread
        return None, []
    return (json.loads(data) if data else None), carried
