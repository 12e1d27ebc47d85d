"""Options to choose one or several from, wherever in an item they stand."""

from __future__ import annotations

from collections.abc import Iterator

from sciatica_teach.content.problems import Path
from sciatica_teach.model.items import BankItem, ChainItem, MultipleItem, Option, SingleItem
from sciatica_teach.model.record import record


@record
class Choice:
    """One list of options."""

    path: Path
    asks: str
    """What stands right above the options."""
    options: tuple[Option, ...]
    is_single: bool
    """Exactly one is right, and the learner knows it."""

    @property
    def right(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.right)


def find_choices(item: BankItem) -> Iterator[Choice]:
    """The options of a single or multiple choice, or of each link of a chain."""
    match item:
        case SingleItem() | MultipleItem():
            yield Choice(path=("options",), asks=item.stem, options=item.options, is_single=item.kind == "single")
        case ChainItem():
            for index, link in enumerate(item.links):
                yield Choice(path=("links", index, "options"), asks=link.asks, options=link.options, is_single=True)
