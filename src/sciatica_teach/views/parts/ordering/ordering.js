// Steps to be put in order. Buttons do the work, for mouse, touch and keyboard alike; dragging is an extra.

function move(state, ui, from, to) {
  const { order } = ui.draft;
  if (to < 0 || to >= order.length || from === to) return;
  const [id] = order.splice(from, 1);
  order.splice(to, 0, id);
  ui.draft.moved = true;
  const step = state.steps.find((candidate) => candidate.id === id);
  announce(`${step.text}: now ${to + 1} of ${order.length}`);
  ui.redraw();
}

function dragging(state, ui, index) {
  const { scratch } = ui;
  return {
    draggable: "true",
    ondragstart: ({ dataTransfer }) => { scratch.from = index; dataTransfer.setData("text/plain", ""); },
    ondragover: (event) => scratch.from !== undefined && event.preventDefault(),
    ondrop: (event) => { event.preventDefault(); move(state, ui, scratch.from, index); scratch.from = undefined; },
    ondragend: () => { scratch.from = undefined; },
  };
}

function stepRow(state, ui, id, index) {
  const { text } = state.steps.find((step) => step.id === id);
  const arrow = (shape, direction, to) => button(icon(shape), {
    key: `${direction}:${id}`, "aria-label": `Move ${text} ${direction}`,
    ready: to >= 0 && to < state.steps.length, onclick: () => move(state, ui, index, to),
  });
  return h("li", { class: "st-step", ...dragging(state, ui, index) }, h("b", { "aria-hidden": "true" }, index + 1),
    h("span", { class: "st-step-text" }, text), arrow("↑", "up", index - 1), arrow("↓", "down", index + 1));
}

function keepBox(ui) {
  return h("label", { class: "st-check" }, h("input", {
    type: "checkbox", checked: Boolean(ui.draft.keep), "data-key": "keep",
    onchange: (event) => { ui.draft.keep = event.target.checked; ui.redraw(); },
  }), h("span", {}, "Keep the order shown"));
}

function drawOpenOrdering(state, ui) {
  ui.scratch.open = state.id;
  ui.draft.order ??= state.steps.map(({ id }) => id);
  return [
    h("fieldset", {}, h("legend", { class: "st-legend" }, state.legend),
      state.hint && hintLine(state.hint),
      h("p", { class: "st-end" }, "First: ", state.first),
      h("ol", { class: "st-steps" }, ui.draft.order.map((id, index) => stepRow(state, ui, id, index))),
      h("p", { class: "st-end" }, "Last: ", state.last), !ui.draft.moved && keepBox(ui)),
    certaintyField(state, ui),
    submitRow(state, ui, {
      missing: ui.draft.moved || ui.draft.keep ? "" : "Move a step, or tick that you keep the order shown.",
      action: () => ({ chosen: [...ui.draft.order] }),
    }),
  ];
}

function stepVerdict(state, id, index) {
  const { text } = state.steps.find((step) => step.id === id) ?? { text: id };
  const verdict = state.verdicts?.[id];
  const tone = !verdict ? "plain" : verdict.right ? "right" : "unsafe";
  const word = !verdict ? "" : verdict.right ? "Right place" : "Not the right place";
  const shown = word && [icon(SHAPES[tone]), " ", word];
  return verdictCard({ tone, badge: index + 1, text, word: shown, feedback: verdict?.feedback });
}

function judgeOrdering({ verdicts }) {
  const all = Object.values(verdicts ?? {});
  if (!all.length) return ["info", "Your order"];
  const right = all.filter((verdict) => verdict.right).length;
  if (right === all.length) return ["right", "Right"];
  return right ? ["caution", `Partly right: ${right} of ${all.length} in the right place`] : ["unsafe", "Not right"];
}

function drawOrdering(state, ui) {
  if (!state.locked) return drawOpenOrdering(state, ui);
  return [
    h("p", { class: "st-legend" }, state.legend), verdictHeading(state, ui, ...judgeOrdering(state)),
    h("p", { class: "st-end" }, "First: ", state.first),
    h("ol", { class: "st-answers" }, (state.chosen ?? []).map((id, index) => stepVerdict(state, id, index))),
    h("p", { class: "st-end" }, "Last: ", state.last), certaintyGiven(state),
  ];
}

export default { render: (context) => mount(context, "ordering", drawOrdering) };
