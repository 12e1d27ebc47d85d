"""A worked example in a lesson: a small table that is the same text on every machine, so that nbval can compare it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sciatica_teach.model.evidence import Source
from sciatica_teach.views.blocks import address_of
from sciatica_teach.views.words import say


class WorkedTable:
    """Rows under a head, with a caption that says what is computed."""

    def __init__(
        self, caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], sources: Sequence[Source] = (),
        folded: str = "", notes: Sequence[str] = (),
    ) -> None:
        """`notes`: lines under the table, for what needs no row. `sources` stand behind the numbers and are folded
        away under the table, each with its address. With words in `folded` the table itself is folded away behind them,
        where a guess comes before it.
        """
        self.sources = tuple(sources)
        self.folded = folded
        self.notes = tuple(notes)
        self.caption = caption
        self.head = tuple(head)
        self.rows = tuple(tuple(row) for row in rows)

    def __repr__(self) -> str:
        lines = (self.head, *self.rows)
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.head))]
        drawn = [
            "  ".join(cell.ljust(width) if not column else cell.rjust(width)
                      for column, (cell, width) in enumerate(zip(line, widths, strict=True))).rstrip()
            for line in lines
        ]
        return "\n".join((self.caption, *drawn, *self.notes))

    def _repr_html_(self) -> str:
        """Each cell carries the name of its column: on a phone a row becomes a small list (assets/styles/page.css).

        The roles keep it a table for a screen reader when the style sheet lays it out as something else.
        """
        head = "".join(f'<th scope="col" role="columnheader">{escape(cell)}</th>' for cell in self.head)
        rows = "".join(f'<tr role="row">{self._cells(row)}</tr>' for row in self.rows)
        notes = "".join(f'<p class="st-worked-note">{_show(note)}</p>' for note in self.notes)
        table = (
            f'<table class="st-worked" role="table"><caption>{escape(self.caption)}</caption>'
            f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
            f"{notes}{self._sources()}"
        )
        if not self.folded:
            return table
        return f'<details class="st-worked-folded"><summary>{escape(self.folded)}</summary>{table}</details>'

    def _sources(self) -> str:
        if not self.sources:
            return ""
        lines = "".join(f"<li>{_cite(source)}</li>" for source in self.sources)
        summary = escape(say("example.sources", count=len(self.sources)))
        return f'<details class="st-worked-sources"><summary>{summary}</summary><ul>{lines}</ul></details>'

    def _cells(self, row: Sequence[str]) -> str:
        first = f'<th scope="row" role="rowheader">{_show(row[0])}</th>'
        named = zip(self.head[1:], row[1:], strict=True)
        cells = (f'<td role="cell" data-column="{escape(name)}">{_show(cell)}</td>' for name, cell in named)
        return first + "".join(cells)


def _show(cell: str) -> str:
    return escape(cell).replace(" %", "\N{NO-BREAK SPACE}%")


def _cite(source: Source) -> str:
    """The citation, how much of it was read, and a link where it has an address."""
    address = address_of(source)
    words = f"<cite>{escape(source.citation)}</cite> ({escape(say(f'reading.{source.reading}'))})"
    link = f' <a href="{escape(address)}" target="_blank" rel="noopener">{escape(say("parts.source_open"))}</a>'
    return words + link if address else words
