// How far a belief moves: the learner says the share now, and sees it beside what was due only afterwards. The slider
// starts at the share before, drawn hollow: untouched, it is no answer, and to leave the share where it is has a button.

const wholePercent = (text) => (/^\d{1,3}\s*%?$/.test(text.trim()) ? parseInt(text, 10) : NaN);

function shiftProblem({ low, high }, text) {
  if (!text.trim()) return say("parts.shift_missing");
  const value = wholePercent(text);
  return Number.isNaN(value) || value < low || value > high ? say("parts.shift_wrong", { low, high }) : "";
}

function shiftSlider(state, ui, onMove) {
  const value = wholePercent(ui.draft.text);
  return h("input", {
    type: "range", min: state.low, max: state.high, step: 1, value: Number.isNaN(value) ? state.before : value,
    "data-key": "slider", "aria-label": say("parts.shift_slider", state),
    oninput: (event) => onMove(event.target.value),
    // A press on the thumb that moves nothing says that the share stays; keys move it, or leave it untouched.
    onclick: (event) => onMove(event.target.value),
  });
}

function showOnSlider(state, slider, text) {
  const value = wholePercent(text);
  const touched = !Number.isNaN(value);
  if (touched) slider.value = value;
  slider.classList.toggle("st-untouched", !touched);
  slider.style.setProperty("--st-at", `${touched ? (100 * (slider.value - state.low)) / (state.high - state.low) : 0}%`);
  slider.setAttribute("aria-valuetext", touched ? `${value}%` : say("parts.shift_unset", state));
}

function drawOpenShift(state, ui) {
  ui.scratch.open = state.id;
  ui.draft.text ??= "";
  const [field, problem, hint] = ["field", "problem", "hint"].map((name) => (ui.scratch[name] ??= newId(name)));
  const message = h("p", { class: "st-problem", id: problem });
  const foot = h("div");
  // The field and the slider move each other in place: a redraw would tear the slider from the finger.
  const refresh = () => {
    const touched = ui.draft.text.trim() !== "";
    const wrong = shiftProblem(state, ui.draft.text);
    message.replaceChildren(...(touched && wrong ? [icon("!"), wrong] : []));
    input.setAttribute("aria-invalid", String(touched && wrong !== ""));
    showOnSlider(state, slider, wrong ? "" : ui.draft.text);
    keepFocus(foot, () => foot.replaceChildren(submitRow(state, ui, {
      missing: wrong && touched ? say("parts.shift_mend") : wrong,
      action: () => (state.certainty ? { chosen: [String(wholePercent(ui.draft.text))] }
        : { percent: wholePercent(ui.draft.text) }),
    })));
  };
  const take = (text) => { ui.draft.text = input.value = text; refresh(); };
  const input = h("input", {
    type: "text", inputmode: "numeric", autocomplete: "off", id: field, "data-key": "percent", value: ui.draft.text,
    "aria-describedby": `${hint} ${problem}`, oninput: () => { ui.draft.text = input.value; refresh(); },
    onkeydown: (event) => event.key === "Enter" && foot.querySelector("button").click(),
  });
  const slider = shiftSlider(state, ui, take);
  refresh();
  return h("section", { class: "st-card st-accent" }, storyLines(state),
    h("div", { class: "st-field" }, h("label", { class: "st-legend", for: field }, state.legend),
      h("p", { class: "st-hint", id: hint }, state.hint),
      h("div", { class: "st-shift-row" }, input, h("span", { class: "st-unit" }, "%"), slider,
        button(say("parts.shift_stays", state), { key: "stays", onclick: () => take(String(state.before)) })),
      message),
    certaintyField(state, ui), foot);
}

const storyLines = ({ story }) => (story ?? []).map((line) => h("p", { class: "st-story" }, line));

// As a question of a quiz it has a verdict and its reason as well; left blank, the scale shows what was due alone.
// Where the must-refer rule speaks, the reason has two lines, and the first of them is the rule.
function drawJudged(state, ui) {
  const verdict = state.verdicts?.answer;
  if (!verdict) return null;
  const [first, second] = verdict.feedback.split("\n");
  const rule = second && verdictCard({ tone: "unsafe", badge: SHAPES.safety, text: first });
  return [
    rule && h("ul", { class: "st-answers" }, rule),
    verdictHeading(state, ui, ...(state.heading ?? ["info", say("parts.your_answer")])), h("p", {}, second ?? first),
    certaintyGiven(state),
  ];
}

function drawSeenShift(state, ui) {
  return h("section", { class: "st-card" }, storyLines(state), h("h3", { class: "st-legend" }, state.legend),
    drawJudged(state, ui), state.words ? [drawScale(state), hintLine(say("parts.shift_odds")), drawKey(state)]
      : state.right_text && h("p", {}, state.right_text));
}

const drawShift = (state, ui) => (state.locked ? drawSeenShift(state, ui) : drawOpenShift(state, ui));

export default { render: (context) => mount(context, "shift", drawShift) };
