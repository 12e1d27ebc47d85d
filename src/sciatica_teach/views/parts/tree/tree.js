// The nerve tree: one segment is chosen, by the drawing or by the list. Once locked it shows what became of each.

// A redraw makes new elements, and what the learner had scrolled to must stay in sight.
function keepScroll(ui, name, box, settle) {
  const kept = ui.scratch[name];
  const before = ui.after;
  box.addEventListener("scroll", () => { ui.scratch[name] = [box.scrollLeft, box.scrollTop]; });
  ui.after = () => {
    before?.();
    if (kept) [box.scrollLeft, box.scrollTop] = kept;
    settle?.();
  };
  return box;
}

// On a narrow screen the sheet scrolls sideways, and begins with the sciatic nerve in the middle. A new element has no
// width before it is laid out.
const SCIATIC = 385 / 720;

function centre(box) {
  new ResizeObserver((_entries, observer) => {
    box.scrollLeft = SCIATIC * box.scrollWidth - box.clientWidth / 2;
    observer.disconnect();
  }).observe(box);
}

// Where the sheet goes on beyond an edge, it fades towards it.
function fadeEdges(box) {
  const look = () => {
    box.classList.toggle("st-more-left", box.scrollLeft > 4);
    box.classList.toggle("st-more-right", box.scrollLeft < box.scrollWidth - box.clientWidth - 4);
  };
  box.addEventListener("scroll", look);
  new ResizeObserver(look).observe(box);
}

function sheetBox(ui, sheet) {
  const box = h("div", {
    class: "st-scroller", tabindex: "0", role: "region", "aria-label": say("parts.tree_region"), "data-key": "sheet",
  }, sheet);
  if (!ui.scratch.sheet) centre(box);
  fadeEdges(box);
  return [h("p", { class: "st-scrolls", "aria-hidden": "true" }, say("parts.tree_scrolls")),
    keepScroll(ui, "sheet", box)];
}

// The list scrolls by itself too; whatever is chosen on the drawing comes into sight in it.
function listBox(ui, ...groups) {
  const box = h("div", { class: "st-sites" }, groups);
  return keepScroll(ui, "list", box, () => {
    const chosen = box.querySelector(":checked")?.parentElement;
    if (!chosen) return;
    const top = chosen.offsetTop;
    const inSight = top >= box.scrollTop && top + chosen.offsetHeight <= box.scrollTop + box.clientHeight;
    if (!inSight) box.scrollTop = top - box.clientHeight / 2;
  });
}

// In the order of the sheet: [region, its nodes] from the roots to the sole.
function byRegion(nodes) {
  const regions = new Map();
  for (const node of nodes) regions.set(node.region, [...(regions.get(node.region) ?? []), node]);
  return [...regions];
}

function siteField(node, ui, choose) {
  return h("label", { class: "st-pick" }, h("input", {
    type: "radio", name: (ui.scratch.name ??= newId("site")), value: node.id, checked: ui.draft.site === node.id,
    "data-key": `site:${node.id}`, onchange: () => choose(node.id),
  }), h("span", {}, node.name));
}

function severityField(state, ui) {
  if (!state.severities?.length) return null;
  const name = (ui.scratch.severe ??= newId("severity"));
  const choose = (value) => { ui.draft.severity = value; ui.redraw(); };
  return h("fieldset", { class: "st-sure" }, h("legend", {}, say("parts.tree_severity")),
    state.severities.map(({ value, label }) => h("label", {}, h("input", {
      type: "radio", name, value, checked: ui.draft.severity === value, "data-key": `severity:${value}`,
      onchange: () => choose(value),
    }), h("span", {}, label))));
}

// What the place is to be found from, in a few lines that stay beside the drawing.
const findingsList = ({ findings }) => findings && h("div", { class: "st-findings" },
  h("h3", { class: "st-heading" }, findings.title), h("dl", {}, findings.lines.map(({ label, text }) =>
    h("div", {}, h("dt", {}, label), h("dd", {}, text)))));

function drawOpenTree(state, ui) {
  ui.scratch.open = state.id;
  ui.draft.site ??= state.chosen ?? undefined;
  ui.draft.severity ??= state.severity ?? undefined;
  const choose = (site) => { ui.draft.site = site; ui.redraw(); };
  const hint = (ui.scratch.hint ??= newId("hint"));
  const missing = !ui.draft.site ? say("parts.tree_missing")
    : state.severities?.length && ui.draft.severity === undefined ? say("parts.tree_severity_missing") : "";
  const name = state.nodes.find(({ id }) => id === ui.draft.site)?.name;
  return [
    h("fieldset", { "aria-describedby": hint }, h("legend", { class: "st-legend" }, state.legend),
      h("p", { class: "st-hint", id: hint }, state.hint),
      h("div", { class: "st-plan" },
        h("div", { class: "st-drawing" },
          sheetBox(ui, drawSheet(state, { chosen: ui.draft.site, onchoose: choose })), drawLegend(state)),
        h("div", { class: state.findings ? "st-side st-with-findings" : "st-side" }, findingsList(state),
          listBox(ui, byRegion(state.nodes).map(([region, nodes]) => h("fieldset", {},
            h("legend", {}, region), nodes.map((node) => siteField(node, ui, choose)))))))),
    severityField(state, ui),
    h("p", { class: "st-chosen" }, name && [say("parts.tree_chosen"), " ", h("strong", {}, name)]),
    certaintyField(state, ui),
    submitRow(state, ui, {
      missing,
      action: () => ({ site: ui.draft.site, ...(state.severities?.length && { severity: ui.draft.severity }) }),
    }),
  ];
}

// Judged only where an answer is marked; a sheet that shows a lesion says nothing of right and wrong.
function treeVerdict(state, ui) {
  const marks = Object.values(state.marks ?? {});
  if (!marks.includes("answer")) return null;
  if (marks.includes("chosen-near")) return verdictHeading(state, ui, "caution", say("parts.tree_near"));
  return marks.includes("chosen-wrong") ? verdictHeading(state, ui, "unsafe", say("parts.wrong"))
    : verdictHeading(state, ui, "right", say("parts.right"));
}

const MARK_TONES = {
  lesion: "unsafe", affected: "unsafe", fewer: "caution", answer: "right", "chosen-near": "caution", "chosen-wrong": "unsafe",
};

// The drawing in words: each mark with the segments that bear it.
function describeMarks(state) {
  const named = (mark) => state.nodes.filter(({ id }) => state.marks?.[id] === mark).map(({ name }) => name);
  return h("ul", { class: "st-marked" }, Object.keys(MARK_TONES).filter((mark) => named(mark).length).map((mark) =>
    h("li", { class: `st-tone-${MARK_TONES[mark]}` },
      h("strong", {}, say(`parts.tree.mark.${mark}`)), ": ", named(mark).join(", "))));
}

function drawLockedTree(state, ui) {
  return [
    h("p", { class: "st-legend" }, state.legend),
    treeVerdict(state, ui),
    state.note && h("p", { class: "st-note" }, state.note),
    describeMarks(state),
    h("div", { class: "st-drawing" }, sheetBox(ui, drawSheet(state, { chosen: state.chosen })), drawLegend(state)),
    certaintyGiven(state),
  ];
}

const drawTree = (state, ui) =>
  h("section", { class: "st-card" }, (state.locked ? drawLockedTree : drawOpenTree)(state, ui));

export default { render: (context) => mount(context, "tree", drawTree) };
