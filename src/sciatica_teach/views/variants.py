"""The ways past piriformis: each in 3D and in words, and how often it was counted."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from sciatica_teach.figures.variant_counts import UNKNOWN, CountRow, count_rows, draw_variant_counts, narrow_layout
from sciatica_teach.model.anatomy import Muscle, Nerve, NerveVariant, Structure
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.parts import Plot, Variants
from sciatica_teach.views.parts.scene import plotly_in_space
from sciatica_teach.views.words import say

PartState = Block

STRUCTURES = (
    "hip-bone", "sacrum", "femur", "piriformis", "obturator-internus", "gemelli", "quadratus-femoris", "sacral-plexus",
    "lumbosacral-trunk", "sciatic", "tibial-division", "fibular-division", "superior-gluteal", "inferior-gluteal",
)
"""What the close-up shows."""

LIFT = 0.35
"""Share of the shadows that goes, because the muscles that threw them are not shown."""

HOME = {"centre": [72.0, 50.0, 12.0], "azimuth": 14, "elevation": 6, "span": [190, 170]}
"""Where the close-up is looked at from: `cameraAt` of `scene/space.js` says in which units."""


def counts_state(kb: KnowledgeBase) -> PartState:
    """The forest plot of all counts, and its table."""
    rows = count_rows(kb.anatomy.variants)
    words = {origin: say(f"variants.{origin}") for origin in ("source", "counted", "none")}
    figure = draw_variant_counts(rows, words).to_plotly_json()
    return {
        "id": "variant-counts", "subject": "", "level": 3, "title": say("variants.counts_title"),
        "text": [say("variants.counts_text")], "note": say("variants.counts_note"),
        "label": say("variants.counts_label"),
        "figure": {"data": list(figure["data"]), "layout": figure["layout"], "narrow": narrow_layout(rows)},
        "table": counts_table(rows),
    }


def counts_table(rows: tuple[CountRow, ...]) -> Block:
    """What the plot shows, for whoever reads it as words."""
    head = [say(f"variants.head_{name}") for name in ("type", "study", "share", "interval", "counted", "mark")]
    return {"summary": say("variants.as_table"), "head": head, "numeric": [2, 3, 4], "rows": [
        [row.letter, row.study, f"{row.percent:.1f} %", interval_words(row), row.counted, {"mark": row.mark}]
        for row in rows
    ]}


def interval_words(row: CountRow) -> str:
    """The interval, with a star where it is ours."""
    if row.low is None or row.high is None:
        return UNKNOWN
    return f"{row.low:.1f}–{row.high:.1f}" + ("*" if row.origin == "counted" else "")



def variants_state(kb: KnowledgeBase) -> PartState:
    """All types, each with what is known of it."""
    return {
        "id": "variants", "subject": "", "title": say("variants.title"), "text": say("variants.text"),
        "legend": say("variants.legend"), "note": say("variants.note"), "side": "left", "home": HOME,
        "lift": LIFT,
        "structures": structure_names(kb, STRUCTURES),
        "types": [_type_state(kb, variant) for variant in kb.anatomy.variants],
    }


def structure_names(kb: KnowledgeBase, ids: tuple[str, ...]) -> list[dict[str, str]]:
    """Ids with their names, for a list; a structure that the content does not have is left out."""
    known: dict[str, Nerve | Muscle | Structure] = {
        **kb.anatomy.nerve_by_id, **kb.anatomy.muscle_by_id, **kb.anatomy.structure_by_id,
    }
    return [{"id": one, "name": known[one].name} for one in ids if one in known]


def _type_state(kb: KnowledgeBase, variant: NerveVariant) -> Block:
    letter = variant.id.upper()
    way = say("variants.divided" if variant.divided else "variants.whole", tibial=say(f"variants.{variant.tibial}"),
              fibular=say(f"variants.{variant.fibular}"))
    return {
        "id": variant.id, "letter": letter, "way": way, "name": variant.name,
        "seen": say("variants.seen", letter=letter, way=way),
        "blocks": [
            blocks.claim(kb, variant.description), _counts_block(variant),
            *(blocks.claim(kb, one) for one in variant.teaching),
        ],
    }


def _counts_block(variant: NerveVariant) -> Block:
    """How often it was found: one line per study."""
    rows = [[row.study, f"{row.percent:.1f} %", interval_words(row), row.counted] for row in count_rows([variant])]
    head = [say(f"variants.head_{name}") for name in ("study", "share", "interval", "counted")]
    return blocks.details(say("variants.counts_one"),
                          [blocks.table(variant.name, head, rows, numeric=(1, 2, 3))])


class VariantExplorer(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """The types one by one, and how often each was counted. It keeps nothing in the learner's record."""

    def __init__(self, kb: KnowledgeBase, offer: Callable[[], bytes]) -> None:
        """`offer` makes the scene file where the browser has no address for it."""
        self._types = len(kb.anatomy.variants)
        part = Variants(state=variants_state(kb))
        part.offer_scene(offer)
        counts = Plot(state=counts_state(kb), plotly_url=plotly_in_space())  # points and lines: one bundle draws both
        super().__init__([part, counts])
        self.add_class("st-view")
        self.add_class("st-cards")

    def __repr__(self) -> str:
        return f"VariantExplorer(types={self._types})"

    def _repr_keys(self) -> tuple[str, ...]:  # ipywidgets builds its own repr from these
        return ()
