// Causes side by side: one row for each aspect, so that like stands beside like. On a phone the cells of a row stand
// under each other, each with the name of its cause.

// Claims of one cell share one list of sources, numbered as the claims name them.
function cellSources(claims, sources) {
  const ids = [...new Set(claims.flatMap((claim) => claim.sources))];
  const numbered = ids.map((id, index) => ({ ...sources[id], citation: `[${index + 1}] ${sources[id].citation}` }));
  const conflicts = claims.map(({ conflict }) => conflict).filter(Boolean).join(" ");
  return { ids, note: sourceNote(numbered, conflicts) };
}

function drawClaims(claims, sources, label) {
  const { ids, note } = cellSources(claims, sources);
  const numbers = (claim) => claim.sources.map((id) => ids.indexOf(id) + 1).join(", ");
  const line = (claim) => h("li", {}, claim.text, " ", mark(claim.mark, claim.conflict),
    claim.sources.length > 0 && h("span", { class: "st-quiet" }, `[${numbers(claim)}]`));
  return [h("ul", { "aria-label": label }, claims.map(line)), note];
}

function drawCell(cell, cause, { row, sources, level }) {
  const filled = cell.map || cell.claims.length;
  return h("div", { class: "st-cell" }, h(`h${Math.min(4, level + 2)}`, {}, cause.name),
    cell.map && bodyMap(cell.map),
    cell.claims.length > 0 && drawClaims(cell.claims, sources, `${row.label}: ${cause.name}`),
    !filled && quiet(say("parts.compare_nothing")));
}

function drawHead(causes, level) {
  return h("div", { class: "st-cells st-heads" }, causes.map(({ name, urgency, tone, shape }) =>
    h("div", { class: `st-cell st-tone-${tone}` }, h(`h${level + 1}`, {}, name),
      h("p", { class: "st-urgency" }, icon(SHAPES[shape]), h("span", {}, urgency)))));
}

const drawWarnings = (warnings) => warnings.map(({ title, text }) =>
  h("div", { class: "st-card st-tone-unsafe st-warning" }, icon(SHAPES.unsafe),
    h("div", {}, h("p", {}, h("strong", {}, title)), h("p", {}, text))));

function drawCompare(state, ui) {
  const title = (ui.scratch.title ??= newId("compare"));
  const style = `--st-causes: ${state.causes.length}`;
  const { level = 2, sources } = state;
  const row = (one) => h("section", { class: "st-aspect" }, h(`h${level + 1}`, {}, one.label), one.legend && shadeKey(),
    h("div", { class: "st-cells" }, one.cells.map((cell, at) => drawCell(cell, state.causes[at], { row: one, sources, level }))));
  ui.after = () => {
    if (ui.scratch.said && ui.scratch.said !== state.title) announce(state.title);
    ui.scratch.said = state.title;
  };
  return h("section", { class: "st-card", "aria-labelledby": title, style }, h(`h${level}`, { id: title }, state.title),
    drawWarnings(state.warnings), drawHead(state.causes, level), state.rows.map(row));
}

export default { render: (context) => mount(context, "compare", drawCompare) };
