// The point atlas: a field to search in, the plates with their points, and what is to be read about the one chosen.
//
// Every point's names and place came with the page; what is to be read about one is asked of the kernel when it is chosen.

const NARROW_PX = 760;

const chosenId = (state, ui) => ui.draft.wanted ?? state.chosen;

function choosePoint(ui, { points }, id, { read = false } = {}) {
  const point = points.find((one) => one.id === id);
  Object.assign(ui.draft, { wanted: id, plate: windowOf(point)?.id ?? ui.draft.plate });
  ui.scratch.reading = read && ui.root.clientWidth < NARROW_PX ? id : undefined;
  announce(say("parts.atlas_chosen", { code: point.code, pinyin: point.pinyin }));
  if (ui.model.get("state").chosen === id) ui.redraw();
  else ui.send(`open:${id}`, { verb: "open", point: id });
}

const SECTIONS = {
  depth: ({ depth }) => depthBar(depth),
  angle: ({ angles }) => anglePictures(angles),
};

const section = (one, point, ui) => h("section", { class: "st-atlas-section" }, h("h4", {}, one.title),
  SECTIONS[one.id]?.(point), h("div", { class: "st-blocks" }, renderBlocks(one.blocks, ui)));

function nameLine(point) {
  return h("p", { class: "st-atlas-names" }, h("span", { class: "st-atlas-big", lang: "zh-Hans" }, point.han),
    point.traditional && h("span", { class: "st-atlas-big", lang: "zh-Hant" }, point.traditional),
    h("span", {}, "“", point.english, "”"));
}

function stopSign({ title, blocks }, ui) {
  return h("section", { class: "st-card st-tone-unsafe st-atlas-stop-sign" },
    h("h4", {}, icon(SHAPES.unsafe), " ", title), h("div", { class: "st-blocks" }, renderBlocks(blocks, ui)));
}

function drawPoint(catalogue, state, ui) {
  const { point, unnamed } = state;
  const title = (ui.scratch.heading ??= newId("point-title"));
  const late = chosenId(state, ui) !== point.id;
  return h("section", { class: "st-card st-atlas-card", "aria-labelledby": title, "aria-busy": late },
    h("p", { class: "st-eyebrow" }, point.eyebrow),
    h("h3", { id: title, tabindex: "-1" }, point.code, " ", pinyinOf(point)), nameLine(point),
    stopSign(point.stop, ui), h("div", { class: "st-blocks" }, renderBlocks(unnamed, ui)), drawInSpace(catalogue, point, ui),
    h("div", { class: "st-atlas-sections" }, point.sections.map((one) => section(one, point, ui))),
    h("p", { class: "st-hint" }, point.note));
}

// A card that is on its way is no answer that is being saved; only what went wrong is said.
const askedFate = (sent) => (sent?.phase === "refused" ? fate(sent) : null);

const emptyCard = (state, ui) => h("section", { class: "st-card" }, h("p", {}, say("parts.atlas_empty")),
  h("div", { class: "st-blocks" }, renderBlocks(state.unnamed, ui)));

function drawAtlas(state, ui) {
  const catalogue = ui.model.get("catalogue");
  const chosen = chosenId(state, ui);
  const title = (ui.scratch.title ??= newId("atlas"));
  const point = catalogue.points.find(({ id }) => id === chosen);
  const view = WINDOWS.find(({ id }) => id === ui.draft.plate) ?? (point && windowOf(point)) ?? WINDOWS[0];
  const choose = (id, how) => choosePoint(ui, catalogue, id, how);
  settle(ui);
  return [h("section", { class: "st-card", "aria-labelledby": title },
    h("h3", { id: title }, catalogue.title), h("p", {}, catalogue.intro),
    h("div", { class: "st-atlas-grid" }, finder(catalogue, ui, chosen, choose),
      h("div", { class: "st-atlas-seen" }, plateSelect(ui, view.id, (id) => { ui.draft.plate = id; ui.redraw(); }),
        drawPlate(catalogue, view, chosen, choose))),
    askedFate(ui.sent[`open:${chosen}`])),
  state.point ? drawPoint(catalogue, state, ui) : emptyCard(state, ui)];
}

// The list is drawn anew with every step and stays where it was scrolled to. On a phone what was chosen to be read is
// below the window, so it is brought into it.
function settle(ui) {
  const list = () => ui.root.querySelector(".st-atlas-found");
  const top = list()?.scrollTop ?? 0;
  const { reading } = ui.scratch;
  ui.after = () => {
    list().scrollTop = top;
    flyToPoint(ui, ui.model.get("state").chosen);
    if (!reading || ui.model.get("state").chosen !== reading) return;
    ui.scratch.reading = undefined;
    ui.root.querySelector(`#${ui.scratch.heading}`).scrollIntoView({ block: "start" });
  };
}

export default { render: (context) => mountCloseUp(context, "atlas", drawAtlas) };
