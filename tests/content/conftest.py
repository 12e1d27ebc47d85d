from __future__ import annotations

from pathlib import Path

import pytest
from example_content import ExampleContent


@pytest.fixture
def examples(tmp_path: Path) -> ExampleContent:
    return ExampleContent(tmp_path / "kb")
