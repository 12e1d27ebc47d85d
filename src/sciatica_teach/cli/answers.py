"""Findings with their answers, as they are written on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, get_args

import click

from sciatica_teach.model.findings import Answer

ANSWERS: Final[dict[str, Answer]] = {str(answer): answer for answer in get_args(Answer)}


def parse_findings(texts: Iterable[str]) -> dict[str, Answer]:
    """`slump=present` and the like, as finding id -> answer. Raises a usage error that says what to write."""
    observed: dict[str, Answer] = {}
    for text in texts:
        finding_id, _, answer = text.partition("=")
        if not finding_id or answer not in ANSWERS:
            example = finding_id or "slump"
            choices = f"{example}=present, {example}=absent or {example}=unknown"
            raise click.UsageError(f"'{text}' is no finding with its answer. Write {choices}, without blanks.")
        if finding_id in observed:
            raise click.UsageError(f"'{finding_id}' is given twice. Give each finding once.")
        observed[finding_id] = ANSWERS[answer]
    return observed
