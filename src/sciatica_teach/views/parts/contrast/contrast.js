// Findings that tell two causes apart, the best first. On each strip the middle is "moves nothing", left speaks for the
// first cause and right for the second; the dot is the likelihood ratio, the bar its band. The words say the same.

const DOTS = { present: "●", absent: "○" };
const ARROWS = { present: ["◀", "▶"], absent: ["◁", "▷"] };

// Log ratios are towards the cause on the left, so the axis runs the other way; what lies beyond it is an arrow at its end.
const placeOf = (value, most) => 50 - 50 * Math.max(-1, Math.min(1, value / most));

// No dot for what the axis cannot show: an arrow over its end, and where that end is, in words clear of the band.
function beyondAxis(name, left, most, clear) {
  const side = left ? "left" : "right";
  const words = say("parts.contrast_beyond", { ratio: Math.round(Math.exp(most)) });
  return [
    h("span", { class: "st-arrow", style: `${side}: 0` }, ARROWS[name][left ? 0 : 1]),
    h("span", { class: "st-beyond", style: `${side}: max(20px, calc(${clear}% + 6px))` }, words),
  ];
}

function stripLine(name, { low, mid, high }, most) {
  const [from, to] = [placeOf(high, most), placeOf(low, most)];
  const beyond = Math.abs(mid) > most;
  return h("div", { class: `st-line st-${name}` },
    h("span", { class: "st-band", style: `left: ${from}%; width: ${to - from}%` }),
    beyond ? beyondAxis(name, mid > 0, most, mid > 0 ? to : 100 - from) : h("span", { class: "st-dot", style: `left: ${placeOf(mid, most)}%` }));
}

function drawStrip(row, state) {
  return h("div", { class: "st-strip", "aria-hidden": "true" },
    h("div", { class: "st-ends" }, h("span", {}, `← ${row.left}`), h("span", {}, `${row.right} →`)),
    h("div", { class: "st-lines" },
      state.ticks.map(({ at }) => h("span", { class: "st-tick", style: `left: ${placeOf(at, state.most)}%` })),
      Object.keys(DOTS).map((name) => stripLine(name, row[name], state.most))),
    h("div", { class: "st-scale" }, state.ticks.map(({ at, text }) =>
      h("span", { style: `left: ${placeOf(at, state.most)}%` }, text))));
}

function drawRate({ name, words, mark: grade, conflict }) {
  return h("li", {}, h("span", {}, `${name}: ${words} `), mark(grade, conflict));
}

function drawMoves(row) {
  return h("dl", { class: "st-moves" }, Object.keys(DOTS).map((name) => h("div", {},
    h("dt", {}, h("span", { "aria-hidden": "true" }, `${DOTS[name]} `), say(`answer.${name}`)),
    h("dd", {}, row[name].words))));
}

function openRow(row, state, ui) {
  const key = `finding:${row.id}`;
  const open = state.opened?.id === row.id;
  const action = { verb: "finding", finding: open ? "" : row.id };
  const label = [open ? say("parts.contrast_close") : say("parts.contrast_open"), hidden(`: ${row.name}`)];
  return [
    button(label, { key, ready: !ui.busy(key), "aria-expanded": String(open), onclick: () => ui.send(key, action) }),
    fate(ui.sent[key]?.phase === "sending" ? {} : ui.sent[key]),
    open && h("div", { class: "st-blocks st-opened" }, renderBlocks(state.opened.blocks, ui)),
  ];
}

function drawRow(row, state, ui) {
  const sources = row.sources.map((id) => state.sources[id]);
  return h("li", {}, h(row.borrowed ? "h4" : "h3", {}, row.name),
    row.refer && h("p", { class: "st-refer st-tone-unsafe" }, icon(SHAPES.unsafe), h("span", {}, row.refer)),
    h("div", { class: "st-row" }, drawStrip(row, state), drawMoves(row)),
    row.alike && quiet(row.alike),
    h("ul", { class: "st-rates", "aria-label": say("parts.contrast_rates") }, row.rates.map(drawRate)),
    sourceNote(sources, row.conflict), openRow(row, state, ui));
}

const drawRows = (rows, state, ui) =>
  rows.length > 0 && h("ol", { class: "st-ranked" }, rows.map((row) => drawRow(row, state, ui)));

function drawBorrowed(rows, state, ui) {
  return rows.length > 0 && h("div", { class: "st-borrowed" }, h("h3", {}, state.borrowed.title),
    h("p", {}, state.borrowed.text), drawRows(rows, state, ui));
}

function drawContrast(state, ui) {
  const title = (ui.scratch.title ??= newId("contrast"));
  return h("section", { class: "st-card", "aria-labelledby": title }, h("h2", { id: title }, state.title),
    state.text.map((text) => h("p", {}, text)),
    state.refer && h("p", { class: "st-refer st-tone-unsafe" }, icon(SHAPES.unsafe), h("span", {}, state.refer)),
    drawRows(state.rows.filter(({ borrowed }) => !borrowed), state, ui), state.none && h("p", {}, state.none),
    drawBorrowed(state.rows.filter(({ borrowed }) => borrowed), state, ui),
    state.more && actionButtons([state.more], ui));
}

export default { render: (context) => mount(context, "contrast", drawContrast) };
