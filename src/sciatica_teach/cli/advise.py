"""`sciatica-teach advise`: what each technique and point is for a patient with a cause, and why."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Final

import click

from sciatica_teach.anatomy.shapes.needle_paths import measure_needle_paths
from sciatica_teach.cli.answers import parse_findings
from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.model.advice import Advice, AdvicePatient, Reason, Verdict
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import STANDINGS, Standing
from sciatica_teach.reasoning.advice import advise
from sciatica_teach.settings import Settings

HEADS: Final[dict[Standing, str]] = {
    "preferred": "PREFERRED", "acceptable": "ACCEPTABLE", "not-indicated": "NOT INDICATED",
    "contraindicated": "CONTRAINDICATED",
}

SPEED: Final = {"routine": "alongside", "urgent": "within days", "same-day": "today", "emergency": "now"}


@dataclass(frozen=True, kw_only=True)
class _Result:
    kb: KnowledgeBase
    advice: Advice


@click.command(name="advise")
@click.argument("cause")
@click.option("--flag", "flags", multiple=True, metavar="FLAG", help="A caution of the patient; may be given again.")
@click.option("--finding", "findings", multiple=True, metavar="FINDING=ANSWER",
              help="What was found: present, absent or unknown; may be given again.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def command(cause: str, flags: tuple[str, ...], findings: tuple[str, ...], as_json: bool) -> None:
    """What each technique and point is for a patient with CAUSE, and why.

    \b
    A FLAG is a caution, a FINDING comes with its answer, as in
        sciatica-teach advise lumbar-disc --flag pacemaker --finding saddle-numbness=absent

    Sending comes before any technique. For education only: no result is advice about a real patient.
    """
    kb = load_knowledge(Settings.from_environment(os.environ))
    patient = AdvicePatient(flags=flags, observed=parse_findings(findings))
    result = _Result(kb=kb, advice=advise(kb, cause, patient, paths=measure_needle_paths(kb.anatomy)))
    click.echo(json.dumps(asdict(result.advice), indent=2, ensure_ascii=False) if as_json
               else "\n".join(_as_text(result)))


def _as_text(result: _Result) -> Iterator[str]:
    kb, advice = result.kb, result.advice
    yield f"{kb.get_cause(advice.cause_id).name}"
    if advice.flags:
        yield f"with: {', '.join(kb.treatment.get_caution(flag).name for flag in advice.flags)}"
    yield ""
    yield from _referral_lines(advice)
    for standing in reversed(STANDINGS):
        yield from _technique_lines(result, standing)
    yield "\npoints"
    for standing in reversed(STANDINGS):
        codes = [kb.treatment.get_point(verdict.id).code for verdict in advice.points if verdict.standing == standing]
        if codes:
            yield f"  {HEADS[standing].lower()}: {', '.join(codes)}"
    yield from _path_lines(result)
    yield "\nFor education only; not medical advice; a clinician's review is awaited. --json has every reason."


def _referral_lines(advice: Advice) -> Iterator[str]:
    if advice.refer == "treat":
        yield "sent first: nothing given here asks for it; ask for the red flags at every visit"
        return
    yield f"SENT FIRST, {SPEED[advice.refer]}" if advice.refer != "routine" else "sent as well, alongside"
    for reason in advice.refer_reasons:
        yield f"  {reason.of}: {_told(reason)}"


def _technique_lines(result: _Result, standing: Standing) -> Iterator[str]:
    verdicts = [verdict for verdict in result.advice.techniques if verdict.standing == standing]
    if verdicts:
        yield f"\n{HEADS[standing]}"
    for verdict in verdicts:
        yield from _verdict_lines(result.kb, verdict)


def _verdict_lines(kb: KnowledgeBase, verdict: Verdict) -> Iterator[str]:
    yield f"  {kb.treatment.get_technique(verdict.id).name} ({verdict.id})"
    yield f"      {_told(verdict.reasons[0])}"
    for condition in verdict.conditions:
        yield f"      safer: {condition.text}"


def _path_lines(result: _Result) -> Iterator[str]:
    """What a needle at a point that is not ruled out meets first in the model, over its builds."""
    usable = [one.id for one in result.advice.points if one.standing in ("preferred", "acceptable")]
    named = {path.point for path in result.advice.paths} & set(usable)
    if named:
        yield "\nnearest to the needle in the schematic model, over its builds; never how deep to go"
    for point_id in (one for one in usable if one in named):
        paths = [path for path in result.advice.paths if path.point == point_id]
        nearest = min(paths, key=lambda path: path.clearance_mm).structure
        depths = [path.depth_mm for path in paths if path.structure == nearest]
        code = result.kb.treatment.get_point(point_id).code
        yield f"  {code}: {nearest}, {min(depths):.0f} to {max(depths):.0f} mm under the skin"


def _told(reason: Reason) -> str:
    """The reason with its mark and sources, and the flag where sources conflict."""
    behind = ", ".join(reason.sources) or "no source"
    conflict = "; sources conflict" if reason.conflict else ""
    return f"{reason.text} [{reason.mark}: {behind}{conflict}]"
