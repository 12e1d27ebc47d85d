"""What the person who starts the server decides."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sciatica_teach.errors import HostingError
from sciatica_teach.hosting.headers import require_origins
from sciatica_teach.hosting.live.addresses import require_public_url

KernelStart = Literal["forked", "ordinary"]
"""How kernels come into being: from a warm process (Linux), or each as a program of its own (anywhere)."""

FORKING_WORKS = sys.platform == "linux"
"""Whether this machine can fork kernels from a warm process."""

IDLE_S = 3600.0
MOST_KERNELS = 250
SPARES_OF: dict[KernelStart, int] = {"forked": 0, "ordinary": 2}
"""How many kernels are kept ready unless somebody says otherwise. A fork is there in a tenth of a second, sooner than a
spare that waited has its memory warm again; a program of its own takes seconds to start."""


@dataclass(frozen=True, kw_only=True)
class ServeOptions:
    """The options of `sciatica-teach serve`; the table of them is in docs/hosting.md."""

    host: str = "127.0.0.1"
    port: int = 8866
    """0 takes any free port."""
    base_url: str = "/"
    """The path under which everything is offered, with a slash at both ends: `/` or `/sciatica/`."""
    notebooks: Path
    open_browser: bool = False
    is_course: bool = True
    """False where what is served is no lesson of the course, whatever its file is called."""
    kernel_start: KernelStart = "ordinary"
    warm: str = ""
    """Module of this package whose `warm_up()` the warm process calls before it forks; needed for "forked"."""
    most_kernels: int = MOST_KERNELS
    """How many may live at once; who comes after them waits on a page that tries again by itself."""
    spare_kernels: int = SPARES_OF["ordinary"]
    """How many are kept ready for the next visitors; 0 starts each when it is asked for."""
    idle_s: float = IDLE_S
    """A kernel that hears nothing for so long is ended. Nothing is lost: answers are in the record store."""
    frame_ancestors: tuple[str, ...] = ()
    """Origins, such as `https://lms.example.org`, whose pages may show ours in a frame; our own always may."""
    behind_proxy: bool = False
    """Whether a proxy stands in front, whose word on the visitor's address and protocol is taken."""
    log_json: bool = False
    """Whether the log is written as one JSON object a line."""
    place: str = ""
    """This server's name among several behind one proxy; see `hosting.place`."""
    identity: str = "cookie"
    """How visitors are told apart: "cookie", "header:NAME" or "hub"; see `hosting.visitors`."""
    name_key: bytes = field(default=b"", repr=False)
    """What names are hashed under, for visitors who have one."""
    drain_s: float = 0.0
    """How long a server that was asked to end (SIGTERM) leaves open pages their kernels; 0 ends at once."""
    instructor_key: str = field(default="", repr=False)
    """What opens the pages for instructors; without one nobody gets there by a key."""
    tells_door: bool = False
    """Whether the address of the instructors' door, key and all, is said when the server is ready."""
    instructor_group: str = ""
    """The Hub's group whose members are instructors."""
    public_url: str = ""
    """Scheme, host and port under which phones reach this server; empty where it can tell by itself."""
    privacy_note: str = ""
    """What the operator adds to the privacy page: plain text, its paragraphs parted by empty lines."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "frame_ancestors", require_origins(self.frame_ancestors))
        object.__setattr__(self, "public_url", require_public_url(self.public_url))


def choose_start(wanted: str) -> KernelStart:
    """What "auto", "forked" or "ordinary" comes to on this machine. Raises HostingError where it cannot fork."""
    if wanted == "forked" and not FORKING_WORKS:
        raise HostingError(
            "Kernels can be forked on Linux only. Start with --kernels ordinary, or leave the option out."
        )
    return "forked" if FORKING_WORKS and wanted != "ordinary" else "ordinary"
