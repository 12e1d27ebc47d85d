// A table whose rows lead somewhere: the first cell is a link that can be copied, and acts in place on a plain click.

function attemptLink({ href, action, cells: [text] }, ui) {
  const address = safeHref(href);
  return address ? h("a", {
    href: address, "data-key": `attempt:${href}`, onclick: (event) => follow(event, action, ui),
  }, text) : text;
}

// The roles are written out, because a phone shows the rows as blocks, and a table drawn as blocks is none to a reader.
// A cell may be a verdict: shape and word, in the tone of the row.
function attemptCell({ text, tone }, column) {
  return h("td", { role: "cell", "data-column": column, class: tone && `st-tone-${tone}` },
    tone && [icon(SHAPES[tone]), " "], text);
}

function attemptRow(row, head, ui) {
  const [, ...rest] = row.cells;
  const told = rest.map((cell) => (typeof cell === "string" ? { text: cell } : cell));
  return h("tr", { role: "row" }, h("th", { scope: "row", role: "rowheader" }, attemptLink(row, ui)),
    told.map((cell, index) => attemptCell(cell, head[index + 1])));
}

const attemptHead = (head) => h("thead", { role: "rowgroup" }, h("tr", { role: "row" },
  head.map((label) => h("th", { scope: "col", role: "columnheader" }, label))));

function drawAttempts(state, ui) {
  const title = (ui.scratch.title ??= newId("attempts"));
  const rows = state.rows.map((row) => attemptRow(row, state.head, ui));
  return h("section", { class: "st-card st-tone-plain", "aria-labelledby": title },
    h("h2", { id: title }, state.title), h("div", { class: "st-blocks" }, renderBlocks(state.before, ui)),
    rows.length > 0 && h("div", { class: "st-table", tabindex: "0", role: "region", "aria-labelledby": title },
      h("table", { role: "table" }, attemptHead(state.head), h("tbody", { role: "rowgroup" }, rows))),
    h("div", { class: "st-blocks" }, renderBlocks(state.after, ui)));
}

export default { render: (context) => mount(context, "attempts", drawAttempts) };
