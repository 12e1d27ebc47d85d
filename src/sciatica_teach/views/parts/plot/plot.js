// A flat figure: caption, drawing, and its numbers as a table. Where plotly cannot be had, the table stands open.

const CONFIG = { displayModeBar: false, responsive: true };
const NARROW_PX = 520;

function plotCell(value) {
  return value?.mark ? mark(value.mark, value.conflict) : String(value);
}

// A redraw leaves the table open or closed, as it was; the click on it comes before the change.
function plotTable({ summary, head, rows, numeric = [] }, caption, ui) {
  const open = ui.draft.table ?? Boolean(ui.scratch.failed);
  const side = (column) => (numeric.includes(column) ? "st-numeric" : undefined);
  const line = (row) => h("tr", {}, row.map((value, column) => (column === 0
    ? h("th", { scope: "row" }, plotCell(value)) : h("td", { class: side(column) }, plotCell(value)))));
  const onclick = (event) => { ui.draft.table = !event.currentTarget.parentElement.open; };
  return h("details", { open }, h("summary", { "data-key": "table", onclick }, summary),
    h("div", { class: "st-table", tabindex: "0", role: "region", "aria-label": caption },
      h("table", {}, h("caption", { class: "st-hidden" }, caption),
        h("thead", {}, h("tr", {}, head.map((label, column) => h("th", { scope: "col", class: side(column) }, label)))),
        h("tbody", {}, rows.map(line)))));
}

// The drawing is one element for as long as the part lives: a redraw of the words moves it, and never makes it again.
function plotStage({ label }, ui) {
  const stage = (ui.scratch.stage ??= h("div", { class: "st-stage" }));
  stage.setAttribute("role", "img");
  stage.setAttribute("aria-label", label);
  return stage;
}

// A sheet of paper is narrower than the window: with a view box the drawing shrinks to it as a whole.
function boxDrawing(stage) {
  for (const drawing of stage.querySelectorAll(".main-svg")) {
    const [width, height] = [drawing.getAttribute("width"), drawing.getAttribute("height")];
    drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
  }
}

async function drawPlot(shown, ui, stage) {
  try {
    const plotly = await loadPlotly(ui.model);
    if (ui.scratch.shown !== shown || !stage.isConnected) return;
    const { data, layout, narrow } = shown.figure;
    const fitting = narrow && stage.clientWidth < NARROW_PX ? narrow : layout;
    if (fitting.height) stage.style.height = `${fitting.height}px`; // when the page is turned, plotly asks the stage
    await plotly.react(stage, data, { ...fitting }, CONFIG); // plotly writes into what it is given
    if (!stage.dataset.ready) stage.on("plotly_afterplot", () => boxDrawing(stage));
    boxDrawing(stage);
    stage.dataset.ready = "yes";
    await markStep(shown, ui, stage);
  } catch (error) {
    console.warn(error);
    if (ui.scratch.failed) return;
    ui.scratch.failed = true;
    ui.redraw();
  }
}

function drawPlotPart(state, ui) {
  const title = newId("plot");
  const { failed } = ui.scratch;
  const shown = (ui.scratch.shown = viewOf(state, ui));
  const stage = failed ? h("p", { class: "st-quiet" }, say("parts.plot_failed")) : plotStage(shown, ui);
  // The part enters the document only after it was drawn, and plotly needs to know the width.
  if (!failed) ui.after = () => requestAnimationFrame(() => void drawPlot(shown, ui, stage));
  return h("section", { class: "st-card", "aria-labelledby": title },
    h(`h${state.level ?? 2}`, { id: title }, shown.title), (state.text ?? []).map((text) => h("p", {}, text)),
    viewChoice(state, ui), !failed && stepper(shown, ui),
    h("figure", {}, stage, state.note && h("figcaption", { class: "st-quiet" }, state.note)),
    plotTable(shown.table, shown.title, ui));
}

export default { render: (context) => mount(context, "plot", drawPlotPart) };
