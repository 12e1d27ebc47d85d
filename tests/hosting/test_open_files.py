"""A class fits into one server: neither open files nor zmq's sockets end before the seats do."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import zmq

from sciatica_teach.hosting.kernels.lesson_kernels import LessonKernels
from sciatica_teach.hosting.open_files import allow_files, allow_sockets

resource = pytest.importorskip("resource", reason="this system has no limit of open files")


@pytest.fixture
def limits() -> Iterator[None]:
    """The limit of this process, put back."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_a_server_may_open_more_sockets_than_zmq_gives_by_itself() -> None:
    kernels = LessonKernels(most=250)
    opened = []
    try:
        for _ in range(6 * 250):
            opened.append(kernels.context.socket(zmq.PAIR))
        assert len(opened) == 1500
    finally:
        for one in opened:
            one.close(linger=0)


def test_no_more_sockets_are_asked_for_than_zmq_can_give() -> None:
    context = zmq.Context()
    allow_sockets(context, 1_000_000)
    assert context.get(zmq.MAX_SOCKETS) == context.get(zmq.SOCKET_LIMIT)
    context.term()


@pytest.mark.usefixtures("limits")
def test_the_limit_of_open_files_is_raised_as_far_as_the_kernels_need() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, most))
    allow_files(100)
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (2100, most)
    allow_files(10)
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (2100, most)


@pytest.mark.usefixtures("limits")
def test_a_system_that_gives_too_few_files_is_told_of_with_what_fits(caplog: pytest.LogCaptureFixture) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, most))
    needed = (most - 500) // 16 + 1_000
    with caplog.at_level(logging.WARNING):
        allow_files(needed)
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (most, most)
    assert f"--most-kernels {(most - 500) // 16}" in caplog.text
