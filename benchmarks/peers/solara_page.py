"""The page in Solara. Served with `--production` and its assets from the machine itself."""

import solara
from page_content import BUTTON, PROSE, build_figure, pressed

figure = build_figure()


@solara.component
def Presses():  # noqa: N802  # Solara's way to name components
    times, set_times = solara.use_state(0)
    solara.Button(BUTTON, on_click=lambda: set_times(times + 1))
    solara.Text(pressed(times))


@solara.component
def Page():  # noqa: N802  # the name that Solara looks for
    solara.Markdown(PROSE)
    Presses()
    solara.FigurePlotly(figure)
