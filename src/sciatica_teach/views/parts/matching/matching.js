// Prompts that want their partners. A native list for each: it works by keyboard, on a phone and when read aloud.

// What a closed list cuts off on a phone; read aloud it is whole already.
function wholePartner(state, id) {
  const { text } = state.partners.find((partner) => partner.id === id) ?? { text: "" };
  return text.length > 30 && h("p", { class: "st-whole", "aria-hidden": "true" }, text);
}

function partnerList(state, ui, prompt) {
  const { pairs } = ui.draft;
  const field = ((ui.scratch.fields ??= {})[prompt.id] ??= newId("prompt"));
  const choose = (event) => {
    if (event.target.value) pairs[prompt.id] = event.target.value;
    else delete pairs[prompt.id];
    ui.redraw();
  };
  return h("li", { class: "st-pair" },
    h("label", { for: field }, prompt.text),
    h("select", { id: field, "data-key": `prompt:${prompt.id}`, onchange: choose },
      h("option", { value: "" }, say("parts.match_open")),
      state.partners.map(({ id, text }) => h("option", { value: id, selected: pairs[prompt.id] === id }, text))),
    wholePartner(state, pairs[prompt.id]));
}

function drawOpenMatching(state, ui) {
  ui.scratch.open = state.id;
  const pairs = (ui.draft.pairs ??= {});
  const [given, count] = [Object.keys(pairs).length, state.prompts.length];
  const describedBy = (ui.scratch.hint ??= newId("hint"));
  return [
    h("fieldset", { "aria-describedby": describedBy }, h("legend", { class: "st-legend" }, state.legend),
      h("p", { class: "st-hint", id: describedBy }, [state.hint, state.rule].filter(Boolean).join(" ")),
      h("ul", { class: "st-pairs" }, state.prompts.map((prompt) => partnerList(state, ui, prompt))),
      quiet(say("parts.match_count", { given, count }))),
    certaintyField(state, ui),
    submitRow(state, ui, {
      missing: given ? "" : say("parts.match_missing"),
      action: () => ({ chosen: state.prompts.filter(({ id }) => pairs[id]).map(({ id }) => `${id}:${pairs[id]}`) }),
    }),
  ];
}

function judgeMatching({ verdicts }) {
  const all = Object.values(verdicts ?? {});
  if (!all.length) return ["info", say("parts.your_answer")];
  const right = all.filter((verdict) => verdict.right).length;
  if (right === all.length) return ["right", say("parts.right")];
  return right
    ? ["caution", say("parts.match_partly", { right, count: all.length })] : ["unsafe", say("parts.wrong")];
}

function pairVerdict(state, prompt) {
  const given = state.chosen?.find((pair) => pair.startsWith(`${prompt.id}:`))?.slice(prompt.id.length + 1);
  const partner = state.partners.find(({ id }) => id === given)?.text;
  const verdict = state.verdicts?.[prompt.id];
  const tone = !verdict || (!given && !verdict.right) ? "plain" : verdict.right ? "right" : "unsafe";
  const word = { right: say("parts.right"), unsafe: say("parts.wrong") }[tone];
  return verdictCard({
    tone, badge: SHAPES[tone], feedback: verdict?.feedback,
    text: partner ? say("parts.match_pair", { prompt: prompt.text, partner }) : prompt.text,
    word: given ? word : say("parts.match_left_open"),
  });
}

function drawMatching(state, ui) {
  if (!state.locked) return drawOpenMatching(state, ui);
  return [
    h("p", { class: "st-legend" }, state.legend), verdictHeading(state, ui, ...(state.heading ?? judgeMatching(state))),
    h("ul", { class: "st-answers" }, state.prompts.map((prompt) => pairVerdict(state, prompt))),
    certaintyGiven(state),
  ];
}

export default { render: (context) => mount(context, "matching", drawMatching) };
