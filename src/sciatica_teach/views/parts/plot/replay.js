// Two things that a figure may have besides: several views of which one is shown, and steps to go through one by one.

// The lines of a view come before those that all views share.
function viewOf(state, ui) {
  const view = state.views?.[ui.draft.view ?? 0];
  return view
    ? { ...state, ...view, figure: { ...state.figure, data: [...view.data, ...state.figure.data] } } : { ...state };
}

function viewChoice(state, ui) {
  if (!(state.views?.length > 1)) return null;
  const name = (ui.scratch.views ??= newId("view"));
  return h("fieldset", { class: "st-sure st-views" }, h("legend", {}, state.legend),
    state.views.map(({ name: label }, index) => h("label", {}, h("input", {
      type: "radio", name, value: index, checked: (ui.draft.view ?? 0) === index, "data-key": `view:${index}`,
      onchange: () => { ui.draft.view = index; ui.redraw(); },
    }), h("span", {}, label))));
}

const lastStep = ({ steps }) => steps.length - 1;
const stepNow = (shown, ui) => Math.min(ui.draft.step ?? Infinity, lastStep(shown));

// What comes after this step is behind a curtain, and a line stands at the step. The colours are in the style sheet.
function curtainAt({ steps, figure }, step) {
  const { layout } = figure;
  const [, end] = layout.xaxis.range;
  const { x } = steps[step];
  // One of each for every half, so that the legend between them stays in sight.
  return Object.keys(layout).filter((key) => key.startsWith("yaxis")).flatMap((key) => {
    const place = { yref: `${key.replace("axis", "")} domain`, y0: 0, y1: 1, layer: "above" };
    return [
      { ...place, type: "rect", x0: Math.min(x + 0.5, end), x1: end, line: { width: 0 }, fillcolor: "white" },
      { ...place, type: "line", x0: x, x1: x, line: { width: 2, color: "black" } },
    ];
  });
}

function markStep(shown, ui, stage) {
  if (!shown.steps || !stage.dataset.ready) return undefined;
  const step = stepNow(shown, ui);
  const curtain = step === lastStep(shown) ? [] : curtainAt(shown, step);
  return globalThis.Plotly.relayout(stage, { shapes: [...(shown.figure.layout.shapes ?? []), ...curtain] });
}

// A step changes what is said and the curtain, and draws nothing anew: the slider stays under the hand that moves it.
function goTo(shown, ui, step, aloud) {
  ui.draft.step = Math.max(0, Math.min(step, lastStep(shown)));
  const { said } = shown.steps[ui.draft.step];
  const [line, slider] = [".st-said", "input[type=range]"].map((one) => ui.root.querySelector(one));
  line.textContent = said;
  slider.value = ui.draft.step;
  tellSlider(shown, ui, slider);
  for (const [key, ready] of Object.entries(stepsLeft(shown, ui))) setReady(keyed(ui.root, key), ready);
  if (aloud) announce(said);
  markStep(shown, ui, ui.scratch.stage);
}

function tellSlider(shown, ui, slider) {
  const step = stepNow(shown, ui);
  slider.setAttribute("aria-valuetext", shown.steps[step].said);
  slider.style.setProperty("--st-at", `${(100 * step) / Math.max(1, lastStep(shown))}%`);
}

const stepsLeft = (shown, ui) => {
  const [step, last] = [stepNow(shown, ui), lastStep(shown)];
  return { "step:first": step > 0, "step:back": step > 0, "step:on": step < last, "step:last": step < last };
};

function setReady(element, ready) {
  if (ready) element.removeAttribute("aria-disabled");
  else element.setAttribute("aria-disabled", "true");
}

function stepper(shown, ui) {
  if (!shown.steps) return null;
  const targets = { first: () => 0, back: (now) => now - 1, on: (now) => now + 1, last: () => lastStep(shown) };
  const ready = stepsLeft(shown, ui);
  const buttons = Object.entries(targets).map(([name, target]) => {
    const made = button(say(`parts.replay_${name}`), {
      key: `step:${name}`, onclick: () => goTo(shown, ui, target(stepNow(shown, ui)), true),
    });
    setReady(made, ready[`step:${name}`]);
    return made;
  });
  const slider = h("input", {
    type: "range", min: 0, max: lastStep(shown), step: 1, "data-key": "step", "aria-label": say("parts.replay_slider"),
    oninput: (event) => goTo(shown, ui, Number(event.target.value), false),
  });
  slider.value = stepNow(shown, ui);
  tellSlider(shown, ui, slider);
  return h("div", { class: "st-replay", role: "group", "aria-label": say("parts.replay_label") },
    h("p", { class: "st-said" }, shown.steps[stepNow(shown, ui)].said), slider,
    h("div", { class: "st-buttons" }, buttons));
}
