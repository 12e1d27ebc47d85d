// A word or a few, typed. Nothing corrects or suggests: a phone that knows anatomy would answer for its owner.

function textProblem({ longest }, text) {
  if (!text.trim()) return say("parts.text_missing");
  return text.trim().length > longest ? say("parts.text_long", { longest }) : "";
}

function drawOpenText(state, ui) {
  ui.scratch.open = state.id;
  ui.draft.text ??= "";
  const [field, problem, hint] = ["field", "problem", "hint"].map((name) => (ui.scratch[name] ??= newId(name)));
  const message = h("p", { class: "st-problem", id: problem });
  const foot = h("div");
  // Everything around the field is redrawn, never the field: a redraw would break what is being composed in it.
  const refresh = () => {
    const wrong = textProblem(state, ui.draft.text);
    const shown = ui.draft.text.trim() ? wrong : "";
    message.replaceChildren(...(shown ? [icon("!"), shown] : []));
    input.setAttribute("aria-invalid", String(shown !== ""));
    keepFocus(foot, () => foot.replaceChildren(submitRow(state, ui, {
      missing: wrong, action: () => ({ chosen: [ui.draft.text.trim()] }),
    })));
  };
  const input = h("input", {
    type: "text", id: field, "data-key": "text", value: ui.draft.text, autocomplete: "off", autocapitalize: "off",
    autocorrect: "off", spellcheck: "false", dir: "auto", "aria-describedby": `${hint} ${problem}`,
    oninput: () => { ui.draft.text = input.value; refresh(); },
    onkeydown: (event) => event.key === "Enter" && !event.isComposing && foot.querySelector("button").click(),
  });
  refresh();
  return [
    h("fieldset", {}, h("legend", { class: "st-legend" }, state.legend),
      h("p", { class: "st-hint", id: hint }, state.hint),
      h("div", { class: "st-field" }, h("label", { for: field }, state.asks), input), message),
    certaintyField(state, ui), foot,
  ];
}

function drawText(state, ui) {
  if (!state.locked) return drawOpenText(state, ui);
  const verdict = state.verdicts?.answer;
  const typed = state.chosen?.[0];
  const [tone, word] = !verdict ? ["info", say("parts.your_answer")]
    : verdict.right ? ["right", say("parts.right")] : ["unsafe", say("parts.wrong")];
  return [
    h("p", { class: "st-legend" }, state.legend), verdictHeading(state, ui, tone, word),
    h("ul", { class: "st-answers" }, verdictCard({
      tone, badge: SHAPES[tone], feedback: verdict?.feedback, word: typed && say("parts.mine"),
      text: typed ? h("bdi", {}, typed) : say("parts.no_answer"),
    })),
    state.right_text && h("p", {}, state.right_text), certaintyGiven(state),
  ];
}

export default { render: (context) => mount(context, "text", drawText) };
