"""The page in marimo, as `marimo run` serves it."""

import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo
    from page_content import BUTTON, PROSE, build_figure, pressed

    return BUTTON, build_figure, mo, pressed, PROSE


@app.cell
def _(PROSE, mo):
    mo.md(PROSE)


@app.cell
def _(BUTTON, mo):
    button = mo.ui.button(value=0, on_click=lambda times: times + 1, label=BUTTON)
    button
    return (button,)


@app.cell
def _(button, mo, pressed):
    mo.md(pressed(button.value))


@app.cell
def _(build_figure):
    build_figure()


if __name__ == "__main__":
    app.run()
