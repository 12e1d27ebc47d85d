// One number, typed or set on a slider. The field is a text field with a decimal keypad: a number field would swallow
// the comma of "3,5" without a word in an English browser and leave 35.

const parseNumber = (text) => (/^[-−+]?\d+([.,]\d+)?$|^[-−+]?[.,]\d+$/.test(text.trim())
  ? Number(text.trim().replace(",", ".").replace("−", "-")) : NaN);

const withUnit = (number, unit) => `${number}${unit && unit !== "%" ? " " : ""}${unit ?? ""}`;

function numberProblem({ low, high, unit }, text) {
  if (!text.trim()) return say("parts.number_missing");
  const value = parseNumber(text);
  if (Number.isNaN(value)) return say("parts.number_wrong");
  return value < low || value > high ? say("parts.number_outside", { low, high: withUnit(high, unit) }) : "";
}

// An untouched slider stands in the middle, drawn hollow: it has no value yet.
function startOf({ low, high }, text) {
  const value = parseNumber(text);
  return Number.isNaN(value) ? (low + high) / 2 : value;
}

function drawOpenNumber(state, ui) {
  ui.scratch.open = state.id;
  ui.draft.text ??= "";
  const [field, problem, hint] = ["field", "problem", "hint"].map((name) => (ui.scratch[name] ??= newId(name)));
  const message = h("p", { class: "st-problem", id: problem });
  const foot = h("div");
  const touched = () => ui.draft.text.trim() !== "";
  // The field and the slider move each other in place: a redraw would tear the slider from the finger.
  const refresh = () => {
    const wrong = numberProblem(state, ui.draft.text);
    message.replaceChildren(...(touched() && wrong ? [icon("!"), wrong] : []));
    input.setAttribute("aria-invalid", String(touched() && wrong !== ""));
    slider.classList.toggle("st-untouched", !touched());
    const share = (100 * (slider.value - state.low)) / (state.high - state.low);
    slider.style.setProperty("--st-at", `${touched() ? share : 0}%`);
    slider.setAttribute("aria-valuetext", touched() ? `${ui.draft.text} ${state.unit ?? ""}` : say("parts.number_unset"));
    keepFocus(foot, () => foot.replaceChildren(submitRow(state, ui, {
      missing: wrong && touched() ? say("parts.number_mend", { low: state.low, high: withUnit(state.high, state.unit) }) : wrong,
      action: () => ({ chosen: [String(parseNumber(ui.draft.text))] }),
    })));
  };
  const typed = () => {
    ui.draft.text = input.value;
    const value = parseNumber(input.value);
    if (!Number.isNaN(value)) slider.value = value;
    refresh();
  };
  const input = h("input", {
    type: "text", inputmode: "decimal", autocomplete: "off", id: field, "data-key": "number", value: ui.draft.text,
    "aria-describedby": `${hint} ${problem}`, oninput: typed,
    onkeydown: (event) => event.key === "Enter" && foot.querySelector("button").click(),
  });
  const slider = h("input", {
    type: "range", min: state.low, max: state.high, step: state.step, value: startOf(state, ui.draft.text),
    "data-key": "slider", "aria-label": say("parts.number_slider", state),
    oninput: () => { ui.draft.text = input.value = slider.value; refresh(); },
  });
  refresh();
  return [
    h("div", { class: "st-field" }, h("label", { class: "st-legend", for: field }, state.legend),
      h("p", { class: "st-hint", id: hint }, state.hint, " ", say("parts.number_range", state)),
      h("div", { class: "st-number-row" }, input, h("span", { class: "st-unit" }, state.unit), slider), message),
    certaintyField(state, ui), foot,
  ];
}

function drawNumber(state, ui) {
  if (!state.locked) return drawOpenNumber(state, ui);
  const verdict = state.verdicts?.answer;
  const [tone, word] = !verdict ? ["info", say("parts.your_answer")]
    : verdict.right ? ["right", say("parts.right")] : ["unsafe", say("parts.wrong")];
  return [
    h("p", { class: "st-legend" }, state.legend),
    verdictHeading(state, ui, tone, word),
    h("ul", { class: "st-answers" }, verdictCard({
      tone, badge: SHAPES[tone], word: state.chosen?.length ? say("parts.mine") : "",
      text: state.chosen?.length ? withUnit(state.chosen[0], state.unit) : say("parts.no_answer"),
      feedback: verdict?.feedback,
    })),
    state.right_text && h("p", {}, state.right_text), certaintyGiven(state),
  ];
}

export default { render: (context) => mount(context, "number", drawNumber) };
