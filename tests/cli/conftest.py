"""What the tests of several commands share."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_content import ExampleContent

from sciatica_teach.content import folders


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ExampleContent:
    """The manual's examples in the place of the shipped content."""
    examples = ExampleContent(tmp_path / "kb")
    monkeypatch.setattr(folders, "SHIPPED", examples.folder)
    monkeypatch.delenv("SCIATICA_TEACH_CONTENT", raising=False)
    monkeypatch.chdir(tmp_path)
    return examples
