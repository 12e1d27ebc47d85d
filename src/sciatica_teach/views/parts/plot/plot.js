// A flat figure: caption, drawing, and its numbers as a table. Where plotly cannot be had, the table stands open.

const CONFIG = { displayModeBar: false, responsive: true };
const NARROW_PX = 520;

function plotCell(value) {
  return value?.mark ? mark(value.mark, value.conflict) : String(value);
}

function plotTable({ summary, head, rows, numeric = [] }, caption, open) {
  const side = (column) => (numeric.includes(column) ? "st-numeric" : undefined);
  const line = (row) => h("tr", {}, row.map((value, column) => (column === 0
    ? h("th", { scope: "row" }, plotCell(value)) : h("td", { class: side(column) }, plotCell(value)))));
  return h("details", { open }, h("summary", { "data-key": "table" }, summary),
    h("div", { class: "st-table", tabindex: "0", role: "region", "aria-label": caption },
      h("table", {}, h("caption", { class: "st-hidden" }, caption),
        h("thead", {}, h("tr", {}, head.map((label, column) => h("th", { scope: "col", class: side(column) }, label)))),
        h("tbody", {}, rows.map(line)))));
}

// The drawing is one element for as long as the part lives: a redraw of the words moves it, and never makes it again.
function plotStage(state, ui) {
  const stage = (ui.scratch.stage ??= h("div", { class: "st-stage" }));
  stage.setAttribute("role", "img");
  stage.setAttribute("aria-label", state.label);
  return stage;
}

async function drawPlot(state, ui, stage) {
  try {
    const plotly = await loadPlotly(ui.model);
    if (ui.model.get("state") !== state || !stage.isConnected) return;
    const { data, layout, narrow } = state.figure;
    const fitting = narrow && stage.clientWidth < NARROW_PX ? narrow : layout;
    if (fitting.height) stage.style.height = `${fitting.height}px`; // when the page is turned, plotly asks the stage
    await plotly.react(stage, data, fitting, CONFIG);
    stage.dataset.ready = "yes";
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
  const stage = failed ? h("p", { class: "st-quiet" }, say("parts.plot_failed")) : plotStage(state, ui);
  // The part enters the document only after it was drawn, and plotly needs to know the width.
  if (!failed) ui.after = () => requestAnimationFrame(() => void drawPlot(state, ui, stage));
  return h("section", { class: "st-card", "aria-labelledby": title },
    h(`h${state.level ?? 2}`, { id: title }, state.title), (state.text ?? []).map((text) => h("p", {}, text)),
    h("figure", {}, stage, state.note && h("figcaption", { class: "st-quiet" }, state.note)),
    plotTable(state.table, state.title, failed));
}

export default { render: (context) => mount(context, "plot", drawPlotPart) };
