// One or several options, and how sure the learner is. Once answered it is a list of verdicts.

const letter = (index) => String.fromCharCode(65 + index);

function optionField(state, ui, option, index) {
  const chosen = (ui.draft.chosen ??= new Set());
  const toggle = (event) => {
    if (!state.many) chosen.clear();
    if (event.target.checked) chosen.add(option.id);
    else chosen.delete(option.id);
    ui.redraw();
  };
  return h("label", { class: "st-option" },
    h("span", { class: "st-badge" },
      h("input", {
        type: state.many ? "checkbox" : "radio", name: (ui.scratch.name ??= newId("choice")), value: option.id,
        checked: chosen.has(option.id), "data-key": `option:${option.id}`, onchange: toggle,
      }),
      h("b", { "aria-hidden": "true" }, letter(index))),
    h("span", {}, option.text));
}

function drawOpenChoice(state, ui) {
  stillOpen(state, ui);
  const chosen = (ui.draft.chosen ??= new Set());
  const describedBy = (ui.scratch.hint ??= newId("hint"));
  return [
    h("fieldset", { "aria-describedby": describedBy }, h("legend", { class: "st-legend" }, state.legend),
      h("p", { class: "st-hint", id: describedBy }, [state.hint, state.rule].filter(Boolean).join(" ")),
      state.options.map((option, index) => optionField(state, ui, option, index))),
    certaintyField(state, ui),
    submitRow(state, ui, {
      missing: chosen.size ? "" : state.many ? "Choose what applies first." : "Choose an answer first.",
      action: () => ({ chosen: state.options.map(({ id }) => id).filter((id) => chosen.has(id)) }),
    }),
  ];
}

// Right, partly right (some of several), or not right: in the words that the heading says.
function judgeChoice({ verdicts }) {
  const all = Object.values(verdicts ?? {});
  const hits = all.filter((verdict) => verdict.right && verdict.chosen).length;
  if (all.every((verdict) => Boolean(verdict.right) === Boolean(verdict.chosen))) return ["right", "Right"];
  return hits ? ["caution", "Partly right"] : ["unsafe", "Not right"];
}

function optionVerdict(state, option, index) {
  const { right, chosen, feedback } = state.verdicts[option.id] ?? { chosen: state.chosen?.includes(option.id) };
  const tone = right ? "right" : chosen ? "unsafe" : "plain";
  const missed = state.many && right && !chosen ? ["not chosen"] : [];
  const words = [right ? "Right" : chosen ? "Not right" : "", chosen ? "your answer" : "", ...missed].filter(Boolean);
  return verdictCard({
    tone, badge: tone === "plain" ? letter(index) : SHAPES[tone], text: option.text, word: words.join(", "), feedback,
  });
}

function drawLockedChoice(state, ui) {
  const judged = state.verdicts && Object.keys(state.verdicts).length > 0;
  if (!judged) return drawUnjudged(state, ui);
  return [
    h("p", { class: "st-legend" }, state.legend),
    verdictHeading(state, ui, ...judgeChoice(state)),
    h("ul", { class: "st-answers" }, state.options.map((option, index) => optionVerdict(state, option, index))),
    certaintyGiven(state),
  ];
}

// Answered, but judged elsewhere or later: the answer as given.
function drawUnjudged(state, ui) {
  const given = state.options.filter(({ id }) => state.chosen?.includes(id));
  return [
    h("p", { class: "st-legend" }, state.legend),
    verdictHeading(state, ui, "info", given.length === 1 ? "Your answer" : "Your answers"),
    h("ul", { class: "st-answers" }, given.map(({ text }) => verdictCard({ tone: "plain", badge: "•", text }))),
    certaintyGiven(state),
  ];
}

const drawChoice = (state, ui) => (state.locked ? drawLockedChoice(state, ui) : drawOpenChoice(state, ui));

export default { render: (context) => mount(context, "choice", drawChoice) };
