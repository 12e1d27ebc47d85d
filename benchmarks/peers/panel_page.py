"""The page in Panel. Served with `panel serve --warm` and resources from the server itself."""

import panel as pn
from page_content import BUTTON, HEIGHT, PROSE, build_figure, pressed

pn.extension("plotly")


@pn.cache
def load_figure():
    return build_figure()


button = pn.widgets.Button(name=BUTTON)
pn.Column(
    pn.pane.Markdown(PROSE),
    button,
    pn.pane.Str(pn.bind(pressed, button.param.clicks)),
    pn.pane.Plotly(load_figure(), height=HEIGHT, width=800),
).servable()
