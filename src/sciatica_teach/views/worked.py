"""A worked example in a lesson: a small table that is the same text on every machine, so that nbval can compare it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


class WorkedTable:
    """Rows under a head, with a caption that says what is computed."""

    def __init__(self, caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
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
        return "\n".join((self.caption, *drawn))

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in self.head)
        rows = "".join(
            f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
            + "</tr>"
            for row in self.rows
        )
        return (
            f'<table class="st-worked"><caption>{escape(self.caption)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )
