// One or several options, and how sure the learner is. Once answered it is a list of verdicts.

const letter = (index) => String.fromCharCode(65 + index);

function optionField(state, ui, option, index) {
  const { chosen } = ui.draft;
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
    h("span", {}, option.text, option.note && h("span", { class: "st-quiet" }, option.note)));
}

// What is known before the question, such as the thought and the new finding.
function givenFacts({ given }) {
  return given && h("dl", { class: "st-given" }, given.map(([name, text]) => [h("dt", {}, name), h("dd", {}, text)]));
}

function drawOpenChoice(state, ui) {
  ui.scratch.open = state.id;
  const chosen = (ui.draft.chosen ??= new Set(state.preset));
  const describedBy = (ui.scratch.hint ??= newId("hint"));
  return [
    h("fieldset", { "aria-describedby": describedBy }, h("legend", { class: "st-legend" }, state.legend),
      givenFacts(state), h("p", { class: "st-hint", id: describedBy }, [state.hint, state.rule].filter(Boolean).join(" ")),
      state.options.map((option, index) => optionField(state, ui, option, index))),
    certaintyField(state, ui),
    submitRow(state, ui, {
      missing: chosen.size ? "" : state.many ? say("parts.choose_many") : say("parts.choose_one"),
      action: () => ({ chosen: state.options.map(({ id }) => id).filter((id) => chosen.has(id)) }),
    }),
  ];
}

// Right, partly right (some of several) or not right; without verdicts it was answered but not judged. The kernel may
// say it better: too slow, one step off.
function judgeChoice({ heading, verdicts }) {
  if (heading) return heading;
  const all = Object.values(verdicts ?? {});
  if (!all.length) return ["info", say("parts.your_answer")];
  if (all.every((verdict) => Boolean(verdict.right) === Boolean(verdict.chosen))) return ["right", say("parts.right")];
  const partly = all.some((verdict) => verdict.right && verdict.chosen);
  return partly ? ["caution", say("parts.partly")] : ["unsafe", say("parts.wrong")];
}

function optionVerdict(state, option, index) {
  const verdict = state.verdicts?.[option.id];
  const chosen = verdict?.chosen ?? state.chosen?.includes(option.id);
  const half = chosen && !state.many && state.heading?.[0] === "caution";
  const tone = verdict?.right ? "right" : half ? "caution" : verdict && chosen ? "unsafe" : "plain";
  const word = { right: say("parts.right"), caution: say("parts.partly"), unsafe: say("parts.wrong") }[tone];
  const mine = chosen ? say("parts.mine") : state.many && verdict?.right ? say("parts.not_chosen") : "";
  return verdictCard({
    tone, badge: tone === "plain" ? letter(index) : SHAPES[tone], text: option.text, feedback: verdict?.feedback,
    word: [word, mine].filter(Boolean).join(", "),
  });
}

function drawLockedChoice(state, ui) {
  return [
    h("p", { class: "st-legend" }, state.legend), givenFacts(state),
    verdictHeading(state, ui, ...judgeChoice(state)), state.right_text && h("p", {}, state.right_text),
    h("ul", { class: "st-answers" }, state.options.map((option, index) => optionVerdict(state, option, index))),
    certaintyGiven(state),
  ];
}

const drawChoice = (state, ui) => (state.locked ? drawLockedChoice(state, ui) : drawOpenChoice(state, ui));

export default { render: (context) => mount(context, "choice", drawChoice) };
