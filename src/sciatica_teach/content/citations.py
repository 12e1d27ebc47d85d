"""Who cites which source, and what stands without one.

A source that nothing cites is either a gap in the content or a leftover. A claim or a rate that cites nothing is
allowed where its mark says that it is ours (an estimate, an opinion); it is still worth a list, because each of them is
a place where somebody may find a figure one day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sciatica_teach.content.draft import Draft
from sciatica_teach.content.problems import Problem
from sciatica_teach.content.walking import find_records


@dataclass(frozen=True)
class Citations:
    """What the content cites and what it does not."""

    cited: Mapping[str, tuple[Problem, ...]]
    """Source id -> the places that cite it, each once, in order; empty for a source that nothing cites."""
    uncited: tuple[Problem, ...]
    """Every marked claim or rate without a source: its place, and its mark as the message."""

    @property
    def unused(self) -> tuple[str, ...]:
        """The sources that nothing cites, in order."""
        return tuple(source_id for source_id, places in self.cited.items() if not places)


def find_citations(draft: Draft) -> Citations:
    """Go through everything that was read."""
    cited: dict[str, list[Problem]] = {source_id: [] for source_id in sorted(draft.known("source"))}
    uncited: list[Problem] = []
    for place, mark, sources in _marked(draft):
        for source_id in sources:
            cited.setdefault(source_id, []).append(place)
        if not sources and mark:
            uncited.append(place)
    return Citations({source_id: tuple(sorted(set(places))) for source_id, places in cited.items()},
                     tuple(sorted(uncited)))


def _marked(draft: Draft) -> Iterator[tuple[Problem, str, tuple[str, ...]]]:
    """Each record that may cite: where it stands, its mark (empty where it has none), its sources."""
    for located in draft.all_things():
        for path, found in find_records(located.value):
            sources = getattr(found, "sources", None)
            if sources is not None:
                mark = getattr(found, "mark", "")
                yield located.problem(path, mark), mark, tuple(sources)
