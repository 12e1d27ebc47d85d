"""`sciatica-teach localise`: which single lesion explains these findings?"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

import click

from sciatica_teach.anatomy.nerves.bedside import Urgent, find_urgent
from sciatica_teach.anatomy.nerves.graph import NerveGraph, build_graph
from sciatica_teach.anatomy.nerves.levels import VALUES, kind_of
from sciatica_teach.anatomy.nerves.localise import localise, next_examination
from sciatica_teach.anatomy.nerves.variants import ORDINARY
from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.model.deficits import Explanation
from sciatica_teach.settings import Settings

SHOWN = 5
"""How many explanations are printed; JSON has them all."""

WARNINGS: Final[dict[Urgent, str]] = {
    "saddle": "Loss in the saddle or at the anus: send to an emergency department now, whatever explains it best.",
    "foot-lift": "The foot lift is weak: if that is new, a doctor hears of it the same day, whatever explains it.",
}


@click.command(name="localise")
@click.argument("deficits", metavar="DEFICIT...", nargs=-1, required=True)
@click.option("--variant", default=ORDINARY, show_default=True,
              help="How the sciatic nerve passes piriformis, a to f.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON, all sites ranked.")
def command(deficits: tuple[str, ...], variant: str, as_json: bool) -> None:
    """Which single lesion explains these findings best, what fits it and what contradicts it.

    \b
    A DEFICIT is MUSCLE=0..5, FIELD=lost, reduced or normal, REFLEX=absent, reduced or normal; give the normal
    findings too, as in
        sciatica-teach localise tibialis-anterior=1 tibialis-posterior=5 gluteus-medius=5 foot-dorsum=lost

    For education only: no result is advice about a real patient.
    """
    graph = build_graph(load_knowledge(Settings.from_environment(os.environ)).anatomy, variant)
    observed = _parse(graph, deficits)
    ranked = localise(graph, observed)
    if as_json:
        click.echo(json.dumps(_as_json(graph, observed, ranked), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_as_text(graph, observed, ranked)))


def _parse(graph: NerveGraph, texts: Iterable[str]) -> dict[str, str]:
    observed: dict[str, str] = {}
    for text in texts:
        target_id, _, value = text.partition("=")
        if not target_id:
            raise click.UsageError(f"'{text}' is no finding. Write ankle-jerk=absent, without blanks.")
        choices = VALUES[kind_of(graph.get_target(target_id))]
        if value not in choices:
            written = ", ".join(f"{target_id}={choice}" for choice in choices)
            raise click.UsageError(f"'{text}' is no finding. Write one of {written}, without blanks.")
        if target_id in observed:
            raise click.UsageError(f"'{target_id}' is given twice. Give each finding once.")
        observed[target_id] = value
    return observed


def _as_json(graph: NerveGraph, observed: Mapping[str, str], ranked: tuple[Explanation, ...]) -> dict[str, Any]:
    return {
        "variant": graph.variant,
        "observed": observed,
        "warning": _warn(graph, observed) or None,
        "explanations": [{"name": graph.name_of(each.site), **asdict(each)} for each in ranked],
        "next": next_examination(graph, ranked),
    }


def _as_text(graph: NerveGraph, observed: Mapping[str, str], ranked: tuple[Explanation, ...]) -> Iterator[str]:
    if warning := _warn(graph, observed):
        yield f"{warning}\n"
    shown = [each for each in ranked if each.severity > 0][:SHOWN]
    if not shown:
        yield _nothing_to_show(graph, observed)
        return
    width = max(len(graph.name_of(each.site)) for each in shown)
    yield f"{'one lesion of':<{width}}   misfit   severity       explains"
    for each in shown:
        yield (f"{graph.name_of(each.site):<{width}}   {each.misfit:6.1f}   {each.severity:.2f} to {each.up_to:.2f}   "
               f"{len(each.fits)} of {len(observed)}")
        yield from _reasons(graph, each)
    wanted = next_examination(graph, ranked)
    if wanted:
        yield f"\nexamine next: {graph.get_target(wanted).name} ({wanted}), where the first two differ most"


def _nothing_to_show(graph: NerveGraph, observed: Mapping[str, str]) -> str:
    if _failing(graph, observed):
        return "no single lesion explains these findings better than none; think of two, or of no nerve at all"
    return "nothing given here fails, so there is no lesion to look for"


def _reasons(graph: NerveGraph, each: Explanation) -> Iterator[str]:
    for against in each.contradicts:
        name = graph.get_target(against.target).name
        yield f"    against it: {name} is {against.observed}, expected {against.predicted}"
    if each.unexamined:
        yield f"    should fail too: {_some(graph, each.unexamined)}"


def _some(graph: NerveGraph, target_ids: tuple[str, ...]) -> str:
    names = [graph.get_target(target_id).name for target_id in target_ids[:SHOWN]]
    more = len(target_ids) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _failing(graph: NerveGraph, observed: Mapping[str, str]) -> set[str]:
    return {target_id for target_id, value in observed.items()
            if value != VALUES[kind_of(graph.get_target(target_id))][0]}


def _warn(graph: NerveGraph, observed: Mapping[str, str]) -> str:
    return "\n".join(WARNINGS[one] for one in find_urgent(_failing(graph, observed)))
