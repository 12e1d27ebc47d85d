// Every finding with what it did to one cause, and the last of them on a nomogram.

const TURNS = { up: "▲", down: "▼", none: "•" };

function rateLine({ label, figure, reason, mark: name, conflict, sources }, notes) {
  return h("li", {}, h("p", {}, h("strong", {}, label), " ", figure, " ", mark(name, conflict)), quiet(reason),
    sourceNote(sources.map((id) => notes[id]), conflict));
}

function stepLine(step, notes) {
  return h("li", { class: step.counted ? "st-step" : "st-step st-idle" },
    h("p", { class: "st-step-name" }, h("strong", {}, step.name), " ", h("span", { class: "st-quiet" }, step.answer)),
    h("p", { class: "st-step-ratio" }, icon(TURNS[step.turn]), h("strong", {}, step.ratio)),
    step.status && h("p", { class: "st-quiet st-step-status" }, step.status),
    step.rates.length > 0 && h("details", {}, h("summary", { "data-key": `rates:${step.id}` }, step.summary),
      h("ul", { class: "st-rates" }, step.rates.map((rate) => rateLine(rate, notes)))));
}

function lastStep({ step, heading, lines, label, off }) {
  return h("section", {}, h("h4", {}, heading),
    step && h("figure", { class: "st-nomogram-figure" }, drawNomogram(step, label), off && quiet(off)),
    h("div", { class: "st-by-hand" }, lines.map((line) => h("p", {}, line))));
}

function drawMoved(state, ui) {
  const { sources } = ui.model.get("catalogue");
  return keepOpen(ui, h("section", { class: "st-card", "aria-label": state.title }, h("h3", {}, state.title),
    state.steps.length === 0 ? quiet(state.empty) : h("div", { class: "st-moved" },
      h("section", {}, h("h4", {}, state.trace), hintLine(state.note),
        h("ol", { class: "st-steps" }, state.steps.map((step) => stepLine(step, sources)))),
      lastStep(state.last))));
}

export default { render: (context) => mount(context, "nomogram", drawMoved) };
