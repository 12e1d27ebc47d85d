"""The comparison as a picture: bars with their numbers, in colours that can be read on white and on black."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from verdicts import Samples

PANELS = (
    ("First visit, figure ready", "fast.first.figure", "{:.1f} s"),
    ("Repeat visit, figure ready", "fast.repeat.figure", "{:.1f} s"),
    ("Slow line, first visit, prose readable", "slow.first.prose", "{:.1f} s"),
    ("Slow line, first visit, figure ready", "slow.first.figure", "{:.1f} s"),
    ("Slow line, repeat visit, figure ready", "slow.repeat.figure", "{:.1f} s"),
    ("Press to text on screen", "press_ms", "{:.0f} ms"),
)
COLUMNS, PANEL_WIDTH, LABEL_WIDTH, NUMBER_WIDTH = 2, 470, 110, 66
BAR, GAP, HEAD, FOOT, MARGIN = 16, 8, 34, 22, 16
STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #1f2a33; }
  .head { font-weight: 600; }
  .ours { fill: #a87400; } .peer { fill: #7c8a96; } .strong { font-weight: 600; }
  .paper { fill: #ffffff; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e8e4da; } .ours { fill: #e2b44a; } .peer { fill: #8b98a5; } .paper { fill: #16191d; }
  }
"""


def draw_comparison(samples: Samples, titles: Mapping[str, str]) -> str:
    """An SVG with one group of bars for each thing compared; the medians stand beside them and in its words."""
    height = HEAD + len(titles) * (BAR + GAP) + FOOT
    rows = -(-len(PANELS) // COLUMNS)
    drawn = "\n".join(
        f'<g transform="translate({MARGIN + index % COLUMNS * (PANEL_WIDTH + MARGIN)} '
        f'{MARGIN + index // COLUMNS * height})">{"".join(draw_panel(panel, samples, titles))}</g>'
        for index, panel in enumerate(PANELS))
    width, whole = MARGIN + COLUMNS * (PANEL_WIDTH + MARGIN), rows * height + MARGIN
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {whole}" role="img" '
            f'aria-labelledby="title words"><title id="title">Our server beside the frameworks; less is better</title>'
            f'<desc id="words">{escape(describe(samples, titles))}</desc><style>{STYLE}</style>'
            f'<rect class="paper" width="{width}" height="{whole}" rx="8"/>\n{drawn}\n</svg>\n')


def draw_panel(panel: tuple[str, str, str], samples: Samples, titles: Mapping[str, str]) -> Iterator[str]:
    title, what, shape = panel
    medians = {name: value for name in titles if (value := samples.median(name, what)) is not None}
    scale = (PANEL_WIDTH - LABEL_WIDTH - NUMBER_WIDTH) / (max(medians.values(), default=0) or 1)
    yield f'<text class="head" y="16">{escape(title)}</text>'
    for row, (name, label) in enumerate(titles.items()):
        y, kind = HEAD + row * (BAR + GAP), "ours" if name == "ours" else "peer"
        emphasis = ' class="strong"' if kind == "ours" else ""
        yield f'<text{emphasis} x="{LABEL_WIDTH - 8}" y="{y + 13}" text-anchor="end">{escape(label)}</text>'
        length = max(2.0, medians.get(name, 0) * scale) if name in medians else 0.0
        yield f'<rect class="{kind}" x="{LABEL_WIDTH}" y="{y}" width="{length:.1f}" height="{BAR}" rx="2"/>'
        number = shape.format(medians[name]) if name in medians else "not measured"
        yield f'<text{emphasis} x="{LABEL_WIDTH + length + 6:.1f}" y="{y + 13}">{number}</text>'


def describe(samples: Samples, titles: Mapping[str, str]) -> str:
    """The same in words."""
    sentences = []
    for title, what, shape in PANELS:
        told = [f"{label} {shape.format(value)}" for name, label in titles.items()
                if (value := samples.median(name, what)) is not None]
        sentences.append(f"{title}: {', '.join(told) or 'not measured'}.")
    return " ".join(sentences)
