"""The content that comes with the package, and the example content of the manual."""

from __future__ import annotations

import re

from example_content import MANUAL, read_examples

from sciatica_teach.content.checking import check_content
from sciatica_teach.content.folders import SHIPPED
from sciatica_teach.content.shapes import FILES, FOLDERS


def test_the_shipped_content_has_no_problem() -> None:
    assert [str(problem) for problem in check_content([SHIPPED]).problems] == []


def test_there_is_as_much_content_as_was_promised() -> None:
    counts = check_content([SHIPPED]).count()

    assert counts["sources"] >= 30
    assert counts["causes"] >= 12
    assert counts["findings"] >= 45
    assert counts["cases"] >= 4
    assert counts["items"] >= 30


def test_the_manual_has_an_example_of_every_kind_of_file() -> None:
    places = {name.rpartition("/")[0] or name for name in read_examples()}

    assert places == {*FOLDERS, *FILES}
    assert len(read_examples()) == len(re.findall("^```yaml$", MANUAL.read_text(encoding="utf-8"), re.MULTILINE))
