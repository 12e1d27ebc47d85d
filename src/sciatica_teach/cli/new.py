"""`sciatica-teach new`: a file to begin with."""

from __future__ import annotations

import os
import shlex
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.content.writing import parse_case_name, write_case
from sciatica_teach.errors import ContentError
from sciatica_teach.model.knowledge import KnowledgeBase
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
    knowledge = _load(replace(settings, content_dir=folder if folder.is_dir() else None))
    path = write_case(folder, parse_case_name(name, knowledge), knowledge, date.today().isoformat())
    click.echo(
        f"Written: {path}\n"
        f"  see it as a student would:  sciatica-teach preview {shlex.quote(str(path))}\n"
        f"  check it:                   sciatica-teach check {shlex.quote(str(folder))}\n"
        f"  teach with it:              sciatica-teach serve --content {shlex.quote(str(folder))}"
    )


def _load(settings: Settings) -> KnowledgeBase:
    """What the new case must not clash with; a folder whose other files are broken just now is no obstacle."""
    try:
        return load_knowledge(settings)
    except ContentError:
        return load_knowledge(replace(settings, content_dir=None))
