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
    h("td", { class: "st-numeric" }, h("strong", {}, row.share), " ",
      h("span", { class: "st-quiet" }, row.reach)),
    h("td", {}, row.urgency));
}

function drawRows({ rows, caption }, state) {
  const ticks = h("div", { class: "st-axis", "aria-hidden": "true" }, state.ticks.map((tick) =>
    h("span", { style: `left: ${(100 * tick) / state.most}%` }, share(tick))));
  const [cause, count, urgency] = state.head;
  return h("div", { class: "st-table", tabindex: "0", role: "region", "aria-label": caption },
    h("table", {}, h("caption", {}, caption),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, cause, ticks),
        [count, urgency].map((word) => h("th", { scope: "col" }, word)))),
      h("tbody", {}, rows.map((row) => drawRow(row, state)))));
}

// What the drawing leaves open stands open; what is drawn like that less often is folded away.
function drawGroup(group, state, index) {
  return group.fold ? h("details", { open: group.open },
    h("summary", { "data-key": `group:${index}` }, group.fold), drawRows(group, state)) : drawRows(group, state);
}

function drawMissed({ title, text, lines }) {
  return h("div", { class: "st-missed st-tone-safety" }, h("p", {}, icon(SHAPES.safety), " ", h("strong", {}, title)),
    h("p", {}, text), h("ul", {}, lines.map(({ urgency, names }) =>
      h("li", {}, h("strong", {}, urgency), " ", h("span", {}, names)))));
}

function drawLikeness(state, ui) {
  const title = (ui.scratch.title ??= newId("likeness"));
  const [mine, ...maps] = state.maps;
  return h("section", { class: "st-card", "aria-labelledby": title },
    h(`h${state.level}`, { id: title }, state.title), h("p", { class: "st-lead" }, state.lead),
    state.text.map((text) => h("p", {}, text)), drawMissed(state.missed),
    h("ul", { class: "st-gallery" }, drawMap(mine), maps.map(drawMap)), maps.length > 0 && shadeKey(),
    h("div", { class: "st-odds" }, state.ratio.map((text, index) => h("p", {}, index ? text : h("strong", {}, text)))),
    state.groups.map((group, index) => drawGroup(group, state, index)),
    h("details", {}, h("summary", { "data-key": "how" }, state.how.summary),
      h("ul", { class: "st-how" }, state.how.lines.map(({ text, mark: name, sources }) => h("li", {}, text, " ",
        mark(name), sourceNote(sources))))));
}

export default { render: (context) => mount(context, "likeness", drawLikeness) };
