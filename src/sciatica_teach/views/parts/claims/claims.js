// The map of claims: causes down, techniques across. Each cell is a button with the letter of its standing and the word
// of its grade; the colour only repeats the letter. Among the cells the arrow keys move, so that one press of Tab leads
// past them. On a phone there is no room for a table: one cause is chosen, and the techniques stand under each other.

const NARROW = "(max-width: 700px)";
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const allRows = ({ groups }) => groups.flatMap(({ rows }) => rows);
const cellKey = (row, column) => `cell:${row.id}:${column.id}`;

function watchWidth(ui) {
  ui.scratch.narrow ??= matchMedia(NARROW);
  if (ui.scratch.watched) return;
  ui.scratch.watched = true;
  ui.scratch.narrow.addEventListener("change", () => ui.root.isConnected && ui.redraw());
}

// Which cell was pressed is known here alone, so that the kernel need not send the whole map again.
function openCell(ui, row, column) {
  ui.scratch.at = { row: row.id, column: column.id };
  ui.scratch.home = cellKey(row, column);
  ui.send(ui.scratch.home, { verb: "cell", cause: row.id, technique: column.id });
}

const isAt = (ui, row, column) => ui.scratch.at?.row === row.id && ui.scratch.at.column === column.id;

const letterBadge = ({ letter, tone }) => h("span", { class: `st-letter st-tone-${tone}`, "aria-hidden": "true" }, letter);

// ---- The table ----

function moveTo(ui, state, event, from) {
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  const rows = allRows(state);
  const place = [rows.findIndex(({ id }) => id === from.row.id), state.columns.indexOf(from.column)];
  const row = rows[Math.min(rows.length - 1, Math.max(0, place[0] + step[0]))];
  const column = state.columns[Math.min(state.columns.length - 1, Math.max(0, place[1] + step[1]))];
  const before = keyed(ui.root, cellKey(from.row, from.column));
  const after = keyed(ui.root, cellKey(row, column));
  ui.scratch.home = cellKey(row, column);
  before.tabIndex = -1;
  after.tabIndex = 0;
  after.focus();
}

function cellButton(state, ui, row, column, at) {
  const [standing, grade] = [state.standings[row.cells[at][0]], state.grades[row.cells[at][1]]];
  const key = cellKey(row, column);
  ui.scratch.home ??= key;
  return button([
    h("span", { class: "st-letter", "aria-hidden": "true" }, standing.letter),
    h("span", { class: "st-grade", "aria-hidden": "true" }, grade.short),
    hidden(`${standing.word}, ${grade.word}`),
  ], {
    key, onclick: () => openCell(ui, row, column), tabindex: ui.scratch.home === key ? "0" : "-1",
    "aria-pressed": String(isAt(ui, row, column)), class: `st-cell st-tone-${standing.tone}`,
    onkeydown: (event) => moveTo(ui, state, event, { row, column }),
  });
}

function drawGroup(group, state, ui) {
  const named = (row) => h("th", { scope: "row" }, row.name,
    row.urgent && h("span", { class: "st-urgent" }, row.urgent));
  const line = (row) => h("tr", {}, named(row),
    state.columns.map((column, at) => h("td", {}, cellButton(state, ui, row, column, at))));
  return h("tbody", {},
    h("tr", {}, h("th", { scope: "rowgroup", colspan: state.columns.length + 1, class: "st-group" },
      h("span", {}, h("strong", {}, group.name), " ", group.text))),
    group.rows.map(line));
}

function drawTable(state, ui) {
  return h("div", { class: "st-table", tabindex: "0", role: "region", "aria-label": state.label },
    h("table", {}, h("caption", { class: "st-hidden" }, state.label),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, say("parts.claims_cause")),
        state.columns.map(({ name }) => h("th", { scope: "col", class: "st-upright" }, h("span", {}, name))))),
      state.groups.map((group) => drawGroup(group, state, ui))));
}

// ---- One cause at a time ----

function causeSelect(state, ui, chosen) {
  const id = (ui.scratch.select ??= newId("cause"));
  const option = (row) => h("option", { value: row.id, selected: row === chosen }, row.name);
  const choose = (event) => {
    ui.scratch.cause = event.target.value;
    announce(allRows(state).find(({ id: one }) => one === ui.scratch.cause).name);
    ui.redraw();
  };
  return h("div", { class: "st-field" }, h("label", { for: id }, say("parts.claims_choose")),
    h("select", { id, "data-key": "cause", onchange: choose },
      state.groups.map((group) => h("optgroup", { label: group.name }, group.rows.map(option)))));
}

function techniqueLine(state, ui, row, column, at) {
  const [standing, grade] = [state.standings[row.cells[at][0]], state.grades[row.cells[at][1]]];
  return h("li", {}, button([letterBadge(standing), h("span", { class: "st-words" }, h("strong", {}, column.name),
    h("span", {}, standing.word, ", ", grade.word))], {
    key: cellKey(row, column), onclick: () => openCell(ui, row, column), class: "st-button st-line",
    "aria-pressed": String(isAt(ui, row, column)),
  }));
}

function drawOneCause(state, ui) {
  const rows = allRows(state);
  const row = rows.find(({ id }) => id === ui.scratch.cause) ?? rows[0];
  return [causeSelect(state, ui, row), row.urgent && h("p", { class: "st-urgent" }, row.urgent),
    h("ul", { class: "st-lines", "aria-label": row.name },
      state.columns.map((column, at) => techniqueLine(state, ui, row, column, at)))];
}

// ---- Whole ----

// On a phone each line has its grade in full.
function drawKey(state, narrow) {
  return h("ul", { class: "st-key" },
    state.standings.map((standing) => h("li", {}, letterBadge(standing), h("span", {}, standing.word))),
    !narrow && state.grades.map(({ short, word }) =>
      h("li", {}, h("span", { class: "st-grade" }, short), h("span", {}, word))));
}

// From a cell's card the focus comes back to the cell.
function comeBack(state, ui) {
  const isNew = "back" in ui.scratch && ui.scratch.back !== state.back;
  ui.scratch.back = state.back;
  if (isNew) ui.after = () => keyed(ui.root, ui.scratch.home)?.focus();
}

function drawClaims(state, ui) {
  watchWidth(ui);
  comeBack(state, ui);
  const title = (ui.scratch.title ??= newId("claims"));
  const narrow = ui.scratch.narrow.matches;
  return h("section", { class: "st-card", "aria-labelledby": title }, h("h3", { id: title }, state.title),
    state.text.map((text) => h("p", {}, text)),
    h("p", { class: "st-rule st-tone-unsafe" }, icon(SHAPES.unsafe), h("span", {}, state.rule)),
    drawKey(state, narrow), !narrow && hintLine(say("parts.claims_keys")),
    narrow ? drawOneCause(state, ui) : drawTable(state, ui));
}

export default { render: (context) => mount(context, "claims", drawClaims) };
