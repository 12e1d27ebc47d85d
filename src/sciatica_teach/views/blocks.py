"""Pieces of a card, as the JSON the `card` part draws: text, claims with their sources, tables, links.

Everything is plain text; the browser side sets it as text, so content can never bring markup with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sciatica_teach.model.evidence import Claim, Source
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views.words import say

Block = dict[str, Any]

STEP_THROUGH_MENUS = ""
"""The subject of a card whose buttons lead elsewhere. The browser keeps nothing of them to send again: the card may be
gone before it hears that the step was taken, and the step would be repeated when the attempt is next opened."""


def text(words: str, *, quiet: bool = False, quote: bool = False) -> Block:
    return {"type": "text", "text": words, "quiet": quiet, "quote": quote}


def items(lines: Iterable[str], *, ordered: bool = False) -> Block:
    return {"type": "list", "items": list(lines), "ordered": ordered}


def claim(kb: KnowledgeBase, said: Claim) -> Block:
    """A sentence with its evidence mark, its sources one click away, and a flag where sources conflict."""
    return marked(kb, said.text, said.mark, said.sources, said.conflict)


def marked(kb: KnowledgeBase, words: str, mark: str, source_ids: Sequence[str], conflict: str = "") -> Block:
    return {
        "type": "claim",
        "text": words,
        "mark": mark,
        "sources": [source_note(kb.get_source(source_id)) for source_id in source_ids],
        "conflict": conflict,
    }


def source_note(source: Source) -> dict[str, str]:
    """What is shown when a source is opened."""
    return {
        "id": source.id,
        "citation": source.citation,
        "says": source.says,
        "reading": say(f"reading.{source.reading}"),
        "href": address_of(source),
        "caution": source.caution,
    }


def address_of(source: Source) -> str:
    """Where the source can be read: its DOI, else PubMed, else its own address, else nothing."""
    if source.doi:
        return f"https://doi.org/{source.doi}"
    if source.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/"
    return source.url


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], numeric: Sequence[int] = ()) -> Block:
    return {
        "type": "table", "caption": caption, "head": list(head),
        "rows": [list(row) for row in rows], "numeric": list(numeric),
    }


def verdicts(lines: Iterable[dict[str, Any]]) -> Block:
    return {"type": "verdicts", "items": list(lines)}


def verdict(tone: str, word: str, words: str, note: str = "") -> dict[str, Any]:
    """One thing that was judged: shape and word, what it was, and why."""
    return {"tone": tone, "word": word, "text": words, "note": note}


def sourced_verdict(
    kb: KnowledgeBase, tone: str, word: str, words: str, *, why: str, mark: str, source_ids: Sequence[str]
) -> dict[str, Any]:
    """A verdict whose why is a claim of its own, with mark and sources."""
    evidence = marked(kb, why, mark, source_ids)
    return {**verdict(tone, word, words, why), "mark": evidence["mark"], "sources": evidence["sources"]}


def claim_verdict(kb: KnowledgeBase, tone: str, word: str, words: str, said: Claim) -> dict[str, Any]:
    """A verdict whose why is this claim, with its mark, its sources and, where they conflict, who says what."""
    evidence = claim(kb, said)
    judged = verdict(tone, word, words, said.text)
    return {**judged, "mark": said.mark, "sources": evidence["sources"], "conflict": said.conflict}


def facts(pairs: Iterable[tuple[str, str]]) -> Block:
    return {"type": "facts", "items": [list(pair) for pair in pairs]}


def links(entries: Iterable[dict[str, Any]]) -> Block:
    return {"type": "links", "items": list(entries)}


def buttons(*entries: dict[str, Any]) -> Block:
    return {"type": "buttons", "items": list(entries)}


def button(label: str, verb: str, *, primary: bool = False, confirm: str = "", **arguments: Any) -> dict[str, Any]:
    """A button that sends an action; with `confirm`, the learner is asked that question first."""
    made = {"label": label, "action": {"verb": verb, **arguments}, "primary": primary}
    return {**made, "confirm": confirm} if confirm else made


def details(summary: str, blocks: Iterable[Block]) -> Block:
    return {"type": "details", "summary": summary, "blocks": list(blocks)}


def body_map(
    regions: Sequence[str], side: str, words: str, *, shares: Mapping[str, float] | None = None, legend: bool = True
) -> Block:
    """The body with `regions` marked on `side` ("left", "right" or "both"), or shaded by `shares`.

    `shares`: region -> share of patients who mark it, 0 to 1; the most common is said first. Where several shaded maps
    stand side by side, one `legend` is enough.
    """
    block: Block = {"type": "bodymap", "regions": list(regions), "side": side, "text": words}
    return block if shares is None else {**block, "shares": dict(shares), "legend": legend}


def picture(source: str, words: str, caption: str = "") -> Block:
    """A drawing as a `data:` address of an SVG file; `words` say what it is to whoever does not see it."""
    return {"type": "picture", "src": source, "alt": words, "caption": caption}


def field(
    name: str, label: str, submit: str, verb: str, *, hint: str = "", value: str = "", primary: bool = False
) -> Block:
    """One line to be typed, sent as `{"verb": verb, "text": ...}`; `value` is what stands in it at first."""
    return {"type": "field", "id": name, "label": label, "hint": hint, "value": value, "placeholder": "",
            "submit": {"label": submit, "verb": verb, "primary": primary}}
