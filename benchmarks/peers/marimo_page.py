"""The page in marimo, as `marimo run` serves it."""

import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo
    import page_content as content

    mo.md(content.PROSE)
    return content, mo


@app.cell
def _(content, mo):
    button = mo.ui.button(value=0, on_click=lambda times: times + 1, label=content.BUTTON)
    button  # noqa: B018  # a cell shows its last expression
    return (button,)


@app.cell
def _(button, content, mo):
    mo.md(content.pressed(button.value))


@app.cell
def _(content):
    content.build_figure()


if __name__ == "__main__":
    app.run()
