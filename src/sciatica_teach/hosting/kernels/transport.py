"""Over what server and kernels speak: sockets that are files in the server's own folder, where the system has them.

Jupyter's usual way is five TCP ports for each kernel, looked for by the server and opened by the kernel a moment
later. In that moment another server's kernel may take one of them: a page then comes without its widgets, or a message
reaches a kernel it was not meant for, which throws it away. A file's name belongs to one kernel, and nobody but the
server's own account may enter the folder.
"""

from __future__ import annotations

import os
import tempfile
from typing import Literal

import zmq

LONGEST_NAME = 103
"""Bytes of a socket's path: the least that any system takes (macOS; Linux takes four more)."""
LONGEST_REST = len("/voila_12345678/kernel-") + len("0123456789abcdef_") + 36 + len("-ipc-5")
"""What follows the folder for temporary files: Voilà's folder, the longest place, the kernel's id, a number."""
REMEMBERED_MESSAGES = 1_000
"""A message that comes a second time is refused, if it is among so many. Jupyter keeps 65,536 for each kernel: 16 MB,
filled by an hour of a class."""

Transport = Literal["ipc", "tcp"]


def choose_transport() -> Transport:
    """`ipc` where there are such sockets, and the folder for temporary files leaves room for their names."""
    fits = len(os.fsencode(tempfile.gettempdir())) + LONGEST_REST <= LONGEST_NAME
    return "ipc" if os.name == "posix" and zmq.has("ipc") and fits else "tcp"
