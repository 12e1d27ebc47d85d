"""What can be found: each thing that is taught, with its names and its text.

Keys stay out: no quiz question, no verdict on the article, no rate and no truth of a case. A case is found by the
patient's name and by nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase

Kind = Literal[
    "term", "cause", "point", "nerve", "muscle", "skin-field", "reflex", "structure", "finding", "technique", "caution",
    "danger", "pattern", "trial", "claim", "lesson", "case", "source",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which things that fit equally well are shown."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that can be found. `kind` and `id` lead to it, `title` is shown, all of `names` are as good."""

    kind: Kind
    id: str
    title: str
    names: tuple[str, ...] = ()
    text: str = ""


def list_entries(kb: KnowledgeBase) -> tuple[Entry, ...]:
    """Everything in the knowledge base that may be found. Lessons and their headings are not in there."""
    return (*_words_and_causes(kb), *_anatomy(kb), *_treatment(kb), *_evidence(kb))


def _join(*claims: Claim) -> str:
    return " ".join(claim.text for claim in claims)


def _words_and_causes(kb: KnowledgeBase) -> Iterator[Entry]:
    for term in kb.terms:
        yield Entry(kind="term", id=term.id, title=_capital(term.term), names=term.names, text=term.meaning.text)
    for cause in kb.causes:
        said = _join(cause.summary, *cause.story, cause.mechanism, *cause.tells_apart, *cause.needling)
        yield Entry(kind="cause", id=cause.id, title=cause.name, names=(cause.name, cause.short), text=said)
    for finding in kb.findings:
        yield Entry(kind="finding", id=finding.id, title=finding.name, names=(finding.name,), text=finding.ask)
    for case in kb.cases:
        yield Entry(kind="case", id=case.id, title=case.patient.name, names=(case.patient.name,))


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _anatomy(kb: KnowledgeBase) -> Iterator[Entry]:
    body = kb.anatomy
    for nerve in body.nerves:
        said = _join(nerve.course, *nerve.damage, *nerve.needling)
        yield Entry(kind="nerve", id=nerve.id, title=nerve.name, names=(nerve.name,), text=said)
    for muscle in body.muscles:
        said = f"It {muscle.action}. {_join(muscle.test, *muscle.needling)}"
        yield Entry(kind="muscle", id=muscle.id, title=muscle.name, names=(muscle.name,), text=said)
    for field in body.skin_fields:
        said = f"{field.where} {field.overlap.text}"
        yield Entry(kind="skin-field", id=field.id, title=field.name, names=(field.name,), text=said)
    for reflex in body.reflexes:
        yield Entry(kind="reflex", id=reflex.id, title=reflex.name, names=(reflex.name,), text=reflex.how.text)
    for one in body.structures:
        said = _join(*one.about, *one.needling)
        yield Entry(kind="structure", id=one.id, title=one.name, names=(one.name,), text=said)


def _treatment(kb: KnowledgeBase) -> Iterator[Entry]:
    care = kb.treatment
    for point in care.points:
        name = point.name
        names = (point.code, name.pinyin, name.han, name.traditional, name.english, *name.also)
        said = f"{name.english}. {_join(point.location, *point.dangers, *point.tradition)}"
        yield Entry(kind="point", id=point.id, title=f"{point.code} {name.pinyin}", names=names, text=said)
    for technique in care.techniques:
        said = _join(technique.what, *technique.claimed, *technique.shown, technique.evidence)
        names = (technique.name, technique.short)
        yield Entry(kind="technique", id=technique.id, title=technique.name, names=names, text=said)
    for caution in care.cautions:
        names = (caution.name, caution.short)
        yield Entry(kind="caution", id=caution.id, title=caution.name, names=names, text=caution.about.text)
    for danger in care.dangers:
        yield Entry(kind="danger", id=danger.id, title=danger.name, names=(danger.name,), text=danger.what.text)
    for pattern in care.patterns:
        names = (pattern.name, pattern.pinyin, pattern.han)
        said = _join(pattern.signs, pattern.beside)
        yield Entry(kind="pattern", id=pattern.id, title=pattern.name, names=names, text=said)


def _evidence(kb: KnowledgeBase) -> Iterator[Entry]:
    for trial in kb.treatment.trials:
        yield Entry(kind="trial", id=trial.id, title=trial.name, names=(trial.name,), text=trial.design.text)
    for claim in kb.article_claims:
        yield Entry(kind="claim", id=claim.id, title=claim.claim, names=(claim.claim,))
    for source in kb.sources:
        yield Entry(kind="source", id=source.id, title=source.citation, names=(source.citation,), text=source.says)
