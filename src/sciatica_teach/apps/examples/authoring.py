"""What the checks say to an author, on a first text with one thing wrong in it at a time."""

from __future__ import annotations

from sciatica_teach.content.authoring.beginning import begin_item, begin_set
from sciatica_teach.content.authoring.proving import prove_alone
from sciatica_teach.views.words import say
from sciatica_teach.views.worked import WorkedTable


def mending_example(*changes: tuple[str, str]) -> WorkedTable:
    """What is said of a first question when this is put in the place of that: line, what is wrong, what to do.

    Each change is a pair (what stands there, what is typed instead). Raises ValueError where nothing like it stands in
    the text, and where nothing is wrong with it afterwards.
    """
    text = begin_set("mine", begin_item("single", "one"), "2026-11-23")
    rows = [[new, *_check(text, old, new)] for old, new in changes]
    head = [say("author.example_typed"), say("author.example_line"), say("author.example_said")]
    return WorkedTable(say("author.example_caption"), head, rows)


def _check(text: str, old: str, new: str) -> tuple[str, str]:
    if old not in text:
        raise ValueError(f"A first question has no “{old}” in it.")
    problems = prove_alone("items/mine.yaml", text.replace(old, new, 1)).here
    if not problems:
        raise ValueError(f"Nothing is wrong with “{new}”.")
    return str(problems[0].line), problems[0].message
