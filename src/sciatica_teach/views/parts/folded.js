// Verdicts on options of which one is right: what was chosen and what is right stand open, the rest is folded away.

function oneVerdict(state, { id, text }) {
  const verdict = state.verdicts?.[id];
  const chosen = verdict?.chosen ?? state.chosen?.includes(id);
  const tone = verdict?.right ? "right" : verdict && chosen ? "unsafe" : "plain";
  const word = { right: say("parts.right"), unsafe: say("parts.wrong") }[tone];
  return verdictCard({
    tone, badge: SHAPES[tone], text, feedback: verdict?.feedback,
    word: [word, chosen && say("parts.mine")].filter(Boolean).join(", "),
  });
}

function foldedVerdicts(state, options, summary) {
  const matters = ({ id }) => state.verdicts?.[id]?.right || state.verdicts?.[id]?.chosen || state.chosen?.includes(id);
  const list = (some) => h("ul", { class: "st-answers" }, some.map((option) => oneVerdict(state, option)));
  const rest = options.filter((option) => !matters(option));
  return [
    list(options.filter(matters)),
    rest.length > 0 && h("details", {}, h("summary", {}, summary), list(rest)),
  ];
}
