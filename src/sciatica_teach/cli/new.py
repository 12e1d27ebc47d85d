"""`sciatica-teach new`: a file to begin with."""

from __future__ import annotations

import os
import shlex
from datetime import datetime
from pathlib import Path

import click

from sciatica_teach.content.authoring.beginning import KINDS, begin_item, begin_set
from sciatica_teach.content.authoring.keeping import NEW, load_text, save_text
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
    path = write_case(folder, name, below, f"{datetime.now():%Y-%m-%d}")
    click.echo(
        f"Written: {path}\n"
        f"  see it as a student would:  sciatica-teach preview {shlex.quote(str(path))}\n"
        f"  check it:                   sciatica-teach check {shlex.quote(str(folder))}\n"
        f"  teach with it:              sciatica-teach serve --content {shlex.quote(str(folder))}"
    )


@command.command(name="item")
@click.argument("name")
@click.option("--kind", default="single", show_default=True, type=click.Choice(KINDS), help="How it is answered.")
@click.option("--quiz", default="my-questions", show_default=True, help="The quiz it goes into, begun if need be.")
@click.option("--folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path),
              help=f"Your content folder, made if needed; by default SCIATICA_TEACH_CONTENT, else {FOLDER}.")
def write_new_item(name: str, kind: str, quiz: str, folder: Path | None) -> None:
    """Write a first question to the end of DIR/items/QUIZ.yaml, which you then change line by line.

    NAME and QUIZ are in small letters, such as numb-saddle. A quiz that exists keeps everything that is in it.
    """
    folder = folder or Settings.from_environment(os.environ).content_dir or Path(FOLDER)
    relative, entry, now = f"items/{quiz}.yaml", begin_item(kind, name), datetime.now()
    loaded = load_text(folder, relative)
    if loaded.stamp == NEW:
        text = begin_set(quiz, entry, f"{now:%Y-%m-%d}")
    else:
        from sciatica_teach.content.authoring.editing import append_text  # its library is for those who need it

        text = append_text(loaded.text, ("items",), entry)
    save_text(folder, relative, text, loaded.stamp, now)
    click.echo(
        f"Written: {folder / relative}\n"
        f"  check it:                   sciatica-teach check {shlex.quote(str(folder))}\n"
        f"  teach with it:              sciatica-teach serve --content {shlex.quote(str(folder))}"
    )
