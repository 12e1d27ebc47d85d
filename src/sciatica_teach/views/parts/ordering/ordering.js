// Steps to be put in order. Buttons do the work, for mouse, touch and keyboard alike; dragging is an extra.

function move(state, ui, from, to) {
  const { order } = ui.draft;
  if (to < 0 || to >= order.length || from === to) return;
  const [id] = order.splice(from, 1);
  order.splice(to, 0, id);
  ui.draft.moved = true;
  const step = state.steps.find((candidate) => candidate.id === id);
  announce(say("parts.order_moved", { step: step.text, place: to + 1, count: order.length }));
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
  const arrow = (shape, direction, name, to) => button(icon(shape), {
    key: `${direction}:${id}`, "aria-label": name,
    ready: to >= 0 && to < state.steps.length, onclick: () => move(state, ui, index, to),
  });
  return h("li", { class: "st-step", ...dragging(state, ui, index) }, h("b", { "aria-hidden": "true" }, index + 1),
    h("span", { class: "st-step-text" }, text),
    arrow("↑", "up", say("parts.order_up", { step: text }), index - 1),
    arrow("↓", "down", say("parts.order_down", { step: text }), index + 1));
}

function keepBox(ui) {
  return h("label", { class: "st-check" }, h("input", {
    type: "checkbox", checked: Boolean(ui.draft.keep), "data-key": "keep",
    onchange: (event) => { ui.draft.keep = event.target.checked; ui.redraw(); },
  }), h("span", {}, say("parts.order_keep")));
}

const endOfOrder = (key, text) => h("p", { class: "st-end" }, say(key, { text }));

function drawOpenOrdering(state, ui) {
  ui.scratch.open = state.id;
  ui.draft.order ??= state.steps.map(({ id }) => id);
  return [
    h("fieldset", {}, h("legend", { class: "st-legend" }, state.legend),
      state.hint && hintLine(state.hint),
      endOfOrder("parts.order_first", state.first),
      h("ol", { class: "st-steps" }, ui.draft.order.map((id, index) => stepRow(state, ui, id, index))),
      endOfOrder("parts.order_last", state.last), !ui.draft.moved && keepBox(ui)),
    certaintyField(state, ui),
    submitRow(state, ui, {
      missing: ui.draft.moved || ui.draft.keep ? "" : say("parts.order_missing"),
      action: () => ({ chosen: [...ui.draft.order] }),
    }),
  ];
}

function stepVerdict(state, id, index) {
  const { text } = state.steps.find((step) => step.id === id) ?? { text: id };
  const verdict = state.verdicts?.[id];
  const tone = !verdict ? "plain" : verdict.right ? "right" : "unsafe";
  const word = !verdict ? "" : say(verdict.right ? "parts.order_right" : "parts.order_wrong");
  const shown = word && [icon(SHAPES[tone]), " ", word];
  return verdictCard({ tone, badge: index + 1, text, word: shown, feedback: verdict?.feedback });
}

// An order is marked by its pairs, which the kernel counts; without its heading it is right or not.
function judgeOrdering({ heading, verdicts }) {
  if (heading) return heading;
  const all = Object.values(verdicts ?? {});
  if (!all.length) return ["info", say("parts.order_yours")];
  return all.every((verdict) => verdict.right) ? ["right", say("parts.right")] : ["unsafe", say("parts.wrong")];
}

function drawOrdering(state, ui) {
  if (!state.locked) return drawOpenOrdering(state, ui);
  return [
    h("p", { class: "st-legend" }, state.legend), verdictHeading(state, ui, ...judgeOrdering(state)),
    endOfOrder("parts.order_first", state.first),
    h("ol", { class: "st-answers" }, (state.chosen ?? []).map((id, index) => stepVerdict(state, id, index))),
    endOfOrder("parts.order_last", state.last), certaintyGiven(state),
  ];
}

export default { render: (context) => mount(context, "ordering", drawOrdering) };
