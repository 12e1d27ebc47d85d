"""`sciatica-teach schemas`: JSON Schemas of the content files, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from sciatica_teach.content.schemas import export_schemas


@click.command(name="schemas")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, writable=True, path_type=Path))
def command(folder: Path) -> None:
    """Write the JSON Schemas of all content files into DIR."""
    for path in export_schemas(folder):
        click.echo(path)
