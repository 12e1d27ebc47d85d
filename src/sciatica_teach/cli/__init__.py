"""The command line: `sciatica-teach COMMAND`. One module per command; this one only gathers them."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from sciatica_teach.errors import SciaticaTeachError

COMMANDS = {
    "advise": "What each technique and point is for a patient with a cause, and why.",
    "check": "Check all content and name every problem with its file and line.",
    "db": "Back up, restore or purge the record store.",
    "differential": "Prior, posterior and reasons for a setting and some findings.",
    "lesion": "Damage a nerve: what fails, and by which path.",
    "localise": "Which single lesion explains these findings best.",
    "new": "Write a small whole case to change line by line.",
    "preview": "Show a case in the browser while you write it.",
    "release": "Open the marks of an exam paper, or list the open ones.",
    "review": "What awaits a clinician's review, safety first; record that one was done.",
    "schemas": "Write the JSON Schemas of the content files, for editors.",
    "serve": "Start the apps and print their address.",
    "sources": "What is cited, what nothing cites, and what cites nothing.",
}


class _LazyGroup(click.Group):
    """Imports a command's module only when it is called: `check` never pays for the web server."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"sciatica_teach.cli.{cmd_name}").command
        return command


@click.command(cls=_LazyGroup)
@click.version_option(package_name="sciatica-teach")
def group() -> None:
    """Sciatica Teach: lessons, cases and quizzes about leg pain, for education only."""


def main() -> None:
    """Run the command line; an expected error is printed as one message, without a traceback."""
    try:
        group()
    except SciaticaTeachError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
