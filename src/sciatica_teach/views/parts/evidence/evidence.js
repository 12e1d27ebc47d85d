// The evidence map: findings down, causes across. The drawing is for the eye and the pointer; the table under it says
// the same and opens the same cells by keyboard. The kernel sends a page of findings with all chosen causes; how many
// causes fit side by side is settled here.

const CONFIG = { displayModeBar: false, responsive: true };
const NARROW = "(max-width: 700px)";
const COLUMNS = { wide: 12, narrow: 6 };
const LABEL_PX = { wide: 7.2, narrow: 6.6 };
const LINE = 13;

// The learner turned the phone, or drew the window smaller: another number of causes fits.
function watchWidth(ui) {
  ui.scratch.narrow ??= matchMedia(NARROW);
  if (ui.scratch.watched) return;
  ui.scratch.watched = true;
  ui.scratch.narrow.addEventListener("change", () => ui.root.isConnected && ui.redraw());
}

function shownColumns(state, ui) {
  const most = ui.scratch.narrow.matches ? COLUMNS.narrow : COLUMNS.wide;
  const last = Math.max(0, Math.ceil(state.columns.length / most) - 1);
  const page = Math.min(ui.draft.columns ?? 0, last);
  const from = page * most;
  return { from, to: Math.min(from + most, state.columns.length), page, last };
}

// ---- The drawing ----

// Short names in lines of a few letters; a word is never broken.
function inLines(text) {
  return text.split(" ").reduce((lines, word) => {
    const whole = [lines.at(-1), word].filter(Boolean).join(" ");
    if (lines.length && whole.length <= LINE) lines[lines.length - 1] = whole;
    else lines.push(word);
    return lines;
  }, []);
}

// Names that do not fit side by side stand upright.
function nameColumns(layout, names, { narrow, width }) {
  const lines = names.map(inLines);
  const letter = narrow ? LABEL_PX.narrow : LABEL_PX.wide;
  const widest = Math.max(...lines.flat().map((line) => line.length)) * letter;
  const upright = widest > width / names.length;
  const rows = Math.max(...lines.map((one) => one.length));
  const head = upright ? Math.max(...names.map((name) => name.length)) * letter + 12 : rows * 17 + 12;
  const text = upright ? names : lines.map((one) => one.join("<br>"));
  return {
    ...layout, height: layout.height - layout.margin.t + head + (narrow ? 20 : 0),
    margin: { ...layout.margin, t: head + (narrow ? 20 : 0) },
    xaxis: {
      ...layout.xaxis, tickangle: upright ? -90 : 0, tickmode: "array", tickvals: names, ticktext: text,
      tickfont: { size: narrow ? 12 : 13 }, ticklabelshift: 0, ticklabelstandoff: narrow ? 20 : 4,
    },
  };
}

// Which cell was pressed is known here alone, so that the kernel need not send the whole map again for a frame.
const isChosen = (ui, finding, cause) => ui.scratch.chosen?.finding === finding && ui.scratch.chosen.cause === cause;

function openCell(ui, finding, cause) {
  ui.scratch.chosen = { finding, cause, state: ui.model.get("state") };
  ui.send(`cell:${finding}:${cause}`, { verb: "cell", finding, cause });
}

function chosenFrame(state, ui, { from, to }, stage) {
  const row = state.rows.findIndex(({ id }) => id === ui.scratch.chosen?.finding);
  const column = state.columns.findIndex(({ id }) => id === ui.scratch.chosen?.cause);
  if (row < 0 || column < from || column >= to) return [];
  const colour = getComputedStyle(stage).getPropertyValue("--st-ink");
  const x = column - from;
  return [{ type: "rect", x0: x - 0.5, x1: x + 0.5, y0: row - 0.5, y1: row + 0.5, line: { width: 2, color: colour } }];
}

function mapFigure(state, ui, stage) {
  const shown = shownColumns(state, ui);
  const narrow = ui.scratch.narrow.matches;
  const { data, layout, narrow: small, gap, label } = state.figure;
  const cut = (row) => row.slice(shown.from, shown.to);
  const traces = data.map((trace) => ({
    ...trace, x: cut(trace.x), z: trace.z.map(cut), text: trace.text.map(cut), hovertext: trace.hovertext.map(cut),
    ...(narrow ? { ygap: gap, textfont: { size: 11 } } : {}),
  }));
  const width = stage.clientWidth - (narrow ? 8 : label);
  const whole = nameColumns(narrow ? small : layout, traces[0].x, { narrow, width });
  return { data: traces, layout: { ...whole, shapes: narrow ? [] : chosenFrame(state, ui, shown, stage) }, shown };
}

function mapStage(state, ui) {
  const stage = (ui.scratch.stage ??= h("div", { class: "st-stage" }));
  stage.setAttribute("role", "img");
  stage.setAttribute("aria-label", state.label);
  return stage;
}

function listenToCells(ui, stage) {
  stage.on("plotly_click", ({ points: [point] }) => {
    const state = ui.model.get("state");
    const [row, column] = point.pointIndex;
    const cell = [state.rows[row], state.columns[column + ui.scratch.from]];
    if (cell.every(Boolean)) openCell(ui, ...cell.map(({ id }) => id));
  });
}

async function drawMap(state, ui, stage) {
  try {
    const plotly = await loadPlotly(ui.model);
    if (ui.model.get("state") !== state || !stage.isConnected) return;
    const { data, layout, shown } = mapFigure(state, ui, stage);
    ui.scratch.from = shown.from;
    await plotly.react(stage, data, layout, CONFIG);
    if (!ui.scratch.listens) listenToCells(ui, stage);
    ui.scratch.listens = true;
    stage.dataset.ready = "yes";
  } catch (error) {
    console.warn(error);
    if (ui.scratch.failed) return;
    ui.scratch.failed = true;
    ui.redraw();
  }
}

// ---- The key and the table ----

const swatch = (colour) => svg("svg", { class: "st-swatch", viewBox: "0 0 22 16", "aria-hidden": "true" },
  colour && svg("rect", { width: 22, height: 16, fill: colour }));

function mapKey(state) {
  return [
    h("ul", { class: "st-key" }, state.key.map(({ colour, text }) => h("li", {}, swatch(colour), h("span", {}, text)))),
    h("ul", { class: "st-key" }, state.marks.map((name) => h("li", {}, mark(name)))),
    state.flag && h("p", { class: "st-flag st-tone-unsafe" }, icon("!"), h("span", {}, state.flag)),
  ];
}

function cellButton(state, ui, row, column, cell) {
  if (!cell) return h("span", { class: "st-quiet" }, h("span", { "aria-hidden": "true" }, "–"), hidden(state.nothing));
  const key = `cell:${row.id}:${column.id}`;
  const chosen = isChosen(ui, row.id, column.id);
  return button([h("span", { "aria-hidden": "true" }, MARKS[cell.mark], " ", cell.text), hidden(cell.words)], {
    key, ready: !ui.busy(key), onclick: () => openCell(ui, row.id, column.id), "aria-pressed": String(chosen),
  });
}

function mapTable(state, ui, { from, to }) {
  const columns = state.columns.slice(from, to);
  const line = (row, index) => h("tr", {}, h("th", { scope: "row" }, row.name), columns.map((column, at) =>
    h("td", {}, cellButton(state, ui, row, column, state.cells[index][from + at]))));
  const open = ui.scratch.failed || ui.scratch.open;
  return h("details", { open, ontoggle: (event) => { ui.scratch.open = event.target.open; } },
    h("summary", { "data-key": "table" }, say("parts.evidence_table")),
    h("div", { class: "st-table", tabindex: "0", role: "region", "aria-label": state.title },
      h("table", {}, h("caption", { class: "st-hidden" }, state.label),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, say("parts.evidence_finding")),
          columns.map(({ name }) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, state.rows.map(line)))));
}

// ---- Turning over ----

function turner({ words, page, last, turn, name }) {
  if (last < 1) return h("p", { class: "st-quiet" }, words);
  const step = (key, label, to) => button(label, {
    key: `${name}:${key}`, ready: to >= 0 && to <= last, onclick: () => turn(to),
  });
  return h("div", { class: "st-turn", role: "group", "aria-label": words },
    step("back", say("parts.evidence_back"), page - 1), h("p", { class: "st-quiet" }, words),
    step("on", say("parts.evidence_on"), page + 1));
}

function turners(state, ui, shown) {
  const count = state.columns.length;
  const words = { from: shown.from + 1, to: shown.to, count };
  return h("div", { class: "st-turns" },
    turner({
      name: "rows", words: state.note, page: state.page, last: state.pages - 1,
      turn: (page) => ui.send(`rows:${page}`, { verb: "turn", page }),
    }),
    turner({
      name: "columns", words: say("parts.evidence_causes", words), page: shown.page, last: shown.last,
      turn: (page) => { ui.draft.columns = page; ui.redraw(); },
    }));
}

function sayChange(state, ui) {
  if (ui.scratch.said && ui.scratch.said !== state.note) announce(state.note);
  ui.scratch.said = state.note;
}

function drawEvidence(state, ui) {
  watchWidth(ui);
  if (ui.scratch.chosen?.state !== state) ui.scratch.chosen = undefined;
  const shown = shownColumns(state, ui);
  const title = (ui.scratch.title ??= newId("evidence"));
  const { failed } = ui.scratch;
  const stage = failed ? h("p", { class: "st-quiet" }, say("parts.plot_failed")) : mapStage(state, ui);
  ui.after = () => {
    sayChange(state, ui);
    // The part enters the document only after it was drawn, and plotly needs to know the width.
    if (!failed && state.rows.length) requestAnimationFrame(() => void drawMap(state, ui, stage));
  };
  const body = state.rows.length ? [h("figure", {}, stage), mapKey(state), turners(state, ui, shown),
    mapTable(state, ui, shown)] : h("p", {}, state.note);
  return h("section", { class: "st-card", "aria-labelledby": title },
    h(`h${state.level ?? 2}`, { id: title }, state.title), (state.text ?? []).map((text) => h("p", {}, text)), body);
}

export default { render: (context) => mount(context, "evidence", drawEvidence) };
