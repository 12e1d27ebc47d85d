"""`sciatica-teach serve`: check everything first, then open the port."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.errors import HostingError
from sciatica_teach.hosting.instructors import keep_made_key, read_instructor_key
from sciatica_teach.hosting.launch import build_app
from sciatica_teach.hosting.options import IDLE_S, MOST_KERNELS, SPARES_OF, ServeOptions, choose_start
from sciatica_teach.hosting.place import NAME
from sciatica_teach.hosting.privacy import read_note
from sciatica_teach.hosting.visitors import check_identity, read_name_key
from sciatica_teach.settings import Settings, find_resources
from sciatica_teach.store.opening import open_store

WARM = "sciatica_teach.apps.warming"
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


def _whole_path(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """The path with a slash at both ends."""
    inner = value.strip("/")
    return f"/{inner}/" if inner else "/"


def _check_place(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value and not NAME.fullmatch(value):
        raise click.BadParameter("a place is called by 1 to 16 small letters and digits, such as a or north2.")
    return value


def _read_note(_context: click.Context, _option: click.Parameter, value: Path | None) -> str:
    return read_note(value) if value else ""


def _find_visitors(
    name_key_file: Path | None, *, identity: str, behind_proxy: bool, **_rest: Any
) -> dict[str, Any]:
    """The options that follow from who vouches for the visitors' names."""
    check_identity(identity, behind_proxy=behind_proxy)
    if identity == "cookie":
        return {}
    found: dict[str, Any] = {"name_key": read_name_key(name_key_file)}
    if identity == "hub":
        from sciatica_teach.hosting.hub import find_address  # only where JupyterHub is installed

        found |= asdict(find_address(os.environ))
    return found


def _find_instructor_key(
    file: Path | None, settings: Settings, *, instructor_group: str, identity: str, behind_proxy: bool, log_json: bool,
    place: str, **_rest: Any,
) -> dict[str, Any]:
    """The operator's key; else one of our own, told only where what is printed is read by whoever starts the server,
    and kept in no log."""
    if instructor_group and identity != "hub":
        raise HostingError("--instructor-group needs --identity hub: only a Hub tells who is in which group.")
    if key := read_instructor_key(file):
        return {"instructor_key": key}
    if behind_proxy or log_json or place or identity != "cookie":
        return {}
    return {"instructor_key": keep_made_key(settings.data_dir), "tells_door": True}


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, envvar="SCIATICA_TEACH_HOST",
              help="Address to listen on; 0.0.0.0 lets others in.")
@click.option("--port", default=8866, show_default=True, type=click.IntRange(0, 65535), envvar="SCIATICA_TEACH_PORT",
              help="If taken: the next free, except behind a proxy.")
@click.option("--base-url", default="/", show_default=True, metavar="PATH", envvar="SCIATICA_TEACH_BASE_URL",
              callback=_whole_path, help="Offer everything under this path, as behind a proxy.")
@click.option("--database", metavar="URL", help="Where records are kept, such as postgresql://HOST/NAME.")
@click.option("--content", type=_FOLDER, help="Your own content, laid over the shipped one.")
@click.option("--notebooks", type=_FOLDER, envvar="SCIATICA_TEACH_NOTEBOOKS",
              help="Your own lessons instead of the shipped ones.")
@click.option("--open/--no-open", "open_browser", default=None, help="Open a browser; by default from a terminal only.")
@click.option("--kernels", "kernel_start", default="auto", show_default=True, envvar="SCIATICA_TEACH_KERNELS",
              type=click.Choice(["auto", "forked", "ordinary"]), help="How kernels start; forked ones need Linux.")
@click.option("--most-kernels", default=MOST_KERNELS, show_default=True, type=click.IntRange(1),
              envvar="SCIATICA_TEACH_MOST_KERNELS", help="Who comes when so many live waits for a place.")
@click.option("--spare-kernels", show_default="0 where kernels are forked, else 2", type=click.IntRange(0, 50),
              envvar="SCIATICA_TEACH_SPARE_KERNELS", help="How many to keep ready for the next visitors.")
@click.option("--idle-minutes", default=IDLE_S / 60, show_default=True, type=click.FloatRange(0.1),
              envvar="SCIATICA_TEACH_IDLE_MINUTES", help="End a kernel that heard nothing for so long.")
@click.option("--frame-ancestor", "frame_ancestors", multiple=True, metavar="ORIGIN",
              envvar="SCIATICA_TEACH_FRAME_ANCESTORS", help="Let this site show the apps in a frame, such as an LMS.")
@click.option("--behind-proxy", is_flag=True, envvar="SCIATICA_TEACH_BEHIND_PROXY",
              help="Take the proxy's word on who asks. Only where nobody can reach this port past the proxy.")
@click.option("--place", default="", metavar="NAME", envvar="SCIATICA_TEACH_PLACE", callback=_check_place,
              help="This server's name among several behind one proxy, such as a.")
@click.option("--identity", default="cookie", show_default=True, metavar="HOW", envvar="SCIATICA_TEACH_IDENTITY",
              help="Tell visitors apart by cookie, by header:NAME from the proxy, or by hub (JupyterHub).")
@click.option("--name-key-file", metavar="FILE", envvar="SCIATICA_TEACH_NAME_KEY_FILE",
              type=click.Path(dir_okay=False, path_type=Path), help="The key that visitors' names are hashed under.")
@click.option("--instructor-key-file", metavar="FILE", envvar="SCIATICA_TEACH_INSTRUCTOR_KEY_FILE",
              type=click.Path(dir_okay=False, path_type=Path), help="The key that opens the instructors' pages.")
@click.option("--instructor-group", default="", metavar="NAME", envvar="SCIATICA_TEACH_INSTRUCTOR_GROUP",
              help="The JupyterHub group whose members are instructors.")
@click.option("--drain-seconds", "drain_s", default=0.0, show_default=True, type=click.FloatRange(0),
              envvar="SCIATICA_TEACH_DRAIN_SECONDS", help="Asked to end, keep open pages alive for so long.")
@click.option("--public-url", default="", metavar="URL", envvar="SCIATICA_TEACH_PUBLIC_URL",
              help="Where phones reach this server, such as http://192.168.1.20:8866, if it cannot tell.")
@click.option("--privacy-note", metavar="FILE", envvar="SCIATICA_TEACH_PRIVACY_NOTE", callback=_read_note,
              type=click.Path(dir_okay=False, path_type=Path), help="Plain text to show on the privacy page.")
@click.option("--log-json", is_flag=True, envvar="SCIATICA_TEACH_LOG_JSON", help="Log one JSON object a line.")
def command(
    database: str | None, content: Path | None, notebooks: Path | None, open_browser: bool | None, kernel_start: str,
    spare_kernels: int | None, idle_minutes: float, name_key_file: Path | None, instructor_key_file: Path | None,
    **rest: Any,
) -> None:
    """Start the apps and print their address. Stop with Ctrl-C."""
    rest |= _find_visitors(name_key_file, **rest)
    settings = _read_settings(database, content)
    rest |= _find_instructor_key(instructor_key_file, settings, **rest)
    knowledge = load_knowledge(settings)
    store = open_store(settings)
    start = choose_start(kernel_start)
    options = ServeOptions(
        notebooks=(notebooks or find_resources("notebooks")).resolve(),
        open_browser=sys.stdout.isatty() if open_browser is None else open_browser,
        kernel_start=start,
        spare_kernels=SPARES_OF[start] if spare_kernels is None else spare_kernels,
        warm=WARM,
        idle_s=60 * idle_minutes,
        **rest,
    )
    app = build_app(options, settings, store, knowledge.version, _say)
    try:
        app.start()
    except OSError as error:
        reason = error.strerror or str(error)
        where = f"{options.host}, port {options.port}"
        raise click.ClickException(f"The server cannot listen on {where}: {reason}.") from error
