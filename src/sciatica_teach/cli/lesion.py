"""`sciatica-teach lesion`: damage a nerve and see what fails, and by which path."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

import click

from sciatica_teach.anatomy.nerves.graph import NerveGraph, build_graph
from sciatica_teach.anatomy.nerves.lesions import lesion
from sciatica_teach.anatomy.nerves.variants import ORDINARY
from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.model.deficits import Deficits, Loss, Route, TargetKind
from sciatica_teach.settings import Settings

HEADINGS: Final[dict[TargetKind, str]] = {"muscle": "power, of 5", "field": "feeling", "reflex": "reflex"}


@click.command(name="lesion")
@click.argument("site")
@click.option("--severity", type=click.FloatRange(0, 1), default=1.0, show_default=True,
              help="Share of the fibres that are interrupted.")
@click.option("--variant", default=ORDINARY, show_default=True,
              help="How the sciatic nerve passes piriformis, a to f.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON, the unharmed structures too.")
def command(site: str, severity: float, variant: str, as_json: bool) -> None:
    """What fails when SITE is damaged, and the path that explains each loss.

    \b
    A SITE is a root, a plexus or a nerve, as in
        sciatica-teach lesion l5-root
        sciatica-teach lesion common-fibular --severity 0.5

    How many fibres a muscle draws from a root is an estimate resting on named sources, and so are the steps from
    fibres to power. For education only: no result is advice about a real patient.
    """
    graph = build_graph(load_knowledge(Settings.from_environment(os.environ)).anatomy, variant)
    deficits = lesion(graph, {site: severity})
    if as_json:
        click.echo(json.dumps(_as_json(graph, deficits), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_as_text(graph, deficits)))


def _as_json(graph: NerveGraph, deficits: Deficits) -> dict[str, Any]:
    return {
        "variant": graph.variant,
        "lesions": deficits.lesions,
        "losses": [{"name": graph.get_target(loss.target).name, **asdict(loss), "lost": round(loss.lost, 6)}
                   for loss in deficits.losses],
    }


def _as_text(graph: NerveGraph, deficits: Deficits) -> Iterator[str]:
    for site, severity in deficits.lesions.items():
        yield f"{graph.name_of(site)}: {100 * severity:.0f} % of its fibres interrupted"
    failing = [loss for loss in deficits.losses if loss.is_deficit]
    if not failing:
        yield "\nnothing that an examination would find"
        return
    width = max(len(graph.get_target(loss.target).name) for loss in failing)
    for kind, heading in HEADINGS.items():
        rows = [loss for loss in failing if loss.kind == kind]
        yield from _rows(graph, f"{heading:<{width}}", rows)
    rest = len(deficits.losses) - len(failing)
    yield f"\nthe other {rest} muscles, fields and reflexes are normal; [ ] is where a path is blocked"


def _rows(graph: NerveGraph, heading: str, losses: list[Loss]) -> Iterator[str]:
    if losses:
        yield f"\n{heading}            lost"
    for loss in losses:
        yield f"{graph.get_target(loss.target).name:<{len(heading)}}  {loss.value:<8}{100 * loss.lost:4.0f} %"
        yield from (f"    {', '.join(shares)}  {path}" for path, shares in _ways(loss).items())


def _ways(loss: Loss) -> dict[str, list[str]]:
    """Path from where it is blocked first -> the roots whose fibres take it, with their shares."""
    ways: dict[str, list[str]] = {}
    for route in loss.routes:
        if route.blocked_at:
            ways.setdefault(_path(route), []).append(f"{route.root} {100 * route.share:.0f} %")
    return ways


def _path(route: Route) -> str:
    onwards = route.through[route.through.index(route.blocked_at[0]):]
    return " > ".join(f"[{nerve_id}]" if nerve_id in route.blocked_at else nerve_id for nerve_id in onwards)
