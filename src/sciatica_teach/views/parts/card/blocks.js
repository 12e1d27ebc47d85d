// A document is a list of blocks, each a small thing that an author can name.

const BLOCKS = {
  heading: ({ text }) => h("h3", {}, text),
  marks: () => h("ul", { class: "st-marks" }, Object.keys(MARKS).map((name) => h("li", {}, mark(name)))),
  report: ({ summary, text, hint }) => errorReport(text, summary, hint),
  text: ({ text, quiet, quote }) => (quote
    ? h("blockquote", {}, h("p", {}, text)) : h("p", { class: quiet ? "st-quiet" : undefined }, text)),
  claim: ({ text, mark: name, sources, conflict, open }) => h("div", { class: "st-claim" },
    h("p", {}, text, " ", mark(name, conflict)), sourceNote(sources, conflict, open)),
  list: ({ items, ordered }) => h(ordered ? "ol" : "ul", { class: "st-list" }, items.map((item) => h("li", {}, item))),
  verdicts: ({ items }) => h("ul", { class: "st-verdicts" }, items.map(drawVerdict)),
  table: drawTable,
  bodymap: (block) => bodyMap(block),
  facts: ({ items }) => h("dl", { class: "st-facts" },
    items.map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, value)))),
  links: ({ items }, ui) => h("ul", { class: "st-links" }, items.map((item) => h("li", {}, drawLink(item, ui)))),
  buttons: ({ items }, ui) => actionButtons(items, ui),
  details: ({ summary, blocks }, ui) => h("details", {}, h("summary", {}, summary), renderBlocks(blocks, ui)),
  progress: ({ value, of, label }) => progressBar(value, of, label),
  field: drawField,
  picture: drawPicture,
};

// One thing that was judged: shape and word, what it was, why; with its evidence where the why is a claim.
function drawVerdict({ tone, shape, word, text, note, mark: name, sources, conflict }) {
  return h("li", { class: `st-tone-${tone}` }, icon(shape ?? SHAPES[tone] ?? SHAPES.plain), h("div", {},
    h("p", {}, word && h("strong", {}, word), word && " ", text),
    note && quiet(note, name && " ", name && mark(name, conflict)), sourceNote(sources, conflict)));
}

function drawTable({ caption, head, rows, numeric = [], shades }) {
  const side = (column) => (numeric.includes(column) ? "st-numeric" : undefined);
  // A shade only repeats what the cell says.
  const cell = (value, column, shade) => (column === 0 ? h("th", { scope: "row", class: side(0) }, value)
    : h("td", { class: shade ? `st-numeric st-shade-${shade}` : side(column) }, value));
  // A table wider than a phone scrolls by itself, and by keyboard, hence the tabindex.
  return h("div", { class: "st-table", tabindex: "0", role: "region", "aria-label": caption },
    h("table", {}, h("caption", {}, caption),
      h("thead", {}, h("tr", {}, head.map((label, column) => h("th", { scope: "col", class: side(column) }, label)))),
      h("tbody", {}, rows.map((row, line) => h("tr", {},
        row.map((value, column) => cell(value, column, shades?.[line]?.[column])))))));
}

// A link that also has an action stays a link: it can be copied, and opened in another tab. A plain click acts in place.
function follow(event, action, ui) {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  ui.send(`link:${JSON.stringify(action)}`, action);
}

function drawLink({ href, title, text, meta, tone, action, away }, ui) {
  const heading = [SHAPES[tone] && tone !== "plain" && icon(SHAPES[tone]), h("strong", {}, title),
    away && hidden(say("parts.new_tab"))];
  const body = [h("span", { class: "st-link-title" }, heading), text && h("span", {}, text),
    meta && h("span", { class: "st-quiet" }, meta)];
  const address = safeHref(href);
  const style = `st-link st-tone-${tone ?? "plain"}`;
  return address ? h("a", {
    href: address, class: style, "data-key": `link:${href}`, onclick: action && ((event) => follow(event, action, ui)),
    target: away && "_blank", rel: away && "noopener",
  }, body) : h("span", { class: style }, body);
}

// Only a drawing that came with the state: nothing is fetched, and a drawing in an img element runs no script.
function drawPicture({ src, alt, caption }) {
  return h("figure", { class: "st-picture" },
    src.startsWith("data:image/svg+xml") && h("img", { src, alt }), caption && h("figcaption", {}, caption));
}

function drawField({ id, label, hint, placeholder, submit, value = "" }, ui) {
  const [field, note] = [newId("field"), newId("hint")];
  const key = `field:${id}`;
  const input = h("input", {
    type: "text", id: field, "data-key": `text:${id}`, placeholder, value: ui.draft[id] ?? value, autocomplete: "off",
    "aria-describedby": note, oninput: (event) => { ui.draft[id] = event.target.value; },
    onkeydown: (event) => event.key === "Enter" && send(),
  });
  const send = () => {
    const text = input.value.trim();
    if (text) ui.send(key, { verb: submit.verb, text });
    else input.focus();
  };
  return h("div", { class: "st-field" }, h("label", { for: field }, label), h("p", { class: "st-hint", id: note }, hint),
    h("div", { class: "st-field-row" }, input, button(submit.label, { key, primary: submit.primary, ready: !ui.busy(key), onclick: send })),
    fate(ui.sent[key]));
}

function renderBlocks(blocks, ui) {
  return (blocks ?? []).map((block) => BLOCKS[block.type]?.(block, ui)
    ?? quiet(say("parts.unknown_block", block)));
}
