// The explorer: the scene, its tools, the list of every structure, and the card of the one that is chosen.
//
// All of it happens in the browser; the kernel is not asked.

function drawFrame(state, ui) {
  const { scratch } = ui;
  const { look, act } = scratch;
  const side = look.side === "right" ? say("parts.explorer_right") : say("parts.explorer_left");
  scratch.host.setAttribute("aria-label", [state.title, side, look.chosen && nameOf(state, look.chosen)]
    .filter(Boolean).join(", "));
  return h("div", { class: "st-frame" },
    scratch.able && h("div", { class: "st-picture" }, scratch.host, scratch.tip), stageNotice(state, ui),
    scratch.able && turnTools(act));
}

const sceneTools = (state, look, act) => [
  viewTools(state, look, act), layerTools(state, look, act),
  h("div", { class: "st-tool-row" }, sideTools(look, act), buildTools(state, look, act)),
];

function drawExplorer(state, ui) {
  const { scratch } = ui;
  if (!scratch.look) {
    scratch.look = startLook(state);
    scratch.act = makeActs(ui);
    makeHost(ui);
  }
  const { look, act } = scratch;
  const title = (scratch.title ??= newId("explorer"));
  const choose = (id) => act.choose(id);
  return h("section", { "aria-labelledby": title },
    h("h2", { id: title }, state.title), hintLine(state.intro),
    h("div", { class: "st-explorer-grid" },
      h("div", { class: "st-seen" }, drawFrame(state, ui), scratch.able && sceneTools(state, look, act),
        h("details", { class: "st-described" }, h("summary", { "data-key": "described" }, say("parts.explorer_described")),
          state.description.map((text) => h("p", {}, text)))),
      h("div", { class: "st-told" }, searchField(state, ui, choose), followTools(state, look, act),
        cardFor(state, ui, look), structureList(state, ui, look.chosen, choose))));
}

function renderExplorer(context) {
  let ui;
  const leave = mount(context, "explorer", (state, mounted) => drawExplorer(state, (ui = mounted)));
  return () => {
    ui.scratch.watching?.disconnect();
    ui.scratch.theme?.removeEventListener("change", ui.scratch.repaint);
    ui.scratch.stage?.close();
    leave();
  };
}

export default { render: renderExplorer };
