// A drawing among generated ones. Each row of the table is also a line of the plot: a dot, and how far it may be off.

const share = (value) => say("parts.body_percent", { percent: Math.round(100 * value) });

// What is shaded is a count of patients; what somebody drew by hand has the strokes of a pen.
const byHand = ({ regions, side }, hatch) => (name, one, d) => svg("path", regions.includes(name) && one === side
  ? { d, class: "st-byhand", fill: `url(#${hatch})`, "data-region": name } : { d, class: "st-skin" });

function legsMap(block, label) {
  const hatch = newId("pen");
  const paint = block.shares ? painter(block) : byHand(block, hatch);
  const half = (view, x) => svg("g", { transform: `translate(${x} 0)` },
    onSkin(closeHalf(LOWER_HALF, view), bothSides(view, paint), { lines: onBothSides(lowerLines(view)) }));
  return svg("svg", { viewBox: "0 104 210 208", role: "img", "aria-label": label }, penStrokes(hatch),
    half("front", 40), half("back", 118), soleFigure(paint, 184));
}

function drawMap({ name, text, block }) {
  return h("li", { class: "st-bodymap" }, legsMap(block, `${name}. ${describeMap(block)}`),
    h("p", {}, h("strong", {}, name)), h("p", { class: "st-quiet" }, text));
}

// A line from the low to the high end, a dot in between; `most` is the right end of the axis.
function strip({ low, mid, high }, most) {
  const at = (value) => `${Math.round((1000 * value) / most) / 10}%`;
  return h("div", { class: "st-strip", "aria-hidden": "true" },
    h("span", { class: "st-reach", style: `left: ${at(low)}; width: ${at(high - low)}` }),
    h("span", { class: "st-dot", style: `left: ${at(mid)}` }));
}

function drawRow(row, state) {
  return h("tr", { class: row.about ? "st-about" : undefined },
    h("th", { scope: "row" }, row.name, row.about && [" ", h("span", { class: "st-tag" }, state.about_word)],
      strip(row, state.most)),
    h("td", { class: "st-numeric" }, h("strong", {}, share(row.mid)), " ",
      h("span", { class: "st-quiet" }, say("parts.likeness_reach", {
        low: Math.round(100 * row.low), high: Math.round(100 * row.high),
      }))),
    h("td", { class: `st-tone-${row.tone}` }, h("span", { class: "st-urgency" }, icon(SHAPES[row.tone]), row.urgency)));
}

function drawRows(rows, state, caption) {
  const ticks = h("div", { class: "st-axis", "aria-hidden": "true" }, state.ticks.map((tick) =>
    h("span", { style: `left: ${(100 * tick) / state.most}%` }, share(tick))));
  const [cause, count, urgency] = state.head;
  return h("div", { class: "st-table", tabindex: "0", role: "region", "aria-label": caption },
    h("table", {}, h("caption", {}, caption),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, cause, ticks),
        [count, urgency].map((word) => h("th", { scope: "col" }, word)))),
      h("tbody", {}, rows.map((row) => drawRow(row, state)))));
}

function drawLikeness(state, ui) {
  const title = (ui.scratch.title ??= newId("likeness"));
  const folded = state.rows.slice(state.shown);
  const [mine, ...maps] = state.maps;
  return h("section", { class: "st-card", "aria-labelledby": title },
    h(`h${state.level}`, { id: title }, state.title), state.text.map((text) => h("p", {}, text)),
    h("ul", { class: "st-gallery" }, drawMap(mine), maps.map(drawMap)), maps.length > 0 && shadeKey(),
    h("div", { class: "st-odds" }, state.ratio.map((text, index) => h("p", {}, index ? text : h("strong", {}, text)))),
    drawRows(state.rows.slice(0, state.shown), state, state.caption),
    folded.length > 0 && h("details", {}, h("summary", { "data-key": "rest" },
      say("parts.likeness_rest", { count: folded.length })), drawRows(folded, state, state.caption_rest)),
    h("details", {}, h("summary", { "data-key": "how" }, state.how.summary),
      h("ul", { class: "st-how" }, state.how.lines.map(({ text, mark: name, sources }) => h("li", {}, text, " ",
        mark(name), sourceNote(sources))))));
}

export default { render: (context) => mount(context, "likeness", drawLikeness) };
