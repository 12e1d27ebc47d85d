"""`sciatica-teach check`: every problem of the content at once."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import click

from sciatica_teach.content.checking import CheckedContent, check_content
from sciatica_teach.content.folders import choose_folders
from sciatica_teach.settings import Settings


@click.command(name="check")
@click.argument("folder", metavar="[DIR]", required=False,
                type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print counts, problems and notices as JSON.")
def command(folder: Path | None, as_json: bool) -> None:
    """Check all content and name every problem with its file and line.

    DIR is a folder of your own, laid over the shipped content as `serve --content DIR` would: a file with the same
    relative path replaces the shipped one, any other is added. Without DIR the folder in SCIATICA_TEACH_CONTENT is
    taken, if there is one. The exit code is 1 if there is any problem.
    """
    own = folder or Settings.from_environment(os.environ).content_dir
    checked = check_content(choose_folders(own))
    click.echo(_as_json(checked) if as_json else _as_text(checked))
    if checked.problems:
        raise click.exceptions.Exit(1)


def _as_json(checked: CheckedContent) -> str:
    return json.dumps(
        {
            "counts": checked.count(),
            "problems": [asdict(problem) for problem in checked.problems],
            "notices": [asdict(notice) for notice in checked.notices],
        },
        indent=2,
        ensure_ascii=False,
    )


def _as_text(checked: CheckedContent) -> str:
    counts = ", ".join(f"{kind.replace('_', ' ')} {number}" for kind, number in checked.count().items() if number)
    found = len(checked.problems)
    verdict = "no problem" if not found else f"{found} problem{'s' if found > 1 else ''}"
    noticed = f"; notices {len(checked.notices)} (shown by --json)" if checked.notices else ""
    return "\n".join([*map(str, checked.problems), f"{counts or 'no content'}: {verdict}{noticed}"])
