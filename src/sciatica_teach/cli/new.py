"""`sciatica-teach new`: a file to begin with."""

from __future__ import annotations

import os
import shlex
from datetime import date
from pathlib import Path

import click

from sciatica_teach.content.folders import choose_folders
from sciatica_teach.content.writing import write_case
from sciatica_teach.settings import Settings

FOLDER = "my-content"


@click.group(name="new")
def command() -> None:
    """Write a file to begin with."""


@command.command(name="case")
@click.argument("name")
@click.option("--folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path),
              help=f"Your content folder, made if needed; by default SCIATICA_TEACH_CONTENT, else {FOLDER}.")
def write_new_case(name: str, folder: Path | None) -> None:
    """Write a small whole case to DIR/cases/NAME.yaml, which you then change line by line.

    NAME is a first name in small letters, such as jonas. A file that exists is never written over.
    """
    settings = Settings.from_environment(os.environ)
    folder = folder or settings.content_dir or Path(FOLDER)
    below = choose_folders(folder if folder.is_dir() else None)
    path = write_case(folder, name, below, date.today().isoformat())
    click.echo(
        f"Written: {path}\n"
        f"  see it as a student would:  sciatica-teach preview {shlex.quote(str(path))}\n"
        f"  check it:                   sciatica-teach check {shlex.quote(str(folder))}\n"
        f"  teach with it:              sciatica-teach serve --content {shlex.quote(str(folder))}"
    )
