"""`sciatica-teach preview`: a case in the browser while its file is being written."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from sciatica_teach.hosting.launch import build_app
from sciatica_teach.hosting.options import ServeOptions
from sciatica_teach.settings import Settings
from sciatica_teach.store.memory import MemoryStore
from sciatica_teach.store.opening import IN_MEMORY

HOST = "127.0.0.1"
"""Nobody else's business: what is shown is a draft, its key included."""
NAMES = ("index", "04_cases")


@click.command(name="preview")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--port", default=8877, show_default=True, type=click.IntRange(0, 65535), help="If taken: the next free.")
@click.option("--open/--no-open", "open_browser", default=None, help="Open a browser; by default from a terminal only.")
def command(file: Path, port: int, open_browser: bool | None) -> None:
    """Show the case in FILE as a student would see it, and again after each save. Stop with Ctrl-C.

    Where the file has problems, the page says which and what to do, and the case comes back once they are mended. A
    file in a folder called cases brings along whatever else of your own lies beside that folder. Nothing that is played
    is kept, and only this computer can open the page.
    """
    settings = replace(Settings.from_environment(os.environ), database=IN_MEMORY)
    with TemporaryDirectory(prefix="sciatica-preview-") as folder:
        lessons = Path(folder)
        write_lesson(lessons, file.resolve())
        options = ServeOptions(
            host=HOST, port=port, notebooks=lessons, is_course=False,
            open_browser=sys.stdout.isatty() if open_browser is None else open_browser,
        )
        app = build_app(options, settings, MemoryStore(), "preview", _say)
        try:
            app.start()
        except OSError as error:
            reason = error.strerror or str(error)
            raise click.ClickException(f"The server cannot listen on {HOST}, port {port}: {reason}.") from error


def write_lesson(folder: Path, file: Path) -> None:
    """The one lesson of the preview's server, under both names that links of a case lead to."""
    line = f"from sciatica_teach import apps\n\napps.preview_case({str(file)!r})"
    cell = {"cell_type": "code", "id": "case", "source": line, "execution_count": None}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": [{**cell, "metadata": {}, "outputs": []}], "metadata": {"kernelspec": kernel},
        "nbformat": 4, "nbformat_minor": 5,
    }
    for name in NAMES:
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def _say(words: str) -> None:
    click.echo(words)
    sys.stdout.flush()  # whoever waits for the address may read it through a pipe
