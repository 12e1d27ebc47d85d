"""`sciatica-teach preview`: what it refuses, what it serves, and what is left when it stops."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest
from click.testing import CliRunner
from support.server import serve

from sciatica_teach.cli import preview
from sciatica_teach.content.folders import SHIPPED

TEXT = (SHIPPED / "cases" / "marek.yaml").read_text(encoding="utf-8")


def preview_command(file: Path) -> list[str]:
    start = [sys.executable, "-c", "from sciatica_teach.cli import main; main()", "preview", str(file)]
    return [*start, "--no-open", "--port", "0"]


@pytest.mark.parametrize(("name", "words"), [("no-such-file.yaml", "does not exist"), (".", "is a directory")])
def test_what_is_no_file_is_refused_before_anything_starts(tmp_path: Path, name: str, words: str) -> None:
    result = CliRunner().invoke(preview.command, [str(tmp_path / name)])
    assert result.exit_code == 2
    assert words in result.output


@pytest.mark.parametrize("name", ["it's \"mine\".yaml", "a\\b {c}.yaml", "安.yaml"])
def test_the_lesson_names_the_file_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    preview.write_lesson(tmp_path, tmp_path / name)
    home, cases = (json.loads((tmp_path / f"{one}.ipynb").read_text(encoding="utf-8")) for one in ("index", "04_cases"))
    assert home == cases
    (cell,) = home["cells"]
    asked: list[str] = []
    line = cell["source"].splitlines()[-1]
    eval(line, {"apps": type("Apps", (), {"preview_case": asked.append})})
    assert asked == [str(tmp_path / name)]


@pytest.mark.slow
@pytest.mark.parametrize("sig", [signal.SIGINT, signal.SIGTERM])
def test_it_listens_here_only_and_leaves_nothing_behind(tmp_path: Path, sig: signal.Signals) -> None:
    file = tmp_path / "marek.yaml"
    file.write_text(TEXT, encoding="utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with serve(preview_command(file), home=tmp_path, env={"TMPDIR": str(scratch)}) as server:
        process = psutil.Process(server.process.pid)
        listening = [one.laddr.ip for one in process.net_connections() if one.status == psutil.CONN_LISTEN]
        assert b"st-lesson" in urlopen(f"{server.url}/voila/render/index.ipynb").read()
        kernels = process.children(recursive=True)
        assert kernels
        assert server.stop(sig) == 0
        _, alive = psutil.wait_procs(kernels, timeout=10)
        assert alive == []
        assert "Traceback" not in server.log()
    assert set(listening) == {"127.0.0.1"}
    assert list(scratch.glob("sciatica-preview-*")) == []
    assert not (tmp_path / "records.sqlite").exists()
