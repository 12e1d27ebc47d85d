"""Numbers on screen: as people round them, and the same from the server as from a script in the browser."""

from __future__ import annotations

import pytest

from sciatica_teach.views.numbers import percent, whole_percent


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0.125, "13 %"), (0.375, "38 %"), (0.625, "63 %"), (0.62, "62 %"), (0.5, "50 %"), (0.0994, "9.9 %"),
     (0.0995, "10 %"), (0.0004, "<0.1 %"), (0.994, "99 %"), (0.995, ">99 %")],
)
def test_a_share_is_whole_percent_and_a_half_is_rounded_up(share: float, shown: str) -> None:
    assert percent(share) == shown


@pytest.mark.parametrize(("share", "shown"), [(0, "0 %"), (0.125, "13 %"), (1, "100 %")])
def test_a_counted_share_may_be_none_or_all(share: float, shown: str) -> None:
    assert whole_percent(share) == shown
