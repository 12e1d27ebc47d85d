"""`sciatica-teach serve`: check everything first, then open the port."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.hosting.launch import ServeOptions, build_app
from sciatica_teach.settings import Settings, find_resources
from sciatica_teach.store.opening import open_store

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def _say(words: str) -> None:
    click.echo(words)
    sys.stdout.flush()  # whoever waits for the address may read it through a pipe


def _read_settings(database: str | None, content: Path | None) -> Settings:
    chosen = {
        "SCIATICA_TEACH_DATABASE": database,
        "SCIATICA_TEACH_CONTENT": str(content.resolve()) if content else None,
    }
    return Settings.from_environment({**os.environ, **{name: value for name, value in chosen.items() if value}})


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 lets others in.")
@click.option("--port", default=8866, show_default=True, type=click.IntRange(0, 65535), help="If taken: the next free.")
@click.option("--database", metavar="URL", help="Where records are kept, such as postgresql://HOST/NAME.")
@click.option("--content", type=_FOLDER, help="Your own content, laid over the shipped one.")
@click.option("--notebooks", type=_FOLDER, help="Your own lessons instead of the shipped ones.")
@click.option("--open/--no-open", "open_browser", default=None, help="Open a browser; by default from a terminal only.")
def command(
    host: str, port: int, database: str | None, content: Path | None, notebooks: Path | None, open_browser: bool | None
) -> None:
    """Start the apps and print their address. Stop with Ctrl-C."""
    settings = _read_settings(database, content)
    knowledge = load_knowledge(settings)
    store = open_store(settings)
    options = ServeOptions(
        host=host,
        port=port,
        notebooks=(notebooks or find_resources("notebooks")).resolve(),
        open_browser=sys.stdout.isatty() if open_browser is None else open_browser,
    )
    app = build_app(options, settings, store, knowledge.version, _say)
    try:
        app.start()
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(f"The server cannot listen on {host}, port {port}: {reason}.") from error
